"""Raw values against the model: what is wrong is told, what is right is kept."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from cxsite.load.places import remove, unset_fields
from cxsite.load.words import Said, place_of, say
from cxsite.model.declare import Declared
from cxsite.model.shape import Path, Record

M = TypeVar("M", bound=Declared)
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """What became of raw values. `value` is None where nothing usable is left; `dropped` was left out."""

    value: M | None
    said: tuple[Said, ...] = ()
    dropped: tuple[Path, ...] = ()


def validate(model: type[M], tree: dict[str, Any], extra: dict[str, Any], *, has_unset: bool) -> Validated[M]:
    """Make a `model` of raw values and `extra` fields.

    All problems of all fields are told at once. Then the wrong values are left out, the innermost mapping entry
    each, until what remains is valid: so that what refers to it, and what it refers to, can still be checked.
    """
    unset: set[Path] = set()
    if has_unset:
        unset = set(unset_fields(Record(model), tree))
        for at in sorted(unset, key=len, reverse=True):
            remove(tree, at)
    try:
        return Validated(model.model_validate({**tree, **extra}))
    except ValidationError as error:
        errors: list[Any] = error.errors(include_url=False)
    said = say(model, tree, errors, unset)
    left = copy.deepcopy(tree)
    dropped: list[Path] = []
    for _ in range(_ROUNDS):
        for wrong in errors:
            at, _ = place_of(wrong)
            removed = remove(left, at[:-1] if wrong["type"] == "missing" else at)
            dropped.append(removed)
        if () in dropped:
            break
        try:
            return Validated(model.model_validate({**left, **extra}), tuple(said), tuple(dropped))
        except ValidationError as error:
            errors = error.errors(include_url=False)
    return Validated(None, tuple(said), tuple(dropped))
