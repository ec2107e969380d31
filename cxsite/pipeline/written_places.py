"""Where something that an audience sees stands in the content, whose lists hold more than it sees."""

from __future__ import annotations

from typing import Any

from cxsite.diff.differences import label_of
from cxsite.model.declare import Declared
from cxsite.model.shape import Path


def written_place(item: Declared, shown: Declared, at: Path) -> Path:
    """The place in the content of a place in what is shown; as much of it as can be found."""
    found: list[str | int] = []
    written: Any = item
    seen: Any = shown
    for step in at:
        if isinstance(written, tuple):
            number = _entry(written, seen, step)
            if number is None:
                break
            seen = _of(seen, step)
            written = written[number]
            found.append(number)
            continue
        written, seen = inside(written, step), inside(seen, step)
        found.append(step)
        if written is None:
            break
    return tuple(found)


def inside(value: Any, step: str | int) -> Any:
    """A field, or an entry of a mapping; None where there is none."""
    return value.get(step) if isinstance(value, dict) else getattr(value, str(step), None)


def _of(seen: Any, step: str | int) -> Any:
    if not isinstance(seen, tuple):
        return None
    if isinstance(step, int):
        return seen[step] if step < len(seen) else None
    return next((part for part in seen if getattr(part, "id", None) == step), None)


def _entry(written: tuple[Any, ...], seen: Any, step: str | int) -> int | None:
    """The number of an entry in the content's list."""
    part = _of(seen, step)
    for number, other in enumerate(written):
        if isinstance(other, Declared):
            names = {getattr(other, "id", None), *(words.get("id") for words in getattr(other, "wording", {}).values())}
            labels = {label_of(other), *(words.get("title") for words in getattr(other, "wording", {}).values())}
            if step in names or (isinstance(part, Declared) and label_of(part) in labels - {"", None}):
                return number
        elif other == part:
            return number
    return None
