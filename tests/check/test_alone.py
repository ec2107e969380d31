"""What a rule that is `alone` finds in an item, it finds whatever other items there are, and on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.registry import RULES
from cxsite.check.rule import CheckedRule, on_day
from cxsite.load.load import load
from cxsite.model.roadmap import PAGE, ROADMAP, Key, Roadmap
from tests.check.mutations import EDITS
from tests.check.trees import TODAY, copy_reference, write

ALONE = [one for one in RULES if one.alone]
LATER = TODAY + dt.timedelta(days=800)


def _loaded(root: Path) -> Roadmap:
    found = load(root / "content", root).roadmap
    assert found is not None
    return found


def _found(rules: list[CheckedRule], context: Context) -> dict[tuple[str, Key], list[tuple[Place, str]]]:
    found: dict[tuple[str, Key], list[tuple[Place, str]]] = {}
    for one in rules:
        for problem in one.run(context):
            said = (problem.place, problem.message)
            found.setdefault((one.rule.code, problem.place.item), []).append(said)
    return found


def _lonely(rules: list[CheckedRule], whole: Context, key: Key) -> dict[tuple[str, Key], list[tuple[Place, str]]]:
    """What they find where there is no other item; where only what they are given tells of others."""
    kind, id_ = key
    only = replace(whole.roadmap, items={kind: {id_: whole.roadmap.items[kind][id_]}})
    given = whole.without(other for _, other, _ in whole.items() if other != key)
    apart = [one for one in rules if one.given in (None, on_day)]
    return _found(apart, Context(only, whole.today)) | _found([one for one in rules if one not in apart], given)


def _hold(rules: list[CheckedRule], roadmap: Roadmap) -> set[str]:
    """Hold what rules find in all items against what they find with each alone; the codes of what they found."""
    whole = Context(roadmap, TODAY)
    found = _found(rules, whole)
    for _, key, _ in whole.items():
        lonely = _lonely(rules, whole, key)
        assert {at for _, at in lonely if at[0] not in (PAGE, ROADMAP)} <= {key}
        for one in rules:
            where = (one.rule.code, key)
            assert lonely.get(where) == found.get(where), where
    return {code for code, _ in found}


def _different(before: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**before, **{f"initiatives/{name}.yml": text for name, text in more.items()}}


def test_each_finds_in_its_examples_what_it_finds_alone(tmp_path: Path) -> None:
    others = {"other": "title: Another supplier merger\nstatus: idea\n", "b2": "title: B2\nstatus: idea\n"}
    for one in ALONE:
        bad, good = (
            _loaded(write(_different(getattr(one.rule, name), **others), tmp_path / f"{one.rule.code}-{name}"))
            for name in ("bad", "good")
        )
        assert _hold([one], bad) == {one.rule.code} and _hold([one], good) == set()
        if one.given is not on_day:
            assert _found([one], Context(bad, TODAY)) == _found([one], Context(bad, LATER))


@pytest.mark.slow
@pytest.mark.parametrize("name", [*sorted(EDITS)[::30]])
def test_all_find_in_the_reference_what_they_find_alone(name: str, tmp_path: Path) -> None:
    root, edit = copy_reference(tmp_path), EDITS[name]
    place = root / "content" / edit.path
    before = place.read_text(encoding="utf-8") if place.is_file() else ""
    new = before.replace(edit.old, edit.new) if edit.old and edit.new is not None else edit.new
    if new is None:
        place.unlink(missing_ok=True)
    else:
        place.write_text(new, encoding="utf-8")
    _hold(ALONE, _loaded(root))
