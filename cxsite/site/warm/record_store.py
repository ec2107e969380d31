"""What is remembered of the pages of a site between builds: what each asked of its View, with the answers."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cxsite.pipeline.cache.cache_folder import store_for
from cxsite.pipeline.cache.code import code_of_all, installed_packages
from cxsite.pipeline.cache.store import Store
from cxsite.render.stage import PageRecord, PageRecords
from cxsite.site.warm.page_store import KEPT_SITE


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The records of the pages of one site."""

    _store: Store
    _name: str
    _pages: Store

    def known(self) -> PageRecords:
        """What is remembered; nothing where that is gone or was made by something else, or no pages are kept: then all
        texts are needed, and two processes make them sooner than one that is asked for each."""
        data = self._store.get(self._name)
        if data is None or not self._pages.names(KEPT_SITE):
            return {}
        said = json.loads(zlib.decompress(data))
        asked = [(tuple(question), answer) for question, answer in said["asked"]]
        return {
            uri: PageRecord(basis, dict(map(asked.__getitem__, numbers)), digest, size)
            for uri, (basis, numbers, digest, size) in said["pages"].items()
        }

    def keep(self, records: PageRecords) -> None:
        """Remember these, and nothing else of the site."""
        # One View gives one answer to a question.
        asked = {question: answer for record in records.values() for question, answer in record.asked.items()}
        numbers = {question: number for number, question in enumerate(asked)}
        said = {
            "asked": list(asked.items()),
            "pages": {
                uri: (one.basis, list(map(numbers.__getitem__, one.asked)), one.digest, one.size)
                for uri, one in records.items()
            },
        }
        self._store.put(self._name, zlib.compress(json.dumps(said).encode(), 1))


def record_store_for(root: Path, site: str, environment: Mapping[str, str]) -> RecordStore | None:
    """Where the records of a `site` of a project in the folder `root` are; `None` where nothing is kept."""
    store = store_for(root, "records", _version, environment)
    pages = store_for(root, "pages", code_of_all, environment)
    if store is None or pages is None:
        return None
    return RecordStore(store, store.name(b"site", site.encode()), pages)


def _version() -> str:
    """Other code, or another package, may make something else of the same."""
    said = [code_of_all(), sys.version, *(name for _, name in installed_packages())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
