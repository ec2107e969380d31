"""An empty value is none, as web forms write it; but not where empty has a meaning, or would show more."""

from __future__ import annotations

import pytest

from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import Leaf, fields_of

NEEDED = {
    "initiative": "status: idea\n",
    "kpi": "metric: score\ndirection: up\n",
    "risk": "category: strategic\nlikelihood: 2\nimpact: 2\nresponse: accept\n",
    "evidence": "type: survey\n",
    "review": "date: 2026-01-01\n",
    "journey": "stages:\n  - id: s\n    title: S\n",
}
OWN = {"id", "body", "provenance"}


def item(kind: Kind, fields: str = "") -> dict[str, str]:
    return {f"{kind.folder}/x.yml": f"title: T\n{NEEDED.get(kind.name, '')}{fields}"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("empty", ["''", '""', "[]", "{}", ""])
def test_an_optional_field_without_a_value_is_not_there(kind: Kind, empty: str, load_tree) -> None:
    without = load_tree(item(kind)).roadmap.items[kind.name]["x"]
    for name, declared in fields_of(kind.model).items():
        leaf = declared.shape if isinstance(declared.shape, Leaf) else None
        meaning = leaf is not None and (leaf.wordable or leaf.level_name)
        if declared.required or declared.consumed or name in OWN or (meaning and empty):
            continue
        loaded = load_tree(item(kind, f"{name}: {empty}\n"))
        assert loaded.findings == (), name
        found = loaded.roadmap.items[kind.name]["x"]
        assert found == without and name not in found.model_fields_set, name


def test_parts_too(load_tree) -> None:
    text = "milestones:\n  - title: M\n    date: ''\n    done: ''\nrice: {}\ngoals_of: x\n".replace("goals_of: x\n", "")
    loaded = load_tree(item(KINDS[5], text))
    assert loaded.findings == ()
    (milestone,) = loaded.roadmap.items["initiative"]["x"].milestones
    assert milestone.date is None and milestone.done is False


def test_roadmap_yml_too(load_tree) -> None:
    text = "title: R\nfiscal_year_start: ''\nsensitive_terms: ''\nsite: {}\nareas: {}\n"
    loaded = load_tree({"roadmap.yml": text})
    assert loaded.findings == () and not loaded.roadmap.charter.model_fields_set - {"title", "site"}


def test_a_site_without_levels_is_none(load_tree) -> None:
    assert [one.rule.code for one in load_tree({"roadmap.yml": "title: R\nlevels: []\n"}).findings] == ["CX006"]


def test_an_empty_text_stays_one(load_tree) -> None:
    """Where nothing were read in its place, the words for other readers would be shown."""
    text = "summary: ''\nwording: {public: {summary: '', title: ''}}\n"
    found = load_tree(item(KINDS[5], text)).roadmap.items["initiative"]["x"]
    assert "summary" in found.model_fields_set and found.wording == {"public": {"summary": "", "title": ""}}


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("visibility: ''\n", ["CX006"]),
        ("disclose: {owner: ''}\n", ["CX006"]),
        ("milestones: [{title: M, visibility: ''}]\n", ["CX006"]),
        ("milestones: [{title: ''}]\n", []),
        ("title: ''\n", ["CX003"]),
    ],
)
def test_who_sees_it_and_what_has_to_be_there_are_never_empty(fields: str, codes: list[str], load_tree) -> None:
    initiative = next(kind for kind in KINDS if kind.name == "initiative")
    assert [one.rule.code for one in load_tree(item(initiative, fields)).findings] == codes
