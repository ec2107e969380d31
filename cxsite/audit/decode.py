"""The texts that a built file holds, in every encoding that a site uses."""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.audit.text import BLOCK

_INLINE = r"a|abbr|b|bdi|bdo|br|cite|code|data|dfn|em|font|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENT_MARK = re.compile(r"<!--|-->")
_COORDINATES = re.compile(r"\b(?:d|points|viewBox|transform)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf/\\\"']))")
_DELIMITER = re.compile(r"[<>\"=]")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
# zTXt: keyword, method; iTXt: keyword, flag for packed, method, language, translated keyword.
_PNG_TEXT = re.compile(rb"zTXt[^\x00]{1,79}\x00\x00|iTXt[^\x00]{1,79}\x00\x01\x00[^\x00]*\x00[^\x00]*\x00", re.DOTALL)
_LIMIT = 256 * 1024 * 1024
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a file: its text, and how it was encoded (empty for as it stands)."""

    text: str
    encoding: str
    blocks: bool = False


def readings(data: bytes, depth: int = 0, how: str = "") -> Iterator[Reading]:
    """Every reading of a file's bytes: as text, without tags, unescaped, unpacked. Bounded in depth and size."""
    for inner, name in _unpacked(data):
        if depth < _DEPTH:
            yield from readings(inner, depth + 1, _joined(how, name))
    text = _decoded(data)
    yield from _text_readings(text, how)
    if depth < _DEPTH:
        for match in _BASE64.finditer(text):
            packed = _from_base64(match[0])
            if packed is not None:
                yield from readings(packed, depth + 1, _joined(how, "base64"))


def _text_readings(text: str, how: str) -> Iterator[Reading]:
    plain = _COORDINATES.sub(" ", text)
    if "\\" in plain:
        unescaped = _JSON_ESCAPE.sub(_json_escape, plain)
        if unescaped != plain:
            yield from _markup_readings(unescaped, _joined(how, "JSON escapes"))
    if _PERCENT.search(plain):
        decoded = urllib.parse.unquote(plain, errors="replace")
        yield Reading(_DELIMITER.sub(BLOCK, decoded), _joined(how, "URL encoding"), blocks=True)
    yield from _markup_readings(plain, how)


def _markup_readings(text: str, how: str) -> Iterator[Reading]:
    # An attribute's value, or a text between quotes, is a block of its own.
    yield Reading(_DELIMITER.sub(BLOCK, text), how, blocks=True)
    if "<" not in text and "&" not in text:
        return
    whole = html.unescape(_DELIMITER.sub(BLOCK, text))
    if "&" in text:
        yield Reading(whole, _joined(how, "entities"), blocks=True)
    if "<" in text:
        # A tag or comment in the middle of a word joins, between words it parts: both are read.
        joined = _TAG.sub(BLOCK, _INLINE_TAG.sub("", _COMMENT.sub("", text)))
        yield Reading(html.unescape(joined), _joined(how, "across tags"), blocks=True)
        spaced = _TAG.sub(BLOCK, _INLINE_TAG.sub(" ", _COMMENT_MARK.sub(BLOCK, text)))
        yield Reading(html.unescape(spaced), _joined(how, "across tags"), blocks=True)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Text inside binary files: UTF-16 (as in EXIF) loses its zero bytes, the rest reads as Latin-1.
        return data.replace(b"\x00", b"").decode("latin-1")


def _unpacked(data: bytes) -> Iterator[tuple[bytes, str]]:
    packed: list[tuple[bytes, str]] = []
    if data[:2] == b"\x1f\x8b":
        packed.append((data, "gzip"))
    elif data[:5] == b"%PDF-":
        packed += [(match[1], "PDF stream") for match in _PDF_STREAM.finditer(data)]
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        packed += [(data[match.end() :], "PNG text") for match in _PNG_TEXT.finditer(data)]
    for inner, name in packed:
        plain = _inflated(inner)
        if plain:
            yield plain, name


def _inflated(data: bytes) -> bytes:
    """What a zlib or gzip stream holds, as far as it can be read."""
    inflater = zlib.decompressobj(wbits=47)
    try:
        return inflater.decompress(data, _LIMIT)
    except zlib.error:
        return b""


def _from_base64(text: str) -> bytes | None:
    """What a run of base64 holds, if that is text or something that is unpacked."""
    padded = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    if data[:2] == b"\x1f\x8b" or data[:5] == b"%PDF-" or data[:4] == b"\x89PNG" or data[:2] == b"\xff\xd8":
        return data
    printable = sum(32 <= byte < 127 or byte in b"\n\r\t" or byte >= 194 for byte in data[:200])
    return data if printable >= 0.95 * len(data[:200]) else None


def _json_escape(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        return chr(int(match[1] or match[2], 16))
    return {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": ""}.get(match[3], match[3])


def _joined(how: str, name: str) -> str:
    return f"{how}, {name}" if how else name
