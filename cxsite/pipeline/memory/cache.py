"""What editions were, kept where nothing publishes it: by commit, and by the code that read it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Protocol

from cxsite.pipeline.cache.cache_folder import store_for
from cxsite.pipeline.cache.code import code_that_reads


class Kept(Protocol):
    """Where what editions were is kept, by keys."""

    def get(self, key: tuple[object, ...]) -> Any:
        """What was kept under this key; `None` where nothing was."""

    def put(self, key: tuple[object, ...], value: object) -> None:
        """Keep a value."""


class EditionCache:
    """The kept editions of one repository; where its folder can't be written, nothing is kept."""

    def __init__(self, top: Path) -> None:
        self._store = store_for(top, "editions", code_that_reads, os.environ)

    def get(self, key: tuple[object, ...]) -> Any:
        """What was kept under this key; `None` where nothing was, or it is not whole."""
        data = self._store.get(self._store.name(_said(key))) if self._store else None
        return json.loads(data) if data is not None else None

    def put(self, key: tuple[object, ...], value: object) -> None:
        """Keep a value, at once or not at all."""
        if self._store:
            self._store.put(self._store.name(_said(key)), json.dumps(value, separators=(",", ":")).encode())


def _said(key: tuple[object, ...]) -> bytes:
    return json.dumps(key, default=str).encode()
