"""First screens and the report: wholes beside parts, what comes, what is asked for; nothing of it for others."""

from __future__ import annotations

import re

from tests.render.pages.conftest import Pages, Render

TEAMS = "crew: {title: Parcel crew, visibility: internal}"
PHASES = "one: {title: Phase one, visibility: public, start: 2026-01, end: 2026-06, spent: 30, budget: 120}"
WORK = """
late: {title: Scorecards, visibility: public, status: in-progress, end: 2026-02, phase: one}
there: {title: Messages, visibility: public, status: shipped, shipped: 2026-03-09, phase: one, result: It works}
steps:
  title: Labels
  visibility: public
  outcome: No printer
  status: in-progress
  end: 2026-09
  phase: one
  milestones:
    - {title: First country, date: 2025-10, done: true}
    - {title: Second country, date: 2025-11}
    - {title: Third country, date: 2026-04-20}
told:
  title: Help
  visibility: public
  status: planned
  phase: one
  updates: [{date: 2026-03-20, text: We begin soon}]
hidden: {title: Zirconium, status: in-progress, end: 2026-02}
"""
REVIEWS = """
spring:
  title: Spring review
  date: 2026-03-12
  summary: Labels ahead, scorecards behind.
  open:
    - {text: A new end of the scorecards, due: 2026-04-15, owner: crew, options: [May, July]}
    - {text: A decision that is late, due: 2026-03-20}
  decisions:
    - {text: Labels come first, change: Two weeks earlier}
    - {text: Nobody below is told, visibility: restricted}
winter: {title: Winter review, date: 2025-12-11, decisions: [{text: Decided long ago}]}
"""
KPIS = """
bad:
  title: Effort
  metric: duration
  direction: down
  unit: days
  visibility: public
  baseline: {date: 2025-06-30, value: 9}
  targets: [{date: 2026-12, value: 3}]
  measurements: [{date: 2026-03-15, value: 8.5}]
good:
  title: Refund
  metric: duration
  direction: down
  unit: days
  visibility: public
  baseline: {date: 2025-06-30, value: 9}
  targets: [{date: 2026-12, value: 3}]
  measurements: [{date: 2026-03-15, value: 2.8}]
worse:
  title: Complaints
  metric: count
  direction: down
  visibility: public
  baseline: {date: 2025-06-30, value: 10}
  targets: [{date: 2026-12, value: 3}]
  measurements: [{date: 2026-03-15, value: 14}]
"""


def _site(pages: Render, audience: str) -> Pages:
    return pages(
        audience, initiatives=WORK, teams=TEAMS, phases=PHASES, reviews=REVIEWS, kpis=KPIS, risks="{}", journeys="{}"
    )


def _text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_colleagues_see_wholes_and_what_is_asked_for(pages: Render) -> None:
    text = _text(_site(pages, "internal")[""])
    assert "KPIs: 1 of 3 on track or achieved" in text
    assert "1 phase, 5 initiatives" in text
    assert "1 of 4 shipped" in text
    assert "2 open" in text
    assert text.index("A decision that is late") < text.index("A new end of the scorecards")
    assert "May · July" in text
    assert "Since 12 March 2026" in text
    assert "Was due: February 2026" in text


def test_what_comes_is_sorted_and_ends_after_four_weeks(pages: Render) -> None:
    page = _site(pages, "internal")[""]
    coming = _text(page[page.index('id="coming"') :])
    assert coming.index("A new end of the scorecards") < coming.index("Third country")
    assert "Second country" not in coming


def test_customers_see_what_is_better_and_how_far_things_are(pages: Render) -> None:
    text = _text(_site(pages, "public")[""])
    assert "9.0 days in June 2025. Our goal of 3.0 days is reached." in text
    assert text.index("Refund") < text.index("Effort")
    # What has got worse is no good news, and not told as any.
    assert "Complaints" not in text
    assert "1 of 3 steps done" in text
    assert "Next: Third country" in text


def test_what_lies_on_both_sides_of_a_break_is_not_compared(pages: Render) -> None:
    """Also where the reader does not see the break: nothing says that it got better."""
    broken = KPIS.replace(
        "measurements: [{date: 2026-03-15, value: 2.8}]",
        "measurements: [{date: 2026-03-15, value: 2.8}]\n  breaks: [{date: 2026-01-01, why: Counted anew}]",
    )
    for kpis in (broken, broken.replace("  title: Refund\n", "  title: Refund\n  disclose: {breaks: public}\n")):
        site = pages("public", initiatives=WORK, phases=PHASES, kpis=kpis, risks="{}", journeys="{}", objectives="{}")
        assert "9.0 days in June 2025" in _text(site[""]) and "Effort" in _text(site[""])
        assert "Refund" not in _text(site[""])


def test_customers_are_not_told_what_is_late_or_hidden(pages: Render) -> None:
    site = _site(pages, "public")
    for word in ("Zirconium", "Second country", "Overdue", "should be", "Decisions", "scorecards behind"):
        assert word not in _text(site[""]), word
    assert "report/" not in site


def test_the_report_is_for_colleagues_and_says_money_and_results(pages: Render) -> None:
    text = _text(_site(pages, "internal")["report/"])
    assert "12 March 2026 to 31 March 2026" in text
    assert "30 EUR of 120 EUR" in text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "It works" in text
    assert "A new end of the scorecards" in text


def test_decisions_are_told_that_were_taken_in_the_time_of_the_report(pages: Render) -> None:
    site = _site(pages, "internal")
    text = _text(site["report/"])
    assert "Decisions taken 12 March 2026 Labels come first Two weeks earlier" in text
    assert "Decided long ago" not in text, "the review before is not in its time"
    assert 'href="../reviews/spring/#decision-1"' in site["report/"]
    assert "Decisions taken : 1 (12 March 2026)" in _text(site[""]).replace("taken:", "taken :")
    assert "Nobody below" not in text and "Nobody below" in _text(_site(pages, "restricted")["report/"])


def test_a_review_shows_its_open_decisions(pages: Render) -> None:
    page = _site(pages, "internal")["reviews/spring/"]
    assert "{#open}" in page
    assert "Options: May · July" in _text(page)
