"""Files are what they hold: pages, scripts and drawings that act are refused under any name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cxsite.assets.publishable import unfit_asset, unfit_file
from cxsite.projection.projection import project
from tests.projection.build import public, roadmap
from tests.sites import TODAY

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
REFUSED_DRAWINGS = {
    "script": f"{HEAD}><script>alert(1)</script></svg>",
    "another prefix": '<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>alert(1)</x:script></x:svg>',
    "handler": f'{HEAD} onload="alert(1)"/>',
    "handler inside": f'{HEAD}><g><rect onclick="alert(1)"/></g></svg>',
    "foreignObject": f'{HEAD}><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>',
    "XHTML": f'{HEAD}><metadata><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></metadata></svg>',
    "link": f'{HEAD}><a href="javascript:alert(1)"><text>x</text></a></svg>',
    "use": f'{HEAD}><use xlink:href="https://other.example/x.svg#a"/></svg>',
    "use data": f'{HEAD}><use href="data:image/svg+xml,x"/></svg>',
    "image": f'{HEAD}><image href="https://other.example/x.png"/></svg>',
    "image of a drawing": f'{HEAD}><image href="data:image/svg+xml;base64,AAAA"/></svg>',
    "feImage": f'{HEAD}><filter id="f"><feImage href="https://other.example/x.png"/></filter></svg>',
    "import": f'{HEAD}><style>@import "https://other.example/x.css";</style></svg>',
    "url": f"{HEAD}><style>a {{ fill: url( 'https://other.example/x' ) }}</style></svg>",
    "escaped url": f"{HEAD}><style>a {{ fill: u\\72l(https://other.example/x) }}</style></svg>",
    "style attribute": f'{HEAD}><g style="background:url(//other.example/x)"/></svg>',
    "fill": f'{HEAD}><g fill="url(https://other.example/x#a)"/></svg>',
    "set": f'{HEAD}><use href="#a"><set attributeName="href" to="javascript:alert(1)"/></use></svg>',
    "animate handler": f'{HEAD}><animate attributeName="onload" to="alert(1)"/></svg>',
    "style sheet": f'<?xml-stylesheet href="x.css"?>{HEAD}/>',
    "entity": f'<!DOCTYPE svg [<!ENTITY x "y">]>{HEAD}>&x;</svg>',
    "base": f'{HEAD} xml:base="https://other.example/"/>',
    "broken": f"{HEAD}><g></svg>",
    "iframe": f"{HEAD}><iframe src='x'/></svg>",
}
DRAWINGS = {
    "plain": f'{HEAD} viewBox="0 0 9 9"><title>A shop</title><circle r="9" style="fill:#eef"/></svg>',
    "with doctype": '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n'
    f'{HEAD}><defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use xlink:href="#a"/></svg>',
    "metadata": f'{HEAD}><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata></svg>',
    "style": f"{HEAD}><style>.a {{ fill: url(#b); stroke: red }} @media print {{ .a {{ fill: none }} }}</style></svg>",
    "moves": f'{HEAD}><rect><animate attributeName="opacity" to="0"/></rect></svg>',
    "picture in it": f'{HEAD}><image href="data:image/png;base64,iVBORw0KGgo="/></svg>',
}


@pytest.mark.parametrize("drawing", REFUSED_DRAWINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_drawing_that_acts_is_refused(drawing: str, encoding: str) -> None:
    found = unfit_asset("a.svg", REFUSED_DRAWINGS[drawing].encode(encoding))
    assert found is not None
    assert "holds" in found.message


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_that_draws_is_not(drawing: str) -> None:
    assert unfit_asset("a.svg", DRAWINGS[drawing].encode()) is None


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, form)
    return stream.getvalue()


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<!doctype html><p>x"),
        ("a.png", b"<!doctype html><p>x"),
        ("a.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("a.xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("a.txt", b"  \n<!-- x --><html>"),
        ("a.txt", "<svg/>".encode("utf-16")),
        ("a.csv", b"a,b\n1,<script>alert(1)</script>\n"),
        ("a.xml", b"<a/>"),
        ("a.js", b"alert(1)"),
        ("a.css", b"a { color: red }"),
        ("a.html", picture("GIF")),
        ("a.js", picture("PNG")),
        ("a", b"text"),
        ("a.svgz", b"\x1f\x8b\x08\x00"),
        ("a.wasm", b"\x00asm\x01\x00\x00\x00"),
        ("a.zip", package("x.txt")),
        ("a.docx", package("x.txt")),
        ("a.docx", package("[Content_Types].xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.bin", bytes(range(256))),
    ],
)
def test_refused(name: str, data: bytes, tmp_path: Path) -> None:
    found = unfit_asset(name, data)
    assert found is not None
    assert name in found.message and found.help
    (tmp_path / name).write_bytes(data)
    assert unfit_file(name, tmp_path / name) == found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", picture("PNG")),
        ("a.JPG", picture("JPEG")),
        ("a.gif", picture("GIF")),
        ("a.webp", picture("WEBP")),
        ("a.ico", picture("ICO")),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.docx", package("[Content_Types].xml", "word/document.xml")),
        ("a.odt", package("mimetype", "content.xml")),
        ("a.txt", "Größer als <b> ist nichts.".encode()),
        ("a.csv", "a;b\n1;ä\n".encode("cp1252")),
        ("a.mp4", b"\x00\x00\x00\x20ftypisom"),
        ("a.png", b""),
    ],
)
def test_not_refused(name: str, data: bytes, tmp_path: Path) -> None:
    assert unfit_asset(name, data) is None
    (tmp_path / name).write_bytes(data)
    assert unfit_file(name, tmp_path / name) is None


def test_what_is_refused_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(REFUSED_DRAWINGS["script"])
    (tmp_path / "b.svg").write_text(DRAWINGS["plain"])
    files = {name: tmp_path / name for name in ("a.svg", "b.svg")}
    text = "![A](../assets/a.svg) ![B](../assets/b.svg)"
    whole = replace(roadmap(("persona:x", public({"body": text, "portrait": "a.svg"}))), assets=files)
    found = project(whole, whole.levels["internal"], TODAY)
    assert set(found.assets) == {"b.svg"}
    assert found.items["persona"]["x"].body == " ![B](asset:b.svg)"
