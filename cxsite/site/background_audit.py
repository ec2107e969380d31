"""The audit of a site while an engine still writes it, in a process of its own.

Half of an audit's time is over when the engine is done. Pages that change after they were read are read again, and
where anything is found or accepted, the whole site is read once more, from the first file to the last: what is told
never depends on who was faster.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from cxsite.audit.leak import Leak
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.verdicts import Verdicts
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent, start
from cxsite.processes.held import keep_shared, no_collection
from cxsite.processes.parallel import Both, in_turn
from cxsite.site.early_reader import ENDED, EarlyReader

if TYPE_CHECKING:
    from cxsite.site.site_reading import Found, Sought


class BackgroundAudit:
    """Reads the site in `folder` from now on; `leaks` says what it has found when the site is complete, and `used` then
    which acceptances of roadmap.yml were of use. `both` says how the two halves of a large rest are read then;
    `verdicts` which files need not be read, where this build publishes nothing. An `early` reader reads, where somebody
    has begun one. What belongs to the `interface` is asked only where it is needed, while pages are made.

    An early reader is told what it looks for by a process that puts that together: by one of its own, or by one that is
    about to help with something else (`helped`), which is to call `hand_over` then."""

    def __init__(
        self,
        inspection: Inspection,
        interface: Callable[[], Interface],
        folder: Path,
        both: Both = in_turn,
        verdicts: Verdicts | None = None,
        early: EarlyReader | None = None,
        *,
        helped: bool = False,
    ) -> None:
        self.used: frozenset[int] = frozenset()
        self.hand_over: Callable[[], None] | None = None
        self._inspection, self._early, self._complete = inspection, early, False
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
            return
        self._ours = early.ours
        if helped:
            self.hand_over = partial(_give, work, early.give)
        else:
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
        if not self._inspection.withholds_nothing:
            self._ours.close()
        if self._process is not None:
            end(self._process)

    def site_is_complete(self) -> None:
        """Have it read what is left. `leaks` does so where nobody has."""
        if not self._inspection.withholds_nothing and not self._complete:
            self._complete = True
            if self._early is not None:
                # Who has not been told by now what to look for hears that nobody will.
                self._early.give.close()
            # It may have ended, and said why.
            with suppress(OSError):
                self._ours.send(True)

    def leaks(self) -> tuple[Leak, ...]:
        """What the site, now complete, tells its audience although it may not. Raises `CxsiteError` for a reader
        that ended early."""
        if self._inspection.withholds_nothing:
            return ()
        try:
            self.site_is_complete()
            found: Found | str = self._ours.recv()
        except (EOFError, OSError):
            found = ENDED
        if isinstance(found, str):
            raise CxsiteError(f"the site can't be audited: {found}")
        leaks, self.used = found
        return self._inspection.placed(leaks)


@dataclass(frozen=True, slots=True)
class _Work:
    inspection: Inspection
    interface: Callable[[], Interface]
    folder: Path
    both: Both
    verdicts: Verdicts | None

    def sought(self) -> Sought:
        """What may not be in the site."""
        # Here and below: whoever begins an audit reads no site.
        from cxsite.site.site_reading import Sought

        interface = self.interface()
        dictionary, accepted = self.inspection.dictionary(interface), self.inspection.accepted()
        # Its texts are in the dictionary by now.
        explanation = self.inspection.explanation(replace(interface, texts=()))
        return Sought(dictionary, explanation, accepted, self.folder, self.both, self.verdicts)


def _read(work: _Work, ours: Connection, theirs: Connection) -> None:
    # So that we hear when the other side is gone.
    ours.close()
    from cxsite.site.site_reading import tell

    tell(work.sought, theirs)


def _hand_over(work: _Work, give: Connection) -> None:
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    _give(work, give)


def _give(work: _Work, give: Connection) -> None:
    """Put together what may not be in the site, for whoever reads it."""
    # It is over before rings of objects could matter.
    with no_collection(once=False):
        try:
            found: Sought | str = work.sought()
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        with suppress(BrokenPipeError):
            give.send(found)
