"""What pictures say besides their pixels: texts, metadata, and whatever stands behind their end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from cxsite.audit.part import Found, Part, Unread

# Pixels, colours, sizes and times: no text.
_PLAIN_CHUNKS = frozenset(
    re.findall(
        b"....",
        b"IHDRPLTEIDATIENDtRNScHRMgAMAsBITsRGBbKGDhISTpHYstIMEacTLfcTLfdATcICPmDCVcLLIoFFssTER",
    )
)
_SAYS = frozenset((b"tEXt", b"eXIf", b"sPLT", b"iDOT", b"pCAL", b"sCAL"))
_MOST_TEXT = 16 * 1024 * 1024
_PLAIN_RIFF = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_SAYS_RIFF = frozenset((b"EXIF", b"XMP ", b"ICCP"))


def png_parts(data: bytes) -> Iterator[Found]:
    """The texts and metadata of a PNG; chunks that nobody knows are files of their own."""
    at, ended = 8, False
    while at + 8 <= len(data) and not ended:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        at += size + 12
        ended = kind == b"IEND"
        if kind in _SAYS:
            yield Part(body, "PNG text", "strings")
        elif kind in (b"zTXt", b"iCCP"):
            yield from _packed(body, *body.partition(b"\x00")[::2])
        elif kind == b"iTXt":
            yield from _international(body)
        elif kind not in _PLAIN_CHUNKS:
            yield Part(body, f"PNG, {kind.decode('latin-1')}")
    if ended and data[at:]:
        yield Part(data[at:], "behind PNG")


def _packed(body: bytes, name: bytes, rest: bytes) -> Iterator[Found]:
    yield Part(name, "PNG text", "strings")
    if rest[:1] == b"\x00":
        yield from _inflated(rest[1:])
    else:
        yield Part(body, "PNG text", "strings")


def _international(body: bytes) -> Iterator[Found]:
    name, _, rest = body.partition(b"\x00")
    if rest[:1] != b"\x01":
        yield Part(body, "PNG text", "strings")
        return
    language, _, behind = rest[2:].partition(b"\x00")
    translated, _, text = behind.partition(b"\x00")
    yield Part(b"\n".join((name, language, translated)), "PNG text", "strings")
    yield from _inflated(text)


def _inflated(data: bytes) -> Iterator[Found]:
    try:
        yield Part(zlib.decompressobj().decompress(data, _MOST_TEXT), "PNG text, zlib", "strings")
    except zlib.error:
        yield Unread("damaged text in a PNG")


def jpeg_parts(data: bytes) -> Iterator[Found]:
    """The metadata and remarks of a JPEG."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
        elif kind == 0xD9:
            at += 2
            break
        elif kind == 0x01 or 0xD0 <= kind <= 0xD7:
            at += 2
        else:
            size = int.from_bytes(data[at + 2 : at + 4])
            if 0xE0 <= kind <= 0xEF or kind == 0xFE:
                yield Part(data[at + 4 : at + 2 + size], "JPEG metadata", "strings")
            at += 2 + max(size, 2)
            if kind == 0xDA:
                at = _scan_end(data, at)
    if data[at:]:
        yield Part(data[at:], "behind JPEG")


def _scan_end(data: bytes, at: int) -> int:
    """Where the marker behind compressed pixels stands."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def gif_parts(data: bytes) -> Iterator[Found]:
    """The remarks of a GIF and what programs put into it."""
    at = 13 + (3 << ((data[10] & 7) + 1) if len(data) > 10 and data[10] & 0x80 else 0)
    while at < len(data):
        mark = data[at]
        if mark == 0x3B:
            at += 1
            break
        if mark == 0x21:
            kind, (said, at) = data[at + 1 : at + 2], _blocks(data, at + 2)
            if kind != b"\xf9":
                yield Part(said, "GIF text", "strings")
        elif mark == 0x2C:
            flags = data[at + 9] if at + 9 < len(data) else 0
            at += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
            _, at = _blocks(data, at)
        else:
            break
    if data[at:]:
        yield Part(data[at:], "behind GIF")


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    said = b""
    while at < len(data) and (size := data[at]):
        said += data[at + 1 : at + 1 + size]
        at += size + 1
    return said, at + 1


def riff_parts(data: bytes) -> Iterator[Found]:
    """The metadata of a WebP; other files of this form are unread."""
    if data[8:12] != b"WEBP":
        yield Unread("a sound or a video")
        return
    end, at = min(8 + int.from_bytes(data[4:8], "little"), len(data)), 12
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
        if kind in _SAYS_RIFF:
            yield Part(body, "WebP metadata", "strings")
        elif kind not in _PLAIN_RIFF:
            yield Part(body, "WebP")
    if data[end:]:
        yield Part(data[end:], "behind WebP")


def icon_parts(data: bytes) -> Iterator[Found]:
    """The pictures of an icon: those in PNG as files, those of bare pixels not at all."""
    end = 6
    for number in range(int.from_bytes(data[4:6], "little")):
        entry = data[6 + 16 * number : 22 + 16 * number]
        size, at = struct.unpack("<II", entry[8:16]) if len(entry) == 16 else (0, 0)
        body = data[at : at + size]
        end = max(end, at + size, 22 + 16 * number)
        if body[:4] == b"\x89PNG":
            yield Part(body, "icon")
        elif body[:4] != b"\x28\x00\x00\x00":
            yield Unread("an icon of an unknown form")
    if data[end:]:
        yield Part(data[end:], "behind an icon")
