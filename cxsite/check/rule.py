"""What a rule of the checker is: a function with its code, name, severity, explanation and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.known.places import known_edits, known_span
from cxsite.check.place import Place
from cxsite.model.finding import BODY, Applicability, Change, Edit, Fix, Rule, Severity, Span


@dataclass(frozen=True, slots=True)
class Repair:
    """What would put a problem right: places with the text that each gets, None where it goes.

    `message` says what it does, and of an unsafe one why it is that.
    """

    applicability: Applicability
    message: str
    changes: tuple[tuple[Place, str | tuple[str, ...] | None], ...]


def instead(place: Place, text: str, applicability: Applicability = "safe", why: str = "") -> Repair:
    """Write `text` there; an unsafe one says why it is that."""
    return Repair(applicability, f"write `{text}`" + (f": {why}" if why else ""), ((place, text),))


def without(place: Place, message: str, applicability: Applicability = "safe") -> Repair:
    """Take out what stands there."""
    return Repair(applicability, message, ((place, None),))


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: where, what is wrong, what would be right, and other places that belong to it.

    `repair` is what would be right, for programs.
    """

    place: Place
    message: str
    help: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    repair: Repair | None = None
    span: Span | None = None


Run = Callable[[Context], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule and the function that finds its problems.

    `alone`: what it finds in an item hangs on that item and on roadmap.yml only, and on what it is `given`, of which
    that function gives a digest.
    """

    rule: Rule
    run: Run
    alone: bool = False
    given: Callable[[Context], str] | None = None


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    bad: Mapping[str, str],
    good: Mapping[str, str],
    follows: tuple[str, ...] = (),
    alone: bool = False,
    given: Callable[[Context], str] | None = None,
) -> Callable[[Run], CheckedRule]:
    """Make a function a rule; its docstring is the explanation. `bad` and `good` are small content trees; `follows` are
    the codes of rules whose finding about the same item makes this one possible; `alone` and `given` as in
    `CheckedRule`."""

    def declare(run: Run) -> CheckedRule:
        explanation = " ".join((run.__doc__ or "").split())
        return CheckedRule(Rule(code, name, severity, explanation, bad, good, follows), run, alone, given)

    return declare


def on_day(context: Context) -> str:
    """What a rule is given that asks for the day besides."""
    return f"on {context.today}"


def span_of(context: Context, place: Place) -> Span:
    """Where a place stands in its file; an empty path where nothing is known of files (a View)."""
    origin = context.roadmap.origins.get(place.item)
    if origin is None:
        return Span("")
    if place.body:
        return origin.body_span(*place.body, place.at or BODY)
    return known_span(context.answers, origin, place.at, key=place.key)


def fix_of(context: Context, repair: Repair | None) -> Fix | None:
    """A repair as edits of files; None where not all of it can be written."""
    if repair is None:
        return None
    edits: list[Edit] = []
    for place, text in repair.changes:
        origin = context.roadmap.origins.get(place.item)
        change = Change(place.at, text, place.key, place.body)
        found = known_edits(context.answers, origin, change) if origin is not None else ()
        if not found:
            return None
        edits += found
    return Fix(repair.applicability, repair.message, tuple(edits))
