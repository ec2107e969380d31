"""Texts that need quotes in YAML: why, and with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.syntax.phrases import short

_CLOSERS = "”“„’‘»«›‹"
_OPENERS = "“”„«»‘‚‹›"
_BEGINNINGS = {
    "[": "a text can't begin with `[`: that begins a list",
    "{": "a text can't begin with `{`: that begins a mapping",
    "@": "a text can't begin with `@`",
    "`": "a text can't begin with a backtick",
    "%": "a text can't begin with `%`",
    "&": "a text can't begin with `&`: that begins an anchor",
    "*": "a text can't begin with `*`: that begins an alias",
    "!": "a text can't begin with `!`: that begins a tag",
    "|": "a text can't begin with `|` in its own line: that begins a block of text below",
    ">": "a text can't begin with `>` in its own line: that begins a block of text below",
    "]": "a text can't begin with `]`",
    "}": "a text can't begin with `}`",
    ",": "a text can't begin with a comma",
}
_COMMENT = re.compile(r"(?P<text>.*?)(?P<comment>\s+#.*)?")
_COLON = re.compile(r":(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A text that should be quoted: where in the value the reason stands, words, and what follows the text."""

    text: str
    column: int
    length: int
    message: str
    help: str = ""
    rest: str = ""


def quote(text: str) -> str:
    """The text in quotes, as few escapes as can be."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quotable(value: str) -> Iterator[Quotable]:
    """Reasons to put a value, the rest of a line, in quotes; without its comment first."""
    for text, rest in _without_comment(value):
        if not text:
            continue
        if text[0] in _OPENERS and text[-1] in _CLOSERS and len(text) > 2 and ":" in text:
            message = "typographic quotation marks are no quotes, so a colon with a space after it ends a field's name"
            yield Quotable(text[1:-1].strip(" \u00a0\u202f"), text.index(":"), 1, message, "", rest)
        elif text[0] in _OPENERS and text[-1] in "\"'" and len(text) > 2 and ":" in text:
            message = f"the text begins with a typographic {text[0]} and ends with a straight {text[-1]}"
            yield Quotable(text[1:-1].strip(" \u00a0\u202f"), 0, 1, message, "", rest)
        elif text[0] in "\"'":
            yield from _quoted(text, rest)
        elif text[0] in _BEGINNINGS and not _is_whole_flow(text):
            yield Quotable(text, 0, 1, _BEGINNINGS[text[0]], rest=rest)
        elif re.match(r"[-?](?:\s|$)", text):
            message = f"a text can't begin with `{text[0]}` and a space: that begins an entry"
            yield Quotable(text, 0, 1, message, rest=rest)
        elif (colon := _COLON.search(text)) and not _is_whole_flow(text):
            yield Quotable(
                text,
                colon.start(),
                1,
                "a colon with a space after it ends a field's name, so it can't stand in a text without quotes",
                rest=rest,
            )


def _is_whole_flow(text: str) -> bool:
    """Whether this is a list or mapping in brackets, or the beginning of one, and not a text with some in front."""
    closing = {"[": "]", "{": "}"}.get(text[0])
    return closing is not None and (text[-1] == closing or closing not in text)


def _without_comment(value: str) -> list[tuple[str, str]]:
    match = _COMMENT.fullmatch(value)
    if match is None:
        return []
    texts = [(match["text"].rstrip(), match["comment"] or "")]
    return [*texts, (value.rstrip(), "")] if match["comment"] else texts


def _quoted(text: str, rest: str) -> Iterator[Quotable]:
    """A value that begins with a quotation mark and is no quoted text."""
    mark = text[0]
    name = "an apostrophe" if mark == "'" else "a quotation mark"
    inner = text[1:].find(mark) + 1
    if len(text) > 1 and text[-1] in _CLOSERS and inner == 0:
        yield Quotable(
            text[1:-1],
            len(text) - 1,
            1,
            f"the text begins with a straight {mark} and ends with a typographic {text[-1]}",
            f"end it with {mark}, too",
            rest,
        )
    elif inner == 0:
        if re.match(r"'\w{1,2}\s", text):
            # Such short words are mostly cut: 'n, 't, 'em, 's.
            yield Quotable(text, 0, 1, f"{name} at the beginning of a text begins a quotation", "", rest)
        yield Quotable(
            text[1:],
            0,
            1,
            f"the quotation mark {mark} that begins here is never closed",
            f"write {mark} at the end of the text, too"
            + (f"; if it is an apostrophe, put the text in double quotes: `{quote(text)[:60]}`" if mark == "'" else ""),
            rest,
        )
        yield Quotable(text, 0, 1, f"{name} at the beginning of a text begins a quotation", rest=rest)
    elif inner == len(text) - 1:
        yield from _escapes(text, rest)
    elif text[-1] == mark:
        yield Quotable(
            text[1:-1],
            inner,
            1,
            f"{name} within the text ends the quotation too early",
            f"put the text in other quotes: `{short(quote(text[1:-1]))}`",
            rest,
        )
    else:
        yield Quotable(
            text,
            inner + 1,
            max(len(text) - inner - 1, 1),
            f"something follows after the quotation mark {mark} that ends the text",
            f"put the whole text in quotes: `{short(quote(text))}`",
            rest,
        )


def _escapes(text: str, rest: str) -> Iterator[Quotable]:
    """A text in double quotes that are right in themselves."""
    if text[0] == '"' and "\\" in text:
        backslash = text.index("\\")
        yield Quotable(
            text[1:-1],
            backslash,
            2,
            f"`{text[backslash : backslash + 2]}` has a meaning of its own in double quotes, or none at all",
            f"use single quotes: `{short(quote(text[1:-1]))}`",
            rest,
        )
