"""Journey pages: anchors, lanes, what is being done, and who is told that nothing is."""

from __future__ import annotations

import re

from tests.render.pages.conftest import Render


def test_every_stage_touchpoint_and_pain_point_is_an_anchor(pages: Render) -> None:
    page = pages("internal")["journeys/order/"]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"find", "wait", "look", "choose", "waiting", "no-label", "late", "hidden"} <= set(ids)


def test_nothing_yet_is_said_to_colleagues_only(pages: Render) -> None:
    internal, public = pages("internal"), pages("public")
    assert internal["journeys/order/"].count("Nothing yet") == 2
    assert "It comes late" in public.text("journeys/order/")
    assert "Nothing yet" not in public["journeys/order/"]
    assert "cx-jm__none" not in public["journeys/order/"]


def test_a_dropped_initiative_answers_nothing(pages: Render) -> None:
    for audience in ("internal", "public"):
        assert "A hotline" not in pages(audience)["journeys/order/"]


def test_an_answer_has_status_and_period_at_the_precision_of_its_reader(pages: Render) -> None:
    assert "Print labels In progress ready by Q2 2026" in pages("public").text("journeys/order/")
    assert "Print labels In progress ready by June 2026" in pages("internal").text("journeys/order/")


def test_what_is_below_the_line_of_visibility_stays_at_home(pages: Render) -> None:
    internal, public = pages("internal"), pages("public")
    assert "A carrier is called by hand" in internal["journeys/order/"]
    assert "Line of visibility" in internal["journeys/order/"]
    for hidden in ("A carrier", "Line of visibility", "Backstage", "Hidden hurt", "Secret persona", 'id="hidden"'):
        assert hidden not in public["journeys/order/"]


def test_personas_have_their_own_scores_and_those_who_feel_the_same_share_a_column(pages: Render) -> None:
    text = pages("public").text("journeys/order/")
    assert "1 Look for it Feeling Parent 4 Planner 2" in text
    assert "3 Wait for it Feeling Parent 2" in text
    same = pages(
        "public",
        journeys__order="""
title: Ordering
visibility: public
personas: [parent, planner]
stages: [{id: a, title: A, touchpoints: [{id: t, title: T, score: 3}]}]
""",
    )
    assert "Parent and Planner" in same.text("journeys/order/")
    assert same["journeys/order/"].count("```{ .cx-mermaid") == 1


def test_without_a_visible_persona_the_actor_goes_through_it(pages: Render) -> None:
    page = pages(
        "public",
        journeys__order="""
title: Ordering
visibility: public
actor: Somebody
personas: [secret]
stages: [{id: a, title: A, touchpoints: [{id: t, title: T, score: 3}, {id: u, title: U, score: {secret: 1}}]}]
""",
    )["journeys/order/"]
    assert "T: 3: Somebody" in page
    assert "U: " not in page and "Secret" not in page


def test_as_is_and_to_be_lead_to_each_other(pages: Render) -> None:
    site = pages(
        "public",
        journeys__better="""
title: Ordering better
visibility: public
state: to-be
as_is: order
stages: [{id: a, title: A}]
""",
    )
    assert 'href="../../journeys/order/"' in site["journeys/better/"]
    assert 'href="../../journeys/better/"' in site["journeys/order/"]
    assert "```" not in site["journeys/better/"]


def test_evidence_and_personas_know_what_rests_on_them(pages: Render) -> None:
    site = pages("public")
    assert 'href="../../journeys/order/#no-label"' in site["evidence/survey/"]
    assert 'href="../../journeys/order/#no-label"' in site["personas/parent/"]


def test_an_assumed_persona_says_so_where_the_basis_is_visible(pages: Render) -> None:
    assert "Assumed, not researched" in pages("internal")["personas/parent/"]
    for address in ("personas/", "personas/parent/"):
        assert "ssumed" not in pages("public")[address]
