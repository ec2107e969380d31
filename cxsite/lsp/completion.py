"""What may be typed at a place: fields, values, ids and places with their titles, links and levels in bodies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from cxsite.lsp.opened import Here, Opened, field_at, leaf_at, record_at, shape_at
from cxsite.lsp.studies import Study
from cxsite.model.declare import Declared, Ref
from cxsite.model.kinds import BY_NAME, KINDS
from cxsite.model.period import Period
from cxsite.model.roadmap import ROADMAP
from cxsite.model.scalars import Bool
from cxsite.model.shape import Either, FieldShape, Leaf, Many, Record, Table, fields_of
from cxsite.scaffold.wording import field_sort
from cxsite.syntax.quoting import quote

Sort = Literal["field", "value", "item", "level", "file", "link"]
_LINK = re.compile(r"\]\(\s*<?(?P<typed>[^\s()<>]*)$")
_WIKI = re.compile(r"\[\[(?P<typed>[^\[\]]*)$")
_BLOCK = re.compile(r"^\s*/{3,}\s*(?P<typed>[\w-]*)$")
_PLAIN = re.compile(r"[A-Za-z0-9][\w:/.-]*(?<!:)")
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FROM_PLACE = {"id", "path", "body"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be typed: what it is called, what is written for it in place of the columns `start` to `end`
    of the line, what it means."""

    label: str
    text: str
    start: int
    end: int
    sort: Sort
    detail: str = ""
    meaning: str = ""
    needed: bool = False


def offers(study: Study, opened: Opened, line: int, column: int) -> list[Offer]:
    """What may be typed at a line and column, from 0."""
    if opened.in_body(line):
        return list(_in_body(study, opened, line, column))
    here = opened.here(line, column)
    if here is None or opened.owner is None:
        return []
    found: list[Offer] = []
    if here.cursor.is_key:
        found = list(_fields(study, here))
    if not here.cursor.is_key or here.cursor.bare:
        values = list(_values(study, here))
        if here.cursor.is_key and isinstance(shape_at(here.model, here.at), (Many, Record, Table)):
            values = []
        found += values
    return found


def _fields(study: Study, here: Here) -> Iterator[Offer]:
    shape = shape_at(here.model, here.at)
    if isinstance(shape, Either):
        shape = shape.each
    if isinstance(shape, Table):
        yield from _keys(study, here, shape)
        return
    model = record_at(here.model, here.at)
    for field in fields_of(model).values() if model is not None else ():
        if field.name in here.cursor.beside or _is_from_place(here, model, field):
            continue
        text = f"{field.name}: " if isinstance(field.shape, Leaf | Either) else f"{field.name}:"
        yield Offer(
            field.name,
            text,
            here.cursor.start,
            here.cursor.end,
            "field",
            in_words(field),
            field.meaning,
            field.required,
        )


def _is_from_place(here: Here, model: type[Declared] | None, field: FieldShape) -> bool:
    return not here.at and model is here.model and here.key[0] != ROADMAP and field.name in _FROM_PLACE


def _keys(study: Study, here: Here, table: Table) -> Iterator[Offer]:
    """The keys of a mapping whose keys are data."""
    for offer in _of_leaf(study, here, table.key):
        if offer.text not in here.cursor.beside:
            yield replace(offer, text=f"{offer.text}: " if isinstance(table.entry, Leaf) else f"{offer.text}:")


def _values(study: Study, here: Here) -> Iterator[Offer]:
    field = field_at(here.model, here.at)
    leaf = leaf_at(here.model, here.at)
    if field is not None and field.csv:
        yield from _data_files(study, here)
    if leaf is not None:
        yield from _of_leaf(study, here, leaf, field)


def _of_leaf(study: Study, here: Here, leaf: Leaf, field: FieldShape | None = None) -> Iterator[Offer]:
    start, end = here.cursor.start, here.cursor.end
    if leaf.ref is not None:
        names = _points_here(study, here, leaf.ref) if leaf.ref.local else study.known.of_reference(leaf.ref)
        for name, title in names.items():
            yield Offer(name, _quoted(name), start, end, "item", title)
    elif leaf.level_name:
        for level in study.known.level_names:
            yield Offer(level, level, start, end, "level")
    elif leaf.asset:
        for name in sorted(study.roadmap.assets if study.roadmap is not None else ()):
            yield Offer(name, _quoted(name), start, end, "file")
    elif leaf.choices:
        for choice in leaf.choices:
            yield Offer(choice, _quoted(choice), start, end, "value", needed=field is not None and field.required)
    elif leaf.annotation == Bool or leaf.type is bool:
        for word in ("true", "false"):
            yield Offer(word, word, start, end, "value")
    elif leaf.is_period or leaf.type is dt.date:
        today = study.settings.today
        yield Offer(today.isoformat(), today.isoformat(), start, end, "value", "today")
        if leaf.is_period:
            quarter = str(Period.of(today, "quarter"))
            yield Offer(quarter, quarter, start, end, "value", "this quarter")


def _points_here(study: Study, here: Here, ref: Ref) -> dict[str, str]:
    """The parts of the journey in which something is typed, by their ids in it."""
    begin = f"{here.key[1]}/"
    names = ((name, title) for kind in ref.kinds for name, title in study.known.names.get(kind, {}).items())
    return {name.removeprefix(begin): title for name, title in names if name.startswith(begin)}


def _data_files(study: Study, here: Here) -> Iterator[Offer]:
    """The CSV files beside the item."""
    kind = BY_NAME.get(here.key[0])
    folder = study.settings.content / kind.folder if kind is not None else study.settings.content
    for file in sorted(folder.glob("*.csv")):
        yield Offer(file.name, file.name, here.cursor.start, here.cursor.end, "file")


def _in_body(study: Study, opened: Opened, line: int, column: int) -> Iterator[Offer]:
    left = opened.lines.line(line)[:column]
    if block := _BLOCK.match(left):
        for level in study.known.level_names:
            yield Offer(level, level, block.start("typed"), column, "level", "only these readers see the block")
        return
    link, wiki = _LINK.search(left), _WIKI.search(left)
    typed = link or wiki
    if typed is None or study.roadmap is None or opened.owner is None:
        return
    for kind in KINDS:
        for id_, item in study.roadmap.items.get(kind.name, {}).items():
            address = f"{kind.name}:{id_}" if wiki else f"{_up(opened)}{kind.folder}/{id_}.md"
            yield Offer(address, address, typed.start("typed"), column, "link", item.title)
    for path, page in study.roadmap.pages.items() if link else ():
        address = f"{_up(opened)}pages/{path}.md"
        yield Offer(address, address, typed.start("typed"), column, "link", page.title or path)


def _up(opened: Opened) -> str:
    """The way from the file to the folder of content."""
    depth = opened.path.count("/") - (opened.folder.count("/") + 1 if opened.folder else 0)
    return "../" * max(depth, 0)


def _quoted(text: str) -> str:
    """A text as YAML has it."""
    return text if _PLAIN.fullmatch(text) else quote(text)


def in_words(field: FieldShape) -> str:
    """What a field holds, and for whom it is at least."""
    level = "" if field.level == "item" else f"; {field.level}"
    return _MARKDOWN_LINK.sub(r"\1", field_sort(field)) + level
