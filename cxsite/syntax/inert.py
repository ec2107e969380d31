"""A configuration in YAML as plain values, whatever its tags say: nothing is imported, looked up or called.

MkDocs' own loader makes objects of Python of some tags. Here these are values that do nothing, and know how they were
written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cxsite.syntax.compose import MAX_DEPTH, TooDeep, refuse_depth
from cxsite.syntax.parser_messages import in_words

MAX_VALUES = 100_000
"""Values in a configuration, those that aliases repeat counted each time."""

_LONGEST_NUMBER = 100
_YAML = "tag:yaml.org,2002:"
_MERGE = f"{_YAML}merge"
_PLAIN = frozenset(f"{_YAML}{name}" for name in ("null", "bool", "int", "float", "timestamp"))
_TEXT = f"{_YAML}str"
_LIST, _MAPPING = f"{_YAML}seq", f"{_YAML}map"
_ENVIRONMENT = "!ENV"

Path = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Inert:
    """A value with a tag that only the program knows that it is meant for: the tag as it is written, and plain
    values."""

    tag: str
    value: Any = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """`value` is what a file says, `places` where (line and column from 1) by the way to a value: its key, or its
    entry of a list."""

    value: Any
    places: Mapping[Path, Place] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 - it reads as what it says
    """A configuration that can't be read: line and column from 1, and what is wrong."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def read_inert(text: str, environment: Mapping[str, str]) -> Configuration:
    """The values of a YAML document; `!ENV` gives what `environment` says. An empty one is None.

    Raises `Unreadable`, in bounded time and memory.
    """
    try:
        refuse_depth(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        offset, message, help_ = in_words(error)
        before = text[:offset]
        raise Unreadable(before.count("\n") + 1, offset - before.rfind("\n"), f"{message}: {help_}") from None
    except yaml.YAMLError as error:
        place = getattr(error, "position", 0)
        line = text[:place].count("\n") + 1
        raise Unreadable(line, 1, "a character that can't be seen stands here: delete it") from None
    except TooDeep as error:
        line = text[: error.index].count("\n") + 1
        raise Unreadable(line, 1, f"mappings and lists are nested more than {MAX_DEPTH} deep in each other") from None
    reader = _Reader(environment)
    return Configuration(None if root is None else reader.value(root, ()), reader.places)


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self.places: dict[Path, Place] = {}
        self._environment = environment
        self._scalars = yaml.constructor.SafeConstructor()
        self._resolver = yaml.resolver.Resolver()
        self._count = 0
        self._open: list[Node] = []

    def value(self, node: Node, at: Path) -> Any:
        self._count += 1
        if self._count > MAX_VALUES:
            _refuse(node, f"with all that aliases repeat, this file says more than {MAX_VALUES:,} values")
        if any(node is outer for outer in self._open):
            _refuse(node, "this is a part of itself: an alias names what it stands in")
        if len(self._open) > 2 * MAX_DEPTH:
            _refuse(node, "aliases nest mappings and lists too deep in each other")
        self._open.append(node)
        try:
            return self._tagged(node, at)
        finally:
            self._open.pop()

    def _tagged(self, node: Node, at: Path) -> Any:
        if node.tag == _ENVIRONMENT:
            return self._from_environment(node, at)
        found: Any
        if isinstance(node, MappingNode):
            found, plain = self._mapping(node, at), node.tag == _MAPPING
        elif isinstance(node, SequenceNode):
            found = [self.value(entry, self._at(at, number, entry)) for number, entry in enumerate(node.value)]
            plain = node.tag == _LIST
        else:
            if node.tag in _PLAIN:
                return self._scalar(node)
            found, plain = node.value, node.tag in (_TEXT, _MERGE)
        return found if plain else Inert(_as_written(node.tag), found)

    def _at(self, at: Path, step: str | int, node: Node) -> Path:
        inner = (*at, step)
        self.places[inner] = (node.start_mark.line + 1, node.start_mark.column + 1)
        return inner

    def _mapping(self, node: MappingNode, at: Path) -> dict[Any, Any]:
        merged: dict[Any, Any] = {}
        own: dict[Any, Any] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                for part in value.value if isinstance(value, SequenceNode) else (value,):
                    more = self.value(part, at)
                    if not isinstance(more, dict):
                        _refuse(key, "`<<` takes over the values of a mapping, and this is none")
                    # What comes first goes before.
                    merged = {**more, **merged}
                continue
            name = self.value(key, at)
            if isinstance(name, (dict, list, Inert)):
                _refuse(key, "this can't be the name of a setting: write a text")
            own[name] = self.value(value, self._at(at, name if isinstance(name, int) else str(name), key))
        return {**merged, **own}

    def _scalar(self, node: Node) -> Any:
        try:
            if len(node.value) > _LONGEST_NUMBER:
                raise ValueError
            return self._scalars.yaml_constructors[node.tag](self._scalars, node)
        except (ValueError, KeyError, OverflowError, TypeError, AttributeError):
            what = "day" if node.tag.endswith("timestamp") else "value of its sort"
            _refuse(node, f"`{node.value[:40]}` is no {what}: write it in quotation marks if it is a text")

    def _from_environment(self, node: Node, at: Path) -> Any:
        """`!ENV NAME`, or `!ENV [NAME, …, what to take where none of them is set]`."""
        entries = node.value if isinstance(node, SequenceNode) else [node]
        names = entries[:-1] if len(entries) > 1 else entries
        if isinstance(node, MappingNode) or not names or not all(isinstance(name, ScalarNode) for name in names):
            _refuse(node, "`!ENV` takes a name, or a list of names and a value for where none of them is set")
        for name in names:
            if (said := self._environment.get(name.value)) is not None:
                tag = str(self._resolver.resolve(ScalarNode, said, (True, False)))  # type: ignore[no-untyped-call]
                found = ScalarNode(tag, said, node.start_mark, node.end_mark)
                return self._scalar(found) if tag in _PLAIN else said
        return self.value(entries[-1], at) if len(entries) > 1 else None


def _as_written(tag: str) -> str:
    return f"!!{tag.removeprefix(_YAML)}" if tag.startswith(_YAML) else tag


def _refuse(node: Node, message: str) -> NoReturn:
    raise Unreadable(node.start_mark.line + 1, node.start_mark.column + 1, message)
