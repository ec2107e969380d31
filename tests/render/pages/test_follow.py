"""What every footer says, how readers follow one thing, and who is led to the files of the repository."""

from __future__ import annotations

import pytest

from cxsite.render.render import render
from cxsite.render.stage import Stage
from tests.projection.build import Raw, public, view

STATEMENTS = {"accessibility": "pages/access.md", "privacy": "https://y.example.com/privacy", "imprint": "draft"}
PAGES: dict[str, Raw] = {
    "access": public({"title": "Everyone can read it"}),
    "draft": {"title": "Not yet", "visibility": "internal"},
}
ITEM = ("initiative:a", public({"summary": "We begin."}))


def _stage(audience: str, **charter: object) -> Stage:
    return render(view(audience, ITEM, charter=dict(charter), pages=PAGES))


def test_footers_name_the_statements_that_their_readers_can_read() -> None:
    found = _stage("public", statements=STATEMENTS)
    assert found.extra["statements"] == {"Accessibility": "access/", "Privacy": "https://y.example.com/privacy"}
    assert "draft" not in repr(view("public", ITEM, charter={"statements": STATEMENTS}, pages=PAGES).charter)
    inside = _stage("internal", statements=STATEMENTS).extra["statements"]
    assert isinstance(inside, dict) and inside["Imprint"] == "draft/"


def test_what_every_footer_leads_to_needs_no_tab() -> None:
    def tabs(**charter: object) -> set[str]:
        return {uri for entry in _stage("public", **charter).nav for uri in entry.uris()}

    assert "access/index.md" in tabs()
    assert "access/index.md" not in tabs(statements=STATEMENTS)


@pytest.mark.parametrize(
    "address", ["mailto:us@y.example.com?subject=Tell%20me:%20{kind}%20{id}", "https://y.example.com/t?a={kind}-{id}"]
)
def test_readers_can_ask_to_be_told_of_one_thing(address: str) -> None:
    page = next(page.text for page in _stage("public", notify=address).pages if page.uri == "initiatives/a/index.md")
    filled = address.replace("{kind}", "initiative").replace("{id}", "a")
    assert f'<a href="{filled}">Tell me when this changes</a>' in page
    assert "Tell me when" not in "".join(page.text for page in _stage("public").pages)
