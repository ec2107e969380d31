"""What of the past can't be told, and why: findings at `history` in roadmap.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.rule import Problem
from cxsite.check.rules.cx61_exceptions_and_history import (
    HISTORY_BEFORE_COMMITS,
    NO_EDITIONS,
    ODD_COMMIT_DATES,
    UNREADABLE_EDITION,
)
from cxsite.check.runner import findings_of
from cxsite.model.charter import History
from cxsite.model.finding import Finding, Rule
from cxsite.model.roadmap import ROADMAP_KEY, Key, Roadmap
from cxsite.pipeline.memory.edition import NO_CONTENT
from cxsite.pipeline.memory.line import Chosen, Line
from cxsite.pipeline.memory.periods import Span
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.verdict import judged_by_options

_BY_TAGS = "with `tags` instead of `every`, the name of a tag says the time of an edition: `edition-2025-02`"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """An edition that can't be read, with the reason; without one, only the items that are `lost` can't be."""

    edition: Chosen
    reason: str = ""
    lost: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The editions that a site asked for: by level those that there are, and the periods that have passed."""

    history: History
    line: Line
    chosen: Mapping[str, Sequence[Chosen]]
    spans: Mapping[str, Sequence[Span]]


def untold(asked: Asked, unread: Sequence[Unread], roadmap: Roadmap, settings: Settings) -> tuple[Finding, ...]:
    """A finding for each thing that is not told though `history` asks for it; those that count on this site."""
    before, unread = _begun(asked, unread)
    problems: dict[Rule, Iterable[tuple[str, str]]] = {
        ODD_COMMIT_DATES: _odd(asked, settings.today),
        HISTORY_BEFORE_COMMITS: before,
        NO_EDITIONS: _none(asked),
        UNREADABLE_EDITION: _unreadable(unread),
    }
    context = Context(roadmap, settings.today)
    return judged_by_options((one for rule in problems for one in _found(context, rule, problems[rule])), settings)


def _found(context: Context, rule: Rule, told: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    place = Place(ROADMAP_KEY, ("history",))
    return findings_of(context, rule, (Problem(place, message, help_) for message, help_ in told))


def _odd(asked: Asked, today: dt.date) -> Iterator[tuple[str, str]]:
    """Only where an edition is another one for it: clocks that differ by minutes are no matter."""
    odd = asked.line.odd
    spans = {span for spans in asked.spans.values() for span in spans}
    if odd is None or asked.history.tags is not None:
        return
    if any(asked.line.at(last) != asked.line.dated(last) for _, last in spans):
        named = f"commit {odd.sha[:8]} is dated {odd.day.isoformat()}, later than commits after it"
        late = "; until then they are in no edition" if odd.day > today else ""
        yield f"{named}: those count from that day on{late}", _BY_TAGS


def _begun(asked: Asked, unread: Sequence[Unread]) -> tuple[list[tuple[str, str]], list[Unread]]:
    """Whether the first periods have no commit with content, and the editions that are something else."""
    spans = max(asked.spans.values(), key=len, default=())
    empty = {one.edition for one in unread if one.reason == NO_CONTENT}
    chosen = sorted({one for found in asked.chosen.values() for one in found}, key=lambda one: one.day)
    first = next((one for one in chosen if one not in empty), None)
    missing = [last for _, last in spans if first is None or last < first.day]
    rest = [one for one in unread if not (one.edition in empty and (first is None or one.edition.day < first.day))]
    if not missing or not asked.line.commits:
        return [], rest
    what = {"review": "review", None: "tag"}.get(asked.history.every, asked.history.every or "")
    count = f"the only {what}" if len(missing) == 1 == len(spans) else f"{len(missing)} of {len(spans)} {what}s"
    since = asked.history.since.isoformat()
    if first is None:
        return [(f"no commit holds the content on a last day of {count} since {since}", _begin(asked, None))], rest
    message = (
        f"nothing is told of {count} since {since}: the first commit with the content counts for the one that ends"
    )
    return [(f"{message} on {first.day.isoformat()}", _begin(asked, first.first))], rest


def _begin(asked: Asked, first: dt.date | None) -> str:
    said = f"write `since: {first.isoformat()}`" if first is not None else "write a later `since`"
    return said if asked.history.tags is not None else f"{said}; where the dates of commits are new, {_BY_TAGS}"


def _none(asked: Asked) -> Iterator[tuple[str, str]]:
    history, since = asked.history, asked.history.since.isoformat()
    if history.tags is not None:
        if not any(asked.chosen.values()):
            yield (
                f"no tag on this branch's own line fits `{history.tags}` since {since}: nothing is remembered",
                "`git tag --merged` lists those that there are here; `git fetch --tags` fetches more",
            )
    elif history.every == "review":
        for level, spans in asked.spans.items():
            if not spans:
                yield (
                    f"{level} readers see no review that was held since {since}: their site remembers nothing",
                    "show them a review, or write `every: month`",
                )


def _unreadable(unread: Sequence[Unread]) -> Iterator[tuple[str, str]]:
    by_reason: dict[tuple[str, tuple[Key, ...]], list[Chosen]] = {}
    for one in sorted(unread, key=lambda one: one.edition.day):
        by_reason.setdefault((one.reason, one.lost), []).append(one.edition)
    for (reason, lost), editions in by_reason.items():
        which, named = _named(editions), ", ".join(f"{kind} `{id_}`" for kind, id_ in lost[:_MOST_NAMED])
        more = f" and {len(lost) - _MOST_NAMED} more items" if len(lost) > _MOST_NAMED else ""
        are = "are" if len(editions) > 1 else "is"
        says = f"can't be read and {are} left out: {reason}" if reason else f"{are} told without {named}{more}"
        why = "" if reason else ", which can't be read there"
        yield (
            f"{which} {says}{why}",
            f"`cxsite check` in a work tree of {editions[-1].sha[:8]} says what is wrong there;"
            " an edition that is to be told is tagged on a commit that can be read",
        )


def _named(editions: Sequence[Chosen]) -> str:
    first = editions[0]
    if len(editions) == 1:
        return f"the edition of {first.day.isoformat()} (commit {first.sha[:8]})"
    return f"{len(editions)} editions, from {first.day.isoformat()} to {editions[-1].day.isoformat()},"
