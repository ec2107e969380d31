"""What a file that we made says, as texts for the audit: everything but where things are drawn.

A file of slides or a PDF is full of coordinates, and among so many numbers there is always one that is withheld
somewhere. They are made by our own code and by the browser, of what the audience sees. So they are left out, and
nothing else is: what can't be told apart goes to the audit as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

_MEASURE = re.compile(r"[-+]?[\d.]+(?:pt|cm|in|%)?(?:[ ,][-+]?[\d.]+)*")
_DRAWN = ("/Font", "/XObject", "/ObjStm", "/XRef", "/Metadata")


def texts_of(data: bytes, form: str) -> Iterator[tuple[str, bytes]]:
    """The texts of a file by a name for each; `form` is `pptx` or `pdf`."""
    yield from _of_archive(data, "") if form == "pptx" else _of_pdf(data)


def _of_archive(data: bytes, before: str) -> Iterator[tuple[str, bytes]]:
    """Of each part that is XML all texts and all attributes that are no measures; any other part as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content, place = archive.read(name), f"{before}{name.replace('/', '-')}"
            if name.endswith((".xml", ".rels")):
                yield f"{place}.txt", "\n".join(_of_element(ElementTree.fromstring(content))).encode()
            elif name.endswith(".xlsx"):
                yield from _of_archive(content, f"{place}-")
            else:
                yield place, content


def _of_element(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from (value for value in element.attrib.values() if not _MEASURE.fullmatch(value))
        for text in (element.text, element.tail):
            if text and text.strip():
                yield text


def _of_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text of each page, and every text that stands in an object: titles, alternatives, links, what the file says
    of itself. Streams are drawings, fonts and pictures; any other, such as an attached file, goes along as it is."""
    reader = PdfReader(io.BytesIO(data))
    drawn = set()
    for number, page in enumerate(reader.pages, 1):
        yield f"page-{number}.txt", page.extract_text().encode()
        contents = page.get("/Contents")
        drawn |= _references(page.raw_get("/Contents") if contents is not None else None)
    texts: list[str] = []
    for number in sorted({*reader.xref.get(0, {}), *reader.xref_objStm}):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, StreamObject) and not _is_drawn(found) and number not in drawn:
            yield f"stream-{number}", found.get_data()
        texts += _strings(found)
    texts += _strings(reader.metadata)
    yield "objects.txt", "\n".join(texts).encode()


def _references(found: object) -> set[int]:
    if isinstance(found, IndirectObject):
        inner = found.get_object()
        return {found.idnum, *(_references(inner) if isinstance(inner, ArrayObject) else ())}
    return {number for one in found for number in _references(one)} if isinstance(found, ArrayObject) else set()


def _is_drawn(stream: StreamObject) -> bool:
    """Whether a stream is a picture, a font or the file's own index: their texts are those of the pages."""
    named = stream.get("/Type") in _DRAWN or stream.get("/Subtype") in ("/Image", "/Form", "/Type1C", "/CIDFontType0C")
    return named or "/Length1" in stream or "/FunctionType" in stream or "/PatternType" in stream or _is_map(stream)


def _is_map(stream: StreamObject) -> bool:
    """Whether it says which letters a font draws."""
    return b"begincmap" in stream.get_data()[:2000]


def _strings(found: object) -> Iterator[str]:
    match found:
        case TextStringObject():
            yield str(found)
        case ByteStringObject():
            yield bytes(found).decode(errors="replace")
        case DictionaryObject():
            for value in found.values():
                yield from _strings(value)
        case ArrayObject():
            for value in found:
                yield from _strings(value)
