"""What a field holds, in the words of the people who fill it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from cxsite.model.declare import Declared, Ref
from cxsite.model.kinds import BY_NAME
from cxsite.model.period import Period
from cxsite.model.scalars import Age, Bool, Date, Id, PageOrUrl, Share, Url
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Shape, Table

_SORTS: tuple[tuple[Any, str], ...] = (
    (Id, "an id"),
    (Age, "a span of time"),
    (Url, "a web address"),
    (PageOrUrl, "a page of `pages/` or a web address"),
    (Date, "a day"),
    (Period, "a period"),
    (Share, "a share"),
    (Bool, "yes or no"),
)
_PLAIN = {str: "a text", float: "a number", int: "a whole number", object: "anything"}
_LIMITS = (
    ("at least", ("ge", "minimum")),
    ("more than", ("gt", "exclusiveMinimum")),
    ("at most", ("le", "maximum")),
    ("less than", ("lt", "exclusiveMaximum")),
)
_POINTS = {"pain_point": "pain-point", "touchpoint": "touchpoint"}


def part_title(model: type[Declared]) -> str:
    """The name of a part as a heading: `Pain point`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).capitalize()


def anchor(title: str) -> str:
    """The anchor of a heading."""
    return title.lower().replace(" ", "-")


def field_sort(declared: FieldShape) -> str:
    """What a field holds, with what it holds where it is not written."""
    shape = declared.shape
    said = "the name of a CSV file" if declared.csv and isinstance(shape, Record) else sort(shape)
    if declared.csv and not isinstance(shape, Record):
        said += ", or the name of a CSV file"
    return said + _default(declared)


def sort(shape: Shape) -> str:
    """What a value of this shape is."""
    if isinstance(shape, Leaf):
        return _leaf(shape)
    if isinstance(shape, Many):
        return f"a list, each {sort(shape.entry)}"
    if isinstance(shape, Table):
        return f"a mapping: {sort(shape.key)} → {sort(shape.entry)}"
    if isinstance(shape, Either):
        return f"{sort(shape.one)}, or {sort(shape.each)}"
    title = part_title(shape.model)
    link = f"a part [{title.lower()}](#{anchor(title)})"
    return f"a text, or {link}" if shape.or_text else link


def _leaf(leaf: Leaf) -> str:
    if leaf.ref is not None:
        return _reference(leaf.ref)
    if leaf.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in leaf.choices)
    if leaf.asset:
        return "the name of a file in `assets/`"
    if leaf.level_name:
        return "a level"
    said = TypeAdapter(leaf.annotation).json_schema()
    limits = _limits(said)
    plain = {name: value for name, value in said.items() if name not in _LIMIT_NAMES}
    named = next((words for of, words in _SORTS if TypeAdapter(of).json_schema() == plain), "")
    return (named or _PLAIN[leaf.type]) + (f", {limits}" if limits else "")


def _reference(ref: Ref) -> str:
    if ref.vocabulary is not None:
        return f"an entry of `{ref.vocabulary}` in roadmap.yml"
    if ref.qualified:
        return " or ".join(f"`{kind}:id`" for kind in ref.kinds)
    (kind,) = ref.kinds
    if kind in _POINTS:
        name = _POINTS[kind].replace("-", " ")
        return f"the id of a {name} of this journey" if ref.local else f"a {name}, as `journey/{_POINTS[kind]}`"
    return f"an id from [{BY_NAME[kind].plural}](#{anchor(BY_NAME[kind].title)})"


_LIMIT_NAMES = {name for _, names in _LIMITS for name in names}


def _limits(said: Mapping[str, Any]) -> str:
    found = {words: value for words, names in _LIMITS for name in names if (value := said.get(name)) is not None}
    if set(found) == {"at least", "at most"}:
        return f"{found['at least']:g} to {found['at most']:g}"
    return " and ".join(f"{words} {value:g}" for words, value in found.items())


def _default(declared: FieldShape) -> str:
    value = declared.default
    if isinstance(value, bool) or value is None or value == "":
        return ""
    if isinstance(value, str | int | float):
        return f"; without it `{value:g}`" if isinstance(value, float) else f"; without it `{value}`"
    if isinstance(value, tuple) and value and all(isinstance(entry, str) for entry in value):
        return "; without it " + ", ".join(f"`{entry}`" for entry in value)
    if isinstance(value, Mapping) and value and all(isinstance(entry, str) for entry in value.values()):
        return "; without it " + ", ".join(f"`{key}: {entry}`" for key, entry in value.items())
    return ""
