"""A new item as text: what it needs, and remarks that say what else it may hold, all from the model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from cxsite.edit.assign import order_of
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.shape import FieldShape, Leaf, Many, Record, Shape, fields_of
from cxsite.syntax.edits import with_edits
from cxsite.syntax.rewrite import set_value
from cxsite.syntax.values_as_yaml import Raw

_MOST = 10
_EVERYWHERE = ("summary", "visibility", "owner")
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A field that a new item needs: what it means, the words that it may hold (none: any), and what it holds unless
    somebody says another value."""

    field: str
    meaning: str
    choices: tuple[str, ...]
    default: Raw


def questions(kind: Kind, id_: str, today: dt.date) -> Iterator[Question]:
    """What has to be known of a new item, its title first."""
    for name, field in fields_of(kind.model).items():
        if not field.required or name == "id":
            continue
        default = id_.replace("-", " ").capitalize() if name == "title" else _default(field.shape, name, today)
        choices = field.shape.choices if isinstance(field.shape, Leaf) else ()
        yield Question(name, field.meaning, choices, default)


def item_text(kind: Kind, needed: Mapping[str, Raw], said: Collection[str]) -> str:
    """The fields of a new item as YAML: those that it `needed`, then remarks about others; not about those that are
    `said` anyway."""
    text = "".join(f"# {line}\n" for line in _wrapped(_about(kind)))
    for name, value in needed.items():
        field = fields_of(kind.model)[name]
        if isinstance(field.shape, Leaf) and field.shape.choices:
            text += f"# {name} is {', '.join(field.shape.choices)}\n"
        text += with_edits("", set_value("", (name,), value))
    hints = [name for name in _hints(kind) if name not in needed and name not in said]
    lines = [f"# {name}: {_hint(fields_of(kind.model)[name])}\n" for name in hints]
    return text + "#\n" + "".join(lines)


def shortened(text: str, most: int) -> str:
    """The text with so few remarks about further fields that an address can carry it in `most` characters.

    Its fields are never cut, so the file stays one that the check has nothing against.
    """
    lines = text.splitlines(keepends=True)
    note = "# Further fields: see the content format.\n"
    while len(quote(text)) > most and lines and lines[-1].startswith("# "):
        lines.pop()
        text = "".join((*lines, note))
    return text


def _about(kind: Kind) -> str:
    meaning = " ".join((kind.model.__doc__ or "").split())
    return f"{meaning} Lines that begin with a # are remarks: take it away, and write the value."


def _hints(kind: Kind) -> list[str]:
    """The fields that are worth a remark: a few that every item has, then the first ones of the kind."""
    own = [name for name in order_of(kind.model) if name not in fields_of(Item)]
    return [*_EVERYWHERE[:2], *own[:_MOST], *_EVERYWHERE[2:]]


def _hint(field: FieldShape) -> str:
    shape = field.shape.entry if isinstance(field.shape, Many) else field.shape
    words = f" ({', '.join(shape.choices)})" if isinstance(shape, Leaf) and shape.choices else ""
    meaning = field.meaning.rstrip(".") + words
    return meaning if len(meaning) < _WIDTH else meaning[: meaning.rfind(" ", 0, _WIDTH)] + " …"


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def _default(shape: Shape, name: str, today: dt.date) -> Raw:
    """A value that a needed field may hold: the first of its words, the middle of a scale, today."""
    if isinstance(shape, Many):
        return [_default(shape.entry, name, today)]
    if isinstance(shape, Record):
        return {
            inner: _default(field.shape, inner, today)
            for inner, field in fields_of(shape.model).items()
            if field.required
        }
    if not isinstance(shape, Leaf):
        return {}
    if shape.choices:
        return shape.choices[0]
    if shape.type is dt.date or shape.is_period:
        return today.isoformat()
    if shape.type in (int, float):
        return "3"
    if shape.ref is not None and shape.ref.vocabulary == "risk_categories":
        return "strategic"
    return "first" if name == "id" else "The first one"


def as_file(text: str, *, markdown: bool) -> str:
    """The text of a file of its own."""
    return f"---\n{text}---\n\n" if markdown else text


def as_entry(text: str, id_: str, indent: int) -> str:
    """The text as an entry in the file of its kind."""
    return f"{id_}:\n" + "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))
