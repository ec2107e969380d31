"""A text that is no YAML: every cause found, and as much of the text as can be read.

The text is cut into its top-level fields, so that an unclosed quotation mark in one of them swallows no other. In a
field that can't be read, likely causes are mended one by one; a mending counts only where the parser gets further
with it. What can't be mended is blanked out. Lines are never added or removed, so places stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import yaml
from yaml.nodes import MappingNode

from cxsite.syntax.compose import TooDeep, compose
from cxsite.syntax.guesses import repairs_of
from cxsite.syntax.indentation import reindented
from cxsite.syntax.parser_messages import in_words, line_of
from cxsite.syntax.repair import Cause, Mended, Repair

_BUDGET = 1_500_000
_MOST_CAUSES = 40
_LOOK_BACK = 25
_LOOK_BACK_INDENT = 4
_FIELD = re.compile(r"[^\s#\-\]}][^\n]*?:|[A-Za-z_][\w-]*\s*=")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where the parser gave up, and where it thinks that the trouble begins."""

    line: int
    context: int
    cause: Cause


def mend(text: str) -> Mended | None:
    """Find the causes in a text that is no YAML; None where not even a part of it can be read."""
    mender = _Mender(text.split("\n"))
    mender.all_blocks()
    mended = mender.mended
    mended.text = "\n".join(mender.lines)
    try:
        compose(mended.text)
    except (yaml.YAMLError, TooDeep):
        if not mended.causes:
            # Each field can be read, but they don't fit together.
            mender.block(0, len(mender.lines))
            mended.text = "\n".join(mender.lines)
        try:
            compose(mended.text)
        except (yaml.YAMLError, TooDeep):
            return Mended("", mended.causes) if mended.causes else None
    return mended


class _Mender:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.mended = Mended("")
        self._budget = _BUDGET

    def all_blocks(self) -> None:
        """Mend each top-level field of the text on its own."""
        self._dedent_beginning()
        starts = [0, *_starts(self.lines), len(self.lines)]
        for start, end in pairwise(starts):
            if start < end:
                self.block(start, end)

    def _dedent_beginning(self) -> None:
        """First fields that are indented more than the others: mostly one space, typed by accident."""
        base = _base(self.lines)
        for number, line in enumerate(self.lines):
            indent = len(line) - len(line.lstrip())
            if line.strip() and not line.lstrip().startswith("#"):
                if indent == base or not _FIELD.match(line.lstrip()):
                    return
                message = "this line is indented more than the other fields"
                help_ = "begin it where the other fields begin" + (", at the start of the line" if not base else "")
                meant = line[:base] + line.lstrip()
                self.mended.causes.append(Cause(number, base, indent, message, help_, ((number, meant),)))
                self.mended.lines.add(number)
                self.lines[number] = meant

    def block(self, start: int, end: int) -> None:
        """Mend the lines from `start` up to `end`, or blank them out."""
        known = len(self.mended.causes)
        while failure := self._failure(self.lines[start:end]):
            repair = self._best(self.lines[start:end], failure) if self._may_go_on() else None
            if repair is None:
                self._lose(start, end, failure)
                # What did not make all of it readable is too bold a guess to be typed by a program.
                self.mended.causes[known:] = [replace(cause, changes=()) for cause in self.mended.causes[known:]]
                return
            changes = tuple((start + number, text) for number, text in repair.typed or repair.changes)
            self.mended.lost.update(repair.lost)
            if any(number in self.mended.lines for number, _ in changes):
                changes = ()
            cause = Cause(start + repair.line, repair.column, repair.end, repair.message, repair.help, changes)
            self.mended.causes.append(cause)
            for number, text in repair.changes:
                self.lines[start + number] = text
                self.mended.lines.add(start + number)

    def _may_go_on(self) -> bool:
        return self._budget > 0 and len(self.mended.causes) < _MOST_CAUSES

    def _lose(self, start: int, end: int, failure: _Failure) -> None:
        cause = failure.cause
        if len(self.mended.causes) <= _MOST_CAUSES:
            self.mended.causes.append(Cause(start + cause.line, cause.column, cause.end, cause.message, cause.help))
        name = self.lines[start].partition(":")[0].partition("=")[0].strip()
        self.mended.lost.add(name)
        self.mended.lines.update(range(start, end))
        self.lines[start:end] = [""] * (end - start)

    def _failure(self, lines: list[str]) -> _Failure | None:
        """Why lines are no mapping; None where they are one, or hold nothing."""
        text = "\n".join(lines)
        self._budget -= len(text)
        try:
            documents = compose(text)
        except TooDeep as deep:
            line, column = _place(text, deep.index)
            return _Failure(line, line, Cause(line, column, column + 1, "this is nested too deep", "delete brackets"))
        except yaml.MarkedYAMLError as error:
            return _failure_of(text, error)
        except yaml.YAMLError:
            return _Failure(0, 0, Cause(0, 0, 1, "this can't be read as YAML", "look for unusual characters"))
        if not documents or isinstance(documents[0], MappingNode):
            return None
        first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
        column = len(lines[first]) - len(lines[first].lstrip())
        cause = Cause(
            first,
            column,
            len(lines[first]),
            "this line is no field: a name, a colon and a space are missing",
            "write `name: value`; if it belongs to the text above, indent it more than that field's name",
        )
        return _Failure(first, first, cause)

    def _best(self, lines: list[str], failure: _Failure) -> Repair | None:
        """The first repair with which all can be read, else the one with which the parser gets furthest."""
        best: Repair | None = None
        furthest = failure.line
        for repair in _candidates(lines, failure):
            if self._budget <= 0:
                break
            changed = list(lines)
            for number, text in repair.changes:
                changed[number] = text
            if changed == lines:
                continue
            after = self._failure(changed)
            if after is None:
                return repair
            if after.line > furthest:
                best, furthest = repair, after.line
        return best


def _candidates(lines: list[str], failure: _Failure) -> Iterator[Repair]:
    near = [failure.line, failure.context, *range(failure.line - 1, failure.line - _LOOK_BACK, -1)]
    numbers = list(dict.fromkeys(n for n in near if 0 <= n < len(lines)))
    for number in numbers:
        yield from repairs_of(lines, number)
    for number in numbers[: _LOOK_BACK_INDENT + 1]:
        yield from reindented(lines, number)


def _failure_of(text: str, error: yaml.MarkedYAMLError) -> _Failure:
    index, message, help_ = in_words(error)
    line, column = _place(text, index)
    gave_up, _ = _place(text, line_of(error))
    context = _place(text, error.context_mark.index)[0] if error.context_mark is not None else gave_up
    return _Failure(gave_up, context, Cause(line, column, column + 1, message, help_))


def _place(text: str, index: int) -> tuple[int, int]:
    index = min(index, len(text))
    # Behind the last line, the line before it is meant.
    if index == len(text):
        index = len(text.rstrip()) if text.strip() else 0
    return text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1)


def _starts(lines: list[str]) -> list[int]:
    """The lines at which top-level fields begin."""
    base = _base(lines)
    return [
        number
        for number, line in enumerate(lines)
        if number and line[:base].isspace() == bool(base) and _FIELD.match(line[base:])
    ]


def _base(lines: list[str]) -> int:
    """The indentation of the top-level fields."""
    written = (line for line in lines if line.strip() and not line.lstrip().startswith(("#", "---")))
    return min((len(line) - len(line.lstrip()) for line in written), default=0)
