"""Where a site is written to, by what it is known there, and which places are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
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


def refuse_file(place: Path, kept: tuple[Path, ...], sites: tuple[Path, ...]) -> None:
    """Raise `CxsiteError` where a file at `place`, or a folder of files, would be published or read as content.

    `kept` are the folders from which sites are made, `sites` those in which they are put.
    """
    for at in (place.absolute(), place.resolve()):
        for folder in kept:
            if at.is_relative_to(folder.resolve()):
                raise CxsiteError(
                    f"{place} lies in `{folder.name}/`, which the site is made from: choose another place"
                )
        for folder in sites:
            if at.is_relative_to(folder.resolve()):
                raise CxsiteError(f"{place} lies where sites are built: choose another place")
        for parent in (at, *at.parents):
            if level_of(parent) is not None or _is_site(parent):
                raise CxsiteError(f"{place} lies in the site {parent}, which would publish it: choose another place")


def _is_site(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("index.html", "404.html", "sitemap.xml"))
