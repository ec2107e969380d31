"""Leaks that were planted on purpose, in every place and encoding that a site has: each is caught."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import html
import json
import struct
import urllib.parse
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary, make_dictionary
from cxsite.load.load import load
from cxsite.projection.projection import project

SECRET = "Counsel sees good grounds for ending the contract"
"""Part of an update of the one restricted initiative of the reference roadmap."""
TITLE = "Single customer record (CRM consolidation)"
INTERFACE = "Home Search Next Previous Table of contents roadmap description title"


def _png(key: bytes, payload: bytes, *, kind: bytes = b"tEXt") -> bytes:
    chunk = key + b"\x00" + payload
    framed = struct.pack(">I", len(chunk)) + kind + chunk + struct.pack(">I", zlib.crc32(kind + chunk))
    return b"\x89PNG\r\n\x1a\n" + framed


def _jpeg(payload: bytes) -> bytes:
    exif = b"Exif\x00\x00" + payload
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"


def _pdf(text: str) -> bytes:
    stream = zlib.compress(f"BT ({text}) Tj ET".encode())
    return b"%PDF-1.7\n1 0 obj <<>> stream\n" + stream + b"\nendstream endobj"


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def _entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def _data_uri(text: str) -> str:
    return "data:text/plain;base64," + base64.b64encode(text.encode()).decode()


PLANTED: dict[str, tuple[str, Callable[[], bytes | str]]] = {
    "a page that says it": ("board/index.html", lambda: f"<p>{SECRET}</p>"),
    "a title only": ("board/index.html", lambda: f"<li>{TITLE}</li>"),
    "an HTML comment": ("index.html", lambda: f"<p>x</p><!-- {SECRET} -->"),
    "a data attribute": ("index.html", lambda: f'<div data-note="{SECRET}"></div>'),
    "an alt text": ("index.html", lambda: f'<img src="a.svg" alt="{SECRET}">'),
    "an aria label": ("index.html", lambda: f'<a aria-label="{html.escape(TITLE)}" href="#">x</a>'),
    "tags between the words": ("index.html", lambda: f"<p>{SECRET.replace(' ', '</b> <b>')}</p>"),
    "tags inside a word": ("index.html", lambda: "<p>Counsel sees go<b>od grou</b>nds for ending</p>"),
    "line breaks between the words": ("index.html", lambda: SECRET.replace(" ", "\n    ")),
    "blocks between the words": ("index.html", lambda: SECRET.replace(" ", "</td><td>")),
    "another case": ("index.html", lambda: SECRET.upper()),
    "full-width letters": ("index.html", lambda: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in SECRET)),
    "soft hyphens": ("index.html", lambda: "\u00ad".join(SECRET)),
    "zero-width spaces": ("index.html", lambda: "\u200b".join(SECRET)),
    "character references": ("index.html", lambda: f"<p>{_entities(SECRET)}</p>"),
    "a config printed by an override": ("index.html", lambda: f"<script>var c = {json.dumps({'x': SECRET})}</script>"),
    "a JSON file with escapes": ("roadmap.json", lambda: '{"x": "' + _escaped(SECRET) + '"}'),
    "the search index": ("search/search_index.json", lambda: json.dumps({"docs": [{"text": f"<p>{SECRET}</p>"}]})),
    "a source map": ("assets/a.js.map", lambda: json.dumps({"sourcesContent": [f"// {SECRET}\n"]})),
    "a script": ("assets/a.js", lambda: f"const note = '{SECRET}'"),
    "a style sheet": ("assets/a.css", lambda: f"/* {SECRET} */"),
    "a base64 data URI": ("index.html", lambda: f'<a href="{_data_uri(SECRET)}">x</a>'),
    "base64 of gzip": ("index.html", lambda: base64.b64encode(gzip.compress(SECRET.encode(), mtime=0)).decode()),
    "a gzip file": ("sitemap.xml.gz", lambda: gzip.compress(SECRET.encode(), mtime=0)),
    "gzip in gzip": ("a.gz", lambda: gzip.compress(gzip.compress(SECRET.encode(), mtime=0), mtime=0)),
    "an SVG title": ("assets/a.svg", lambda: f"<svg><title>{SECRET}</title></svg>"),
    "an XML feed": ("feed.xml", lambda: f"<entry><summary type='html'>&lt;p&gt;{SECRET}&lt;/p&gt;</summary></entry>"),
    "a calendar": ("roadmap.ics", lambda: f"DESCRIPTION:{SECRET}\r\n"),
    "a redirect page": (
        "old/index.html",
        lambda: '<meta http-equiv="refresh" content="0; url=../single-customer-record/">',
    ),
    "a URL with its title": (
        "index.html",
        lambda: f'<a href="mailto:a@example.com?subject={urllib.parse.quote(SECRET)}">',
    ),
    "a folder's name": ("initiatives/carrier-contract-exit/index.html", lambda: "<p>x</p>"),
    "a file's name": ("assets/counsel-sees-good-grounds.svg", lambda: "<svg/>"),
    "text in EXIF": ("assets/a.jpg", lambda: _jpeg(SECRET.encode())),
    "UTF-16 text in EXIF": ("assets/a.jpg", lambda: _jpeg(SECRET.encode("utf-16-le"))),
    "text in a PNG": ("assets/a.png", lambda: _png(b"Comment", SECRET.encode())),
    "packed text in a PNG": (
        "assets/a.png",
        lambda: _png(b"Comment", b"\x00" + zlib.compress(SECRET.encode()), kind=b"zTXt"),
    ),
    "a stream of a PDF": ("assets/a.pdf", lambda: _pdf(SECRET)),
    "UTF-16": ("notes.txt", lambda: SECRET.encode("utf-16")),
    "a number": ("index.html", lambda: "<td>240000</td>"),
    "a grouped number": ("index.html", lambda: "<td>240,000</td>"),
    "a number of JSON": ("roadmap.json", lambda: '{"cost": 240000.0}'),
    "a full date": ("index.html", lambda: "<time datetime='2026-02-20'></time>"),
    "a full date in words": ("index.html", lambda: "<td>20 February 2026</td>"),
    "a distinctive word": ("index.html", lambda: "<p>Kingfisher</p>"),
    "the name of a hidden image": ("index.html", lambda: '<img src="assets/portrait-portfolio-landlord.svg">'),
}


@pytest.fixture(scope="module")
def content(repository: Path) -> Path:
    return repository / "content"


@pytest.fixture(scope="module")
def dictionary(content: Path) -> Dictionary:
    roadmap = load(content, content.parent).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels.least, dt.date(2026, 3, 31))
    return make_dictionary(roadmap, view, content, [INTERFACE])


def _found(site: Path, dictionary: Dictionary) -> list[str]:
    return [str(leak) for leak in audit(site, dictionary, frozenset())]


@pytest.mark.parametrize("way", PLANTED)
def test_planted_leak_is_caught(way: str, dictionary: Dictionary, content: Path, tmp_path: Path) -> None:
    name, make = PLANTED[way]
    if way == "the name of a hidden image":
        hidden = [one for one in dictionary.names if dictionary.names[one][0] == "asset"]
        assert hidden, "the reference roadmap has an image that only colleagues see"
        make = lambda: f'<img src="assets/{hidden[0]}">'  # noqa: E731
    planted = make()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(planted if isinstance(planted, bytes) else planted.encode())
    assert _found(tmp_path, dictionary)


@pytest.mark.parametrize("name", ["roadmap.yml", "initiatives/carrier-contract-exit.md", "kpis/cost-per-contact.csv"])
def test_a_copied_source_file_is_caught(name: str, dictionary: Dictionary, content: Path, tmp_path: Path) -> None:
    (tmp_path / "copied.bin").write_bytes((content / name).read_bytes())
    assert any("the whole file" in leak for leak in _found(tmp_path, dictionary))


def test_visible_words_are_no_leak(dictionary: Dictionary, tmp_path: Path) -> None:
    text = "<p>Print your own code: returns without a printer, in Austria and the Netherlands.</p>"
    (tmp_path / "index.html").write_text(text)
    assert _found(tmp_path, dictionary) == []


def test_known_files_are_not_read(dictionary: Dictionary, tmp_path: Path) -> None:
    import hashlib

    data = SECRET.encode()
    (tmp_path / "worker.js").write_bytes(data)
    assert audit(tmp_path, dictionary, {hashlib.sha256(data).hexdigest()}) == ()


def test_a_leak_says_where_it_comes_from(dictionary: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<p>12345 {SECRET}</p>")
    leak = next(one for one in audit(tmp_path, dictionary, frozenset()) if "grounds" in one.excerpt)
    assert leak.path == "index.html"
    assert leak.source == "initiative `carrier-contract-exit`, updates[0].text"
    assert leak.offset > 0
