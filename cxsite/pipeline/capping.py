"""Which findings are told one by one: those of the entries of one list are capped, and what follows from another one
says from which."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from cxsite.model.finding import Cause, Finding, more_like_it

MOST_ENTRIES = 3
"""Findings of one rule in the entries of one list of an item."""
MOST_ROWS = 1
"""The same where the entries are rows of a data file, which have one cause."""
_NUMBER = re.compile(r"\[\d+\]")


def told(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, of the entries of one list only the first ones, and with what caused them."""
    return tuple(with_causes(capped(findings)))


def capped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; where one rule speaks of many entries of one list, the last one that is told says
    how many more are like it."""
    lists: dict[tuple[str, ...], list[Finding]] = {}
    kept: list[Finding | tuple[str, ...]] = []
    for finding in findings:
        same = _list_of(finding)
        if same is None:
            kept.append(finding)
        else:
            if same not in lists:
                kept.append(same)
            lists.setdefault(same, []).append(finding)
    result: list[Finding] = []
    for one in kept:
        result += [one] if isinstance(one, Finding) else _first_of(lists[one])
    return result


def _list_of(finding: Finding) -> tuple[str, ...] | None:
    """The list in whose entries a finding is, and what else is the same of all that are like it; None outside of
    lists."""
    alike = _NUMBER.sub("[]", finding.field)
    if alike == finding.field:
        return None
    return (finding.rule.code, finding.span.path, finding.kind, finding.id, alike)


def _first_of(alike: Sequence[Finding]) -> Iterator[Finding]:
    most = MOST_ROWS if alike[0].span.path.endswith(".csv") else MOST_ENTRIES
    # One more is sooner read than counted.
    if len(alike) <= most + (most > MOST_ROWS):
        yield from alike
        return
    yield from alike[: most - 1]
    last = alike[most - 1]
    yield dataclasses.replace(last, message=more_like_it(last.message, len(alike) - most))


def with_causes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each that follows from another one with the place of that."""
    every = list(findings)
    by_code: dict[str, list[Finding]] = {}
    for finding in every:
        by_code.setdefault(finding.rule.code, []).append(finding)
    for finding in every:
        causes = (one for code in finding.rule.follows for one in by_code.get(code, ()) if _belong(one, finding))
        cause = next(causes, None)
        yield finding if cause is None else dataclasses.replace(finding, caused_by=_cause(cause))


def _belong(cause: Finding, consequence: Finding) -> bool:
    """Whether two findings are about one item, or the later one names the place of the earlier one's item."""
    if cause is consequence:
        return False
    if cause.kind:
        if (cause.kind, cause.id) == (consequence.kind, consequence.id):
            return True
    elif cause.span.path == consequence.span.path:
        return True
    elsewhere = {one.span.path for one in consequence.related} - {consequence.span.path}
    return cause.span.path in elsewhere


def _cause(finding: Finding) -> Cause:
    span = finding.span
    return Cause(finding.rule.code, span.path, span.line, span.column)
