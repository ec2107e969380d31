"""Where in a text stands what was refused: the engine tells no places, so its judgement of shorter texts is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cxsite.markdown.refusals import Refusal, judge
from cxsite.model.body import lines_of

_BUDGET = 4_000_000
"""Characters that are converted to find the places in one text."""
_MOST = 20
"""Places that are looked for in one text."""


class Place(NamedTuple):
    """A refusal with the offset and the length of what caused it."""

    offset: int
    length: int
    refusal: Refusal


def refused_places(text: str) -> tuple[Place, ...]:
    """Every refusal of a text once, at its block; several of one block and one cause are one."""
    refusals = judge(text)
    if not refusals:
        return ()
    search = _Search(text)
    found: dict[tuple[int, str], Place] = {}
    for refusal, count in Counter(refusals).items():
        for number in range(1, count + 1):
            if len(found) >= _MOST:
                break
            place = search.place(refusal, number)
            found.setdefault((place.offset, place.refusal.message), place)
    return tuple(sorted(found.values(), key=lambda place: place.offset))


class _Search:
    """Looks for the shortest beginning of a text that is refused for a reason."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [*_ends(text), len(text)]
        self.budget = _BUDGET

    def place(self, refusal: Refusal, number: int) -> Place:
        """Where the refusal stands for the `number`th time."""
        low, high = 0, len(self.ends) - 1
        while low < high:
            middle = (low + high) // 2
            if self._count(self.ends[middle], refusal) >= number:
                high = middle
            else:
                low = middle + 1
        start = self.ends[high - 1] if high else 0
        return _within(self.text, start, self.ends[high], refusal)

    def _count(self, end: int, refusal: Refusal) -> int:
        self.budget -= end
        return judge(self.text[:end]).count(refusal) if self.budget > 0 else 0


def _ends(text: str) -> Iterator[int]:
    """Where the blocks of a text end: at empty lines outside of code."""
    return (line.offset for line in lines_of(text) if line.offset and not line.is_code and not line.text.strip())


def _within(text: str, start: int, end: int, refusal: Refusal) -> Place:
    """The hint of a refusal in a block; else the block's first line."""
    block = text[start:end]
    lead = len(block) - len(block.lstrip())
    if refusal.hint:
        at = block.lower().find(refusal.hint.lower())
        if at >= 0:
            return Place(start + at, min(len(refusal.hint), 60), refusal)
    first = block.strip().split("\n", 1)[0]
    return Place(start + lead, max(1, min(len(first), 60)), refusal)
