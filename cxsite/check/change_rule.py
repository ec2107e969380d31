"""What a rule is that compares two states of the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.rule import Problem
from cxsite.model.finding import Rule, Severity

Compare = Callable[[Context, Context], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A rule that compares the content with what it was before; `before` is the earlier tree of both examples."""

    rule: Rule
    before: Mapping[str, str]
    run: Compare


def change_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    before: Mapping[str, str],
    bad: Mapping[str, str],
    good: Mapping[str, str],
    follows: tuple[str, ...] = (),
    always: bool = False,
) -> Callable[[Compare], ChangeRule]:
    """Make a function a rule about an edit; its docstring is the explanation. `always`: no exception may be made."""

    def declare(run: Compare) -> ChangeRule:
        explanation = " ".join((run.__doc__ or "").split())
        return ChangeRule(Rule(code, name, severity, explanation, bad, good, follows, always), before, run)

    return declare
