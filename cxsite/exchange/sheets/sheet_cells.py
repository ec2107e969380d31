"""Values of items as cells of sheets, and cells as values: what a cell says, and what somebody meant with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from cxsite.model.declare import Declared
from cxsite.model.period import Period
from cxsite.model.scalars import parse_bool
from cxsite.model.shape import Leaf, Many, Path, Record, Table, fields_of
from cxsite.model.typed.numbers import read_number
from cxsite.syntax.values_as_yaml import Raw

_NOT_SHOWN = ("id", "body", "imported", "wording", "disclose", "ignore")
_SPLIT = re.compile(r"(?<!\\);")
NAMING = ("id", "title", "text", "date")
"""What tells one part of a list from another, the best first."""


@dataclass(frozen=True, slots=True)
class CellField:
    """A column of a sheet: its heading, the place of its value in the item or part, and what it may hold."""

    heading: str
    at: Path
    shape: Leaf | Many | Table

    def text(self, value: Raw) -> str | None:
        """What the cell says of a raw value; None where it can't say all of it."""
        if value is None:
            return ""
        if isinstance(self.shape, Leaf):
            return value if isinstance(value, str) else None
        if isinstance(self.shape, Table):
            if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
                return None
            return "; ".join(_kept(f"{name}: {one}") for name, one in value.items())
        entries = value if isinstance(value, list) else [value]
        return "; ".join(map(_kept, entries)) if all(isinstance(one, str) for one in entries) else None

    def value(self, text: str, times: Mapping[str, str]) -> Raw:
        """The raw value that a cell means (None: unset); `times` are the times of its column."""
        text = text.strip()
        if not text:
            return None
        if isinstance(self.shape, Leaf):
            return _leaf(self.shape, text, times)
        parts = [part.replace("\\;", ";").strip() for part in _SPLIT.split(text)]
        if isinstance(self.shape, Table):
            pairs = [part.partition(":") for part in parts if part]
            return {name.strip(): value.strip() for name, _, value in pairs}
        entry = self.shape.entry
        return [_leaf(entry, part, times) if isinstance(entry, Leaf) else part for part in parts if part]

    def readings(self, typed: str, times: Mapping[str, str]) -> Iterator[str]:
        """What a cell may have been before a spreadsheet wrote it in its own way: it first, as it stands."""
        text = typed.strip()
        yield text
        if not isinstance(self.shape, Leaf) or not text:
            return
        if self.is_time and (meant := times.get(text, text)):
            yield meant
            if meant.endswith("-01"):
                yield meant[: len("2026-07")]
        elif self.shape.type in (int, float):
            for one in read_number(text):
                whole = one.digits.rstrip("0").rstrip(".") if "." in one.digits else one.digits
                yield from (one.digits, whole, f"{whole} %", f"{whole}%")
        elif self.shape.type is bool:
            yield from ("true", "yes") if _leaf(self.shape, text, times) == "true" else ("false", "no")

    @property
    def is_time(self) -> bool:
        """Whether the cell holds a day or a period."""
        return isinstance(self.shape, Leaf) and (self.shape.is_period or self.shape.type.__name__ == "date")

    def same(self, here: str, typed: str, meant: str | None) -> bool:
        """Whether a cell still says what the file does, when a spreadsheet may have written it in its own way."""
        if typed.strip() == here.strip() or meant == here:
            return True
        if self.is_time and meant and here:
            return _is_first_day(here, meant)
        if isinstance(self.shape, Leaf) and self.shape.type in (int, float) and here:
            found = read_number(typed)
            try:
                return any(float(one.digits) == float(here) for one in found)
            except ValueError:
                return False
        return False


def cell_fields(model: type[Declared], at: Path = ()) -> Iterator[CellField]:
    """The columns of a sheet of this class: its values, and those of the records in it, with a dot."""
    for name, declared in fields_of(model).items():
        if name in _NOT_SHOWN and not (name == "id" and at == () and not _is_item(model)):
            continue
        shape = declared.shape
        here = (*at, name)
        heading = ".".join(map(str, here))
        if isinstance(shape, Leaf) or (isinstance(shape, Many) and isinstance(shape.entry, Leaf)):
            yield CellField("part_id" if here == ("id",) else heading, here, shape)
        elif isinstance(shape, Table) and isinstance(shape.entry, Leaf):
            yield CellField(heading, here, shape)
        elif isinstance(shape, Record) and not shape.or_text and len(at) < 2:
            yield from cell_fields(shape.model, here)


def part_lists(model: type[Declared]) -> Iterator[tuple[str, type[Declared]]]:
    """The fields of a class that are lists of parts, with the class of those."""
    for name, declared in fields_of(model).items():
        shape = declared.shape
        if name not in _NOT_SHOWN and isinstance(shape, Many) and isinstance(shape.entry, Record):
            yield name, shape.entry.model


def hash_of_cell(text: str) -> str:
    """A short hash of what a cell says."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:10]


def _is_item(model: type[Declared]) -> bool:
    return "imported" in fields_of(model)


def _kept(text: str) -> str:
    return text.replace(";", "\\;")


def _leaf(shape: Leaf, text: str, times: Mapping[str, str]) -> Raw:
    if shape.is_period or shape.type.__name__ == "date":
        return times.get(text, text)
    if shape.type in (int, float):
        found = read_number(text)
        return found[0].digits if len(found) == 1 else text
    if shape.type is bool:
        try:
            return "true" if parse_bool(text) else "false"
        except PydanticCustomError as error:
            return str((error.context or {}).get("instead") or text)
    return text


def _is_first_day(here: str, meant: str) -> bool:
    """Whether a day is what a spreadsheet makes of a month."""
    try:
        there, now = Period.parse(here), Period.parse(meant)
    except ValueError:
        return False
    return there.precision == "month" and now.precision in ("day", "month") and now.first == there.first


def inside(values: Any, at: Path) -> Raw:
    """The raw value at a place; a bare text where a part is meant is its text."""
    for step in at:
        if isinstance(step, int):
            if not isinstance(values, list):
                values = [values]
            values = values[step] if step < len(values) else None
        elif isinstance(values, str) and step == "text":
            return values
        else:
            values = values.get(step) if isinstance(values, dict) else None
    return values
