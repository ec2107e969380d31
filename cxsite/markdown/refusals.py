"""Whether a text may be published, judged by the HTML that it becomes, as a browser reads that."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cxsite.markdown.allowed import refused_link
from cxsite.markdown.bounds import too_much


class Refusal(NamedTuple):
    """Why a text can't be published: what is wrong, what would be right, and a piece of source to look for."""

    message: str
    help: str
    hint: str = ""


@lru_cache(maxsize=8192)
def judge(text: str) -> tuple[Refusal, ...]:
    """Everything in a text of Markdown that a site may not hold, in the order of the page; empty where it may.

    What is refused as too much is not looked at further, so the time is bounded.
    """
    found = tuple(Refusal(problem.message, problem.help) for problem in too_much(text))
    if found or is_harmless(text):
        return found
    # Most checks come so far with no text, and need not wait for two parsers to be loaded.
    from cxsite.markdown.html_refusals import refused_of_html

    return refused_of_html(text)


def is_harmless(text: str) -> bool:
    """Whether a text holds no sign with which an element, an attribute, a block or a link could begin, but code and
    links of the plainest form, to where a link may lead. Most texts are so, and need not be made into HTML."""
    if "[" not in text and "`" not in text:
        return not any(sign in text for sign in _SIGNS)
    rest = _HEADING.sub("", _LINK.sub(_without_link, _CODE.sub("", text)))
    # The words of another heading may make a name that belongs to the theme.
    return not any(sign in rest for sign in (*_SIGNS, "#")) and not _UNDERLINE.search(rest)


def _without_link(match: re.Match[str]) -> str:
    return match[0] if refused_link(match["address"]) else ""


_CODE = re.compile(r"(?<!`)`[A-Za-z0-9][A-Za-z0-9 ./-]*`(?!`)")
_HEADING = re.compile(r"^#{1,6} (?=[A-Za-z0-9])", re.MULTILINE)
_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
# A label of words, and an address in which nothing is emphasis, a title or an address of its own.
_LINK = re.compile(
    r"(?<![!\\\[\]^])\[[^\W_](?:[^\W_]|[ ,.@’-])*[^\W_]\]"
    r"\((?P<address>(?:[a-z-]+:)?[A-Za-z0-9/.#@-]+)\)(?![\[(:])"
)
_SIGNS = ("<", "[", "{", "`", "~", "&", "\\", "_", "///", "ftp:", "\n:")
