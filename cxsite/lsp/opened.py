"""A file of content as an editor shows it: of which item it is, and what stands at a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from cxsite.lsp.cursor import Cursor, cursor_at, written_at
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.kinds import BY_FOLDER
from cxsite.model.roadmap import PAGE, ROADMAP, ROADMAP_KEY, Key, Page
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Path, Record, Shape, Table, fields_of
from cxsite.syntax.source_text import Lines, Parts, split


@dataclass(frozen=True, slots=True)
class Here:
    """A place in an item: its key, its class, the way to the place, and what is typed there where it is a value or the
    name of a field."""

    key: Key
    model: type[Declared]
    cursor: Cursor

    @property
    def at(self) -> Path:
        """The place in the item."""
        return self.cursor.at


@dataclass(frozen=True)
class Opened:
    """A file: its path as findings tell it, the content folder that it lies in, and its text."""

    path: str
    folder: str
    text: str

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text)

    @cached_property
    def parts(self) -> Parts:
        """Its fields and its body."""
        return split(self.text, markdown=self.path.endswith(".md"))

    @cached_property
    def first_line(self) -> int:
        """The line, from 0, at which its fields begin."""
        return self.lines.place(self.parts.yaml_start)[0]

    @cached_property
    def fields(self) -> list[str]:
        """The lines of its fields."""
        return self.parts.yaml.split("\n")

    @cached_property
    def owner(self) -> tuple[Key, type[Declared], bool] | None:
        """The item that it is, its class, and whether it is a file of all items of a kind, each below its id; None for
        a file that is none of these."""
        place = PurePosixPath(self.path).relative_to(self.folder) if self.folder else PurePosixPath(self.path)
        if place.suffix not in (".md", ".yml", ".yaml"):
            return None
        if len(place.parts) == 1:
            if place.stem == ROADMAP:
                return ROADMAP_KEY, Charter, False
            kind = BY_FOLDER.get(place.stem)
            return ((kind.name, ""), kind.model, True) if kind is not None else None
        if place.parts[0] == "pages":
            return (PAGE, PurePosixPath(*place.parts[1:]).with_suffix("").as_posix()), Page, False
        kind = BY_FOLDER.get(place.parts[0])
        return ((kind.name, place.stem), kind.model, False) if kind is not None and len(place.parts) == 2 else None

    def here(self, line: int, column: int) -> Here | None:
        """What stands at a line and column (from 0) of its fields; None outside of them."""
        number = line - self.first_line
        if self.owner is None or not 0 <= number < max(len(self.fields), 1) or self.in_body(line):
            return None
        cursor = cursor_at(self.fields, number, column)
        if cursor is None:
            return None
        return self._of_item(cursor)

    def name_at(self, line: int, column: int) -> tuple[Key, Path] | None:
        """The field whose name stands at a place: its item and its place in it."""
        if self.owner is None or self.in_body(line):
            return None
        at = written_at(self.fields, line - self.first_line, column)
        if at is None:
            return None
        key, _, is_mapping = self.owner
        if not is_mapping:
            return key, at
        return ((key[0], str(at[0])), at[1:]) if at else None

    def in_body(self, line: int) -> bool:
        """Whether a line is one of the body."""
        return bool(self.path.endswith(".md") and line >= self.body_line)

    @cached_property
    def body_line(self) -> int:
        """The line at which its body begins, from 0; behind the last one where it has none."""
        closed = self.parts.closed and self.path.endswith(".md")
        end = self.lines.place(self.parts.yaml_start + len(self.parts.yaml))[0]
        return end if closed else len(self.lines)

    def _of_item(self, cursor: Cursor) -> Here | None:
        assert self.owner is not None
        key, model, is_mapping = self.owner
        if not is_mapping:
            return Here(key, model, cursor)
        if not cursor.at:
            return None
        inner = Cursor(cursor.at[1:], *(getattr(cursor, name) for name in _REST))
        return Here((key[0], str(cursor.at[0])), model, inner)


_REST = ("is_key", "text", "whole", "start", "end", "beside", "bare")


def field_at(model: type[Declared], at: Path) -> FieldShape | None:
    """The innermost field that a place lies in."""
    found: FieldShape | None = None
    shape: Shape = Record(model)
    for step in at:
        inner = _step(shape, step)
        if inner is None:
            return found
        if isinstance(inner, FieldShape):
            found, shape = inner, inner.shape
        else:
            shape = inner
    return found


def shape_at(model: type[Declared], at: Path) -> Shape | None:
    """What may stand at a place; None where nothing may."""
    shape: Shape = Record(model)
    for step in at:
        inner = _step(shape, step)
        if inner is None:
            return None
        shape = inner.shape if isinstance(inner, FieldShape) else inner
    return shape


def record_at(model: type[Declared], at: Path) -> type[Declared] | None:
    """The class whose fields stand at a place."""
    shape = shape_at(model, at)
    if isinstance(shape, Many):
        # One entry may stand without its list.
        shape = shape.entry
    return shape.model if isinstance(shape, Record) else None


def leaf_at(model: type[Declared], at: Path) -> Leaf | None:
    """The sort of scalar that may stand at a place."""
    shape = shape_at(model, at)
    if isinstance(shape, Many):
        shape = shape.entry
    if isinstance(shape, Either):
        shape = shape.one
    return shape if isinstance(shape, Leaf) else None


def _step(shape: Shape, step: str | int) -> Shape | FieldShape | None:
    if isinstance(shape, Many):
        return shape.entry if isinstance(step, int) else _step(shape.entry, step)
    if isinstance(shape, Record):
        fields = fields_of(shape.model)
        return fields.get(step) if isinstance(step, str) else None
    if isinstance(shape, Table):
        return shape.entry
    if isinstance(shape, Either):
        return shape.each.entry if isinstance(step, str) else None
    return None
