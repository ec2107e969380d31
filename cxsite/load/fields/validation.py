"""Raw values against the model: what is wrong is told, what is right is kept."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from cxsite.load.fields.messages import place_of, say
from cxsite.load.fields.raw_values import remove, unset_fields
from cxsite.load.fields.said import Said
from cxsite.load.findings import MOST_TOLD
from cxsite.model.declare import Declared
from cxsite.model.shape import Path, Record, fields_of

M = TypeVar("M", bound=Declared)
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """What became of raw values. `value` is None where nothing usable is left; `dropped` was left out."""

    value: M | None
    said: tuple[Said, ...] = ()
    dropped: tuple[Path, ...] = ()


def validate(
    model: type[M],
    tree: dict[str, Any],
    extra: dict[str, Any],
    *,
    has_unset: bool,
    wrong: Sequence[Path] = (),
) -> Validated[M]:
    """Make a `model` of raw values and `extra` fields.

    All problems of all fields are told at once. Then the wrong values, and those at the places `wrong`, are left out,
    the innermost mapping entry each, until what remains is valid: so that what refers to it, and what it refers to,
    can still be checked.
    """
    unset: set[Path] = set()
    if has_unset:
        unset = set(unset_fields(Record(model), tree))
        for at in sorted(unset, key=len, reverse=True):
            remove(tree, at)
    value, errors = _try(model, {**tree, **extra})
    if value is not None and not wrong:
        return Validated(value)
    # Of a field that stands where a level belongs it is not told besides that its value is of another sort.
    astray = [at for at in wrong if at and at[-1] in fields_of(model)]
    told = [one for one in say(model, tree, errors[: MOST_TOLD + 1], unset) if not _lies_in(one.at, astray)]
    said = tuple(told)
    left = copy.deepcopy(tree)
    dropped = [remove(left, at) for at in wrong]
    for _ in range(_ROUNDS):
        for error in errors:
            at, _ = place_of(error)
            dropped.append(remove(left, at[:-1] if error["type"] == "missing" else at))
        if errors and () in dropped:
            break
        value, errors = _try(model, {**left, **extra})
        if value is not None:
            return Validated(value, said, tuple(dropped))
    return Validated(None, said, tuple(dropped))


def _lies_in(at: Path, places: Sequence[Path]) -> bool:
    return any(at[: len(place)] == place for place in places)


def _try(model: type[M], values: dict[str, Any]) -> tuple[M | None, list[Any]]:
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        errors: list[Any] = error.errors(include_url=False)
    # A list whose entries are wrong is not too short besides.
    inner = {at[:n] for at, _ in map(place_of, errors) for n in range(len(at))}
    return None, [e for e in errors if not (e["type"] == "too_short" and place_of(e)[0] in inner)]
