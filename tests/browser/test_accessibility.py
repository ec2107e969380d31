"""axe-core on every page type of both sites: wide and narrow, light and dark. WCAG 2.2, A and AA, and good practice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LEVELS, Open, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW, HEIGHT = 1280, 390, 900
# A small screen, and 1280 px at 200 %.
SMALL = ((320, 640), (640, 450))
RUN = """
(tags) => axe.run({
  runOnly: { type: "tag", values: tags },
  // Off until asked for; it is A and AA of WCAG 2.2.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
})
"""


@pytest.fixture(scope="module")
def axe(repository: Path) -> str:
    return (repository / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds on the page as it is, a line for each element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def other_scheme(page: Page) -> str:
    """Switch between light and dark as readers do, and wait for the diagrams in the new colours; gives its name."""
    page.evaluate("document.querySelector('.md-header label[for^=__palette]:not([hidden])').click()")
    page.wait_for_function(
        "[...document.querySelectorAll('figure.cx-diagram')].filter((one) => !one.closest('details:not([open])'))"
        ".every((figure) => figure.dataset.cxScheme === document.body.dataset.mdColorScheme)"
    )
    return scheme_of(page)


def scheme_of(page: Page) -> str:
    """The name of the scheme that the page is seen in."""
    return str(page.evaluate("document.body.dataset.mdColorScheme"))


SHAPE = """
() => [
  [document.documentElement.lang !== "en", "the language is not said"],
  [document.querySelectorAll("h1").length !== 1, "there is not one h1"],
  [!document.querySelector("main"), "there is no main part"],
  [!document.querySelector("header.md-header"), "there is no header"],
  [document.querySelector("th:not([scope]):not(.md-typeset__table th)"), "a header of a table has no scope"],
  [document.querySelector("table.cx-table:not(:has(th[rowspan])) tbody tr:not(:only-child, :has(th))"),
   "a row of a table has no header"],
  [[...document.querySelectorAll("img:not([alt])")].length, "an image has no text"],
  [document.documentElement.scrollWidth > innerWidth, "the page is wider than the screen"],
].filter(([wrong]) => wrong).map(([, said]) => said)
"""


def shape(page: Page) -> list[str]:
    """What is wrong with the bones of the page."""
    found: list[str] = page.evaluate(SHAPE)
    return found


LOST = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, .cx-badge, .cx-card, button)")].filter((one) => {
  const style = getComputedStyle(one);
  return one.clientWidth && style.overflowX === "hidden" && style.position !== "absolute"
    && one.scrollWidth > one.clientWidth + 1;
}).map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`)
"""


def lost(page: Page) -> list[str]:
    """What cannot be read without scrolling sideways: texts that are cut off, and the page if it is too wide."""
    found: list[str] = page.evaluate(LOST)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, "the page scrolls sideways"] if wide else found


def resized(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until the page has taken it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("level", LEVELS)
def test_no_page_keeps_anybody_out(level: str, half: int, reader: Open, axe: str) -> None:
    """Each page on one load: wide in one scheme, narrow in the other, and on windows where least has room."""
    looking: Reader = reader(level, reduced_motion="reduce")
    found: dict[str, list[str]] = {}
    seen = set()
    for turn, (name, address) in enumerate(list(looking.site.types.items())[half::2]):
        # The site remembers the choice: every second page is in the dark first. So all four ways come in turn.
        widths = (WIDE, NARROW) if turn // 2 % 2 else (NARROW, WIDE)
        looking.page.set_viewport_size({"width": widths[0], "height": HEIGHT})
        page = looking.open(address)
        said = []
        for width in widths:
            resized(page, width, HEIGHT)
            scheme = other_scheme(page) if width == widths[1] else scheme_of(page)
            told = [*violations(page, axe), *shape(page)]
            said += [f"{width} {scheme}: {line}" for line in told]
            seen.add((width, scheme))
        for size in SMALL:
            resized(page, *size)
            said += [f"{size[0]}: {line}" for line in lost(page)]
        if said:
            found[name] = said
    assert found == {}
    assert looking.wrong == []
    assert seen == {(width, scheme) for width in (WIDE, NARROW) for scheme in ("default", "slate")}


def test_a_broken_label_is_found(reader: Open, axe: str) -> None:
    """That the test above can fail: a region without a name, a label that is none, a text nobody can read."""
    page = reader("public").open("board/")
    page.evaluate("for (const e of [...document.querySelectorAll('.cx-filter label')]) e.replaceWith(...e.children)")
    page.evaluate("document.querySelector('.cx-badge').style.setProperty('color', '#aaa')")
    found = " ".join(violations(page, axe))
    assert "select-name" in found
    assert "color-contrast" in found
    page.evaluate("document.querySelector('main h1').remove()")
    assert shape(page) == ["there is not one h1"]
    resized(page, *SMALL[0])
    assert lost(page) == []
    page.evaluate("document.querySelector('.cx-card').style.cssText = 'overflow: hidden; width: 3em'")
    page.evaluate("document.querySelector('main h2').style.width = '400px'")
    assert lost(page)[0].startswith("cut off: ") and lost(page)[-1] == "the page scrolls sideways"


STOP = """
() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  // The switch of the colours is a label; the field that it belongs to has no size.
  const box = (stop.matches(".md-option") ? stop.nextElementSibling : stop).getBoundingClientRect();
  const seen = box.width * box.height > 0 && box.right > 0 && box.left < innerWidth;
  return [stop.outerHTML.slice(0, 90), seen];
}
"""


def test_each_stop_of_the_keyboard_is_seen_and_the_last_lets_go(reader: Open) -> None:
    page = reader("public").open("")
    stops: list[tuple[str, bool]] = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stops and stop[0] == stops[0][0]):
            break
        stops.append((stop[0], stop[1]))
    assert 'href="#top" class="md-skip' in stops[0][0]
    assert "imprint" in stops[-1][0]
    assert [text for text, seen in stops if not seen] == []


def test_no_stop_of_the_keyboard_is_under_the_header(reader: Open) -> None:
    page = reader("internal").open("kpis/")
    # Into a table that is higher than the window: its frame, then the buttons in its head.
    page.locator("#scorecard .headerlink").focus()
    for name in ("cx-scroll", "cx-sort"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className").startswith(name)
        page.wait_for_function(
            "document.activeElement.getBoundingClientRect().top"
            " >= document.querySelector('.md-header').getBoundingClientRect().bottom",
            timeout=5000,
        )
