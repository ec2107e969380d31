"""CX54x: what the audit of built sites may let pass, and what it may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cxsite.check.change_rule import change_rule
from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, initiative
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule, without
from cxsite.check.titles import withheld_titles
from cxsite.matching.normal import normal
from cxsite.matching.terms import Terms
from cxsite.model.charter import Acceptance
from cxsite.model.levels import Level
from cxsite.model.roadmap import ROADMAP_KEY
from cxsite.model.shape import Path

_HIDDEN = initiative("summary: We try a prototype.\nvisibility: internal", "supplier-merger")


def _accept(fields: str, more: str = "") -> dict[str, str]:
    entry = f"audit: {{accept: [{{{fields}, where: assets/viewer.js, reason: It is code}}]}}\n"
    return {"roadmap.yml": CHARTER_FILE + more + entry, **_HIDDEN}


_GOOD = _accept("text: prototype")


@rule(
    "CX540",
    "accepted-secret",
    "error",
    bad=_accept("text: Supplier merger"),
    good=_GOOD,
)
def accepted_secret(context: Context) -> Iterator[Problem]:
    """`audit: {accept: …}` names a text that holds one of the `sensitive_terms`, or the whole title of an item that the
    readers of that site may not see. These are what the audit is there for: it tells them whatever is accepted."""
    levels = context.roadmap.levels
    terms: Terms[str] = Terms()
    if not context.roadmap.charter.audit.accept:
        return
    for term in context.roadmap.charter.sensitive_terms:
        terms.add(term, term)
    titles = withheld_titles(context)
    for number, entry in _entries(context):
        readers = _readers(context, entry)
        said = next(terms.find(entry.text or ""), None) if levels.is_below_internal(readers) else None
        hidden = [found.of for found in titles.find(entry.text or "") if not found.of.level.visible_to(readers)]
        if said is not None:
            yield _problem(number, "text", f"`{said.spelled}` is a sensitive term, which can't be accepted")
        elif hidden:
            kind, id_ = hidden[0].key
            yield _problem(number, "text", f"this holds the title of {kind} `{id_}`, which can't be accepted")


def _entries(context: Context) -> Iterator[tuple[int, Acceptance]]:
    return enumerate(context.roadmap.charter.audit.accept)


def _readers(context: Context, entry: Acceptance) -> Level:
    """The readers for whose site it is accepted; the least ones where it is for every site."""
    levels = context.roadmap.levels
    return levels.get(entry.audience) if entry.audience is not None else levels.least


def _problem(number: int, name: str, message: str) -> Problem:
    at: Path = ("audit", "accept", number, name) if name else ("audit", "accept", number)
    return Problem(Place(ROADMAP_KEY, at), message, "take it out of the site, and remove this acceptance")


@rule(
    "CX541",
    "unclear-acceptance",
    "error",
    bad=_accept("audience: public"),
    good=_GOOD,
)
def unclear_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance names neither a `text` nor a `sha256`, or both. Nobody can tell what it is meant for."""
    for number, entry in _entries(context):
        if (entry.text is None) == (entry.sha256 is None):
            both = "both `text` and `sha256`" if entry.text is not None else "neither `text` nor `sha256`"
            yield Problem(
                Place(ROADMAP_KEY, ("audit", "accept", number)),
                f"this acceptance names {both}",
                "give the `text` of one hit as the audit shows it, or the `sha256` of a file that can't be read",
            )


@rule(
    "CX542",
    "expired-acceptance",
    "warning",
    bad=_accept("text: prototype, until: 2020-12-31"),
    good=_accept("text: prototype, until: 2199-12-31"),
)
def expired_acceptance(context: Context) -> Iterator[Problem]:
    """The last day of an acceptance is over: the audit tells its hits again."""
    for number, entry in _entries(context):
        if entry.until is not None and entry.until < context.today:
            yield Problem(
                Place(ROADMAP_KEY, ("audit", "accept", number, "until")),
                f"this was accepted until {entry.until}",
                "remove it, or look at it once more and give it another day",
            )


@rule(
    "CX543",
    "idle-acceptance",
    "warning",
    bad=_accept("text: notebook"),
    good=_GOOD,
    follows=("CX541", "CX542"),
)
def idle_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance that the audit never needs: the content does not say its text, or (told by `build` and `audit`) no
    file of the site at its place does. Left standing, it would let the next hit pass."""
    if not context.all_read():
        return
    for number, entry in _entries(context):
        if entry.text is None or any(map(str.isdigit, normal(entry.text))):
            continue  # Days and numbers are written in many ways.
        terms: Terms[str] = Terms()
        terms.add(entry.text, entry.text)
        if not any(next(terms.find(text), None) for text in _texts(context)):
            yield idle(number, f"nothing in the content says “{entry.text}”, so the audit never tells it")


def idle(number: int, message: str) -> Problem:
    """What is said of an acceptance that nothing needs."""
    place = Place(ROADMAP_KEY, ("audit", "accept", number))
    return Problem(place, message, "remove it", repair=without(place, "remove the acceptance"))


def _texts(context: Context) -> Iterator[str]:
    for key, at, _, value in context.leaves:
        if at[:2] != ("audit", "accept"):
            yield str(value)
        if len(at) == 1:
            yield key[1]
    for _, key, found in context.items():
        yield from (key[1], found.title, found.body)
    for path, page in context.roadmap.pages.items():
        yield from (path, page.title, page.body)
    yield from context.roadmap.assets


@change_rule(
    "CX544",
    "new-acceptance",
    "warning",
    before={"roadmap.yml": CHARTER_FILE, **_HIDDEN},
    bad=_GOOD,
    good={"roadmap.yml": CHARTER_FILE + "fiscal_year_start: 4\n", **_HIDDEN},
)
def new_acceptance(before: Context, after: Context) -> Iterator[Problem]:
    """Only with `--base`: the audit will let something pass that it told before. Whoever reviews the change should look
    at the file of the site that is meant."""
    known = Counter(_meant(entry) for _, entry in _entries(before))
    for number, entry in _entries(after):
        if known[_meant(entry)] > 0:
            known[_meant(entry)] -= 1
            continue
        what = f"“{entry.text}”" if entry.text is not None else "a file that can't be read"
        whose = f"the {entry.audience} site" if entry.audience is not None else "every site"
        yield Problem(
            Place(ROADMAP_KEY, ("audit", "accept", number)),
            f"the audit of {whose} lets {what} pass in `{entry.where}`: {entry.reason}",
            "look at it there, and agree only if it says nothing",
        )


def _meant(entry: Acceptance) -> tuple[object, ...]:
    return entry.text, entry.sha256, entry.where, entry.audience, entry.until
