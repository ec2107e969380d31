"""What is remembered of one state changes nothing in the View of another."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cxsite.model.roadmap import Roadmap, View
from cxsite.projection.projection import project
from cxsite.projection.remembered import Remembered
from tests.sites import LEVELS, TODAY, Site
from tests.strategies import make_site


def edited(site: Site, rng: random.Random) -> Site:
    """The site with another level, title, asset or absence of a few items: others name what they name still."""
    items = copy.deepcopy(site.items)
    for kind in items:
        for id_ in list(items[kind]):
            chance = rng.random()
            if chance < 0.1:
                del items[kind][id_]
            elif chance < 0.25:
                items[kind][id_]["visibility"] = rng.choice(LEVELS)
            elif chance < 0.4:
                items[kind][id_]["title"] = f"Another {rng.random()}"
    assets = [name for name in site.assets if rng.random() < 0.7]
    return Site(site.charter, items, copy.deepcopy(site.pages), assets, site.bodies)


def sharing(before: Roadmap, after: Roadmap) -> Roadmap:
    """The later state with the items of the earlier one where they say the same, as loading gives it."""
    items = {
        kind: {id_: _one(before.get(kind, id_), item) for id_, item in of_kind.items()}
        for kind, of_kind in after.items.items()
    }
    return replace(after, items=items, charter=before.charter)


def _one(was: Any, now: Any) -> Any:
    return was if was == now and was.model_fields_set == now.model_fields_set else now


def whole(view: View) -> Any:
    """A View with what its items were set to."""
    return view, [item.model_fields_set for items in view.items.values() for item in items.values()]


@given(seed=st.integers(0, 2**32), audience=st.sampled_from(LEVELS))
def test_a_view_is_what_it_is_without_remembering(seed: int, audience: str) -> None:
    rng = random.Random(seed)
    first = make_site(seed, 2, 0.4)
    states = [first.roadmap()]
    for _ in range(2):
        first = edited(first, rng)
        states.append(sharing(states[-1], first.roadmap()))
    remembered = Remembered()
    for state in states:
        level = state.levels[audience]
        assert whole(project(state, level, TODAY, remembered=remembered)) == whole(project(state, level, TODAY))


def test_what_is_the_same_is_not_looked_at_again() -> None:
    state = make_site(1, 2, 0.4).roadmap()
    remembered = Remembered()
    first, second = (project(state, state.levels.most, TODAY, remembered=remembered) for _ in range(2))
    for kind, items in first.items.items():
        assert all(second.items[kind][id_] is item for id_, item in items.items())
    other = replace(state, charter=state.charter.model_copy(update={"title": "Other"}))
    third = project(other, state.levels.most, TODAY, remembered=remembered)
    assert not any(third.items[kind][id_] is item for kind, items in first.items.items() for id_, item in items.items())
