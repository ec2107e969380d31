"""What somebody says of a foreign file: which column is which field, which word which status; a map to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME, KINDS, Kind, find_kind
from cxsite.model.shape import FieldShape, Leaf, Many, Record, fields_of
from cxsite.model.typed.nearest import did_you_mean, fold, meant_or_listed
from cxsite.syntax.inert import Inert, Unreadable, read_inert
from cxsite.syntax.values_as_yaml import flow_value

_NEVER = {
    "visibility": "imported items are internal until somebody looks at them",
    "disclose": "imported items are internal until somebody looks at them",
    "wording": "other words for other readers are written by hand",
    "ignore": "findings are accepted by hand",
    "id": "write `id: Column` instead",
    "imported": "this is what the import itself keeps",
    "aliases": "old ids are kept by `cxsite rename`",
}
_KEYS = ("kind", "id", "url", "fields", "status", "owners", "only", "dates")


@dataclass(frozen=True, slots=True)
class ImportMap:
    """`fields` is column → field (empty: leave it out), `status` their word → ours, `owners` their name → team, `only`
    column → values that are taken, `dates` column → form of its days; names of columns and words are folded.

    `id` is the column that names an entry for good, `url` its address with `{key}`.
    """

    kind: Kind = BY_NAME["initiative"]
    id: str = ""
    url: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> tuple[str, ...]:
        """Every column that the map names, folded."""
        return (*self.fields, *self.only, *self.dates, *([fold(self.id)] if self.id else []))


def read_map(text: str) -> ImportMap:
    """Read a map. Raises `CxsiteError` for what it can't say."""
    try:
        said = read_inert(text, {}).value
    except Unreadable as error:
        raise CxsiteError(f"the map can't be read, line {error.line}: {error.message}") from None
    if not isinstance(said, dict):
        raise CxsiteError("the map is empty: it says `fields: {Column: field}`")
    for name in said:
        if name not in _KEYS:
            raise CxsiteError(f"the map can't say `{name}`{meant_or_listed(str(name), _KEYS)}")
    kind_name = _text(said.get("kind") or "initiative")
    kind = find_kind(kind_name)
    if kind is None:
        kinds = [one.name for one in KINDS]
        raise CxsiteError(f"the map names a kind `{kind_name}`{meant_or_listed(kind_name, kinds)}")
    only = said.get("only") or {}
    found = ImportMap(
        kind,
        _text(said.get("id")),
        _text(said.get("url")),
        _table(said, "fields"),
        _table(said, "status"),
        _table(said, "owners"),
        {fold(_text(name)): frozenset(map(fold, _listed(values))) for name, values in _mapping(only, "only").items()},
        _table(said, "dates"),
    )
    for field_name in found.fields.values():
        if field_name:
            field_of(kind, field_name)
    statuses = choices_of(kind)
    for ours in found.status.values():
        if ours and ours not in statuses:
            raise CxsiteError(f"the map names a status `{ours}`{meant_or_listed(ours, statuses)}")
    if found.url and "{key}" not in found.url:
        raise CxsiteError("`url` of the map has no `{key}`: write `url: https://example.org/browse/{key}`")
    return found


def field_of(kind: Kind, name: str) -> FieldShape:
    """The field that a column may fill. Raises `CxsiteError` for one that it can't."""
    known = fields_of(kind.model)
    if name in _NEVER:
        raise CxsiteError(f"no column can fill `{name}`: {_NEVER[name]}")
    if name not in known:
        asked = did_you_mean(name, known)
        raise CxsiteError(f"the map names a field `{name}`, which no {kind.name} has" + (f"; {asked}" if asked else ""))
    shape = known[name].shape
    inner = shape.entry if isinstance(shape, Many) else shape
    said = isinstance(inner, Record) and inner.or_text and isinstance(shape, Many)
    if not isinstance(inner, Leaf) and not said:
        raise CxsiteError(f"no column can fill `{name}`: it has parts of its own; write it by hand")
    return known[name]


def choices_of(kind: Kind) -> tuple[str, ...]:
    """The statuses that items of a kind have; none where they have no status."""
    declared = fields_of(kind.model).get("status")
    return declared.shape.choices if declared and isinstance(declared.shape, Leaf) else ()


def proposed(fields: Mapping[str, str | None], statuses: Mapping[str, str | None], unread: Iterable[str]) -> str:
    """A map to start from: each column with a guess, each status that was seen, what holds people."""
    lines = ["# column: field; empty: kept as a note for colleagues", "fields:"]
    lines += [f"  {flow_value(name)}: {guess or ''}".rstrip() for name, guess in fields.items()]
    if statuses:
        lines += ["# their word: idea, planned, in-progress, pilot, paused, shipped or dropped", "status:"]
        lines += [f"  {flow_value(word)}: {guess or ''}".rstrip() for word, guess in statuses.items()]
    people = list(unread)
    if people:
        lines.append(f"# not read, since they may hold people: {', '.join(people)}")
        lines += ["# with `fields: {Column: owner}` a team is read from one, by its name or by this", "owners: {}"]
    lines += ["# id: Column            # names an entry for good; without it the title does"]
    return "\n".join(lines) + "\n"


def guessed_fields(kind: Kind) -> tuple[str, ...]:
    """The fields that are guessed for a column: those that every tool has."""
    usual = ("title", "summary", "body", "status", "start", "end", "shipped", "tags", "depends_on", "cost", "area")
    return tuple(name for name in (*usual, *Item.model_fields) if name in fields_of(kind.model) and name in usual)


def seen(values: Iterable[str]) -> dict[str, int]:
    """How often each value stands there, the most frequent first."""
    return dict(Counter(values).most_common())


def _table(said: Mapping[str, Any], name: str) -> dict[str, str]:
    return {fold(_text(key)): _text(value) for key, value in _mapping(said.get(name) or {}, name).items()}


def _mapping(value: Any, name: str) -> Mapping[Any, Any]:
    if not isinstance(value, dict):
        raise CxsiteError(f"`{name}` of the map is a mapping: write `{name}: {{theirs: ours}}`")
    return value


def _listed(value: Any) -> list[str]:
    return [_text(one) for one in value] if isinstance(value, list) else [_text(value)]


def _text(value: Any) -> str:
    """A value as text; YAML makes yes and no of some words, and days of others."""
    if isinstance(value, (dict, list, Inert)):
        raise CxsiteError("the map says a list or mapping where one word belongs")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()
