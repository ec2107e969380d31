"""Cells as values of fields, each column read as a whole: times, amounts of money, yes and no, names of items."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from pydantic_core import PydanticCustomError

from cxsite.exchange.day_columns import Column, read_times
from cxsite.exchange.import_map import ImportMap
from cxsite.exchange.prose import Markup, as_markdown, as_text, in_one_line
from cxsite.exchange.statuses import status_meant
from cxsite.model.finding import CxsiteError
from cxsite.model.scalars import parse_bool
from cxsite.model.shape import FieldShape, Leaf, Many, Shape
from cxsite.model.typed.nearest import fold
from cxsite.model.typed.numbers import read_number
from cxsite.syntax.values_as_yaml import Raw

Known = Mapping[str, Mapping[str, str]]
"""What can be named: kind or list of roadmap.yml → id → title."""

_BETWEEN = re.compile(r"\s*[;,\n]\s*")


class FieldReader:
    """Reads the cells of one field. `values` are all cells of its columns; raises `CxsiteError` where they can be read
    in two ways."""

    def __init__(
        self,
        name: str,
        declared: FieldShape,
        columns: Sequence[str],
        values: Sequence[str],
        said: ImportMap,
        known: Known,
    ) -> None:
        self._name = name
        self._shape = declared.shape.entry if isinstance(declared.shape, Many) else declared.shape
        self._many = isinstance(declared.shape, Many)
        self._said = said
        self._known = known
        self._columns = ", ".join(columns)
        self._times: Column | None = None
        self._comma: bool | None = None
        if isinstance(self._shape, Leaf):
            if self._shape.is_period or self._shape.type is dt.date:
                form = next((said.dates[fold(one)] for one in columns if fold(one) in said.dates), None)
                self._times = read_times(self._columns, values, form)
            elif self._shape.type in (int, float):
                self._comma = self._decimal_comma(values)

    def read(self, cells: Sequence[str], markup: Markup) -> tuple[Raw, list[str]]:
        """The value of some cells (None: nothing), and those of them that say nothing that the field may hold."""
        if not self._many:
            value = self._one(cells[0], markup) if cells else None
            rest = [cell for cell in cells[1:] if fold(cell) != fold(cells[0])]
            return value, [*([cells[0]] if cells and value is None else []), *rest]
        found: list[Raw] = []
        odd: list[str] = []
        for cell in cells:
            for part in self._parts(cell):
                value = self._one(part, markup)
                if value is None:
                    odd.append(part)
                elif value not in found:
                    found.append(value)
        return found or None, odd

    def _parts(self, cell: str) -> list[str]:
        text = isinstance(self._shape, Leaf) and self._shape.ref is None and self._name != "tags"
        if text or not isinstance(self._shape, Leaf):
            return [cell]
        return [part for part in _BETWEEN.split(cell.strip()) if part]

    def _one(self, cell: str, markup: Markup) -> Raw:
        shape: Shape = self._shape
        if not isinstance(shape, Leaf):
            return as_text(cell) or None
        if self._times is not None:
            time = self._times.times.get(cell)
            return time if time is None or shape.is_period or len(time) == len("2026-07-15") else None
        if shape.choices:
            return self._said.status.get(fold(cell)) or status_meant(cell, shape.choices)
        if shape.ref is not None:
            return self._reference(shape, cell)
        if shape.type in (int, float):
            return self._number(cell)
        if shape.type is bool:
            return _truth(cell)
        if self._name == "body":
            return as_markdown(cell, markup) or None
        return in_one_line(cell) or None

    def _reference(self, shape: Leaf, cell: str) -> Raw:
        assert shape.ref is not None
        wanted = self._said.owners.get(fold(cell), cell) if shape.ref.kinds == ("team",) else cell
        for where in shape.ref.kinds or (shape.ref.vocabulary or "",):
            known = self._known.get(where, {})
            for id_, title in known.items():
                if fold(wanted) in (fold(id_), fold(title)):
                    return f"{where}:{id_}" if shape.ref.qualified else id_
        return None

    def _decimal_comma(self, values: Sequence[str]) -> bool | None:
        """Whether commas of the column are decimal signs; None where it has nothing that could be read in two ways."""
        signs = {_sign(value) for value in values} - {None}
        doubtful = [value for value in values if len(read_number(value)) > 1]
        if not doubtful:
            return None
        if len(signs) != 1:
            raise CxsiteError(
                f"`{doubtful[0]}` in the column `{self._columns}` can be read as two different numbers, and no other "
                "one in it tells which: export it without separators of thousands"
            )
        return signs == {","}

    def _number(self, cell: str) -> Raw:
        found = read_number(cell)
        if len(found) > 1 and self._comma is not None:
            separator = "." if self._comma else ","
            whole = separator in cell
            # The separator that is no decimal sign here parts thousands: the reading without a fraction.
            return found[0].digits if whole else found[-1].digits
        return found[0].digits if found else None


def _sign(value: str) -> str | None:
    """The decimal sign of a number that has both separators, or one with other than three digits behind it."""
    digits = re.sub(r"[^\d.,]", "", value).strip(".,")
    both = "," in digits and "." in digits
    if both:
        return max(",.", key=digits.rfind)
    match = re.fullmatch(r"\d+([.,])(\d+)", digits)
    return match[1] if match and len(match[2]) != 3 else None


def _truth(cell: str) -> Raw:
    try:
        return "true" if parse_bool(cell) else "false"
    except PydanticCustomError as error:
        meant = (error.context or {}).get("instead")
        return str(meant) if meant else None
