"""One state everywhere: what is late is late on every page, in the feed and the calendar; to colleagues only."""

from __future__ import annotations

import re

import pytest

from cxsite.render.render import files, site_of
from tests.render.pages.conftest import Pages, Render

TEAMS = "crew: {title: Crew, visibility: public}"
PHASES = "early: {title: Early, visibility: public, start: 2026-01, end: 2026-06}"
INITIATIVES = """
late:
  title: Late thing
  visibility: public
  status: in-progress
  start: 2025-11
  end: 2026-02
  phase: early
  owner: crew
  addresses: order/no-label
  journeys: order
  personas: parent
  kpis: effort
  objectives: ease
  depends_on: there
  impact: 4
  effort: 2
  milestones:
    - {title: Was due, date: 2026-01-15}
    - {title: Is there, date: 2025-12-15, done: true}
    - {title: Comes yet, date: 2026-05-15}
  actions: [{title: Call them, due: 2026-02-01}]
  updates: [{date: 2026-01-10, text: We began}]
there: {title: There already, visibility: public, status: shipped, shipped: 2025-12-09, kpis: effort, personas: parent}
waits: {title: Waits for it, visibility: public, status: planned, start: 2026-05, end: 2026-08, depends_on: late}
paused:
  {title: A paused thing, visibility: public, status: paused, status_note: No money, kpis: effort, personas: parent}
dropped: {title: Given up, visibility: public, status: dropped, status_note: Too dear, kpis: effort}
"""
RISKS = """
carrier: {title: Carrier fails, visibility: public, category: operational, likelihood: 4, impact: 5, response: mitigate,
  due: 2026-01, review_every: 30d, reviewed: 2025-12-01, affects: "initiative:late",
  steps: [{title: Ask them, kind: prevent, due: 2026-01-10, visibility: public}]}
"""
PLACES = (
    "board/",
    "timeline/",
    "initiatives/",
    "initiatives/late/",
    "initiatives/waits/",
    "phases/early/",
    "objectives/ease/",
    "teams/crew/",
    "personas/parent/",
    "kpis/effort/",
    "journeys/order/",
    "pain-points/",
    "on-a-page/",
    "prioritization/",
    "plan/",
    "",
)


def _site(pages: Render, audience: str) -> Pages:
    more = {"teams": TEAMS, "phases": PHASES, "risks": RISKS, "reviews": "{}"}
    return pages(audience, initiatives=INITIATIVES, **more)


def test_what_is_late_is_late_wherever_it_stands(pages: Render) -> None:
    site = _site(pages, "internal")
    for address in PLACES:
        text = site.text(address)
        assert "Late thing" in text, address
        if address != "prioritization/":
            assert "Overdue" in text, address


@pytest.mark.parametrize("audience", ["public", "customer"])
def test_lesser_readers_are_never_told_that_something_is_not_done(pages: Render, audience: str) -> None:
    site = _site(pages, audience)
    for address in site.by_address:
        text = site.text(address)
        for word in ("Overdue", "Missed", "Waiting", "Stale", "Was due in"):
            assert word not in text, (address, word)
    for name, content in files(site_of(site.view)).items():
        text = content.decode("utf-8", "replace")
        for word in ("Overdue", "Missed", "Waiting", '"overdue"', '"missed"', '"state": "waiting"'):
            assert word not in text, (name, word)


def test_the_calendar_and_the_feeds_say_it_too(pages: Render) -> None:
    made = files(site_of(_site(pages, "internal").view))
    calendar = made["roadmap.ics"].decode().replace("\r\n ", "")
    ends = [event for event in calendar.split("BEGIN:VEVENT") if "Late thing" in event]
    assert len(ends) == 3
    assert [("Overdue" in event, "Missed" in event) for event in ends].count((True, False)) == 2
    assert [("Overdue" in event, "Missed" in event) for event in ends].count((False, True)) == 1


def test_milestones_say_how_they_stand(pages: Render) -> None:
    text = _site(pages, "internal").text("initiatives/late/")
    assert "Missed Was due" in text and "Reached Is there" in text and "Open Comes yet" in text
    # What is still to come is no alarm.
    assert "cx-badge--open" not in _site(pages, "internal")["timeline/"]
    text = _site(pages, "public").text("initiatives/late/")
    assert "Open Was due" in text and "Reached Is there" in text


def test_related_lists_have_one_order(pages: Render) -> None:
    """Late and running ones first, then planned and paused ones, what is there last."""
    for address in ("kpis/effort/", "personas/parent/"):
        page = _site(pages, "internal")[address]
        found = re.findall(r'<li><a class="cx-list__title"[^>]*>([^<]+)</a>', page)
        ours = [title for title in found if title in ("Late thing", "A paused thing", "There already")]
        assert ours == ["Late thing", "A paused thing", "There already"], address


def test_what_was_given_up_proves_nothing(pages: Render) -> None:
    assert "How we’ll know" not in _site(pages, "internal").text("initiatives/dropped/")
    assert "How we’ll know" in _site(pages, "internal").text("initiatives/late/")


def test_a_filter_finds_what_is_late(pages: Render) -> None:
    page = _site(pages, "internal")["initiatives/"]
    assert '<option value="overdue">Overdue</option>' in page
    assert 'data-status="in-progress overdue"' in page
    assert "overdue" not in _site(pages, "public")["initiatives/"]
