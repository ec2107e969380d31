"""Author's text on its way into HTML: one line, escaped once."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

# What neither XML nor YAML lets stand as it is; the control characters also mark Python-Markdown's own place holders.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Spaces that do not break, and narrow ones, are the author's and stay.
_BREAKS = re.compile("[ \t\n\r\x85\u2028\u2029]+")
_SHORT = 200
"""Texts up to so many characters are names and words, which come again."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
# What `escaped` has to change: most texts hold none of it, and asking is cheaper than changing.
_NOT_AS_IT_IS = re.compile("[\x00-\x1f\"&'<>`~\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|  |^ | $")


def one_line(text: str) -> str:
    """The text without characters that no page may hold, every run of spaces and line breaks a single space."""
    return _BREAKS.sub(" ", _UNPRINTABLE.sub(" ", text)).strip(" ")


def escaped(text: str) -> Markup:
    """The text as HTML that shows it as typed, on one line that no Markdown preprocessor takes for its own.

    Fences are found before raw HTML is, so a backtick or a tilde may not stand in a page as it is.
    """
    if not _NOT_AS_IT_IS.search(text):
        return Markup(text)
    return Markup(str(escape(one_line(text))).replace("`", "&#96;").replace("~", "&#126;"))


def prose(text: str) -> Markup:
    """A longer text as paragraphs; an empty line begins a new one."""
    parts = [escaped(part) for part in _PARAGRAPHS.split(_UNPRINTABLE.sub(" ", text))]
    return Markup("".join(f"<p>{part}</p>" for part in parts if part))


class Escapes(dict[str, Markup]):
    """Texts as `escaped` gives them, each made once: names, badges and words come again on every page.

    One site has its own, so that no text stays longer than its View. Long texts come once and are not kept.
    """

    def __missing__(self, text: str) -> Markup:
        made = escaped(text)
        if len(text) <= _SHORT:
            self[text] = made
        return made


def finalizer(escapes: Escapes) -> Callable[[object], str]:
    """What Jinja writes for an expression: texts become one escaped line, finished HTML stays as it is."""

    def finalize(value: object) -> str:
        # The most frequent first, and by their type: to ask a text for `__html__` takes longer than all the rest.
        if type(value) is Markup:
            return value
        if type(value) is str:
            return escapes[value]
        if isinstance(value, str) and not hasattr(value, "__html__"):
            return escaped(value)
        return escape(value)

    return finalize


def html_block(source: str) -> Markup:
    """A run of raw HTML that Markdown leaves alone: no indentation, no empty line inside, one before and after.

    Only for block-level elements. `source` is what a template wrote, so texts in it are single lines.
    """
    # As plain text: each piece of a Markup would be a Markup again, which is slow. The index of the search takes
    # texts without tags; words of neighbouring cells must not become one there.
    apart = str(source).replace("</td><t", "</td>\n<t").replace("</th><t", "</th>\n<t")
    block = "\n".join(filter(None, map(str.strip, apart.splitlines())))
    return Markup(f"\n\n{block}\n\n") if block else Markup("")


def heading(word: str, anchor: str) -> Markup:
    """A section's heading as Markdown, so that engines list it; only for the interface's own words."""
    return Markup(f"\n\n## {word} {{#{anchor}}}\n\n")
