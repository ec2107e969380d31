"""Pages without their blocks of finished HTML, while Python-Markdown reads them.

It hands such a block on as it is, but only after three parsers have read it, which takes a quarter of a build's time.
"""

from __future__ import annotations

import re

from cxsite.render.stage import StagePage

_STAND_IN = '<div data-cxsite-block="{}"></div>'
_STANDS_IN = re.compile(r'<div data-cxsite-block="(\d+)"></div>')
_ID = re.compile(r'<[^<>]*?\sid="([^"]+)"')
# Anything else may begin a paragraph, which Python-Markdown puts around it.
_BLOCK = re.compile(
    r"<(?:article|aside|details|div|dl|figure|footer|form|h[1-6]|header|nav|ol|p|pre|section|table|ul)[\s>]"
)


def stand_in(name: str) -> str:
    """The element that stands for a block."""
    return _STAND_IN.format(name)


def is_stand_in(part: str) -> bool:
    """Whether a paragraph stands for a block."""
    return _STANDS_IN.fullmatch(part) is not None


def outlined(page: StagePage) -> str:
    """The text of a page with a short element in the place of each block of finished HTML."""
    paragraphs = page.paragraphs()
    numbers = {block: str(number) for number, block in enumerate(_blocks(paragraphs))}
    parts = (stand_in(numbers[part]) if part in numbers else part for part, _ in paragraphs)
    return "\n\n".join(parts) + ("\n" if page.text.endswith("\n") else "")


def filled(html: str, page: StagePage) -> tuple[str, set[str]]:
    """The HTML of an outlined page with its blocks in their places, and the ids in them."""
    blocks = dict(enumerate(_blocks(page.paragraphs())))
    ids = {found for block in blocks.values() for found in _ID.findall(block)}
    return _STANDS_IN.sub(lambda match: blocks.get(int(match[1]), match[0]), html), ids


def _blocks(paragraphs: list[tuple[str, bool]]) -> list[str]:
    return [part for part, is_raw in paragraphs if is_raw and _BLOCK.match(part)]
