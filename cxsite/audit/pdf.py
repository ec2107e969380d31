"""What a PDF says: the text of its pages, what it says of itself, remarks, forms, attached files, every stream."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, StreamObject

from cxsite.audit.part import Found, Part, Unread

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PIXELS = ("/Image",)
_SHOWS = re.compile(rb"\b(?:Tj|TJ)\b|[)>\]]\s*(?:'|\")")
_SHOWN = re.compile(rb"\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)|<[0-9A-Fa-f\s]+>|T[*dDmJj]", re.DOTALL)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_BROKEN = re.compile(r"[-\u2010\u00ad]\s*\n\s*")
_MOST_STREAM = 64 * 1024 * 1024
_FAULTS = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, zlib.error, RecursionError)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_parts(data: bytes) -> Iterator[Found]:
    """Everything in a PDF that is text or a file; its pictures are pixels."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Unread("an encrypted PDF")
            return
        pages = list(reader.pages)
    except (*_FAULTS, NotImplementedError):
        yield from _without_index(data)
        return
    for number, page in enumerate(pages, 1):
        yield from _page(page, number)
    yield from _objects(reader)
    if behind := data[data.rfind(b"%%EOF") + 5 :].strip() if b"%%EOF" in data else b"":
        yield Part(behind, "behind PDF")


def _page(page: Any, number: int) -> Iterator[Found]:
    try:
        text: str = page.extract_text()
        contents = page.get_contents()
        shows = contents is not None and _SHOWS.search(contents.get_data()) is not None
    except (*_FAULTS, NotImplementedError):
        yield Unread(f"page {number} of the PDF")
        return
    letters = len(text.split())
    if (shows and not letters) or len(_UNREADABLE.findall(text)) * 20 > len(text):
        yield Unread(f"page {number} of the PDF, whose font does not say which letters it draws")
    # Words are broken at the ends of lines.
    yield Part(text.encode(errors="replace"), f"page {number} of the PDF", "strings")
    yield Part(
        re.sub(r"[-\u2010\u00ad]\s*\n\s*", "", text).encode(errors="replace"), f"page {number} of the PDF", "strings"
    )


def _objects(reader: PdfReader) -> Iterator[Found]:
    """The strings and streams of every object, also of those that no page uses."""
    for number in sorted({number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)):
        try:
            found = reader.get_object(number)
        except (*_FAULTS, NotImplementedError):
            yield Unread(f"object {number} of the PDF")
            continue
        yield Part("\n".join(_strings(found, 0)).encode(errors="replace"), "PDF", "strings")
        if isinstance(found, StreamObject):
            yield from _stream(found)


def _stream(found: StreamObject) -> Iterator[Found]:
    if found.get("/Subtype") in _PIXELS or found.get("/Type") in ("/XRef", "/ObjStm"):
        return
    try:
        data = found.get_data() if isinstance(found, EncodedStreamObject) else bytes(found.get_data())
    except (*_FAULTS, NotImplementedError, PdfReadError):
        yield Unread("a stream of the PDF")
        return
    if len(data) > _MOST_STREAM:
        yield Unread("a stream of the PDF, which is too large")
    elif found.get("/Type") == "/EmbeddedFile":
        yield Part(data, "a file in the PDF")
    else:
        yield Part(data, "PDF stream", "strings")
        yield Part(_shown(data), "PDF stream", "strings")


def _strings(value: object, depth: int) -> Iterator[str]:
    if depth > 8:
        return
    if isinstance(value, DictionaryObject):
        for key in value:
            yield from _strings(value.raw_get(key), depth + 1)
    elif isinstance(value, ArrayObject):
        for entry in list.__iter__(value):
            yield from _strings(entry, depth + 1)
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, str):
        yield str(value)


def _shown(data: bytes) -> bytes:
    """What a stream of drawing shows, letters that are set apart put together again."""
    said = bytearray()
    for match in _SHOWN.finditer(data):
        piece = match[0]
        if piece[:1] == b"(":
            said += re.sub(rb"\\(\r?\n|.)", lambda m: m[1].strip(b"\r\n"), piece[1:-1], flags=re.DOTALL)
        elif piece[:1] == b"<":
            digits = re.sub(rb"\s", b"", piece[1:-1])
            said += bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif piece not in (b"TJ", b"Tj"):
            said += b"\n"
    return bytes(said)


def _without_index(data: bytes) -> Iterator[Found]:
    """The streams of a PDF that no reader understands: what they say is told, and that more may be there."""
    for match in _STREAM.finditer(data):
        try:
            stream = zlib.decompressobj().decompress(match[1], _MOST_STREAM)
        except zlib.error:
            stream = match[1]
        yield Part(stream, "PDF stream", "strings")
        yield Part(_shown(stream), "PDF stream", "strings")
    yield Unread("a damaged PDF")
