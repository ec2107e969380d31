"""The schema of roadmap.json accepts what sites publish, and refuses what they never would."""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cxsite.load.load import load
from cxsite.model.charter import FORMAT
from cxsite.projection.projection import project
from cxsite.render.files.export import roadmap_json
from cxsite.scaffold.export_schema import export_schema

SCHEMA = export_schema()
PUBLISHED = Path(__file__).with_name("roadmap-json-1.json")
"""The shape that was published as format 1: by part, each key with its type."""


def exported(repository: Path, audience: str) -> dict[str, Any]:
    loaded = load(repository / "content", repository)
    assert loaded.roadmap is not None
    view = project(loaded.roadmap, loaded.roadmap.levels[audience], dt.date(2026, 3, 31))
    found: dict[str, Any] = json.loads(roadmap_json(view))
    return found


def wrong(content: dict[str, Any]) -> list[str]:
    by_kind = {entry["properties"]["kind"]["const"]: name for name, entry in SCHEMA["$defs"].items() if _is_kind(entry)}
    said = [error.message for error in Draft202012Validator({**SCHEMA, "properties": _plain()}).iter_errors(content)]
    for item in content["items"]:
        one = {"$ref": f"#/$defs/{by_kind[item['kind']]}", "$defs": SCHEMA["$defs"]}
        found = Draft202012Validator(one).iter_errors(item)
        said += [f"{item['id']}: {list(error.absolute_path)} {error.message[:200]}" for error in found]
    return said


def _is_kind(entry: dict[str, Any]) -> bool:
    return "const" in entry.get("properties", {}).get("kind", {})


def _plain() -> dict[str, Any]:
    return {**SCHEMA["properties"], "items": {"type": "array"}}


@pytest.mark.parametrize("audience", ["public", "customer", "internal", "restricted"])
@pytest.mark.slow
def test_what_sites_publish_is_valid(audience: str, repository: Path) -> None:
    content = exported(repository, audience)
    assert len(content["items"]) > 30
    assert wrong(content) == []


def test_the_whole_is_valid_too(repository: Path) -> None:
    content = exported(repository, "public")
    assert [error.message[:200] for error in Draft202012Validator(SCHEMA).iter_errors(content)] == []


def test_other_things_are_refused(repository: Path) -> None:
    content = exported(repository, "public")
    spoilt = copy.deepcopy(content)
    spoilt["items"][0]["colour"] = "red"
    assert wrong(spoilt)
    spoilt = copy.deepcopy(content)
    del spoilt["items"][0]["title"]
    assert wrong(spoilt)
    assert wrong({**content, "generated": "today"})


def shape(schema: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Each part of the file with its keys and their types; constraints and meanings left out."""
    parts = {"file": schema, **schema["$defs"]}
    return {
        name: {key: _type(said) for key, said in sorted(part.get("properties", {}).items())}
        for name, part in sorted(parts.items())
    }


def _type(said: dict[str, Any]) -> str:
    """A type in a word: `array of string`, `Milestone`, `number or string`."""
    if "$ref" in said:
        return str(said["$ref"]).rpartition("/")[2]
    if "const" in said or "enum" in said:
        return "string"
    several = said.get("anyOf") or said.get("oneOf")
    if several and "type" not in said:
        return " or ".join(sorted({_type(one) for one in several}))
    if said.get("type") == "array":
        return f"array of {_type(said['items'])}" if isinstance(said.get("items"), dict) else "array"
    return str(said.get("type", "anything"))


def test_what_was_published_stays() -> None:
    """Keys may be added. One that goes or changes its type breaks the programs of others: that is another format."""
    now = shape(SCHEMA)
    if os.environ.get("CXSITE_UPDATE_GOLDEN"):
        PUBLISHED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    then = json.loads(PUBLISHED.read_text("utf-8"))
    assert FORMAT == 1 and len(then) > 20
    gone = {f"{part}.{key}" for part, keys in then.items() for key in keys if key not in now.get(part, {})}
    assert not gone, "these keys were published as format 1: keep them"
    changed = {
        f"{part}.{key}: {was} → {now[part][key]}"
        for part, keys in then.items()
        for key, was in keys.items()
        if now[part][key] != was
    }
    assert not changed, "these have another type than was published as format 1"


def test_the_promise_can_be_broken() -> None:
    spoilt = copy.deepcopy(SCHEMA)
    del spoilt["$defs"]["Initiative"]["properties"]["status"]
    spoilt["$defs"]["Kpi"]["properties"]["unit"] = {"type": "array", "items": {"type": "string"}}
    then, now = shape(SCHEMA), shape(spoilt)
    assert "status" in then["Initiative"] and "status" not in now["Initiative"]
    assert then["Kpi"]["unit"] != "array of string" and now["Kpi"]["unit"] == "array of string"
