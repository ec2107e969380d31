"""Where a site is written to: what is refused, fresh folders, and the exchange at the end."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cxsite.model.finding import CxsiteError


@dataclass(frozen=True, slots=True)
class SitePlace:
    """The place of one site: its folder, and the manifest beside it that proves whose it is."""

    level: str
    folder: Path

    @property
    def manifest(self) -> Path:
        """The manifest's file."""
        return manifest_of(self.folder)


def manifest_of(folder: Path) -> Path:
    """The manifest that belongs to a site's folder."""
    return folder.parent / f"{folder.name}.manifest.json"


def is_ours(target: SitePlace) -> bool:
    """Whether the folder holds a site of this level that cxsite wrote."""
    return level_of(target.folder) == target.level


def level_of(folder: Path) -> str | None:
    """The level of the site in a folder, as its manifest says; `None` where there is none."""
    try:
        said = json.loads(manifest_of(folder).read_bytes())
    except (OSError, ValueError):
        return None
    level = said.get("audience") if isinstance(said, dict) and "files" in said else None
    return level if isinstance(level, str) else None


def refuse(folder: Path, root: Path, kept: tuple[Path, ...], ours: Callable[[], bool]) -> None:
    """Raise `CxsiteError` where writing to `folder` could destroy or publish something.

    `root` is the project's folder, `kept` the folders that it reads, `ours` tells whether what is in the folder
    may be replaced.
    """
    for place, what in (
        (root, "the project"),
        *((place, f"`{place.name}/`, which the site is made from") for place in kept),
    ):
        if place.resolve().is_relative_to(folder):
            raise CxsiteError(f"{folder} contains {what}: choose another output folder")
    for place in kept:
        if folder.is_relative_to(place.resolve()):
            raise CxsiteError(
                f"{folder} lies in `{place.name}/`, which the site is made from: choose another output folder"
            )
    for parent in folder.parents:
        if level_of(parent) is not None or (parent != root and _is_site(parent)):
            raise CxsiteError(
                f"{folder} lies in the site {parent}, which would publish it: choose another output folder"
            )
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CxsiteError(f"{folder} is no folder: choose another output folder")
    if folder.is_dir() and any(folder.iterdir()) and not ours():
        raise CxsiteError(f"{folder} is not empty, and cxsite did not write it: move it away or choose another folder")


def _is_site(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("index.html", "404.html", "sitemap.xml"))


@contextmanager
def workspaces(folders: tuple[Path, ...]) -> Iterator[dict[Path, Path]]:
    """A new empty folder beside each of `folders`, on the same file system; they are gone at the end.

    Raises `CxsiteError` where none can be made.
    """
    spaces: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for folder in folders:
            made += _missing(folder.parent)
            try:
                folder.parent.mkdir(parents=True, exist_ok=True)
                spaces[folder] = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
            except OSError as error:
                raise CxsiteError(f"{folder} can't be written: {error.strerror}") from None
        yield spaces
    finally:
        for space in spaces.values():
            shutil.rmtree(space, ignore_errors=True)
        for parent in made:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


def _missing(folder: Path) -> list[Path]:
    """The folders that making `folder` makes, the innermost first."""
    return [parent for parent in (folder, *folder.parents) if not parent.exists()]


def exchange(moves: list[tuple[Path, Path]]) -> None:
    """Put each new file or folder in its place, all or none; what stood there before is removed at the end.

    Each move is `(new, place)` on one file system. When one fails, everything is as it was.
    """
    undo: list[tuple[Path, Path]] = []
    old: list[Path] = []
    try:
        for new, place in moves:
            if place.exists():
                aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.old.", dir=place.parent))
                old.append(aside)
                place.rename(aside / place.name)
                undo.append((aside / place.name, place))
            new.rename(place)
            undo.append((place, new))
    except BaseException:
        for moved, back in reversed(undo):
            moved.rename(back)
        for aside in old:
            aside.rmdir()
        raise
    for aside in old:
        shutil.rmtree(aside, ignore_errors=True)
