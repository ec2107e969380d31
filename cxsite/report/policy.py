"""`cxsite policy`: who sees which field, and how many values that shows and withholds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared, FieldLevel
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import ROADMAP, Roadmap, View
from cxsite.model.shape import Either, Many, Record, Shape, Table, fields_of, part_name
from cxsite.model.visibility import Visibility

_WIDE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """How many values of a field an audience sees, and how many it does not."""

    shown: int
    withheld: int


@dataclass(frozen=True, slots=True)
class FieldPolicy:
    """A field of a kind or part: the level that it has at least, who says so, and what each audience gets.

    `said_by` is `model` or `policy` (roadmap.yml). `disclosed` are the items whose `disclose` says otherwise, with
    what they say; the counts know of them.
    """

    of: str
    field: str
    level: str
    said_by: str
    audiences: Mapping[str, Shown]
    disclosed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What each audience reads of one item (as `cxsite list` tells it; `None`: nothing), its level, its exceptions."""

    kind: str
    id: str
    level: str
    disclose: Mapping[str, str]
    audiences: Mapping[str, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Policies:
    """Who sees which field of what kind, and what each audience reads of the items that were asked for."""

    fields: Sequence[FieldPolicy]
    items: Sequence[Preview] = ()


def field_policies(roadmap: Roadmap, whole: View) -> list[FieldPolicy]:
    """Every field of every kind and part; `whole` is the View of the most restricted audience, which counts."""
    visibility = Visibility.of(roadmap.charter, roadmap.levels, roadmap.levels.most, whole.today)
    disclosed: dict[tuple[str, str], dict[str, str]] = {}
    for kind, items in roadmap.items.items():
        for id_, item in sorted(items.items()):
            for name, level in item.disclose.items():
                owner, _, field = name.rpartition(".")
                disclosed.setdefault((owner or kind, field), {})[f"{kind}:{id_}"] = level
    found = []
    for owner, name, least in _all_fields():
        found.append(_policy(visibility, whole, owner, name, least, disclosed.get((owner, name), {})))
    return found


def _policy(
    visibility: Visibility, whole: View, owner: str, name: str, least: FieldLevel, disclosed: Mapping[str, str]
) -> FieldPolicy:
    said = visibility.said_level(owner, name, {}, False)
    level = said or (visibility.levels.internal if least == "internal" else visibility.levels.least)
    counts = whole.census.get((owner, name), {})
    audiences = {}
    for audience in visibility.levels:
        shown = sum(n for of, n in counts.items() if visibility.levels[of].visible_to(audience))
        audiences[audience.name] = Shown(shown, sum(counts.values()) - shown)
    return FieldPolicy(owner, name, level.name, "policy" if said else "model", audiences, disclosed)


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


def as_text(policies: Policies) -> str:
    """One block a kind or part, one line a field: its level, who says so, how many of its values each audience sees.

    Of items that were asked for, what each audience reads instead.
    """
    if policies.items:
        return "\n".join("\n".join(_preview(item)) + "\n" for item in policies.items)
    lines: list[str] = []
    of = ""
    for policy in policies.fields:
        if policy.of != of:
            of = policy.of
            lines += ["", of] if lines else [of]
        source = " (policy)" if policy.said_by == "policy" else ""
        counts = "  ".join(f"{name} {n.shown}/{n.shown + n.withheld}" for name, n in policy.audiences.items())
        values = counts if any(n.shown + n.withheld for n in policy.audiences.values()) else "-"
        lines.append(f"  {policy.field:<20} {policy.level + source:<20} {values}{_exceptions(policy)}")
    return "\n".join(lines) + "\n"


def _exceptions(policy: FieldPolicy) -> str:
    said = [f"{level} {count}" for level, count in Counter(policy.disclosed.values()).items()]
    return f"  (items disclose: {', '.join(said)})" if said else ""


def _preview(item: Preview) -> Iterator[str]:
    exceptions = "".join(f", {name}: {level}" for name, level in item.disclose.items())
    yield f"{item.kind}:{item.id} ({item.level}{exceptions})"
    before: Mapping[str, Any] = {}
    for audience, found in item.audiences.items():
        if found is None:
            yield f"  {audience}: nothing"
            continue
        changed = {name: value for name, value in found.items() if before.get(name) != value}
        yield f"  {audience}:" if not before else f"  {audience}, in addition or instead:"
        yield from (f"    {name}: {_short(value)}" for name, value in changed.items())
        before = found


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def as_json(policies: Policies) -> str:
    """An object: `fields`, a list; `items`, a list with what each audience reads (as `cxsite list` tells it)."""
    return json.dumps(asdict(policies), indent=2, ensure_ascii=False) + "\n"


def as_markdown(policies: Policies) -> str:
    """One table a kind or part; of items that were asked for, a list of what each audience reads."""
    if policies.items:
        return "\n".join("```text\n" + "\n".join(_preview(item)) + "\n```\n" for item in policies.items)
    lines: list[str] = []
    of = ""
    for policy in policies.fields:
        if policy.of != of:
            of = policy.of
            names = list(policy.audiences)
            lines += ["", f"### {of}", "", "| field | level | said by | " + " | ".join(names) + " |"]
            lines.append("|---" * (3 + len(names)) + "|")
        counts = " | ".join(f"{n.shown}/{n.shown + n.withheld}" for n in policy.audiences.values())
        said_by = policy.said_by + (f", {len(policy.disclosed)} items" if policy.disclosed else "")
        lines.append(f"| {policy.field} | {policy.level} | {said_by} | {counts} |")
    return "\n".join(lines).lstrip("\n") + "\n"


FORMS: Mapping[str, Callable[[Policies], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
}
