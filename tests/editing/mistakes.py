"""Mistakes as editors make them, one at a time, in a small roadmap that has none: made by rule, not by hand.

Each is a change of one file, with the line at which it must be told. What is wrong with a value is made for every
field of its sort, so that no field is special.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from cxsite.load.fields.raw_values import shape_at
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.kinds import BY_FOLDER
from cxsite.model.period import Period
from cxsite.model.roadmap import Page
from cxsite.model.shape import Leaf, Many, Path


@dataclass(frozen=True)
class Mistake:
    """One change: what `files` become (None: gone), and where it must be told: in one of some lines of `path`.

    `touched` is the field, and `item` the file, that may say something else once it is mended as told: all others are
    as they were.
    """

    sort: str
    name: str
    files: Mapping[str, str | None]
    path: str
    lines: range
    touched: str = ""

    @property
    def id(self) -> str:
        """A name for the test."""
        return f"{self.sort}: {self.name}"


@dataclass(frozen=True)
class Value:
    """One scalar of a file: its place in the item, its shape, where it stands (offsets), its line from 1."""

    path: str
    at: Path
    shape: Leaf
    start: int
    end: int
    line: int
    key: tuple[int, int] | None
    key_line: int
    text: str


def model_of(path: str) -> type[Declared]:
    """The class of what a file holds."""
    folder = path.partition("/")[0]
    if path == "roadmap.yml":
        return Charter
    if folder == "pages":
        return Page
    return BY_FOLDER[folder.removesuffix(".yml")].model


def front(path: str, text: str) -> tuple[int, str]:
    """Where the YAML of a file begins, and it."""
    if path.endswith(".md"):
        if not text.startswith("---\n"):
            return 0, ""
        end = text.index("\n---\n", 3)
        return 4, text[4 : end + 1]
    return 0, text


def values(path: str, text: str) -> Iterator[Value]:
    """Every scalar of a file that the model knows."""
    offset, source = front(path, text)
    root = yaml.compose(source, Loader=yaml.BaseLoader) if source.strip() else None
    prefix = 1 if path in {f"{folder}.yml" for folder in BY_FOLDER} else 0
    if root is not None:
        yield from _values(root, (), None, path, text, offset, prefix)


def _values(
    node: yaml.Node, at: Path, key: yaml.Node | None, path: str, text: str, offset: int, prefix: int
) -> Iterator[Value]:
    if isinstance(node, yaml.MappingNode):
        for name, entry in node.value:
            yield from _values(entry, (*at, name.value), name, path, text, offset, prefix)
    elif isinstance(node, yaml.SequenceNode):
        for number, entry in enumerate(node.value):
            yield from _values(entry, (*at, number), key, path, text, offset, prefix)
    else:
        shape = shape_at(model_of(path), at[prefix:])
        if isinstance(shape, Many):
            shape = shape.entry
        start, end = node.start_mark.index + offset, node.end_mark.index + offset
        named = (key.start_mark.index + offset, key.end_mark.index + offset) if key is not None else None
        if isinstance(shape, Leaf):
            line = text.count("\n", 0, start) + 1
            key_line = text.count("\n", 0, named[0]) + 1 if named else line
            yield Value(path, at, shape, start, end, line, named, key_line, node.value)


def sort_of(shape: Leaf) -> str:
    """What a scalar is, in a word."""
    if shape.ref is not None:
        return "entry" if shape.ref.vocabulary else "reference"
    if shape.level_name:
        return "level"
    if shape.choices:
        return "choice"
    if shape.type is Period:
        return "period"
    if shape.type is dt.date:
        return "day"
    if shape.type is bool:
        return "yes or no"
    if shape.type in (int, float):
        return "number"
    return "asset" if shape.asset else "text"
