"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from cxsite.model.finding import Edit, Finding, Fix, Rule, Severity, Span
from cxsite.report.report import Report

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report) -> str:
    """A SARIF log with one run; columns count characters."""
    from importlib.metadata import version  # takes as long as all other forms together

    rules = sorted({finding.rule.code: finding.rule for finding in report.findings}.items())
    index = {code: position for position, (code, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {"name": "cxsite", "version": version("cxsite"), "rules": [_rule(rule) for _, rule in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, index[finding.rule.code]) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"{rule.explanation} `cxsite explain {rule.code}` shows a bad and a good example."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.title.lower()]},
    }


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    text = f"{finding.message}. {finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(report, finding.span)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(report, other.span), "message": {"text": other.message}}
            for number, other in enumerate(finding.related)
        ]
    if finding.fix is not None and finding.fix.edits and not finding.fix.moves:
        result["fixes"] = [_fix(report, finding.fix)]
    return result


def _fix(report: Report, fix: Fix) -> dict[str, Any]:
    """A fix whose edits say it all; SARIF knows no file that moves."""
    paths = dict.fromkeys(edit.path for edit in fix.edits)
    return {
        "description": {"text": f"{fix.message} ({fix.applicability})"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": quote(report.in_repository(Span(path)))},
                "replacements": [_replacement(edit) for edit in fix.edits if edit.path == path],
            }
            for path in paths
        ],
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": {
            "startLine": edit.line,
            "startColumn": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }


def _location(report: Report, span: Span) -> dict[str, Any]:
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_column > span.column:
        region["endColumn"] = span.end_column
    return {"physicalLocation": {"artifactLocation": {"uri": quote(report.in_repository(span))}, "region": region}}
