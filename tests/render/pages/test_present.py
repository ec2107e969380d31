"""The presentation has what its audience has anything for, as much of it as fits a screen; none of it for others."""

from __future__ import annotations

import re

from tests.render.pages.conftest import Render
from tests.render.pages.test_standing import KPIS, PHASES, REVIEWS, TEAMS, WORK


def _sections(text: str) -> list[str]:
    return re.findall(r'<section class="cx-slide[^"]*" id="([^"]+)"', text)


def test_it_has_the_sections_that_its_audience_has_anything_for(pages: Render) -> None:
    files = {"teams": TEAMS, "phases": PHASES, "initiatives": WORK, "reviews": REVIEWS, "kpis": KPIS}
    internal, public = pages("internal", **files), pages("public", **files)
    every = ["start", "roadmap", "time", "news", "figures", "journey", "risks", "decisions"]
    assert _sections(internal["present/"]) == every
    assert _sections(public["present/"]) == [key for key in every if key not in ("risks", "decisions")] + ["decisions"]
    theirs = public.text("present/")
    for word in ("Zirconium", "scorecards behind", "A new end", "Parcel crew", "Hidden hurt", "Overdue"):
        assert word in internal.text("present/") or word == "Hidden hurt", word
        assert word not in theirs, word
    assert "For colleagues only" in internal.text("present/") and "For colleagues only" not in theirs
    assert "Labels" in theirs and "It works" in theirs and "No label" in theirs


def test_many_are_titles_only_and_what_does_not_fit_is_counted(pages: Render) -> None:
    work = "".join(
        f"i{number}: {{title: Number {number}, outcome: Something better, visibility: public, status: planned,"
        f" start: 2026-05, end: 2026-{6 + number % 6:02}}}\n"
        for number in range(1, 31)
    )
    text = pages("public", initiatives=work).text("present/")
    assert "and 22 more" in text, "of the column"
    assert "and 18 more" in text, "of the timeline"
    assert "Something better" not in text
    few = pages("public", initiatives="a: {title: A, outcome: Something better, visibility: public, status: planned}")
    assert "Something better" in few.text("present/")
    assert _sections(few["present/"])[:2] == ["start", "roadmap"]
