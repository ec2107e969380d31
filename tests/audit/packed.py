"""Ways to pack a text into a file, for tests that unpack it again."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

OFFICE = {
    "docx": ("word/document.xml", "w:p", "w:r><w:t", "w:t></w:r"),
    "xlsx": ("xl/sharedStrings.xml", "si", "r><t", "t></r"),
    "pptx": ("ppt/slides/slide1.xml", "a:p", "a:r><a:t", "a:t></a:r"),
    "odt": ("content.xml", "text:p", "text:span", "text:span"),
}


def zipped(data: bytes, name: str = "a.txt") -> bytes:
    """An archive with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def tarred(data: bytes, mode: str = "w") -> bytes:
    """A TAR with one member, packed as `mode` says."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo("a.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def office(text: str, form: str, every: int) -> bytes:
    """An Office document that begins a new run after every so many letters, as editors do."""
    member, paragraph, begin, end = OFFICE[form]
    runs = "".join(f"<{begin}>{text[at : at + every]}</{end}>" for at in range(0, len(text), every))
    return zipped(f"<?xml version='1.0'?><x><{paragraph}>{runs}</{paragraph}></x>".encode(), member)


def woff(text: str) -> bytes:
    """A font in WOFF whose one packed table has the text in UTF-16, as tables of names do."""
    table = text.encode("utf-16-be")
    body = zlib.compress(table)
    head = struct.pack(">4sIIHHIHHIIIII", b"wOFF", 0x00010000, 64 + len(body), 1, 0, 100, 1, 0, 0, 0, 0, 0, 0)
    return head + struct.pack(">4sIIII", b"name", 64, len(body), len(table), 0) + body


def true_type(text: str) -> bytes:
    """A font whose one table has the text in UTF-16."""
    table = text.encode("utf-16-be")
    return struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0) + struct.pack(">4sIII", b"name", 0, 28, len(table)) + table


def ds_store(text: str) -> bytes:
    """What the Finder of a Mac leaves in folders."""
    name = text.encode("utf-16-be")
    return b"\x00\x00\x00\x01Bud1\x00\x00\x10\x00" + struct.pack(">I", len(text)) + name + b"Ilocblob\x00\x00\x00\x10"


def pdf(content: bytes, filters: str = "") -> bytes:
    """A whole PDF with one page of this content, whose stream has passed `filters`."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n" % (len(content), filters.encode()) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    )


def drawn(text: str) -> bytes:
    """A page that shows a text in one piece."""
    return b"BT /F1 12 Tf 10 100 Td " + _string(text) + b" Tj ET"


def _string(text: str) -> bytes:
    return b"(" + "".join(f"\\{letter}" if letter in "()\\" else letter for letter in text).encode() + b")"


def kerned(text: str) -> bytes:
    """A page that shows a text letter by letter, with corrections of the distances."""
    return b"BT /F1 12 Tf 10 100 Td [" + b" -20 ".join(map(_string, text)) + b"] TJ ET"


def in_hex(text: str) -> bytes:
    """A page that shows a text in hexadecimal digits."""
    return b"BT /F1 12 Tf 10 100 Td <" + text.encode().hex().encode() + b"> Tj ET"


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": lambda data: zlib.compress(data)[2:-4],
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "zip": zipped,
    "zip behind a prefix": lambda data: b"\x7fELF\x01\x02\x00\x00" * 9 + zipped(data),
    "tar": tarred,
    "tar.gz": lambda data: tarred(data, "w:gz"),
    "tar.bz2": lambda data: tarred(data, "w:bz2"),
    "tar.xz": lambda data: tarred(data, "w:xz"),
    "base64": base64.b64encode,
    "base64 in lines": base64.encodebytes,
    "base64 in short lines": lambda data: b"\n".join(
        base64.b64encode(data)[at : at + 16] for at in range(0, len(base64.b64encode(data)), 16)
    ),
    "UTF-16": lambda data: data.decode().encode("utf-16-le") if data.isascii() else data,
}
