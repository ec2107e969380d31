"""Reading many files: somebody else reads the later ones meanwhile.

What they give are items whose files are in order, which hang on nothing but their file and roadmap.yml. All other files
are read here, so that what is told does not depend on who read what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol, TypeVar

from cxsite.load.done import Done, nothing_done
from cxsite.load.files.listing import FoundFile
from cxsite.load.items import ItemReader
from cxsite.model.kinds import KINDS, Kind

T = TypeVar("T")
_SHARE = 0.57
"""Of the bytes: to take over an item takes a twentieth of what it takes to read it, and folders are listed here."""
_SHARE_OF_KNOWN = 0.45
"""Of files that need not be taken apart: an item is packed in a third of the time that it takes to read it."""
_SIZED = 1000
"""Files of which the size is asked, where there are more."""


class Aside(Protocol):
    """Has work on so many files done elsewhere, if that helps: how to wait for what it gave, or None."""

    def __call__(self, files: int, work: Callable[[], T], /) -> AbstractContextManager[Callable[[], T] | None]:
        """Begin, and end with the context."""


@contextmanager
def alone(files: int, work: Callable[[], T]) -> Iterator[None]:
    """Nobody helps."""
    yield None


@contextmanager
def read_ahead(
    items: Mapping[str, Sequence[FoundFile]], reader: ItemReader, aside: Aside, *, known: bool = False
) -> Iterator[Callable[[str], Done | None]]:
    """While somebody reads the files of `items`, have some of them read elsewhere, by a `reader` who begins anew: what
    they made of the file at a path, None where it has to be read. `known`: of most files is known what they say."""
    files = [(kind, found) for kind in KINDS for found in items[kind.name]]
    later = _later(files, _SHARE_OF_KNOWN if known else _SHARE)

    def work() -> dict[str, Done]:
        found = {file.shown: reader.read_alone(kind, file) for kind, file in later}
        return {path: done for path, done in found.items() if done is not None}

    with aside(len(files), work) as tell:
        yield nothing_done if tell is None else _Heard({file.shown for _, file in later}, tell).get


class _Heard:
    """What somebody else read, which is waited for when the first of it is asked for."""

    def __init__(self, paths: set[str], tell: Callable[[], dict[str, Done]]) -> None:
        self._paths = paths
        self._tell: Callable[[], dict[str, Done]] | None = tell
        self._done: dict[str, Done] = {}

    def get(self, path: str) -> Done | None:
        """What they made of a file; where they ended early, of none."""
        if path not in self._paths:
            return None
        if self._tell is not None:
            tell, self._tell = self._tell, None
            with suppress(ChildProcessError):
                self._done = tell()
        return self._done.pop(path, None)


def _later(files: Sequence[tuple[Kind, FoundFile]], share: float) -> list[tuple[Kind, FoundFile]]:
    """The last files in the order in which they are read, by their size: of very many, by that of some."""
    step = 1 + len(files) // _SIZED
    sizes = list(map(_size, files[::step]))
    left, at = share * sum(sizes) * step, len(files)
    while at and left > 0:
        at -= 1
        left -= sizes[at // step]
    return list(files[at:])


def _size(one: tuple[Kind, FoundFile]) -> int:
    with suppress(OSError):
        return one[1].size
    return 0
