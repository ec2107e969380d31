"""What a rule of the checker is: a function with its code, name, severity, explanation and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.model.finding import Rule, Severity, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, what is wrong, what would be right, and other places that belong to it."""

    place: Place
    message: str
    help: str = ""
    related: tuple[tuple[Place, str], ...] = ()


Run = Callable[[Context], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule and the function that finds its problems."""

    rule: Rule
    run: Run


def rule(
    code: str, name: str, severity: Severity, *, bad: Mapping[str, str], good: Mapping[str, str]
) -> Callable[[Run], CheckedRule]:
    """Make a function a rule; its docstring is the explanation. `bad` and `good` are small content trees."""

    def declare(run: Run) -> CheckedRule:
        explanation = " ".join((run.__doc__ or "").split())
        return CheckedRule(Rule(code, name, severity, explanation, bad, good), run)

    return declare


def span_of(context: Context, place: Place) -> Span:
    """Where a place stands in its file; an empty path where nothing is known of files (a View)."""
    origin = context.roadmap.origins.get(place.item)
    if origin is None:
        return Span("")
    return origin.body_span(*place.body) if place.body else origin.span(place.at, key=place.key)
