"""Pages on paper: Chromium prints them to PDF, and what is on the sheets is measured and looked at."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4 = (595.3, 841.9)
LETTER = (612.0, 792.0)
ONLY_FOR_SCREENS = (
    ".md-header, .md-tabs, .md-sidebar, .md-search, .md-top, .md-footer__inner, .headerlink, form.cx-filter,"
    " .cx-diagram__size"
)


def sizes(document: PdfReader) -> set[tuple[float, float]]:
    """The formats of the sheets in points, upright."""
    found = {tuple(sorted(float(side) for side in page.mediabox[2:])) for page in document.pages}
    return {(round(short), round(long)) for short, long in found}


def is_format(document: PdfReader, paper: tuple[float, float]) -> bool:
    """Whether all sheets have this format, upright or across, to a point or two as browsers round."""
    return all(abs(found - said) < 2 for size in sizes(document) for found, said in zip(size, paper, strict=True))


def printed(reader: Open, level: str, name: str, *, scheme: str = "light", letter: bool = False) -> bytes:
    """The PDF of a page, printed from a window in this scheme."""
    looking = reader(level, color_scheme=scheme)
    page = looking.open(looking.site.types[name])
    assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    assert page.locator(ONLY_FOR_SCREENS).locator("visible=true").count() == 0
    paper = "Letter" if letter else "A4"
    return page.pdf(format=paper, prefer_css_page_size=True, print_background=False)


def sheets(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Each sheet as a picture."""
    tool = shutil.which("pdftoppm")
    assert tool, "pdftoppm is missing; install poppler-utils"
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run([tool, "-r", "50", "-png", "page.pdf", "sheet"], cwd=folder, check=True, timeout=120)
    return [Image.open(io.BytesIO(path.read_bytes())).convert("L") for path in sorted(folder.glob("sheet-*.png"))]


def dark_share(sheet: Image.Image) -> float:
    """The share of the sheet that is darker than half grey."""
    return sum(sheet.histogram()[:128]) / (sheet.width * sheet.height)


def margin_ink(sheet: Image.Image) -> int:
    """How much is printed into the outermost 3 mm, where a printer cuts it off."""
    edge = round(3 / 25.4 * 50)
    inner = sheet.crop((edge, edge, sheet.width - edge, sheet.height - edge))
    return sum(sheet.histogram()[:160]) - sum(inner.histogram()[:160])


@pytest.mark.parametrize("name", ["board", "timeline", "journeys-item", "initiatives-item"])
def test_pages_print_cleanly_from_the_dark_too(name: str, reader: Open, tmp_path: Path) -> None:
    pdf = printed(reader, "internal", name, scheme="dark")
    document = PdfReader(io.BytesIO(pdf))
    assert 1 <= len(document.pages) <= 14
    assert is_format(document, A4)
    text = " ".join(page.extract_text() for page in document.pages)
    assert "Internal" in text, "the audience stands on the sheet"
    for number, sheet in enumerate(sheets(pdf, tmp_path)):
        assert dark_share(sheet) < 0.15, f"sheet {number + 1} is dark"
        assert margin_ink(sheet) == 0, f"sheet {number + 1} is printed over its edge"


def test_each_sheet_of_a_table_has_its_head(reader: Open) -> None:
    document = PdfReader(io.BytesIO(printed(reader, "internal", "timeline")))
    texts = [page.extract_text() for page in document.pages]
    rows = [text for text in texts if "Milestones" in text]
    assert len(rows) > 1, "the table of the timeline takes more than one sheet"
    for text in rows:
        assert {"Title", "Phase", "When", "Status"} <= set(text.split())


def test_letter_paper_is_filled_as_well(reader: Open, tmp_path: Path) -> None:
    pdf = printed(reader, "public", "board", letter=True)
    document = PdfReader(io.BytesIO(pdf))
    assert is_format(document, LETTER)
    assert all(margin_ink(sheet) == 0 for sheet in sheets(pdf, tmp_path))


@pytest.mark.parametrize("level", ["public", "internal"])
def test_the_roadmap_on_a_page_is_one_sheet(level: str, reader: Open, tmp_path: Path) -> None:
    pdf = printed(reader, level, "on-a-page")
    document = PdfReader(io.BytesIO(pdf))
    assert len(document.pages) == 1 and is_format(document, A4)
    assert document.pages[0].mediabox.width > document.pages[0].mediabox.height
    text = document.pages[0].extract_text()
    for word in ("Now", "Next", "Later", "As of 31 March 2026"):
        assert word in text
    (sheet,) = sheets(pdf, tmp_path)
    assert margin_ink(sheet) == 0
    assert 0.001 < dark_share(sheet) < 0.15


def test_no_frame_is_printed_empty(reader: Open) -> None:
    looking = reader("internal")
    page = looking.open(looking.site.types["journeys-item"])
    page.emulate_media(media="print")
    # As the theme does just before a page is printed: nothing can be drawn between the two.
    heights = page.evaluate(
        """() => {
          const folds = [...document.querySelectorAll("details:has(.cx-diagram)")];
          folds.forEach((fold) => { fold.open = true; });
          return folds.map((fold) => fold.getBoundingClientRect().height);
        }"""
    )
    assert heights and not any(heights)
