"""Findings as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from cxsite.model.finding import Finding
from cxsite.report.report import Report


def as_json(report: Report) -> str:
    """A list of findings; other programs rely on its names."""
    found = [finding_record(finding) for finding in report.findings]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    span = finding.span
    return {
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
