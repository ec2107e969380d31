"""The presentation in a browser: a screen each, by keyboard, enlarged, without motion or scripts, and on paper."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.test_paper import A4, is_format

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRESENT = "present/"
SCREENS = [(1366, 768), (1920, 1080)]
_CUT = """() => [...document.querySelectorAll(".cx-slide, .cx-slide *")].filter((one) => {
  const style = getComputedStyle(one);
  const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
  return cuts && !one.closest(".cx-clamp, .cx-sr, svg")
    && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.className)"""


# The section that begins where the window begins; empty while none does.
SHOWN = """() => [...document.querySelectorAll(".cx-slide")].find((one) => Math.abs(
  one.getBoundingClientRect().top - document.querySelector(".md-header").getBoundingClientRect().bottom
) < 3)?.id ?? "" """


def wait_for(page: Page, name: str) -> None:
    """Wait until the section has the focus, and begins where the window does."""
    page.wait_for_function("name => document.activeElement.id === name", arg=name)
    page.wait_for_function(f"name => ({SHOWN})() === name", arg=name)


@pytest.mark.parametrize("level", ["public", "internal"])
def test_each_section_is_a_screen_of_its_own(level: str, reader: Open) -> None:
    for width, height in SCREENS:
        page = reader(level, width, height).open(PRESENT)
        heights = page.evaluate(
            "[...document.querySelectorAll('.cx-slide')].map((one) => one.getBoundingClientRect().height)"
        )
        room = height - page.evaluate("document.querySelector('.md-header').offsetHeight")
        assert len(heights) > 4
        assert max(heights) < room + 2, (width, heights)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollSnapType") == "y mandatory"


def test_keys_turn_the_sections(reader: Open) -> None:
    looking = reader("internal", 1366, 768, reduced_motion="reduce")
    page = looking.open(PRESENT)
    page.wait_for_selector("[data-cx-deck][data-cx-ready]")
    names = page.evaluate("[...document.querySelectorAll('.cx-slide')].map((one) => one.id)")
    for key, name in [
        ("ArrowRight", names[1]),
        ("PageDown", names[2]),
        ("ArrowDown", names[3]),
        ("ArrowLeft", names[2]),
        ("PageUp", names[1]),
        ("End", names[-1]),
        ("ArrowUp", names[-2]),
        ("Home", names[0]),
    ]:
        page.keyboard.press(key)
        wait_for(page, name)
        assert page.evaluate("location.hash") == f"#{name}"
    page.keyboard.press("Control+End")
    assert page.evaluate("location.hash") == f"#{names[0]}", "with another key it is the browser's"
    page.locator(".md-search__input").first.focus()
    page.keyboard.type("x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == f"#{names[0]}", "who types moves the cursor"
    assert looking.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_enlarged_it_is_a_page_of_which_nothing_is_cut(script: bool, reader: Open) -> None:
    """1366 × 768 at 200 % is a window of half of that; scripts may be off."""
    looking = reader("internal", 683, 384, java_script_enabled=script)
    page = looking.page
    page.goto(looking.site.address + PRESENT)
    cdp = page.context.new_cdp_session(page)
    size = cdp.send("Page.getLayoutMetrics")["cssContentSize"]
    assert size["width"] <= 683 and size["height"] > 3000
    if script:
        page.wait_for_selector("[data-cx-deck][data-cx-ready]")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollSnapType") == "none"
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20
        assert page.evaluate(_CUT) == []
        page.keyboard.press("ArrowDown")
        assert page.evaluate("location.hash") == "", "what is larger than the window is read to its end first"


def test_the_statements_of_the_site_stand_below_the_last_section(reader: Open) -> None:
    page = reader("public", 1366, 768).open(PRESENT)
    last = page.locator(".cx-statements a").last
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    page.wait_for_function("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")
    assert last.is_visible() and last.bounding_box()["y"] < 768  # type: ignore[index]


def test_without_motion_nothing_snaps(reader: Open) -> None:
    page = reader("public", 1366, 768, reduced_motion="reduce").open(PRESENT)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollSnapType") == "none"


@pytest.mark.parametrize("level", ["public", "internal"])
def test_each_section_is_a_sheet(level: str, reader: Open) -> None:
    page = reader(level).open(PRESENT)
    titles = page.locator(".cx-slide__head :is(h1, h2)").all_text_contents()
    page.emulate_media(media="print")
    document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))
    assert is_format(document, A4)
    assert len(document.pages) == len(titles)
    for number, (sheet, title) in enumerate(zip(document.pages, titles, strict=True), 1):
        text = " ".join(sheet.extract_text().split())
        assert " ".join(title.split())[:20] in text
        assert f"{number} of {len(titles)}" in text
        assert ("For colleagues only" in text) is (level == "internal")
        assert sheet.mediabox.width > sheet.mediabox.height


def test_the_report_is_one_sheet(reader: Open) -> None:
    page = reader("internal").open("report/")
    page.emulate_media(media="print")
    document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))
    assert is_format(document, A4) and len(document.pages) == 1
    text = " ".join(document.pages[0].extract_text().split())
    assert "Decisions asked for" in text and "Decisions taken" in text


@pytest.mark.parametrize("level", ["public", "internal"])
def test_the_roadmap_on_a_page_is_one_screen(level: str, reader: Open) -> None:
    page = reader(level, 1920, 1080).open("on-a-page/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    assert page.evaluate("document.documentElement.scrollWidth") <= 1920
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 16


@pytest.mark.parametrize("level", ["public", "internal"])
def test_links_unfurl_with_the_picture_of_the_site(level: str, reader: Open) -> None:
    looking = reader(level)
    page = looking.open("board/")
    said = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('meta[property^=og]')]"
        ".map((one) => [one.getAttribute('property'), one.content]))"
    )
    domain = "com" if level == "public" else "org"
    assert said["og:image"].startswith("https://") and said["og:image"].endswith(f".example.{domain}/share.png")
    assert said["og:title"] and said["og:description"]
    assert (looking.site.folder / "share.png").read_bytes().startswith(b"\x89PNG")
