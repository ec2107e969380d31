"""The process that reads a site, begun before anything is loaded that it need not hold."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TYPE_CHECKING

from cxsite.processes.end import end, start
from cxsite.processes.held import keep_shared
from cxsite.processes.parallel import can_help

if TYPE_CHECKING:
    from cxsite.site.site_reading import Sought

ENDED = "it ended early"
"""What is told of a process that had to help."""
ALL = "all"
"""What stands for every level that roadmap.yml names."""


class EarlyReader:
    """A process that waits until somebody says what the site may not hold. Begun before anything else is loaded, it
    shares nothing of that, nor of the content, and so holds only what it looks for, and what looks for it: whoever puts
    that together holds much more, and is gone then.

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


@contextmanager
def early_reader(levels: tuple[str, ...], edition: str) -> Iterator[EarlyReader | None]:
    """What will read the site, where it is likely that one is built, and a second processor can help."""
    if len(levels) > 1 or ALL in levels or edition or not can_help():
        yield None
    else:
        with EarlyReader() as reader:
            yield reader


def _read_later(take: Connection, give: Connection, ours: Connection, theirs: Connection) -> None:
    give.close()
    ours.close()
    # Nearly all that is made until then lives on.
    gc.disable()
    # Loaded while the other process loads what we need not hold.
    from cxsite.site.site_reading import tell

    def sought() -> Sought | str:
        try:
            found: Sought | str = take.recv()
        except EOFError:
            return ENDED
        gc.enable()
        gc.freeze()
        return found

    tell(sought, theirs)
