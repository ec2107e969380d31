"""No page says more of a number than the number carries: words, digits, units, and the state of plans."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cxsite.load.load import load
from cxsite.model.items.kpi import Kpi
from cxsite.model.roadmap import View
from cxsite.projection.projection import project
from cxsite.render.figures import Figures, column_digits
from cxsite.render.render import render
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.formats import Formats

REFERENCE = Path(__file__).parents[3] / "content"
WORDS = words_for("en", colleagues=True)
TODAY = dt.date(2026, 3, 31)


@cache
def _made(audience: str) -> tuple[View, Mapping[str, str]]:
    """What an audience sees of the reference roadmap, and each of its pages; made once."""
    loaded = load(REFERENCE, REFERENCE.parent)
    assert loaded.roadmap is not None
    view = project(loaded.roadmap, loaded.roadmap.levels[audience], TODAY)
    return view, {page.uri: page.text for page in render(view).pages}


@cache
def _site(audience: str) -> tuple[View, Mapping[str, str]]:
    """What an audience sees of the reference roadmap, and the text of each of its pages."""
    view, pages = _made(audience)
    return view, {uri: _text(page) for uri, page in pages.items()}


def _text(page: str) -> str:
    plain = re.sub(r"<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())


@pytest.mark.parametrize("audience", ["public", "customer", "internal"])
def test_no_page_of_the_reference_is_surer_than_its_interval(audience: str) -> None:
    view, pages = _site(audience)
    clear = 0
    for id_, kpi in view.items["kpi"].items():
        assert isinstance(kpi, Kpi)
        facts = view.facts["kpi", id_]
        change: Mapping[str, Any] = facts.get("change", {})
        page = pages[f"kpis/{id_}/index.md"]
        head = page.split(WORDS["year_ago"], 1)[0]
        sure = "clearly better" in head or "clearly worse" in head
        # The line at the top is no surer than the table below.
        assert sure == bool(re.search(r"(Better|Worse) since", head))
        interval = change.get("interval")
        carried = interval is not None and not interval["low"] <= 0 <= interval["high"]
        assert sure == (carried and min(change["from"]["n"] or 0, change["to"]["n"] or 0) >= 30)
        clear += sure
        if facts.get("firm") is False and not facts.get("stale"):
            assert WORDS["not_firm"] in head
        if facts.get("stale"):
            assert "Stale" in head
            assert re.search(r"(in|as of) \w+ 20\d\d", head)
        if "current" in facts and facts["current"]["n"] is not None:
            assert f"{facts['current']['n']:,}" in head
        assert "getting better" not in page
    index = pages["kpis/index.md"]
    assert index.count("clearly better") + index.count("clearly worse") == clear
    assert len(re.findall(r"(?:Better|Worse) since", index)) == clear


def _figures(facts: Mapping[str, Any], **fields: Any) -> Figures:
    raw = {"id": "k", "title": "K", "metric": "score", "direction": "up", **fields}
    return Figures(Kpi.model_validate(raw), facts.get, Formats(WORDS, "EUR"), WORDS)


def test_digits_are_those_that_the_interval_carries() -> None:
    current = {"value": 33.0167, "n": 1081}
    wide = _figures({"current": current, "interval": {"low": 28.6, "high": 37.3}}, unit="points")
    assert (wide.amount(33.0167), wide.range({"low": 28.6, "high": 37.3})) == ("33 points", "29–37")
    narrow = _figures({"current": current, "interval": {"low": 32.9, "high": 33.1}})
    assert narrow.number(33.0167) == "33.0"


def test_digits_without_an_interval_are_those_that_were_written() -> None:
    stars = [{"date": "2026-01-31", "value": "4.0"}, {"date": "2026-02-28", "value": "4.1"}]
    assert _figures({}, measurements=stars, unit="stars").amount(4) == "4.0 stars"
    money = [{"date": "2026-01-31", "value": "5.20"}, {"date": "2026-02-28", "value": "5.35"}]
    assert _figures({}, measurements=money).number(5.2) == "5.20"


def test_a_value_is_never_rounded_to_a_target_that_it_has_not_reached() -> None:
    found = _figures(
        {"current": {"value": 79.96}, "target": {"value": 80.0}, "interval": {"low": 60.0, "high": 90.0}}, unit="%"
    )
    assert (found.amount(79.96), found.way(0.9996)) == ("79.96 %", "99\u202f%")
    assert found.way(1.0) == "100\u202f%"


def test_differences_of_percentages_are_percentage_points() -> None:
    share = _figures({}, unit="%", targets=[{"date": "2026", "value": "80"}])
    assert share.moved(4.0, exact=True) == "+4 percentage points"
    assert share.moved(-0.5, exact=True) == "−0.5 percentage points"
    assert (share.moved(1.0), share.moved(-1.0)) == ("+1 percentage point", "−1 percentage point")
    assert share.moved_between({"low": -1.0, "high": 4.0}) == "−1 … +4 percentage points"
    assert _figures({}, unit="points").moved(2.0) == "+2 points"


def test_a_missed_target_is_called_so() -> None:
    assert _figures({"rag": "at-risk", "missed": True}).light == ("missed", "Missed")
    assert _figures({"rag": "at-risk"}).light == ("at-risk", "At risk")
    assert _figures({}).light == ("", "")


def test_the_plan_is_for_colleagues() -> None:
    assert "plan/index.md" in _site("internal")[1]
    assert "plan/index.md" not in _site("public")[1]


def test_the_plan_says_what_slips_and_by_how_much() -> None:
    pages = _site("internal")[1]
    text = pages["plan/index.md"]
    assert "13 March 2026 31 March 2026 18 days later than planned" in text
    assert "Spare parts for ten years Planned Waiting H1 2027 Q2 2027" in text
    # A quarter is told as one, and nothing is made of days that nobody planned.
    work = pages["initiatives/furniture-buy-back/index.md"]
    assert "days of slack" not in work
    assert re.search(r"Earliest start: Q\d 2027", work)


def test_the_business_case_shows_the_formula_that_was_used() -> None:
    pages = _site("internal")[1]
    by_year = pages["initiatives/project-kingfisher/index.md"]
    assert "full years before recovery + rest ÷ next year’s benefit = 2 + 60,000 EUR ÷ 140,000 EUR" in by_year
    even = pages["initiatives/label-free-returns/index.md"]
    assert "(benefit × years − cost) ÷ cost = (160,000 EUR × 3 − 92,000 EUR) ÷ 92,000 EUR" in even
    never = pages["initiatives/furniture-buy-back/index.md"]
    assert "not while the benefit lasts" in never


def _drawn(page: str, label: str) -> list[tuple[str, list[str]]]:
    """The rows of the picture with this label: its name and its numbers as text."""
    (picture,) = re.findall(rf'<ul class="cx-bars" aria-label="{label}">(.*?)</ul>', page, re.DOTALL)
    rows = re.findall(r"<li>(.*?)</li>", picture, re.DOTALL)
    return [
        (
            html.unescape(re.findall(r'cx-bars__name">(.*?)<', row)[0]),
            [_text(value) for value in re.findall(r'cx-bars__value">(.*?)</span></span>', row)],
        )
        for row in rows
    ]


def _tabled(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table behind a heading."""
    table = page.split(f"## {heading}", 1)[1].split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1])
    return [[_text(cell) for cell in row] for row in cells]


@pytest.mark.parametrize(
    ("kpi", "label", "columns"),
    [
        ("servqual-shops", "By dimension", [3]),
        ("csi-members", "By question", [1]),
        ("chat-csat", "By customer group", [1]),
        ("return-effort", "Reasons", [1, 2]),
    ],
)
def test_the_picture_and_its_table_have_the_same_rows(kpi: str, label: str, columns: list[int]) -> None:
    page = _made("internal")[1][f"kpis/{kpi}/index.md"]
    drawn, table = _drawn(page, label), _tabled(page, label)
    assert len(drawn) > 2
    assert [name for name, _ in drawn] == [row[0] for row in table]
    for (_, values), row in zip(drawn, table, strict=True):
        # Beside the number of a group stands whether it differs.
        told = [value.removeprefix("Low answers ").removeprefix("High answers ") for value in values]
        assert all(row[at].startswith(value) for at, value in zip(columns, told, strict=True)), (values, row)


def test_groups_are_drawn_with_their_intervals_and_with_all_together() -> None:
    view, pages = _made("internal")
    page = pages["kpis/chat-csat/index.md"]
    groups = view.facts["kpi", "chat-csat"]["segments"]
    assert page.count('class="cx-bars__interval"') == len([one for one in groups if "interval" in one]) > 2
    assert page.count('class="cx-bars__total"') == len(groups)
    assert "The dashed line is the value for everyone: 72 %." in _text(page)


@pytest.mark.parametrize(
    ("values", "digits"),
    [((7467.2, 31.1), 0), ((42.5, 3.25), 1), ((0.5, 12), 1), ((8, 3, 0), 0), ((), 0)],
)
def test_all_numbers_of_a_column_have_the_same_digits(values: tuple[float, ...], digits: int) -> None:
    assert column_digits(values) == digits


@pytest.mark.parametrize(
    ("fields", "value", "told"),
    [
        ({"metric": "nps", "unit": "points"}, 33.0, "33 on a scale from −100 to 100"),
        ({"metric": "ces", "unit": "points", "scale": 7}, 5.0, "5 of 7"),
        ({"metric": "score", "unit": "stars", "scale": 5}, 4.0, "4 of 5 stars"),
        ({"metric": "csat", "unit": "%", "scale": 5}, 71.0, "71 %"),
        ({"metric": "duration", "unit": "days"}, 3.0, "3 days"),
    ],
)
def test_a_figure_is_told_with_its_scale(fields: dict[str, Any], value: float, told: str) -> None:
    assert _figures({}, **fields).told(value) == told


def test_what_stands_behind_several_figures_is_said_once_and_is_their_scale() -> None:
    effort = _figures({}, metric="ces", unit="points", scale=7)
    assert (effort.amount(5.0), effort.goal(5.5), effort.way_to(5.0, 5.5)) == ("5 of 7", "5.5 of 7", "5 → 5.5 of 7")
    assert effort.between({"low": 4.0, "high": 6.0}) == "4–6 of 7"
    nps = _figures({}, metric="nps", unit="points")
    assert (nps.goal(40.0), nps.way_to(33.0, 40.0)) == ("40 points", "33 → 40 on a scale from −100 to 100")
    assert nps.between({"low": -3.0, "high": 30.0}) == "−3 … 30 points"


def test_answers_that_were_counted_without_a_scale_are_of_seven() -> None:
    counted = [{"date": "2026-01-31", "value": 4.5, "counts": [0, 0, 0, 1, 1, 0, 0]}]
    assert _figures({}, metric="ces", unit="points", measurements=counted).told(4.5) == "4.5 of 7"
    said = [{"date": "2026-01-31", "value": 4.5}]
    assert _figures({}, metric="ces", unit="points", measurements=said).told(4.5) == "4.5 points"


def test_what_is_written_as_nothing_has_no_direction() -> None:
    change = {"difference": 0.4, "words": "no-clear-change"}
    assert _figures({}, unit="%").change(change) == "→ 0 percentage points, no clear change"
