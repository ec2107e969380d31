"""The checker's idea of what readers have is the projection's: nothing missed, nothing invented."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given

from cxsite.check.context import Context
from cxsite.check.exposure import Exposed
from cxsite.model.levels import Level
from cxsite.model.roadmap import View
from cxsite.model.visibility import Visibility
from tests.check.trees import check, write
from tests.projection.look import told, view_of
from tests.projection.oracle import precision
from tests.sites import TODAY, Site
from tests.strategies import sites

ID = re.compile(r"[a-z]\d+z")
MARKER = re.compile(r"(?<!\w)[tb]\d+z(?:[a-z]+z)?(?!\w)|(?<!\d)7\d{6}(?!\d)")
"""Texts, words of bodies and numbers of generated roadmaps: each stands in one place only."""


def _has(seen: Exposed, audience: Level) -> bool:
    return seen.level.visible_to(audience) and audience.visible_to(seen.most)


def _by_check(context: Context, audience: Level) -> dict[str, Exposed]:
    return {
        word: seen
        for seen in context.exposed_to(audience)
        if _has(seen, audience)
        for word in MARKER.findall(seen.shown)
    }


def _may_be_gone(context: Context, seen: Exposed, audience: Level, kept: set[tuple[str, str]]) -> bool:
    """Whether the projection leaves a value out for another reason than its level: its item can't be shown without
    something hidden, nobody uses the entry of a vocabulary, or the key or the day that it hangs on is not for them."""
    kind, id_ = seen.place.item
    if kind == "roadmap" or (kind != "page" and (kind, id_) not in kept):
        return True
    no_plans = precision(context.roadmap.charter, audience.name) == "horizon"
    return (no_plans and "targets" in seen.place.at) or any(ID.fullmatch(str(step)) for step in seen.place.at)


def _kept(context: Context, audience: Level, view: View) -> set[tuple[str, str]]:
    """The items that the audience has, by the ids that they are written under."""
    rules = Visibility.of(context.roadmap.charter, context.roadmap.levels, audience, context.today)
    return {
        (kind, id_)
        for kind, items in context.roadmap.items.items()
        for id_, item in items.items()
        if (rules.worded(item.wording, "id") or id_) in view.items.get(kind, {})
    }


@given(site=sites())
def test_the_checker_misses_and_invents_nothing(site: Site) -> None:
    roadmap = site.roadmap()
    context = Context(roadmap, TODAY)
    for audience in roadmap.levels:
        view = view_of(roadmap, audience.name)
        checked = _by_check(context, audience)
        projected = {word for word in told(replace(view, facts={})) if MARKER.fullmatch(word)}
        assert not projected - checked.keys(), audience
        kept = _kept(context, audience, view)
        for word, seen in checked.items():
            assert word in projected or _may_be_gone(context, seen, audience, kept), (audience, seen)


def test_words_that_replace_a_term_are_what_is_judged(tmp_path: Path) -> None:
    """The words for `public` are read by nobody here: the item begins with `customer`."""
    tree = {
        "roadmap.yml": "title: Our roadmap\ndisclaimer: A plan.\nsensitive_terms: [kingfisher]\n",
        "initiatives/a.yml": (
            "title: Plain\nstatus: idea\nvisibility: customer\nsummary: We begin.\n"
            "wording: {public: {title: Project Kingfisher}}\n"
        ),
    }
    assert "CX514" not in {one.rule.code for one in check(write(tree, tmp_path))}
    tree["initiatives/a.yml"] = tree["initiatives/a.yml"].replace("{public:", "{customer:")
    assert "CX514" in {one.rule.code for one in check(write(tree, tmp_path / "told"))}
