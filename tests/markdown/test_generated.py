"""Generated bodies: hostile ones that are let through do nothing; harmless ones are let through."""

from __future__ import annotations

import random
import re
from collections import Counter

import nh3
import pytest
from justhtml import JustHTML

from cxsite.markdown.allowed import ELEMENTS
from cxsite.markdown.dialect import FOLLOWED, to_html
from cxsite.markdown.host_dialect import adapted
from cxsite.markdown.refusal_places import refused_places
from cxsite.markdown.refusals import judge
from cxsite.model.body import without_comments
from tests.markdown.generated import HANDLERS, harmless, hostile

pytestmark = pytest.mark.slow

ACTIVE = {*HANDLERS, "srcdoc", "srcset", "background", "action", "formaction", "ping", "poster", "data", "autofocus"}
HARMLESS = {"class", "id", "title", "style", "align", "open", "checked", "disabled", "type", "for", "name", "alt"}


def _elements(html: str) -> Counter[str]:
    page = JustHTML(f"<body>{html}</body>", sanitize=False)
    return Counter(element.name for element in page.query("body *"))


def let_through(body: str) -> str:
    """The HTML of a body that is not refused; empty for others."""
    text = without_comments(body)
    return "" if judge(text) else to_html(adapted(text)).replace(f' {FOLLOWED}=""', "")


@pytest.mark.parametrize("seed", range(6))
def test_another_sanitizer_finds_nothing_in_what_is_let_through(seed: int) -> None:
    rng = random.Random(seed)
    passed = 0
    for _ in range(100):
        if html := let_through(hostile(rng)):
            passed += 1
            seen: list[tuple[str, str]] = []

            def note(_: str, name: str, value: str, seen: list[tuple[str, str]] = seen) -> str:
                seen.append((name, value))
                return value

            cleaned = nh3.clean(
                html,
                tags=set(ELEMENTS),
                attributes={"*": ACTIVE | HARMLESS | {"src", "href"}},
                attribute_filter=note,
                link_rel=None,
            )
            assert _elements(cleaned) == _elements(html), html
            assert not [pair for pair in seen if pair[0] in ACTIVE], html
            assert not [pair for pair in seen if pair[0] in ("src", "style") and re.search(r"evil|url", pair[1])], html
    assert passed > 3, "the generator makes nothing that looks harmless"


@pytest.mark.parametrize("seed", range(5))
def test_what_people_write_is_not_refused(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(100):
        body = harmless(rng)
        assert judge(without_comments(body)) == (), body


def test_hostile_ones_are_told_at_a_place_in_bounded_time() -> None:
    rng = random.Random(77)
    for _ in range(60):
        text = without_comments(hostile(rng))
        for place in refused_places(text):
            assert 0 <= place.offset < len(text) and place.length
            assert place.refusal.message and place.refusal.help
