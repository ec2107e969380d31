"""Where two states of one item differ: field by field, parts matched by id, title, then position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.shape import Either, FieldShape, Many, Path, Record, Shape, Table, fields_of, part_name

_LABELS = ("id", "title", "text", "name", "date")
"""The fields by which parts are known, the surest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place with what stood and what stands there; `label` is how a reader knows the part that it belongs to.

    `of_before`: the place is one of the earlier state, since the later one has no such entry.
    """

    at: Path
    before: Any
    after: Any
    label: str = ""
    part: str = ""
    of_before: bool = False
    only_order: bool = False


def differences(before: Declared, after: Declared, at: Path = (), label: str = "") -> Iterator[Difference]:
    """Every difference of two states of one class, in the order of its fields."""
    for name, declared in fields_of(type(after)).items():
        if declared.consumed or name == "id":
            continue
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield from _in_field(declared, was, now, (*at, name), label)


def _in_field(declared: FieldShape, was: Any, now: Any, at: Path, label: str) -> Iterator[Difference]:
    yield from _in_value(declared.shape, was, now, at, label)


def _in_value(shape: Shape, was: Any, now: Any, at: Path, label: str) -> Iterator[Difference]:
    if was == now:
        return
    if isinstance(shape, Record) and isinstance(was, Declared) and isinstance(now, Declared):
        yield from differences(was, now, at, label)
    elif isinstance(shape, Many) and isinstance(shape.entry, Record):
        yield from _in_parts(was or (), now or (), at, label)
    elif isinstance(shape, Table):
        yield from _in_table(shape, was or {}, now or {}, at, label)
    elif isinstance(shape, Either) and isinstance(was, dict) and isinstance(now, dict):
        yield from _in_table(shape.each, was, now, at, label)
    else:
        yield Difference(at, was, now, label)


def _in_table(shape: Table, was: dict[str, Any], now: dict[str, Any], at: Path, label: str) -> Iterator[Difference]:
    for key in [*was, *(key for key in now if key not in was)]:
        if key not in now:
            yield Difference((*at, key), was[key], None, label, of_before=True)
        elif key not in was:
            yield Difference((*at, key), None, now[key], label)
        else:
            yield from _in_value(shape.entry, was[key], now[key], (*at, key), label)
    if list(was) != list(now) and set(was) == set(now):
        yield Difference(at, list(was), list(now), label, only_order=True)


def _in_parts(was: Sequence[Declared], now: Sequence[Declared], at: Path, label: str) -> Iterator[Difference]:
    pairs = _paired(was, now)
    matched = {number for number, _ in pairs}
    for number, part in enumerate(was):
        if number not in matched:
            yield Difference(
                (*at, _step(part, number)), part, None, label_of(part), part_name(type(part)), of_before=True
            )
    earlier = {later: number for number, later in pairs}
    for number, part in enumerate(now):
        place = (*at, _step(part, number))
        if number not in earlier:
            yield Difference(place, None, part, label_of(part), part_name(type(part)))
            continue
        other = was[earlier[number]]
        if getattr(other, "id", "") != getattr(part, "id", ""):
            yield Difference((*place, "id"), getattr(other, "id", None), getattr(part, "id", None), label_of(part))
        yield from differences(other, part, place, label_of(part) or label)
    order = [number for number, _ in sorted(pairs, key=lambda pair: pair[1])]
    if order != sorted(order):
        yield Difference(at, [label_of(p) for p in was], [label_of(p) for p in now], label, only_order=True)


def _paired(was: Sequence[Declared], now: Sequence[Declared]) -> list[tuple[int, int]]:
    """Which entries are the same thing: the same id or title, in order; then what stands at the same position."""
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(was))), list(range(len(now)))
    for number in list(left):
        key = _key(was[number])
        found = next((other for other in right if _key(now[other]) == key), None) if key is not None else None
        if found is not None:
            pairs.append((number, found))
            left.remove(number)
            right.remove(found)
    pairs += [(number, number) for number in left if number in right]
    return pairs


def _key(part: Declared) -> tuple[str, object] | None:
    fields = fields_of(type(part))
    for name in _LABELS:
        if name in fields and (value := getattr(part, name)):
            return (name, value)
    return None


def _step(part: Declared, number: int) -> str | int:
    """How a place names an entry: by its id where it has one, else by its number, from 0."""
    found = getattr(part, "id", None)
    return found if isinstance(found, str) and found else number


def label_of(part: Declared) -> str:
    """How a reader knows a part."""
    fields = fields_of(type(part))
    for name in ("title", "text", "name", "date"):
        if name in fields and (value := getattr(part, name)):
            return value.isoformat() if isinstance(value, dt.date) else str(value)
    return ""
