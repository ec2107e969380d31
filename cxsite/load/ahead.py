"""Reading many files: somebody else takes the later ones apart meanwhile.

What they find out is what a `KnownFiles` keeps: what files say that are in order. All other files, and what their
fields mean, are read here, so that what is told does not depend on who read what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol

from cxsite.load.csv.files import DataFiles
from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import FindingCollector
from cxsite.load.items import ItemReader
from cxsite.load.known_files import KnownFiles
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.levels import Levels

_SHARE = 0.55
"""Of the bytes: what is known of a file has to be taken over here, which takes some time too."""


class Aside(Protocol):
    """Has work on so many files done elsewhere, if that helps: how to wait for what it gave, or None."""

    def __call__(self, files: int, work: Callable[[], bytes], /) -> AbstractContextManager[Callable[[], bytes] | None]:
        """Begin, and end with the context."""


@contextmanager
def alone(files: int, work: Callable[[], bytes]) -> Iterator[None]:
    """Nobody helps."""
    yield None


@contextmanager
def read_ahead(
    items: Mapping[str, Sequence[FoundFile]], levels: Levels | None, known: KnownFiles | None, aside: Aside
) -> Iterator[None]:
    """While the files of `items` are read, have some of them read elsewhere, and `known` where most of them are not."""
    files = [(kind, found) for kind in KINDS for found in items[kind.name]]
    if levels is None or known is None or 2 * len(known) > len(files):
        yield
        return
    later = _later(files)

    def work() -> bytes:
        found, findings = KnownFiles(), FindingCollector()
        reader = ItemReader(levels, DataFiles({}, findings), findings, files=found)
        for kind, file in later:
            reader.look(kind, file)
        return found.written()

    with aside(len(files), work) as tell:
        if tell is not None:
            known.expect({file.shown for _, file in later}, tell)
        yield


def _later(files: Sequence[tuple[Kind, FoundFile]]) -> list[tuple[Kind, FoundFile]]:
    """The last files in the order in which they are read, by their size."""
    sizes = list(map(_size, files))
    left, at = _SHARE * sum(sizes), len(files)
    while at and left > 0:
        at -= 1
        left -= sizes[at]
    return list(files[at:])


def _size(one: tuple[Kind, FoundFile]) -> int:
    with suppress(OSError):
        return one[1].size
    return 0
