"""Looking only at what an edit may affect tells what looking at everything tells, whatever was edited."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cxsite.load.load import load
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline import noticed as module
from cxsite.pipeline.noticed import for_audience
from cxsite.projection import affected
from tests.check.trees import write
from tests.sites import LEVELS, TODAY, Raw, Site
from tests.strategies import make_site

OTHER_FILE = Path(__file__)
Edit = Callable[[Site, Raw, random.Random], None]


def _title(site: Site, raw: Raw, rng: random.Random) -> None:
    raw["title"] = f"Another {rng.random()}"


def _level(site: Site, raw: Raw, rng: random.Random) -> None:
    raw["visibility"] = rng.choice(LEVELS)


def _embargo(site: Site, raw: Raw, rng: random.Random) -> None:
    raw["visible_from"] = rng.choice(("2026-03-01", "2026-08-01"))


def _wording(site: Site, raw: Raw, rng: random.Random) -> None:
    other = rng.choice([id_ for of_kind in site.items.values() for id_ in of_kind])
    raw["wording"] = {rng.choice(LEVELS[:3]): rng.choice(({"id": other}, {"id": "quite-new"}, {"title": "Nicer"}))}


def _disclose(site: Site, raw: Raw, rng: random.Random) -> None:
    raw["disclose"] = {rng.choice([*raw, "title"]).split(".")[0]: rng.choice(LEVELS)}


def _alias(site: Site, raw: Raw, rng: random.Random) -> None:
    other = rng.choice([id_ for of_kind in site.items.values() for id_ in of_kind])
    raw["aliases"] = [{"id": other, "visibility": rng.choice(LEVELS)}]


def _less(site: Site, raw: Raw, rng: random.Random) -> None:
    """A field or an entry of a list that goes."""
    for name in rng.sample(sorted(raw), len(raw)):
        value = raw[name]
        if isinstance(value, list) and len(value) > 1:
            value.pop(rng.randrange(len(value)))
            return
        if name in ("summary", "body", "area", "owner", "depends_on", "end", "disclose", "wording"):
            del raw[name]
            return


def _parts(site: Site, raw: Raw, rng: random.Random) -> None:
    """Levels and titles of what is inside."""
    for value in raw.values():
        for part in value if isinstance(value, list) else ():
            if isinstance(part, dict):
                if "visibility" in part or "title" in part:
                    part["visibility"] = rng.choice(LEVELS)
                if "title" in part and isinstance(part["title"], str):
                    part["title"] += " too"
                _parts(site, part, rng)


EDITS: tuple[Edit, ...] = (_title, _level, _embargo, _wording, _disclose, _alias, _less, _parts)


def _edited(site: Site, rng: random.Random) -> Site:
    """An edit of one item or a few, and of what is no item now and then."""
    made = site.copy()
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice([kind for kind, items in made.items.items() if items])
        id_ = rng.choice(sorted(made.items[kind]))
        done = rng.random()
        if done < 0.1:
            del made.items[kind][id_]
        elif done < 0.25:
            raw = made.items[kind][f"{id_}-new"] = made.items[kind].pop(id_)
            if rng.random() < 0.7:
                raw["aliases"] = [{"id": id_, "visibility": rng.choice(LEVELS)}]
        elif done < 0.3:
            made.items[kind][f"{id_}-copy"] = copy.deepcopy(made.items[kind][id_])
        else:
            for edit in rng.sample(EDITS, rng.randint(1, 2)):
                edit(made, made.items[kind][id_], rng)
    other = rng.random()
    if other < 0.1:
        made.charter["title"] = "Another title"
    elif other < 0.2:
        made.charter["policy"] = {"initiative": {"end": rng.choice(LEVELS)}}
    elif other < 0.3:
        rng.choice(list(made.pages.values())).update(rng.choice(({"title": "Page"}, {"visibility": "internal"})))
    elif other < 0.4:
        rng.choice(list(made.pages.values()))["body"] = "Other words."
    return made


def _states(seed: int) -> tuple[Roadmap, Roadmap]:
    rng = random.Random(seed)
    site = make_site(seed, rng.choice((2, 3)), rng.choice((0.1, 0.3)))
    before, after = site.roadmap(), _edited(site, rng).roadmap()
    if rng.random() < 0.5:
        # As it is where files that say the same were not read again.
        for kind, items in after.items.items():
            same = {id_: was for id_, was in before.items.get(kind, {}).items() if was == items.get(id_)}
            assert isinstance(items, dict)
            items.update(same)
    if before.assets and rng.random() < 0.1:
        assert isinstance(after.assets, dict)
        after.assets[sorted(after.assets)[0]] = OTHER_FILE
    return before, after


def _quick_and_whole(seed: int, levels: tuple[str, ...] = LEVELS) -> tuple[list[object], list[object]]:
    """What these audiences notice of an edit, found out by looking at few items and at all."""
    before, after = _states(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(affected, "_MOST", 1.0)
        quick = [for_audience(before, after, after.levels[name], TODAY) for name in levels]
        patch.setattr(module, "Affected", lambda *states: None)
        return [quick], [[for_audience(before, after, after.levels[name], TODAY) for name in levels]]


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32), audience=st.sampled_from(LEVELS))
def test_what_few_items_tell_is_what_all_tell(seed: int, audience: str) -> None:
    quick, whole = _quick_and_whole(seed, (audience,))
    assert quick == whole


@pytest.mark.slow
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32))
def test_whatever_is_edited_few_items_tell_what_all_tell(seed: int) -> None:
    quick, whole = _quick_and_whole(seed)
    assert quick == whole


def test_most_items_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests above would compare the long way with itself."""
    monkeypatch.setattr(affected, "_MOST", 1.0)
    looked: list[float] = []
    keys = affected.Affected.keys

    def noted(self: Any, names: Any) -> Any:
        found = keys(self, names)
        looked.append(1.0 if found is None else len(found) / len(names[0].items))
        return found

    monkeypatch.setattr(affected.Affected, "keys", noted)
    for seed in range(3):
        before, after = _states(seed)
        for_audience(before, after, after.levels.most, TODAY)
    assert min(looked) < 0.4 and len([share for share in looked if share < 1]) >= len(looked) / 2


ITEM = "title: {}\nstatus: {}\nvisibility: public\nsummary: Soon.\n"
FILLED = {f"initiatives/z{number}.yml": ITEM.format(f"Z{number}", "idea") for number in range(9)}
CASES: dict[str, tuple[dict[str, str], dict[str, str], set[tuple[str, str, str]]]] = {
    "what took the address of another goes": (
        {
            "initiatives/a.yml": ITEM.format("A", "idea") + "wording: {public: {id: b}}\n",
            "initiatives/b.yml": ITEM.format("B", "idea"),
        },
        {"initiatives/a.yml": ITEM.format("A", "idea")},
        {("renamed", "a", "id"), ("appears", "b", "")},
    ),
    "what another has for its old id goes": (
        {
            "initiatives/a.yml": ITEM.format("A", "idea"),
            "initiatives/b.yml": ITEM.format("B", "idea") + "aliases: [{id: a, visibility: public}]\n",
        },
        {"initiatives/a.yml": ""},
        {("renamed", "b", "id"), ("changed", "b", "title")},
    ),
    "what is named can't be shown": (
        {
            "objectives/o.yml": "title: O\nvisibility: public\ndisclose: {title: internal}\n",
            "initiatives/a.yml": ITEM.format("A", "idea"),
        },
        {"initiatives/a.yml": ITEM.format("A", "idea") + "objectives: [o]\ncost: 3\n"},
        set(),
    ),
    "what is waited for": (
        {"initiatives/a.yml": ITEM.format("A", "in-progress"), "initiatives/b.yml": ITEM.format("B", "idea")},
        {"initiatives/b.yml": ITEM.format("B", "planned") + "depends_on: [a]\nend: 2027\n"},
        {("changed", "b", "status"), ("changed", "b", "end"), ("changed", "b", "state")},
    ),
}


@pytest.mark.parametrize(("first", "edit", "wanted"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("level", ["public", "restricted"])
def test_what_hangs_on_more_than_names(
    first: dict[str, str], edit: dict[str, str], wanted: set[tuple[str, str, str]], level: str, tmp_path: Path
) -> None:
    def state(folder: str, files: dict[str, str]) -> Roadmap:
        tree = {"roadmap.yml": "title: Ours\n", **FILLED, **{name: text for name, text in files.items() if text}}
        found = load(write(tree, tmp_path / folder) / "content", tmp_path / folder).roadmap
        assert found is not None
        return found

    before, after = state("a", first), state("b", first | edit)
    quick = for_audience(before, after, after.levels[level], TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Affected", lambda *states: None)
        assert for_audience(before, after, after.levels[level], TODAY) == quick
    assert level == "restricted" or wanted <= {(one.change, one.id, one.field) for one in quick}
