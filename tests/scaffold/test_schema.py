from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cxsite.model.finding import CxsiteError
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.shape import fields_of
from cxsite.pipeline.reading import read as read_content
from cxsite.pipeline.settings import Settings
from cxsite.scaffold.init import init
from cxsite.scaffold.json_schema import schemas
from cxsite.scaffold.known import Known
from cxsite.scaffold.schema import schema
from cxsite.site.schemas import refresh_schemas

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = schemas()


class EditorLoader(yaml.SafeLoader):
    """YAML as editors' language servers read it: a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def wrong(name: str, text: str) -> list[str]:
    return [error.json_path for error in Draft202012Validator(SCHEMAS[name]).iter_errors(read(text))]


def content_files(content: Path) -> Iterator[tuple[str, Path]]:
    """Each file of fields, with the name of its schema."""
    yield "roadmap", content / "roadmap.yml"
    for kind in KINDS:
        for file in sorted((content / kind.folder).glob("*")):
            if file.suffix in (".yml", ".md"):
                yield kind.name, file
        if (file := content / f"{kind.folder}.yml").is_file():
            yield f"all-{kind.folder}", file


def fields_text(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.split("---\n", 2)[1] if file.suffix == ".md" else text


REFERENCE = list(content_files(ROOT / "content"))


def test_there_is_a_schema_for_each_kind_each_mapping_and_the_roadmap() -> None:
    expected = {"roadmap"} | {kind.name for kind in KINDS} | {f"all-{kind.folder}" for kind in KINDS}
    assert set(SCHEMAS) == expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_themselves(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "file"), REFERENCE, ids=[str(f.relative_to(ROOT)) for _, f in REFERENCE])
def test_the_reference_content_is_valid(name: str, file: Path) -> None:
    assert wrong(name, fields_text(file)) == []


def test_the_starter_is_valid(tmp_path: Path) -> None:
    init(tmp_path / "site", dt.date(2026, 5, 5))
    files = list(content_files(tmp_path / "site" / "content"))
    assert len(files) > 12
    assert {str(file): found for name, file in files if (found := wrong(name, fields_text(file)))} == {}


def test_every_field_of_a_kind_is_in_its_schema_with_its_meaning() -> None:
    for kind in KINDS:
        known = SCHEMAS[kind.name]["properties"]
        declared = {name: field for name, field in fields_of(kind.model).items() if name != "id"}
        assert set(known) == set(declared)
        assert all(known[name]["description"].startswith(field.meaning) for name, field in declared.items())


def test_only_parts_have_an_id_in_the_file() -> None:
    assert "id" not in SCHEMAS["team"]["properties"]
    assert "id" in SCHEMAS["journey"]["$defs"]["Stage"]["required"]
    assert "id" in fields_of(Item)


INITIATIVE = "title: Portal\nstatus: planned\n"


@pytest.mark.parametrize(
    "more",
    [
        "owner:",
        "owner: care",
        "shipped: ''",
        "review_every: ''",
        "cost: ''",
        "rice: {}",
        "kpis: []",
        "milestones: []",
        "objectives: effortless",
        "objectives: [effortless, 2026]",
        "summary: 2026",
        "start: 2026",
        "start: 2026-Q3",
        "shipped: 2026-07-15",
        "benefit: 120000",
        "benefit: [1, 2.5]",
        "milestones: {title: Pilot, done: yes}",
        "milestones:\n- title: Pilot\n  done: 'no'\n  date: 2026-H2",
        "success_criteria: One text",
        "success_criteria:\n- One text\n- {text: Two, visibility: internal}",
        "addresses: order/label",
        "rice: {reach: 12000, impact: 2, confidence: 80 %, effort: 3}",
        "expected: {ces: 0.6}",
        "wording: {public: {title: Other}}",
        "disclose: {owner: public}",
        "review_every: 6m",
        "aliases: [2024, old-name]",
    ],
)
def test_what_the_format_allows_is_allowed(more: str) -> None:
    assert wrong("initiative", INITIATIVE + more) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("onwer: care", "$"),
        ("owner: Care Team", "$.owner"),
        ("start: Q3 2026", "$.start"),
        ("shipped: 2026-07", "$.shipped"),
        ("shipped: 15.07.2026", "$.shipped"),
        ("impact: 6", "$.impact"),
        ("impact: high", "$.impact"),
        ("cost: 80.000 EUR", "$.cost"),
        ("cost: -1", "$.cost"),
        ("horizon: soon", "$.horizon"),
        ("addresses: label", "$.addresses"),
        ("milestones:\n- {name: Pilot}", "$.milestones"),
        ("review_every: 6 months", "$.review_every"),
        ("horizon_years: 0", "$.horizon_years"),
        ("disclose: public", "$.disclose"),
    ],
)
def test_what_the_format_refuses_is_refused_at_its_place(more: str, path: str) -> None:
    assert wrong("initiative", INITIATIVE + more) == [path]


@pytest.mark.parametrize(
    ("name", "text", "valid"),
    [
        ("initiative", "title: No status", False),
        ("journey", "title: A\nstages: []", False),
        ("journey", "title: A\nstages: {id: a, title: B}", True),
        ("journey", "title: A\nstages:\n- {id: a, title: B, touchpoints: {id: c, title: D, score: 5}}", True),
        ("journey", "title: A\nstages:\n- {id: a, title: B, touchpoints: {id: c, title: D, score: {p: 2}}}", True),
        ("journey", "title: A\nstages:\n- {id: a, title: B, touchpoints: {id: c, title: D, score: 7}}", False),
        ("kpi", "title: A\nmetric: nps\ndirection: up\nmeasurements: nps.csv", True),
        ("kpi", "title: A\nmetric: nps\ndirection: up\nmeasurements: nps.xlsx", False),
        ("kpi", "title: A\nmetric: nps\ndirection: up\nmeasurements:\n- {date: 2026-01-31, value: 3}", True),
        ("evidence", "title: A\ntype: survey\ndata: answers.csv", True),
        ("evidence", "title: A\ntype: survey\ndata: {file: answers.csv}", False),
        ("risk", "title: A\ncategory: legal\nlikelihood: 1\nimpact: 2\nresponse: accept\naffects: x", False),
        (
            "risk",
            "title: A\ncategory: legal\nlikelihood: 1\nimpact: 2\nresponse: accept\naffects: initiative:x",
            True,
        ),
        ("roadmap", "title: A\nareas: [returns, delivery]", True),
        ("roadmap", "title: A\nareas: {returns: Returns}", True),
        ("roadmap", "title: A\nareas: {Returns!: Returns}", False),
        ("roadmap", "title: A\nrisk_bands: {low: 1-4, exact: 5}", True),
        ("roadmap", "title: A\ncurrency: Euro", False),
        ("all-teams", "care:\n  title: Care", True),
        ("all-teams", "Care Team:\n  title: Care", False),
        ("all-teams", "care:\n  name: Care", False),
    ],
)
def test_kinds_and_files(name: str, text: str, valid: bool) -> None:
    assert (wrong(name, text) == []) is valid


def test_schemas_and_settings_are_written(tmp_path: Path) -> None:
    written = schema(tmp_path)
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text())["yaml.schemas"]
    assert {(tmp_path / place).resolve() for place in settings} < set(written)
    assert settings["./schemas/kpi.schema.json"] == ["content/kpis/*.yml", "content/kpis/*.yaml"]
    for place in settings:
        Draft202012Validator.check_schema(json.loads((tmp_path / place).read_text(encoding="utf-8")))
    assert "Front matter" in (tmp_path / "schemas" / "README.md").read_text()


def test_settings_of_the_editor_stay(tmp_path: Path) -> None:
    file = tmp_path / ".vscode" / "settings.json"
    file.parent.mkdir()
    file.write_text('{"editor.rulers": [120], "yaml.schemas": {"./mine.json": ["x.yml"]}}')
    schema(tmp_path, "inhalt")
    said = json.loads(file.read_text())
    assert said["editor.rulers"] == [120]
    assert said["yaml.schemas"]["./mine.json"] == ["x.yml"]
    assert said["yaml.schemas"]["./schemas/team.schema.json"][0] == "inhalt/teams/*.yml"
    before = file.read_bytes()
    schema(tmp_path, "inhalt")
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["// my settings\n{}", "[]", '{"yaml.schemas": 3}'])
def test_settings_that_can_not_be_kept_are_not_touched(tmp_path: Path, text: str) -> None:
    file = tmp_path / ".vscode" / "settings.json"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(CxsiteError, match="no plain JSON"):
        schema(tmp_path)
    assert file.read_text() == text
    assert not (tmp_path / "schemas").exists()


def _known() -> Known:
    settings = Settings(root=ROOT, content=ROOT / "content", today=dt.date(2026, 3, 31))
    return Known.of(read_content(settings).usable())


def test_schemas_that_know_the_content_accept_it_and_what_is_new() -> None:
    found = schemas(_known())
    for name, file in REFERENCE:
        errors = list(Draft202012Validator(found[name]).iter_errors(read(fields_text(file))))
        assert not errors, (file, errors[0].json_path)
    new = "title: New\nstatus: idea\nowner: a-new-team\naddresses: a-journey/a-point\n"
    assert not list(Draft202012Validator(found["initiative"]).iter_errors(read(new)))


def test_what_the_content_has_is_completed_with_its_titles() -> None:
    known = _known()
    owner = schemas(known)["initiative"]["properties"]["owner"]["anyOf"]
    ids = next(one for one in owner if "enum" in one)
    assert ids["enum"] == sorted(known.names["team"])
    assert ids["markdownEnumDescriptions"] == [known.names["team"][id_] for id_ in ids["enum"]]
    assert all("patternErrorMessage" in one for one in owner if "pattern" in one)
    visibility = schemas(Known(("open", "internal")))["initiative"]["properties"]["visibility"]["anyOf"]
    assert {"type": "string", "enum": ["open", "internal"]} in visibility


def test_no_schema_offers_null() -> None:
    assert '"null"' not in json.dumps(schemas(_known()))


def test_a_preview_keeps_schemas_up_to_date(tmp_path: Path) -> None:
    roadmap = read_content(Settings(root=ROOT, content=ROOT / "content", today=dt.date(2026, 3, 31))).usable()
    refresh_schemas(tmp_path, roadmap)
    assert not any(tmp_path.iterdir()), "nobody asked for schemas here"
    file = tmp_path / "schemas/initiative.schema.json"
    file.parent.mkdir()
    file.write_text("{}")
    refresh_schemas(tmp_path, roadmap)
    assert next(iter(roadmap.items["team"])) in file.read_text()
