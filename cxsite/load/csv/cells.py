"""Cells of a CSV file to numbers and answers; what can't be read is told by what sort of thing it is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from cxsite.load.csv.labels import NO_ANSWER, fold, numbers_of
from cxsite.load.csv.problems import CellError, Problems
from cxsite.model.finding import Change
from cxsite.model.typed.numbers import separated
from cxsite.model.visibility import FEWEST_IN_FILES

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_LABEL = re.compile(r"(\d{1,3})(?:\.0+|,0{1,2})?(?:\s*(?:[-–—:=(.)\]]|\s)\s*[^\W\d_].*)?", re.ASCII | re.DOTALL)
_OF_MOST = re.compile(r"(\d{1,3})(?:\.0+|,0{1,2})? ?(?:/|out of|of|von|sur|de|su|van) ?(\d{1,3})", re.ASCII)
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)", re.ASCII)
_SHORT_CLOCK = re.compile(r"\d+:\d{2}", re.ASCII)
_SECONDS = {"second": 1, "sec": 1, "s": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600, "day": 86400}
_MOST = 1e15
_MOST_KNOWN = 100_000
_MOST_LABELS = 12


def quoted(text: str) -> str:
    """A text as YAML has it between quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Numbers:
    """Reads the numbers of one file. `decimal_comma`: a comma may be their decimal sign.

    `1,234` may then be two numbers. Another cell such as `2,5` proves which; without one `settle` tells it. A span of
    time `26:10:57` is a number of `unit`, where that is one of time; `71 %` is one where `unit` is that.
    """

    def __init__(self, decimal_comma: bool, unit: str = "") -> None:
        self._decimal_comma = decimal_comma
        folded = fold(unit)
        self._percent = folded == "%"
        self._seconds = _SECONDS.get(folded, _SECONDS.get(folded.removesuffix("s"), 0))
        self._known: dict[str, float] = {}
        self._proven = False
        self._doubtful: tuple[int, str] | None = None

    def known(self, text: str) -> float | None:
        """The number that this text was read as before; it is no blank then."""
        return self._known.get(text)

    def number(self, column: str, text: str, line: int) -> float:
        """A number. Raises `CellError`."""
        found = self._known.get(text)
        if found is None:
            found = self._number(column, text, line)
            if len(self._known) < _MOST_KNOWN:
                self._known[text] = found
        return found

    def whole(self, column: str, text: str, line: int) -> int:
        """A number of answers. Raises `CellError`."""
        number = self.number(column, text, line)
        if number < 0:
            raise CellError(column, "is below 0", "a number of answers is not negative")
        if not number.is_integer():
            raise CellError(column, "is not a whole number", "write digits only: 12")
        return int(number)

    def settle(self, problems: Problems) -> bool:
        """Whether all numbers could be read in one way only; where not, it is told."""
        if self._doubtful is None or self._proven:
            return True
        line, column = self._doubtful
        problems.add(
            line,
            f"`{column}` can be read as two different numbers: the comma may separate thousands or decimals",
            "save the file with points as decimal signs, and without separators of thousands",
        )
        return False

    def _number(self, column: str, text: str, line: int) -> float:
        if self._percent and text.endswith("%"):
            text = text[:-1].rstrip()
        if _NUMBER.fullmatch(text):
            number = float(text)
            if self._decimal_comma and "." in text and len(separated(text)) == 2:
                # In a file with decimal commas a point may be meant to separate thousands.
                help_ = "write digits without separators, and decimals with a comma"
                raise CellError(column, "can be read as two different numbers", help_)
        elif self._decimal_comma and _COMMA.fullmatch(text):
            if len(separated(text)) == 2:
                self._doubtful = self._doubtful or (line, column)
            else:
                self._proven = True
            number = float(text.replace(",", "."))
        elif self._seconds and (clock := _CLOCK.fullmatch(text)):
            number = (int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])) / self._seconds
        else:
            raise CellError(column, *_not_a_number(text))
        if abs(number) > _MOST:
            raise CellError(column, "is a number that is too large", "look for digits too many")
        return number


def _not_a_number(text: str) -> tuple[str, str]:
    if not text:
        return "is empty", "fill in the cell, or delete the row"
    if fold(text) in NO_ANSWER:
        return (
            f"holds {quoted(text)}, which is not a number",
            f"if it means that nothing was measured, `blank: [{quoted(text)}]`",
        )
    if _CLOCK.fullmatch(text):
        return "is a span of time", "write `unit: hours`, or minutes, seconds or days: then it is a number of these"
    if _SHORT_CLOCK.fullmatch(text):
        return "is a span of time that can be read in two ways", "export it with hours, minutes and seconds: 0:12:30"
    if _COMMA.fullmatch(text):
        return "is not a number", "the decimal sign is a point"
    if separated(text):
        return "is not a number", "write digits without separators of thousands"
    if any(unicodedata.category(char) == "Sc" for char in text):
        return "is an amount of money", "write it without the sign of the currency; the KPI's `unit` says it"
    if text.endswith("%"):
        return "is a number in percent", 'write `unit: "%"`, or the numbers without the sign'
    return "is not a number", "write digits with at most one point: 12.5"


class Scores:
    """Reads answers on a scale: numbers, labels that begin with one, and what the KPI's `answers` says.

    `blank` are texts that mean that nobody answered, as an empty cell does. Labels that nobody can read are
    collected, and told together by `settle`.
    """

    def __init__(
        self, column: str, scale: tuple[int, int], answers: Mapping[str, float], blank: Iterable[str], nps: bool
    ) -> None:
        self.column = column
        self._scale = scale
        self._answers = {fold(label): number for label, number in answers.items()}
        self._texts = tuple(blank)
        self._blank = {fold(text) for text in self._texts} | {""}
        self._nps = nps
        self._labels: Counter[str] = Counter()
        self._first = 0

    def is_blank(self, text: str) -> bool:
        """Whether a cell means that nobody answered."""
        return fold(text) in self._blank

    def score(self, text: str) -> int:
        """The answer in a cell that is not blank. Raises `CellError`; `KeyError` for a label."""
        said = self._answers.get(fold(text))
        if said is None:
            match = _LABEL.fullmatch(text.strip())
            if match is None and (part := _OF_MOST.fullmatch(text.strip())) and int(part[2]) == self._scale[1]:
                match = part
            if match is None:
                raise self._no_answer(text)
            said = int(match[1])
        lowest, highest = self._scale
        if not lowest <= said <= highest or said != int(said):
            scale = "NPS asks on a scale of 0 to 10" if self._nps else "correct the cells, or the `scale` of the KPI"
            help_ = f"{scale}; a number that means that nobody answered goes into `blank`"
            raise CellError(self.column, f"is an answer that is not on the scale {lowest} to {highest}", help_)
        return int(said)

    def _no_answer(self, text: str) -> Exception:
        if _NUMBER.fullmatch(text):
            what = "is below 0" if text.startswith("-") else "is an answer with decimals"
            return CellError(self.column, what, "an answer is one point of the scale: write digits only")
        return KeyError(text)

    def label(self, text: str, line: int, rows: int) -> None:
        """Note a label that is no number: rows with it, the first of them in this line."""
        self._labels[text.strip()] += rows
        self._first = min(self._first or line, line)

    def settle(self, problems: Problems) -> None:
        """Tell the labels that nobody can read, with the settings that would; only labels that many rows have."""
        if not self._labels:
            return
        rows = sum(self._labels.values())
        shown = [label for label, times in sorted(self._labels.items()) if self._may_be_shown(label, times)]
        blanks = [label for label in shown if fold(label) in NO_ANSWER]
        labels = [label for label in shown if label not in blanks]
        said = []
        if labels:
            known = numbers_of(labels, self._scale[1], nps=self._nps)
            numbers = ", ".join(f"{quoted(label)}: {known.get(label, '…')}" for label in labels)
            said.append(f"say what they stand for: `answers: {{{numbers}}}`")
        if blanks:
            said.append("what means that nobody answered: `blank: [" + ", ".join(map(quoted, blanks)) + "]`")
        if not said:
            said.append("say in `answers` which number each stands for, or name another column in `columns`")
        # Where nothing else is the matter, one setting reads the file.
        only = blanks if blanks and len(blanks) == len(self._labels) else []
        change = Change(("blank",), (*self._texts, *only), new=True) if only else None
        problems.add(self._first, f"`{self.column}` is not a number", "; ".join(said), rows, change)

    def _may_be_shown(self, label: str, times: int) -> bool:
        few = len(label) <= 60 and len(self._labels) <= _MOST_LABELS
        return fold(label) in NO_ANSWER or (few and times >= FEWEST_IN_FILES)
