"""CX51x: what leaves the house although somebody may not have meant it to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.context import CHARTER, Context
from cxsite.check.dates import OPEN
from cxsite.check.examples import CHARTER_FILE, initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.initiative import Initiative
from cxsite.model.shape import fields_of

_PUBLIC = "visibility: public\nsummary: We begin.\n"


@rule(
    "CX510",
    "public-without-summary",
    "warning",
    bad=tree(initiative("visibility: public")),
    good=tree(initiative(_PUBLIC)),
)
def public_without_summary(context: Context) -> Iterator[Problem]:
    """Customers see the item's title, and nothing that says what it means for them."""
    for kind, key, found, level in context.lesser:
        worded = any("summary" in words for words in found.wording.values())
        if kind.name in ("initiative", "objective", "journey", "persona", "kpi") and not found.summary and not worded:
            yield Problem(Place(key), f"it is {level}, but has no `summary`", "add one or two sentences for customers")


@rule(
    "CX511",
    "hidden-reason",
    "info",
    bad=tree(
        initiative(_PUBLIC + "objectives: trust"),
        item("objectives", "trust", "owner: t\ndue: 2027\nkpis: k"),
        item("teams", "t", ""),
        item(
            "kpis",
            "k",
            "metric: nps\ndirection: up\ndefinition: x\n"
            "frequency: year\nbaseline: {date: 2026-01-01, value: 1}\ntargets: [{date: 2027, value: 2}]",
        ),
    ),
    good=tree(initiative(_PUBLIC)),
)
def hidden_reason(context: Context) -> Iterator[Problem]:
    """An initiative is shown to customers, but all its reasons, pain points and objectives, are hidden from them."""
    for _, key, _found, level in context.lesser:
        if key[0] != "initiative":
            continue
        reasons = [r for r in context.references_of(key) if r.field in ("addresses", "objectives") and r.known]
        if reasons and all(context.is_hidden(reason, level) for reason in reasons):
            yield Problem(
                Place(key, (reasons[0].at[0],)),
                f"{level} readers see this initiative, but none of its reasons",
                "make a pain point or an objective visible, or say the reason in `outcome`",
            )


@rule(
    "CX512",
    "hidden-dependency",
    "warning",
    bad=tree(initiative(_PUBLIC + "depends_on: contract", "portal"), initiative("", "contract")),
    good=tree(initiative(_PUBLIC + "depends_on: contract", "portal"), initiative(_PUBLIC, "contract")),
)
def hidden_dependency(context: Context) -> Iterator[Problem]:
    """Customers are promised something that waits for work they know nothing of. When that slips, they will see a date
    move without a reason."""
    for _, key, found, level in context.lesser:
        if not isinstance(found, Initiative) or found.status not in OPEN:
            continue
        for reference in context.references_of(key):
            other = context.roadmap.get(*reference.target)
            done = isinstance(other, Initiative) and other.status == "shipped"
            if reference.field == "depends_on" and not done and context.is_hidden(reference, level):
                yield Problem(
                    Place(key, reference.at),
                    f"it is {level}, but depends on `{reference.id}`, which is not",
                    "be sure of that date, or make both visible",
                )


@rule(
    "CX513",
    "idle-disclosure",
    "warning",
    bad=tree(initiative(_PUBLIC + "disclose: {outcome: public}")),
    good=tree(initiative(_PUBLIC + "disclose: {owner: public}")),
)
def idle_disclosure(context: Context) -> Iterator[Problem]:
    """`disclose` names a level that the field has anyway, or `wording` gives words to readers who don't see the item.
    Somebody meant something that does not happen."""
    levels = context.roadmap.levels
    for kind, key, found in context.items():
        own = context.item_levels[key]
        for name, said in found.disclose.items():
            declared = fields_of(kind.model).get(name)
            if declared is None or declared.required or said not in levels:
                continue
            without = context.sight.field_level(kind.name, name, declared, {}, True)
            if levels.highest(own, levels[said]) == levels.highest(own, without) and declared.parts != "internal":
                message = f"`{name}` is {levels.highest(own, without)} here, with or without this line"
                yield Problem(Place(key, ("disclose", name)), message, "remove the line")
        for said in found.wording:
            if said in levels and levels[said].rank < own.rank:
                yield Problem(
                    Place(key, ("wording", said), key=True),
                    f"{said} readers don't see this item, which is {own}",
                    "remove the words, or change `visibility`",
                )


@rule(
    "CX522",
    "words-for-colleagues",
    "warning",
    bad=tree(initiative(_PUBLIC + "wording: {internal: {summary: Project Falcon begins.}}")),
    good=tree(initiative(_PUBLIC + "wording: {public: {summary: A new start.}}")),
)
def words_for_colleagues(context: Context) -> Iterator[Problem]:
    """`wording` gives words to `internal` readers or above, and lesser readers have none of their own there. The words
    of a level are for everyone up to it, so all of them read these, which somebody may have meant for colleagues."""
    levels = context.roadmap.levels
    worded = [seen for seen in context.seen_by_lesser if seen.place.at[-3:-2] == ("wording",)]
    given = {(seen.place.item, seen.place.at) for seen in worded}
    for seen in worded:
        *above, said, name = seen.place.at
        lesser = [level for level in levels.at_or_above(seen.level) if level.rank < levels[str(said)].rank]
        if not levels.internal.visible_to(levels[str(said)]):
            continue
        if not any((seen.place.item, (*above, level.name, name)) in given for level in lesser):
            yield Problem(
                Place(seen.place.item, (*above, said), key=True),
                f"{seen.level} readers read the `{name}` that is given here for {said} ones",
                f"give {seen.level} readers words of their own, or write these below `{seen.level}`",
            )


@rule(
    "CX514",
    "sensitive-term",
    "error",
    bad=tree(
        initiative(_PUBLIC.replace("We begin", "Project Falcon begins")),
        {"roadmap.yml": CHARTER_FILE + "sensitive_terms: [Falcon]\n"},
    ),
    good=tree(initiative(_PUBLIC), {"roadmap.yml": CHARTER_FILE + "sensitive_terms: [Falcon]\n"}),
)
def sensitive_term(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds one of the `sensitive_terms` of roadmap.yml."""
    terms = context.roadmap.charter.sensitive_terms
    if not terms:
        return
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(term) for term in terms) + r")(?!\w)", re.IGNORECASE)
    for text in context.said_to_lesser():
        if match := pattern.search(text.shown):
            yield Problem(
                text.place.within(*match.span()),
                f"`{match[0]}` is a sensitive term, and {text.level} readers read this",
                "use other words, for these readers with `wording`",
            )


_CURRENCIES = ("€", "$", "£", "eur", "usd", "gbp", "chf")

# What a text looks like, the pattern, and signs of which each match holds one: looking for these is much quicker.
_PRIVATE = (
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"), ("@",)),
    ("a phone number", re.compile(r"(?<![\w.-])(?:\+\d{1,3}|0\d)[\d ()/-]{6,}\d(?![\w-])"), ("+", "0")),
    (
        "an internal host name",
        re.compile(r"(?<![\w-])[\w-]+\.(?:local|internal|intranet|corp|lan)\b(?!\s*$)", re.IGNORECASE),
        (".local", ".int", ".corp", ".lan"),
    ),
    (
        "an amount of money",
        re.compile(
            r"(?:[€$£]\s?\d[\d.,]*\d{2}|\b\d[\d.,]{2,}\s?(?:€|EUR|USD|GBP|CHF)\b|\b(?:EUR|USD|GBP|CHF)\s?\d{3,})"
        ),
        _CURRENCIES,
    ),
)


@rule(
    "CX515",
    "private-detail",
    "warning",
    bad=tree(initiative(_PUBLIC.replace("We begin", "Ask the team at care@example.com"))),
    good=tree(initiative(_PUBLIC)),
)
def private_detail(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds an e-mail address, a phone number, an internal host name or an amount of
    money. It may be meant so; look at it once."""
    for text in context.said_to_lesser():
        lowered = text.text.lower()
        for what, pattern, signs in _PRIVATE:
            if any(sign in lowered for sign in signs) and (match := pattern.search(text.shown)):
                yield Problem(
                    text.place.within(*match.span()),
                    f"`{match[0].strip()}` looks like {what}, and {text.level} readers read this",
                    "remove it, or accept it with `ignore` and a reason",
                )


@rule(
    "CX516",
    "no-disclaimer",
    "warning",
    bad={"roadmap.yml": "title: Our roadmap\n", **initiative(_PUBLIC)},
    good=tree(initiative(_PUBLIC)),
)
def no_disclaimer(context: Context) -> Iterator[Problem]:
    """Customers are shown plans, and nothing says that plans may change."""
    if context.roadmap.charter.disclaimer or not context.all_read("roadmap"):
        return
    for kind, key, found, level in context.lesser:
        if kind.name == "initiative" and getattr(found, "status", "") not in ("shipped", "dropped"):
            message = f"{level} readers see plans such as “{found.title}”, but roadmap.yml has no `disclaimer`"
            yield Problem(
                Place(CHARTER), message, "add `disclaimer: This is a plan, not a promise. …`", ((Place(key), "a plan"),)
            )
            return
