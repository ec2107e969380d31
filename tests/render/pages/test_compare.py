"""The comparison: today and the target picture, and who may know what of them."""

from __future__ import annotations

from tests.render.pages.conftest import Render

ORDER = """
title: Ordering
visibility: public
personas: [parent, planner, secret]
stages:
- id: a
  title: Find
  lifecycle: presale
  touchpoints:
  - {id: first, title: Look for it, channel: web, score: {parent: 4, planner: 2, secret: 1}}
  - {id: second, title: Print a label, score: {parent: 1, planner: 2}}
- id: b
  title: Wait
  lifecycle: after-sale
  touchpoints:
  - {id: third, title: Pack it, score: 2}
  - {id: fourth, title: Wait for it, score: 3}
  - {id: fifth, title: Tell others, score: 5}
"""
BETTER = """
title: Ordering better
visibility: %s
state: to-be
as_is: order
stages:
- id: a
  title: All
  touchpoints:
  - {id: tap, title: Tap once, score: 5, replaces: order/second}
  - {id: now, title: Have it at once, score: 4, replaces: order/fourth}
  - {id: extra, title: Get a smile, score: 5}
"""


def test_what_nothing_stands_for_goes_away_between_and_is_outside_elsewhere(pages: Render) -> None:
    text = pages("internal", journeys__order=ORDER, journeys__better=BETTER % "internal").text("compare/")
    assert "Biggest gain +3.5 Print a label from 1.5 to 5.0 of 5" in text
    assert "3 Pack it 2.0 No longer needed" in text
    assert text.count("Outside the target picture") == 2
    assert "New in the target picture: Get a smile" in text


def test_readers_who_are_no_colleagues_are_not_told_that_nothing_stands_for_something(pages: Render) -> None:
    text = pages("public", journeys__order=ORDER, journeys__better=BETTER % "public").text("compare/")
    assert "Tap once" in text
    for told in ("No longer needed", "Outside the target picture"):
        assert told not in text


def test_a_target_picture_that_is_withheld_leaves_no_trace(pages: Render) -> None:
    with_it = pages("public", journeys__order=ORDER, journeys__better=BETTER % "internal")
    without = pages("public", journeys__order=ORDER)
    assert with_it["compare/"] == without["compare/"]
    assert with_it["journeys/order/"] == without["journeys/order/"]


def test_means_are_of_the_scores_that_the_audience_sees(pages: Render) -> None:
    public = pages("public", journeys__order=ORDER)
    assert "Find 2.5 So-so 2.0 Bad" in public.text("compare/")
    assert "Secret" not in public["compare/"]
    assert "Secret persona" in pages("internal", journeys__order=ORDER).text("compare/")


def test_without_a_score_there_is_no_page(pages: Render) -> None:
    bare = "title: Ordering\nvisibility: public\nstages: [{id: a, title: A, touchpoints: [{id: t, title: T}]}]\n"
    assert "compare/" not in pages("public", journeys__order=bare)


def test_a_pain_point_of_a_stage_with_one_touchpoint_is_one_of_its_channel(pages: Render) -> None:
    """As in the journey's map, where it stands in the column of that touchpoint."""
    stage = """
- id: c
  title: Pay
  touchpoints: [{id: sixth, title: Pay by post, channel: post, score: 1}]
  pain_points: [{id: slow, title: Nobody knows when, severity: 5, visibility: public}]
"""
    charter = "title: Test roadmap\nchannels: {web: Web shop, post: Post}"
    page = pages("public", roadmap=charter, journeys__order=ORDER + stage.lstrip("\n")).text("compare/")
    assert "Post 1 1.0 Bad Pay by post 1 " in page


def test_a_score_alone_is_nothing_to_compare(pages: Render) -> None:
    """No page without anything on it: a journey that has neither persona, channel, target nor a second lifecycle."""
    plain = (
        "title: Ordering\nvisibility: public\n"
        "stages: [{id: a, title: A, touchpoints: [{id: t, title: T, score: 3%s}]}]\n"
    )
    for addition, there in (("", False), (", channel: web", True)):
        made = pages("public", personas="{}", initiatives="{}", journeys__order=plain % addition)
        assert ("compare/" in made) is there
