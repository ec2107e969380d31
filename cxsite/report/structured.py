"""Findings as JSON, for programs."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from cxsite.model.finding import Cause, Finding, Fix
from cxsite.report.report import Report


def as_json(report: Report) -> str:
    """A list of findings; other programs rely on its names.

    `caused_by` is the place in the list, from 0, of the finding that made this one possible.
    """
    found = [finding_record(finding) for finding in report.findings]
    places: dict[Cause, int] = {}
    for number, finding in enumerate(report.findings):
        span = finding.span
        places.setdefault(Cause(finding.rule.code, span.path, span.line, span.column), number)
    for record, finding in zip(found, report.findings, strict=True):
        if finding.caused_by in places:
            record["caused_by"] = places[finding.caused_by]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    span = finding.span
    record: dict[str, Any] = {
        "code": finding.rule.code,
        "rule": finding.rule.name,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "kind": finding.kind,
        "id": finding.id,
        "field": finding.field,
        "url": finding.rule.url,
        "related": [
            {
                "path": other.span.path,
                "line": other.span.line,
                "column": other.span.column,
                "message": other.message,
            }
            for other in finding.related
        ],
    }
    if finding.fix is not None:
        record["fix"] = fix_record(finding.fix)
    return record


def fix_record(fix: Fix) -> dict[str, Any]:
    """What to type instead, as plain data: 1-based places in characters, ends excluded."""
    return {
        "applicability": fix.applicability,
        "message": fix.message,
        "edits": [dataclasses.asdict(edit) for edit in fix.edits],
        "moves": [{"from": move.source, "to": move.target} for move in fix.moves],
    }
