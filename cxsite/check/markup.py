"""Markup in a body that would run, or load something, in a reader's browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cxsite.model.body import DEFINITION

Unsafe = tuple[int, int, str, str]
"""Offset, length, what is wrong, what would be right."""

_ACTIVE = r"script|style|iframe|frame|object|embed|applet|form|base|meta|link|svg|math|template|noscript|portal"
_ACTIVE_TAG = re.compile(rf"<(?:{_ACTIVE})(?![\w-])[^>]*>?", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-zA-Z][^>]*?[\s/\"'](?P<name>on[a-z]{3,})\s*=[^>]*>?", re.IGNORECASE)
# `{: … }` gives attributes to what stands before it; `/// html | tag` makes an element of any name.
_ATTRIBUTES = re.compile(
    r"\{:?[^{}\n]*?(?P<name>\bon[a-z]{3,}|\bhref|\bsrc|\bsrcdoc|\bstyle|\baction)\s*=[^{}\n]*\}", re.IGNORECASE
)
_BLOCK = re.compile(
    rf"^/{{3,}}\s*html\s*\|\s*(?:{_ACTIVE})\b.*$|^ {{4}}attrs:.*\bon[a-z]+.*$", re.IGNORECASE | re.MULTILINE
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\ufeff]")
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*\s*$|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.M | re.S
)
SAFE_SCHEMES = frozenset({"https", "http", "mailto"})


def scheme_of(address: str) -> str:
    """The scheme that a browser reads in an address, however it is written; empty for a relative one."""
    found = _SCHEME.match(_INVISIBLE.sub("", html.unescape(address)))
    return found[1].lower() if found else ""


def active_markup(body: str) -> Iterator[Unsafe]:
    """Elements, handlers and attributes in a body that are more than text; what stands in code is shown, not run."""
    if not any(mark in body for mark in ("<", "{", "]:", "///")):
        return
    plain = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    for match in _ACTIVE_TAG.finditer(plain):
        yield match.start(), len(match[0]), f"`{match[0][:30]}` is no text", "write Markdown, or show it as `code`"
    for pattern in (_HANDLER, _ATTRIBUTES):
        for match in pattern.finditer(plain):
            message = f"`{match['name']}` would do something in a reader's browser"
            yield match.start(), len(match[0]), message, "leave it out"
    for match in _BLOCK.finditer(plain):
        yield match.start(), len(match[0]), "a block of HTML that is no text", "write Markdown"
    for match in DEFINITION.finditer(plain):
        scheme = scheme_of(match["target"])
        if scheme and scheme not in SAFE_SCHEMES:
            yield match.start(), len(match[0]), f"`{scheme}:` is no web address", "use https, http or mailto"
