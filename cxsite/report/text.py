"""Findings for people at a terminal: the place, the line with a caret, and what would be right."""

from __future__ import annotations

import re
import unicodedata

from cxsite.model.finding import Finding, Severity, Span
from cxsite.report.report import Report

_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WIDTH = 140


def as_text(report: Report, *, colour: bool = False) -> str:
    """All findings and a summary; nothing but the summary where nothing was found."""
    blocks = [finding_text(finding, colour=colour) for finding in report.findings]
    fixable = [report.fixable] if report.fixable else []
    return "\n".join([*blocks, f"{report.summary}, {report.seconds:.2f} s", *fixable]) + "\n"


def finding_text(finding: Finding, *, colour: bool = False) -> str:
    """One finding, ending in a line break.

    What comes from a file can't move the cursor: control characters are shown as spaces.
    """
    mark = _COLOURS[finding.severity]
    what = _painted(f"{finding.severity}[{finding.rule.code}]", mark, colour)
    lines = [f"{_painted(_place(finding.span), '1', colour)}: {what} {_plain(finding.message)}"]
    lines += _source_lines(finding.span, mark, colour)
    if finding.help:
        lines.append(f"  {_painted('help', '1', colour)}: {_plain(finding.help)}")
    lines += [f"  see {_place(other.span)}: {_plain(other.message)}" for other in finding.related]
    return "\n".join(lines) + "\n"


def _place(span: Span) -> str:
    return f"{_plain(span.path)}:{span.line}:{span.column}"


def _source_lines(span: Span, mark: str, colour: bool) -> list[str]:
    if not span.source.strip():
        return []
    start = max(0, span.column - 1 - _WIDTH // 2) if len(span.source) > _WIDTH else 0
    shown = _plain(span.source[start : start + _WIDTH])
    before = shown[: span.column - 1 - start]
    marked = shown[span.column - 1 - start : max(span.end_column - 1, span.column) - start]
    number = str(span.line).rjust(5)
    caret = " " * _columns(before) + "^" * max(1, _columns(marked))
    return [f"{number} | {shown}".rstrip(), f"{' ' * 5} | {_painted(caret, mark, colour)}"]


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
