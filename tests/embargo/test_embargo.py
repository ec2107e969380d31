"""An embargo: before its day, readers below internal have what they would have without the item."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.model.finding import Finding
from cxsite.pipeline.reading import Reading, read
from cxsite.projection.projection import project
from cxsite.render.files.export import item_json
from cxsite.render.stage import Stage
from tests.check.trees import seen_by, settings, site_of, write
from tests.projection.look import view_of
from tests.sites import LEVELS, Site
from tests.strategies import sites

DAY = dt.date(2026, 5, 4)
CHARTER = "title: Our roadmap\ndisclaimer: A plan, not a promise.\nareas: [shop]\n"
SHOWN = "visibility: public\nsummary: We begin.\nstatus: idea\narea: shop\n"
SECRET = f"title: Night counter\n{SHOWN}visible_from: {DAY}\ntags: [night]\nlinks: [{{title: Plan, url: 'https://plan.test/n'}}]\n"


def tree(*, embargoed: bool = True, first: str = "", secret: str = SECRET) -> dict[str, str]:
    found = {"roadmap.yml": CHARTER, "initiatives/portal.yml": f"title: Portal\n{SHOWN}{first}"}
    return found | ({"initiatives/night.yml": secret} if embargoed else {})


def reading_of(root: Path, day: dt.date, content: dict[str, str]) -> Reading:
    return read(replace(settings(write(content, root)), today=day))


def bytes_of(stage: Stage) -> dict[str, object]:
    return {**{page.uri: page.text for page in stage.pages}, **dict(stage.files), "nav": repr(stage.nav)}


@given(site=sites(), rng=st.randoms(use_true_random=False))
def test_the_view_before_the_day_is_that_without_the_item(site: Site, rng: random.Random) -> None:
    """Not one byte, whatever names the item, and whatever it names; colleagues have it all along."""
    with_it, without = site.copy(), site.copy()
    chosen = [(kind, id_) for kind, items in site.items.items() for id_ in items if rng.random() < 0.4]
    for kind, id_ in chosen:
        with_it.items[kind][id_]["visible_from"] = "2027-01-01"
        del without.items[kind][id_]
    for audience in LEVELS[:2]:
        assert repr(view_of(with_it.roadmap(), audience)) == repr(view_of(without.roadmap(), audience))
    plain = view_of(site.roadmap(), LEVELS[-1])
    assert {kind: [*items] for kind, items in view_of(with_it.roadmap(), LEVELS[-1]).items.items()} == {
        kind: [*items] for kind, items in plain.items.items()
    }


def test_a_site_before_the_day_is_byte_for_byte_the_one_without_the_item(tmp_path: Path) -> None:
    names = "depends_on: night\nbody: See [what follows](initiative:night).\n"
    before = reading_of(tmp_path / "a", DAY - dt.timedelta(days=1), tree(first=names))
    without = reading_of(tmp_path / "b", DAY - dt.timedelta(days=1), tree(embargoed=False, first=names))
    on_the_day = reading_of(tmp_path / "c", DAY, tree(first=names))
    held, gone, opened = (bytes_of(site_of(one, "public").stage) for one in (before, without, on_the_day))
    assert held == gone
    assert "Night counter" not in repr(held)
    for name in ("initiatives/night/index.md", "roadmap.json"):
        assert "Night counter" in str(opened[name])


def test_colleagues_are_told_when_it_opens(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, DAY - dt.timedelta(days=1), tree())
    view = seen_by(reading, "internal")
    night = item_json(view, "initiative", view.items["initiative"]["night"])
    assert (night["visibility"], night["opens"], night["visible_from"]) == ("internal", "public", "2026-05-04")
    pages = {page.uri: page.text for page in site_of(reading, "internal").stage.pages}
    assert "Public from 4 May 2026" in pages["initiatives/night/index.md"]
    assert not project(reading.usable(), reading.usable().levels["internal"], DAY).openings


def test_colleagues_who_may_not_know_the_day_are_not_told(tmp_path: Path) -> None:
    content = tree() | {"roadmap.yml": CHARTER + "policy: {initiative: {visible_from: restricted}}\n"}
    reading = reading_of(tmp_path, DAY - dt.timedelta(days=1), content)
    assert not seen_by(reading, "internal").openings and seen_by(reading, "restricted").openings


@pytest.mark.parametrize("line", ["visible_from: soon", "visible_from: [2026-01-01]"])
def test_a_day_that_nobody_can_read_opens_nothing(tmp_path: Path, line: str) -> None:
    secret = SECRET.replace(f"visible_from: {DAY}", line)
    reading = reading_of(tmp_path, dt.date(2099, 1, 1), tree(secret=secret))
    assert reading.refused
    assert "night" not in seen_by(reading, "public").items["initiative"]


def test_a_misspelt_embargo_refuses_the_build(tmp_path: Path) -> None:
    secret = SECRET.replace("visible_from", "visble_from")
    assert reading_of(tmp_path, DAY - dt.timedelta(days=1), tree(secret=secret)).refused


def codes(reading: Reading) -> dict[str, Finding]:
    return {finding.rule.code: finding for finding in reading.findings}


def test_what_will_be_wrong_on_the_day_is_told_before(tmp_path: Path) -> None:
    content = tree(secret=SECRET + "body: Ask the Falcon team.\n")
    content["roadmap.yml"] += "sensitive_terms: [Falcon]\n"
    found = codes(reading_of(tmp_path, DAY - dt.timedelta(days=90), content))
    assert found["CX514"].severity == "error"
    assert found["CX514"].message.endswith("(from 2026-05-04 on)")


def test_what_two_embargoes_tell_of_each_other_is_told_for_the_days_between(tmp_path: Path) -> None:
    content = tree(secret=SECRET + "body: See [[initiative:later]].\n")
    content["initiatives/later.yml"] = f"title: Later\n{SHOWN}visible_from: 2026-09-01\n"
    found = codes(reading_of(tmp_path, dt.date(2026, 1, 1), content))
    assert found["CX506"].message.endswith("(from 2026-05-04 on)")


def test_parts_of_an_embargoed_item_may_say_the_level_that_they_will_have(tmp_path: Path) -> None:
    secret = SECRET + "milestones: [{title: Doors open, visibility: public}]\nwording: {public: {title: Night desk}}\n"
    found = codes(reading_of(tmp_path, DAY - dt.timedelta(days=1), tree(secret=secret)))
    assert not found.keys() & {"CX503", "CX513"}


def test_another_content_folder_can_not_hold_back_what_the_first_one_shows(tmp_path: Path) -> None:
    """Or the public site would depend on a folder that those who build it may not have."""
    content = tree() | {"../private/initiatives/portal.yml": f"visible_from: {DAY}\n"}
    reading = reading_of(tmp_path, DAY - dt.timedelta(days=1), content)
    assert "CX024" in codes(reading)
    assert "portal" in seen_by(reading, "public").items["initiative"]
