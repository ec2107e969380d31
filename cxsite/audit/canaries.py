"""Canaries: withheld things that are planted on purpose, in every place where the audit should find them."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import struct
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import What

Plant = Callable[[str, str], tuple[str, bytes]]
"""What makes a file of a text and a page of the site: its ending, and its bytes."""


@dataclass(frozen=True, slots=True)
class Canary:
    """A withheld thing and a place: `name` and `content` of the file that holds it."""

    what: What
    text: str
    way: str
    name: str
    content: bytes


def canaries(dictionary: Dictionary, page: str) -> Iterator[Canary]:
    """One canary of each sort of withheld material in each way to hold it; `page` is a page of the site.

    Nothing for sorts of which this content withholds nothing.
    """
    for what, text in samples(dictionary).items():
        for number, (way, plant) in enumerate(WAYS.items()):
            ending, content = plant(text, page)
            yield Canary(what, text, way, f"canary/{what}-{number}/index{ending}", content)
        if what in ("text", "title", "asset"):
            yield Canary(what, text, "the name of a file", f"canary/{what}/{_slug(text)}.txt", b"x")
    for number, (way, content) in enumerate(_UNREADABLE.items()):
        yield Canary("unread", way, "a file that nobody can read", f"canary/unread-{number}/index.bin", content)


def samples(dictionary: Dictionary) -> Mapping[What, str]:
    """One text of each sort that this audience may not read."""
    found: dict[What, str] = {}
    phrases = [*dictionary.long_phrases, *(phrase for phrase in dictionary.phrases if phrase not in dictionary.common)]
    candidates: tuple[tuple[What, list[str]], ...] = (
        ("text", [*(" ".join(phrase) for phrase in phrases), *dictionary.grams]),
        ("title", [text for text, _ in dictionary.titles.spelled]),
        ("word", [*dictionary.words]),
        ("number", [*dictionary.numbers]),
        ("date", [day.isoformat() for day in dictionary.days]),
        ("id", [*map("/".join, dictionary.addresses), *_named(dictionary, "id")]),
        ("asset", _named(dictionary, "asset")),
        ("term", [text for text, _ in dictionary.terms.spelled]),
    )
    for what, texts in candidates:
        if texts:
            found[what] = min(texts, key=lambda text: (-len(text), text))
    return found


def _named(dictionary: Dictionary, sort: What) -> list[str]:
    return [name for name, (what, _) in dictionary.names.items() if what == sort]


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-")[:80]


def _in_page(make: Callable[[str], str]) -> Plant:
    def plant(text: str, page: str) -> tuple[str, bytes]:
        said = make(text)
        whole = page.replace("</body>", f"{said}</body>", 1) if "</body>" in page else f"{page}{said}"
        return ".html", whole.encode(errors="replace")

    return plant


def _file(ending: str, make: Callable[[str], bytes]) -> Plant:
    return lambda text, page: (ending, make(text))


def _zip(text: str, name: str = "a.txt", prefix: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return prefix + out.getvalue()


def _tar(text: str) -> bytes:
    out, data = io.BytesIO(), text.encode()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _docx(text: str) -> bytes:
    runs = "".join(f"<w:r><w:t>{html.escape(text[at : at + 4])}</w:t></w:r>" for at in range(0, len(text), 4))
    return _zip(f"<w:document><w:p>{runs}</w:p></w:document>", "word/document.xml")


def _pdf(text: str) -> bytes:
    shown = "".join(f"\\{letter}" if letter in "()\\" else letter for letter in text)
    content = zlib.compress(f"BT /F1 9 Tf 9 9 Td ({shown}) Tj ET".encode())
    head = f"1 0 obj << /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
    return b"%PDF-1.4\n" + head + content + b"\nendstream\nendobj\n"


def _png(text: str) -> bytes:
    body = b"Comment\x00\x00\x00\x00\x00" + text.encode()
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    return b"\x89PNG\r\n\x1a\n" + chunk


def _font(text: str) -> bytes:
    table = text.encode("utf-16-be")
    return struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0) + struct.pack(">4sIII", b"name", 0, 28, len(table)) + table


def _codes(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


WAYS: Mapping[str, Plant] = {
    "a page": _in_page(lambda text: f"<p>{html.escape(text)}</p>"),
    "a comment": _in_page(lambda text: f"<!-- {text} -->"),
    "an attribute": _in_page(lambda text: f'<i data-x="{html.escape(text)}"></i>'),
    "a script of a page": _in_page(lambda text: f"<script>var x = {json.dumps({'x': text})}</script>"),
    "tags inside of words": _in_page(lambda text: "<p>" + "".join(f"<b>{html.escape(c)}</b>" for c in text) + "</p>"),
    "invisible characters": _in_page(lambda text: "<p>" + "\u2060".join(text) + "</p>"),
    "character references, twice": _in_page(lambda text: f"<p>{html.escape(_codes(text))}</p>"),
    "URL encoding": _in_page(lambda text: f'<a href="mailto:a@example.com?body={urllib.parse.quote(text)}">x</a>'),
    "base64": _in_page(lambda text: f"<p>{base64.b64encode(f'It says: {text}.'.encode()).decode()}</p>"),
    "JSON": _file(".json", lambda text: json.dumps({"x": text}).encode()),
    "a style sheet": _file(".css", lambda text: f"/* {text} */".encode()),
    "UTF-16": _file(".txt", lambda text: f"It says: {text}.".encode("utf-16-le")),
    "a card with folded lines": _file(
        ".vcf", lambda text: f"BEGIN:VCARD\r\nNOTE:{text[:9]}\r\n {text[9:]}\r\nEND:VCARD\r\n".encode()
    ),
    "gzip": _file(".gz", lambda text: gzip.compress(f"It says: {text}.".encode(), mtime=0)),
    "a ZIP": _file(".zip", lambda text: _zip(text)),
    "a ZIP behind something else": _file(".bin", lambda text: _zip(text, prefix=b"\x7fELF\x00\x01\x02\x03" * 8)),
    "a TAR": _file(".tgz", _tar),
    "an Office document": _file(".docx", _docx),
    "a PDF": _file(".pdf", _pdf),
    "a picture": _file(".png", _png),
    "a font": _file(".ttf", _font),
}
"""Each way to hold a text in a site."""

_NOISE = bytes((number * number * 37 + number * 11 + 5) % 256 for number in range(2048))
_UNREADABLE: Mapping[str, bytes] = {
    "bytes of no known form": _NOISE,
    "a font in WOFF2": b"wOF2" + _NOISE,
    "an archive in 7z": b"7z\xbc\xaf\x27\x1c" + _NOISE,
    "a damaged archive": _zip("x" * 5000)[:60] + _NOISE + _zip("x" * 5000)[60:],
}
