"""Loading the same folder again and again: only what was edited since is read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cxsite.load.again import Earlier
from cxsite.load.files.folder import relative
from cxsite.load.load import load
from cxsite.load.loaded import Loaded
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.roots import ContentRoot


class Latest:
    """What was loaded last of a folder, for those who load it after each edit. Not for two threads at once."""

    def __init__(self) -> None:
        self._place: tuple[Path, Path] | None = None
        self._roadmap: Roadmap | None = None
        self._digests: dict[str, bytes] = {}
        self._data: Mapping[Key, tuple[str, ...]] = {}

    def load(
        self, folder: Path, root: Path, further: Sequence[ContentRoot] = (), unsaved: Mapping[str, bytes] | None = None
    ) -> Loaded:
        """What `cxsite.load.load.load` gives for the same, findings included."""
        known = self._roadmap if self._place == (folder, root) and not further else None
        files = _files(folder, root, unsaved or {})
        before = {path: digest for path, source in files.items() if (digest := _digest(source)) is not None}
        earlier = Earlier(known, folder, self._digests, before, self._data) if known is not None else None
        loaded = load(folder, root, further, unsaved, earlier)
        taken = _taken(known, loaded) if known is not None else set()
        # A file that changed while it was read may have been read either way, and of what was told, is told again.
        told = {span.path for one in loaded.findings for span in (one.span, *(also.span for also in one.related))}
        self._digests = {
            path: digest
            for path, digest in before.items()
            if path not in told and (path in taken or _digest(files[path]) == digest)
        }
        self._place, self._roadmap, self._data = (folder, root), loaded.roadmap, loaded.data
        return loaded


def _taken(known: Roadmap, loaded: Loaded) -> set[str]:
    """The files that were not read again: of items that are the very objects which were known."""
    if loaded.roadmap is None:
        return set()
    found: set[str] = set()
    for kind, items in loaded.roadmap.items.items():
        before = known.items.get(kind, {})
        for id_, item in items.items():
            if before.get(id_) is item:
                found |= {loaded.roadmap.origins[kind, id_].path, *loaded.data.get((kind, id_), ())}
    return found


def _files(folder: Path, root: Path, unsaved: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """The files that items, their data and settings may stand in, by the paths that findings name: where each is, or
    what an editor holds of it."""
    found: dict[str, str | bytes] = {}
    top = relative(folder, root)
    for place, _, names in os.walk(folder):
        below = os.path.relpath(place, folder)
        shown = "/".join(part for part in (top, "" if below == "." else Path(below).as_posix()) if part)
        for name in names:
            if name.endswith((".yml", ".yaml", ".md", ".csv")):
                found[f"{shown}/{name}" if shown else name] = os.path.join(place, name)  # noqa: PTH118 - paths are slow
    return found | dict(unsaved)


def _digest(source: str | bytes) -> bytes | None:
    """The SHA-256 of a file or of what an editor holds; `None` for what can't be read."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).digest()
    with suppress(OSError), open(source, "rb", buffering=0) as stream:  # noqa: PTH123 - paths are slow
        return hashlib.sha256(stream.read()).digest()
    return None
