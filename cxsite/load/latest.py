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
from cxsite.model.roadmap import Roadmap
from cxsite.model.roots import ContentRoot


class Latest:
    """What was loaded last of a folder, for those who load it after each edit. Not for two threads at once."""

    def __init__(self) -> None:
        self._place: tuple[Path, Path] | None = None
        self._roadmap: Roadmap | None = None
        self._digests: dict[str, bytes] = {}

    def load(
        self, folder: Path, root: Path, further: Sequence[ContentRoot] = (), unsaved: Mapping[str, bytes] | None = None
    ) -> Loaded:
        """What `cxsite.load.load.load` gives for the same, findings included."""
        known = self._roadmap if self._place == (folder, root) and not further else None
        earlier = Earlier(known, folder, self._digests) if known is not None else None
        before = _digests(folder, root, unsaved or {})
        loaded = load(folder, root, further, unsaved, earlier)
        self._place, self._roadmap = (folder, root), loaded.roadmap
        # A file that changed meanwhile may have been read either way, and of what was told, is told again.
        told = {span.path for one in loaded.findings for span in (one.span, *(also.span for also in one.related))}
        after = _digests(folder, root, unsaved or {})
        self._digests = {path: said for path, said in after.items() if before.get(path) == said and path not in told}
        return loaded


def _digests(folder: Path, root: Path, unsaved: Mapping[str, bytes]) -> dict[str, bytes]:
    """The SHA-256 of the files that items and settings may stand in, by the paths that findings name."""
    found: dict[str, bytes] = {}
    top = relative(folder, root)
    for place, _, names in os.walk(folder):
        below = os.path.relpath(place, folder)
        shown = "/".join(part for part in (top, "" if below == "." else Path(below).as_posix()) if part)
        for name in names:
            if name.endswith((".yml", ".yaml", ".md")):
                path = f"{shown}/{name}" if shown else name
                with suppress(OSError):
                    found[path] = _digest(unsaved[path] if path in unsaved else Path(place, name).read_bytes())
    return found | {path: _digest(data) for path, data in unsaved.items() if path not in found}


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
