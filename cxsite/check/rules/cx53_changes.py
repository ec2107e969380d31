"""CX53x: what an edit shows to lesser readers. These rules compare two states of the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cxsite.check.change_rule import change_rule
from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, initiative, item, tree
from cxsite.check.exposure import Exposed
from cxsite.check.newly_read import Known, by_field, listed, newly_read, told
from cxsite.check.place import Place
from cxsite.check.rule import Problem
from cxsite.model.change import Change
from cxsite.model.finding import Span, dotted
from cxsite.model.items.initiative import Initiative
from cxsite.model.levels import Level
from cxsite.model.period import Period
from cxsite.model.roadmap import PAGE, ROADMAP, ROADMAP_KEY, Key
from cxsite.model.shape import Path
from cxsite.model.visibility import date_precision


@change_rule(
    "CX530",
    "becomes-public",
    "warning",
    before=tree(initiative("summary: We begin.")),
    bad=tree(initiative(PUBLISHED)),
    good=tree(initiative("summary: We begin soon.")),
    always=True,
)
def becomes_public(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will read what they could not read before, or other words.
    The texts are in the message, on the line that changed: once it
    was out, nobody can take it back. No exception can be made: it would come with the edit that it is about."""
    for change, _ in _noticed_below_internal(after, lambda one: one.kind == "file" and one.change != "removed"):
        message = f"everybody will see the file `{change.id}` as it is: all of its folder is published"
        help_ = "read it as they will, and what it says of itself; what is not for everybody belongs elsewhere"
        yield Problem(Place(ROADMAP_KEY), message, help_, span=Span(change.path, change.line))
    known = Known.of(before, after.roadmap.levels)
    for (key, level), new in newly_read(after, known).items():
        if not known.has_item(key, level):
            at = ("visibility",) if key[0] not in (ROADMAP, PAGE) and _says_visibility(after, key) else ()
            yield Problem(
                Place(key, at),
                f"{level} readers will see what they could not see before: {told(new)}",
                "read it as they will; `visibility` and `disclose` keep things back",
                tuple(listed(new)),
            )
            continue
        for field, seen in by_field(new).items():
            words = (
                "other words than before" if known.has_field(key, field, level) else "what they could not see before"
            )
            yield Problem(
                seen[0].place,
                f"{level} readers will see {words}: {told(seen)}",
                "read it as they will; `visibility` and `disclose` keep things back",
                tuple(listed(seen)),
            )


def _says_visibility(context: Context, key: Key) -> bool:
    found = context.roadmap.get(*key)
    return found is not None and found.visibility is not None


_PLAN = "visibility: public\nsummary: We begin.\nstatus: planned\nowner: care\nstart: 2199-Q1\nexpected: {nps: 2}\n"


def _plan(fields: str, target: int = 20) -> dict[str, str]:
    """An initiative that readers see planned, with these fields, and what it rests on."""
    rest = item("teams", "care", "") | item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps\n" + PUBLISHED)
    kpi = item(
        "kpis",
        "nps",
        "metric: nps\nscale: 10\ndirection: up\ndefinition: Would you recommend us?\nfrequency: year\n"
        f"baseline: {{date: 2025-12-31, value: 10}}\ntargets: [{{date: 2027, value: {target}}}]\n" + PUBLISHED,
    )
    return tree(item("initiatives", "portal", _PLAN + "objectives: trust\n" + fields), rest | kpi)


@change_rule(
    "CX531",
    "unexplained-change",
    "warning",
    before=_plan("end: 2199-05-10"),
    bad=_plan("end: 2199-09-10"),
    good=_plan("end: 2199-05-20"),
    follows=("CX534",),
)
def unexplained_change(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will see another time or status of an initiative, and no new update
    that they can read says why. Counted as they see it: a day that moves within its quarter changes nothing for
    readers who are told quarters."""
    was_told, now = _by_key(before), _by_key(after)
    for key in sorted(set(was_told) & set(now)):
        for audience in after.roadmap.levels.below_internal:
            changes = _changes(before, after, was_told[key], now[key], audience)
            if changes and not _has_news(was_told[key], now[key], audience):
                said = ", ".join(f"`{dotted(at)}` change from {was} to {shown}" for at, was, shown in changes)
                yield Problem(
                    Place(key, changes[0][0]),
                    f"{audience} readers see {said}, and no update says why",
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


_SHOWN = {"roadmap.yml": CHARTER_FILE, **initiative("visibility: public\nsummary: We begin.\n")}
_OTHER = initiative(PUBLISHED, "second-step")
_APPROVED = {"roadmap.yml": CHARTER_FILE + "approvals: {public: care}\n"}


@change_rule(
    "CX532",
    "dead-address",
    "warning",
    before=_SHOWN | _OTHER,
    bad=tree(_OTHER),
    good=tree(initiative(PUBLISHED), _OTHER),
)
def dead_address(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: a page that readers below internal knew is gone, or has another address, and the old one
    leads nowhere. They have it in their bookmarks, mails and search engines."""
    for change, levels in _noticed_below_internal(after, _is_gone):
        where = f"`{change.before if change.change == 'renamed' else change.id}`"
        help_ = "bring it back, or drop it with `status: dropped` and a note, which keeps its page"
        if change.kind == "file":
            help_ = "bring it back, or be sure that nothing leads to it"
        elif change.change == "renamed":
            help_ = f"add `aliases: {change.before}`, which leads from there to here"
        yield _problem(
            change, f"the address {where} of “{change.title}” leads {levels} readers nowhere any more", help_
        )


@change_rule(
    "CX533",
    "no-longer-public",
    "warning",
    before=_SHOWN,
    bad=tree(initiative("summary: We begin.")),
    good=tree(initiative(PUBLISHED + "impact: 3")),
)
def no_longer_public(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will no longer see an item that is still there. They may ask where it
    went; and what was public can't be taken back from copies and search engines."""
    for change, levels in _noticed_below_internal(after, lambda change: change.change == "disappears"):
        yield _problem(
            change,
            f"{levels} readers will no longer see “{change.title}”",
            "be sure; or say with `status` what became of it",
        )


@change_rule(
    "CX534",
    "promise-lowered",
    "warning",
    before=_plan("end: 2199"),
    bad=_plan("end: 2199", target=18),
    good=_plan("end: 2199", target=22),
)
def promise_lowered(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers below internal will see less than they were promised: an end later, a target eased, a
    shipped item withdrawn. It may be right, and is better said than found out."""
    for change, levels in _noticed_below_internal(after, lambda change: bool(_lowered(change, after))):
        yield _problem(
            change,
            f"{levels} readers will see a promise lowered: “{change.title}”: {_lowered(change, after)}",
            "be sure, and say why in `updates`",
        )


@change_rule(
    "CX535",
    "needs-approval",
    "error",
    before=_plan("end: 2199") | _APPROVED,
    bad=_plan("end: 2199", target=22) | _APPROVED,
    good=_plan("end: 2199\nimpact: 3") | _APPROVED,
    follows=("CX530", "CX531", "CX532", "CX533", "CX534"),
)
def needs_approval(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: readers of a level will notice this change, and a team that `approvals` names for that level
    has not agreed to it. The workflow names those who did with `--approved`. Where there was no content before, all of
    it is new; where nobody can read what the earlier content asked for, nobody has approved."""
    if after.approvals_unknown:
        yield Problem(
            Place(ROADMAP_KEY, ("approvals",) if after.roadmap.charter.approvals else ()),
            "the content at the base asks for approvals, and it can't be read whose",
            "mend `approvals` there first: until then nobody can have approved",
        )
    for level, changes in after.noticed.items():
        material = [change for change in changes if change.weight == "material"]
        teams = dict.fromkeys(
            team for side in (before, after) for team in side.roadmap.charter.approvals.get(level, ())
        )
        missing = [team for team in teams if team not in after.approved]
        if material and missing:
            count = "one thing" if len(material) == 1 else f"{len(material)} things"
            yield Problem(
                Place(ROADMAP_KEY, ("approvals", level)),
                f"{level} readers will notice {count} in this change, and {' and '.join(missing)} did not approve it",
                f"ask for their approval; a check with `--approved {missing[0]}` knows that it was given",
            )


def _noticed_below_internal(after: Context, wanted: Callable[[Change], bool]) -> Iterator[tuple[Change, str]]:
    """Each change of this sort once, as the least of its readers sees it, with the levels of those below internal."""
    found: dict[tuple[str, str, str], tuple[Change, list[str]]] = {}
    for level in after.roadmap.levels.below_internal:
        for change in after.noticed.get(level.name, ()):
            if wanted(change):
                named = found.setdefault((change.kind, change.title, change.field), (change, []))
                named[1].append(level.name)
    for change, levels in found.values():
        yield change, " and ".join(levels)


def _is_gone(change: Change) -> bool:
    """An address that is gone with its page; what is only hidden is told as such."""
    return change.is_dead_address and change.change in ("removed", "renamed")


def _lowered(change: Change, after: Context) -> str:
    """How a promise is lowered, in words; empty where it is not."""
    # Without a reason it is told as a change that nobody explains.
    if change.kind == "initiative" and change.field == "end" and (change.days or 0) > 0 and change.reason:
        return f"its end moves from {change.before} to {change.after}"
    if change.kind == "initiative" and change.field == "status" and change.before == "shipped":
        return "it was shipped, and is no longer"
    if change.kind == "initiative" and change.change in ("removed", "disappears"):
        was = change.before.get("status") if isinstance(change.before, dict) else ""
        return "it was shipped, and is withdrawn" if was == "shipped" else ""
    if change.kind == "kpi" and change.field.startswith("targets["):
        kpi = after.roadmap.get(*change.written) if change.written else None
        up = getattr(kpi, "direction", "up") == "up"
        if change.field.endswith(".value") and change.before is not None and change.after is not None:
            eased = (change.after < change.before) is up
            return f"a target goes from {change.before:g} to {change.after:g}" if eased else ""
        if change.field.endswith(".date") and (change.days or 0) > 0:
            return f"a target moves from {change.before} to {change.after}"
    return ""


def _problem(change: Change, message: str, help_: str) -> Problem:
    place = Place(change.written or ROADMAP_KEY, change.placed)
    return Problem(place, message, help_, span=Span(change.path, change.line) if change.of_before else None)
