"""Texts of the content in a comment on GitHub or GitLab: shown as typed, and nothing in them comes alive."""

from __future__ import annotations

import re
import unicodedata

JOINER = "\u2060"
"""Word joiner: no width, no break. Behind a sign it keeps a host from reading a mention, a reference or a link."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$^=:@/%])")
# @team, #12, !12, $12, %2, ~label, &1, ^alert, GH-12, owner/repo@sha
_SIGNS = re.compile(r"([@#!$%~&^])(?=\w)")
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]*)(:)(?=//|[^\s])", re.IGNORECASE)
_WWW = re.compile(r"\b(www)(?=\.)", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([A-Za-z][\w]*)(-)(?=\d)")
_HASH = re.compile(r"[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<=\w)\.(?=[a-z]{2,})", re.IGNORECASE)
_LONGEST = 300


def inert(text: str, longest: int = _LONGEST) -> str:
    """`text` in one line, cut at `longest` characters, as Markdown that shows it and does nothing."""
    line = " ".join("".join(c if _is_plain(c) else " " for c in text).split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    for pattern, with_what in (
        (_SIGNS, rf"\1{JOINER}"),
        (_SCHEME, rf"\1{JOINER}\2{JOINER}"),
        (_WWW, rf"\1{JOINER}"),
        (_NUMBERED, rf"\1{JOINER}\2{JOINER}"),
        (_HASH, rf"\g<0>{JOINER}"),
        (_DOMAIN, f".{JOINER}"),
    ):
        line = pattern.sub(with_what, line)
    return _MARKUP.sub(lambda match: "&lt;" if match[1] == "<" else "\\" + match[1], line)


def code(text: str) -> str:
    """`text` as code, whatever backticks it has."""
    line = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _is_plain(character: str) -> bool:
    """Neither a control nor a direction mark, which would turn the line around it."""
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") or character in "\u200c\u200d"
