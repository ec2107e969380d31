"""`cxsite policy`: who sees which field, and how many values that shows and withholds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from cxsite.measures.catalogue import DERIVED_BY_KIND
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared, FieldLevel
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Levels
from cxsite.model.roadmap import View
from cxsite.model.shape import Either, Many, Record, Shape, Table, fields_of, part_name
from cxsite.model.sight import ROADMAP, Sight


@dataclass(frozen=True, slots=True)
class Shown:
    """How many values of a field an audience sees, and how many it does not."""

    shown: int
    withheld: int


@dataclass(frozen=True, slots=True)
class FieldPolicy:
    """A field of a kind or part: the level that it has at least, who says so, and what each audience gets.

    `said_by` is `model` or `policy` (roadmap.yml). Single items may `disclose` it otherwise; the counts know.
    """

    of: str
    field: str
    level: str
    said_by: str
    audiences: Mapping[str, Shown]


def field_policies(charter: Charter, levels: Levels, whole: View) -> list[FieldPolicy]:
    """Every field of every kind and part; `whole` is the View of the most restricted audience, which counts."""
    sight = Sight.of(charter, levels, levels.most)
    return [_policy(sight, whole, owner, name, least) for owner, name, least in _all_fields()]


def _policy(sight: Sight, whole: View, owner: str, name: str, least: FieldLevel) -> FieldPolicy:
    said = sight.said_level(owner, name, {}, False)
    level = said or (sight.levels.internal if least == "internal" else sight.levels.least)
    counts = whole.census.get((owner, name), {})
    audiences = {}
    for audience in sight.levels:
        shown = sum(n for of, n in counts.items() if sight.levels[of].visible_to(audience))
        audiences[audience.name] = Shown(shown, sum(counts.values()) - shown)
    return FieldPolicy(owner, name, level.name, "policy" if said else "model", audiences)


def _all_fields() -> Iterator[tuple[str, str, FieldLevel]]:
    """Kind or part, field, level by the model; a kind's derived values after its fields, parts after kinds."""
    parts: dict[str, type[Declared]] = {}
    owners: list[tuple[str, type[Declared]]] = [(kind.name, kind.model) for kind in KINDS]
    owners.append((ROADMAP, Charter))
    for owner, model in owners:
        yield from _fields(owner, model)
        yield from ((owner, derived.name, derived.level) for derived in DERIVED_BY_KIND.get(owner, ()))
        _collect(model, parts)
    for name, part in sorted(parts.items()):
        yield from _fields(name, part)


def _fields(owner: str, model: type[Declared]) -> Iterator[tuple[str, str, FieldLevel]]:
    derived = {value.name for value in DERIVED_BY_KIND.get(owner, ())}
    for name, declared in fields_of(model).items():
        if not declared.consumed and name not in ("id", "visibility") and name not in derived:
            yield owner, name, declared.level


def _collect(model: type[Declared], into: dict[str, type[Declared]]) -> None:
    for declared in fields_of(model).values():
        for part in _parts(declared.shape):
            if part_name(part) not in into:
                into[part_name(part)] = part
                _collect(part, into)


def _parts(shape: Shape) -> Iterator[type[Declared]]:
    if isinstance(shape, Record):
        yield shape.model
    elif isinstance(shape, (Many, Table)):
        yield from _parts(shape.entry)
    elif isinstance(shape, Either):
        yield from _parts(shape.each)


def as_text(policies: list[FieldPolicy]) -> str:
    """One block a kind or part, one line a field: its level, who says so, how many of its values each audience sees."""
    lines: list[str] = []
    of = ""
    for policy in policies:
        if policy.of != of:
            of = policy.of
            lines += ["", of] if lines else [of]
        source = " (policy)" if policy.said_by == "policy" else ""
        counts = "  ".join(f"{name} {n.shown}/{n.shown + n.withheld}" for name, n in policy.audiences.items())
        values = counts if any(n.shown + n.withheld for n in policy.audiences.values()) else "-"
        lines.append(f"  {policy.field:<20} {policy.level + source:<20} {values}")
    return "\n".join(lines) + "\n"


def as_json(policies: list[FieldPolicy]) -> str:
    """A list of objects."""
    return json.dumps([asdict(policy) for policy in policies], indent=2, ensure_ascii=False) + "\n"


def as_markdown(policies: list[FieldPolicy]) -> str:
    """One table a kind or part."""
    lines: list[str] = []
    of = ""
    for policy in policies:
        if policy.of != of:
            of = policy.of
            names = list(policy.audiences)
            lines += ["", f"### {of}", "", "| field | level | said by | " + " | ".join(names) + " |"]
            lines.append("|---" * (3 + len(names)) + "|")
        counts = " | ".join(f"{n.shown}/{n.shown + n.withheld}" for n in policy.audiences.values())
        lines.append(f"| {policy.field} | {policy.level} | {policy.said_by} | {counts} |")
    return "\n".join(lines).lstrip("\n") + "\n"


FORMS: Mapping[str, Callable[[list[FieldPolicy]], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
}
