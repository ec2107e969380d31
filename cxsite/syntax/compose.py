"""YAML to nodes with their positions. Nothing is constructed: every scalar stays the text that was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.error import MarkedYAMLError as MarkedYAMLError
from yaml.error import YAMLError as YAMLError
from yaml.nodes import MappingNode as MappingNode
from yaml.nodes import Node as Node
from yaml.nodes import ScalarNode as ScalarNode
from yaml.nodes import SequenceNode as SequenceNode

from cxsite.model.shape import Path

MAX_DEPTH = 50
_SAFE_DEPTH = 40
_SAFE_OPENINGS = 1000
_BRACKET = re.compile(r"[\[\]{}]")
_COMPACT = re.compile(r"^[ \t?:-]{60}", re.MULTILINE)
_SPECIAL = re.compile(r"(?:^|[\s\[{,:?-])[&*!]|<<", re.MULTILINE)
UNSET = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that mean that nothing is set."""


_DROPPED = object()
_TAG = "text"


class _Loader(yaml.CBaseLoader):
    """Composes without looking for the sort of a scalar: all are text."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        return _TAG

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class TooDeep(Exception):  # noqa: N818 - it reads as what it says
    """A file nests deeper than `MAX_DEPTH`; `index` is where."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def compose(text: str) -> list[Node]:
    """The documents in `text` as nodes. Raises `yaml.MarkedYAMLError` or `TooDeep`.

    libyaml composes recursively, so the depth is looked at before, wherever the text could nest deep.
    """
    refuse_depth(text)
    loader = _Loader(text)
    found: list[Node] = []
    while loader.check_node():
        node = loader.get_node()
        if node is not None:
            found.append(node)
    return found


def refuse_depth(text: str) -> None:
    """Raise `TooDeep` where a text nests deeper than `MAX_DEPTH`; `yaml.YAMLError` where it is no YAML."""
    if _may_be_deep(text):
        _find_depth(text)


def _may_be_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= _SAFE_DEPTH:
        return _COMPACT.search(text) is not None
    depth = deepest = opened = 0
    for match in _BRACKET.finditer(text):
        if match[0] in "[{":
            depth, opened = depth + 1, opened + 1
            deepest = max(deepest, depth)
        else:
            depth = max(depth - 1, 0)
    return deepest > _SAFE_DEPTH or opened > _SAFE_OPENINGS or _COMPACT.search(text) is not None


def _find_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeep(event.start_mark.index if event.start_mark else 0)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def is_unset(node: Node) -> bool:
    """Whether this is a plain scalar that sets nothing."""
    return isinstance(node, ScalarNode) and not node.style and node.value in UNSET


class Repeated(NamedTuple):
    """A key that stands in one mapping again: it, the first one, and the mapping."""

    key: ScalarNode
    first: ScalarNode
    home: MappingNode


class Tree:
    """The values of one document: mappings, lists and texts; None where nothing is set.

    `twice` are keys that stand in one mapping again, `odd` are keys that are no
    texts, `special` nodes with an anchor or a tag, and merge keys. What is special is not in `value`.
    """

    __slots__ = ("_skipped", "has_unset", "odd", "special", "twice", "value")

    def __init__(self, root: Node, text: str) -> None:
        self.twice: list[Repeated] = []
        self.odd: list[Node] = []
        self.special: list[Node] = []
        self.has_unset = False
        if ("&" in text or "!" in text or "*" in text or "<<" in text) and _SPECIAL.search(text):
            self.special = list(_special(root, text))
        self._skipped = {id(node) for node in self.special}
        value = self._value(root)
        self.value = {} if value is _DROPPED else value

    def _value(self, node: Node) -> object:
        if self._skipped and id(node) in self._skipped:
            return _DROPPED
        if isinstance(node, ScalarNode):
            value: str = node.value
            if not node.style and value in UNSET:
                self.has_unset = True
                return None
            if not value:
                self.has_unset = True
            return value
        if isinstance(node, SequenceNode):
            if not node.value:
                self.has_unset = True
            entries = [self._value(entry) for entry in node.value]
            # A list without one of its entries would count the others wrongly.
            return _DROPPED if _DROPPED in entries else entries
        return self._mapping(node) if isinstance(node, MappingNode) else None

    def _mapping(self, node: MappingNode) -> object:
        if not node.value:
            self.has_unset = True
        found: dict[str, object] = {}
        first: dict[str, ScalarNode] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.odd.append(key)
                return _DROPPED
            if key.value in found:
                if not first:
                    first = {k.value: k for k, _ in reversed(node.value) if isinstance(k, ScalarNode)}
                self.twice.append(Repeated(key, first[key.value], node))
            elif id(key) not in self._skipped and (read := self._value(value)) is not _DROPPED:
                found[key.value] = read
        return found


def _special(root: Node, text: str) -> Iterator[Node]:
    """Nodes written with an anchor or a tag, and merge keys, each once however often an alias repeats it."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            yield node
        if isinstance(node, SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                if isinstance(key, ScalarNode) and key.value == "<<" and not key.style:
                    yield key
                waiting.extend((key, value))


def find(root: Node | None, at: Path) -> tuple[ScalarNode | None, Node | None, int]:
    """The node at `at` or its nearest written parent: its key (where it has one), it, and the steps taken.

    One scalar where a list is meant is the list's entry 0; a list where a mapping of words is meant gives the
    entry that reads as the key.
    """
    key: ScalarNode | None = None
    node = root
    for taken, step in enumerate(at):
        if isinstance(step, int):
            if isinstance(node, SequenceNode) and step < len(node.value):
                key, node = None, node.value[step]
            elif not (step == 0 and isinstance(node, (ScalarNode, MappingNode))):
                return key, node, taken
        elif isinstance(node, MappingNode):
            pair = next(((k, v) for k, v in node.value if isinstance(k, ScalarNode) and k.value == step), None)
            if pair is None:
                return key, node, taken
            key, node = pair
        elif isinstance(node, SequenceNode):
            entry = next((e for e in node.value if isinstance(e, ScalarNode) and e.value == step), None)
            if entry is None:
                return key, node, taken
            key, node = None, entry
        else:
            return key, node, taken
    return key, node, len(at)


def places(root: Node, at: Path = ()) -> Iterator[tuple[Path, ScalarNode]]:
    """Every scalar below `root` with its place. Only for trees without aliases."""
    if isinstance(root, ScalarNode):
        yield at, root
    elif isinstance(root, SequenceNode):
        for index, entry in enumerate(root.value):
            yield from places(entry, (*at, index))
    elif isinstance(root, MappingNode):
        for key, value in root.value:
            if isinstance(key, ScalarNode):
                yield from places(value, (*at, key.value))
