"""Python-Markdown without asking patterns that can't match: each of those that we know needs a sign, and most texts
have none of them. A converter with any other pattern is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import markdown
from markdown.util import AtomicString

_MAY_BE_A_LINK = re.compile(r"://|www\.", re.IGNORECASE)
_SIGNS: dict[str, Callable[[str], object]] = {
    "BacktickInlineProcessor": lambda text: "`" in text,
    "EscapeInlineProcessor": lambda text: "\\" in text,
    "FootnoteInlineProcessor": lambda text: "[^" in text,
    "ReferenceInlineProcessor": lambda text: "[" in text,
    "LinkInlineProcessor": lambda text: "[" in text,
    "ImageInlineProcessor": lambda text: "![" in text,
    "ImageReferenceInlineProcessor": lambda text: "![" in text,
    "ShortReferenceInlineProcessor": lambda text: "[" in text,
    "ShortImageReferenceInlineProcessor": lambda text: "![" in text,
    "MagiclinkAutoPattern": lambda text: "<" in text,
    "AutomailInlineProcessor": lambda text: "<" in text,
    "SubstituteTagInlineProcessor": lambda text: "  \n" in text,
    "MagiclinkPattern": _MAY_BE_A_LINK.search,
    "MagiclinkMailPattern": lambda text: "@" in text,
    # Of elements, and of entities.
    "HtmlInlineProcessor": lambda text: "<" in text or "&" in text,
    # Of emphasis, and of what is crossed out.
    "DelimiterProcessor": lambda text: "*" in text or "_" in text or "~" in text,
}
"""Whether a text has what the patterns of a class need."""


def quicken_inline(converter: markdown.Markdown) -> bool:
    """Let a converter ask only those patterns for a text that may match; whether it does."""
    inline: Any = converter.treeprocessors["inline"]
    patterns = tuple(converter.inlinePatterns)
    names = [type(pattern).__name__ for pattern in patterns]
    if not _SIGNS.keys() >= set(names):
        return False
    signs = tuple(_SIGNS[name] for name in names)
    apply, count = inline._InlineProcessor__applyPattern, len(patterns)

    def handle(text: str, place: int = 0) -> str:
        """What `__handleInline` there does."""
        if isinstance(text, AtomicString):
            return text
        start = 0
        while place < count:
            matched = False
            if start or signs[place](text):
                text, matched, start = apply(patterns[place], text, place, start)
            if not matched:
                place += 1
        return text

    inline._InlineProcessor__handleInline = handle
    return True
