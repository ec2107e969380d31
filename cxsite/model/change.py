"""What one audience will notice of an edit: a change of an item, of a part of it, or of its address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from cxsite.model.shape import Path

Sort = Literal["added", "removed", "appears", "disappears", "renamed", "moved", "changed"]
Weight = Literal["material", "cosmetic"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in the words and the precision of its audience.

    `change` is `added` or `removed` (the file came or went), `appears` or `disappears` (this audience began or ceased
    to see it), `renamed`, `moved` (a time), `changed`. `field` is the place as `cxsite set` takes it; `before` and
    `after` are plain values, `None` where there was none. `days` lie between the last days of two times; negative is
    earlier. `redirect`: whether an address that is gone leads somewhere still. `reason` is the newest update that
    came with the edit. `at` is the place in the item as this audience has it, `of_before` whether in the earlier one;
    `written` and `placed` are the item and the place in the content. `opens` is the day on which
    readers notice it, where that is not at once: an embargo ends then.
    """

    kind: str
    id: str
    title: str
    change: Sort
    field: str = ""
    before: Any = None
    after: Any = None
    days: int | None = None
    weight: Weight = "material"
    redirect: bool | None = None
    reason: str = ""
    label: str = ""
    path: str = ""
    line: int = 0
    at: Path = ()
    of_before: bool = False
    written: tuple[str, str] | None = None
    placed: Path = ()
    opens: dt.date | None = None

    @property
    def what(self) -> tuple[str, str, str, str, str, str]:
        """What changes, whenever readers notice it."""
        return (self.kind, self.id, self.change, self.field, repr(self.before), repr(self.after))

    @property
    def is_dead_address(self) -> bool:
        """Whether an address that this audience knew leads nowhere any more."""
        return self.redirect is False

    @property
    def order(self) -> tuple[int, bool, str, str, str]:
        """Dead addresses, newly visible, no longer visible, moved, changed, added; material first."""
        rank = 0 if self.is_dead_address else _ORDER[self.change]
        return (rank, self.weight == "cosmetic", self.title.casefold(), self.id, self.field)


_ORDER: dict[Sort, int] = {
    "appears": 1,
    "disappears": 2,
    "removed": 2,
    "moved": 3,
    "renamed": 4,
    "changed": 4,
    "added": 5,
}
