"""People are told what changes, once, and not what follows from it; programs are told all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cxsite.diff.output_format import FORMS
from cxsite.diff.result import Diff
from cxsite.diff.sentences import sentence
from cxsite.diff.worth_telling import for_people
from cxsite.model.change import Change
from tests.check.test_compare import commit
from tests.check.trees import write
from tests.diff.test_comparison import diff
from tests.diff.test_comparison import site as site  # a repository with one commit

FIRST = "title: First\nstatus: planned\nvisibility: public\nsummary: Later.\ndepends_on: [second, third]\n"
OTHER = "title: Other\nstatus: idea\nvisibility: public\nsummary: Later.\n"


def test_what_follows_is_not_told_to_people(site: Path) -> None:
    write({f"initiatives/{name}.yml": OTHER for name in ("second", "third")}, site)
    write({"initiatives/first.yml": FIRST}, site)
    commit(site)
    write({"initiatives/third.yml": OTHER.replace("visibility: public", "visibility: restricted")}, site)
    write({"initiatives/first.yml": FIRST.replace("planned", "in-progress")}, site)
    found = diff(site, "", "internal")
    lines = FORMS["text"](found).splitlines()
    assert lines[0] == "internal: 1 dead address, 1 changed"
    assert [line.partition("  (")[0].strip() for line in lines[1:]] == [
        "*Other* is no longer shown; its address leads nowhere",
        "*First* goes from planned to in progress; no update says why",
    ]
    fields = {one["field"] for one in json.loads(FORMS["json"](found))["audiences"]["internal"] if "field" in one}
    assert fields == {"status", "state", "depends_on"}
    commit(site)
    write({"initiatives/first.yml": FIRST.replace("planned", "in-progress").replace("second, ", "")}, site)
    assert "depends on is taken away: “second”" in FORMS["text"](diff(site, "", "internal"))


def changed(field: str, before: Any, after: Any, **more: Any) -> Change:
    return Change("kpi", "nps", "NPS", "changed", field, before, after, **more)


def test_a_value_is_told_and_not_what_it_is_counted_from() -> None:
    value = changed("measurements[4].value", 78.3489, 69.244)
    rest = (changed("measurements[4].counts", [1, 2], [2, 1]), changed("provenance.sha256", "a", "b"))
    assert for_people((value, *rest)) == (value,)
    assert for_people(rest[1:]) == rest[1:]
    assert "another file" in sentence(rest[1], str)


@pytest.mark.parametrize(
    ("field", "before", "after", "wanted"),
    [
        ("cost", 1500000, 45000.5, "cost changes from 1,500,000 to 45,000.5"),
        ("expected.nps", 78.3489, 4, "nps of expected changes from 78.35 to 4"),
        ("personas", None, ["a"], "personas are added: “a”"),
        ("success_criteria", ["a"], [], "success criteria are taken away: “a”"),
        ("address", "a b", None, "address is taken away"),
    ],
)
def test_sentences_read_like_sentences(field: str, before: Any, after: Any, wanted: str) -> None:
    assert wanted in sentence(changed(field, before, after), str)


def test_a_message_calls_nobody() -> None:
    for title in ("cc @here", "<!channel> <@U1>", "closes #12"):
        change = Change("initiative", "a", title, "added")
        said = FORMS["message"](Diff("a", "b", "2026-03-31", {"public": (change,)}, {}))
        assert title not in said and title in said.replace("\u2060", "")


def test_a_new_id_is_told_once(site: Path) -> None:
    names = "title: Second\nstatus: idea\nvisibility: public\nsummary: Later.\ndepends_on: [portal]\n"
    body = "---\ntitle: About\nvisibility: public\n---\nSee [it](initiative:portal).\n"
    write({"initiatives/second.yml": names, "pages/about.md": body}, site)
    commit(site)
    text = (site / "content/initiatives/portal.yml").read_text()
    (site / "content/initiatives/portal.yml").unlink()
    anew = {
        "initiatives/new-portal.yml": f"{text}aliases: [{{id: portal, visibility: public}}]\n",
        "initiatives/second.yml": names.replace("[portal]", "[new-portal]"),
        "pages/about.md": body.replace("portal", "new-portal"),
    }
    write(anew, site)
    lines = FORMS["text"](diff(site, "", "internal")).splitlines()
    assert len(lines) == 2 and "moves from the address `portal` to `new-portal`" in lines[1]
    write({"initiatives/second.yml": names.replace("[portal]", "[new-portal, other]")}, site)
    write({"initiatives/other.yml": OTHER}, site)
    assert "*Second*: depends on" in FORMS["text"](diff(site, "", "internal"))


def test_of_a_long_text_what_differs_is_told() -> None:
    before = " ".join(f"w{number}" for number in range(60))
    said = sentence(changed("body", before, before.replace("w30", "other")), str)
    assert "from “… w26 w27 w28 w29 w30 w31 w32 w33 w34 …” to “… w26 w27 w28 w29 other w31" in said
    said = sentence(changed("body", before, f"{before} and more"), str)
    assert "from “… w56 w57 w58 w59” to “… w56 w57 w58 w59 and more”" in said
    said = sentence(changed("body", "a a a " * 30, "a a a " * 31), str)
    assert "changes from “… a a a a” to “… a a a a a a a”" in said or "worded" in said
