"""Files and folders as they were at a commit, copied as somebody asks for them; the work tree is not touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cxsite.pipeline.commits.git import blobs, git

Wanted = Callable[[str], bool]
Known = dict[str, str]
"""The files of copies, by the ids of their blobs."""
_FILE, _LINK = ("100644", "100755"), "120000"
_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class CommitCopy:
    """What lies in the repository `top` at `commit`, below `folder` once it was asked for.

    `known` are files of other copies, which are shared. Paths are asked for as they are in the work tree, but no link
    of the work tree is followed: the change under review may have laid it.
    """

    top: Path
    commit: str
    folder: Path
    known: Known = field(default_factory=dict)
    _there: dict[str, Path] = field(default_factory=dict)
    _entries: dict[str, list[str]] = field(default_factory=dict)

    def place(self, path: Path) -> Path:
        """Where a file or folder is as it was, if it was: that place is empty if it was not. What lies outside of the
        repository has no past, and is where it is."""
        path = Path(os.path.normpath(path))
        if not path.is_relative_to(self.top):
            path = path.resolve()
        if not path.is_relative_to(self.top):
            return path
        within = path.relative_to(self.top).as_posix()
        if within not in self._there:
            self._there[within] = self._copied(within, path)
        return self._there[within]

    def _copied(self, within: str, path: Path) -> Path:
        target = self._target(within)
        if target is None:
            return path.resolve() if self._lies_elsewhere(within, path) else self.folder / within
        if not self._is_within_a_copy(target):
            write_tree(self.top, self.commit, target, self.folder, known=self.known)
        if target != within and not (self.folder / within).exists():
            link = self.folder / within
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(self.folder / target)
        return self.folder / within

    def _is_within_a_copy(self, target: str) -> bool:
        """Whether a folder that is there as it was holds this path."""
        above = {"." if str(one) == "." else one.as_posix() for one in PurePosixPath(target).parents}
        return any(self._there.get(one) == self.folder / one and not (self.folder / one).is_symlink() for one in above)

    def _lies_elsewhere(self, within: str, path: Path) -> bool:
        """Whether nothing in git is at this path, which leads out of the repository."""
        return not self._entry(within.split("/")[0]) and not path.resolve().is_relative_to(self.top)

    def _target(self, within: str) -> str | None:
        """The path that the commit has for this one, after its own links; None where there is none in it."""
        for _ in range(_MOST_LINKS):
            parts = PurePosixPath(within).parts
            link = next((n for n in range(1, len(parts) + 1) if self._is_link("/".join(parts[:n]))), 0)
            if not link:
                return within if within == "." or self._entry(within) else None
            said = blobs(self.top, [self._entry("/".join(parts[:link]))[2].encode()])[0].decode("utf-8", "replace")
            led = os.path.normpath("/".join((*parts[: link - 1], said, *parts[link:])))
            if said.startswith("/") or led == ".." or led.startswith("../"):
                return None
            within = led
        return None

    def _is_link(self, within: str) -> bool:
        return self._entry(within)[:1] == [_LINK]

    def _entry(self, within: str) -> list[str]:
        """Mode, kind and id of what the commit has at a path; nothing where it has nothing."""
        if within not in self._entries:
            listed = git(self.top, "ls-tree", "-z", "--full-tree", self.commit, "--", within)
            self._entries[within] = listed.split(b"\t", 1)[0].decode().split(" ") if listed else []
        return self._entries[within]


def write_tree(
    top: Path,
    commit: str,
    path: str,
    folder: Path,
    wanted: Wanted = lambda name: True,
    known: Known | None = None,
) -> int:
    """Write the files below `path` at a commit that are `wanted` by their names into `folder`; how many they are.

    Blobs are read one by one, not with `git archive`, which leaves out what `.gitattributes` says. Files that are
    `known` by their blobs are shared with the copies that have them, and what is written is known then.
    """
    where = ["--", path] if path != "." else []
    listed = git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *where)
    entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
    entries = [entry for entry in entries if wanted(entry[1].decode("utf-8", "surrogateescape"))]
    found = [(*about.decode().split(" "), name.decode("utf-8", "surrogateescape")) for about, name in entries]
    files = [(mode, sha, name) for mode, kind, sha, name in found if kind == "blob"]
    written = known if known is not None else {}
    fresh = list(dict.fromkeys(sha for mode, sha, _ in files if mode == _LINK or sha not in written))
    contents = dict(zip(fresh, blobs(top, [sha.encode() for sha in fresh]), strict=True))
    # Asking for each file whether its folder is there takes as long as writing it.
    for parent in {PurePosixPath(name).parent for _, _, name in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for mode, sha, name in files:
        place = f"{folder}/{name}"
        if mode in _FILE:
            written[sha] = _write_or_share(place, contents.get(sha), written.get(sha))
        elif mode == _LINK and not _leaves(name, contents[sha]):
            Path(place).symlink_to(contents[sha].decode("utf-8", "surrogateescape"))
    return len(files)


def _write_or_share(place: str, data: bytes | None, same: str | None) -> str:
    """Make a file with this content, or the same file as another one. Nobody ever writes in a copy."""
    if data is None or same is not None:
        assert same is not None
        try:
            os.link(same, place)
            return same
        except OSError:
            # No file system has to have hard links.
            data = Path(same).read_bytes()
    Path(place).write_bytes(data)
    return place


def _leaves(name: str, target: bytes) -> bool:
    """Whether a link leads out of the folder in which it stands; the temporary copy holds nothing there."""
    said = PurePosixPath(target.decode("utf-8", "surrogateescape"))
    return said.is_absolute() or ".." in said.parts
