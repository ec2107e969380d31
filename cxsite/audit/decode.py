"""The texts that a built file holds, in every encoding that a site uses."""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cxsite.audit.seen import Before
from cxsite.audit.text import BLOCK, GAP, INLINE
from cxsite.audit.unpack import PACKED, unpacked

_INLINE = r"a|abbr|b|bdi|bdo|br|cite|code|data|dfn|em|font|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_TAGS = re.compile(f"({_TAG.pattern})")
_PARTING = rf"/?(?:{_INLINE})(?:\s[^<>]*)?/?>|!--[^\x1e]*?-->"
# Begins with a letter that is quickly found; what stands before that is asked then.
_IN_WORD = re.compile(rf"<(?<=[^\W_]<)(?:{_PARTING})(?:<(?:{_PARTING}))*[^\W_]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^\x1e]*?-->")
_COORDINATES = re.compile(
    r"\b(?:d|points|viewBox|transform|width|height|[xy][12]?|c[xy]|r[xy]?)\s*=\s*"
    r"(?:\"[-+\d.,\s%a-zA-Z()]*\"|'[-+\d.,\s%a-zA-Z()]*')"
)
_LETTERS = re.compile(r"[a-zA-Z]{4}")
_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_FOLD = re.compile(r"\r?\n[ \t]")
_CALENDAR_BORDER = re.compile(r"\n|: ")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf/\\\"']))")
_JSON_BORDER = re.compile(r'(?<!\\)"\s*[,:]')
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_BORDER = f" {INLINE} "
_DEPTH = 3
PIECE = 4 * 1024 * 1024
"""Bytes of a text that are read at once."""
_OVERLAP = 64 * 1024
_MOST_PACKED = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a file: its text, and how it was encoded (empty for as it stands)."""

    text: str
    encoding: str


def pieces(path: Path) -> Iterator[tuple[int, bytes]]:
    """A file's bytes with their place in it: whole, or in pieces that overlap where it is a large text."""
    with path.open("rb") as stream:
        place, data = 0, stream.read(PIECE)
        if data.startswith(PACKED):
            yield 0, data + stream.read(_MOST_PACKED)
            return
        while True:
            more = stream.read(PIECE)
            yield place, data
            if not more:
                return
            place += max(len(data) - _OVERLAP, 0)
            data = data[-_OVERLAP:] + more


def readings(data: bytes, before: Before, depth: int = 0, how: str = "", *, is_json: bool = False) -> Iterator[Reading]:
    """Every reading of a file's bytes: as text, without tags, unescaped, unpacked. Bounded in depth and size.

    `is_json`: it is a piece of a file that holds nothing else, which one may not see from where it begins.
    """
    if depth < _DEPTH:
        for inner, name in unpacked(data):
            yield from readings(inner, before, depth + 1, _joined(how, name))
    text = before.fresh(decoded(data))
    yield from _text_readings(text, before, how, is_json)
    if depth < _DEPTH:
        for match in _BASE64.finditer(text):
            packed = _from_base64(match[0])
            if packed is not None:
                yield from readings(packed, before, depth + 1, _joined(how, "base64"))


def _unfolded(text: str) -> str:
    return _FOLD.sub("", text).replace("\\,", ",")


def _joined_words(text: str) -> str:
    return html.unescape(_TAG.sub(BLOCK, _INLINE_TAG.sub("", _COMMENT.sub("", text))))


def _text_readings(text: str, before: Before, how: str, is_json: bool) -> Iterator[Reading]:
    plain = text
    if "uuid" in plain or "UID:" in plain:
        plain = _UUID.sub(" ", plain)
    if _PERCENT.search(plain):
        unquoted = urllib.parse.unquote(_drawn(plain), errors="replace")
        yield Reading(_in_blocks(unquoted), _joined(how, "URL encoding"))
    is_json = is_json or plain.lstrip().startswith(("{", "["))
    if is_json:
        # Values that stand side by side do not belong together.
        plain = _JSON_BORDER.sub(f'"{BLOCK}', plain)
    if "\\" in plain:
        unescaped = _JSON_ESCAPE.sub(_json_escape, plain)
        if unescaped != plain:
            yield from _markup_readings(unescaped, before, _joined(how, "JSON escapes"))
            if is_json:
                return
    if "BEGIN:VCALENDAR" in plain:
        # Each line is a text of its own, in a summary also the title of the initiative and that of the milestone.
        yield Reading(_CALENDAR_BORDER.sub(BLOCK, _unfolded(plain)), _joined(how, "folded lines"))
        if plain.startswith("BEGIN:VCALENDAR"):
            return
    yield from _markup_readings(plain, before, how)


def _drawn(text: str) -> str:
    """The text without the coordinates of drawings, which are numbers that mean nothing."""
    return _COORDINATES.sub(_without_numbers, text) if "<svg" in text or "<path" in text else text


def _without_numbers(match: re.Match[str]) -> str:
    """A text in the place of coordinates is read."""
    return match[0] if _LETTERS.search(match[0], match[0].index("=")) else " "


def _markup_readings(text: str, before: Before, how: str) -> Iterator[Reading]:
    if "<" not in text:
        yield from _unescaped(_in_blocks(text), how)
        return
    parts = _TAGS.split(text)
    # What stands in tags: an attribute's value is a block of its own.
    tags = "".join(before.new(parts[1::2]))
    yield from _unescaped(_in_blocks(_COORDINATES.sub(_without_numbers, tags)), how)
    # What stands between them, and in comments and scripts.
    marks = {tag: _BORDER if _INLINE_TAG.fullmatch(tag) else BLOCK for tag in {*parts[1::2]}}
    parts[1::2] = map(marks.__getitem__, parts[1::2])
    yield from _unescaped("".join(parts).replace("<!--", BLOCK).replace("-->", BLOCK), how)
    # A tag or comment in the middle of a word joins, between words it parts: both are read.
    if cut := "\n".join(_lines_with_cut_words(text)):
        yield Reading(_joined_words(cut), _joined(how, "across tags"))


def _in_blocks(text: str) -> str:
    """Each text of markup or data as a block of its own."""
    return text.replace("<", BLOCK).replace(">", BLOCK).replace('"', BLOCK).replace("=", BLOCK)


def _lines_with_cut_words(text: str) -> Iterator[str]:
    end = -1
    for match in _IN_WORD.finditer(text):
        if match.start() >= end:
            begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            end = end if end >= 0 else len(text)
            yield text[begin:end]


def _unescaped(text: str, how: str) -> Iterator[Reading]:
    if "&" in text:
        yield Reading(html.unescape(text), _joined(how, "entities"))
    else:
        yield Reading(text, how)


def decoded(data: bytes) -> str:
    """The text of a file as it is stored."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _clean(data.decode("utf-16", errors="replace"))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A piece of a large text may begin or end within a letter.
        if len(data) > PIECE // 2 and (error.start < 4 or error.start > len(data) - 4):
            return _clean(data.decode("utf-8", errors="replace"))
        # Text inside binary files: UTF-16 (as in EXIF) loses its zero bytes, the rest reads as Latin-1.
        return _clean(data.replace(b"\x00", b"").decode("latin-1"))


def _clean(text: str) -> str:
    """Without the marks that the audit itself sets."""
    return text.replace(GAP, " ").replace(BLOCK, " ").replace(INLINE, " ")


def _from_base64(text: str) -> bytes | None:
    """What a run of base64 holds, if that is text or something that is unpacked."""
    padded = text.rstrip("=").replace("-", "+").replace("_", "/")
    padded += "=" * (-len(padded) % 4)
    try:
        if not _is_readable(base64.b64decode(padded[:272], validate=True)):
            return None
        return base64.b64decode(padded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_readable(data: bytes) -> bool:
    if data[:2] == b"\x1f\x8b" or data[:5] == b"%PDF-" or data[:4] == b"\x89PNG" or data[:2] == b"\xff\xd8":
        return True
    printable = sum(32 <= byte < 127 or byte in b"\n\r\t" or byte >= 194 for byte in data[:200])
    return printable >= 0.95 * len(data[:200])


def _json_escape(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        return chr(int(match[1] or match[2], 16))
    return {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": ""}.get(match[3], match[3])


def _joined(how: str, name: str) -> str:
    return f"{how}, {name}" if how else name
