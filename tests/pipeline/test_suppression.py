"""Exceptions from the rules: by items and by options, and which of them are findings themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.reading import read
from tests.check.trees import settings, write

CHARTER = "title: Our roadmap\ndisclaimer: A plan.\n"
HTML = "title: Portal\nstatus: idea\nsummary: <b>x</b>\n"
HIDDEN = "title: Portal\nstatus: idea\nmilestones: [{title: Pilot, visibility: public}]\n"


def told(root: Path, files: Mapping[str, str], **options: Any) -> list[tuple[str, str, str]]:
    """Code, severity and file of each finding."""
    write({"roadmap.yml": CHARTER, **files}, root)
    found = read(dataclasses.replace(settings(root), **options)).findings
    return [(one.rule.code, one.severity, one.span.path.rpartition("/")[2]) for one in found]


def ignoring(fields: str, *rules: str) -> dict[str, str]:
    listed = ", ".join(f"{{rule: {rule}, reason: We know}}" for rule in rules)
    return {"initiatives/portal.yml": f"{fields}ignore: [{listed}]\n"}


@pytest.mark.parametrize("rule", ["CX034", "cx034", "html-in-text"])
def test_an_item_ignores_by_code_or_name(tmp_path: Path, rule: str) -> None:
    assert told(tmp_path, ignoring(HTML, rule)) == []


def test_an_item_ignores_for_itself_only(tmp_path: Path) -> None:
    files = {**ignoring(HTML, "CX034"), "initiatives/other.yml": HTML}
    assert told(tmp_path, files) == [("CX034", "warning", "other.yml")]


def test_a_reason_is_needed(tmp_path: Path) -> None:
    fields = {"initiatives/portal.yml": HTML + "ignore: [{rule: CX034}]\n"}
    assert ("CX005", "error", "portal.yml") in told(tmp_path, fields)


def test_an_idle_exception_is_found_once_it_is_idle(tmp_path: Path) -> None:
    assert told(tmp_path, ignoring(HTML.replace("<b>", "").replace("</b>", ""), "CX034")) == [
        ("CX611", "warning", "portal.yml")
    ]


def test_no_exception_is_called_idle_while_files_are_broken(tmp_path: Path) -> None:
    files = {**ignoring("title: Portal\nstatus: idea\n", "CX034"), "initiatives/other.yml": "title: [\n"}
    assert "CX611" not in {code for code, _, _ in told(tmp_path, files)}


@pytest.mark.parametrize(
    "option", [{"ignore": ("CX503",)}, {"ignore": ("CX5",)}, {"per_path_ignore": {"content/": ("CX503",)}}]
)
def test_options_cannot_ignore_what_guards_visibility(tmp_path: Path, option: dict[str, Any]) -> None:
    found = told(tmp_path, {"initiatives/portal.yml": HIDDEN}, **option)
    assert found == [("CX503", "error", "portal.yml"), ("CX612", "error", "mkdocs.yml")]


def test_items_cannot_ignore_what_guards_visibility(tmp_path: Path) -> None:
    found = told(tmp_path, ignoring(HIDDEN, "visibility-without-effect"))
    assert sorted(code for code, _, _ in found) == ["CX503", "CX612"]


def test_severity_of_what_guards_visibility_stays(tmp_path: Path) -> None:
    found = told(tmp_path, {"initiatives/portal.yml": HIDDEN}, severity={"CX5": "info"})
    assert found == [("CX503", "error", "portal.yml")]


def test_severity_takes_codes_names_and_prefixes(tmp_path: Path) -> None:
    files = {"initiatives/portal.yml": HTML + "depends_on: nowhere\n"}
    assert {
        code: severity for code, severity, _ in told(tmp_path, files, severity={"html-in-text": "error", "CX1": "info"})
    } == {"CX034": "error", "CX102": "info"}


def test_options_ignore_everywhere_or_by_path(tmp_path: Path) -> None:
    files = {"initiatives/portal.yml": HTML, "kpis/nps.yml": "title: <b>x</b>\nmetric: nps\ndirection: up\n"}
    assert {code for code, _, _ in told(tmp_path, files, ignore=("CX034", "CX1", "CX4", "CX2"))} == {"CX611"}
    by_path = {"content/initiatives/": ("CX034",), "*.yml": ("CX4", "CX108")}
    assert told(tmp_path, files, per_path_ignore=by_path) == [("CX034", "warning", "nps.yml")]


def test_an_idle_option_stands_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - cxsite:\n      ignore:\n        - CX206\n")
    write({"roadmap.yml": CHARTER, "initiatives/portal.yml": "title: Portal\nstatus: idea\n"}, tmp_path)
    (found,) = read(dataclasses.replace(settings(tmp_path), ignore=("CX206",))).findings
    assert (found.rule.code, found.span.path, found.span.line, found.span.column) == ("CX611", "mkdocs.yml", 4, 11)


def test_rules_of_a_comparison_are_not_idle_without_one(tmp_path: Path) -> None:
    assert told(tmp_path, ignoring("title: Portal\nstatus: idea\n", "promise-lowered"), ignore=("CX531",)) == []


def test_an_unknown_rule_names_the_nearest(tmp_path: Path) -> None:
    write({"roadmap.yml": CHARTER, **ignoring(HTML, "html-in-texts")}, tmp_path)
    found = {one.rule.code: one for one in read(settings(tmp_path)).findings}
    assert found["CX613"].help == "did you mean `html-in-text`?"
    with pytest.raises(CxsiteError, match="did you mean `html-in-text`"):
        read(dataclasses.replace(settings(tmp_path), ignore=("html-in-texts",)))


def test_exceptions_from_exceptions(tmp_path: Path) -> None:
    idle = ignoring("title: Portal\nstatus: idea\n", "CX034")
    assert told(tmp_path, idle, ignore=("idle-suppression",)) == []
