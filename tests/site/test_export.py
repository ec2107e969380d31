"""Files for a meeting: made of what their audience sees, audited, in a place that nobody publishes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.site.exports.meeting_file import BROWSER, find_browser, with_whole_links
from cxsite.site.exports.texts import texts_of
from tests.site.small import project

__all__ = ["project"]


def _archive(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return written.getvalue()


def test_the_audit_gets_all_texts_of_slides_and_no_measures() -> None:
    slide = '<p x="75000" y="12700 5" name="Zirconium"><t>Merger of 4711</t><c><v>1100</v></c></p>'
    found = dict(texts_of(_archive(ppt__slide1_xml=slide, other_bin="Rhodium"), "pptx"))
    assert set(found) == {"ppt-slide1.xml.txt", "other.bin"}
    text = found["ppt-slide1.xml.txt"].decode().split("\n")
    assert text == ["Zirconium", "Merger of 4711", "1100"]
    assert found["other.bin"] == b"Rhodium", "what can't be read goes along as it is"


def test_the_audit_gets_all_texts_of_a_pdf() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Zirconium"})
    writer.add_outline_item(title="Rhodium", page_number=0)
    writer.add_attachment("a.txt", b"Palladium")
    written = io.BytesIO()
    writer.write(written)
    whole = b"\n".join(text for _, text in texts_of(written.getvalue(), "pdf"))
    for word in (b"Zirconium", b"Rhodium", b"Palladium"):
        assert word in whole


def test_without_a_browser_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER, "")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(CxsiteError, match="--format pptx"):
        find_browser()
    monkeypatch.setenv(BROWSER, "/no/such/browser")
    with pytest.raises(CxsiteError, match="CXSITE_CHROMIUM names /no/such/browser"):
        find_browser()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["present", "--out", "content/public/board.pptx"], "which the site is made from"),
        (["present", "--out", "board.odp"], "--format"),
        (["present", "--quarter", "--out", "board.pptx"], "`--quarter` is for the report"),
        (["present", "--out", "nowhere/board.pptx"], "no file in a folder"),
    ],
)
def test_what_can_not_be_exported_is_said_in_a_line(
    words: list[str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words]) == 2
    assert said in capsys.readouterr().err


def test_links_of_a_printed_page_name_the_site_and_never_this_machine() -> None:
    links = '<a class="x" href="../board/index.html#now">b</a><a href="#risks">r</a><a href="https://a.example/">w</a>'
    head = '<link rel="canonical" href="https://lamps.example.com/present/">'
    assert with_whole_links(head + links) == head + (
        '<a class="x" href="https://lamps.example.com/board/#now">b</a><a href="#risks">r</a>'
        '<a href="https://a.example/">w</a>'
    )
    assert with_whole_links(links) == '<a class="x" >b</a><a href="#risks">r</a><a href="https://a.example/">w</a>'


@pytest.mark.slow
def test_files_are_made_for_an_audience_and_audited(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pptx")
    assert main(["export", "report", "--audience", "public", "--out", "report.pptx"]) == 2
    assert "public readers have no page `report/`" in capsys.readouterr().err
    for out in ("one.pptx", "two.pptx"):
        assert main(["export", "present", "--audience", "public", "--out", out]) == 0
    assert Path("one.pptx").read_bytes() == Path("two.pptx").read_bytes()
    whole = b"\n".join(text for _, text in texts_of(Path("one.pptx").read_bytes(), "pptx"))
    assert b"Shorter queues" in whole and b"Zirconium" not in whole
    # The second lock: a file that says more is not written, and the one of before stays.
    monkeypatch.setattr(
        "cxsite.site.exports.meeting_file.texts_of",
        lambda data, form: [*texts_of(data, form), ("x.txt", b"Zirconium merger")],
    )
    assert main(["export", "present", "--audience", "public", "--out", "one.pptx"]) == 1
    assert "merger.yml" in capsys.readouterr().out
    assert Path("one.pptx").read_bytes() == Path("two.pptx").read_bytes()
    assert main(["export", "report", "--audience", "internal", "--out", "report.pptx"]) == 0


@pytest.mark.slow
@pytest.mark.browser
def test_a_pdf_is_tagged_and_the_same_each_time(project: Path) -> None:
    for out in ("one.pdf", "two.pdf"):
        assert main(["export", "present", "--audience", "public", "--out", out]) == 0
    first = Path("one.pdf").read_bytes()
    assert first == Path("two.pdf").read_bytes()
    document = PdfReader(io.BytesIO(first))
    links = {
        note.get_object()["/A"].get("/URI")
        for page in document.pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    }
    assert "https://lamps.example.com/initiatives/queues/" in links
    assert not [link for link in links if link and not str(link).startswith("https://lamps.example.com/")]
    root: Any = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "en"
    assert document.outline, "its headings are a table of contents"
    assert document.metadata is not None and str(document.metadata.creation_date).startswith("2026-03-31")
    text = " ".join(page.extract_text() for page in document.pages)
    assert "Shorter queues" in text and "Zirconium" not in text
