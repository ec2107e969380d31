"""CX60x: what somebody has to look after: reviews, decisions, what a site says about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, SITE_STATEMENTS, initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, on_day, rule
from cxsite.check.texts.body_links import with_scheme
from cxsite.check.walks import initiatives
from cxsite.model.charter import Statements
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.strategy import Review
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key
from cxsite.model.scalars import after, is_address
from cxsite.model.shape import fields_of
from cxsite.model.typed.nearest import did_you_mean

REVIEW_AFTER = "90d"
"""How long after shipping customers have mostly met the new thing, so that a look back can say something."""

TIME_TO_ACT = "30d"
"""How long a decision has before somebody asks what came of it."""

_SHIPPED = item(
    "initiatives", "portal", "status: shipped\nshipped: 2025-11-01\nresult: It works\nobjectives: trust"
) | item("objectives", "trust", "owner: care\ndue: 2027\nkpis: nps")

_REST = item("teams", "care", "") | item(
    "kpis",
    "nps",
    "metric: nps\nscale: 10\ndirection: up\ndefinition: Would you recommend us?\nfrequency: year\n"
    "baseline: {date: 2025-12-31, value: 10}\ntargets: [{date: 2027, value: 20}]",
)


_CALLED = {"accessibility": "accessibility statement", "privacy": "privacy notice", "imprint": "imprint"}
_NAMED_SITE = CHARTER_FILE + "site: {public: {site_name: Ours}}\n"
_IMPRINT = {"pages/imprint.md": "---\ntitle: Imprint\nvisibility: public\n---\nBrookmere City Library\n"}


def _reviews(context: Context) -> list[tuple[Key, Review]]:
    """The reviews that took place, by their day."""
    found = [(key, one) for _, key, one in context.items() if isinstance(one, Review) and one.date <= context.today]
    return sorted(found, key=lambda pair: (pair[1].date, pair[0]))


_TELLS = ("updates", "notes", "retrospective", "reviewed", "shipped")


@rule(
    "CX601",
    "review-overdue",
    "warning",
    bad=tree(initiative("reviewed: 2025-06-30\nreview_every: 6m")),
    good=tree(initiative("reviewed: 2025-12-31\nreview_every: 6m")),
    alone=True,
    given=on_day,
)
def review_overdue(context: Context) -> Iterator[Problem]:
    """Nobody has confirmed this item for longer than its `review_every` says. Look at it, and set `reviewed` to the day
    on which you did."""
    for _, key, found in context.items():
        if found.reviewed and found.review_every:
            due = after(found.reviewed, found.review_every)
            if due < context.today:
                yield Problem(
                    Place(key, ("reviewed",)),
                    f"it was to be reviewed by {due}, {found.review_every} after {found.reviewed}",
                    f"look at it, then write `reviewed: {context.today}`",
                )


@rule(
    "CX602",
    "never-reviewed",
    "warning",
    bad=tree(initiative("review_every: 6m")),
    good=tree(initiative("reviewed: 2026-01-31\nreview_every: 6m")),
    alone=True,
)
def never_reviewed(context: Context) -> Iterator[Problem]:
    """The item is to be reviewed regularly, but nothing says that it ever was."""
    for _, key, found in context.items():
        if found.review_every and context.lacks(key, "reviewed"):
            yield Problem(
                Place(key, ("review_every",)),
                f"it is to be reviewed every {found.review_every}, but has no `reviewed`",
                "look at it, then write the day of it as `reviewed`",
            )


@rule(
    "CX603",
    "decision-without-effect",
    "info",
    bad=tree(
        initiative("updates: [{date: 2025-12-01, text: We begin}]", "portal"),
        item("reviews", "winter", "date: 2026-01-15\ndecisions: [{text: Make it smaller, initiatives: portal}]"),
    ),
    good=tree(
        initiative("updates: [{date: 2026-02-01, text: We make it smaller}]", "portal"),
        item("reviews", "winter", "date: 2026-01-15\ndecisions: [{text: Make it smaller, initiatives: portal}]"),
    ),
)
def decision_without_effect(context: Context) -> Iterator[Problem]:
    """A review decided something about an initiative, and thirty days later the initiative still shows no trace of it:
    no update, note or confirmation (`reviewed`) since."""
    for key, review in _reviews(context):
        if after(review.date, TIME_TO_ACT) > context.today:
            continue
        for number, decision in enumerate(review.decisions):
            for place, id_ in enumerate(decision.initiatives):
                found = context.roadmap.get("initiative", id_)
                told = all(context.is_read(("initiative", id_), name) for name in _TELLS)
                if isinstance(found, Initiative) and told and _last_touched(found) < review.date:
                    yield Problem(
                        Place(key, ("decisions", number, "initiatives", place)),
                        f"`{id_}` shows no change since this decision of {review.date}",
                        f"add an update or a note to `{id_}`, or confirm it with `reviewed`",
                    )


@rule(
    "CX608",
    "decision-overdue",
    "warning",
    bad=tree(item("reviews", "winter", "date: 2026-01-15\nopen: [{text: Which carrier, due: 2026-02}]")),
    good=tree(item("reviews", "winter", "date: 2026-01-15\nopen: [{text: Which carrier, due: 2026-05}]")),
)
def decision_overdue(context: Context) -> Iterator[Problem]:
    """A decision that a review asked for was due, and is still open."""
    for key, review in _reviews(context):
        for number, one in enumerate(review.open):
            if one.due is not None and one.due.last < context.today:
                yield Problem(
                    Place(key, ("open", number, "due")),
                    f"this was to be decided by {one.due}, and is still open",
                    "move it to `decisions` once it is decided, or give it a new day",
                )


def _last_touched(found: Initiative) -> dt.date:
    """The newest day that an initiative tells of itself."""
    told: list[dt.date | None] = [one.date for one in found.updates]
    told += [one.date for one in (*found.notes, *found.retrospective)]
    return max((day for day in (*told, found.reviewed, found.shipped) if day), default=dt.date.min)


@rule(
    "CX604",
    "no-post-implementation-review",
    "info",
    bad=tree(_SHIPPED, _REST),
    good=tree(
        _SHIPPED,
        _REST,
        item("reviews", "look-back", "date: 2026-02-01\ntype: post-implementation\ninitiatives: portal"),
    ),
)
def no_post_implementation_review(context: Context) -> Iterator[Problem]:
    """Ninety days after something was shipped, no review of the type post-implementation names it: nobody has looked
    whether it brought what was promised. Asked for as long as the initiative stands on the board (`shipped_for`)."""
    if not context.are_known("review", "initiatives", "decisions", "type", "date"):
        return
    looked_at = {
        id_
        for _, review in _reviews(context)
        if review.type == "post-implementation"
        for id_ in (*review.initiatives, *(id_ for decision in review.decisions for id_ in decision.initiatives))
    }
    for key, found in initiatives(context, "shipped"):
        if found.shipped is None or key[1] in looked_at or not context.lacks(key, "retrospective"):
            continue
        if after(found.shipped, REVIEW_AFTER) <= context.today <= after(found.shipped, _shown_for(context)):
            yield Problem(
                Place(key, ("shipped",)),
                f"it was shipped on {found.shipped}, and no review has looked back at it",
                "add a review of `type: post-implementation`, or a `retrospective`",
            )


def _shown_for(context: Context) -> str:
    return context.roadmap.charter.shipped_for


@rule(
    "CX605",
    "next-review-passed",
    "warning",
    bad=tree(item("reviews", "autumn", "date: 2025-10-01\ntype: steering\nnext: 2026-01-15")),
    good=tree(
        item("reviews", "autumn", "date: 2025-10-01\ntype: steering\nnext: 2026-01-15"),
        item("reviews", "winter", "date: 2026-01-20\ntype: steering\nnext: 2026-05-01"),
    ),
)
def next_review_passed(context: Context) -> Iterator[Problem]:
    """A review named the day of the next one. That day has passed, and no later review of its type is on record."""
    if not context.are_known("review", "date", "type"):
        return
    newest: dict[str, tuple[Key, Review]] = {review.type or "": (key, review) for key, review in _reviews(context)}
    for _, (key, review) in sorted(newest.items()):
        if review.next and review.next < context.today:
            sort = f"{review.type} " if review.type else ""
            yield Problem(
                Place(key, ("next",)),
                f"the next {sort}review was to be on {review.next}, and none is on record",
                "add the review that took place, or correct `next`",
            )


@rule(
    "CX606",
    "unknown-statement-page",
    "error",
    bad=tree({"roadmap.yml": CHARTER_FILE + "statements: {imprint: imprnt}\n"}, _IMPRINT, initiative(PUBLISHED)),
    good=tree({"roadmap.yml": CHARTER_FILE + "statements: {imprint: imprint}\n"}, _IMPRINT, initiative(PUBLISHED)),
)
def unknown_statement_page(context: Context) -> Iterator[Problem]:
    """`statements` in roadmap.yml names a page that does not exist. It is the name of a file in `pages/` without its
    ending, or an address with `https://` or `mailto:` before it."""
    pages = context.roadmap.pages
    for name, said in _said(context):
        if said is None or is_address(said) or said in pages or ("page", said) in context.roadmap.broken:
            continue
        there = ", ".join(f"`{page}`" for page in sorted(pages)) or "none yet"
        better = with_scheme(said)
        yield Problem(
            Place(ROADMAP_KEY, ("statements", name)),
            f"there is no page `{said}`",
            f"write `{better}`" if better else did_you_mean(said, pages) or f"write a web address, or a page: {there}",
        )


@rule(
    "CX607",
    "no-statements",
    "info",
    bad=tree({"roadmap.yml": _NAMED_SITE}, initiative(PUBLISHED)),
    good=tree({"roadmap.yml": _NAMED_SITE + SITE_STATEMENTS}, initiative(PUBLISHED)),
)
def no_statements(context: Context) -> Iterator[Problem]:
    """The site for everyone names no accessibility statement, privacy notice or imprint, or one on a page that its
    readers don't get. In many countries a public body or a company has to have them, and readers look for them in the
    footer. Told where roadmap.yml names the site for everyone below `site`. Where you need one of them not, leave this
    rule out with `ignore` in mkdocs.yml."""
    levels, charter = context.roadmap.levels, context.roadmap.charter
    if levels.least.name not in charter.site or (ROADMAP, "statements") in context.roadmap.broken:
        return
    said = dict(_said(context))
    missing = [_CALLED[name] for name, value in said.items() if value is None]
    if missing:
        yield Problem(
            Place(ROADMAP_KEY, ("statements",)),
            f"the {levels.least} site names no {' and no '.join(missing)}",
            "write below `statements:` a page of `pages/` or an address: `imprint: https://…`",
        )
    for name, value in said.items():
        page = context.roadmap.pages.get(value or "")
        if page is None or not context.is_level_known(("page", value or "")):
            continue
        if (level := context.visibility.page_level(page.visibility)) != levels.least:
            yield Problem(
                Place(ROADMAP_KEY, ("statements", name)),
                f"the page `{value}` is {level}, so {levels.least} readers get no {_CALLED[name]}",
                f"write `visibility: {levels.least}` into pages/{value}.md, or name another page",
            )


def _said(context: Context) -> Iterator[tuple[str, str | None]]:
    """Each statement with what roadmap.yml says of it."""
    statements = context.roadmap.charter.statements
    yield from ((name, getattr(statements, name)) for name in fields_of(Statements))
