"""The schema of roadmap.json accepts what sites publish, and refuses what they never would."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cxsite.load.load import load
from cxsite.projection.projection import project
from cxsite.render.files.export import roadmap_json
from cxsite.scaffold.export_schema import export_schema

SCHEMA = export_schema()


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
