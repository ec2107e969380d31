"""How a site is read while an engine still writes it, by a process that knows what may not be in it, and no content."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.audit.acceptance import Accepted
from cxsite.audit.audit import Reader, audit
from cxsite.audit.clean import Clean
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import Leak
from cxsite.audit.readings import PIECE
from cxsite.pipeline.explanation import Explanation
from cxsite.processes.end import end_with_the_parent, leave_interrupts_to_the_parent
from cxsite.processes.parallel import Both

if TYPE_CHECKING:
    from cxsite.pipeline.cache.verdicts import Verdicts

_PAUSE = 0.05
_SETTLED = 0.1
"""Seconds after which a file that was written is likely to stay as it is."""
MANY_WORDS = 100
"""Withheld words and numbers from which it is likely that somebody asks what packages use, which takes a second."""
LARGE = 1_000_000
"""Bytes from which a second process reads half of what is left: to read them takes longer than to begin it."""

Found = tuple[tuple[Leak, ...], frozenset[int]]
"""Leaks, and which acceptances were of use."""
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader needs to know, and nothing else of the content."""

    dictionary: Dictionary
    explanation: Explanation
    accepted: Accepted
    folder: Path
    both: Both
    verdicts: Verdicts | None


def tell(sought: Callable[[], Sought | str], theirs: Connection) -> None:
    """In a process that reads a site: say what is found in it, as soon as it is known what is `sought`."""
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    try:
        known = sought()
        found: Found | str = known if isinstance(known, str) else _leaks(known, theirs)
    except EOFError:
        return  # Nobody waits for it.
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
    with suppress(BrokenPipeError):
        theirs.send(found)


def _leaks(sought: Sought, theirs: Connection) -> Found:
    dictionary, explanation, accepted = sought.dictionary, sought.explanation, sought.accepted
    verdicts = sought.verdicts
    fingerprint = explanation.fingerprint(dictionary) if verdicts is not None else b""
    clean = verdicts.known(fingerprint) if verdicts is not None else frozenset[str]()
    reader = Reader(dictionary, explanation, accepted, Clean(clean))
    seen: dict[str, _Stamp] = {}
    while not _called(theirs, _PAUSE):
        _read_ahead(reader, sought.folder, theirs, seen)
    theirs.recv()
    # How it is parted does not matter here: where anything is found, all is read once more.
    reader.read_all(sought.folder, sought.both, _large(sought), parted=True)
    if not reader.found and not accepted.used:
        if verdicts is not None:
            verdicts.keep(fingerprint, reader.seals())
        return (), frozenset()
    # Which file tells what many have in common, and so which acceptance is of use, depends on the order of reading.
    again = replace(accepted, used=set())
    leaks = audit(sought.folder, dictionary, explanation, again, sought.both)
    return leaks, frozenset(again.used)


def _large(sought: Sought) -> int | None:
    """From how many bytes on the rest is read in halves: where much is withheld, packages use some of those words and
    numbers, and both would have to find out which. Then as many as ever, unless that is known by now."""
    few = len(sought.dictionary.words) + len(sought.dictionary.numbers) < MANY_WORDS
    return LARGE if few or sought.explanation.knows_usage else None


def _called(theirs: Connection, seconds: float = 0) -> bool:
    """Whether the site is complete. Raises `EOFError` where nobody is there any more who could say so."""
    parent = multiprocessing.parent_process()
    ready = wait([theirs, *([parent.sentinel] if parent else [])], seconds)
    if ready and theirs not in ready:
        raise EOFError
    return bool(ready)


def _read_ahead(reader: Reader, folder: Path, theirs: Connection, seen: dict[str, _Stamp]) -> None:
    """Read the files that nobody seems to write any more, and that are not as they were `seen`, until the site is
    complete. At the end all are read, by their bytes."""
    for place, stamp in sorted(_written_files(str(folder), time.time() - _SETTLED)):
        if seen.get(place) == stamp:
            continue
        if _called(theirs):
            return
        seen[place] = stamp
        try:
            path = Path(place)
            reader.read(path.relative_to(folder).as_posix(), path)
        except OSError:
            continue  # Gone, or not yet whole: it is read at the end.


def _written_files(folder: str, before: float) -> Iterator[tuple[str, _Stamp]]:
    """The files below a folder that can be read at once and that were written `before`, each with its stamp."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _written_files(entry.path, before)
                elif entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    if found.st_size <= PIECE and found.st_mtime < before:
                        yield entry.path, (found.st_mtime_ns, found.st_size)
    except OSError:
        return  # Gone: what there is is read at the end.
