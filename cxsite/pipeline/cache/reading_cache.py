"""What earlier checks of a project read and did not find, kept so that the next one only looks at what is new.

Kept are three entries: what the files of items say that are in order, digests of questions to which nothing was the
answer, and answers to others, such as where in a file stands what was told. They count only with their signatures, for
the same code and the same packages; without them everything is read and searched, and the same is found. A project of
few items is checked sooner than its cache is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from cxsite.check.known.answers import Answers
from cxsite.load.known_files import KnownFiles
from cxsite.matching.silent import SILENCE
from cxsite.pipeline.cache.cache_folder import store_for
from cxsite.pipeline.cache.code import code_that_checks
from cxsite.pipeline.cache.store import Store
from cxsite.pipeline.settings import Settings

MANY = 150
"""Files of content from which a cache is worth its while."""


class Kept(NamedTuple):
    """What is known of the files of a project, None where nothing is kept, and what was asked about it."""

    files: KnownFiles | None
    answers: Answers


@contextmanager
def remembered_reading(settings: Settings) -> Iterator[Kept]:
    """While somebody reads and checks a project: what is known of it. What they learn is kept afterwards, and nothing
    where they fail."""
    store = _store(settings)
    if store is None:
        yield Kept(None, Answers())
        return
    files, texts, answers = _names(store, settings)
    known = Kept(KnownFiles(store.get(files) or b""), Answers(store.get(answers) or b""))
    SILENCE.learn(store.get(texts) or b"")
    yield known
    if known.files is not None and known.files.is_news:
        store.put(files, known.files.written())
    if known.answers.is_news:
        store.put(answers, known.answers.written())
    if SILENCE.is_news:
        store.put(texts, SILENCE.written())


def keep_searches(settings: Settings) -> None:
    """Keep what was not found since the content was checked: a health page asks of what readers see what a check asks
    of what is written. For those who read with `remembered_reading`."""
    store = _store(settings)
    if store is not None and SILENCE.is_news:
        store.put(_names(store, settings)[1], SILENCE.written())


def _names(store: Store, settings: Settings) -> tuple[str, str, str]:
    place = os.fsencode(settings.root.resolve())
    return store.name(b"files", place), store.name(b"texts", place), store.name(b"answers", place)


def _store(settings: Settings) -> Store | None:
    if not any(_many(settings)):
        return None
    return store_for(settings.root, "checks", code_that_checks, os.environ)


def _many(settings: Settings) -> Iterator[bool]:
    """True once so many files are seen that a cache helps."""
    seen = 0
    for _, _, names in os.walk(settings.content):
        seen += len(names)
        yield seen >= MANY
