"""CX03x: what bodies, assets and pages hold that can't be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.item_addresses import item_addresses
from cxsite.check.place import Place
from cxsite.check.rule import Problem, instead, rule
from cxsite.check.texts.pictures import asset_meant, meant_link, readdressed, to_asset
from cxsite.check.texts.unsafe import unsafe_in
from cxsite.check.walks import named_assets
from cxsite.matching.late import late
from cxsite.model.addresses import FILE_FOLDERS, page_address
from cxsite.model.roadmap import ROADMAP_KEY, Key

_HTML_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?|!--.*?--)>", re.DOTALL)

RESERVED_ASSETS = ("cxsite", "stylesheets", "javascripts", "external")

_PAGE = "---\ntitle: How we decide\n---\nTogether.\n"

_HAN, _KANA = late(lambda: "[\u3400-\u4dbf\u4e00-\u9fff]"), re.compile("[\u3040-\u30ff]")


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
    for key, at, name in named_assets(context):
        if name not in assets and not context.is_broken("asset", name):
            found = asset_meant(name, assets)
            help_ = f"write `{found[0]}`" if found else "put the file into content/assets/, and write its name"
            why = "it is only the nearest name"
            fix = instead(Place(key, at), found[0], *(() if found[1] else ("unsafe", why))) if found else None
            yield Problem(Place(key, at), f"there is no file `{name}` in assets/", help_, (), fix)
    for name, link in context.asset_links:
        if name not in assets and not context.is_broken("asset", name):
            found = asset_meant(name, assets)
            new = to_asset(found[0]) if found else ""
            help_ = f"write `{new}`" if found else "put the file into content/assets/"
            fix = readdressed(context, link, new, sure=found[1]) if found else None
            yield Problem(link.place, f"there is no file `{name}` in assets/", help_, (), fix)


@rule(
    "CX031",
    "unused-asset",
    "warning",
    bad=tree(initiative(), {"assets/shop.svg": "<svg/>"}),
    good=tree(initiative("body: '![A shop](../assets/shop.svg)'"), {"assets/shop.svg": "<svg/>"}),
)
def unused_asset(context: Context) -> Iterator[Problem]:
    """A file lies in `content/assets/` that nothing refers to. It is never published; remove it or use it."""
    if not context.all_read() or _missing_assets(context):
        return
    used = {name for _, _, name in named_assets(context)} | {name for name, _ in context.asset_links}
    for name in sorted(set(context.roadmap.assets) - used):
        yield Problem(Place(("asset", name)), f"nothing uses `assets/{name}`", "use it, or remove the file")


def _missing_assets(context: Context) -> bool:
    """Whether a file is named that is not there: one that nothing names may be what is meant."""
    named = {name for _, _, name in named_assets(context)}
    named |= {name for name, _ in context.asset_links}
    return not named <= set(context.roadmap.assets)


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
    "CX039",
    "unfit-asset",
    "error",
    bad=tree(
        initiative("body: '![A shop](../assets/shop.svg)'"),
        {"assets/shop.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>open()</script></svg>'},
    ),
    good=tree(
        initiative("body: '![A shop](../assets/shop.svg)'"),
        {"assets/shop.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'},
    ),
)
def unfit_asset(context: Context) -> Iterator[Problem]:
    """A file in `content/assets/` is of no kind that a site may hold, told by its content and not by its name: a page,
    a script, XML, an archive, a package with macros, something unknown; or its name says another kind. A drawing (SVG)
    is refused where it does more than draw: scripts, handlers, links, foreign objects, styles and references that
    load something, entities."""
    if not context.roadmap.assets:
        return
    # What reads drawings and archives takes time to load.
    from cxsite.assets.publishable import unfit_file

    for name, place in sorted(context.roadmap.assets.items()):
        if place.is_file() and (found := unfit_file(name, place)):
            yield Problem(Place(("asset", name)), found.message, found.help)


@rule(
    "CX033",
    "invalid-block",
    "error",
    bad=tree(initiative("body: |\n  Fine.\n\n  /// internal\n  Secret.")),
    good=tree(initiative("body: |\n  Fine.\n\n  /// internal\n  Secret.\n  ///")),
    alone=True,
)
def invalid_block(context: Context) -> Iterator[Problem]:
    """A block for a level, `/// internal` to `///`, is not closed, stands inside another block or is misspelled. The
    checker refuses it rather than guess what is internal."""
    for body in context.bodies:
        for problem in context.scanned(body.text)[1]:
            yield Problem(body.place(problem.offset, problem.length), problem.message, problem.help)


@rule(
    "CX034",
    "html-in-text",
    "warning",
    bad=tree(initiative("summary: Start a <b>return</b>")),
    good=tree(initiative("summary: Start a return")),
    alone=True,
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
    bad=tree(initiative('body: Customers <b onclick="open()">told</b> us so.')),
    good=tree(initiative("body: Customers <b>told</b> us so.")),
    alone=True,
)
def unsafe_body(context: Context) -> Iterator[Problem]:
    """A body would become something that a site may not hold. It is made into HTML as the site's engine does, and read
    as a browser does; what is not on the list of elements, attributes, addresses and styles that are text is refused:
    scripts, handlers, frames, forms, drawings (SVG), what loads from elsewhere, what covers the page, names that
    belong to the theme, tags that close what is around the text or never end, diagrams that link, load or bring
    settings. So is what can't be followed: a line that includes another file, an item linked by reference or by HTML, a
    code block that never ends; and what the engine stops at or would sit over for hours."""
    levels = context.roadmap.levels.names
    for body in context.bodies:
        for offset, length, message, help_ in unsafe_in(body.text, body.key[0], levels):
            repair = meant_link(context.whole, body.key, body.at, offset)
            help_ = repair.message if repair else help_
            yield Problem(body.place(offset, length), message, help_, (), repair)


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
    taken = item_addresses(context.items())
    for path in sorted(context.roadmap.pages):
        key, address = ("page", path), page_address(path)
        folder = path.partition("/")[0]
        if path == "index":
            continue
        if address in context.parts.addresses:
            yield _problem(key, address, f"the site's own page “{context.parts.addresses[address]}”")
        elif folder in FILE_FOLDERS:
            yield _problem(key, address, f"files of the site, which lie in `{folder}/`")
        elif address in taken:
            other = taken[address]
            yield _problem(key, address, f"the {other[0]} `{other[1]}`", other)
        taken.setdefault(address, key)


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
    languages = context.parts.languages
    if languages and not {code, code.partition("-")[0]} & set(languages):
        yield Problem(
            Place(ROADMAP_KEY, ("language",)),
            f"the interface does not speak `{language}`: labels, dates and numbers are English",
            f"nothing to do if that will do; there are {', '.join(languages)}",
        )


@rule(
    "CX036",
    "chinese-found-by-characters",
    "info",
    bad={"roadmap.yml": "title: 客户体验路线图\n"},
    good={"roadmap.yml": "title: お客様のためのロードマップ\n"},
)
def chinese_found_by_characters(context: Context) -> Iterator[Problem]:
    """Titles are Chinese, which writes no spaces, and there is no dictionary where the sites are built. So the search
    finds characters: 退货 where both of them are, first where they are in the title. With the extra `chinese`, it finds
    words. Japanese and Thai need nothing. The documentation of languages says more."""
    titles = [(ROADMAP_KEY, context.roadmap.charter.title), *((key, one.title) for _, key, one in context.items())]
    chinese = next((key for key, title in titles if not title.isascii() and _HAN.search(title)), None)
    if context.parts.words_of_chinese or chinese is None or any(_KANA.search(title) for _, title in titles):
        return
    yield Problem(
        Place(chinese, ("title",)),
        "the search of the sites finds Chinese by single characters",
        "`pip install cxsite[chinese]` where the sites are built lets it find words",
    )
