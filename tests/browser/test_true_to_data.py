"""Five drawings measured as a browser draws them, against the data that the site offers: a pixel between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from cxsite.model.period import Period
from tests.browser.conftest import Open, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PIXEL = 1.0
BOXES = """([rows, mark, name]) => [...document.querySelectorAll(rows)].flatMap((row) =>
  [...row.querySelectorAll(mark)].map((one) => {
    const box = one.getBoundingClientRect();
    return [row.querySelector(name)?.textContent.trim() ?? row.id, box.left, box.right, box.top, box.bottom];
  }))"""

Box = tuple[str, float, float, float, float]


def boxes(page: Page, rows: str, mark: str, name: str = "nothing") -> list[Box]:
    """The boxes of the marks in each row, each with the row's name: left, right, top, bottom."""
    return [(one[0], one[1], one[2], one[3], one[4]) for one in page.evaluate(BOXES, [rows, mark, name])]


def line_through(points: Iterable[tuple[float, float]]) -> Callable[[float], float]:
    """Pixels of a value, from the first and the last of the axis's own ticks: (value, pixel)."""
    found = sorted(points)
    (low, begin), (high, end) = found[0], found[-1]
    return lambda value: begin + (value - low) * (end - begin) / (high - low)


def day_of(name: str) -> int:
    """The first day of what a tick names: Q3 2025, Mar 2026."""
    first, _, year = name.partition(" ")
    if first.startswith("Q"):
        return Period.parse(f"{year}-{first}").first.toordinal()
    return dt.datetime.strptime(name, "%b %Y").date().toordinal()


def items(looking: Reader, kind: str) -> dict[str, Mapping[str, Any]]:
    """The items of a kind by id, as the site's own data has them."""
    answer = looking.page.request.get(looking.site.address + "roadmap.json").json()
    return {one["id"]: one for one in answer["items"] if one["kind"] == kind}


def exact(item: Mapping[str, Any], end: str | None) -> tuple[int, int] | None:
    """The first day of an initiative and the day after its last, where both are days."""
    ends = [Period.parse(one) for one in (item.get("start"), end) if one]
    if len(ends) < 2 or any(one.precision != "day" for one in ends):
        return None
    return ends[0].first.toordinal(), ends[1].last.toordinal() + 1


@pytest.mark.parametrize("width", [1280, 390])
def test_no_mark_is_more_than_a_pixel_from_its_data(width: int, reader: Open) -> None:
    looking = reader("internal", width=width)
    initiatives = items(looking, "initiative")
    page = looking.open("timeline/")
    ticks = boxes(page, ".cx-tl__scale [data-cx-ticks=quarter] > g", "line", "text")
    assert timeline(page, initiatives, line_through((day_of(name), (a + b) / 2) for name, a, b, _, _ in ticks)) > 15
    looking.unfold()
    assert gantt(page, initiatives) > 15
    assert curve(looking.open("journeys/online-order/"), phone=width < 800) > 20
    assert matrix(looking.open("prioritization/"), initiatives) > 15
    kpis = items(looking, "kpi")
    assert kpi(looking.open("kpis/ces-after-sale/"), kpis["ces-after-sale"]) > 10


def timeline(page: Page, initiatives: Mapping[str, Mapping[str, Any]], x: Callable[[float], float]) -> int:
    """Bars begin and end with what they stand for, and exact milestones stand in the middle of their day."""
    seen = 0
    parts: dict[str, list[Box]] = {}
    for one in boxes(page, ".cx-tl__row", ".cx-tl__part:not(.cx-tl__part--late)"):
        parts.setdefault(one[0].removeprefix("at-"), []).append(one)
    marks: dict[str, list[Box]] = {}
    for one in boxes(page, ".cx-tl__row", ".cx-tl__mark path"):
        marks.setdefault(one[0].removeprefix("at-"), []).append(one)
    for id_, drawn in parts.items():
        item = initiatives[id_]
        days = exact(item, item.get("shipped") or item.get("end"))
        if days:
            # A box has no half of the outline that is drawn around it.
            assert abs(min(one[1] for one in drawn) - x(days[0])) <= PIXEL, id_
            assert abs(max(one[2] for one in drawn) - x(days[1])) <= PIXEL, id_
            seen += 1
        dates = [Period.parse(one["date"]) for one in item.get("milestones") or () if one.get("date")]
        for date, (_, left, right, _, _) in zip(dates, marks.get(id_, ()), strict=True):
            middle = (date.first.toordinal() + date.last.toordinal() + 1) / 2
            assert abs((left + right) / 2 - x(middle)) <= PIXEL, (id_, date)
    return seen


def gantt(page: Page, initiatives: Mapping[str, Mapping[str, Any]]) -> int:
    """The same of Mermaid's chart, whose bars and ticks are whole pixels of its own drawing."""
    figure = "figure.cx-diagram:has(.grid)"
    x = line_through((day_of(name), left) for name, left, *_ in boxes(page, f"{figure} .grid .tick", "line", "text"))
    names = dict(
        page.evaluate("[...document.querySelectorAll('text[class*=taskText]')].map((t) => [t.id, t.textContent])")
    )
    bars = page.evaluate(
        "[...document.querySelectorAll('rect.task:not(.milestone)')].map((one) =>"
        " { const box = one.getBoundingClientRect(); return [one.id, box.left, box.right]; })"
    )
    by_title = {item["title"]: item for item in initiatives.values()}
    seen = 0
    for id_, left, right in bars:
        item = by_title.get(names.get(f"{id_}-text", ""))
        days = exact(item, item.get("end")) if item else None
        if days:
            assert abs(left - x(days[0])) <= PIXEL + 0.5, item
            assert abs(right - x(days[1])) <= PIXEL + 0.5, item
            seen += 1
    return seen


def curve(page: Page, *, phone: bool) -> int:
    """Each score stands at its height, and above its own touchpoint where touchpoints are columns."""
    dots = page.evaluate(
        """() => [...document.querySelectorAll('.cx-jm__curve .cx-jm__score')].map((one) => {
          const hit = one.querySelector('.cx-jm__hit, .cx-jm__dot').getBoundingClientRect();
          const lines = [...one.closest('.cx-jm__curve').querySelectorAll('.cx-jm__grid')]
            .map((line) => line.getBoundingClientRect().top);
          const move = Number(/translate\\(([-\\d.]+)/.exec(one.getAttribute('transform') ?? 'translate(0')[1]);
          return [Number(one.dataset.cxScore), Number(one.dataset.cxColumn), hit.left + hit.width / 2 - move,
            hit.top + hit.height / 2, Math.min(...lines), Math.max(...lines)];
        })"""
    )
    steps = [(left + right) / 2 for _, left, right, _, _ in boxes(page, ".cx-jm__stage", ".cx-jm__step")]
    for score, column, across, down, five, one in dots:
        assert abs(down - line_through([(5, five), (1, one)])(score)) <= PIXEL, (score, column)
        if not phone:
            assert abs(across - steps[column]) <= PIXEL, (score, column)
    return len(dots)


def matrix(page: Page, initiatives: Mapping[str, Mapping[str, Any]]) -> int:
    """Each mark is in the field of its ratings, all at one distance from where that begins."""
    by_title = {item["title"]: item for item in initiatives.values()}
    edge = boxes(page, ".cx-ie", ".cx-ie__edge")[0]
    rows = page.evaluate(
        "[...document.querySelectorAll('.cx-ie .cx-grid')].map((line) => line.getBoundingClientRect())"
        ".filter((box) => box.width > 1).map((box) => box.top)"
    )
    bottoms = [*sorted(rows), edge[4]]
    offsets = set()
    marks = boxes(page, ".cx-ie a", ".cx-ie__mark", "title")
    for title, left, right, top, bottom in marks:
        item = by_title[title]
        begin = edge[1] + (edge[2] - edge[1]) * (item["effort"] - 1) / 5
        assert begin - PIXEL <= left and right <= begin + (edge[2] - edge[1]) / 5 + PIXEL, title
        offsets.add(round(left - begin))
        row = 5 - item["impact"]
        assert bottoms[row] - PIXEL <= top and bottom <= bottoms[row + 1] + PIXEL, title
    assert len(offsets) <= 2 and max(offsets) - min(offsets) <= PIXEL
    return len(marks)


def kpi(page: Page, item: Mapping[str, Any]) -> int:
    """Each measurement stands at its height between the named lines, and at its day between the first and the last."""
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.cx-kp--page text.cx-axis[text-anchor=end][x="-8"]:not([class*="--"])')]
        .map((text) => [Number(text.textContent.replace('−', '-')),
          text.previousElementSibling.getBoundingClientRect().top])"""
    )
    y = line_through((value, top) for value, top in lines)
    dots = page.evaluate(
        "[...document.querySelectorAll('.cx-kp--page .cx-kp__dot')].map((one) => { const box ="
        " one.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })"
    )
    rows = [(dt.date.fromisoformat(one["date"]).toordinal(), one["value"]) for one in item["measurements"]]
    x = line_through([(rows[0][0], dots[0][0]), (rows[-1][0], dots[-1][0])])
    today = page.evaluate("document.querySelector('.cx-kp--page .cx-kp__today').getBoundingClientRect().left")
    assert abs(x(dt.date(2026, 3, 31).toordinal()) - today) <= PIXEL + 0.5
    for (day, value), (left, top) in zip(rows, dots, strict=True):
        assert abs(left - x(day)) <= PIXEL, day
        assert abs(top - y(value)) <= PIXEL, day
    return len(dots)
