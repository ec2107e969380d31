"""CX53x: what an edit shows to lesser readers. These rules compare two states of the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cxsite.check.change import change_rule
from cxsite.check.context import Context
from cxsite.check.examples import PUBLISHED, initiative, item, tree
from cxsite.check.exposure import Exposed
from cxsite.check.place import Place
from cxsite.check.rule import Problem
from cxsite.model.finding import dotted
from cxsite.model.initiative import Initiative
from cxsite.model.levels import Level
from cxsite.model.period import Period
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path
from cxsite.model.visibility import date_precision

_LONGEST = 300
_MOST = 5


@change_rule(
    "CX530",
    "becomes-public",
    "warning",
    before=tree(initiative("summary: We begin.")),
    bad=tree(initiative(PUBLISHED)),
    good=tree(initiative("summary: We begin soon.")),
)
def becomes_public(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will read what they could not read before. Each text and value is
    listed with its place, for whoever reviews the change: once it was out, nobody can take it back."""
    levels = after.roadmap.levels
    known: dict[str, Level] = {}
    fields: dict[tuple[Key, Path], Level] = {}
    for seen, level in _outgoing(before):
        had = levels.get(level.name)
        known[seen.text] = levels.lowest(had, known.get(seen.text, had))
        field = (seen.place.item, _field(seen))
        fields[field] = levels.lowest(had, fields.get(field, had))
    for (key, level), new in _by_item(after, known, fields).items():
        names = list(dict.fromkeys(f"`{_top(seen)}`" for seen in new))
        yield Problem(
            Place(key),
            f"{level} readers will see what they could not see before, in {', '.join(names)}",
            "read it as they will; `visibility` and `disclose` keep things back",
            tuple(_listed(new)),
        )


def _by_item(
    after: Context, known: Mapping[str, Level], fields: Mapping[tuple[Key, Path], Level]
) -> dict[tuple[Key, Level], list[Exposed]]:
    """What is new to lesser readers, by item and level: texts by their words, other values by their field."""
    levels = after.roadmap.levels
    found: dict[tuple[Key, Level], list[Exposed]] = {}
    for seen, level in _outgoing(after):
        if seen.leaf.wordable:
            was = known.get(seen.text, levels.most)
        else:
            was = fields.get((seen.place.item, _field(seen)), levels.most)
        if level.is_below(was) and seen.text.strip():
            found.setdefault((seen.place.item, level), []).append(seen)
    return found


def _listed(new: list[Exposed]) -> Iterator[tuple[Place, str]]:
    """Every text; of the values of one field (a series of measurements) the first ones and how many there are."""
    count = Counter(_top(seen) for seen in new if not seen.leaf.wordable)
    told: Counter[str] = Counter()
    for seen in new:
        said = f"{_label(seen)}: {_short(seen)}"
        if not seen.leaf.wordable:
            told[_top(seen)] += 1
            left = count[_top(seen)] - _MOST
            if told[_top(seen)] > _MOST:
                continue
            said += f" … and {left} more values" if told[_top(seen)] == _MOST and left > 0 else ""
        yield seen.place, said


def _outgoing(context: Context) -> Iterator[tuple[Exposed, Level]]:
    """What lesser readers see, with its level: a reference has that of its target too."""
    levels = context.roadmap.levels
    targets = {(one.item, one.at): context.level_of(one.kind, one.id) for one in context.references}
    for seen in context.visible_below_internal:
        target = targets.get((seen.place.item, seen.place.at))
        level = levels.highest(seen.level, *([target] if target else []))
        if levels.is_below_internal(level):
            yield seen, level


def _field(seen: Exposed) -> Path:
    """The field of a value, without the numbers of entries, which move."""
    return tuple(step for step in seen.place.at if isinstance(step, str)) if seen.place.body is None else ("body",)


def _top(seen: Exposed) -> str:
    return str(_field(seen)[0])


def _label(seen: Exposed) -> str:
    return dotted(seen.place.at) if seen.place.body is None else "body"


def _short(seen: Exposed) -> str:
    plain = " ".join(seen.text.removesuffix(".0").split() if isinstance(seen.value, float) else seen.text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


_PLAN = "visibility: public\nsummary: We begin.\nstatus: planned\nowner: care\nstart: 2199-Q1\nexpected: {nps: 2}\n"
_REST = (
    item("teams", "care", "")
    | item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps\n" + PUBLISHED)
    | item(
        "kpis",
        "nps",
        "metric: nps\ndirection: up\ndefinition: Would you recommend us?\nfrequency: year\n"
        "baseline: {date: 2025-12-31, value: 10}\ntargets: [{date: 2027, value: 20}]\n" + PUBLISHED,
    )
)


def _plan(fields: str) -> dict[str, str]:
    return tree(item("initiatives", "portal", _PLAN + "objectives: trust\n" + fields), _REST)


@change_rule(
    "CX531",
    "unexplained-change",
    "warning",
    before=_plan("end: 2199-05-10"),
    bad=_plan("end: 2199-09-10"),
    good=_plan("end: 2199-05-20"),
)
def unexplained_change(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will see another time or status of an initiative, and no new update
    that they can read says why. Counted as they see it: a day that moves within its quarter changes nothing for
    readers who are told quarters."""
    told, now = _by_key(before), _by_key(after)
    for key in sorted(set(told) & set(now)):
        for audience in after.roadmap.levels.up_to(after.roadmap.levels.internal)[:-1]:
            changes = _changes(before, after, told[key], now[key], audience)
            if changes and not _has_news(told[key], now[key], audience):
                at, was, shown = changes[0]
                yield Problem(
                    Place(key, at),
                    f"{audience} readers see `{dotted(at)}` change from {was} to {shown}, and no update says why",
                    "add an entry to `updates` that they can read",
                )
                break


def _by_key(context: Context) -> dict[Key, list[Exposed]]:
    """What lesser readers see of each initiative."""
    found: dict[Key, list[Exposed]] = {}
    for seen in context.visible_below_internal:
        if seen.place.item[0] == "initiative":
            found.setdefault(seen.place.item, []).append(seen)
    return found


def _changes(
    before: Context, after: Context, told: list[Exposed], now: list[Exposed], audience: Level
) -> list[tuple[Path, str, str]]:
    was = {name: shown for name, (_, shown) in _plans(before, told, audience).items()}
    return [
        (at, was[name], shown)
        for name, (at, shown) in _plans(after, now, audience).items()
        if name in was and was[name] != shown
    ]


def _plans(context: Context, seen: list[Exposed], audience: Level) -> dict[tuple[str, ...], tuple[Path, str]]:
    """Status and times of an initiative as an audience sees them; milestones are known by their title."""
    precision = date_precision(context.roadmap.charter, context.roadmap.levels, audience)
    found: dict[tuple[str, ...], tuple[Path, str]] = {}
    for one in seen:
        at = one.place.at
        if not one.level.visible_to(audience) or one.place.body is not None:
            continue
        if at == ("status",):
            found["status",] = (at, one.text)
        elif isinstance(one.value, Period):
            owner = context.roadmap.get(*one.place.item)
            assert isinstance(owner, Initiative)
            title = owner.milestones[at[1]].title if at[0] == "milestones" and isinstance(at[1], int) else ""
            found[str(at[0]), title] = (at, str(one.value.coarsen(precision) or "no time"))
    return found


def _has_news(told: list[Exposed], now: list[Exposed], audience: Level) -> bool:
    def updates(seen: list[Exposed]) -> set[str]:
        return {
            one.text
            for one in seen
            if one.place.at[:1] == ("updates",) and one.leaf.wordable and one.level.visible_to(audience)
        }

    return bool(updates(now) - updates(told))
