"""Sites as of an edition: as it was for those who see all, cut to today's levels for everybody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.build import render_as_of
from cxsite.pipeline.memory.as_of import as_of
from cxsite.pipeline.reading import read
from tests.histories import Commit, git, make, settings_for

TODAY = "2025-09-15"
CHARTER = "title: Ours\nhistory: {since: 2025-01-01, every: month}\ndefault_visibility: public\n"


def initiative(title: str, **fields: str) -> str:
    lines = {"title": title, "visibility": "public", "status": "planned", **fields}
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


THEN = {
    "roadmap.yml": CHARTER,
    "initiatives/a.yml": initiative("Old words", end="2026-02-03", start="2025-05"),
    "initiatives/gone.yml": initiative("Deleted since"),
    "initiatives/kraken.yml": initiative("Kraken"),
    "initiatives/secret.yml": initiative("Public once", end="2026-Q1"),
    "kpis/k.yml": "title: K\nmetric: count\ndirection: up\nmeasurements: [{date: 2025-03-31, value: 5}]\n"
    "targets: [{date: 2025-12-31, value: 4711}, {date: 2026-12-31, value: 815}]\n",
}
NOW = {
    "roadmap.yml": CHARTER,
    "initiatives/a.yml": initiative(
        "New words",
        end="2026-08-03",
        status="shipped",
        shipped="2025-08-20",
        result="It is quick.",
        updates="[{date: 2025-02-02, text: Begun}, {date: 2025-08-20, text: Ready}]",
    ),
    "initiatives/late.yml": initiative("Later than that"),
    "initiatives/squid.yml": initiative("Squid", aliases="[{id: kraken, visibility: public}]"),
    "initiatives/secret.yml": initiative("Hidden now", visibility="internal"),
    "kpis/k.yml": "title: K\nmetric: count\ndirection: up\nmeasurements: "
    "[{date: 2025-03-31, value: 5}, {date: 2025-08-31, value: 7}]\ntargets: [{date: 2025-12-31, value: 4712}]\n",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = make(tmp_path_factory.mktemp("as-of"), [Commit("2025-03-10", THEN), Commit("2025-09-01", NOW)])
    reading = read(settings_for(folder, TODAY))
    levels = reading.usable().levels
    edition = as_of(reading.settings, "2025-04-02")
    rendered, _ = render_as_of(reading, (levels["public"], levels["restricted"]), edition)
    return {
        name: "".join([*(page.text for page in site.stage.pages), site.stage.files["roadmap.json"].decode()])
        for name, site in rendered.items()
    }


def test_the_public_gets_the_plans_of_then_with_todays_words(sites: dict[str, str]) -> None:
    public = sites["public"]
    for told in ("New words", "Q1 2026", "Squid", "Begun", "As of 2 April 2025"):
        assert told in public
    # The target of the same time, as it was; the other one is not there today.
    assert "4,711" in public or "4711" in public
    assert not [number for number in ("4,712", "4712", "815") if number in public]
    for withheld in ("Old words", "Kraken", "Deleted since", "Public once", "Hidden now", "Later than that"):
        assert withheld not in public
    for later in ("Ready", "It is quick", "20 August", "2025-08-20", "3 February", "2026-02-03"):
        assert later not in public


def test_who_sees_all_gets_it_as_it_was(sites: dict[str, str]) -> None:
    for told in ("Old words", "Kraken", "Deleted since", "Public once", "3 February 2026"):
        assert told in sites["restricted"]
    assert "New words" not in sites["restricted"]


def test_days_and_revisions_that_are_no_edition_are_refused(tmp_path: Path) -> None:
    side = Commit("2025-05-10", NOW, side=True, tag="aside")
    make(tmp_path, [Commit("2025-03-10", THEN, tag="first"), side, Commit("2025-09-01", NOW)])
    found = settings_for(tmp_path, TODAY)
    for text, told in (
        ("2025-01-01", "no commit on or before 2025-01-01; the first one is of 2025-03-10"),
        ("2025-10-01", "lies after 2025-09-15"),
        ("aside", "no commit of this branch's own line"),
        ("nothing", "no revision `nothing`"),
    ):
        with pytest.raises(CxsiteError, match=told):
            as_of(found, text)
    assert as_of(found, "first") == as_of(found, git(tmp_path, "rev-parse", "first").strip())
    assert as_of(found, "first").day.isoformat() == "2025-03-10"


def test_an_edition_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    broken = {**THEN, "initiatives/a.yml": "title: A\nvisibility: nobody\nstatus: [x\n"}
    make(tmp_path, [Commit("2025-03-10", broken), Commit("2025-09-01", NOW)])
    reading = read(settings_for(tmp_path, TODAY))
    levels = (reading.usable().levels["public"],)
    with pytest.raises(CxsiteError, match="can't be read, so nobody knows who may see it"):
        render_as_of(reading, levels, as_of(reading.settings, "2025-04-02"))


def test_a_level_that_there_was_not_is_named(tmp_path: Path) -> None:
    old = {**THEN, "roadmap.yml": f"{CHARTER}levels: [public, internal]\n"}
    make(tmp_path, [Commit("2025-03-10", old), Commit("2025-09-01", NOW)])
    reading = read(replace(settings_for(tmp_path, TODAY)))
    for name in ("customer", "restricted"):
        with pytest.raises(CxsiteError, match=f"had no level `{name}`"):
            render_as_of(reading, (reading.usable().levels[name],), as_of(reading.settings, "2025-04-02"))
