"""CX04x: what a text says and readers get otherwise: remarks that swallow it, another dialect, links that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from cxsite.check.context import Context
from cxsite.check.dialect import shown_otherwise
from cxsite.check.examples import initiative, tree
from cxsite.check.links import links_in
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.markdown.dialect import to_html
from cxsite.markdown.host_dialect import adapted
from cxsite.markdown.judgement import judge
from cxsite.model.addresses import PAGE_ANCHORS
from cxsite.model.body import lines_of
from cxsite.model.items.journey import POINTS, Journey
from cxsite.model.kinds import BY_NAME
from cxsite.model.link_grammar import LINK, LOOSE_LINK, WIKI
from cxsite.model.roadmap import Key
from cxsite.model.scalars import Url
from cxsite.model.typed.nearest import did_you_mean

_COMMENT = re.compile(r"<!--(?:(?!-->).)*\Z", re.DOTALL)
_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?P<fields>(?:[A-Za-z_][\w-]*:.*\n|[ \t]+.*\n|- .*\n|#.*\n|\n)+?)---[ \t]*(?:\n|\Z)"
)
_MARKDOWN = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|\[[^\[\]\n]+\]\([^()\s]+\)|~~\S[^~\n]*~~|!\[[^\[\]\n]*\]\(")
_FILE = (
    r"(?:md|ya?ml|csv|html?|pdf|png|jpe?g|svg|gif|webp|avif|ico|docx?|xlsx?|pptx?|od[tsp]|zip|txt|ics|json|xml|mp[34])"
)
_HOST = re.compile(
    rf"(?:www\.|(?![^/?#]*\.{_FILE}(?:[?#]|$)))(?:[\w-]+\.)+[a-z]{{2,24}}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?")
_KIND = "|".join((*BY_NAME, *POINTS))
_APART = re.compile(
    rf"(?<!\!)\[(?P<label>[^\[\]\n]+)\][ \t]+\((?P<address>(?:(?:{_KIND}|page|asset):|https?://|mailto:|\.{{1,2}}/)[^()\s]+)\)"
    rf"|\[(?P<label2>[^\[\]\n]+)\]\((?P<address2>(?:{_KIND}|page|asset):\s+[^()\s]+)\)"
    rf"|\((?P<address3>(?:{_KIND}|page|asset):[^()\s]+|https?://[^()\s]+)\)\[(?P<label3>[^\[\]\n]+)\]"
)
_BARE = re.compile(
    rf"(?<![\w/:`])(?P<kind>{_KIND}):(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?)(?![\w/-])"
)
_ID = re.compile(r'\sid="([^"]+)"')
_ANY = re.compile(r"#([\w-]+)")
_CODE = re.compile(r"(?P<ticks>`+)[^`].*?(?P=ticks)", re.DOTALL)


@rule(
    "CX040",
    "unclosed-comment",
    "error",
    bad=tree(initiative("body: |\n  We begin. <!-- ask again\n\n  And then we go on.")),
    good=tree(initiative("body: |\n  We begin. <!-- ask again -->\n\n  And then we go on.")),
)
def unclosed_comment(context: Context) -> Iterator[Problem]:
    """A comment `<!--` is never closed, so no reader gets anything of what comes after it."""
    for key, body in context.bodies:
        if match := _COMMENT.search(body):
            help_ = "close it with `-->`; to show the mark itself, write `&lt;!--`"
            yield Problem(Place(key, body=(match.start(), 4)), "a comment is never closed", help_)


@rule(
    "CX041",
    "second-front-matter",
    "error",
    bad=tree({"pages/about.md": "---\ntitle: About\n---\n---\nnav_order: 3\n---\nTogether.\n"}, initiative()),
    good=tree({"pages/about.md": "---\ntitle: About\nnav_order: 3\n---\nTogether.\n"}, initiative()),
)
def second_front_matter(context: Context) -> Iterator[Problem]:
    """A body begins with a second block of fields between two lines `---`. Nothing reads them as fields; readers would
    read them as text."""
    for key, body in context.bodies:
        if (match := _FRONT_MATTER.match(body)) and ":" in match["fields"]:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            message = "a second block of fields, which readers would read as text"
            yield Problem(Place(key, body=(start, 3)), message, "move its lines into the first one")


@rule(
    "CX042",
    "shown-otherwise",
    "warning",
    bad=tree(initiative("body: |\n  > [!NOTE]\n  > We begin in spring.")),
    good=tree(initiative("body: |\n  /// note\n  We begin in spring.\n  ///")),
)
def differently_shown(context: Context) -> Iterator[Problem]:
    """A body uses a notation that a git host's preview or another engine draws, and this site shows as typed: notes
    in the way of GitHub (`> [!NOTE]`), of MkDocs (`!!! note`) or of Pandoc (`::: note`), a table without its second
    line, Markdown in HTML, formulas, short names of emoji. The help says what to type."""
    for key, body in context.bodies:
        for offset, length, message, help_ in shown_otherwise(body):
            yield Problem(Place(key, body=(offset, length)), message, help_)


@rule(
    "CX043",
    "image-without-description",
    "warning",
    bad=tree(initiative("body: '![](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
    good=tree(initiative("body: '![A shop](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
)
def image_without_description(context: Context) -> Iterator[Problem]:
    """An image has no description, so whoever does not see it learns nothing of it."""
    for key, body in context.bodies:
        for match in LINK.finditer(body) if "![" in body else ():
            if match["image"] and not match["label"].strip():
                help_ = "say in brackets what it shows: `![A desk at night](…)`"
                yield Problem(Place(key, body=(match.start(), len(match[0]))), "this image has no description", help_)


@rule(
    "CX044",
    "markdown-in-text",
    "warning",
    bad=tree(initiative("summary: Start a **return**")),
    good=tree(initiative("summary: Start a return")),
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
)
def address_without_scheme(context: Context) -> Iterator[Problem]:
    """A link names a host or a mailbox without `https://` or `mailto:` before it. A browser takes it for a page of this
    site, which is not there."""
    for link in context.links:
        if link.target is None and not link.wiki and (better := _with_scheme(link.address)):
            yield Problem(
                link.place, f"`{link.address}` leads to a page of this site that is not there", f"write `{better}`"
            )
    charter = [(("roadmap", ""), ("feedback",), context.roadmap.charter.feedback)]
    fields = ((key, at, value) for key, at, leaf, value in context.leaves if leaf.annotation is Url)
    for key, at, value in (*charter, *fields):
        if value and (better := _with_scheme(str(value))):
            yield Problem(
                Place(key, at), f"`{value}` leads to a page of this site that is not there", f"write `{better}`"
            )


def _with_scheme(address: str) -> str:
    """The address as it was meant; empty where nothing is missing."""
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    return f"https://{address}" if _HOST.fullmatch(address) else ""


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
    for key, body in context.bodies:
        if ":" in body or "] (" in body:
            yield from _no_links(context, key, body)


def _no_links(context: Context, key: Key, body: str) -> Iterator[Problem]:
    text = _without_code(body)
    for match in _APART.finditer(text):
        label = match["label"] or match["label2"] or match["label3"]
        address = re.sub(r"\s", "", match["address"] or match["address2"] or match["address3"])
        yield Problem(
            Place(key, body=(match.start(), len(match[0]))), "this is no link", f"write `[{label}]({address})`"
        )
    rest = text
    for pattern in (_APART, LINK, WIKI, LOOSE_LINK, re.compile(r"^[ \t>]*\[[^\]]+\]:.*$|<[^<>]*>", re.MULTILINE)):
        rest = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), rest)
    for match in _BARE.finditer(rest):
        kind, id_ = match["kind"], match["id"]
        exists = (kind, id_) if kind in BY_NAME else ("journey", id_.partition("/")[0])
        if context.exists(exists) and (kind in BY_NAME or "/" in id_):
            yield Problem(
                Place(key, body=(match.start(), len(match[0]))),
                f"`{match[0]}` is shown as typed, and is no link",
                f"write `[[{match[0]}]]`, or `[label]({match[0]})`",
            )


def _without_code(body: str) -> str:
    lines = [" " * len(line.text) if line.is_code else line.text for line in lines_of(body)]
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines))


@rule(
    "CX047",
    "missing-anchor",
    "warning",
    bad=tree(initiative("body: |\n  See [below](#how).\n\n  ## How we do it\n\n  Slowly.")),
    good=tree(initiative("body: |\n  See [below](#how-we-do-it).\n\n  ## How we do it\n\n  Slowly.")),
)
def missing_anchor(context: Context) -> Iterator[Problem]:
    """A link leads to a part of its page that is not there: no heading has this name, or the readers who see the link
    don't see the heading. The name of a heading is its words in small letters, with hyphens between them."""
    for key, body in context.bodies:
        looked_at: set[int] = set()
        for text in context.readings(body) if "](#" in body else ():
            links = [link for link in links_in(text, key) if link.address.startswith("#") and len(link.address) > 1]
            known = _anchors(context, key, text) if links else frozenset()
            for link in links:
                name = unquote(link.address[1:])
                if name not in known and link.offset not in looked_at:
                    near = did_you_mean(name, sorted(known - PAGE_ANCHORS))
                    help_ = near or "write the name of a heading of this text, or give one this name: `{#name}`"
                    yield Problem(link.place, f"nothing on this page has the name `{link.address}`", help_)
            looked_at |= {link.offset for link in links}


def _anchors(context: Context, key: Key, text: str) -> frozenset[str]:
    own = set(_ID.findall(to_html(adapted(text)))) if not judge(text) else set(_ANY.findall(text))
    item = context.roadmap.get(*key)
    points = {point.id for point in item.points()} if isinstance(item, Journey) else set()
    return PAGE_ANCHORS | own | points
