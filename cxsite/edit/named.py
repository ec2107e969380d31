"""Where the content names something that gets another id: in fields, in keys of mappings, in links of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cxsite.model.declare import Declared, Ref
from cxsite.model.kinds import link_folders
from cxsite.model.link_grammar import DEFINITION, LOOSE_LINK, WIKI, Target, read_target
from cxsite.model.roadmap import Key
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Path, Record, Shape, Table, fields_of
from cxsite.syntax.compose import MappingNode, Node, ScalarNode, SequenceNode
from cxsite.syntax.edits import TextEdit, with_edits

_FOLDERS = link_folders()
_POINTS = ("stage", "touchpoint", "pain_point")


@dataclass(frozen=True, slots=True)
class Rename:
    """An item, or with `point` a part of a journey, that gets the id `new`. `data` are files beside it that move with
    it: old and new name, and the folder in which they lie, below the content folder."""

    kind: str
    id: str
    new: str
    point: str = ""
    data: tuple[tuple[str, str], ...] = ()
    data_folder: str = ""

    def of_reference(self, ref: Ref, value: str, here: Key) -> str | None:
        """What a reference reads afterwards; None where it names something else."""
        text = value.strip()
        if ref.vocabulary is not None:
            return None
        if ref.local:
            return self.new if self.point and here == (self.kind, self.id) and text == self.point else None
        prefix, kind, id_ = "", ref.kinds[0], text
        if ref.qualified:
            kind, colon, id_ = text.partition(":")
            if not colon:
                return None
            prefix = f"{kind}:"
        renamed = self._in_journey(id_) if kind in _POINTS else self._item(kind, id_)
        return prefix + renamed if renamed is not None else None

    def _item(self, kind: str, id_: str) -> str | None:
        return self.new if not self.point and (kind, id_) == (self.kind, self.id) else None

    def _in_journey(self, id_: str) -> str | None:
        journey, slash, point = id_.partition("/")
        if self.kind != "journey" or journey != self.id or not slash:
            return None
        if not self.point:
            return f"{self.new}/{point}"
        return f"{journey}/{self.new}" if point == self.point else None

    def of_address(self, address: str, here: Key) -> str | None:
        """What the address of a link reads afterwards; None where it leads to something else."""
        if self.point and address == f"#{self.point}" and here == (self.kind, self.id):
            return f"#{self.new}"
        target = read_target(address, _FOLDERS, here[0])
        wanted = self._target(target) if target is not None else None
        if wanted is None:
            return None
        old = self.point or self.id
        for match in re.finditer(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])", address):
            changed = address[: match.start()] + self.new + address[match.end() :]
            if read_target(changed, _FOLDERS, here[0]) == wanted:
                return changed
        return None

    def _target(self, target: Target) -> Target | None:
        if target.kind != self.kind:
            return None
        owner, slash, point = target.id.partition("/")
        if owner != self.id:
            return None
        if not self.point:
            return Target(target.kind, f"{self.new}{slash}{point}", target.anchor)
        if point == self.point:
            return Target(target.kind, f"{owner}/{self.new}", target.anchor)
        return Target(target.kind, target.id, f"#{self.new}") if target.anchor == f"#{self.point}" else None

    def of_body(self, text: str, here: Key) -> list[TextEdit]:
        """What changes in the links of a text of Markdown."""
        edits = set()
        for pattern, group in ((LOOSE_LINK, "address"), (WIKI, "target"), (DEFINITION, "target")):
            for match in pattern.finditer(text):
                address = match[group]
                bare = address.strip().rstrip(">")
                if (changed := self.of_address(bare, here)) is not None:
                    start = match.start(group) + address.index(bare)
                    edits.add(TextEdit(start, start + len(bare), changed))
        return sorted(edits)


@dataclass(frozen=True, slots=True)
class Named:
    """A scalar that has to change: its place, whether it is a key, what it reads afterwards, and its node."""

    at: Path
    key: bool
    value: str
    node: ScalarNode
    body: bool = False


def named_in(node: Node, model: type[Declared], rename: Rename, here: Key, data_folder: str) -> Iterator[Named]:
    """Every scalar of an item that names what is renamed. `data_folder` is where its data files lie."""
    yield from _Search(rename, here, data_folder).record(node, model, ())


@dataclass(frozen=True, slots=True)
class _Search:
    rename: Rename
    here: Key
    data_folder: str

    def record(self, node: Node, model: type[Declared], at: Path) -> Iterator[Named]:
        """What names it in the fields of an item or part."""
        if not isinstance(node, MappingNode):
            return
        fields = fields_of(model)
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value in fields:
                yield from self._field(fields[key.value], value, (*at, key.value))

    def _field(self, field: FieldShape, node: Node, at: Path) -> Iterator[Named]:
        if isinstance(node, ScalarNode):
            if field.csv:
                new = dict(self.rename.data).get(node.value.strip())
                if new is not None and self.data_folder == self.rename.data_folder:
                    yield Named(at, False, new, node)
                return
            if field.name == "body":
                yield from self._body(node, at)
                return
        if field.name == "wording":
            yield from self._worded(node, at)
            return
        yield from self._value(field.shape, node, at)

    def _worded(self, node: Node, at: Path) -> Iterator[Named]:
        for level, words in node.value if isinstance(node, MappingNode) else ():
            for name, text in words.value if isinstance(words, MappingNode) else ():
                if getattr(name, "value", "") == "body" and isinstance(text, ScalarNode):
                    yield from self._body(text, (*at, level.value, "body"))

    def _body(self, node: ScalarNode, at: Path) -> Iterator[Named]:
        if edits := self.rename.of_body(node.value, self.here):
            yield Named(at, False, with_edits(node.value, edits), node, body=True)

    def _value(self, shape: Shape, node: Node, at: Path) -> Iterator[Named]:
        if isinstance(shape, Leaf):
            if shape.ref is not None and isinstance(node, ScalarNode):
                new = self.rename.of_reference(shape.ref, node.value, self.here)
                if new is not None:
                    yield Named(at, False, new, node)
        elif isinstance(shape, Many):
            if isinstance(node, SequenceNode):
                for number, entry in enumerate(node.value):
                    yield from self._value(shape.entry, entry, (*at, number))
            else:
                yield from self._value(shape.entry, node, (*at, 0))
        elif isinstance(shape, Table):
            yield from self._table(shape, node, at)
        elif isinstance(shape, Record):
            yield from self.record(node, shape.model, at)
        elif isinstance(shape, Either):
            yield from self._value(shape.each if isinstance(node, MappingNode) else shape.one, node, at)

    def _table(self, shape: Table, node: Node, at: Path) -> Iterator[Named]:
        for key, value in node.value if isinstance(node, MappingNode) else ():
            if not isinstance(key, ScalarNode):
                continue
            yield from self._value(shape.entry, value, (*at, key.value))
            if shape.key.ref is not None:
                new = self.rename.of_reference(shape.key.ref, key.value, self.here)
                if new is not None:
                    yield Named((*at, key.value), True, new, key)


def with_named(values: Any, named: list[Named]) -> Any:
    """Raw values with what has to change changed: values first, then keys, the innermost first."""
    for one in sorted(named, key=lambda one: (one.key, -len(one.at))):
        parent = values
        for step in one.at[:-1]:
            parent = parent[step] if not isinstance(step, int) or isinstance(parent, list) else parent
        last = one.at[-1]
        if one.key:
            changed = {one.value if key == last else key: entry for key, entry in parent.items()}
            parent.clear()
            parent.update(changed)
        elif isinstance(last, int) and not isinstance(parent, list):
            _into(values, one.at[:-1], one.value)
        else:
            parent[last] = one.value
    return values


def _into(values: Any, at: Path, value: str) -> None:
    for step in at[:-1]:
        values = values[step] if not isinstance(step, int) or isinstance(values, list) else values
    values[at[-1]] = value
