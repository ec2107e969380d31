"""Cells to days: ISO days and time stamps, or what `date_format` says; nothing that can be read in two ways."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection

from cxsite.load.csv.months import month_of
from cxsite.load.csv.problems import CellError
from cxsite.syntax.phrases import listed

_TIME = (
    r"(?:[T ] *\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|\([^()]*\)))*)?"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_ISO_TIME = re.compile(_TIME, re.ASCII)
_ROUGH_TIME = re.compile(r"(.{4,20}?)[T ,]+\d{1,2}:\d{2}.*", re.ASCII)
_LETTERS = r"[^\W\d_]+\.?"
_DIRECTIVES = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})(?:st|nd|rd|th)?",
    "b": rf"(?P<b>{_LETTERS})",
    "B": rf"(?P<b>{_LETTERS})",
    "a": _LETTERS,
    "A": _LETTERS,
    "H": r"\d{1,2}",
    "I": r"\d{1,2}",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "f": r"\d{1,9}",
    "p": r"[AaPp]\.?[Mm]\.?",
    "z": r"(?:Z|[+-]\d{2}:?\d{2})",
    "Z": r"[A-Za-z]+(?:[+-]\d{1,2})?",
    "%": "%",
}
_TIMES = frozenset("HIMS")
_EXCEL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_UNIX = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?", re.ASCII)
_MOST_TIMES = 10_000
_EPOCH = dt.date(1970, 1, 1).toordinal()
_EXCEL_EPOCH = dt.date(1899, 12, 30).toordinal()

FORMATS = (
    *("%d.%m.%Y", "%d.%m.%y", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d-%m-%Y", "%m-%d-%Y", "%d-%b-%Y"),
    *("%d %b %Y", "%d. %b %Y", "%b %d, %Y", "%b %d %Y", "%d/%b/%Y", "%d/%b/%y", "%d-%b-%y", "%Y%m%d", "%Y-%m", "%m/%Y"),
    *("%A, %b %d, %Y", "%A, %d %b %Y", "%A, %d. %b %Y", "%A %d %b %Y", "%a %b %d %Y", "%d de %b de %Y"),
    *("excel", "unix"),
)
"""What days in other programs' files look like; more than one may fit, and then none is taken."""


class Days:
    """Reads the days of one column: `part` is what of a cell counts, `day` what that means.

    The day of a time stamp is the one written, whatever its zone. Raises `ValueError` for a format that is none.
    """

    def __init__(self, column: str, date_format: str | None = None) -> None:
        self.column = column
        self.format = date_format
        self._pattern = _compiled(date_format) if date_format and date_format not in ("excel", "unix") else None
        self._known: dict[str, dt.date] = {}
        self._times: set[str] = set()
        self.read = 0

    def part(self, cell: str) -> str:
        """The part of a cell that says the day, so that the many moments of a day are one text."""
        text = cell.strip()
        if self.format is None:
            if len(text) == 10:
                return text
            if len(text) > 10 and text[4] == "-":
                time = text[10:]
                if time in self._times:
                    return text[:10]
                if _ISO_TIME.fullmatch(time):
                    if len(self._times) < _MOST_TIMES:
                        self._times.add(time)
                    return text[:10]
            match = _ISO.fullmatch(text)
            if match is not None:
                return f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}"
            rough = _ROUGH_TIME.fullmatch(text)
            return rough[1] if rough else text[:40]
        if self._pattern is not None:
            match = self._pattern.fullmatch(text)
            return " ".join(match.groupdict("").values()) if match else "!" + text[:40]
        match = (_EXCEL if self.format == "excel" else _UNIX).fullmatch(text)
        if match is None:
            return "!" + text[:40]
        return match[1] if self.format == "excel" else str(int(match[1]) // 86400)

    def day(self, part: str) -> dt.date:
        """The day that a part says. Raises `CellError`."""
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._day(part)
            self.read += 1
        return found

    def _day(self, part: str) -> dt.date:
        if part.strip("! ") == "":
            raise CellError(self.column, "is empty", "fill in the day, or delete the row")
        if self.format is None:
            if (match := _ISO.fullmatch(part)) is None:
                raise CellError(self.column, "is no day that can be read", "")
            fields = int(match[1]), int(match[3]), int(match[4])
        elif part.startswith("!"):
            raise CellError(
                self.column,
                f"is not written as `date_format` says ({self.format})",
                "correct the cell, or `date_format`",
            )
        elif self._pattern is None:
            return dt.date.fromordinal((_EXCEL_EPOCH if self.format == "excel" else _EPOCH) + int(part))
        else:
            fields = self._fields(part)
        try:
            return dt.date(*fields)
        except ValueError:
            what = "is a day that the calendar does not have"
            raise CellError(self.column, what, "correct the day" + self._other_order(fields)) from None

    def _other_order(self, fields: tuple[int, int, int]) -> str:
        """The format with day and month the other way round, where that gives a day."""
        year, month, day = fields
        if self.format is None or "%m" not in self.format or not 1 <= day <= 12 < month:
            return ""
        turned = re.sub("%[dm]", lambda found: "%m" if found[0] == "%d" else "%d", self.format)
        if turned == self.format or month > calendar.monthrange(year, day)[1]:
            return ""
        return f', or write `date_format: "{turned}"` if day and month are the other way round'

    def _fields(self, part: str) -> tuple[int, int, int]:
        assert self._pattern is not None
        said = dict(zip(self._pattern.groupindex, part.split(" "), strict=True))
        if "Y" in said:
            year = int(said["Y"])
        else:
            year = int(said["y"])
            year += 2000 if year < 69 else 1900
        month = int(said["m"]) if "m" in said else month_of(said["b"])
        if "d" in said or not 1 <= month <= 12:
            return year, month, int(said.get("d", 0))
        # A value of a month is of its last day.
        return year, month, calendar.monthrange(year, month)[1]


def _compiled(date_format: str) -> re.Pattern[str]:
    parts: list[str] = []
    used: set[str] = set()
    pieces = re.findall(r"%.|\s+|[^%\s]", date_format)
    for piece in pieces:
        if piece.isspace():
            parts.append(r"\s+")
        elif piece.startswith("%"):
            if piece[1] not in _DIRECTIVES or piece[1] in used:
                raise ValueError(f"`{piece}` is none of {listed([f'%{name}' for name in _DIRECTIVES])}, or twice")
            used.add(piece[1])
            parts.append(_DIRECTIVES[piece[1]])
        else:
            parts.append(re.escape(piece))
    if len(used & {"Y", "y"}) != 1 or len(used & {"m", "b", "B"}) != 1:
        raise ValueError("it needs a year (%Y or %y) and a month (%m, %b or %B)")
    return re.compile("".join(parts) + ("" if used & _TIMES else _TIME))


def formats_of(parts: Collection[str]) -> tuple[str, ...]:
    """The formats in which all of these parts can be read; several where nobody can tell."""
    found = []
    for name in FORMATS if parts else ():
        days = Days("", name)
        try:
            years = [days.day(days.part(part)).year for part in parts]
        except (CellError, ValueError, OverflowError):
            continue
        if all(1980 <= year <= 2100 for year in years):
            found.append(name)
    return tuple(found)
