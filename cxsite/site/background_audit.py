"""The audit of a site while an engine still writes it, in a process of its own.

Half of an audit's time is over when the engine is done. Pages that change after they were read are read again, and
where anything is found or accepted, the whole site is read once more, from the first file to the last: what is told
never depends on who was faster.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from cxsite.audit.audit import Reader, audit
from cxsite.audit.clean import Clean
from cxsite.audit.leak import Leak
from cxsite.audit.readings import PIECE
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.verdicts import Verdicts
from cxsite.pipeline.inspection import Inspection, Interface
from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent
from cxsite.processes.parallel import Both, in_turn

_PAUSE = 0.05
_SETTLED = 0.1
"""Seconds after which a file that was written is likely to stay as it is."""


_Stamp = tuple[int, int]
_Found = tuple[tuple[Leak, ...], frozenset[int]]


class BackgroundAudit:
    """Reads the site in `folder` from now on; `leaks` says what it has found when the site is complete, and `used` then
    which acceptances of roadmap.yml were of use. `both` says how the two halves of a large rest are read then;
    `verdicts` which files need not be read, where this build publishes nothing."""

    def __init__(
        self,
        inspection: Inspection,
        interface: Interface,
        folder: Path,
        both: Both = in_turn,
        verdicts: Verdicts | None = None,
    ) -> None:
        self.used: frozenset[int] = frozenset()
        self._process: multiprocessing.process.BaseProcess | None = None
        if not inspection.withholds_nothing:
            self._ours, theirs = multiprocessing.Pipe()
            work = (_Work(inspection, interface, folder, both, verdicts), self._ours, theirs)
            # No daemon: it may start a process that helps it. `end` is called in any case.
            self._process = multiprocessing.Process(target=_read, args=work)
            self._process.start()
            theirs.close()

    def __enter__(self) -> BackgroundAudit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._ours.close()
            end(self._process)

    def leaks(self) -> tuple[Leak, ...]:
        """What the site, now complete, tells its audience although it may not. Raises `CxsiteError` for a reader
        that ended early."""
        if self._process is None:
            return ()
        try:
            self._ours.send(True)
            found: _Found | str = self._ours.recv()
        except (EOFError, OSError):
            found = "it ended early"
        if isinstance(found, str):
            raise CxsiteError(f"the site can't be audited: {found}")
        leaks, self.used = found
        return leaks


@dataclass(frozen=True, slots=True)
class _Work:
    inspection: Inspection
    interface: Interface
    folder: Path
    both: Both
    verdicts: Verdicts | None


def _read(work: _Work, ours: Connection, theirs: Connection) -> None:
    # So that we hear when the other side is gone.
    ours.close()
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    try:
        found: _Found | str = _leaks(work, theirs)
    except EOFError:
        return  # Nobody waits for it.
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
    theirs.send(found)


def _leaks(work: _Work, theirs: Connection) -> _Found:
    dictionary = work.inspection.dictionary(work.interface)
    explanation, accepted = work.inspection.explanation(work.interface), work.inspection.accepted()
    sought = explanation.fingerprint(dictionary) if work.verdicts is not None else b""
    clean = Clean(work.verdicts.known(sought) if work.verdicts is not None else ())
    reader = Reader(dictionary, explanation, accepted, clean)
    seen: dict[str, _Stamp] = {}
    while not _called(theirs, _PAUSE):
        _read_ahead(reader, work.folder, theirs, seen)
    theirs.recv()
    reader.read_all(work.folder, work.both)
    if not reader.found and not accepted.used:
        if work.verdicts is not None:
            work.verdicts.keep(sought, reader.seals())
        return (), frozenset()
    # Which file tells what many have in common, and so which acceptance is of use, depends on the order of reading.
    again = work.inspection.accepted()
    leaks = work.inspection.placed(audit(work.folder, dictionary, explanation, again, work.both))
    return leaks, frozenset(again.used)


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
