"""The audit of a site while an engine still writes it, in a process of its own.

Half of an audit's time is over when the engine is done. Pages that change after they were read are read again, and
where anything is found or accepted, the whole site is read once more, from the first file to the last: what is told
never depends on who was faster.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from cxsite.audit.acceptance import Accepted
from cxsite.audit.audit import Reader, audit
from cxsite.audit.clean import Clean
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import Leak
from cxsite.audit.readings import PIECE
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.verdicts import Verdicts
from cxsite.pipeline.inspection import Explanation, Inspection, Interface
from cxsite.pipeline.work import no_collection
from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent, start
from cxsite.processes.held import keep_shared
from cxsite.processes.parallel import Both, in_turn

_PAUSE = 0.05
_SETTLED = 0.1
"""Seconds after which a file that was written is likely to stay as it is."""


_ENDED = "it ended early"
_Stamp = tuple[int, int]
_Found = tuple[tuple[Leak, ...], frozenset[int]]


class EarlyReader:
    """A process that waits until somebody says what the site may not hold. Begun before the content is read, it shares
    nothing of that, and so holds only what it looks for: whoever put that together holds much more, and is gone then.

    Forked: no thread may run here."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self.ours, theirs = context.Pipe()
        take, self.give = context.Pipe(duplex=False)
        self.process = context.Process(target=_read_later, args=(take, self.give, self.ours, theirs))
        keep_shared()
        start(self.process)
        take.close()
        theirs.close()

    def __enter__(self) -> EarlyReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Where nobody needs it, it ends by itself.
        self.give.close()
        self.ours.close()
        end(self.process)


class BackgroundAudit:
    """Reads the site in `folder` from now on; `leaks` says what it has found when the site is complete, and `used` then
    which acceptances of roadmap.yml were of use. `both` says how the two halves of a large rest are read then;
    `verdicts` which files need not be read, where this build publishes nothing. An `early` reader reads, where somebody
    has begun one."""

    def __init__(
        self,
        inspection: Inspection,
        interface: Interface,
        folder: Path,
        both: Both = in_turn,
        verdicts: Verdicts | None = None,
        early: EarlyReader | None = None,
    ) -> None:
        self.used: frozenset[int] = frozenset()
        self._inspection, self._complete = inspection, False
        self._process: multiprocessing.process.BaseProcess | None = None
        if inspection.withholds_nothing:
            return
        work = _Work(inspection, interface, folder, both, verdicts)
        # No daemon: it may start a process that helps it. `end` is called in any case.
        if early is None:
            self._ours, theirs = multiprocessing.Pipe()
            self._process = multiprocessing.Process(target=_read, args=(work, self._ours, theirs))
            start(self._process)
            theirs.close()
        else:
            self._ours = early.ours
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=_hand_over, args=(work, early.give))
            keep_shared()
            start(self._process)
            early.give.close()

    def __enter__(self) -> BackgroundAudit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._ours.close()
            end(self._process)

    def site_is_complete(self) -> None:
        """Have it read what is left. `leaks` does so where nobody has."""
        if self._process is not None and not self._complete:
            self._complete = True
            # It may have ended, and said why.
            with suppress(OSError):
                self._ours.send(True)

    def leaks(self) -> tuple[Leak, ...]:
        """What the site, now complete, tells its audience although it may not. Raises `CxsiteError` for a reader
        that ended early."""
        if self._process is None:
            return ()
        try:
            self.site_is_complete()
            found: _Found | str = self._ours.recv()
        except (EOFError, OSError):
            found = _ENDED
        if isinstance(found, str):
            raise CxsiteError(f"the site can't be audited: {found}")
        leaks, self.used = found
        return self._inspection.placed(leaks)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a reader needs to know, and nothing else of the content."""

    dictionary: Dictionary
    explanation: Explanation
    accepted: Accepted
    folder: Path
    both: Both
    verdicts: Verdicts | None


@dataclass(frozen=True, slots=True)
class _Work:
    inspection: Inspection
    interface: Interface
    folder: Path
    both: Both
    verdicts: Verdicts | None

    def sought(self) -> _Sought:
        """What may not be in the site."""
        dictionary, accepted = self.inspection.dictionary(self.interface), self.inspection.accepted()
        # Its texts are in the dictionary by now.
        explanation = self.inspection.explanation(replace(self.interface, texts=()))
        return _Sought(dictionary, explanation, accepted, self.folder, self.both, self.verdicts)


def _read(work: _Work, ours: Connection, theirs: Connection) -> None:
    # So that we hear when the other side is gone.
    ours.close()
    _tell(work.sought, theirs)


def _read_later(take: Connection, give: Connection, ours: Connection, theirs: Connection) -> None:
    give.close()
    ours.close()

    def sought() -> _Sought | str:
        try:
            with no_collection(once=True):
                found: _Sought | str = take.recv()
        except EOFError:
            return _ENDED
        return found

    _tell(sought, theirs)


def _hand_over(work: _Work, give: Connection) -> None:
    """Put together what may not be in the site, for whoever reads it."""
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    # It is over before rings of objects could matter.
    gc.disable()
    try:
        found: _Sought | str = work.sought()
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
    with suppress(BrokenPipeError):
        give.send(found)


def _tell(sought: Callable[[], _Sought | str], theirs: Connection) -> None:
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    try:
        known = sought()
        found: _Found | str = known if isinstance(known, str) else _leaks(known, theirs)
    except EOFError:
        return  # Nobody waits for it.
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
    with suppress(BrokenPipeError):
        theirs.send(found)


def _leaks(sought: _Sought, theirs: Connection) -> _Found:
    dictionary, explanation, accepted = sought.dictionary, sought.explanation, sought.accepted
    verdicts = sought.verdicts
    fingerprint = explanation.fingerprint(dictionary) if verdicts is not None else b""
    clean = verdicts.known(fingerprint) if verdicts is not None else frozenset[str]()
    reader = Reader(dictionary, explanation, accepted, Clean(clean))
    seen: dict[str, _Stamp] = {}
    while not _called(theirs, _PAUSE):
        _read_ahead(reader, sought.folder, theirs, seen)
    theirs.recv()
    reader.read_all(sought.folder, sought.both)
    if not reader.found and not accepted.used:
        if verdicts is not None:
            verdicts.keep(fingerprint, reader.seals())
        return (), frozenset()
    # Which file tells what many have in common, and so which acceptance is of use, depends on the order of reading.
    again = replace(accepted, used=set())
    leaks = audit(sought.folder, dictionary, explanation, again, sought.both)
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
