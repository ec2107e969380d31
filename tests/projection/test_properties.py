"""What must hold for every roadmap and every audience."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.model import visibility
from cxsite.model.levels import Levels
from cxsite.model.period import Period
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.shape import leaves
from cxsite.projection import names, values
from cxsite.projection import projection as projecting
from cxsite.projection.projection import project
from tests.bodies import WORD
from tests.projection.change import hidden_changed, hidden_removed
from tests.projection.look import dangling, days, leaked, may_see, out_of_order, told, too_precise, view_of
from tests.projection.oracle import markers, precision
from tests.sites import ASSET_FILE, LEVELS, TODAY, Site
from tests.strategies import make_site, sites


@given(site=sites())
def test_nothing_above_the_audience(site: Site) -> None:
    for audience in LEVELS:
        assert leaked(site, audience) == {}, audience


@given(site=sites())
def test_levels_above_the_audience_are_not_named(site: Site) -> None:
    """`internal` stands in the model's defaults, and a word of a body names its own level here."""
    roadmap = site.roadmap()
    for audience in LEVELS[:-1]:
        assert LEVELS[-1] not in WORD.sub("", repr(view_of(roadmap, audience)))


PLAIN = re.compile(r"t\d+z|7\d{6}|b\d+z")


@given(site=sites())
def test_everything_that_the_audiencemay_see(site: Site) -> None:
    """Every text and number of an item that levels and wording allow is in the View."""
    roadmap = site.roadmap()
    places = markers(roadmap, site.bodies)
    for audience in LEVELS:
        found = told(view_of(roadmap, audience))
        no_plans = precision(roadmap.charter, audience) == "horizon"
        for word, known in places.items():
            if PLAIN.match(word) and may_see(known, audience) and known[0].item[0] != "roadmap":
                at = known[0].value.at
                # A target without its date, and a value for something hidden, can't be shown.
                gone = (no_plans and "targets" in at) or any(WORD.fullmatch(str(step)) for step in at)
                assert word in found or gone, known


@given(site=sites())
def test_no_dangling_reference(site: Site) -> None:
    roadmap = site.roadmap()
    for audience in LEVELS:
        assert list(dangling(view_of(roadmap, audience))) == [], audience


@given(site=sites(), audience=st.sampled_from(LEVELS))
def test_vocabularies_hold_what_is_used(site: Site, audience: str) -> None:
    view = view_of(site.roadmap(), audience)
    used = {
        (leaf.ref.vocabulary, value)
        for of_kind in view.items.values()
        for item in of_kind.values()
        for _, leaf, value in leaves(type(item), item)
        if leaf.ref is not None and leaf.ref.vocabulary
    }
    for name in ("areas", "channels", "departments", "risk_categories"):
        assert set(getattr(view.charter, name)) <= {value for of, value in used if of == name}


@given(site=sites(), seed=st.integers(0, 1000))
def test_hidden_things_change_nothing(site: Site, seed: int) -> None:
    """Not one byte: the order of mappings counts too, since a page may list them."""
    roadmap = site.roadmap()
    for audience in LEVELS:
        view = view_of(roadmap, audience)
        for other in (hidden_removed(site, audience), hidden_changed(site, audience, seed)):
            same = view_of(other.roadmap(), audience)
            assert same == view
            assert repr(same) == repr(view)


@given(site=sites())
def test_a_higher_audience_sees_what_a_lesser_one_sees(site: Site) -> None:
    """Up to wording: for every value that wording does not replace."""
    roadmap = site.roadmap()
    places = markers(roadmap, site.bodies)
    views = [view_of(roadmap, level) for level in LEVELS]
    worded = {word for word, known in places.items() if any(place.value.wording for place in known)}
    worded |= {word for word in set().union(*map(told, views)) if word.startswith("s")}  # each site has its own name
    coarse = _coarse(views)
    for lesser, higher in itertools.pairwise(views):
        assert not told(lesser) - told(higher) - worded - coarse
        assert all(len(of_kind) <= len(higher.items[kind]) for kind, of_kind in lesser.items.items())


def _coarse(views: list[View]) -> set[str]:
    """The ends of coarser periods are days that a higher audience may not have."""
    periods = {
        part
        for view in views
        for of_kind in view.items.values()
        for item in of_kind.values()
        for _, _, part in leaves(type(item), item)
        if isinstance(part, Period)
    }
    found = {repr(day) for period in periods for day in (period.first, period.last)}
    return found | {repr(fact) for view in views for facts in view.facts.values() for fact in days(facts)}


@given(site=sites(), seed=st.integers(0, 1000), audience=st.sampled_from(LEVELS))
def test_independent_of_the_order_of_files(site: Site, seed: int, audience: str) -> None:
    other, rng = site.copy(), random.Random(seed)
    for kind, of_kind in site.items.items():
        other.items[kind] = {id_: of_kind[id_] for id_ in rng.sample(sorted(of_kind), len(of_kind))}
    other.items = {kind: other.items[kind] for kind in rng.sample(sorted(other.items), len(other.items))}
    other.pages = {path: site.pages[path] for path in reversed(site.pages)}
    assert repr(view_of(other.roadmap(), audience)) == repr(view_of(site.roadmap(), audience))


@given(site=sites())
def test_projecting_what_is_seen_changes_nothing(site: Site) -> None:
    """For the audience that sees all; a lesser one would lose what was disclosed to it as an exception."""
    view = view_of(site.roadmap(), LEVELS[-1])
    assets = dict.fromkeys(view.assets, ASSET_FILE)
    charter = view.charter.model_copy(update={"min_n": dict.fromkeys(LEVELS, 0)})
    again = project(Roadmap(charter, Levels(LEVELS), view.items, view.pages, assets), view.audience, TODAY)
    # The level of a part may rise: what put it below that of its field was an exception of its item.
    assert _without_levels(again.items) == _without_levels(view.items)
    assert again.pages == view.pages
    assert again.backlinks == view.backlinks
    assert again.redirects == view.redirects


def _without_levels(items: object) -> str:
    return re.sub(r"visibility='\w+'", "", repr(items))


@given(site=sites())
def test_plans_are_told_no_more_precisely_than_allowed(site: Site) -> None:
    roadmap = site.roadmap()
    for audience in LEVELS:
        assert list(too_precise(view_of(roadmap, audience), roadmap)) == []


@given(site=sites())
def test_parts_are_in_the_order_of_what_is_seen(site: Site) -> None:
    roadmap = site.roadmap()
    for audience in LEVELS:
        assert list(out_of_order(view_of(roadmap, audience))) == []


BREAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "fields have no level": lambda m: m.setattr(
        visibility.Visibility, "field_level", lambda self, *_: self.levels.least
    ),
    "parts have no level": lambda m: m.setattr(visibility.Visibility, "part_level", lambda self, parent, *_: parent),
    "wording is ignored": lambda m: m.setattr(visibility.Visibility, "worded", lambda *_: None),
    "wording takes the first": lambda m: m.setattr(
        visibility.Visibility,
        "worded",
        lambda _, wording, name: next((w[name] for w in wording.values() if name in w), None),
    ),
    "references are kept": lambda m: m.setattr(projecting, "resolver", lambda *_: lambda ref, value: value),
    "bodies are whole": lambda m: m.setattr(projecting, "body_for", lambda body, *_: body),
    "items have no default": lambda m: m.setattr(
        visibility.Visibility, "item_level", lambda self, kind, item: self.levels.get(item.visibility or LEVELS[0])
    ),
    "embargoes are ignored": lambda m: m.setattr(visibility.Visibility, "is_embargoed", lambda *_: False),
    "embargoes end a day early": lambda m: m.setattr(
        visibility.Visibility,
        "is_embargoed",
        lambda self, item: item.visible_from is not None and self.today < item.visible_from - dt.timedelta(days=1),
    ),
    "points are all named": lambda m: m.setattr(
        names, "_points", lambda journey, *_: ((p.id, "touchpoint", p.id) for p in journey.points())
    ),
    "plans are exact": lambda m: m.setattr(Period, "coarsen", lambda self, _: self),
    "order is as written": lambda m: m.setattr(values, "_in_order", lambda _, entries: entries),
    "vocabularies are whole": lambda m: m.setattr(projecting, "in_use", lambda charter, *_: charter),
}


def _holds(site: Site, seed: int) -> bool:
    roadmap = site.roadmap()
    for audience in LEVELS[:3]:
        view = view_of(roadmap, audience)
        if leaked(site, audience) or [*dangling(view), *too_precise(view, roadmap), *out_of_order(view)]:
            return False
        if repr(view_of(hidden_changed(site, audience, seed).roadmap(), audience)) != repr(view):
            return False
    return True


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.slow
def test_the_properties_can_fail(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing that the projection does is noticed when it is not done."""
    BREAKS[broken](monkeypatch)
    assert not all(_holds(make_site(seed, 2, 0.5), seed) for seed in range(40))
