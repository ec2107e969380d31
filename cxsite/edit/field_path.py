"""How a place in an item is named: `milestones[2].done`, `stages.after-sale.goal`, `disclose."risk.trigger"`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError
from cxsite.model.shape import Either, Many, Path, Record, Shape, Table, fields_of
from cxsite.model.typed.nearest import did_you_mean, meant_or_listed

Operation = Literal["=", "+=", "-="]
_STEP = re.compile(
    r"(?P<name>[^\s.\[\]\"'=+]+?)(?=[.\[=+]|-=|$)|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\[(?P<number>\d+)\]"
)
_OPERATION = re.compile(r"\s*(?P<operation>\+=|-=|=)")
_HELP = "write `field=value`, `list+=value`, `milestones[2].done=true` or `stages.ID.goal=…`"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody typed: the steps to a place (numbers from 1), what to do there, and the value."""

    steps: tuple[str | int, ...]
    operation: Operation
    value: str
    typed: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place in raw values, and what the model declares for it."""

    at: Path
    shape: Shape


def parse_assignment(text: str) -> Assignment:
    """Read `FIELD=VALUE`, `FIELD+=VALUE` or `FIELD-=VALUE`. Raises `CxsiteError`."""
    steps, end = _steps(text)
    match = _OPERATION.match(text, end)
    if match is None or not steps:
        raise CxsiteError(f"`{text}` sets nothing: {_HELP}")
    operation = match["operation"]
    assert operation in ("=", "+=", "-=")
    return Assignment(steps, operation, text[match.end() :], text[:end])  # type: ignore[arg-type]


def parse_path(text: str) -> tuple[str | int, ...]:
    """Read the name of a place. Raises `CxsiteError`."""
    steps, end = _steps(text)
    if end < len(text) or not steps:
        raise CxsiteError(f"`{text}` names no field: write `field`, `milestones[2].done` or `stages.ID.goal`")
    return steps


def _steps(text: str) -> tuple[tuple[str | int, ...], int]:
    steps: list[str | int] = []
    end = 0
    while match := _STEP.match(text, end):
        if match["number"] is None:
            name = next(group for group in match.group("name", "double", "single") if group is not None)
            steps.append(name)
        elif int(match["number"]) < 1:
            raise CxsiteError(f"`{text}`: entries are counted from 1")
        else:
            steps.append(int(match["number"]))
        end = match.end()
        if text[end : end + 1] == ".":
            end += 1
        elif text[end : end + 1] != "[":
            break
    return tuple(steps), end


def find_place(model: type[Declared], values: Any, steps: Sequence[str | int]) -> FoundPlace:
    """Where the steps lead in an item's raw `values`. Raises `CxsiteError` where the model knows no such place, and
    where an entry of a list is not there."""
    shape: Shape = Record(model)
    at: list[str | int] = []
    value = values
    for step in steps:
        shape, step = _step(shape, step, value, at)
        at.append(step)
        value = _inside(value, step)
    return FoundPlace(tuple(at), shape)


def _step(shape: Shape, step: str | int, value: Any, at: Sequence[str | int]) -> tuple[Shape, str | int]:
    here = shown(at) or "the item"
    if isinstance(shape, Many):
        return shape.entry, step - 1 if isinstance(step, int) and _has(value, step, here) else _entry(value, step, here)
    if isinstance(step, int):
        raise CxsiteError(f"`{here}` is no list, so it has no entry {step}")
    if isinstance(shape, Record):
        known = fields_of(shape.model)
        if step not in known:
            asked = did_you_mean(step, known)
            raise CxsiteError(f"there is no field `{step}` in {here}" + (f"; {asked}" if asked else ""))
        return known[step].shape, step
    if isinstance(shape, Table):
        return shape.entry, step
    if isinstance(shape, Either):
        return shape.each.entry, step
    raise CxsiteError(f"`{here}` is one value: there is no `{step}` in it")


def _has(value: Any, number: int, here: str) -> bool:
    count = len(value) if isinstance(value, list) else int(value is not None)
    if number > count:
        entries = "one entry" if count == 1 else f"{count} entries" if count else "no entry yet"
        raise CxsiteError(f"`{here}` has {entries}; `{here}+=…` adds one")
    return True


def _entry(value: Any, step: str | int, here: str) -> int:
    """The entry of a list that has this id."""
    entries = value if isinstance(value, list) else [] if value is None else [value]
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    if step in ids:
        return ids.index(str(step))
    known = [id_ for id_ in ids if id_]
    if not known:
        raise CxsiteError(f"the entries of `{here}` have no ids: count them from 1, as in `{here}[1]`")
    raise CxsiteError(f"there is no `{step}` in `{here}`{meant_or_listed(str(step), known)}")


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) else value
    return value.get(step) if isinstance(value, dict) else None


def shown(at: Sequence[str | int]) -> str:
    """A place in raw values as it is typed, entries counted from 1."""
    text = ""
    for step in at:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            name = step if re.fullmatch(r"[\w-]+", step) else f'"{step}"'
            text += f".{name}" if text else name
    return text
