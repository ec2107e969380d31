"""One problem of a value in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxsite.model.finding import Applicability, Change, Rule
from cxsite.model.shape import Path


@dataclass(frozen=True, slots=True)
class Said:
    """One problem of a value in words.

    `key`: it is about the field's name, not its value. `near`: the field that an unknown one probably is. `changes`:
    what to write where, with places in the item, and how surely that is what was meant. `covers`: other fields that
    have the same problem, and are told with this one. `belongs`: where a field that stands in the wrong place belongs.
    """

    rule: Rule
    at: Path
    message: str
    help: str
    key: bool = False
    near: str | None = None
    changes: tuple[Change, ...] = ()
    applicability: Applicability = "safe"
    covers: tuple[Path, ...] = ()
    belongs: str = ""

    @property
    def told(self) -> str:
        """What the changes do, in words."""
        return " and ".join(dict.fromkeys(_typed(change.text) for change in self.changes))


def _typed(text: object) -> str:
    if isinstance(text, Mapping):
        return "write " + " and ".join(f"`{name}`" for name in text) + " as fields"
    return f"write `{text}`"
