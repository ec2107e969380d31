"""The links of a text and the names of its parts, as they stand in the HTML that it becomes."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from cxsite.markdown.host_dialect import adapted
from cxsite.markdown.refusals import judge

_HREF = re.compile(r'<a\b[^<>]*?\shref="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')


class Linked(NamedTuple):
    """The addresses to which a text links, in their order, and the names to which others may link in it."""

    addresses: tuple[str, ...]
    names: frozenset[str]


@lru_cache(maxsize=2048)
def linked(text: str) -> Linked | None:
    """What a text links and names; None of one that no site shows."""
    if judge(text):
        return None
    # Many contents link nothing, and need not wait for the parser to be loaded.
    from cxsite.markdown.dialect import to_html

    html = to_html(adapted(text))
    return Linked(tuple(map(unescape, _HREF.findall(html))), frozenset(map(unescape, _ID.findall(html))))
