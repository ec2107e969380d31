"""What a later content root adds to an item of an earlier one, and the level that it gets there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxsite.load.findings import Reporter, printable
from cxsite.load.rules.cx02_stray_files import BELOW_ITS_ROOT, WRITTEN_TWICE
from cxsite.model.charter import Charter
from cxsite.model.finding import BODY, Change, Edit, Origin, Related, Span
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import Additions, Key
from cxsite.model.shape import Path, fields_of
from cxsite.model.visibility import Visibility
from cxsite.syntax.positions import Source

_STEERING = frozenset({"visibility", "visible_from", "wording"})


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an item in one file, and its body; `floor` is the least level that its root allows."""

    values: dict[str, Any]
    body: str
    source: Source
    floor: Level | None = None


class JoinedSource:
    """The origin of an item of which several files hold fields: each field has the place where it is written."""

    __slots__ = ("_fields", "_first", "additions")

    def __init__(self, first: Origin, fields: Mapping[str, Origin], additions: Additions | None = None) -> None:
        self._first = first
        self._fields = dict(fields)
        self.additions = additions

    @property
    def path(self) -> str:
        """The file of the first root, which has the item's name."""
        return self._first.path

    def _of(self, at: Path) -> Origin:
        if at and at[0] == "disclose" and len(at) > 1:
            return self._fields.get(f"disclose.{at[1]}", self._first)
        return self._fields.get(str(at[0]), self._first) if at else self._first

    def span(self, at: Path = (), *, key: bool = False) -> Span:
        """The place of the value at `at`."""
        source = self._of(at)
        # A level that the root gives is written nowhere: its place is the field's.
        given = source is not self._first and at[0] == "disclose" and source.span(at[:1]) == source.span(())
        return source.span((str(at[1]),) if given else at, key=key)

    def body_span(self, offset: int, length: int = 1, at: Path = BODY) -> Span:
        """The place of a character of the body, or of another text of Markdown at `at`."""
        return self._of(at).body_span(offset, length, at)

    def edits(self, change: Change) -> tuple[Edit, ...]:
        """What has to be typed for a change."""
        source = self._of(change.at or BODY) if change.body else self._of(change.at)
        return source.edits(change)

    def forget(self) -> None:
        """Let go of what can be made again."""
        for origin in (self._first, *self._fields.values()):
            origin.forget()


def additions_of(origins: Mapping[Key, Origin]) -> dict[Key, Additions]:
    """What later roots add, by item."""
    joined = {key: origin for key, origin in origins.items() if isinstance(origin, JoinedSource)}
    return {key: origin.additions for key, origin in joined.items() if origin.additions is not None}


def sight_of_all(charter: Charter, levels: Levels) -> Visibility:
    """The rules of the site, as the most restricted readers have them."""
    # Fields and floors know no day; where one were asked for, every embargo would hold.
    return Visibility.of(charter, levels, levels.most, dt.date.min)


def raised(kind: Kind, fields: Fields, sight: Visibility, report: Reporter) -> Fields:
    """The fields of an item that lies in a later root alone, with the level that it has there at least."""
    if fields.floor is None:
        return fields
    said = fields.values.get("visibility")
    default = kind.default_level
    level = sight.default if default is None else sight.levels.highest(sight.levels.get(default), sight.default)
    return replace(
        fields, values=_raised_visibility(fields, level if said is None else sight.levels.get(str(said)), report)
    )


def raised_page(fields: Fields, sight: Visibility, report: Reporter) -> dict[str, Any]:
    """The values of a hand-written page of a later root, with the level that it has there at least."""
    said = fields.values.get("visibility")
    return _raised_visibility(fields, sight.default if said is None else sight.levels.get(str(said)), report)


def _raised_visibility(fields: Fields, level: Level, report: Reporter) -> dict[str, Any]:
    floor = fields.floor
    if floor is None or floor.visible_to(level):
        return fields.values
    if fields.values.get("visibility") is not None:
        _tell_below(fields.source.span(("visibility",)), f"visibility: {level.name}", floor, report, "visibility")
    return {**fields.values, "visibility": floor.name}


def _tell_below(place: Span, what: str, floor: Level, report: Reporter, field: str) -> None:
    report.add(
        BELOW_ITS_ROOT,
        place,
        f"`{what}` is less than this folder allows, where everything is {floor.name} at least",
        "remove it; or move what others may see to the first content folder",
        field,
    )


def joined(kind: Kind, parts: Sequence[Fields], sight: Visibility, report: Reporter) -> tuple[Fields, JoinedSource]:
    """One item of what each root says of it, in their order. What a later one adds has that root's level at least."""
    first = parts[0]
    values, body = dict(first.values), first.body
    sources: dict[str, Source] = {}
    for part in parts[1:]:
        floor = part.floor or sight.levels.most
        added = [name for name, value in part.values.items() if value is not None and name != "disclose"]
        for name in added:
            if name in _STEERING or values.get(name) is not None:
                _tell_twice(part.source.span((name,), key=True), sources.get(name, first.source), name, report)
            else:
                values[name] = part.values[name]
                sources[name] = part.source
        if part.body and body:
            _tell_twice(part.source.body_span(0), sources.get("body", first.source), "body", report)
        elif part.body:
            body = part.body
            sources["body"] = part.source
        mine = [name for name, source in sources.items() if source is part.source]
        values = _disclosed(kind, values, part, mine, floor, sight, report)
        sources.update((f"disclose.{name}", part.source) for name in mine)
    said = first.values.get("disclose")
    disclose = {str(name): level for name, level in said.items()} if isinstance(said, dict) else {}
    additions = Additions(frozenset(name for name in sources if not name.startswith("disclose.")), disclose)
    return Fields(values, body, first.source, first.floor), JoinedSource(first.source, sources, additions)


def _tell_twice(place: Span, earlier: Source, name: str, report: Reporter) -> None:
    other = earlier.span((name,), key=True)
    if name in _STEERING:
        message = f"`{name}` of {printable(report.id)} is for the first content folder to say"
        help_ = f"move it to {printable(other.path)}, or remove it"
    else:
        message = (
            f"`{name}` of {printable(report.id)} is written in {printable(other.path)} already; this one is not read"
        )
        help_ = "keep one of the two: a later content folder adds fields, and replaces none"
    report.add(WRITTEN_TWICE, place, message, help_, name, (Related(other, "the item in the first folder"),))


def _disclosed(
    kind: Kind,
    values: dict[str, Any],
    part: Fields,
    mine: Sequence[str],
    floor: Level,
    sight: Visibility,
    report: Reporter,
) -> dict[str, Any]:
    """The values with levels for the fields that this root has added, and with no other level changed by it."""
    said = part.values.get("disclose")
    wanted = {name: level for name, level in said.items() if isinstance(level, str)} if isinstance(said, dict) else {}
    for name in wanted.keys() - set(mine):
        _tell_twice(part.source.span(("disclose", name), key=True), part.source, "disclose", report)
    before = values.get("disclose")
    disclose = dict(before) if isinstance(before, dict) else {}
    for name in mine:
        declared = fields_of(kind.model).get(name)
        if declared is None:
            continue
        texts = {key: level for key, level in disclose.items() if isinstance(level, str)}
        if name in wanted:
            level = sight.levels.get(wanted[name])
            if not floor.visible_to(level):
                _tell_below(part.source.span(("disclose", name)), f"{name}: {level.name}", floor, report, "disclose")
            disclose[name] = sight.levels.highest(level, floor).name
            continue
        level = sight.field_level(kind.name, name, declared, texts, True)
        if not floor.visible_to(level) or name in texts:
            disclose[name] = sight.levels.highest(level, floor).name
    return {**values, "disclose": disclose} if disclose else values
