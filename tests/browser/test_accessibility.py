"""axe-core on every page type of both sites: wide and narrow, light and dark. WCAG 2.2, A and AA, and good practice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LEVELS, Open, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a scheme changes: every other rule looks at the same page again.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
RUN = """
(only) => axe.run({
  runOnly: only,
  // Off until asked for; it is A and AA of WCAG 2.2.
  rules: only.type === "tag" ? { "target-size": { enabled: true } } : {},
  resultTypes: ["violations"],
})
"""


@pytest.fixture(scope="module")
def axe(repository: Path) -> str:
    return (repository / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str, *, only: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it is, a line for each element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    found: dict[str, Any] = page.evaluate(RUN, chosen)
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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("level", LEVELS)
def test_no_page_keeps_anybody_out(level: str, width: int, reader: Open, axe: str) -> None:
    looking: Reader = reader(level, width=width, reduced_motion="reduce")
    found, schemes = {}, set()
    for name, address in looking.site.types.items():
        page = looking.open(address)
        said = violations(page, axe) + shape(page)
        # The site remembers the choice, so every second page is seen in the dark first.
        scheme = other_scheme(page)
        said += [f"{scheme}: {line}" for line in violations(page, axe, only=OF_COLOUR)]
        schemes.add(scheme)
        if said:
            found[name] = said
    assert found == {}
    assert looking.wrong == []
    assert schemes == {"default", "slate"}


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
    assert "md-skip" in stops[0][0]
    assert "imprint" in stops[-1][0]
    assert [text for text, seen in stops if not seen] == []
