"""Findings as GitLab's Code Quality report, which a merge request shows beside the changed lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from cxsite.model.finding import Finding, Severity
from cxsite.report.report import Report

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def as_gitlab(report: Report) -> str:
    """A list of issues. A fingerprint stays the same while lines move, and no two are equal."""
    times: Counter[tuple[str, ...]] = Counter()
    issues = []
    for finding in report.findings:
        path = report.in_repository(finding.span)
        identity = (path, finding.rule.code, finding.kind, finding.id, finding.message)
        times[identity] += 1
        issues.append(
            {
                "description": _description(finding),
                "check_name": f"{finding.rule.code} {finding.rule.name}",
                "fingerprint": _fingerprint(*identity, str(times[identity])),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": {"begin": finding.span.line}},
            }
        )
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _description(finding: Finding) -> str:
    return f"{finding.message}. {finding.help}" if finding.help else finding.message


def _fingerprint(*identity: str) -> str:
    return hashlib.sha256("\0".join(identity).encode()).hexdigest()
