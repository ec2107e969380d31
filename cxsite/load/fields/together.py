"""Problems of one cause, told as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cxsite.load.fields.raw_values import at_home, value_at
from cxsite.load.fields.said import Said
from cxsite.load.fields.unknown_names import list_of
from cxsite.load.rules.cx00_fields import UNKNOWN_FIELD
from cxsite.model.declare import Declared
from cxsite.model.shape import Many, Path, Record, fields_of
from cxsite.syntax.phrases import listed


def together(model: type[Declared], tree: Mapping[str, Any], said: list[Said]) -> list[Said]:
    """The problems, with those as one that one slip explains: entries in the list of other ones, fields that stand
    side by side where they don't belong."""
    left, told = _entries(model, tree, said)
    by_place: dict[tuple[Path, str], list[Said]] = {}
    for one in left:
        if one.rule is UNKNOWN_FIELD and one.belongs:
            by_place.setdefault((one.at[:-1], one.belongs), []).append(one)
    for (_, belongs), same in by_place.items():
        if len(same) > 1:
            names = listed(str(one.at[-1]) for one in same).replace(" or ", " and ")
            where = (
                belongs.replace("the line", "the lines")
                .replace("move it", "move them")
                .replace("begin it", "begin them")
            )
            told.append(_one(same, f"there are no fields {names} here", f"they are fields of {where}"))
            gone = set(map(id, same))
            left = [one for one in left if id(one) not in gone]
    return left + told


def _entries(model: type[Declared], tree: Mapping[str, Any], said: list[Said]) -> tuple[list[Said], list[Said]]:
    """What is left without the entries that stand in the list of other ones, and what is told of these."""
    unknown: dict[Path, list[Said]] = {}
    for one in said:
        if one.rule is UNKNOWN_FIELD:
            unknown.setdefault(one.at[:-1], []).append(one)
    misplaced: dict[tuple[Path, str], list[Said]] = {}
    gone: set[int] = set()
    for at, fields in unknown.items():
        where = _other_list(model, value_at(tree, at), at)
        if len(fields) > 1 and where:
            misplaced.setdefault((at[:-1], where), []).extend(fields)
            # What an entry of the right list does not need is not missing.
            gone.update(id(one) for one in said if one.at[:-1] == at)
    told = []
    for (list_at, where), fields in misplaced.items():
        # The name of the right list, in the wrong place, is the same slip.
        names = [one for one in said if one.at[-1:] == (where,) and one.at[: len(list_at)] == list_at]
        gone.update(map(id, names))
        first = (names or fields)[0]
        message = f"`{first.at[-1]}` is no field of an entry of `{list_of(list_at)}`"
        help_ = f"this belongs to `{where}`: move its lines there, with `{where}:` where `{list_of(list_at)}:` begins"
        told.append(replace(_one([first, *fields, *names], message, help_), at=first.at))
    return [one for one in said if id(one) not in gone], told


def _one(same: list[Said], message: str, help_: str) -> Said:
    return Said(UNKNOWN_FIELD, same[0].at, message, help_, True, covers=tuple(one.at for one in same))


def _other_list(model: type[Declared], entry: object, at: Path) -> str:
    """The list of the same part whose entries have all fields of this one; empty without one."""
    if not isinstance(entry, Mapping) or not at or not isinstance(at[-1], int):
        return ""
    around = at_home(model, at[:-2])
    for name, declared in fields_of(around).items() if around else ():
        shape = declared.shape
        if name == at[-2] or not isinstance(shape, Many) or not isinstance(shape.entry, Record):
            continue
        if set(entry) <= set(fields_of(shape.entry.model)):
            return name
    return ""
