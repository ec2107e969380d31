"""Which findings were there before: those of an earlier state, whatever lines and files they have moved to."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cxsite.model.finding import Finding

Identity = tuple[str, ...]


def settled(findings: Iterable[Finding], earlier: Iterable[Finding], gone: frozenset[str]) -> tuple[Finding, ...]:
    """The findings, with those that existed before as info.

    A finding is the same where rule, file, item, field and message are, without the numbers of lines and entries.
    `gone` are files that are no longer there: what was found in them is looked for in new files too.
    """
    known = Counter(_identity(finding) for finding in earlier)
    moved = Counter(_moved(finding) for finding in earlier if finding.span.path in gone)
    paths_before = {finding.span.path for finding in earlier}
    found: list[Finding] = []
    for finding in findings:
        same, same_moved = _identity(finding), _moved(finding)
        if known[same] > 0:
            known[same] -= 1
            finding = _as_info(finding)
        elif finding.span.path not in paths_before and moved[same_moved] > 0:
            moved[same_moved] -= 1
            finding = _as_info(finding)
        found.append(finding)
    return tuple(found)


def files_gone(earlier: Iterable[Finding], root: Path) -> frozenset[str]:
    """The files of earlier findings that are not there any more."""
    return frozenset(path for path in {finding.span.path for finding in earlier} if not (root / path).exists())


def _as_info(finding: Finding) -> Finding:
    return dataclasses.replace(finding, severity_override="info")


def _identity(finding: Finding) -> Identity:
    return (finding.span.path, finding.kind, finding.id, *_moved(finding))


def _moved(finding: Finding) -> Identity:
    """What stays the same of a finding when its file gets another name."""
    message = finding.message.replace(f"`{finding.id}`", "`it`") if finding.id else finding.message
    return (finding.rule.code, re.sub(r"\[\d+\]", "", finding.field), re.sub(r"\blines? \d+\b", "line", message))
