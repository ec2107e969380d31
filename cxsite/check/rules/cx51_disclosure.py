"""CX51x: what readers below internal are told, or not told, by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.disclaimer import missing_disclaimer
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, initiative, item, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule, without
from cxsite.check.texts.private_details import CONTACTS, private_details
from cxsite.check.walks import assets_seen
from cxsite.matching.terms import Terms
from cxsite.model.items.initiative import OPEN, Initiative
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME, Kind
from cxsite.model.levels import Level
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key
from cxsite.model.scalars import ADDRESSES
from cxsite.model.shape import fields_of

_UNSAID = "remove the alias, or do not disclose it"
_ACCEPT = "remove it, or accept it with `ignore` and a reason"


@rule(
    "CX510",
    "public-without-summary",
    "warning",
    bad=tree(initiative("visibility: public")),
    good=tree(initiative(PUBLISHED)),
    alone=True,
)
def public_without_summary(context: Context) -> Iterator[Problem]:
    """Customers see the item's title, and nothing that says what it means for them."""
    for kind, key, found, level in context.lesser:
        is_told = kind.name in ("initiative", "objective", "journey", "persona", "kpi")
        worded = any("summary" in words for words in found.wording.values())
        if is_told and context.lacks(key, "summary") and not worded:
            yield Problem(Place(key), f"it is {level}, but has no `summary`", "add one or two sentences for customers")


@rule(
    "CX511",
    "hidden-reason",
    "info",
    bad=tree(
        initiative(PUBLISHED + "objectives: trust"),
        item("objectives", "trust", "owner: t\ndue: 2027\nkpis: k"),
        item("teams", "t", ""),
        item(
            "kpis",
            "k",
            "metric: nps\nscale: 10\ndirection: up\ndefinition: x\n"
            "frequency: year\nbaseline: {date: 2026-01-01, value: 1}\ntargets: [{date: 2027, value: 2}]",
        ),
    ),
    good=tree(initiative(PUBLISHED)),
)
def hidden_reason(context: Context) -> Iterator[Problem]:
    """An initiative is shown to customers, but all its reasons, pain points and objectives, are hidden from them."""
    for _, key, _found, level in context.lesser:
        hidden = context.hidden_of(key)
        if not hidden or key[0] != "initiative" or not context.is_sure(key, "addresses", "objectives"):
            continue
        reasons = [r for r in context.references_of(key) if r.field in ("addresses", "objectives") and r.known]
        if reasons and all(reason in hidden for reason in reasons):
            yield Problem(
                Place(key, (reasons[0].at[0],)),
                f"{level} readers see this initiative, but none of its reasons",
                "make a pain point or an objective visible, or say the reason in `outcome`",
            )


@rule(
    "CX512",
    "hidden-dependency",
    "warning",
    bad=tree(initiative(PUBLISHED + "depends_on: contract", "portal"), initiative("", "contract")),
    good=tree(initiative(PUBLISHED + "depends_on: contract", "portal"), initiative(PUBLISHED, "contract")),
)
def hidden_dependency(context: Context) -> Iterator[Problem]:
    """Customers are promised something that waits for work they know nothing of. When that slips, they will see a date
    move without a reason."""
    for _, key, found, level in context.lesser:
        if not isinstance(found, Initiative) or found.status not in OPEN:
            continue
        for reference in context.hidden_of(key):
            other = context.roadmap.get(*reference.target)
            done = isinstance(other, Initiative) and other.status == "shipped"
            # What opens later is told by CX563, with its day.
            waits = other is not None and context.visibility.is_embargoed(other)
            if reference.field == "depends_on" and not (done or waits):
                yield Problem(
                    Place(key, reference.at),
                    f"it is {level}, but depends on `{reference.id}`, which is not",
                    "be sure of that date, or make both visible",
                )


@rule(
    "CX513",
    "idle-disclosure",
    "warning",
    bad=tree(initiative(PUBLISHED + "disclose: {outcome: public}")),
    good=tree(initiative(PUBLISHED + "disclose: {owner: public}")),
    follows=("CX502",),
    alone=True,
)
def idle_disclosure(context: Context) -> Iterator[Problem]:
    """`disclose` names a level that the field has anyway, or `wording` gives words to readers who don't see the item.
    Somebody meant something that does not happen."""
    levels = context.roadmap.levels
    for kind, key, found in context.items():
        own = context.visibility.opened_level(kind, found)
        for name, said in found.disclose.items():
            declared = fields_of(kind.model).get(name)
            if declared is None or declared.required or said not in levels:
                continue
            usual = levels.highest(own, context.visibility.field_level(kind.name, name, declared, {}, True))
            if levels.highest(own, levels[said]) == usual and declared.parts != "internal":
                message = f"`{name}` is {usual} here, with or without this line"
                place = Place(key, ("disclose", name))
                yield Problem(place, message, "remove the line", repair=without(place, "remove the line"))
        for said in found.wording:
            if said in levels and levels[said].is_below(own):
                yield Problem(
                    Place(key, ("wording", said), key=True),
                    f"{said} readers don't see this item, which is {own}",
                    "remove the words, or change `visibility`",
                )


@rule(
    "CX514",
    "sensitive-term",
    "error",
    bad=tree(
        initiative(PUBLISHED.replace("We begin", "Project Falcon begins")),
        {"roadmap.yml": CHARTER_FILE + "sensitive_terms: [Falcon]\n"},
    ),
    good=tree(initiative(PUBLISHED), {"roadmap.yml": CHARTER_FILE + "sensitive_terms: [Falcon]\n"}),
    alone=True,
)
def sensitive_term(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds one of the `sensitive_terms` of roadmap.yml."""
    terms: Terms[str] = Terms()
    for term in context.roadmap.charter.sensitive_terms:
        terms.add(term, term)
    for text in context.texts_below_internal() if terms else ():
        found = next(terms.find(text.shown), None)
        if found is not None:
            yield Problem(
                text.place.within(found.start, found.end),
                f"`{found.spelled}` is a sensitive term, and {text.level} readers read this",
                "use other words, for these readers with `wording`",
            )


@rule(
    "CX515",
    "private-detail",
    "warning",
    bad=tree(initiative(PUBLISHED.replace("We begin", "Ask the team at care@example.com"))),
    good=tree(initiative(PUBLISHED)),
    alone=True,
)
def private_detail(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds an e-mail address, a phone number, an amount of money, an internal host
    name, or a link to one. It may be meant so; look at it once. How to reach somebody is what pages are for that
    `statements` names, and what `feedback` and `notify` are: there it is not told."""
    statements = {("page", said) for _, said in context.roadmap.charter.statements}
    for seen in context.visible_below_internal:
        if seen.leaf.wordable or seen.leaf.annotation in ADDRESSES:
            contact = seen.place.item in statements or (seen.place.item == ROADMAP_KEY and not seen.leaf.wordable)
            for what, start, end in private_details(seen.text, seen.shown if seen.leaf.wordable else ""):
                if contact and what in CONTACTS:
                    continue
                message = f"`{seen.text[start:end].strip()}` looks like {what}, and {seen.level} readers read this"
                yield Problem(seen.place.within(start, end), message, _ACCEPT)


@rule(
    "CX516",
    "no-disclaimer",
    "error",
    bad={"roadmap.yml": "title: Our roadmap\n", **initiative(PUBLISHED)},
    good={"roadmap.yml": "title: Our roadmap\nno_disclaimer: Every date is in a contract\n", **initiative(PUBLISHED)},
)
def no_disclaimer(context: Context) -> Iterator[Problem]:
    """Customers are shown plans, and nothing says that plans may change. Write a `disclaimer` in roadmap.yml; or say
    in `no_disclaimer`, which no page shows, why there is none on purpose."""
    if context.are_known(ROADMAP):
        yield from missing_disclaimer(context)


@rule(
    "CX517",
    "lowered-policy",
    "warning",
    bad={"roadmap.yml": CHARTER_FILE + "policy: {initiative: {cost: public}}\n", **initiative()},
    good={"roadmap.yml": CHARTER_FILE + "policy: {initiative: {cost: restricted}}\n", **initiative()},
)
def lowered_policy(context: Context) -> Iterator[Problem]:
    """The site's policy makes a field of a whole kind more visible than it is by itself. One line publishes it for
    every item that is visible, also for those still to be written."""
    levels = context.roadmap.levels
    for owner, fields in context.roadmap.charter.policy.items():
        if owner not in BY_NAME:
            continue
        kind = BY_NAME[owner]
        for name, said in fields.items():
            declared = fields_of(kind.model).get(name)
            if declared is None or said not in levels or declared.level != "internal":
                continue
            if levels.is_below_internal(levels[said]):
                count = sum(name in found.model_fields_set for found in context.roadmap.items.get(owner, {}).values())
                yield Problem(
                    Place(ROADMAP_KEY, ("policy", owner, name)),
                    f"`{name}` of all {kind.plural.lower()} becomes {said}; {count} have it now",
                    "be sure, or use `disclose` on single items",
                )


@rule(
    "CX518",
    "code-name-in-address",
    "warning",
    bad=tree(item("initiatives", "falcon", f"status: idea\n{PUBLISHED}wording: {{public: {{title: Faster returns}}}}")),
    good=tree(
        item(
            "initiatives",
            "falcon",
            "status: idea\n" + PUBLISHED + "wording: {public: {title: Faster returns, id: faster-returns}}",
        )
    ),
    alone=True,
)
def code_name_in_address(context: Context) -> Iterator[Problem]:
    """`wording` replaces words of the title for some readers, but the id, an alias or an asset's name that they see
    still holds them. Give these readers another `id` too."""
    assets: dict[Key, set[tuple[str, Level]]] = {}
    for name, seen in assets_seen(context):
        assets.setdefault(seen.place.item, set()).add((name, seen.level))
    for kind, key, found, level in context.lesser:
        for said, words in found.wording.items():
            readers = context.roadmap.levels.get(said)
            if "title" not in words or not level.visible_to(readers):
                continue
            gone = {word for word in _words(found.title) if len(word) > 3} - set(_words(words["title"]))
            names = [("the address", words.get("id", key[1]), f"add an `id` for {said} readers")]
            names += [("the old address", alias, _UNSAID) for alias in _aliases(context, kind, found, readers)]
            names += [
                ("the file name", name, "rename the file")
                for name, least in sorted(assets.get(key, ()), key=lambda one: (one[0], str(one[1])))
                if least.visible_to(readers)
            ]
            for what, name, help_ in names:
                if left := sorted(gone & set(_words(name))):
                    message = f"{what} `{name}` keeps “{left[0]}”, which the title for {said} avoids"
                    yield Problem(Place(key, ("wording", said), key=True), message, help_)


def _aliases(context: Context, kind: Kind, found: Item, readers: Level) -> list[str]:
    """The old ids of an item that these readers see."""
    declared, visibility = fields_of(Item)["aliases"], context.visibility
    level = visibility.field_level(kind.name, "aliases", declared, found.disclose, True)
    entries = visibility.entry_default(kind.name, "aliases", declared, found.disclose, True)
    return [
        alias.id
        for alias in found.aliases
        if visibility.part_level(level, alias, entries, found.disclose).visible_to(readers)
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


@rule(
    "CX519",
    "undisclosed-alias",
    "info",
    bad=tree(initiative(PUBLISHED + "aliases: old-name")),
    good=tree(initiative(PUBLISHED + "aliases: old-name\ndisclose: {aliases: public}")),
)
def undisclosed_alias(context: Context) -> Iterator[Problem]:
    """The item had another address once. For lesser readers that address leads nowhere, because old ids are internal
    unless disclosed."""
    for kind, key, found, level in context.lesser:
        seen = _aliases(context, kind, found, level)
        told = any(alias.visibility is not None for alias in found.aliases)
        if found.aliases and not seen and not told:
            yield Problem(
                Place(key, ("aliases",)),
                f"{level} readers' old links to `{found.aliases[0]}` lead nowhere",
                f"add `disclose: {{aliases: {level}}}`, if the old id may be seen",
            )
