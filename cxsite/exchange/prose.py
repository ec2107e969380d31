"""Descriptions of other tools as clean Markdown: from HTML, from Jira's wiki markup, from Markdown, from plain text.

What names people goes, and so do images (they lie elsewhere) and links that lead nowhere outside. What a site could
not publish then is kept as plain text.
"""

from __future__ import annotations

import re
from typing import Literal

from cxsite.exchange.people import without_people
from cxsite.exchange.wiki import wiki_as_markdown
from cxsite.markdown.refusals import judge
from cxsite.model.link_grammar import escape_markdown

Markup = Literal["plain", "markdown", "html", "wiki"]

_FENCE = re.compile(r"(^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<words>[^\]\n]*)\]\([^)\n]*\)(?:\{[^}\n]*\})?")
_LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]\n]|\\.)*)\]\((?P<to><[^>\n]*>|[^)\s]*)(?:\s+\"[^\"\n]*\")?\)")
_OURS = re.compile(r"\[\[(?P<inside>[^\]\n]*)\]\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->|<!--|<![A-Za-z][^>]*>|<\?[^>]*>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK = re.compile(r"^(?P<gap>[ \t]*)(?=/{3,})", re.MULTILINE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_LOOKS_HTML = re.compile(r"</(?:p|div|ul|ol|li|span|h[1-6]|table|b|strong|em|a)>|<br\s*/?>", re.IGNORECASE)
_LOOKS_WIKI = re.compile(
    r"^(?:h[1-6]\. |\|\|.*\|\||bq\. )|\{(?:code|quote|noformat|panel|color)[:}]|\[~|\{\{", re.MULTILINE
)
_CUSTOM = re.compile(r"\b[a-z][\w.]*@[0-9a-f]{6,8}\b|^[A-Z]\w+@[0-9a-f]{6,8}$")


def as_markdown(text: str, markup: Markup) -> str:
    """A description as Markdown that a site may publish, its ends stripped. Plain text that is HTML or wiki markup is
    read as that."""
    text = text.replace("\u00a0", " ").strip()
    if not text:
        return ""
    if markup == "html" or (markup == "plain" and _LOOKS_HTML.search(text)):
        found = _from_html(text)
    elif markup == "wiki" or (markup == "plain" and _LOOKS_WIKI.search(text)):
        found = wiki_as_markdown(without_people(text))
    else:
        found = text
    found = _clean(without_people(found))
    if judge(found):
        found = escape_markdown(as_text(text))
        found = "" if judge(found) else found
    return found


def as_text(text: str) -> str:
    """A text of one field: without people, markup of HTML and objects of programs, in one piece."""
    if _LOOKS_HTML.search(text):
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return without_people(_CUSTOM.sub("", text.replace("\u00a0", " "))).strip()


def in_one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(as_text(text).split())


def _from_html(text: str) -> str:
    # Only who imports needs the converters, and they take their time to load.
    from justhtml import JustHTML
    from markdownify import ATX, markdownify

    safe = JustHTML(text, fragment=True).to_html(pretty=False)
    made: str = markdownify(safe, heading_style=ATX, bullets="-", escape_misc=True, strip=["img"])
    return made


def _clean(text: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _FENCE.finditer(text):
        parts += [_clean_prose(text[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_clean_prose(text[end:]))
    joined = "".join(parts)
    joined = re.sub(r"(?<!\s)[ \t]+$", lambda m: "  " if len(m[0]) == 2 else "", joined, flags=re.MULTILINE)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", joined).strip()


def _clean_prose(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub("  \n", text))
    text = _IMAGE.sub("", text)
    text = _LINK.sub(_outward, text)
    text = _OURS.sub(lambda m: f"\\[\\[{m['inside']}\\]\\]", text)
    text = re.sub(r"^----+$", "\n---\n", text, flags=re.MULTILINE)
    return _BLOCK.sub(lambda m: m["gap"] + "\\", text)


def _outward(match: re.Match[str]) -> str:
    """A link to the web stays; of any other its words."""
    target = match["to"].strip("<>")
    if not _WEB.match(target):
        return match["words"]
    return f"[{match['words']}]({target.replace(' ', '%20')})"
