"""What hurts, who fixes it, by when: its states, its order, and what lesser readers are not told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.render.pages.conftest import Pages, Render

TEAMS = "crew: {title: Parcel crew, visibility: internal}"
ANSWERS = """
late: {title: Scorecards, visibility: public, status: in-progress, end: 2026-02, addresses: order/late, owner: crew}
there:
  {title: Text messages, visibility: public, status: shipped, shipped: 2025-12-09,
   addresses: [order/late, order/no-label]}
soon: {title: Labels, visibility: public, status: planned, end: 2026-06, addresses: order/no-label, depends_on: late}
gone: {title: Given up, visibility: public, status: dropped, status_note: Too dear, addresses: order/hidden}
"""
JOURNEY = """
title: Ordering
visibility: public
stages:
  - id: wait
    title: Wait
    pain_points:
      - {id: no-label, title: No label, severity: 4, frequency: rare, visibility: public,
         affected: 1000, share: 0.5, case_cost: 2}
      - {id: late, title: It comes late, severity: 3, frequency: always, visibility: public}
      - {id: again, title: Again and again, severity: 2, frequency: always, visibility: public}
      - {id: hidden, title: Hidden hurt, severity: 5, frequency: often}
"""


def _site(pages: Render, audience: str, initiatives: str = ANSWERS) -> Pages:
    return pages(audience, initiatives=initiatives, teams=TEAMS, risks="{}", reviews="{}", journeys__order=JOURNEY)


def _order(text: str, words: Sequence[str]) -> list[str]:
    return sorted((word for word in words if word in text), key=text.index)


def _rows(page: str) -> dict[str, str]:
    found = re.findall(r"<tr role=\"row\" data-cx-item.*?</tr>", page, re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]
    titles = ("No label", "It comes late", "Again and again", "Hidden hurt")
    return {title: text for text in texts for title in titles if text.startswith(title)}


def test_open_ones_come_first_and_the_worst_of_each_state(pages: Render) -> None:
    page = _site(pages, "internal")["pain-points/"]
    assert list(_rows(page)) == ["Hidden hurt", "Again and again", "No label", "It comes late"]
    assert _order(page, ('id="solved"', 'id="being-fixed"', 'id="open"')) == ['id="open"', 'id="being-fixed"']
    assert page.index('id="being-fixed"') < page.index("It comes late")


def test_a_row_says_how_bad_who_and_by_when(pages: Render) -> None:
    rows = _rows(_site(pages, "internal")["pain-points/"])
    assert "12 3 of 5 Always" in rows["It comes late"]
    # What is late stands before what is there, and its time is in the past.
    assert "Scorecards In progress Overdue Team: Parcel crew Was due February 2026" in rows["It comes late"]
    assert rows["It comes late"].index("Scorecards") < rows["It comes late"].index("Text messages")
    assert "No initiative yet" in rows["Hidden hurt"]
    assert "Given up" not in rows["Hidden hurt"]
    assert re.search(r"1,000\W+EUR a year", rows["No label"])


def test_lesser_readers_hear_of_what_is_done_and_not_of_what_is_not(pages: Render) -> None:
    page = _site(pages, "public")["pain-points/"]
    assert list(_rows(page)) == ["It comes late", "Again and again", "No label"]
    for word in ("Open", "Overdue", "Was due", "No initiative", "Waiting", "Parcel crew", "EUR", "of 3", "12 "):
        assert word not in _site(pages, "public").text("pain-points/"), word
    assert "Q1 2026" in _rows(page)["It comes late"]


def test_what_is_solved_is_said_to_everybody(pages: Render) -> None:
    solved = "there: {title: Done, visibility: public, status: shipped, shipped: 2025-12-09, addresses: order/no-label}"
    page = _site(pages, "public", solved)["pain-points/"]
    assert list(_rows(page))[-1] == "No label"
    assert page.index("cx-badge--solved") < page.index("No label")


def test_target_pictures_hurt_nobody_yet(pages: Render) -> None:
    to_be = JOURNEY.replace("title: Ordering", "title: Ordering\nstate: to-be")
    site = pages("internal", initiatives=ANSWERS, teams=TEAMS, risks="{}", reviews="{}", journeys__order=to_be)
    assert "pain-points/" not in site


def test_the_worst_comes_first_everywhere(pages: Render) -> None:
    """By severity and frequency, on a persona's page and among what waits, as on the page of all of them."""
    order = """
title: Ordering
visibility: public
personas: parent
stages:
  - id: find
    title: Find
    touchpoints: [{id: look, title: Look}]
    pain_points:
      - {id: rare, title: A rare trap, severity: 4, frequency: rare, personas: parent}
      - {id: daily, title: A daily trap, severity: 3, frequency: always, personas: parent}
"""
    site = pages(
        "internal", journeys__order=order, initiatives="{}", risks="{}", kpis="{}", objectives="{}", reviews="{}"
    )
    for address in ("pain-points/", "personas/parent/", ""):
        text = site.text(address)
        assert text.index("A daily trap") < text.index("A rare trap"), address
