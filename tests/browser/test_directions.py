"""A site in Arabic, whose interface speaks English: each reads in its own direction, on a page that is mirrored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cxsite.cli.main import main
from tests.browser.conftest import settled
from tests.browser.test_accessibility import axe, shape, violations
from tools.reading.server import served

__all__ = ["axe"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTENT = {
    "mkdocs.yml": "site_name: x\ntheme: material\nplugins: [search, {cxsite: {today: 2026-03-31}}]\ndocs_dir: public\n",
    "public/.keep": "",
    "content/roadmap.yml": "format: 1\ntitle: خارطة الطريق\nlanguage: ar\ndisclaimer: هذه خطة.\n",
    "content/kpis/k.yml": (
        "title: سهولة الإرجاع\nmetric: ces\nscale: 7\ndirection: up\nvisibility: public\n"
        "measurements:\n  - {date: 2026-02-28, value: 5.2, n: 240}\n  - {date: 2025-11-30, value: 4.1, n: 250}\n"
    ),
    "content/kpis/minus.yml": (
        "title: رصيد الانتظار\nmetric: count\nunit: نقطة\ndirection: up\nvisibility: public\n"
        "measurements:\n  - {date: 2026-02-28, value: -47.5}\n  - {date: 2026-01-31, value: -45}\n"
    ),
    "content/initiatives/i.yml": (
        "title: إرجاع بلا طابعة\nsummary: ابدأ الإرجاع.\nstatus: in-progress\nvisibility: public\n"
        "start: 2026-01-05\nend: 2026-06-30\nmilestones: [{title: البحث, date: 2026-02-16, done: true}]\n"
    ),
    "content/initiatives/then.yml": (
        "title: سهولة\nsummary: ابدأ.\nstatus: planned\nvisibility: public\nstart: 2026-10-01\nend: 2027-03-31\n"
    ),
    **{
        f"content/initiatives/idea-{n}.yml": f"title: فكرة {n}\nsummary: ابدأ.\nstatus: idea\nvisibility: public\n"
        for n in range(10, 30)
    },
    "content/initiatives/idea-long.yml": (
        f"title: {'فكرة طويلة جدا ' * 20}\nsummary: ابدأ.\nstatus: idea\nvisibility: public\n"
    ),
    "content/journeys/j.yml": (
        "title: شراء حذاء\nvisibility: public\nstages:\n  - id: s\n    title: البحث\n    touchpoints:\n"
        "      - {id: t, title: البحث في الموقع, score: 4}\n      - {id: u, title: الدفع, score: 2}\n"
    ),
}
PAGES = ("", "board/", "timeline/", "kpis/", "kpis/k/", "initiatives/i/", "journeys/j/")
# Where the first and the last character of a text stand, from the left edge of the screen.
ENDS = """
(text) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(text);
    if (at < 0) continue;
    const edge = (place) => {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      return range.getBoundingClientRect().left;
    };
    if (edge(at)) return [edge(at), edge(at + text.length - 1)];
  }
  return null;
}
"""

# Where the text of a heading begins, from the left edge of the screen.
BEGIN = """
(head) => {
  const range = document.createRange();
  range.selectNodeContents(head.firstChild);
  return range.getBoundingClientRect().right;
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    root = tmp_path_factory.mktemp("arabic")
    for name, text in CONTENT.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    assert main(["build", "--audience", "public", "--config", str(root), "--out", str(root / "site")]) == 0
    with served(root / "site" / "public") as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        yield context.new_page()
        context.close()


def _ends(page: Page, text: str) -> tuple[float, float]:
    found: Any = page.evaluate(ENDS, text)
    assert found is not None, text
    return found[0], found[1]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("kpis/k/", "28 February 2026"),
        ("kpis/k/", "5.2 of 7"),
        ("kpis/", "of 7"),
        ("kpis/minus/", "−47.5"),
        ("kpis/minus/", "−2.5"),
        ("initiatives/i/", "1 of 1 reached"),
        ("journeys/j/", "4 of 5"),
        ("timeline/", "When we plan to work on what."),
    ],
)
def test_the_words_of_the_interface_run_from_left_to_right(page: Page, address: str, text: str) -> None:
    page.goto(address)
    settled(page)
    first, last = _ends(page, text)
    assert first < last


def test_the_words_of_the_content_run_from_right_to_left_and_begin_where_the_page_does(page: Page) -> None:
    page.goto("initiatives/i/")
    settled(page)
    first, last = _ends(page, "إرجاع بلا طابعة")
    assert first > last
    heads = page.locator("main h1, main h2").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert len(heads) > 1 and max(heads) - min(heads) < 1


def test_words_beside_a_bar_stand_beyond_its_end(page: Page) -> None:
    """Time runs from right to left there, so what follows a bar stands to its left."""
    page.goto("timeline/")
    settled(page)
    apart = page.evaluate(
        "() => [...document.querySelectorAll('.cx-tl__track:has(.cx-tl__label)')].map((track) => {"
        "  const words = track.querySelector('.cx-tl__label').getBoundingClientRect();"
        "  const bars = [...track.querySelectorAll('.cx-tl__part')].map((one) => one.getBoundingClientRect());"
        "  return [Math.min(...bars.map((one) => one.left)) - words.right,"
        "    words.left - Math.max(...bars.map((one) => one.right))];"
        "})"
    )
    after, before = apart
    assert after[0] > 0 and before[1] > 0, "before a bar only where there is no room after it"


def test_a_chart_s_time_runs_as_the_page_does(page: Page) -> None:
    page.goto("kpis/k/")
    settled(page)
    places = page.evaluate(
        "() => Object.fromEntries(Object.entries({dots: '.cx-kp__dot', ticks: '.cx-grid + text:not([dy])',"
        "  lines: '.cx-grid', heights: '.cx-grid + text[dy]'}).map(([name, what]) =>"
        "  [name, [...document.querySelectorAll(`.cx-chart ${what}`)].map((one) => {"
        "    const box = one.getBoundingClientRect(); return [box.left, box.right]; })]))"
    )
    for name in ("dots", "ticks"):
        begins = [left for left, _ in places[name]]
        assert len(begins) > 1 and begins == sorted(begins, reverse=True), name
    drawn = max(right for _, right in places["lines"])
    assert places["heights"] and all(drawn < left and right <= 1280 for left, right in places["heights"])
    first, last = _ends(page, "The values over time")
    assert first < last
    assert page.locator(".cx-chart figcaption").evaluate("(one) => getComputedStyle(one).textAlign") == "right"


def test_a_long_column_is_folded_and_a_filter_finds_what_is_in_it(page: Page) -> None:
    page.goto("board/")
    settled(page)
    later = page.locator("section:has(> #later)")
    fold = later.locator("details")
    expect(later.locator(".cx-card:visible")).to_have_count(12)
    expect(fold.locator("summary")).to_have_text("and 9 more")
    page.locator("input[name=find]").fill("29")
    expect(later.locator(".cx-card:visible")).to_have_count(1)
    expect(fold.locator("summary")).to_be_hidden()
    page.locator("input[name=find]").fill("")
    expect(later.locator(".cx-card:visible")).to_have_count(12)
    expect(fold.locator("summary")).to_be_visible()


def test_a_title_of_many_lines_is_cut_on_a_card_and_whole_on_its_page(page: Page) -> None:
    page.goto("board/")
    settled(page)
    title = page.locator(".cx-card__title", has_text="طويلة").first
    # It may lie in the fold, which has no heights until it is open.
    page.locator("section:has(> #later) details").evaluate("(one) => { one.open = true; }")
    expect(title).to_be_visible()
    lines = "(one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    assert 4.9 < title.evaluate(lines) < 5.6
    assert len(title.inner_text()) > 250, "whoever listens hears all of it"
    page.goto("initiatives/idea-long/")
    settled(page)
    head = page.locator("main h1")
    assert head.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 1
    assert head.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") < 28


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_worse_for_anybody(page: Page, axe: str, address: str) -> None:
    page.goto(address)
    settled(page)
    assert page.evaluate("document.documentElement.dir || document.body.dir") == "rtl"
    assert violations(page, axe) == []
    assert [said for said in shape(page) if said != "the language is not said"] == []
