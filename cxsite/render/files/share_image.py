"""The picture that stands beside a link to the site elsewhere: the roadmap's own, else one that is drawn.

The drawn one has the title, the site's day and a block for each initiative of the board, in the colour of its status:
what every reader of the site sees first. It has no words where the font has not all of their letters.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.render.address import asset_address
from cxsite.render.pages.board import Column, columns
from cxsite.render.site import Site
from cxsite.render.site_sections import SHARED

if TYPE_CHECKING:
    # Few sites have a picture drawn; the others need not wait for what draws.
    from PIL import ImageDraw, ImageFont

SIZE = (1200, 630)
_EDGE, _TOP = 64, 330
_PAPER, _INK, _MUTED, _SOFT = "#ffffff", "#1f2433", "#525c6e", "#eef1f6"
_COLOURS = {
    "in-progress": "#2f46b5",
    "pilot": "#0f6b6b",
    "planned": "#8f9aad",
    "idea": "#b9a3d6",
    "paused": "#b4761b",
    "shipped": "#1b6b3a",
}
_MOST = 6
"""So many blocks of a column fit."""
_NOT_THERE = "\uffff"


def share_image(site: Site) -> dict[str, Callable[[], bytes]]:
    """What draws the picture by its place; nothing where nobody could find it, or the roadmap has its own."""
    if not site.view.site_url or site.view.charter.share_image:
        return {}
    return {SHARED: lambda: _drawn(site)}


def shared_address(site: Site) -> str:
    """Where the picture stands in the site; empty where there is none."""
    own = site.view.charter.share_image
    if not site.view.site_url:
        return ""
    return asset_address(own) if own else SHARED


def _drawn(site: Site) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 14), fill=_COLOURS["in-progress"])
    title = _wrapped(site.view.site_name, 66, SIZE[0] - 2 * _EDGE)
    for number, line in enumerate(title[:2]):
        draw.text((_EDGE, 60 + number * 84), line, font=_font(66), fill=_INK)
    said = site.words.fill("as_of", day=site.formats.day(site.view.today))
    if _has_all(said):
        draw.text((_EDGE, 70 + 84 * min(len(title), 2)), said, font=_font(30), fill=_MUTED)
    _board(site, draw, columns(site))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _board(site: Site, draw: ImageDraw.ImageDraw, found: Sequence[Column]) -> None:
    if not found:
        return
    width = (SIZE[0] - 2 * _EDGE - (len(found) - 1) * 20) // len(found)
    for number, column in enumerate(found):
        left = _EDGE + number * (width + 20)
        draw.rounded_rectangle((left, _TOP, left + width, SIZE[1] - 24), 12, fill=_SOFT)
        name = site.words.of("horizon", column.horizon)
        if _has_all(name):
            draw.text((left + 16, _TOP + 10), name, font=_font(26), fill=_INK)
        for place, item in enumerate(column.items[:_MOST]):
            top = _TOP + 54 + place * 35
            colour = _COLOURS.get(item.status, _MUTED)
            draw.rounded_rectangle((left + 16, top, left + width - 16, top + 26), 6, fill=colour)


def _wrapped(text: str, size: int, width: int) -> list[str]:
    """A text in lines that fit; of a longer one the first two, and that it goes on. Nothing without its letters."""
    if not _has_all(text):
        return []
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines[1] = f"{lines[1]} …"
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The bold font of MkDocs' own theme, which is here wherever a site is built; else the one of the library."""
    from PIL import ImageFont

    spec = find_spec("mkdocs")
    for folder in spec.submodule_search_locations or () if spec is not None else ():
        path = Path(folder) / "themes" / "readthedocs" / "css" / "fonts" / "lato-bold.woff"
        if path.is_file():
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)


def _has_all(text: str) -> bool:
    """Whether the font has all letters of a text, which run from left to right."""
    font = _font(20)
    missing = bytes(font.getmask(_NOT_THERE))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(text))
