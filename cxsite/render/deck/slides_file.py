"""A deck as a file of PowerPoint: native titles, texts, tables, charts and shapes, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.render.deck.deck import Chart, Deck, Lines, Sheet, Table, Timeline
from cxsite.render.deck.shapes import Box, Look, add_chart, add_lines, add_table, add_text, add_timeline, describe

_WIDTH, _HEIGHT, _EDGE = 13.333, 7.5, 0.5
_TITLE, _TOP, _FOOT, _GAP = 0.75, 1.2, 6.95, 0.15
_TITLE_ONLY, _TITLE_SLIDE = 5, 0
_FIXED = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def as_slides(deck: Deck) -> bytes:
    """The file. Raises `CxsiteError` where the extra `pptx` is not installed."""
    pptx = _pptx()
    book = pptx.Presentation()
    _strip(book)
    _widen(book, pptx)
    look = Look(deck.language)
    number, all_ = 1, len(deck.sheets) + 1
    _first(book, deck, look, deck.of.format(n=number, all=all_))
    for sheet in deck.sheets:
        number += 1
        _slide(book, deck, sheet, look, deck.of.format(n=number, all=all_))
    _say(book.core_properties, deck)
    written = io.BytesIO()
    book.save(written)
    return _steady(written.getvalue(), deck.day)


def _pptx() -> Any:
    try:
        import pptx
    except ImportError:
        raise CxsiteError("slides need the extra `pptx`: pip install 'cxsite[pptx]'; PDF needs a Chromium") from None
    return pptx


def _strip(book: Any) -> None:
    """Leave out what the library's template brings along: the picture of its first slide, a printer's settings."""
    for relations in (book.part.package._rels, book.part.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(("thumbnail", "printerSettings"))]:
            relations.pop(name)


def _widen(book: Any, pptx: Any) -> None:
    """Give the library's own template, which is 4:3, the shape of today's screens."""
    factor = pptx.util.Inches(_WIDTH) / book.slide_width
    book.slide_width, book.slide_height = pptx.util.Inches(_WIDTH), pptx.util.Inches(_HEIGHT)
    for place in (book.slide_master, *book.slide_layouts):
        for shape in place.shapes:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * factor), int(shape.width * factor)


def _title(slide: Any, text: str, box: Box, size: float, look: Look) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = box.emu
    title.text_frame.text = text
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    look.write(title.text_frame, size, bold=True)


def _first(book: Any, deck: Deck, look: Look, place: str) -> None:
    slide = book.slides.add_slide(book.slide_layouts[_TITLE_SLIDE])
    wide = _WIDTH - 2 * _EDGE
    _title(slide, deck.title, Box(_EDGE, 1.6, wide, 1.6), 40, look)
    below = slide.placeholders[1]
    below.left, below.top, below.width, below.height = Box(_EDGE, 3.3, wide, 2.6).emu
    below.text_frame.margin_left = below.text_frame.margin_right = 0
    below.text_frame.text = "\n".join(deck.subtitle)
    look.write(below.text_frame, 20)
    _ends(slide, deck, look, place, ())


def _slide(book: Any, deck: Deck, sheet: Sheet, look: Look, place: str) -> None:
    slide = book.slides.add_slide(book.slide_layouts[_TITLE_ONLY])
    wide = _WIDTH - 2 * _EDGE
    _title(slide, sheet.title, Box(_EDGE, 0.3, wide, _TITLE), 26, look)
    room = _FOOT - _TOP - _GAP * len(sheet.blocks)
    top, whole = _TOP, sum(share for _, share in sheet.blocks)
    for block, share in sheet.blocks:
        box = Box(_EDGE, top, wide, room * share / whole)
        match block:
            case Lines():
                add_lines(slide, block, box, look)
            case Table():
                add_table(slide, block, box, look)
            case Chart():
                add_chart(slide, block, box, look)
            case Timeline():
                add_timeline(slide, block, box, look)
        top += box.height + _GAP
    _ends(slide, deck, look, place, sheet.notes)


def _ends(slide: Any, deck: Deck, look: Look, place: str, notes: Any) -> None:
    """What stands at the foot of a slide, and its notes: for whom it is, as of when, which of all."""
    number = 1.5
    first, last = (_EDGE + number, _EDGE) if look.mirrored else (_EDGE, _WIDTH - _EDGE - number)
    foot = add_text(slide, deck.foot, Box(first, _FOOT, _WIDTH - 2 * _EDGE - number, 0.4), 10, look)
    describe(foot, "foot", "")
    describe(add_text(slide, place, Box(last, _FOOT, number, 0.4), 10, look, end=True), "number", "")
    slide.notes_slide.notes_text_frame.text = "\n".join([*notes, deck.foot])


def _say(said: Any, deck: Deck) -> None:
    """The file's own properties, with the audience's level, and nothing of the library's template."""
    day = dt.datetime.combine(deck.day, dt.time())
    said.title, said.subject, said.category = deck.title, deck.foot, deck.audience
    said.keywords, said.language, said.content_status = deck.audience, deck.language, ""
    said.author, said.last_modified_by, said.comments = "cxsite", "cxsite", ""
    said.created = said.modified = day
    said.revision = 1


def _steady(data: bytes, day: dt.date) -> bytes:
    """The same archive without a clock in it; workbooks behind charts are archives in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = _steady(content, day)
            elif name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + day.isoformat().encode() + rb"T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, content)
    return written.getvalue()
