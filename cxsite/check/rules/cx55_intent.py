"""CX55x: texts and addresses that say of themselves that they are not for those who read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cxsite.check.context import Context
from cxsite.check.examples import CHARTER_FILE, PUBLISHED, SITE_STATEMENTS, initiative, tree
from cxsite.check.exposure import Exposed
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.texts.intent import Said, said_internal
from cxsite.model.levels import Level
from cxsite.model.link_grammar import blank_comments
from cxsite.model.roadmap import ROADMAP_KEY
from cxsite.model.scalars import ADDRESSES
from cxsite.model.visibility import has_edit_links

# RFC 2606: what is reserved there belongs to nobody, now and later.
_RESERVED = r"(?:[\w-]+\.)*(?:example\.(?:com|net|org)|[\w-]+\.(?:example|invalid|test))"
_HOST = re.compile(rf"{_RESERVED}|(?:[\w-]+\.)*localhost", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:https?://(?:[^\s/@]*@)?|(?<![\w.+-])[\w.+-]+@|(?<![\w./@-])www\.){_RESERVED}(?![\w-]|\.\w)", re.IGNORECASE
)
_SITE = SITE_STATEMENTS + "site: {public: {site_url: %s}}\n"
_OWN = _SITE % "https://plan.brookmere.gov/"
_BODY = "to withhold it, write `/// internal` before it and `///` behind it, each on a line of its own"
_FIELD = "to withhold it, say `visibility: internal` of the item or entry, or give these readers words with `wording`"


@rule(
    "CX551",
    "meant-as-internal",
    "error",
    bad=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ::: internal\n  It costs too much.\n  :::")),
    good=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  /// internal\n  It costs too much.\n  ///")),
    alone=True,
)
def meant_as_internal(context: Context) -> Iterator[Problem]:
    """A text that readers below internal see marks a part of itself, or all of it, as internal, confidential or not to
    be published, in a notation that means nothing here: `INTERNAL: …`, `[intern] …`, `!!! internal`, a comment
    around it, `ne pas publier`. Somebody believes that it is withheld, and it is not. English, German, French and
    Spanish are understood."""
    for seen, said in _found(context):
        if said.marks:
            yield Problem(
                seen.place.within(said.start, said.end),
                f"`{seen.text[said.start : said.end]}` withholds nothing here, and {seen.level} readers read this",
                _BODY if seen.place.body else _FIELD,
            )


@rule(
    "CX552",
    "sounds-internal",
    "warning",
    bad=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ## Internal notes\n\n  It costs too much.")),
    good=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ## How we work internally\n\n  In teams.")),
    follows=("CX551",),
    alone=True,
)
def sounds_internal(context: Context) -> Iterator[Problem]:
    """A heading or a phrase that readers below internal see says that something is internal or confidential. It may be
    what they should read; look at it once."""
    for seen, said in _found(context):
        if not said.marks:
            yield Problem(
                seen.place.within(said.start, said.end),
                f"`{seen.text[said.start : said.end]}` sounds as if {seen.level} readers should not read this",
                f"{_BODY if seen.place.body else _FIELD}; or accept it with `ignore` and a reason",
            )


def _found(context: Context) -> Iterator[tuple[Exposed, Said]]:
    for seen in context.texts_below_internal():
        yield from ((seen, said) for said in said_internal(seen.text, body=seen.place.body is not None))


@rule(
    "CX553",
    "example-site",
    "info",
    bad=tree({"roadmap.yml": CHARTER_FILE + _SITE % "https://roadmap.example.org/"}, initiative(PUBLISHED)),
    good=tree({"roadmap.yml": CHARTER_FILE + _OWN}, initiative(PUBLISHED)),
)
def example_site(context: Context) -> Iterator[Problem]:
    """The `site_url` of a site that readers below internal get is that of an example, such as `roadmap.example.org`,
    as `cxsite init` writes it. Links in feeds, in the sitemap and in calendars would lead nowhere. As long as it is
    one, other addresses of examples are not told for this site."""
    for name, site in context.roadmap.charter.site.items():
        lesser = name in context.roadmap.levels and context.roadmap.levels.is_below_internal(
            context.roadmap.levels[name]
        )
        if lesser and _is_example(site.site_url):
            yield Problem(
                Place(ROADMAP_KEY, ("site", name, "site_url")),
                f"the address of the {name} site is that of an example",
                "write the address at which readers will find it, before you publish it",
            )


def _is_example(address: str | None) -> bool:
    return _HOST.fullmatch(urlsplit(address or "").hostname or "") is not None


@rule(
    "CX554",
    "example-address",
    "warning",
    bad=tree(
        {
            "roadmap.yml": CHARTER_FILE
            + "feedback: https://www.example.org/feedback\n"
            + _SITE % "https://plan.brookmere.gov/"
        },
        initiative(PUBLISHED),
    ),
    good=tree(
        {
            "roadmap.yml": CHARTER_FILE
            + "feedback: https://brookmere.gov/feedback\n"
            + _SITE % "https://plan.brookmere.gov/"
        },
        initiative(PUBLISHED),
    ),
    alone=True,
)
def example_address(context: Context) -> Iterator[Problem]:
    """A link, a contact or a text that readers of a site get names an address that is reserved for examples
    (`example.com`, `example.net`, `example.org`, `.example`, `.invalid`, `.test`): mostly one of those that
    `cxsite init` wrote. It leads nowhere. Told for the sites that roadmap.yml names below `site` with an address of
    their own; for those of readers below internal also where it says no address."""
    levels = context.roadmap.levels
    sites = [
        levels[name]
        for name, site in context.roadmap.charter.site.items()
        if name in levels and not _is_example(site.site_url)
        if site.site_url or levels.is_below_internal(levels[name])
    ]
    if not sites:
        return
    told: set[Place] = set()
    for seen in _seen(context, sites):
        if not any(seen.level.visible_to(level) and level.visible_to(seen.most) for level in sites):
            continue
        for match in _NAMED.finditer(blank_comments(seen.text)):
            place = seen.place.within(*match.span())
            if place not in told:
                told.add(place)
                message = f"`{match[0]}` is an address of examples, which leads nowhere"
                yield Problem(place, message, "write your own, or leave it out")


@rule(
    "CX555",
    "edit-links-for-readers",
    "warning",
    bad=tree({"roadmap.yml": CHARTER_FILE + SITE_STATEMENTS + "site: {public: {edit_links: yes}}\n"}),
    good=tree({"roadmap.yml": CHARTER_FILE + "site: {internal: {edit_links: yes}}\n"}),
)
def edit_links_for_readers(context: Context) -> Iterator[Problem]:
    """`edit_links` is set for a site that is not the most restricted one of those below `site`. The names of files and
    the repository's address tell more than its readers may know, and whoever opens a file reads all of it, so that
    site gets none."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    for name, site in charter.site.items():
        if site.edit_links and name in levels and not has_edit_links(charter, levels, levels[name]):
            yield Problem(
                Place(ROADMAP_KEY, ("site", name, "edit_links")),
                f"the {name} site gets no edit links: only the most restricted of your sites has them",
                f"remove the line, or set it for the site of `{levels.most}` readers",
            )


def _seen(context: Context, sites: list[Level]) -> Iterator[Exposed]:
    """The texts and addresses that readers of these sites have."""
    lesser = all(context.roadmap.levels.is_below_internal(level) for level in sites)
    found = context.visible_below_internal if lesser else context.exposed_to(context.roadmap.levels.highest(*sites))
    yield from (seen for seen in found if seen.leaf.wordable or seen.leaf.annotation in ADDRESSES)
