"""Commands and fields that a page of the documentation names lead to where they are explained."""

from __future__ import annotations

from cxsite.cli.arguments import new_parser
from docs.config.links import command_anchors, field_places, index_page, linked, targets, with_row_anchors
from tests.docs.blocks import ROOT

COMMANDS = command_anchors((ROOT / "docs/commands.md").read_text("utf-8"))
PLACES = list(field_places((ROOT / "docs/format.md").read_text("utf-8")))


def test_every_command_has_its_place() -> None:
    assert set(COMMANDS) == set(new_parser()[1])
    assert COMMANDS["explain"] == COMMANDS["rules"] == "cxsite-rules-cxsite-explain-rule"


def test_fields_lead_to_their_row_or_to_the_index() -> None:
    found = targets(PLACES)
    assert found["visibility"] == "format/#every-item--visibility"
    assert found["sensitive_terms"] == "format/#roadmapyml--sensitive_terms"
    assert found["due"] == "fields/#due" and '<a id="due"></a>due |' in index_page(PLACES)
    # Derived values are no fields to write.
    assert "slip_days" not in found


def test_only_what_stands_for_itself_becomes_a_link() -> None:
    html = (
        "<p>Run <code>cxsite build --strict</code>, set <code>min_n</code>.</p><h2><code>cxsite build</code></h2>"
        '<pre><code>cxsite build</code></pre><a href="x">see <code>cxsite build</code></a><code>cxsite nothing</code>'
    )
    made = linked(html, "teams/", COMMANDS, targets(PLACES))
    assert made.count("<a ") == 3
    assert '<a href="../commands/#cxsite-build"><code>cxsite build --strict</code></a>' in made
    assert '<a href="../format/#roadmapyml--min_n"><code>min_n</code></a>' in made


def test_rows_of_the_reference_have_anchors() -> None:
    html = '<h2 id="every-item">x</h2><tr>\n<td><strong>title</strong></td><td>a</td></tr><tr>\n<td>odd</td></tr>'
    made = with_row_anchors(html, PLACES)
    assert '<td id="every-item--title">' in made and made.count(" id=") == 2
