"""CX03x: what bodies, assets and pages hold that can't be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cxsite.check.context import CHARTER, POINTS, Context
from cxsite.check.examples import initiative, tree
from cxsite.check.links import SOURCE_FILE, BodyLink, links_in
from cxsite.check.markup import SAFE_SCHEMES, Unsafe, active_markup, scheme_of
from cxsite.check.nearest import nearest
from cxsite.check.nesting import too_much
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.addresses import FILE_FOLDERS, SECTION_ADDRESSES, page_address
from cxsite.model.body import DEFINITION, loose_links, read_target
from cxsite.model.kinds import BY_NAME, link_folders
from cxsite.model.roadmap import Key

_FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)

_SNIPPET = re.compile(r"^[ \t]*-+8<-+.*$", re.MULTILINE)

_HTML_LINK = re.compile(r"<[a-zA-Z][^>]*\b(?:href|src|srcset|data|poster|action)\s*=\s*[^>]*>", re.IGNORECASE)

_HTML_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?|!--.*?--)>", re.DOTALL)

RESERVED_ASSETS = ("cxsite", "stylesheets", "javascripts", "external")

_PAGE = "---\ntitle: How we decide\n---\nTogether.\n"


def worded_bodies(context: Context) -> Iterator[tuple[Key, tuple[str, ...], str]]:
    """The bodies that `wording` gives to lesser audiences, with their place."""
    for _, key, found in context.items():
        for level, words in found.wording.items():
            if "body" in words:
                yield key, ("wording", level, "body"), words["body"]


@rule(
    "CX030",
    "missing-asset",
    "error",
    bad=tree(initiative("body: '![A shop](../assets/shop.svg)'")),
    good=tree(initiative("body: '![A shop](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
)
def missing_asset(context: Context) -> Iterator[Problem]:
    """An image or file is named that is not in `content/assets/`. Images of a site must be its own files: a site asks
    no other host for anything."""
    assets = context.roadmap.assets
    for key, at, leaf, value in context.leaves:
        if leaf.asset and value not in assets:
            near = nearest(str(value), assets)
            yield Problem(
                Place(key, at),
                f"there is no file `{value}` in assets/",
                f"did you mean `{near[0]}`?" if near else "put the file into content/assets/",
            )
    for link in context.links:
        if link.target is not None and link.target.kind == "asset":
            name = link.target.id
            if name not in assets:
                near = nearest(name, assets)
                help_ = f"did you mean `{near[0]}`?" if near else "put the file into content/assets/"
                yield Problem(link.place, f"there is no file `{name}` in assets/", help_)
        elif link.image:
            yield Problem(
                link.place,
                f"the image `{link.address}` is not one of the site's own files",
                "put the image into content/assets/ and write `![what it shows](../assets/name.png)`",
            )


@rule(
    "CX031",
    "unused-asset",
    "warning",
    bad=tree(initiative(), {"assets/shop.svg": "<svg/>"}),
    good=tree(initiative("body: '![A shop](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
)
def unused_asset(context: Context) -> Iterator[Problem]:
    """A file lies in `content/assets/` that nothing refers to. It is never published; remove it or use it."""
    if not context.all_read():
        return
    used = {str(value) for _, _, leaf, value in context.leaves if leaf.asset}
    worded = (link for key, _, body in worded_bodies(context) for link in links_in(body, key))
    for link in (*context.links, *worded):
        if link.target is not None and link.target.kind == "asset":
            used.add(link.target.id)
    for name in sorted(set(context.roadmap.assets) - used):
        yield Problem(Place(("asset", name)), f"nothing uses `assets/{name}`", "use it, or remove the file")


@rule(
    "CX032",
    "reserved-asset-folder",
    "error",
    bad=tree(initiative("body: '![A](../assets/cxsite/a.svg)'"), {"assets/cxsite/a.svg": "<svg/>"}),
    good=tree(initiative("body: '![A](../assets/own/a.svg)'"), {"assets/own/a.svg": "<svg/>"}),
)
def reserved_asset_folder(context: Context) -> Iterator[Problem]:
    """The theme puts its own files below `assets/`. A file of yours in a folder of the same name could take the place
    of one of them."""
    for name in sorted(context.roadmap.assets):
        folder = PurePosixPath(name).parts[0]
        if folder in RESERVED_ASSETS and "/" in name:
            yield Problem(
                Place(("asset", name)),
                f"the folder `assets/{folder}/` belongs to the theme",
                "use another folder name",
            )


@rule(
    "CX033",
    "invalid-block",
    "error",
    bad=tree(initiative("body: |\n  Fine.\n\n  /// internal\n  Secret.")),
    good=tree(initiative("body: |\n  Fine.\n\n  /// internal\n  Secret.\n  ///")),
)
def invalid_block(context: Context) -> Iterator[Problem]:
    """A block for a level, `/// internal` to `///`, is not closed, stands inside another block or is misspelled. The
    checker refuses it rather than guess what is internal."""
    for key, body in context.bodies:
        for problem in context.scanned(body)[1]:
            yield Problem(Place(key, body=(problem.offset, problem.length)), problem.message, problem.help)
    for key, at, body in worded_bodies(context):
        for problem in context.scanned(body)[1]:
            yield Problem(Place(key, at), problem.message, problem.help)


@rule(
    "CX034",
    "html-in-text",
    "warning",
    bad=tree(initiative("summary: Start a <b>return</b>")),
    good=tree(initiative("summary: Start a return")),
)
def html_in_text(context: Context) -> Iterator[Problem]:
    """A plain text holds HTML. Texts are shown as typed, so readers would see the angle brackets."""
    for key, at, leaf, value in context.leaves:
        if leaf.wordable and at != ("body",) and (match := _HTML_TAG.search(str(value))):
            yield Problem(
                Place(key, at),
                f"`{match[0][:40]}` is shown as typed",
                "write plain text; only bodies are Markdown",
            )


@rule(
    "CX037",
    "unsafe-body",
    "error",
    bad=tree(initiative("body: '--8<-- \"secrets.md\"'")),
    good=tree(initiative("body: Customers told us so.")),
)
def unsafe_body(context: Context) -> Iterator[Problem]:
    """A body holds something that can't be checked for what it publishes or that would run in a reader's browser: a
    line that includes another file, HTML with a link or image, scripts, styles, frames and handlers, a link by
    reference to an item, an address that is neither https, http, mailto nor relative, a code block that never ends and
    would swallow the rest of the page, or nesting that would keep the engine busy for hours."""
    for key, body in context.bodies:
        for offset, length, message, help_ in _unsafe(body, key):
            yield Problem(Place(key, body=(offset, length)), message, help_)
    for key, at, body in worded_bodies(context):
        for _, _, message, help_ in (*_unsafe(body, key), *_unknown_schemes(links_in(body, key))):
            yield Problem(Place(key, at), message, help_)
    for link in context.links:
        for _, _, message, help_ in _unknown_schemes([link]):
            yield Problem(link.place, message, help_)


def _unsafe(body: str, key: Key) -> Iterator[Unsafe]:
    yield from too_much(body)
    yield from active_markup(body)
    for match in _SNIPPET.finditer(body) if "8<" in body else ():
        yield match.start(), len(match[0]), "a line includes another file", "write the text here"
    for match in _HTML_LINK.finditer(body) if "<" in body else ():
        yield (
            match.start(),
            len(match[0]),
            "HTML with a link or image can't be followed",
            "write `[label](kind:id)` or `![what it shows](../assets/name.png)`",
        )
    for match in DEFINITION.finditer(body) if "]:" in body else ():
        if read_target(match["target"], link_folders(), key[0]) or SOURCE_FILE.search(match["target"]):
            yield match.start(), len(match[0]), "an item is linked by reference", "link in place: `[label](kind:id)`"
    for match in loose_links(body) if "](" in body else ():
        if read_target(match["address"], link_folders(), key[0]) or SOURCE_FILE.search(match["address"]):
            message = f"the link to `{match['address']}` is not written so that it can be followed"
            yield match.start(), len(match[0]), message, "write `[label](kind:id)`, without brackets in the label"
    open_fence: re.Match[str] | None = None
    for match in _FENCE.finditer(body) if "```" in body or "~~~" in body else ():
        if open_fence is None:
            open_fence = match
        elif match["fence"].startswith(open_fence["fence"]) and not match["info"].strip():
            open_fence = None
    if open_fence is not None:
        yield (
            open_fence.start(),
            len(open_fence[0]),
            "a code block is never closed",
            f"close it with a line `{open_fence['fence']}`",
        )


def _unknown_schemes(links: Iterable[BodyLink]) -> Iterator[Unsafe]:
    known = {*SAFE_SCHEMES, "asset", "page", *BY_NAME, *POINTS}
    for link in links:
        scheme = scheme_of(link.address)
        if scheme and not link.wiki and scheme not in known:
            yield (
                link.offset,
                link.length,
                f"`{scheme}:` is neither an address nor a kind",
                "use https, http, mailto, or a kind: " + ", ".join(BY_NAME),
            )


@rule(
    "CX035",
    "page-address-taken",
    "error",
    bad=tree(initiative(), {"pages/board.md": _PAGE}),
    good=tree(initiative(), {"pages/how-we-decide.md": _PAGE}),
)
def page_address_taken(context: Context) -> Iterator[Problem]:
    """A hand-written page lies where the site puts a page of its own: an index page such as the board, the page (or an
    old address) of an item, or another hand-written page. Only one of the two could be read."""
    taken = _of_items(context)
    index = {address: name.replace("_", " ") for name, address in SECTION_ADDRESSES.items()}
    for path in sorted(context.roadmap.pages):
        key, address = ("page", path), page_address(path)
        folder = path.partition("/")[0]
        if path == "index":
            continue
        if address in index:
            yield _problem(key, address, f"the site's own page “{index[address]}”")
        elif folder in FILE_FOLDERS:
            yield _problem(key, address, f"files of the site, which lie in `{folder}/`")
        elif address in taken:
            other = taken[address]
            yield _problem(key, address, f"the {other[0]} `{other[1]}`", other)
        taken.setdefault(address, key)


def _of_items(context: Context) -> dict[str, Key]:
    """The addresses at which items have pages or redirects, for whatever readers."""
    found: dict[str, Key] = {}
    for kind, key, item in context.items():
        worded = [words["id"] for words in item.wording.values() if "id" in words]
        for id_ in (key[1], *worded, *item.aliases):
            found.setdefault(f"{kind.folder}/{id_}/", key)
    return found


def _problem(key: Key, address: str, what: str, other: Key | None = None) -> Problem:
    return Problem(
        Place(key),
        f"the address `{address}` belongs to {what}",
        "rename the page's file, or put it into another folder",
        ((Place(other), "this has the address"),) if other else (),
    )


@rule(
    "CX038",
    "unspoken-language",
    "info",
    bad={"roadmap.yml": "title: Our roadmap\nlanguage: tlh\n"},
    good={"roadmap.yml": "title: Our roadmap\nlanguage: fr-CA\n"},
)
def unspoken_language(context: Context) -> Iterator[Problem]:
    """`language` of roadmap.yml is one that the interface does not speak. Pages say that they are in this language,
    since the content is; but headings, labels, dates and numbers are English. A region needs no words of its own:
    `de-CH` is German with Swiss numbers. The documentation says how to add a language."""
    language = context.roadmap.charter.language
    code = language.lower()
    if context.languages and not {code, code.partition("-")[0]} & set(context.languages):
        yield Problem(
            Place(CHARTER, ("language",)),
            f"the interface does not speak `{language}`: labels, dates and numbers are English",
            f"nothing to do if that will do; there are {', '.join(context.languages)}",
        )
