"""What published files say of their makers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter

from cxsite.model.finding import Finding
from tests.check.trees import check, write

CHARTER = "title: Our roadmap\ndisclaimer: A plan.\n"


def jpeg(path: Path, **tags: object) -> None:
    picture = Image.new("RGB", (8, 8))
    exif = picture.getexif()
    if "artist" in tags:
        exif[0x013B] = tags["artist"]
    if "position" in tags:
        exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 46.0, 30.0), 3: "E", 4: (6.0, 5.0, 2.0)})
    picture.save(path, exif=exif)


def png(path: Path, **texts: str) -> None:
    about = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        about.add_text(name, text)
    Image.new("RGB", (8, 8)).save(path, pnginfo=about)


def pdf(path: Path, author: str) -> None:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Author": author} if author else {"/Title": "A plan"})
    writer.write(path)


def found(root: Path, name: str, level: str = "public") -> list[Finding]:
    body = f"See [it](../assets/{name})."
    fields = f"title: Portal\nstatus: idea\nvisibility: {level}\nsummary: We begin.\nbody: '{body}'\n"
    return list(check(write({"roadmap.yml": CHARTER, "initiatives/portal.yml": fields}, root)))


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    folder = tmp_path / "content/assets"
    folder.mkdir(parents=True)
    return folder


def test_a_position_is_found(tmp_path: Path, assets: Path) -> None:
    jpeg(assets / "shop.jpg", position=True)
    (one,) = found(tmp_path, "shop.jpg")
    assert one.rule.code == "CX521" and "tells its location, and public readers" in one.message
    assert one.span.path == "content/assets/shop.jpg"
    assert [other.span.path for other in one.related] == ["content/initiatives/portal.yml"]


def test_an_artist_is_found(tmp_path: Path, assets: Path) -> None:
    jpeg(assets / "shop.jpg", artist="Design office")
    assert "artist" in found(tmp_path, "shop.jpg")[0].message


@pytest.mark.parametrize("name", ["Author", "Creator"])
def test_texts_of_png_are_found(tmp_path: Path, assets: Path, name: str) -> None:
    png(assets / "shop.png", **{name: "Design office"})
    assert name.lower() in found(tmp_path, "shop.png")[0].message


def test_the_author_of_a_pdf_is_found(tmp_path: Path, assets: Path) -> None:
    pdf(assets / "plan.pdf", "Design office")
    assert "tells its author" in found(tmp_path, "plan.pdf")[0].message


def test_only_what_lesser_readers_get_counts(tmp_path: Path, assets: Path) -> None:
    jpeg(assets / "shop.jpg", position=True)
    assert found(tmp_path, "shop.jpg", "internal") == []


def test_clean_and_broken_files_say_nothing(tmp_path: Path, assets: Path) -> None:
    png(assets / "a.png", Title="A shop", Software="A program")
    jpeg(assets / "b.jpg")
    pdf(assets / "c.pdf", "")
    (assets / "d.jpg").write_bytes((assets / "b.jpg").read_bytes()[:40])
    (assets / "e.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    (assets / "f.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    (assets / "g.txt").write_text("Some text")
    for name in ("a.png", "b.jpg", "c.pdf", "d.jpg", "e.pdf", "f.png", "g.txt"):
        assert "CX521" not in {one.rule.code for one in found(tmp_path, name)}, name
