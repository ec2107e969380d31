"""What a comparison says is all that an audience will notice, and nothing else."""

from __future__ import annotations

import copy
import itertools
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cxsite.diff.plain import plain
from cxsite.model.change import Change
from cxsite.model.roadmap import ROADMAP, View
from cxsite.pipeline.noticed import for_audience
from cxsite.projection.projection import project
from tests.projection.change import hidden_changed, hidden_removed
from tests.sites import LEVELS, TODAY, Site
from tests.strategies import make_site, sites

LISTS_BY_ID = ("stages", "touchpoints", "pain_points", "aliases")
FACTS = ("state", "rag", "current")


def _noticed(before: Site, after: Site, audience: str) -> tuple[Change, ...]:
    """What an audience notices today; what it will when an embargo ends has its day with it."""
    was, now = before.roadmap(), after.roadmap()
    found = for_audience(was, now, now.levels[audience], TODAY)
    assert all(change.opens is None or change.opens > TODAY for change in found)
    return tuple(change for change in found if change.opens is None)


def _view(site: Site, audience: str) -> View:
    roadmap = site.roadmap()
    return project(roadmap, roadmap.levels[audience], TODAY)


@given(site=sites(2), audience=st.sampled_from(LEVELS), seed=st.integers(0, 1000))
def test_what_an_audience_cannot_see_is_not_told_to_it(site: Site, audience: str, seed: int) -> None:
    for other in (hidden_removed(site, audience), hidden_changed(site, audience, seed)):
        assert _noticed(site, other, audience) == ()
        assert _noticed(other, site, audience) == ()


@given(seed=st.integers(0, 2**32), audience=st.sampled_from(LEVELS))
def test_what_is_told_turns_one_view_into_the_other(seed: int, audience: str) -> None:
    """Undone in the later View, the changes give the earlier one, up to the order of lists."""
    before = make_site(seed, 2, 0.4)
    after = _edited(before, random.Random(seed))
    changes = _noticed(before, after, audience)
    was, now = _told(_view(before, audience)), _told(_view(after, audience))
    for key in (f"{change.kind}:{change.id}" for change in changes if change.change in ("removed", "disappears")):
        # What is derived of an item goes with it.
        was[key] = {name: value for name, value in was[key].items() if not name.startswith("=")}
    assert _in_order(_undone(now, changes)) == _in_order(was)


def _edited(site: Site, rng: random.Random) -> Site:
    """A few edits as people make them: texts, levels, items that go, entries that go, others that swap places."""
    items = copy.deepcopy(site.items)
    charter = copy.deepcopy(site.charter)
    charter["title"] = "Another title"
    for kind in items:
        for id_ in list(items[kind]):
            _edit(items[kind][id_], rng)
        if len(items[kind]) > 1 and rng.random() < 0.3:
            items[kind].pop(sorted(items[kind])[0])
    return Site(charter, items, copy.deepcopy(site.pages), site.assets, site.bodies)


def _edit(raw: dict[str, Any], rng: random.Random) -> None:
    for name, value in list(raw.items()):
        if name in ("wording", "disclose", "id") or rng.random() < 0.5:
            continue
        if name == "visibility":
            raw[name] = rng.choice(LEVELS)
        elif name in ("title", "summary", "text"):
            raw[name] = f"{value} more" if isinstance(value, str) else value
        elif isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            if len(value) > 1 and rng.random() < 0.3:
                value.pop()
            rng.shuffle(value)
            for entry in value:
                _edit(entry, rng)


def _told(view: View) -> dict[str, Any]:
    """A View as plain values, by kind and id."""
    found: dict[str, Any] = {
        f"{kind}:{id_}": {**plain(item), **_facts(view, kind, id_)}
        for kind, items in view.items.items()
        for id_, item in items.items()
    }
    found |= {f"page:{path}": plain(page) for path, page in view.pages.items()}
    found[f"{ROADMAP}:"] = plain(view.charter)
    return found


def _facts(view: View, kind: str, id_: str) -> dict[str, Any]:
    facts = view.facts.get((kind, id_), {})
    return {f"={name}": plain(facts[name]) for name in FACTS if facts.get(name) is not None}


def _undone(now: dict[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    found = copy.deepcopy(now)
    for change in changes:
        key = f"{change.kind}:{change.id}"
        if change.change in ("added", "appears"):
            del found[key]
        elif change.change in ("removed", "disappears"):
            found[key] = change.before
    for change in sorted(changes, key=lambda change: (change.at[-1:] == ("id",), -len(change.at))):
        if change.change in ("moved", "changed") and change.kind != "asset":
            _undo(found[f"{change.kind}:{change.id}"], change)
    for change in changes:
        if change.change == "renamed":
            item = found.pop(f"{change.kind}:{change.id}")
            found[f"{change.kind}:{change.before}"] = {**item, "id": change.before}
    return {key: _without_gone(value) for key, value in found.items()}


def _undo(item: dict[str, Any], change: Change) -> None:
    if not change.at:
        item[f"={change.field}"] = change.before
        return
    holder: Any = item
    for step, following in itertools.pairwise(change.at):
        if isinstance(holder, list):
            holder = holder[_number(holder, step)]
        else:
            # A list whose entries are all gone is not there any more.
            has_entries = isinstance(following, int) or (change.of_before and step in LISTS_BY_ID)
            holder = holder.setdefault(step, [] if has_entries else {})
    last = change.at[-1]
    if isinstance(holder, list):
        if change.of_before:
            holder.append(change.before)
        else:
            holder[_number(holder, last)] = _GONE if change.before is None else change.before
    elif not (isinstance(holder.get(last), list) and change.weight == "cosmetic" and holder[last] != change.after):
        # What is told of the order of a list names its entries only.
        holder[last] = change.before


_GONE = {"gone": "gone"}


def _number(holder: list[Any], step: str | int) -> int:
    if isinstance(step, int):
        return step
    return next(number for number, entry in enumerate(holder) if entry.get("id") == step)


def _without_gone(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_gone(entry) for entry in value if entry != _GONE]
    if isinstance(value, dict):
        return {key: _without_gone(entry) for key, entry in value.items()}
    return value


def _in_order(value: Any) -> Any:
    """Without what is empty, and lists in one order."""
    if isinstance(value, dict):
        kept = {key: _in_order(entry) for key, entry in value.items()}
        return {key: entry for key, entry in sorted(kept.items()) if entry not in (None, False, "", [], {}, ())}
    if isinstance(value, list):
        return sorted((_in_order(entry) for entry in value), key=repr)
    return value
