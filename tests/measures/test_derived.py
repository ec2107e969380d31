"""Derived values as records: all are registered, each is computed, and none reads more than it declares."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cxsite import measures
from cxsite.load.load import load
from cxsite.measures.derived import of_item, of_view
from cxsite.measures.derived_values import DERIVED, DERIVED_BY_KIND
from cxsite.measures.record import Derived, Facts, Given, Items, Whole
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.kinds import BY_NAME
from cxsite.model.past import Edition, Past, PastInitiative
from cxsite.model.period import Period
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import fields_of

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 3, 31)
# What the reference roadmap can't show on the day for which it is written.
NOT_ON_THAT_DAY: dict[Key, Item] = {
    ("kpi", "so_far"): Kpi.model_validate(
        {
            "id": "a",
            "title": "A",
            "metric": "nps",
            "direction": "up",
            "frequency": "half",
            "measurements": ({"date": "2026-03-03", "value": "100", "n": "1", "counts": (1, 0, 0)},),
        }
    )
}
by_record = pytest.mark.parametrize("one", DERIVED, ids=lambda one: f"{one.kind}.{one.name}")


@cache
def _reference() -> Roadmap:
    loaded = load(ROOT / "content", ROOT)
    assert loaded.roadmap is not None
    return loaded.roadmap


@cache
def _past() -> Past:
    """Two editions in which everything was promised for another quarter."""
    ends = (("2025-09-30", "2025-Q4"), ("2025-12-31", "2026-Q1"))
    return Past(
        tuple(
            Edition(
                dt.date.fromisoformat(day),
                dt.date.fromisoformat(day),
                dict.fromkeys(_reference().items["initiative"], PastInitiative("planned", end=Period.parse(end))),
            )
            for day, end in ends
        )
    )


@cache
def _computed() -> dict[Key, Facts]:
    roadmap = _reference()
    facts = {
        (kind, id_): of_item(kind, item, roadmap.charter, TODAY)
        for kind, items in roadmap.items.items()
        for id_, item in items.items()
    }
    for key, found in of_view(roadmap.items, facts, roadmap.charter, TODAY, _past()).items():
        facts[key] |= found
    return facts


def _records(module: object) -> list[Derived]:
    found: list[Derived] = []
    for value in vars(module).values():
        found += [value] if isinstance(value, Derived) else []
        found += [one for one in value if isinstance(one, Derived)] if isinstance(value, tuple) else []
    return found


def test_every_record_is_registered() -> None:
    known = {id(one) for one in DERIVED}
    forgotten = [
        f"{info.name}: {one.kind}.{one.name}"
        for info in pkgutil.walk_packages(measures.__path__, "cxsite.measures.")
        for one in _records(importlib.import_module(info.name))
        if id(one) not in known
    ]
    assert forgotten == [], "put them into VALUES of their kind's module, and that into DERIVED in derived_values.py"


def test_names_are_unique() -> None:
    names = [(one.kind, one.name) for one in DERIVED]
    assert len(set(names)) == len(names)


@by_record
def test_every_record_gives_a_value(one: Derived) -> None:
    """In the reference roadmap, so that readers of the documentation can look at one; with two editions before it."""
    if (one.kind, one.name) in NOT_ON_THAT_DAY:
        assert one.one is not None and one.one(NOT_ON_THAT_DAY[one.kind, one.name], Given(_reference().charter, TODAY))
        return
    assert any(one.name in facts for (kind, _), facts in _computed().items() if kind == one.kind), (
        f"nothing in content/ has a {one.kind}.{one.name}: add an example of its inputs {one.inputs + one.optional}"
    )


def test_nothing_is_computed_that_is_not_declared() -> None:
    for (kind, _), facts in _computed().items():
        assert set(facts) <= {one.name for one in DERIVED_BY_KIND.get(kind, ())}


@by_record
@pytest.mark.slow
def test_no_record_reads_more_than_it_declares(one: Derived) -> None:
    """The level of a value is that of its inputs, so an input that is not declared would be told to too many."""
    roadmap, read = _reference(), set[str]()
    watched = {id_: _watched(item, read) for id_, item in roadmap.items[one.kind].items()}
    if one.one is not None:
        for item in watched.values():
            one.one(item, Given(roadmap.charter, TODAY))
    else:
        assert one.many is not None
        items: Items = {**roadmap.items, one.kind: watched}
        one.many(Whole(items, _computed(), roadmap.charter, TODAY, _past()))
    fields = fields_of(BY_NAME[one.kind].model)
    # Without a required field there is no item, so it is no secret to those who see the item.
    undeclared = {name for name in read if not fields[name].required} - {*one.inputs, *one.optional, *one.respects}
    assert undeclared == set(), f"add them to `inputs` (or `optional`) of {one.kind}.{one.name}"
    declared = {*one.inputs, *one.optional, *one.settings}
    assert one.many is not None or declared, f"{one.kind}.{one.name} is made from nothing"


def _watched(item: Item, read: set[str]) -> Item:
    """The same item, which notes in `read` what is asked of it."""
    names = frozenset(fields_of(type(item)))

    class Watched(type(item)):  # type: ignore[misc]
        def __getattribute__(self, name: str) -> Any:
            if name in names:
                read.add(name)
            return super().__getattribute__(name)

    found: Item = Watched.model_construct(_fields_set=set(item.model_fields_set), **item.__dict__)
    return found


def test_a_record_needs_a_function() -> None:
    with pytest.raises(ValueError, match=r"kpi\.x needs"):
        Derived("kpi", "x", "Nothing.")


def test_a_value_that_reads_too_much_is_seen() -> None:
    careless = Derived("kpi", "x", "The source.", one=lambda item, given: item.source, inputs=("targets",))
    with pytest.raises(AssertionError, match="source"):
        test_no_record_reads_more_than_it_declares(careless)
