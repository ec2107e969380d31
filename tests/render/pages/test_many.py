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
