"""The shape of the model, read once from its declarations: what loading, projection and documentation walk."""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cxsite.model.declare import (
    Asset,
    CsvFile,
    Declared,
    FieldLevel,
    LevelName,
    OrText,
    Ref,
    Wordable,
)
from cxsite.model.period import Period


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar. `type` is its Python type, `choices` the allowed words of an enumeration."""

    type: type
    annotation: Any
    ref: Ref | None = None
    choices: tuple[str, ...] = ()
    wordable: bool = False
    asset: bool = False
    level_name: bool = False

    @property
    def is_period(self) -> bool:
        """Whether this is a plan, which lesser audiences see less precisely."""
        return self.type is Period


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    entry: Shape


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys are data (ids, levels), not fields."""

    key: Leaf
    entry: Shape


@dataclass(frozen=True, slots=True)
class Record:
    """A part: a mapping of declared fields; `or_text` where a bare text may stand for it."""

    model: type[Declared]
    or_text: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One scalar or one mapping."""

    one: Leaf
    each: Table

    def of(self, value: object) -> Leaf | Table:
        """The shape that `value` has."""
        return self.each if isinstance(value, dict) else self.one


Shape = Leaf | Many | Table | Record | Either


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One declared field: its name, its least level, whether it is required, its meaning and its shape."""

    name: str
    level: FieldLevel
    parts: FieldLevel
    required: bool
    default: Any
    meaning: str
    shape: Shape
    csv: bool
    consumed: bool
    example: str

    @property
    def wordable(self) -> bool:
        """Whether `wording` may replace this field's text."""
        return isinstance(self.shape, Leaf) and self.shape.wordable

    @property
    def may_be_empty(self) -> bool:
        """Whether an empty value, as web forms write it, counts as none.

        An empty text of the author is shown as empty; an empty level says nothing of who may see it; and what steers
        who sees what is read as it is written.
        """
        if self.required or (self.consumed and isinstance(self.shape, Table)):
            return False
        return not (isinstance(self.shape, Leaf) and (self.shape.wordable or self.shape.level_name))


@cache
def part_name(model: type[Declared]) -> str:
    """The name of a part in `policy` and `disclose`: `pain_point`, `milestone`, `touchpoint`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()


@cache
def fields_of(model: type[Declared]) -> dict[str, FieldShape]:
    """The fields of a class of the model by name, in the order of their declaration."""
    found: dict[str, FieldShape] = {}
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict), f"{model.__name__}.{name} is not declared with field()"
        found[name] = FieldShape(
            name=name,
            level="internal" if extra["x-level"] == "internal" else "item",
            parts="internal" if extra.get("x-parts") == "internal" else "item",
            required=info.is_required(),
            default=None if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
            meaning=info.description or "",
            shape=_shape(info.annotation, tuple(info.metadata)),
            consumed=extra.get("x-consumed") is True,
            example=str(extra.get("x-example", "")),
            csv=any(isinstance(mark, CsvFile) for mark in info.metadata),
        )
    return found


def _shape(annotation: Any, marks: tuple[Any, ...] = ()) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _shape(inner, (*more, *marks))
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        if len(options) == 1:
            return _shape(options[0], marks)
        one, each = (_shape(option) for option in options)
        assert isinstance(one, Leaf) and isinstance(each, Table)
        return Either(one, each)
    if origin is tuple:
        return Many(_shape(get_args(annotation)[0]))
    if origin is dict:
        key, entry = get_args(annotation)
        leaf = _shape(key)
        assert isinstance(leaf, Leaf)
        return Table(leaf, _shape(entry))
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return Record(annotation, any(isinstance(mark, OrText) for mark in marks))
    if origin is Literal:
        return Leaf(str, annotation, choices=get_args(annotation))
    if annotation is Any:
        return Leaf(object, annotation)
    assert annotation in (str, int, float, bool, dt.date, Period), annotation
    return _leaf(annotation, marks)


def _leaf(python_type: type, marks: tuple[Any, ...]) -> Leaf:
    return Leaf(
        type=python_type,
        annotation=Annotated[(python_type, *marks)] if marks else python_type,
        ref=next((mark for mark in marks if isinstance(mark, Ref)), None),
        wordable=any(isinstance(mark, Wordable) for mark in marks),
        asset=any(isinstance(mark, Asset) for mark in marks),
        level_name=any(isinstance(mark, LevelName) for mark in marks),
    )


def has_address(model: type[Declared]) -> bool:
    """Whether the id of this class is an address, which `wording` may replace: of an item, or a part of a journey."""
    return {"id", "wording"} <= fields_of(model).keys()


def set_fields(value: Declared) -> Iterator[tuple[str, FieldShape]]:
    """The fields that were given, in the order of their declaration (sets have no order of their own)."""
    given = value.model_fields_set
    for name, shape in fields_of(type(value)).items():
        if name in given:
            yield name, shape


Path = tuple[str | int, ...]
"""Where a value stands inside an item: field names, list indices and keys."""


def leaves(model: type[Declared], value: Declared, at: Path = ()) -> list[tuple[Path, Leaf, Any]]:
    """Every scalar that is set inside `value`, with its place; keys of tables come as `(…, key)` leaves."""
    found: list[tuple[Path, Leaf, Any]] = []
    _add_leaves_of(value, at, found)
    return found


def _add_leaves_of(part: Declared, at: Path, found: list[tuple[Path, Leaf, Any]]) -> None:
    for name, shape in _given(type(part), frozenset(part.model_fields_set)):
        value = getattr(part, name)
        if value is not None and value != "":
            _add_leaves(shape, value, (*at, name), found)


@lru_cache(maxsize=8192)
def _given(model: type[Declared], names: frozenset[str]) -> tuple[tuple[str, Shape], ...]:
    """The shapes of the fields of these names, in the order of their declaration. Most items of a kind set the same
    few of many fields."""
    return tuple((name, declared.shape) for name, declared in fields_of(model).items() if name in names)


@cache
def _referring(model: type[Declared]) -> tuple[FieldShape, ...]:
    """The fields in which something is named, in themselves or in a part."""
    return tuple(field for field in fields_of(model).values() if _refers(field.shape))


def _refers(shape: Shape) -> bool:
    if isinstance(shape, Leaf):
        return shape.ref is not None
    if isinstance(shape, Many):
        return _refers(shape.entry)
    if isinstance(shape, Table):
        return _refers(shape.key) or _refers(shape.entry)
    if isinstance(shape, Record):
        return bool(_referring(shape.model))
    return _refers(shape.one) or _refers(shape.each)


def references(model: type[Declared], value: Declared) -> Iterator[tuple[str, Ref, Any]]:
    """Every reference that is set inside `value`: the field of `value` that holds it, what it may name, its text."""
    given = value.model_fields_set
    for field in _referring(model):
        if field.name in given and (found := getattr(value, field.name)):
            for ref, text in _references(field.shape, found):
                yield field.name, ref, text


def _references(shape: Shape, value: Any) -> Iterator[tuple[Ref, Any]]:
    if isinstance(shape, Leaf):
        if shape.ref is not None and value is not None and value != "":
            yield shape.ref, value
    elif isinstance(shape, Many):
        if _refers(shape.entry):
            for entry in value:
                yield from _references(shape.entry, entry)
    elif isinstance(shape, Table):
        for key, entry in value.items():
            yield from _references(shape.key, key)
            yield from _references(shape.entry, entry)
    elif isinstance(shape, Record):
        for _, ref, text in references(shape.model, value):
            yield ref, text
    else:
        yield from _references(shape.of(value), value)


def _add_leaves(shape: Shape, value: Any, at: Path, found: list[tuple[Path, Leaf, Any]]) -> None:
    # Every check walks all values of all items: a list to add to takes half the time of iterators in iterators.
    if isinstance(shape, Leaf):
        found.append((at, shape, value))
    elif isinstance(shape, Many):
        entries = shape.entry
        for index, entry in enumerate(value):
            _add_leaves(entries, entry, (*at, index), found)
    elif isinstance(shape, Table):
        for key, entry in value.items():
            found.append(((*at, key), shape.key, key))
            _add_leaves(shape.entry, entry, (*at, key), found)
    elif isinstance(shape, Record):
        _add_leaves_of(value, at, found)
    else:
        _add_leaves(shape.of(value), value, at, found)


def records(model: type[Declared], value: Declared, at: Path = ()) -> Iterator[tuple[Path, Declared]]:
    """`value` itself and every part inside it, with its place."""
    yield at, value
    for name, shape in set_fields(value):
        if not isinstance(shape.shape, Leaf) and (found := getattr(value, name)):
            yield from _records(shape.shape, found, (*at, name))


def _records(shape: Shape, value: Any, at: Path) -> Iterator[tuple[Path, Declared]]:
    if isinstance(shape, Record):
        yield from records(shape.model, value, at)
    elif isinstance(shape, Many) and not isinstance(shape.entry, Leaf):
        for index, entry in enumerate(value):
            yield from _records(shape.entry, entry, (*at, index))
    elif isinstance(shape, Table) and not isinstance(shape.entry, Leaf):
        for key, entry in value.items():
            yield from _records(shape.entry, entry, (*at, key))
