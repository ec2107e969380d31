"""Findings as workflow commands that GitHub shows beside the changed lines."""

from __future__ import annotations

from cxsite.model.finding import Finding, Severity
from cxsite.report.report import Report

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(report: Report) -> str:
    """One workflow command a finding; texts can't end their command or begin another one."""
    return "".join(_command(report, finding) + "\n" for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    span = finding.span
    properties = {
        "file": report.in_repository(span),
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(max(span.end_column - 1, span.column)),
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
