"""Decks hold what their audience's pages hold, in as few words; the file of slides is native and the same each time."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cxsite.load.load import load
from cxsite.projection.projection import project
from cxsite.render.deck.committee import committee_report
from cxsite.render.deck.deck import Chart, Deck, Lines, Sheet, Stretch, Table, Timeline, TimeRow
from cxsite.render.deck.presentation import presentation
from cxsite.render.deck.slides_file import as_slides
from cxsite.render.render import site_of
from cxsite.render.site import Site
from tests.render.pages.conftest import CONTENT, TODAY
from tests.render.pages.test_standing import KPIS, PHASES, REVIEWS, TEAMS, WORK

SMALL = Deck(
    "Roadmap",
    ["Vision"],
    "partner",
    "de",
    dt.date(2026, 3, 31),
    "Partner: as of today",
    "{n} von {all}",
    [
        Sheet(
            "Figures", [(Lines(["Three"]), 1), (Table("KPIs", ["A", "B"], [["one", "two"]], [1, 2]), 3)], ["Say this"]
        ),
        Sheet("Course", [(Chart("lines", "How it feels", ["x", "y"], {"P": [1, None], "Q": [3, 4]}, (1, 5)), 1)], []),
        Sheet("Way", [(Chart("bars", "Progress", ["x"], {"Progress": [0.5]}, (0, 1), percent=True), 1)], []),
        Sheet(
            "Time",
            [
                (
                    Timeline(
                        "Timeline",
                        [(0, "Q1"), (50, "Q2")],
                        (40, "Heute"),
                        [
                            (
                                "Now",
                                [
                                    TimeRow(
                                        "Labels", "Geplant, Q2", "planned", [Stretch(50, 20, "sure")], [(60, "open")]
                                    )
                                ],
                            )
                        ],
                    ),
                    1,
                )
            ],
            [],
        ),
    ],
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deck") / "content"
    own = {"teams.yml": TEAMS, "phases.yml": PHASES, "initiatives.yml": WORK, "reviews.yml": REVIEWS, "kpis.yml": KPIS}
    for name, text in {**CONTENT, **own}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _site(content: Path, audience: str) -> Site:
    roadmap = load(content, content.parent).roadmap
    assert roadmap is not None
    return site_of(project(roadmap, roadmap.levels[audience], TODAY))


def _texts(deck: Deck) -> Iterator[str]:
    yield from (deck.title, deck.foot, *deck.subtitle)
    for sheet in deck.sheets:
        yield from (sheet.title, *sheet.notes)
        for block, _ in sheet.blocks:
            match block:
                case Lines():
                    yield from block.texts
                case Table():
                    yield from (block.name, *block.headings, *(cell for row in block.rows for cell in row))
                case Chart():
                    yield from (*block.categories, *block.series)
                case Timeline():
                    yield from (text for _, rows in block.lanes for row in rows for text in (row.name, row.said))


def test_a_deck_holds_what_its_audience_sees(content: Path) -> None:
    internal = " | ".join(_texts(presentation(_site(content, "internal"))))
    deck = presentation(_site(content, "public"))
    public = " | ".join(_texts(deck))
    for word in ("Zirconium", "scorecards behind", "A new end", "Parcel crew", "Overdue", "For colleagues only"):
        assert word in internal and word not in public, word
    for word in ("Labels", "It works", "No label", "Effort"):
        assert word in internal and word in public, word
    assert deck.audience == "public"
    assert [len(row) == len(block.headings) == len(block.widths) for sheet in deck.sheets for block, _ in sheet.blocks
            if isinstance(block, Table) for row in block.rows].count(False) == 0  # fmt: skip


def test_the_report_is_about_a_period(content: Path) -> None:
    site = _site(content, "internal")
    review, quarter = committee_report(site), committee_report(site, quarter=True)
    assert "12 March 2026" in " ".join(review.subtitle) and "1 January 2026" in " ".join(quarter.subtitle)
    words = " | ".join(_texts(review))
    for word in (
        "A new end of the scorecards",
        "Labels come first",
        "May",
        "Scorecards",
        "It works",
        "Effort",
        "Carrier fails",
        "of 120",
    ):
        assert word in words, word


def test_english_keeps_its_order_on_slides_from_right_to_left() -> None:
    pptx = pytest.importorskip("pptx")
    rows = [["4 March 2026", "החזרה"], ["70 %", "v2 של"]]
    sheet = Sheet("KPIs", [(Table("KPIs", ["When", "מה"], rows, [1, 2]), 1)], [])
    deck = Deck("מפה", [], "partner", "he", dt.date(2026, 3, 31), "Partner", "{n} of {all}", [sheet])
    slide = list(pptx.Presentation(io.BytesIO(as_slides(deck))).slides)[1]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    ways = [[cell.text_frame.paragraphs[0]._p.pPr.get("rtl") for cell in row.cells] for row in table.rows]
    assert ways == [["1", "0"], ["1", "0"], ["0", "0"]]
    foot = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "2 of 2"]
    assert foot[0].text_frame.paragraphs[0]._p.pPr.get("rtl") == "0"


def test_slides_from_right_to_left_are_the_mirror_image() -> None:
    """Every column, axis and corner stands where the other language's stands, seen from the other side."""
    pptx = pytest.importorskip("pptx")

    def slides(language: str) -> list[Any]:
        return list(pptx.Presentation(io.BytesIO(as_slides(replace(SMALL, language=language)))).slides)[1:]

    there, here = slides("he"), slides("de")
    for one, other in zip(there, here, strict=True):
        for shape, twin in zip(one.shapes, other.shapes, strict=True):
            if shape.has_text_frame and shape.text_frame.text.startswith("Q"):
                continue  # Beside its line on the other side, with room of its own.
            around = shape.left + shape.width / 2 + twin.left + twin.width / 2
            assert around == pytest.approx(13.333 * 914400, abs=914400 * 0.06), shape.name
    table, twin = (next(shape.table for shape in slide[0].shapes if shape.has_table) for slide in (there, here))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["B", "A"], ["two", "one"]]
    assert [column.width for column in table.columns] == [column.width for column in twin.columns][::-1]
    assert table._tbl.tblPr.get("rtl") is None, "no program turns them once more"
    lines, bars = (next(shape.chart for shape in slide.shapes if shape.has_chart) for slide in there[1:3])
    assert (lines.category_axis.reverse_order, lines.value_axis.reverse_order) == (True, False)
    assert (bars.category_axis.reverse_order, bars.value_axis.reverse_order) == (True, True)


def test_slides_are_native(tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    data = as_slides(SMALL)
    book = pptx.Presentation(io.BytesIO(data))
    slides = list(book.slides)
    assert [slide.shapes.title.text for slide in slides] == ["Roadmap", "Figures", "Course", "Way", "Time"]
    assert all("Partner: as of today" in slide.notes_slide.notes_text_frame.text for slide in slides)
    assert "Say this" in slides[1].notes_slide.notes_text_frame.text
    tables = [shape.table for shape in slides[1].shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [["A", "B"], ["one", "two"]]
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    # What bars measure nothing else says; lines have a legend.
    assert [chart.has_title and chart.chart_title.text_frame.text for chart in charts] == [False, "Progress"]
    assert [[list(series.values) for series in chart.plots[0].series] for chart in charts] == [
        [[1.0, None], [3.0, 4.0]],
        [[0.5]],
    ]
    said = [
        shape._element.xpath(".//p:cNvPr/@descr")[0]
        for slide in slides
        for shape in slide.shapes
        if shape.has_table or shape.has_chart or shape.name == "Labels"
    ]
    assert said[:3] == ["KPIs: A, B", "How it feels. P: x 1; Q: x 3, y 4", "Progress. Progress: x 50%"]
    assert "Labels: Geplant, Q2" in said
    core = book.core_properties
    assert (core.category, core.keywords, core.language, core.title) == ("partner", "partner", "de", "Roadmap")
    assert core.created == core.modified == dt.datetime(2026, 3, 31)
    assert data == as_slides(SMALL), "the same bytes each time"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "printer" in name]


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("loimpress") is None, reason="needs LibreOffice Impress")
def test_libreoffice_opens_them(content: Path, tmp_path: Path) -> None:
    deck = presentation(_site(content, "internal"))
    (tmp_path / "deck.pptx").write_bytes(as_slides(deck))
    home = tmp_path / "home"
    office = ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={home.as_uri()}"]
    subprocess.run([*office, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")],
                   check=True, timeout=240, capture_output=True)  # fmt: skip
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "deck.pdf").pages]
    assert len(pages) == 1 + len(deck.sheets)
    for sheet, page in zip(deck.sheets, pages[1:], strict=True):
        assert sheet.title in page and "For colleagues only" in page
