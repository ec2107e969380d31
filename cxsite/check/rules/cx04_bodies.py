"""CX04x: what a text says and readers get otherwise: remarks that swallow it, another dialect, links that are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.place import Place
from cxsite.check.quiet import where
from cxsite.check.rule import Problem, rule
from cxsite.check.texts.body_links import SOURCE_FILE, links_in, with_scheme
from cxsite.check.texts.dialect import shown_otherwise
from cxsite.check.texts.local_links import (
    level_of,
    local_links,
    may_link_locally,
    may_link_parts,
    meant_address,
    names_on,
    place_of,
)
from cxsite.check.texts.meant_links import bare_names, further_items, links_apart, without_scheme
from cxsite.check.texts.written_bodies import Body, BodyReading
from cxsite.model.addresses import PAGE_ANCHORS
from cxsite.model.kinds import BY_NAME
from cxsite.model.link_grammar import LINK
from cxsite.model.roadmap import ROADMAP_KEY, Key
from cxsite.model.scalars import Url
from cxsite.model.typed.nearest import did_you_mean

_COMMENT = re.compile(r"<!--(?:(?!-->).)*\Z", re.DOTALL)
_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?P<fields>(?:[A-Za-z_][\w-]*:.*\n|[ \t]+.*\n|- .*\n|#.*\n|\n)+?)---[ \t]*(?:\n|\Z)"
)
_MARKDOWN = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|\[[^\[\]\n]+\]\([^()\s]+\)|~~\S[^~\n]*~~|!\[[^\[\]\n]*\]\(")


@rule(
    "CX040",
    "unclosed-comment",
    "error",
    bad=tree(initiative("body: |\n  We begin. <!-- ask again\n\n  And then we go on.")),
    good=tree(initiative("body: |\n  We begin. <!-- ask again -->\n\n  And then we go on.")),
    alone=True,
)
def unclosed_comment(context: Context) -> Iterator[Problem]:
    """A comment `<!--` is never closed, so no reader gets anything of what comes after it."""
    for body in context.bodies:
        if match := _COMMENT.search(body.text):
            help_ = "close it with `-->`; to show the mark itself, write `&lt;!--`"
            yield Problem(body.place(match.start(), 4), "a comment is never closed", help_)


@rule(
    "CX041",
    "second-front-matter",
    "error",
    bad=tree({"pages/about.md": "---\ntitle: About\n---\n---\nnav_order: 3\n---\nTogether.\n"}, initiative()),
    good=tree({"pages/about.md": "---\ntitle: About\nnav_order: 3\n---\nTogether.\n"}, initiative()),
    alone=True,
)
def second_front_matter(context: Context) -> Iterator[Problem]:
    """A body holds a second block of fields between two lines `---`: more fields of the item, or another item. Nothing
    reads them as fields; readers would read them as text."""
    for body in context.bodies:
        if (match := _FRONT_MATTER.match(body.text)) and ":" in match["fields"]:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            message = "a second block of fields, which readers would read as text"
            yield Problem(body.place(start, 3), message, "move its lines into the first one")
        else:
            for start in further_items(body.text):
                message = "a second item begins here, which readers would read as text"
                yield Problem(body.place(start, 3), message, "move what follows into a file of its own")


@rule(
    "CX042",
    "shown-otherwise",
    "warning",
    bad=tree(initiative("body: |\n  > [!NOTE]\n  > We begin in spring.")),
    good=tree(initiative("body: |\n  /// note\n  We begin in spring.\n  ///")),
    alone=True,
)
def differently_shown(context: Context) -> Iterator[Problem]:
    """A body uses a notation that a git host's preview or another engine draws, and this site shows as typed: notes
    in the way of GitHub (`> [!NOTE]`), of MkDocs (`!!! note`) or of Pandoc (`::: note`), a table without its second
    line, Markdown in HTML, formulas, short names of emoji. The help says what to type."""
    for body in context.bodies:
        for offset, length, message, help_ in shown_otherwise(body.text):
            yield Problem(body.place(offset, length), message, help_)


@rule(
    "CX043",
    "image-without-description",
    "warning",
    bad=tree(initiative("body: '![](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
    good=tree(initiative("body: '![A shop](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
    alone=True,
)
def image_without_description(context: Context) -> Iterator[Problem]:
    """An image has no description, so whoever does not see it learns nothing of it."""
    for body in context.bodies:
        for match in LINK.finditer(body.text) if "![" in body.text else ():
            if match["image"] and not match["label"].strip():
                help_ = "say in brackets what it shows: `![A desk at night](…)`"
                yield Problem(body.place(match.start(), len(match[0])), "this image has no description", help_)


@rule(
    "CX044",
    "markdown-in-text",
    "warning",
    bad=tree(initiative("summary: Start a **return**")),
    good=tree(initiative("summary: Start a return")),
    alone=True,
)
def markdown_in_text(context: Context) -> Iterator[Problem]:
    """A plain text holds Markdown. Fields are shown as typed, so readers would see the marks; only bodies and pages are
    Markdown."""
    for key, at, leaf, value in context.leaves:
        if leaf.wordable and at != ("body",) and (match := _MARKDOWN.search(str(value))):
            yield Problem(Place(key, at), f"`{match[0][:40]}` is shown as typed", "write plain text")


@rule(
    "CX045",
    "address-without-scheme",
    "error",
    bad=tree(initiative("body: See [our shops](www.example.org/shops).")),
    good=tree(initiative("body: See [our shops](https://www.example.org/shops).")),
    alone=True,
)
def address_without_scheme(context: Context) -> Iterator[Problem]:
    """A link names a host or a mailbox without `https://` or `mailto:` before it. A browser takes it for a page of this
    site, which is not there."""
    for body in context.bodies:
        for offset, length, address, better in without_scheme(body.text, body.key[0]):
            yield Problem(
                body.place(offset, length),
                f"`{address}` leads to a page of this site that is not there",
                f"write `{better}`",
            )
    said = context.roadmap.charter
    charter = [(ROADMAP_KEY, ("feedback",), said.feedback), (ROADMAP_KEY, ("notify",), said.notify)]
    fields = ((key, at, value) for key, at, leaf, value in context.leaves if leaf.annotation is Url)
    for key, at, value in (*charter, *fields):
        if value and (better := with_scheme(str(value))):
            yield Problem(
                Place(key, at), f"`{value}` leads to a page of this site that is not there", f"write `{better}`"
            )


@rule(
    "CX046",
    "link-that-is-none",
    "error",
    bad=tree(initiative("body: 'See [the portal] (initiative:portal).'"), initiative("", "portal")),
    good=tree(initiative("body: 'See [the portal](initiative:portal).'"), initiative("", "portal")),
)
def link_that_is_none(context: Context) -> Iterator[Problem]:
    """A text holds what was meant as a link and is none: a space between label and address or in the address, both the
    wrong way round, or the bare name of an item (`initiative:portal`). Readers would read the name as it stands, also
    of an item that they may not see."""
    for body in _unusual(context):
        if _may_mean(body.text):
            yield from _no_links(context, body)


def _no_links(context: Context, body: Body) -> Iterator[Problem]:
    for start, length, label, address in links_apart(body.text):
        yield Problem(body.place(start, length), "this is no link", f"write `[{label}]({address})`")
    for start, kind, id_ in bare_names(body.text):
        exists = (kind, id_) if kind in BY_NAME else ("journey", id_.partition("/")[0])
        if context.exists(exists) and (kind in BY_NAME or "/" in id_):
            name = f"{kind}:{id_}"
            yield Problem(
                body.place(start, len(name)),
                f"`{name}` is shown as typed, and is no link",
                f"write `[[{name}]]`, or `[label]({name})`",
            )


@rule(
    "CX047",
    "missing-anchor",
    "warning",
    bad=tree(initiative("body: |\n  See [below](#how).\n\n  ## How we do it\n\n  Slowly.")),
    good=tree(initiative("body: |\n  See [below](#how-we-do-it).\n\n  ## How we do it\n\n  Slowly.")),
)
def missing_anchor(context: Context) -> Iterator[Problem]:
    """A link leads to a part of a page that is not there: no heading has this name, or the readers who see the link
    don't see the heading. The name of a heading is its words in small letters, with hyphens between them. Other pages
    of items and hand-written ones are looked at, too; the parts of index pages, such as the board, are not."""
    for key in _linking(context, may_link_parts):
        looked_at: set[Place] = set()
        for read in context.body_readings(key):
            for place, owner, anchor in (*_own_anchors(read), *_other_anchors(context, read)):
                known = names_on(context, owner, read.level) if place not in looked_at else None
                if known is not None and anchor not in known:
                    near = did_you_mean(anchor, sorted(known - PAGE_ANCHORS))
                    page = "this page" if owner == key else f"the page of {owner[0]} `{owner[1]}`"
                    help_ = near or f"write the name of a heading of {'this text' if owner == key else 'that text'}"
                    help_ += "" if near else ", or give one this name: `{#name}`"
                    yield Problem(place, f"nothing on {page} has the name `#{anchor}`", help_)
                looked_at.add(place)


Anchored = tuple[Place, Key, str]


def _own_anchors(read: BodyReading) -> Iterator[Anchored]:
    for link in local_links(read) if "#" in read.text else ():
        if link.address.startswith("#") and len(link.address) > 1:
            yield read.body.place(link.offset, link.length), read.body.key, unquote(link.address[1:])


def _other_anchors(context: Context, read: BodyReading) -> Iterator[Anchored]:
    """The links to parts of other pages that these readers see."""
    for link in links_in(read.text, read.body.key) if "#" in read.text else ():
        if link.target is None or not link.target.anchor or link.image:
            continue
        owner = (link.target.kind, link.target.id)
        if (owner in context.item_levels or owner[1] in context.roadmap.pages) and level_of(context, owner).visible_to(
            read.level
        ):
            yield (read.body.place(link.offset, link.length), owner, unquote(link.target.anchor[1:]))
    for local in local_links(read) if "#" in read.text else ():
        found = place_of(context, read, local.address) if not local.address.startswith("#") else None
        if found is not None and found.owner is not None and found.is_there and found.anchor:
            yield read.body.place(local.offset, local.length), found.owner, found.anchor


def _unusual(context: Context) -> tuple[Body, ...]:
    """The bodies of items and pages with links of other forms than the plainest, or what may have been meant as one."""

    def unusual() -> tuple[Body, ...]:
        keys = where(context, "unusual links", lambda part: (one.key for one in part.bodies if _is_unusual(one.text)))
        return tuple(body for body in context.whole.bodies if body.key in keys)

    return context.made("unusual bodies", unusual)


def _is_unusual(body: str) -> bool:
    """Whether one of the rules that look for these may find something."""
    meant = _may_mean(body) and (any(links_apart(body)) or any(bare_names(body)))
    return meant or may_link_locally(body) or may_link_parts(body)


def _may_mean(body: str) -> bool:
    return ":" in body or "] (" in body


def _linking(context: Context, may_link: Callable[[str], bool]) -> dict[Key, None]:
    """The items and pages in whose bodies there may be such links."""
    return dict.fromkeys(body.key for body in _unusual(context) if may_link(body.text))


@rule(
    "CX048",
    "dead-link",
    "warning",
    bad=tree(initiative("body: 'See [the board](../board/).'")),
    good=tree(initiative("body: 'See [the board](../../board/).'")),
)
def dead_link(context: Context) -> Iterator[Problem]:
    """A link leads to a page or file of this site that is not there, or that the readers of the link don't have: a
    relative address that is not right from this page, or one below a `site_url` of roadmap.yml. Relative addresses
    count from the page's own, `initiatives/portal/`. What is looked for: the home page, index pages, items,
    hand-written pages, the site's own files and those of docs_dir. Where another plugin makes a page, ignore it
    there."""
    for key in _linking(context, may_link_locally) if context.parts.addresses else ():
        looked_at: set[Place] = set()
        for read in context.body_readings(key):
            for link in local_links(read):
                place = read.body.place(link.offset, link.length)
                if place not in looked_at and (said := _dead(context, read, link.address)):
                    yield Problem(place, *said)
                looked_at.add(place)


def _dead(context: Context, read: BodyReading, address: str) -> tuple[str, str] | None:
    """Why an address leads nowhere, and what to write; None where it does not, or another rule tells it."""
    if not address:
        return "this link has no address", "write one in the parentheses, or only the text"
    if address.startswith("#") or with_scheme(address) or SOURCE_FILE.search(address):
        return None
    found = place_of(context, read, address)
    if found is None or found.is_there:
        return None
    there = found.owner is not None or f"{found.address}/" in context.parts.addresses
    who = f", since {read.level} readers have no such page" if there else ""
    return f"`{address}` leads nowhere{who or ' on this site'}", meant_address(context, read, found)
