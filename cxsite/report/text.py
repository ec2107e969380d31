"""Findings for people at a terminal: the place, the line with a caret, and what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from cxsite.model.finding import SEVERITIES, Finding, Rule, Severity, Span
from cxsite.report.report import Report, counted

_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WIDTH = 140
_RELATED = 5
MANY = 10
"""More findings of one rule than that are summed, unless they are errors."""
_TOLD_OF_MANY = 3


def as_text(report: Report, *, colour: bool = False) -> str:
    """The findings, the worst first, and a summary; nothing but the summary where nothing was found.

    Of rules with many findings that are no errors only the first are told, and how many more there are, unless they
    were asked for.
    """
    worst_first = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    told, more = (worst_first, []) if report.asked_for else _first_of_each(worst_first)
    blocks = [finding_text(finding, colour=colour) for finding in told]
    fixable = [report.fixable] if report.fixable else []
    return "\n".join([*blocks, *more, f"{report.summary}, {report.seconds:.2f} s", *fixable]) + "\n"


def in_short(findings: Iterable[Finding], *, strict: bool = False, colour: bool = False) -> str:
    """The findings that keep a site from being built, and how many others there are."""
    failing = ("error", "warning") if strict else ("error",)
    all_of_them = list(findings)
    told = [finding for finding in all_of_them if finding.severity in failing]
    rest = [finding for finding in all_of_them if finding.severity not in failing]
    blocks = [finding_text(finding, colour=colour) for finding in told]
    return "".join([*blocks, *([f"{counted(rest)}: `cxsite check` lists them\n"] if rest else [])])


def _first_of_each(findings: Sequence[Finding]) -> tuple[list[Finding], list[str]]:
    """The findings to tell, and a line for each rule that has many more."""
    told: list[Finding] = []
    counts: Counter[str] = Counter()
    rules: dict[str, Rule] = {}
    of_rules = Counter(finding.rule.code for finding in findings if finding.severity != "error")
    for finding in findings:
        code = finding.rule.code
        rules[code] = finding.rule
        if finding.severity != "error" and of_rules[code] > MANY and counts[code] >= _TOLD_OF_MANY:
            continue
        counts[code] += finding.severity != "error"
        told.append(finding)
    left = {code: number - counts[code] for code, number in of_rules.items() if number > counts[code]}
    return told, [
        f"{left[code]} more of {code} {rules[code].name}: `cxsite check --select {code}` lists them"
        for code in sorted(left)
    ]


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
    lines += [f"  see {_place(other.span)}: {_plain(other.message)}" for other in finding.related[:_RELATED]]
    if len(finding.related) > _RELATED:
        lines.append(f"  and {len(finding.related) - _RELATED} more places")
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
