"""Writing that stands for other writing: entities, URL encoding, escapes, base64, mail. To a fixed point."""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator
from itertools import compress

from cxsite.audit.unpack import is_packed
from cxsite.matching.normal import GAP

ROUNDS = 12
"""Encodings inside one another that are taken off; beyond that a text counts as unread."""
_JS = re.compile(
    r"\\(?:u\{0*([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|'([0-9a-fA-F]{2})"
    r"|([0-3]?[0-7]{1,2})|([nrtbfv/\\\"'`])|(\r?\n))"
)
_CSS = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\f])?|([^0-9a-fA-F\n]))")
_LIKE_CSS = re.compile(r"\\[0-9a-fA-F]{2,6} ?\\?[^\\]{0,2}\\[0-9a-fA-F]{2,6}")
_RTF = re.compile(r"\\u(-?\d{2,5})\??")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_QUOTED_PRINTABLE = re.compile(
    r"=(?:\r?\n|20(?!\d)|3D|[89A-F][0-9A-F]|[0-9A-F]{2}=[0-9A-F]{2}=[0-9A-F]{2}|\?[\w-]+\?[bBqQ]\?)"
)
_QUOTED = re.compile(r"=(?:\r?\n|([0-9A-F]{2}))")
_MAIL_WORD = re.compile(r"=\?([\w-]+)\?([bBqQ])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_CODES = re.compile(r"(?:\b\d{2,6}\s*,\s*){3,}\d{2,6}\b")
_HEX = re.compile(r"[0-9a-fA-F]{16,}")
_LINE_OF_BASE64 = re.compile(r"\n[ \t>*#]*[A-Za-z0-9+/]{4,}={0,2}[ \t]*(?:\r?\n|<|\Z)")
_HEX_LIST = re.compile(r"(?:0x[0-9a-fA-F]{2}[\s,;]*){6,}")
_PUNYCODE = re.compile(r"\bxn--[a-z0-9-]+", re.IGNORECASE)
# Each begins with one sign, which is quickly found.
_ENCODED = {
    "&": re.compile(r"&(?:#[0-9xX]|[a-zA-Z])"),
    "%": re.compile(r"%(?:u[0-9a-fA-F]{4}|[0-9a-fA-F]{2})"),
    "\\": re.compile(r"\\(?:[^\s]|\r?\n)"),
    "=": _QUOTED_PRINTABLE,
    "xn--": re.compile("xn--"),
}
_WINDOW = 240
_SHORTEST = 12
"""Signs of a run of base64 that may say something."""
_OF_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_ONLY_BASE64 = bytes(byte if byte in _OF_BASE64 else 0x20 for byte in range(256))
# Text in base64 has letters of both cases; names of classes rarely do.
_BOTH_CASES = re.compile(r"[a-z0-9+/_-]*[A-Z][A-Z0-9+/_-]*[a-z]|[A-Z0-9+/_-]*[a-z][a-z0-9+/_-]*[A-Z]")
# Two lines of words are no base64; one that is as long as mail makes them, with another below, may be.
_BASE64_LINES = re.compile(
    r"(?<![A-Za-z0-9+/])(?:(?:[A-Za-z0-9+/]{4,}[ \t]*\r?\n[ \t>*#]*){2,}|[A-Za-z0-9+/]{60,}[ \t]*\r?\n[ \t>*#]*)"
    r"[A-Za-z0-9+/]*={0,2}"
)
_PACKED = (b"\x1f\x8b", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"wOFF", b"GIF8")
_DATA = re.compile(r"data:[\w.+/-]*(?:;[\w.+=-]+)*;base64,([A-Za-z0-9+/_=%\s-]+)")
_ZLIB = (b"x\x01", b"x^", b"x\x9c", b"x\xda")
_NAMES = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": " "}
_LETTER_BLOCKS = re.compile("[\u0370-\u1fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\\s\u3000-\u303f]+")


def rounds(text: str) -> Iterator[tuple[str, str]]:
    """What a text says when its encodings are taken off, one after the other, with what was taken off.

    Only what stands around something encoded is looked at again. Ends with an empty text where there is no end to it.
    """
    texts = [text]
    for _ in range(ROUNDS):
        found: dict[str, str] = {}
        for one in texts:
            near = _around(one)
            for decoded, how in _once(near) if near else ():
                if decoded != near:
                    found.setdefault(decoded, how)
        if not found:
            return
        yield from found.items()
        texts = list(found)
    yield "", "deeper"


def _around(text: str) -> str:
    spans = [match.span() for sign, pattern in _ENCODED.items() if sign in text for match in pattern.finditer(text)]
    pieces: list[str] = []
    begin = end = 0
    for first, last in sorted(spans):
        if first - _WINDOW > end:
            pieces.append(text[begin:end])
            begin = max(first - _WINDOW, 0)
        end = max(last + _WINDOW, end)
    pieces.append(text[begin:end])
    return f"\n{GAP}\n".join(piece for piece in pieces if piece)


def _once(text: str) -> Iterator[tuple[str, str]]:
    """The text with one layer of each encoding off; in two ways where a backslash may be that of CSS."""
    how = []
    plain = text
    for name, decode in (("entities", _entities), ("URL encoding", _url), ("mail", _mail)):
        before, plain = plain, decode(plain)
        how += [name] if plain != before else []
    if "\\" in plain:
        yield unescaped(plain), ", ".join([*how, "escapes"])
        # Only where it may be so: each way doubles what the next round has to read.
        if _LIKE_CSS.search(plain):
            yield _CSS.sub(_css, plain), ", ".join([*how, "CSS escapes"])
        if "\\rtf" in plain:
            yield _RTF.sub(lambda match: _char(int(match[1]) % 65536), plain), ", ".join([*how, "RTF escapes"])
    elif how:
        yield plain, ", ".join(how)


def _entities(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _url(text: str) -> str:
    if "%" in text:
        text = _PERCENT_U.sub(lambda match: _char(int(match[1], 16)), text)
        if _PERCENT.search(text):
            # A plus stands for a space where forms are sent.
            text = urllib.parse.unquote(text, errors="replace")
    return _PUNYCODE.sub(_punycode, text) if "xn--" in text.lower() else text


def _punycode(match: re.Match[str]) -> str:
    try:
        return match[0][4:].encode().decode("punycode")
    except (UnicodeError, ValueError):
        return match[0]


def _mail(text: str) -> str:
    if "=" not in text:
        return text
    text = _MAIL_WORD.sub(_mail_word, text)
    if not _QUOTED_PRINTABLE.search(text):
        return text
    raw = _QUOTED.sub(lambda match: chr(int(match[1], 16)) if match[1] else "", text)
    return _as_utf8(raw)


def _mail_word(match: re.Match[str]) -> str:
    charset, form, said = match.groups()
    try:
        if form in "bB":
            return base64.b64decode(said + "=" * (-len(said) % 4)).decode(charset)
        raw = _QUOTED.sub(lambda one: chr(int(one[1], 16)) if one[1] else "", said.replace("_", " "))
        return raw.encode("latin-1").decode(charset)
    except (binascii.Error, ValueError, LookupError):
        return match[0]


def _as_utf8(raw: str) -> str:
    """A text whose characters are bytes of UTF-8, where they are; others stay."""
    return re.sub("[\x80-\xff]{2,}", lambda match: match[0].encode("latin-1").decode("utf-8", errors="replace"), raw)


def unescaped(text: str) -> str:
    """The text without the escapes of JSON, JavaScript and Python."""
    return _pairs(_JS.sub(_js, text))


def _js(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3] or match[4] or match[5]
    if code:
        return _char(int(code, 16))
    if match[6]:
        return _char(int(match[6], 8))
    return _NAMES.get(match[7], match[7]) if match[7] else ""


def _css(match: re.Match[str]) -> str:
    return _char(int(match[1], 16)) if match[1] else match[2]


def _char(code: int) -> str:
    # The two halves of a pair are put together afterwards.
    return chr(code) if 0x1F < code < 0x110000 or code in (9, 10, 13) else " "


def _pairs(text: str) -> str:
    """Pairs of surrogates as the one character that they are."""
    if not re.search("[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")


def packed_in(text: str) -> Iterator[tuple[bytes, str]]:
    """The bytes that a text holds as base64, in hexadecimal digits or as codes of characters, where they say much."""
    runs = _runs_of_base64(text)
    for run in runs:
        data = _from_base64(run) if _BOTH_CASES.match(run) else None
        if data is not None:
            yield data, "base64"
    for match in _BASE64_LINES.finditer(text) if _LINE_OF_BASE64.search(text) else ():
        data = _from_base64(match[0])
        if data is not None:
            yield data, "base64 in lines"
    for digits in _HEX.findall("\n".join(runs)):
        data = bytes.fromhex(digits) if len(digits) % 2 == 0 else b""
        if data and _is_readable(data):
            yield data, "hexadecimal digits"
    for match in _HEX_LIST.finditer(text) if "0x" in text else ():
        yield bytes.fromhex(re.sub(r"0x|[\s,;]", "", match[0])), "hexadecimal digits"
    for match in _CODES.finditer(text) if "fromC" in text else ():
        said = "".join(chr(code) for code in map(int, re.findall(r"\d+", match[0])) if 31 < code < 0xD800)
        yield said.encode(), "codes of characters"


def _runs_of_base64(text: str) -> dict[str, None]:
    """The runs of signs of base64 that are long enough, each once; what pads them says nothing. Bytes are parted far
    faster than a pattern finds runs of a least length."""
    found = text.encode(errors="replace").translate(_ONLY_BASE64).split()
    long = compress(found, map(_SHORTEST.__le__, map(len, found)))
    return dict.fromkeys(run.decode("ascii") for run in dict.fromkeys(long))


def data_addresses(text: str) -> Iterator[bytes]:
    """The files that stand in a text as `data:` addresses."""
    if ";base64," in text:
        for match in _DATA.finditer(text):
            try:
                yield base64.b64decode(_padded(urllib.parse.unquote(match[1])))
            except (binascii.Error, ValueError):
                continue


def _padded(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9+/]", "", text.replace("-", "+").replace("_", "/"))
    return plain[: len(plain) - (len(plain) % 4 == 1)] + "=" * (-len(plain) % 4)


def _from_base64(text: str) -> bytes | None:
    """What a run of base64 holds, if that is text or something that is unpacked."""
    try:
        data = base64.b64decode(_padded(text))
    except (binascii.Error, ValueError):
        return None
    return data if _is_readable(data) or is_packed(data) else None


def _is_readable(data: bytes) -> bool:
    if data.startswith(_PACKED) or data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in _ZLIB:
        return True
    sample = data[:200]
    printable = sum(32 <= byte < 127 or byte in b"\n\r\t" or byte >= 194 for byte in sample)
    if printable >= 0.95 * len(sample) or sample.count(0) >= 0.4 * len(sample):
        return True
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            if _LETTER_BLOCKS.fullmatch(sample[: len(sample) // 6 * 6].decode(encoding)) and len(sample) >= 24:
                return True
        except UnicodeDecodeError:
            continue
    return False
