"""The timeline as readers use it: it fits its frame, is grouped, filtered with its table, and says what needs what."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LEVELS, Open
from tests.browser.test_in_use import titles

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def lanes(page: Page) -> dict[str, list[str]]:
    """The titles of the rows that each lane shows, by its heading."""
    found: dict[str, list[str]] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.cx-tl__lane:not([hidden])')].map((lane) =>"
        " [lane.querySelector('h2').textContent, [...lane.querySelectorAll('.cx-tl__row:not([hidden])')]"
        ".map((row) => row.querySelector('a').textContent)]))"
    )
    return found


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("width", [1280, 390])
def test_all_of_it_is_in_its_frame(level: str, width: int, reader: Open) -> None:
    page = reader(level, width=width).open("timeline/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside = page.evaluate(
        "(() => { const frame = document.querySelector('.cx-tl').getBoundingClientRect();"
        " return [...document.querySelectorAll('.cx-tl__part, .cx-tl__row a')].filter((part) => {"
        " const box = part.getBoundingClientRect();"
        " return box.left < frame.left - 1 || box.right > frame.right + 1; }).length; })()"
    )
    assert outside == 0


def test_bars_are_as_long_as_they_take(reader: Open) -> None:
    """What is drawn, measured: 30 June ends where the half-year does, and half of it is half as wide."""
    page = reader("internal").open("timeline/")
    box = page.evaluate(
        "(() => { const box = (one) => { const found = one.getBoundingClientRect();"
        " return [found.left, found.right]; };"
        " const row = document.querySelector('#at-printerless-returns') ?? document.querySelector('.cx-tl__row');"
        " return { bar: box(row.querySelector('.cx-tl__part')), track: box(row.querySelector('.cx-tl__track')),"
        " x: row.querySelector('.cx-tl__part').getAttribute('x'),"
        " width: row.querySelector('.cx-tl__part').getAttribute('width') }; })()"
    )
    left, right = box["track"]
    x, width = (float(box[name].removesuffix("%")) / 100 for name in ("x", "width"))
    # Half of the outline lies outside of what it goes around.
    assert abs(box["bar"][0] - (left + x * (right - left))) <= 1
    assert abs(box["bar"][1] - (left + (x + width) * (right - left))) <= 1


def test_it_is_grouped_by_what_one_chooses(reader: Open) -> None:
    looking = reader("internal")
    page = looking.open("timeline/")
    by_phase = lanes(page)
    every = sorted(title for rows in by_phase.values() for title in rows)
    for key in ("team", "area", "objective", "persona"):
        page.locator("[data-cx-group]").select_option(key)
        grouped = lanes(page)
        assert sorted(title for rows in grouped.values() for title in rows) == every, key
        assert grouped != by_phase
        expect(page).to_have_url(re.compile(f"group={key}"))
    again = looking.open(page.url.removeprefix(looking.site.address))
    assert lanes(again) == grouped
    again.locator("[data-cx-group]").select_option("phase")
    assert lanes(again) == by_phase
    expect(again).not_to_have_url(re.compile("group="))
    again.locator("[data-cx-unit]").select_option("half")
    assert again.locator("[data-cx-ticks=half] text:visible").count() > 1
    assert again.locator("[data-cx-ticks=quarter] text:visible").count() == 0
    assert looking.wrong == []


def test_the_filter_is_one_for_the_drawing_and_its_table(reader: Open) -> None:
    looking = reader("internal")
    page = looking.open("timeline/?status=planned&group=team")
    shown = titles(page, "#timeline")
    assert shown and sorted(shown) == sorted(titles(page, "#timeline-table"))
    assert all(lanes(page).values())
    assert looking.wrong == []


def test_what_needs_what_is_drawn_where_one_looks(reader: Open) -> None:
    looking = reader("internal")
    page = looking.open("timeline/")
    row = page.locator(".cx-tl__row[data-needs]").first
    needed = row.get_attribute("data-needs")
    assert needed
    row.locator("a").focus()
    expect(page.locator(".cx-tl__needs path")).not_to_have_count(0)
    expect(page.locator(f"#at-{needed.split()[0]}.cx-tl__row--needed")).to_have_count(1)
    page.locator("form.cx-filter input[name=find]").focus()
    expect(page.locator(".cx-tl__needs")).to_have_count(0)
    assert looking.wrong == []
