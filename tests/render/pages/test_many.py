"""Much of one thing: what a drawing can't hold all of is drawn around what the page is about, and counted."""

from __future__ import annotations

from cxsite.render.diagrams.diagram import FLOW_NODES
from tests.render.pages.conftest import Render

MANY = FLOW_NODES + 10


def test_an_initiative_stays_in_the_drawing_of_what_depends_on_it_and_what_it_needs(pages: Render) -> None:
    first = "".join(f"a{number:02}: {{title: Before {number}, status: planned}}\n" for number in range(MANY))
    needed = ", ".join(f"a{number:02}" for number in range(MANY))
    hub = f"hub: {{title: Hub, status: planned, depends_on: [{needed}]}}\n"
    waiting = "".join(
        f"z{number:02}: {{title: After {number}, status: planned, depends_on: hub}}\n" for number in range(MANY)
    )
    page = pages("internal", initiatives=first + hub + waiting, risks="{}", reviews="{}")["initiatives/hub/"]
    source = page[page.index("flowchart") :]
    assert "Hub" in source
    # As much of either side as there is room for.
    assert source.count("Before") > FLOW_NODES // 3
    assert source.count("After") > FLOW_NODES // 3


def test_the_diagrams_of_a_persona_are_folded_into_one(pages: Render) -> None:
    people = "".join(f"p{number}: {{title: Person {number}, visibility: public}}\n" for number in range(5))
    points = ", ".join(
        f"{{id: t{at}, title: T {at}, score: {{{', '.join(f'p{one}: {1 + (at + one) % 5}' for one in range(5))}}}}}"
        for at in range(40)
    )
    stages = f"[{{id: a, title: A, touchpoints: [{points}]}}]"
    made = pages(
        "internal",
        personas=people,
        journeys__order=f"title: Order\npersonas: [p0, p1, p2, p3, p4]\nstages: {stages}\n",
        initiatives="{}",
        risks="{}",
        reviews="{}",
    )
    page = made["journeys/order/"]
    page = page[page.index("As a diagram") :]
    assert page.count("cx-mermaid") > 5
    # One is in sight; the rest of its persona, and all of each other one, lie in one fold.
    assert page.count('<details class="cx-fold"') == 5


def test_long_lists_are_folded_with_their_number(pages: Render) -> None:
    work = "".join(
        f"a{number:02}: {{title: Before {number}, status: planned, start: 2026-Q2, end: 2026-Q3}}\n"
        for number in range(20)
    )
    needed = ", ".join(f"a{number:02}" for number in range(20))
    last = f"z: {{title: After, status: planned, start: 2026-10-05, end: 2026-12-04, depends_on: [{needed}]}}\n"
    made = pages("internal", initiatives=work + last, risks="{}", reviews="{}")
    plan, trace = made["plan/"], made["traceability/"]
    assert plan[plan.index("After</a>") :].count("<details") == 1 and "and 15 more" in made.text("plan/")
    assert trace.index("<details") > trace.index("Before 0")
    assert "and 13 more" in made.text("traceability/")
    board, last_page = made["board/"], made["initiatives/z/"]
    next_column = board[board.index('id="next"') :]
    assert next_column[: next_column.index("<details")].count('class="cx-card"') == 12
    assert next_column.count('class="cx-card"') == 21 and "and 9 more" in made.text("board/")
    needs = last_page[last_page.index('id="needs"') :]
    assert needs[: needs.index("<details")].count("<li>") == 12 and "and 8 more" in made.text("initiatives/z/")
    assert "<details" not in pages("internal")["board/"], "a short column is whole"
