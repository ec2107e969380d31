"""What fonts say: the strings of their tables, also of packed ones."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from cxsite.audit.part import Found, Part, Unread

# The tables of the OpenType specification and of the tools that make fonts; in any other anything may lie.
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        """cmap head hhea hmtx maxp name OS/2 post cvt fpgm glyf loca prep gasp CFF CFF2 VORG SVG EBDT EBLC EBSC CBDT
        CBLC sbix BASE GDEF GPOS GSUB JSTF MATH avar cvar fvar gvar HVAR MVAR STAT VVAR COLR CPAL DSIG hdmx kern LTSH
        MERG meta PCLT VDMX vhea vmtx FFTM TTFA bdat bloc feat just lcar morx mort opbd prop trak Zapf acnt ankr gcid
        kerx ltag xref GlyphOrder Silf Glat Gloc Feat Sill""",
    )
)
_MOST_TABLE = 32 * 1024 * 1024
_SAYING = frozenset(("name", "meta", "post", "SVG", "CFF", "DSIG"))


def font_parts(data: bytes) -> Iterator[Found]:
    """The tables of a TrueType or OpenType font, in WOFF or bare, that hold strings; the rest are outlines."""
    woff = data[:4] == b"wOFF"
    head, step = (44, 20) if woff else (12, 16)
    count = int.from_bytes(data[12:14] if woff else data[4:6])
    end = head + step * count
    for number in range(count):
        entry = data[head + step * number : head + step * (number + 1)]
        if len(entry) < step:
            yield Unread("a damaged font")
            return
        tag = entry[:4].decode("latin-1").strip()
        at, size = struct.unpack(">II", entry[4:12] if woff else entry[8:16])
        body = data[at : at + size]
        if len(body) < size:
            yield Unread("a damaged font")
            return
        end = max(end, at + size)
        if woff and size < int.from_bytes(entry[12:16]):
            try:
                body = zlib.decompressobj().decompress(body, _MOST_TABLE)
            except zlib.error:
                yield Unread("a damaged font")
                return
        if tag in _SAYING:
            yield Part(body, f"font, {tag}", "strings")
        elif tag not in _KNOWN:
            yield Part(body, f"font, {tag}")
    if woff:
        yield from _of_woff(data)
    elif behind := data[end:].strip(b"\x00"):
        yield Part(behind, "behind a font")


def _of_woff(data: bytes) -> Iterator[Found]:
    """What a WOFF says of itself, packed XML, and what its maker put there for himself."""
    at, size, _, private, private_size = struct.unpack(">IIIII", data[24:44])
    if size:
        yield Part(data[at : at + size], "font, metadata")
    if private_size:
        yield Part(data[private : private + private_size], "font, private data")
