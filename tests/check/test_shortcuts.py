"""What is asked first, because it is quickly asked, never hides what is asked then."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.check.context import Context
from cxsite.check.rule import Problem
from cxsite.check.rules import cx04_bodies
from cxsite.check.texts import local_links, meant_links
from cxsite.check.texts.written_bodies import all_readings, scanned_for
from cxsite.markdown import bounds
from cxsite.matching import terms
from cxsite.matching.late import late
from cxsite.matching.silent import forget
from cxsite.matching.terms import Terms
from cxsite.model.body import Code, lines_of, open_code
from cxsite.model.levels import Levels
from cxsite.model.site_parts import SiteParts
from cxsite.render.site_sections import addresses, colleagues
from tests.check.trees import TODAY
from tests.projection.build import roadmap

LEVELS = Levels()
PIECES = (
    *("[the risk](risk:late)", "[a](../journeys/buy.yml)", "[b](pages/how.md)", "[c](pain_point:buy/queue)"),
    *("[d]: ../x/", "[e](../../board/)", "![f](asset:shop.svg)", "[g](#how)", "[h](../a/b.md#part)", "[](x/)", "](x)"),
    *("[", "]", "(x/)", "<!--", "-->", "`", "`code`", "```\n", "\n~~~\n", "\n/// internal\n", "\n///\n", "\n\n", "\n"),
    *("initiative:portal", "(risk:late)", "[label]", "[i](https://x.example/)", "[j](mailto:a@b.example)", " ", "\\"),
    *(
        "[[kpi:nps#a]]",
        "[k] (risk:late)",
        "[l](risk: late)",
        "# ",
        "\n## How we do it\n",
        "#",
        "word",
        "!",
        ")",
        "<",
        "*",
    ),
)
BODIES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def _readings(body: str) -> tuple[str, ...]:
    return (body, *all_readings(body, LEVELS, lambda text: scanned_for(text, LEVELS.names)))


@given(st.lists(BODIES, min_size=25, max_size=25))
def test_what_links_nothing_locally_does_so_for_no_reader(bodies: list[str]) -> None:
    quiet = [body for body in bodies if not local_links.may_link_locally(body)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_links, "may_link_locally", lambda text: True)
        found = [
            list(local_links.addresses_in(text, "initiative", images=True)) for b in quiet for text in _readings(b)
        ]
    assert not any(found)


@given(st.lists(BODIES, min_size=25, max_size=25))
def test_bodies_without_unusual_links_have_none_that_is_told(bodies: list[str]) -> None:
    written = roadmap(*((f"initiative:i{number}", {"body": body}) for number, body in enumerate(bodies)))
    parts = SiteParts(addresses=addresses(), colleagues=colleagues())
    rules = (cx04_bodies.link_that_is_none, cx04_bodies.missing_anchor, cx04_bodies.dead_link)

    def told() -> list[Problem]:
        return [problem for one in rules for problem in one.run(Context(written, TODAY, parts))]

    found = told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cx04_bodies, "_is_unusual", lambda text: True)
        assert told() == found


def test_most_links_to_items_are_seen_to_be_that() -> None:
    assert not local_links.may_link_locally("See [the risk](risk:late), [a](../journeys/buy.yml).\n\n## How\n")
    assert local_links.may_link_locally("See [the board](../../board/).")


@given(st.lists(BODIES, min_size=25, max_size=25))
def test_bare_names_and_links_apart_are_found_in_any_text(bodies: list[str]) -> None:
    for body in bodies:
        found = _meant(body)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(meant_links, "without_plain_links", lambda text: text)
            patch.setattr(meant_links, "_MAY_BE_BARE", meant_links._BARE)
            patch.setattr(meant_links, "_MAY_BE_APART", meant_links._APART)
            assert found == _meant(body), body


def _meant(body: str) -> tuple[object, ...]:
    forget()
    return (*meant_links.bare_names(body), *meant_links.links_apart(body))


@given(st.lists(BODIES, min_size=25, max_size=25))
def test_code_is_followed_in_any_text(bodies: list[str]) -> None:
    for body in bodies:
        code = Code()
        assert [line.is_code for line in lines_of(body)] == [code.holds(line) for line in body.split("\n")]
        assert (open_code(body) is not None) == bool(code.fence)


LINES = ("# a\n", "# b\n", "*# c\n", "/// note\n", "/// tip\n", "*", "*`", "word\n", "\n")


@given(st.lists(st.lists(st.sampled_from(LINES), max_size=8), min_size=25, max_size=25))
def test_paragraphs_are_counted_where_they_may_hold_too_much(bodies: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, most in (("MOST", 3), ("MOST_LINES", 2), ("DEEPEST", 2)):
            patch.setattr(bounds, name, most)
        for body in map("".join, bodies):
            told = [found.offset for found in bounds._in_paragraphs(body)]
            # With empty lines behind it any text is counted, and nothing before them changes.
            assert told == [found.offset for found in bounds._in_paragraphs(body + "\n" * 9)]


def test_terms_of_one_beginning_are_found_as_if_each_were_alone() -> None:
    chance = random.Random(7)
    words = ("parcel", "return", "shop", "12", "c++", "退货", "заказ", "קופה", "الدفع", "buch")
    several = [" ".join(chance.choices(words, k=chance.randint(1, 4))) for _ in range(50)]
    together: Terms[int] = Terms()
    for number, term in enumerate(several):
        together.add(term, number)
    for _ in range(15):
        text = " ".join(chance.choices(words, k=9))
        aligned, starts = terms._aligned(text)
        alone = [
            (starts[match.start("term")], starts[match.end("term")], number)
            for number, term in enumerate(several)
            for match in re.finditer(terms._patterns(term, True).of_all, aligned)
        ]
        assert sorted((found.start, found.end, found.of) for found in together.find(text)) == sorted(alone)


def test_a_late_pattern_is_the_pattern() -> None:
    spelled: list[str] = []

    def spell() -> str:
        spelled.append("asked")
        return "[b-d]+"

    pattern = late(spell)
    assert not spelled
    assert pattern.sub("-", "abcde") == "a-e" and pattern.findall("bc d") == ["bc", "d"]
    assert pattern.search("xyz") is None and spelled == ["asked"]
