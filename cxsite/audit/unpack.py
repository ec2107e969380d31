"""What is packed inside a file: gzip, zlib, streams of PDF, packed texts of PNG, members of ZIP."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
# zTXt: keyword, method; iTXt: keyword, flag for packed, method, language, translated keyword.
_PNG_TEXT = re.compile(rb"zTXt[^\x00]{1,79}\x00\x00|iTXt[^\x00]{1,79}\x00\x01\x00[^\x00]*\x00[^\x00]*\x00", re.DOTALL)
PACKED = (b"\x1f\x8b", b"%PDF-", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04")
"""How packed files begin."""
_GZIP, _PDF, _PNG, _ZIP = PACKED
_MOST = 256 * 1024 * 1024
_PIECE = 4 * 1024 * 1024
_OVERLAP = 64 * 1024


def unpacked(data: bytes) -> Iterator[tuple[bytes, str]]:
    """What is packed in these bytes, in pieces that overlap, with how it was packed. Up to 256 MB of each."""
    if data.startswith(_GZIP):
        yield from ((piece, "gzip") for piece in _inflated(data))
    elif data.startswith(_PDF):
        for match in _PDF_STREAM.finditer(data):
            yield from ((piece, "PDF stream") for piece in _inflated(match[1]))
    elif data.startswith(_PNG):
        for match in _PNG_TEXT.finditer(data):
            yield from ((piece, "PNG text") for piece in _inflated(data[match.end() :]))
    elif data.startswith(_ZIP):
        yield from ((piece, "ZIP") for piece in _members(data))


def _inflated(data: bytes) -> Iterator[bytes]:
    """What a zlib or gzip stream holds, as far as it can be read."""
    inflater = zlib.decompressobj(wbits=47)
    before, total = b"", 0
    while data and total < _MOST:
        try:
            piece = inflater.decompress(data, _PIECE)
        except zlib.error:
            return
        if not piece:
            return
        yield before + piece
        before, data, total = piece[-_OVERLAP:], inflater.unconsumed_tail, total + len(piece)


def _members(data: bytes) -> Iterator[bytes]:
    """The names and contents of a ZIP file's members (also of Office documents)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                if not member.flag_bits & 1:
                    with archive.open(member) as stream:
                        yield stream.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError):
        return
