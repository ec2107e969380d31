"""Work that a second processor does meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
U = TypeVar("U")

MANY = 100
"""Items from which a second process is worth its while."""


def worth_it(items: int, least: int = MANY) -> bool:
    """Whether a second process makes work on so many items faster, as it does from `least` on. Only where processes are
    forked: neither templates nor rules can be packed."""
    return items >= least and can_help()


def can_help() -> bool:
    """Whether there is a second processor, and a way to use it."""
    # Here and below: little work is done by one process, and need not wait until it could start others.
    import multiprocessing

    return multiprocessing.cpu_count() > 1 and "fork" in multiprocessing.get_all_start_methods()


class Both(Protocol):
    """Does two works that don't need each other; what each gave. Raises what the first raised, else what the other did.

    The second may be done elsewhere: what it gives is a copy then.
    """

    def __call__(self, mine: Callable[[], T], theirs: Callable[[], U], /) -> tuple[T, U]:
        """Do both."""


def in_turn(mine: Callable[[], T], theirs: Callable[[], U]) -> tuple[T, U]:
    """One after the other."""
    return mine(), theirs()


def at_once(mine: Callable[[], T], theirs: Callable[[], U]) -> tuple[T, U]:
    """`theirs` in a forked process meanwhile. No thread may run here."""
    with beside(theirs) as other:
        return mine(), other.result()


class Beside(Generic[T]):
    """The outcome of work that another process does; `result` waits for it, and reads it from a `file`."""

    def __init__(self, ours: Connection, file: IO[bytes]) -> None:
        self._ours, self._file = ours, file

    def result(self) -> T:
        """What the work gave; what it raised is raised here. `ChildProcessError` for a process that ended early."""
        import pickle

        try:
            self._ours.recv()
        except EOFError:
            raise ChildProcessError("a process that helped ended early") from None
        self._file.seek(0)
        raised, value = pickle.load(self._file)
        if raised:
            raise value
        outcome: T = value
        return outcome


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Beside[T]]:
    """Do `work` in a forked process, which is gone at the end. No thread may run here."""
    import multiprocessing
    import tempfile

    from cxsite.processes.held import keep_shared

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    # A pipe takes little, and the other process would have to wait for us with all that it holds. The file has no name.
    with tempfile.TemporaryFile() as file:
        process = context.Process(target=_run, args=(work, file, ours, theirs), daemon=True)
        keep_shared()
        process.start()
        theirs.close()
        try:
            yield Beside(ours, file)
        finally:
            ours.close()
            process.kill()
            process.join()


def _run(work: Callable[[], Any], file: IO[bytes], ours: Connection, theirs: Connection) -> None:
    import pickle

    from cxsite.processes.end import end_with_the_parent, leave_interrupts_to_the_parent

    # So that sending fails when nobody is there any more.
    ours.close()
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    try:
        outcome: tuple[bool, Any] = (False, work())
    except Exception as error:
        outcome = (True, error)
    pickle.dump(outcome, file, pickle.HIGHEST_PROTOCOL)
    file.flush()
    with suppress(BrokenPipeError):
        theirs.send(True)
