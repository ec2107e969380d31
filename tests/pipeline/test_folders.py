"""Two content folders: what lies in the second is for fewer readers, and the others' sites don't depend on it."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.reading import Reading, read, read_against
from cxsite.pipeline.settings import Settings
from tests.check.trees import seen_by, site_of, write
from tests.check.trees import settings as settings_in

IDEA = "title: Portal\nstatus: idea\nvisibility: public\nsummary: Shorter queues.\n"
FIRST = {"roadmap.yml": "title: Our roadmap\ndisclaimer: A plan, not a promise.\n", "initiatives/portal.yml": IDEA}


def reading(tmp_path: Path, private: dict[str, str], first: dict[str, str] | None = None) -> Reading:
    tree = {**FIRST, **(first or {}), **{f"../private/{name}": text for name, text in private.items()}}
    return read(settings_in(write(tree, tmp_path)))


def found(of: Reading) -> list[tuple[str, str, int]]:
    return [(one.rule.code, one.span.path, one.span.line) for one in of.findings if one.severity == "error"]


def seen(of: Reading, level: str) -> dict[str, Any]:
    return {name: item.model_dump() for name, item in seen_by(of, level).items.get("initiative", {}).items()}


def test_a_later_folder_adds_fields_for_its_readers(tmp_path: Path) -> None:
    both = reading(tmp_path, {"initiatives/portal.md": "---\ncost: 100\nrisk_note: x\n---\nBuy it.\n"})
    assert found(both) == [("CX004", "private/initiatives/portal.md", 3)]
    both = reading(tmp_path, {"initiatives/portal.md": "---\ncost: 100\nsummary: \n---\nBuy the rival.\n"})
    assert found(both) == []
    assert "rival" in seen(both, "internal")["portal"]["body"] and seen(both, "internal")["portal"]["cost"] == 100
    public = seen(both, "public")["portal"]
    assert public["body"] == "" and public["cost"] is None and public["summary"] == "Shorter queues."


def test_public_fields_of_a_later_folder_are_not_public(tmp_path: Path) -> None:
    fields = "end: 2026-Q4\nlinks: [{title: Deal, url: 'https://example.com/', visibility: public}]\n"
    both = reading(tmp_path, {"initiatives/portal.yml": fields})
    assert found(both) == [("CX503", "private/initiatives/portal.yml", 2)]
    assert seen(both, "public")["portal"]["end"] is None and seen(both, "public")["portal"]["links"] == ()
    assert seen(both, "internal")["portal"]["end"] is not None and len(seen(both, "internal")["portal"]["links"]) == 1


@pytest.mark.parametrize(
    ("first", "private"),
    [
        ("disclose: {cost: public}\n", "cost: 100\n"),
        ("", "cost: 100\ndisclose: {cost: public}\n"),
        ("", "disclose: {owner: public}\n"),
        ("", "visibility: restricted\n"),
        ("", "wording: {public: {title: Another}}\n"),
        ("", "title: Another\n"),
        ("", "summary: Another\n"),
    ],
)
def test_nothing_in_a_later_folder_changes_what_others_see(tmp_path: Path, first: str, private: str) -> None:
    both = reading(tmp_path, {"initiatives/portal.yml": private}, {"initiatives/portal.yml": IDEA + first})
    with_it = seen(both, "public")
    (tmp_path / "private/initiatives/portal.yml").unlink()
    assert seen(read(settings_in(tmp_path)), "public") == with_it
    if not first:
        assert [(code, path) for code, path, _ in found(both)] in (
            [("CX024", "private/initiatives/portal.yml")],
            [("CX025", "private/initiatives/portal.yml")],
        )


def test_an_item_of_a_later_folder_is_for_its_readers(tmp_path: Path) -> None:
    private = {
        "initiatives/merger.yml": "title: Merger\nstatus: idea\nvisibility: public\n",
        "initiatives/plain.yml": "title: Plain\nstatus: idea\n",
        "initiatives/sealed.yml": "title: Sealed\nstatus: idea\nvisibility: restricted\n",
        "teams.yml": "care:\n  title: Care\n",
        "pages/deal.md": "---\ntitle: Deal\nvisibility: public\n---\nWe buy it.\n",
    }
    both = reading(tmp_path, private, {"roadmap.yml": FIRST["roadmap.yml"] + "default_visibility: public\n"})
    assert found(both) == [
        ("CX025", "private/initiatives/merger.yml", 3),
        ("CX025", "private/pages/deal.md", 3),
    ]
    assert list(seen(both, "public")) == ["portal"] and list(seen_by(both, "public").pages) == []
    assert list(seen(both, "internal")) == ["merger", "plain", "portal"]
    assert seen_by(both, "public").items.get("team") is None and "care" in seen_by(both, "internal").items["team"]
    assert list(seen_by(both, "internal").pages) == ["deal"]


@pytest.mark.parametrize(
    ("private", "code", "path", "line"),
    [
        ({"initiatives/portal.yml": "cost: 1\nstatus: idea\n"}, "CX024", "private/initiatives/portal.yml", 2),
        ({"initiatives.yml": "portal:\n  cost: 1\n  title: Other\n"}, "CX024", "private/initiatives.yml", 3),
        ({"initiatives/portal.yml": "cost: a lot\n"}, "CX006", "private/initiatives/portal.yml", 1),
        ({"initiatives/portal.yml": "costs: 1\n"}, "CX004", "private/initiatives/portal.yml", 1),
        ({"initiatives/portal.yml": "owner: nobody\n"}, "CX102", "private/initiatives/portal.yml", 1),
        ({"roadmap.yml": "sensitive_terms: [x]\ntitle: Other\n"}, "CX024", "private/roadmap.yml", 2),
        ({"roadmap.yml": "policy: {initiative: {cost: public}}\n"}, "CX024", "private/roadmap.yml", 1),
        ({"public/deal.txt": "x"}, "CX025", "private/public", 1),
        ({"deals/x.yml": "title: x\n"}, "CX010", "private/deals", 1),
        ({"pages/index.md": "Hello\n"}, "CX024", "private/pages/index.md", 1),
        ({"assets/a.txt": "x"}, "CX024", "private/assets/a.txt", 1),
    ],
)
def test_findings_name_the_file_of_the_folder(
    tmp_path: Path, private: dict[str, str], code: str, path: str, line: int
) -> None:
    first = {"pages/index.md": "---\nvisibility: public\n---\nWelcome\n", "assets/a.txt": "y"}
    assert (code, path, line) in found(reading(tmp_path, private, first))


def test_an_earlier_folder_names_nothing_of_a_later_one(tmp_path: Path) -> None:
    private = {"teams.yml": "care:\n  title: Care\n", "assets/deal.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    body = "---\n" + IDEA + "owner: care\n---\n![A deal](../assets/deal.svg)\n"
    both = reading(tmp_path, private, {"initiatives/portal.md": body, "initiatives/portal.yml": ""})
    (tmp_path / "content/initiatives/portal.yml").unlink()
    both = read(settings_in(tmp_path))
    assert [one for one in found(both) if one[0] == "CX110"] == [
        ("CX110", "content/initiatives/portal.md", 6),
        ("CX110", "content/initiatives/portal.md", 8),
    ]
    assert seen_by(both, "public").assets == {} and "deal.svg" in seen_by(both, "internal").assets


def test_sensitive_terms_may_lie_in_a_later_folder(tmp_path: Path) -> None:
    both = reading(tmp_path, {"roadmap.yml": "sensitive_terms: [queues]\n"})
    assert [one for one in found(both) if one[0] == "CX514"] == [("CX514", "content/initiatives/portal.yml", 4)]


def test_a_site_is_not_built_without_what_its_readers_may_see(tmp_path: Path) -> None:
    of = reading(tmp_path, {"initiatives/portal.yml": "cost: 100\n"})
    private = of.settings.further[0]
    gone = replace(of.settings, further=(replace(private, folder=tmp_path / "nowhere", shown="../nowhere"),))
    assert site_of(read(gone), "public").stage == site_of(of, "public").stage
    with pytest.raises(CxsiteError, match=r"^there is no folder \.\./nowhere, which the internal site"):
        site_of(read(gone), "internal")


def test_a_level_that_does_not_exist_is_told(tmp_path: Path) -> None:
    of = reading(tmp_path, {})
    root = replace(settings_in(write({"../private/a.txt": ""}, tmp_path)).further[0], at_least="interal")
    with pytest.raises(CxsiteError, match="there is no level `interal`; did you mean `internal`"):
        read(replace(of.settings, further=(root,)))


def test_comparing_reads_each_folder_at_the_revision(tmp_path: Path) -> None:
    reading(tmp_path, {"initiatives/portal.yml": "cost: nothing\n"})

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@y", *words], check=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    write({"../private/initiatives/portal.yml": "cost: nothing\ncosts: 1\n"}, tmp_path)
    told = {one.rule.code: one.severity for one in read_against(settings_in(tmp_path), "HEAD").findings}
    assert told["CX006"] == "info" and told["CX004"] == "error"


# Any split of a roadmap in two: what is for colleagues lies here or there, field by field and item by item.

ITEMS: dict[str, dict[str, Any]] = {
    "objectives/trust": {"title": "Trust", "visibility": "public", "owner": "care", "due": "2027"},
    "teams/care": {"title": "Care", "visibility": "public", "lead": "Lead"},
    "teams/desk": {"title": "Desk"},
    "initiatives/portal": {
        "title": "Portal",
        "visibility": "public",
        "status": "in-progress",
        "start": "2026-01",
        "end": "2026-09-15",
        "summary": "Shorter queues.",
        "owner": "care",
        "horizon": "later",
        "cost": 240000,
        "impact": 4,
        "effort": 2,
        "depends_on": ["merger"],
        "notes": [{"text": "Zirconium"}],
        "tags": ["secret"],
        "links": [{"title": "Board paper", "url": "https://paper.example.com/"}],
        "milestones": [{"title": "Tills", "date": "2026-04-01", "visibility": "public"}],
        "aliases": ["old-portal"],
    },
    "initiatives/merger": {"title": "Merger", "status": "planned", "start": "2026-07", "end": "2026-12", "cost": 90000},
    "risks/flood": {
        "title": "Flood",
        "visibility": "public",
        "category": "operational",
        "likelihood": 2,
        "impact": 2,
        "response": "mitigate",
        "affects": ["initiative:portal"],
        "contingency_budget": 50000,
    },
    "kpis/waiting": {
        "title": "Waiting",
        "visibility": "public",
        "metric": "duration",
        "unit": "minutes",
        "direction": "down",
        "baseline": {"date": "2025-01-31", "value": 20},
        "targets": [{"date": "2026-12", "value": 10}],
        "measurements": [{"date": "2025-07-31", "value": 18}, {"date": "2026-02-28", "value": 14}],
        "thresholds": {"on_track": 0.9, "at_risk": 0.5},
        "frequency": "quarter",
        "breaks": [{"date": "2025-03-01", "why": "Another clock"}],
    },
}  # fmt: skip
NEEDED = frozenset({"title", "visibility", "status", "start", "category", "response", "metric", "unit", "direction"})


def write_split(root: Path, where: dict[str, set[str]], whole: set[str]) -> Settings:
    """Write `ITEMS` below `root`: fields in `where`, and all of the items in `whole`, into the second folder."""
    tree = {"roadmap.yml": "title: Our roadmap\ndisclaimer: A plan.\nsite: {public: {}, internal: {}}\n"}
    for name, fields in ITEMS.items():
        there = set(fields) if name in whole else where.get(name, set())
        for folder, mine in (("", set(fields) - there), ("../private/", there)):
            if mine:
                tree[f"{folder}{name}.yml"] = yaml.safe_dump({key: fields[key] for key in fields if key in mine})
    return settings_in(write(tree, root))


@st.composite
def splits(draw: st.DrawFn) -> tuple[dict[str, set[str]], set[str]]:
    where = {
        name: set(draw(st.lists(st.sampled_from(sorted(set(fields) - NEEDED) or ["title"]), unique=True)))
        for name, fields in ITEMS.items()
    }
    whole = set(draw(st.lists(st.sampled_from(["teams/desk", "initiatives/merger", "risks/flood"]), unique=True)))
    return {name: there - NEEDED for name, there in where.items()}, whole


@given(splits())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sites_of_others_are_the_same_with_and_without_the_second_folder(
    tmp_path_factory: pytest.TempPathFactory, split: tuple[dict[str, set[str]], set[str]]
) -> None:
    both = write_split(tmp_path_factory.mktemp("split"), *split)
    only_first = replace(both, further=())
    stages = [site_of(read(one), level).stage for level in ("public", "customer") for one in (both, only_first)]
    assert stages[0] == stages[1] and stages[2] == stages[3]
    # And colleagues see all that is said, wherever it is written.
    whole = write_split(tmp_path_factory.mktemp("whole"), {}, set())
    assert json.dumps(seen_whole(both)) == json.dumps(seen_whole(whole))


def seen_whole(one: Settings) -> object:
    view = seen_by(read(one), "restricted")
    dumped = {kind: {id_: item.model_dump(mode="json") for id_, item in of.items()} for kind, of in view.items.items()}
    # How visible something is said to be differs: a field that lies there may have its level from the folder.
    return json.loads(re.sub(r'"(visibility|disclose)": ("[^"]*"|null|\{[^}]*\})', r'"\1": 0', json.dumps(dumped)))
