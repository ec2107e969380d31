"""Cells of a CSV file to dates and numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic_core import PydanticCustomError

from cxsite.load.csv.rows import Row
from cxsite.model.period import parse_date
from cxsite.model.scalars import parse_amount, parse_number, parse_whole

T = TypeVar("T")

_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}.*")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_MOST = 1e15


class CellError(Exception):
    """A cell that can't be read: its column, what is wrong, and what to type instead."""

    def __init__(self, column: int, message: str, help_: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message
        self.help = help_


def _refuse(message: str, help_: str) -> PydanticCustomError:
    return PydanticCustomError("cell", "{words}", {"words": message, "help": help_})


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads the cells of one file by the names of its columns. Raises `CellError`."""

    columns: Mapping[str, int]
    decimal_comma: bool

    def text(self, row: Row, name: str) -> str:
        """What stands in a cell; empty where there is no such column."""
        return row.cells[self.columns[name]] if name in self.columns else ""

    def day(self, row: Row) -> dt.date:
        """The day of a row."""
        return self._read(row, "date", _day)

    def number(self, row: Row, name: str) -> float:
        """A number."""
        return self._read(row, name, self._number)

    def whole(self, row: Row, name: str) -> int:
        """A whole number, from 0."""
        return self._read(row, name, _whole)

    def refuse(self, name: str, message: str, help_: str) -> CellError:
        """An error in the cell of a column."""
        return CellError(self.columns[name], message, help_)

    def _read(self, row: Row, name: str, convert: Callable[[str], T]) -> T:
        text = self.text(row, name)
        if not text:
            raise self.refuse(name, f"`{name}` is empty in this row", "fill in the cell, or delete the row")
        try:
            return convert(text)
        except PydanticCustomError as error:
            raise self.refuse(name, error.message(), str((error.context or {}).get("help", ""))) from error

    def _number(self, text: str) -> float:
        if self.decimal_comma and _COMMA.fullmatch(text):
            number = parse_number(text.replace(",", "."))
        else:
            # In a file with decimal commas a point may be meant to separate thousands.
            number = parse_amount(text) if self.decimal_comma else parse_number(text)
        assert isinstance(number, float)
        if not math.isfinite(number) or abs(number) > _MOST:
            raise _refuse("this number is too large", "look for digits too many")
        return number


def _day(text: str) -> dt.date:
    if stamp := _TIMESTAMP.fullmatch(text):
        raise _refuse(f"`{text}` is more than a date", f"keep the day only: {stamp[1]}")
    return parse_date(text)


def _whole(text: str) -> int:
    if text.startswith("-"):
        raise _refuse(f"`{text}` is below 0", "a number of answers is not negative")
    number = parse_whole(text)
    assert isinstance(number, int)
    if number > _MOST:
        raise _refuse("this number is too large", "look for digits too many")
    return number
