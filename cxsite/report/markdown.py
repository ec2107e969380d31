"""Findings as Markdown, for a comment on a pull request."""

from __future__ import annotations

import re

from cxsite.model.finding import Finding
from cxsite.report.report import Report

_CODE = re.compile(r"(`[^`\n]+`)")
_SPECIAL = re.compile(r"([\\*_\[\]<>#|~&!@])")


def as_markdown(report: Report) -> str:
    """A heading with the counts and one list entry a finding, grouped by file."""
    lines = [f"### {report.summary}"]
    path = None
    for finding in report.findings:
        if finding.span.path != path:
            path = finding.span.path
            lines += ["", f"**{_code(path)}**", ""]
        lines.append(_entry(finding))
    return "\n".join(lines) + "\n"


def _entry(finding: Finding) -> str:
    said = f"{_prose(finding.message)} — {_prose(finding.help)}" if finding.help else _prose(finding.message)
    others = "".join(
        f"; see {_code(f'{other.span.path}:{other.span.line}')} {_prose(other.message)}" for other in finding.related
    )
    return f"- line {finding.span.line}: **{finding.severity}** {finding.rule.code} {said}{others}"


def _prose(text: str) -> str:
    """A text in which only what stands between backticks is Markdown."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if index % 2 else _SPECIAL.sub(r"\\\1", part) for index, part in enumerate(parts))


def _code(text: str) -> str:
    return f"`{text.replace('`', ' ')}`"
