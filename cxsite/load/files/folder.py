"""The content folder: which of its files are items, pages, data and assets, and which belong nowhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cxsite.load.files.astray import ITEM_ENDINGS, is_left_over, is_picture, kind_of, moved
from cxsite.load.files.engine_pages import is_engines_own
from cxsite.load.files.listing import FoundFile, Listing, file_at, never_saved
from cxsite.load.findings import FindingCollector, printable
from cxsite.load.rules.cx01_files import UNKNOWN_FOLDER
from cxsite.load.rules.cx02_stray_files import BELOW_ITS_ROOT, PAGE_IN_PUBLIC, STRAY_FILE, UNSAFE_FILE
from cxsite.model.finding import CxsiteError, Fix, Move, Span
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import ROADMAP
from cxsite.model.roots import ContentRoot
from cxsite.model.typed.nearest import nearest
from cxsite.model.typed.synonyms import folder_meant
from cxsite.syntax.phrases import listed

_YAML_ENDINGS = (".yml", ".yaml")
_FOLDERS = {kind.folder: kind.name for kind in KINDS}
_ENDINGS = "an item ends in .md or .yml, a data file in .csv"
MAX_ASSET = 50_000_000
_OTHER_FOLDERS = ("pages", "assets", "public")
_PAGE_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm", ".xhtml"})
_IGNORED = frozenset({"thumbs.db", "desktop.ini"})


class FolderReader:
    """Lists one content folder, and notes what is wrong with names and places."""

    def __init__(self, root: ContentRoot, findings: FindingCollector, unsaved: Mapping[str, bytes]) -> None:
        self._folder = root.folder.absolute()
        self._real = root.folder.resolve()
        self._shown = root.shown
        self._at_least = root.at_least
        self._findings = findings
        self._unsaved = unsaved
        self._listing = Listing()

    def read(self) -> Listing:
        """List the folder. Raises `CxsiteError` where there is nothing to read, unless it is a later one."""
        if self._at_least and not self._folder.exists():
            return self._listing
        if not self._folder.is_dir():
            raise CxsiteError(f"there is no content folder {printable(self._shown)}")
        files, folders = self._entries(self._folder, self._shown)
        if not files and not folders and not self._at_least:
            raise CxsiteError(f"the content folder {printable(self._shown)} is empty; `cxsite init` writes a first one")
        for file in files:
            self._top_file(file)
        if not self._listing.charter and not self._at_least:
            raise CxsiteError(
                f"{printable(self._shown)} has no roadmap.yml; it needs one, with at least the line `title: …`"
            )
        for found in folders:
            self._top_folder(found)
        return self._listing

    def _top_file(self, file: FoundFile) -> None:
        kind = _FOLDERS.get(file.stem)
        if file.ending == ".csv":
            self._listing.data.setdefault(self._folder, {})[file.name] = file
        elif file.ending in _YAML_ENDINGS and file.stem == ROADMAP:
            self._listing.charter.append(file)
        elif file.ending in _YAML_ENDINGS and kind:
            self._listing.mappings[kind].append(file)
        else:
            self._stray_at_top(file)

    def _stray_at_top(self, file: FoundFile) -> None:
        """A file that should lie in a folder, or have another name."""
        if is_picture(file):
            self._stray_picture(file)
            return
        is_item = file.ending in ITEM_ENDINGS
        near = _meant(file.stem, (ROADMAP, *_FOLDERS)) if is_item else None
        if near:
            self._stray(file, f"did you mean `{near}.yml`?")
            return
        kind = kind_of(file.read(), markdown=file.ending == ".md") if is_item else None
        # What refers to it is not wrong besides.
        self._listing.astray.update((one.name, file.stem) for one in ([kind] if kind else KINDS) if is_item)
        help_ = "put it into the folder of its kind, or delete it"
        if kind is None:
            self._stray(file, help_)
            return
        what = f"it has the fields of {'an' if kind.name[0] in 'eio' else 'a'} {kind.name}"
        help_ = f"{what}: move it to `{kind.folder}/{file.name}`"
        self._stray(file, help_, moved([file], f"{self._shown}/{kind.folder}", self._names(kind.folder), help_))

    def _stray_picture(self, file: FoundFile) -> None:
        """A picture that lies beside items: it is named as if it lay in `assets`."""
        self._listing.astray.add(("asset", file.name))
        help_ = f"pictures lie in `assets`: move it to `assets/{file.name}`"
        self._stray(file, help_, moved([file], f"{self._shown}/assets", self._names("assets"), help_))

    def _names(self, folder: str) -> list[str]:
        """The names that are taken in a folder of the content folder."""
        place = self._folder / folder
        return [one.name for one in place.iterdir()] if place.is_dir() else []

    def _top_folder(self, found: FoundFile) -> None:
        if found.name in _FOLDERS:
            self._kind_folder(found, _FOLDERS[found.name])
        elif found.name == "pages":
            self._pages(found)
        elif found.name == "assets":
            files = [file for file in self._below(found) if self._is_small(file)]
            self._listing.assets = {file.shown.removeprefix(f"{found.shown}/"): file for file in files}
        elif found.name == "public" and self._at_least:
            self._findings.add(
                BELOW_ITS_ROOT,
                Span(found.shown),
                f"all of `public` is published as it is, and everything here is {self._at_least} at least",
                "move it to the first content folder, or what is in it to `assets`",
            )
        elif found.name == "public":
            for file in self._below(found):
                if file.ending.lower() in _PAGE_ENDINGS and not is_engines_own(file.place):
                    self._page_in_public(file)
        elif found.name not in _OTHER_FOLDERS:
            names = sorted((*_FOLDERS, *_OTHER_FOLDERS))
            near = _meant(found.name, names)
            kinds = [_FOLDERS[near]] if near in _FOLDERS else list(_FOLDERS.values())
            inside, deeper = self._entries(found.place, found.shown)
            if not inside and not deeper:
                return
            self._listing.astray.update((kind, file.stem) for kind in kinds for file in inside)
            fix = None
            if near and near != "public" and not deeper:
                sure = near in nearest(found.name, names)
                message = f"move what is in it to `{near}`" + ("" if sure else ": if that is what it is for")
                fix = moved(inside, f"{self._shown}/{near}", self._names(near), message, sure=sure)
            self._findings.add(
                UNKNOWN_FOLDER,
                Span(found.shown),
                f"the folder `{printable(found.name)}` is none that the format knows; nothing in it is read",
                f"did you mean `{near}`? Then move what is in it there" if near else f"the folders are {listed(names)}",
                fix=fix,
            )

    def _page_in_public(self, file: FoundFile) -> None:
        message = "move it to `pages`: there it is internal unless it says `visibility: public`"
        fix = None
        if file.ending == ".md":
            fix = moved([file], f"{self._shown}/pages", self._names("pages"), message, sure=False)
        self._findings.add(
            PAGE_IN_PUBLIC,
            Span(file.shown),
            f"`{printable(file.name)}` is a page, and all of `public` is published as it is",
            "move it to `pages`, as a file that ends in .md",
            fix=fix,
        )

    def _kind_folder(self, found: FoundFile, kind: str) -> None:
        files, folders = self._entries(found.place, found.shown)
        for file in files:
            if file.ending in ITEM_ENDINGS:
                self._listing.items[kind].append(file)
            elif file.ending == ".csv":
                self._listing.data.setdefault(found.place, {})[file.name] = file
            elif is_picture(file):
                self._stray_picture(file)
            elif is_left_over(file):
                self._stray(file, "a program left it here: delete it")
            else:
                self._listing.astray.add((kind, file.name.partition(".")[0]))
                name = _item_name(file)
                help_ = f"an item ends in .md or .yml: rename it to `{name}`" if name else _ENDINGS
                moves = (Move(file.shown, f"{found.shown}/{name}"),) if name else ()
                self._stray(file, help_, Fix("safe", help_, moves=moves) if moves else None)
        for inner in folders:
            if inside := [file for file in self._below(inner) if file.ending in (*ITEM_ENDINGS, ".csv")]:
                self._listing.astray.update((kind, file.stem) for file in inside)
                help_ = f"put the items of it directly into `{found.name}`, one file each"
                self._stray(inner, help_, moved(inside, found.shown, self._names(found.name), help_))
        if not self._listing.items[kind]:
            self._listing.empty.append((kind, found))

    def _pages(self, found: FoundFile) -> None:
        for file in self._below(found):
            if file.ending == ".md":
                self._listing.pages[file.shown.removeprefix(f"{found.shown}/").removesuffix(".md")] = file
            elif is_picture(file):
                self._stray_picture(file)
            else:
                self._stray(file, "a page ends in .md; images and other files belong into `assets`")

    def _below(self, found: FoundFile) -> Iterator[FoundFile]:
        """All files below a folder."""
        waiting = [found]
        while waiting:
            here = waiting.pop()
            files, folders = self._entries(here.place, here.shown)
            yield from files
            waiting += folders

    def _entries(self, place: Path, shown: str) -> tuple[list[FoundFile], list[FoundFile]]:
        """The files and the folders in a folder that are read at all, by name."""
        files: list[FoundFile] = []
        folders: list[FoundFile] = []
        try:
            with os.scandir(place) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            self._unsafe(shown, f"this folder can't be read: {error.strerror}", "look at its permissions")
            return files, folders
        for entry in entries:
            if _is_ignored(entry.name):
                continue
            found = file_at(place, shown, entry.name, self._unsaved)
            if not self._is_safe(entry, found):
                continue
            (folders if entry.is_dir() else files).append(found)
        new = never_saved(shown, self._unsaved) - {entry.name for entry in entries} if self._unsaved else ()
        files += [file_at(place, shown, name, self._unsaved) for name in new if not _is_ignored(name)]
        return sorted(files, key=lambda file: file.name) if new else files, folders

    def _is_safe(self, entry: os.DirEntry[str], found: FoundFile) -> bool:
        if not entry.name.isprintable():
            self._unsafe(found.shown, "this name holds characters that can't be seen or are no text", "rename it")
            return False
        try:
            if entry.is_symlink():
                target = found.place.resolve(strict=True)
                if entry.is_dir() or not target.is_relative_to(self._real):
                    self._unsafe(
                        found.shown,
                        "this link leads to a folder"
                        if entry.is_dir()
                        else "this link leads out of the content folder",
                        "put the file itself in its place",
                    )
                    return False
            mode = entry.stat().st_mode
        except (OSError, RuntimeError):
            self._unsafe(found.shown, "this link leads nowhere", "put the file itself in its place")
            return False
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            self._unsafe(found.shown, "this is neither a file nor a folder", "delete it")
            return False
        return True

    def _is_small(self, found: FoundFile) -> bool:
        """Whether an asset may be held in memory, where all that a site uses is."""
        if found.place.stat().st_size <= MAX_ASSET:
            return True
        self._unsafe(found.shown, f"this file is larger than {MAX_ASSET // 1_000_000} MB", "make it smaller")
        return False

    def _stray(self, found: FoundFile, help_: str, fix: Fix | None = None) -> None:
        self._findings.add(STRAY_FILE, Span(found.shown), f"nothing reads `{printable(found.name)}`", help_, fix=fix)

    def _unsafe(self, shown: str, message: str, help_: str) -> None:
        self._findings.add(UNSAFE_FILE, Span(shown), message, help_)


def _meant(name: str, names: Sequence[str]) -> str | None:
    """The one name of a folder or file that was probably meant."""
    near = nearest(name, names)
    return folder_meant(name, names) or (near[0] if len(near) == 1 else None)


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower() in _IGNORED or name.lower().partition(".")[0] == "readme"


def _item_name(file: FoundFile) -> str:
    """The name that a file with another ending should have, where it seems to be an item; else empty."""
    lower = file.ending.lower()
    if lower != file.ending and lower in (*ITEM_ENDINGS, ".csv"):
        return f"{file.stem}{lower}"
    if lower not in (".markdown", ".mdown", ".mkd", ".txt"):
        return ""
    if file.stem.endswith(ITEM_ENDINGS):
        # Editors of other programs put their own ending behind the right one.
        return file.stem
    try:
        with file.open() as opened:
            fields = not opened.read(3).startswith(b"---")
    except OSError:
        return ""
    return f"{file.stem}{'.yml' if fields else '.md'}"


def relative(folder: Path, root: Path) -> str:
    """The way from `root` to `folder` with forward slashes; empty where they are the same."""
    relative = os.path.relpath(folder, root)
    return "" if relative == "." else Path(relative).as_posix()
