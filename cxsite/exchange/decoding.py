"""A file of another program as text: its encoding is told by what it holds, and what is no text is named."""

from __future__ import annotations

import codecs

from cxsite.model.finding import CxsiteError

MAX_BYTES = 50_000_000
"""Bytes of one export."""

_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another archive: open it, and save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook: open it, and save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF document: export the data as CSV"),
    (b"\x1f\x8b", "a compressed file: unpack it"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
# Bytes that Windows-1252 has no character for, and control characters that no text holds.
_NO_TEXT = frozenset(range(32)) - set(b"\t\n\r\f") | {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def decoded(data: bytes) -> str:
    """The text of a file, its lines ended by `\\n`: UTF-8, UTF-16 with its mark, or else Windows-1252, which
    spreadsheets still write. Raises `CxsiteError`."""
    if len(data) > MAX_BYTES:
        raise CxsiteError(f"it is larger than {MAX_BYTES // 1_000_000} MB: export fewer items, or fewer columns")
    for mark, what in _OTHER_FILES:
        if data.startswith(mark):
            raise CxsiteError(f"it is {what}")
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CxsiteError("it is empty")
    return text


def _text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise CxsiteError("it is UTF-16, and cut off: export it again, as UTF-8") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _NO_TEXT.intersection(data):
            line = data[: error.start].count(b"\n") + 1
            raise CxsiteError(f"it is no text that can be read (line {line}): save it as UTF-8") from None
        return data.decode("cp1252")
    if "\0" in text:
        raise CxsiteError("it holds bytes that no text has: save it as UTF-8")
    return text
