"""Links to places of the site itself: where they stand, in whatever form, and whether their readers find something."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from cxsite.check.context import Context
from cxsite.check.texts.body_links import links_in, without_plain_links
from cxsite.check.texts.written_bodies import BodyReading
from cxsite.markdown.linked import linked
from cxsite.matching.silent import silent
from cxsite.model.addresses import FILE_FOLDERS, PAGE_ANCHORS, page_address
from cxsite.model.items.journey import Journey
from cxsite.model.kinds import BY_NAME, KINDS
from cxsite.model.levels import Level
from cxsite.model.link_grammar import DEFINITION, blank_comments, loose_links
from cxsite.model.roadmap import PAGE, Key
from cxsite.model.typed.nearest import did_you_mean

_ELSEWHERE = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_EMPTY = re.compile(r"\]\([ \t]*(?:<[ \t]*>)?[ \t]*\)")
_HEADING = re.compile(r"^#{1,6}(?=[ \t])", re.MULTILINE)


class LocalLink(NamedTuple):
    """A link as written: where in its text, and its address, which names no item in a way of the format."""

    offset: int
    length: int
    address: str


class Found(NamedTuple):
    """A place of the site that a link names: its address from the home page, the part of the page, whose it is."""

    address: str
    anchor: str
    owner: Key | None = None
    is_there: bool = True


def may_link_locally(body: str) -> bool:
    """Whether `addresses_in` may find anything in a body, or in what some readers have of it: most bodies link items
    only, and need not be taken apart. What readers don't have becomes blank, so they have no link that the whole body
    does not have, and each plain one whole or not at all."""
    return ("](" in body or "]:" in body) and ("](" in (rest := without_plain_links(body)) or "]:" in rest)


def may_link_parts(body: str) -> bool:
    """Whether a link in a body may name a part of a page: whether there is a `#` that begins no heading."""
    return "#" in body and ("](" in body or "]:" in body) and "#" in _HEADING.sub("", body)


def addresses_in(text: str, kind: str, *, images: bool = False) -> Iterator[LocalLink]:
    """Every address of a link in a text, in place or by reference, that names neither an item nor another scheme, in
    an item of a kind or in a page."""
    if not may_link_locally(text):
        return
    for link in links_in(text, (kind, "")):
        if (
            link.address
            and (images or not link.image)
            and not link.wiki
            and link.target is None
            and not _ELSEWHERE.match(link.address)
        ):
            yield LocalLink(link.offset, link.length, link.address)
    plain = blank_comments(text)
    for match in DEFINITION.finditer(plain) if "]:" in plain else ():
        if not _ELSEWHERE.match(match["target"]):
            yield LocalLink(match.start(), len(match[0]), match["target"])
    for match in loose_links(plain) if "](" in plain else ():
        if not _ELSEWHERE.match(match["address"]):
            yield LocalLink(match.start(), len(match[0]), match["address"])
    yield from (LocalLink(match.start(), len(match[0]), "") for match in _EMPTY.finditer(plain))


def local_links(read: BodyReading) -> tuple[LocalLink, ...]:
    """The links to places of the site that readers find in a text: those of the HTML that it becomes."""
    return _local_links(read.text, read.body.key[0])


@silent
def _local_links(text: str, kind: str) -> Iterator[LocalLink]:
    written = tuple(addresses_in(text, kind))
    found = linked(text) if written else None
    addresses = set(found.addresses) if found is not None else set()
    yield from (one for one in written if one.address in addresses or unescape(one.address) in addresses)


def place_of(context: Context, read: BodyReading, address: str) -> Found | None:
    """Where on the site an address leads from this text; None where it leads out of it."""
    key = read.body.key
    here = page_address(key[1]) if key[0] == PAGE else f"{BY_NAME[key[0]].folder}/{key[1]}/"
    path = _from_home(context, here, address)
    if path is None:
        return None
    where, _, anchor = path.partition("#")
    where = unquote(where.partition("?")[0])
    plain = where.removesuffix("index.html").strip("/")
    owner = context.addresses.get(f"{plain}/") if plain else None
    return Found(plain, unquote(anchor), owner, _is_there(context, plain, owner, read.level))


def _from_home(context: Context, here: str, address: str) -> str | None:
    """An address from the site's home on; None of one that leads to other pages of its host, or to another host."""
    sites = [urlsplit(site.site_url) for site in context.roadmap.charter.site.values() if site.site_url]
    bases = {f"{site.path.rstrip('/')}/" for site in sites} or {"/"}
    parts = urlsplit(address)
    rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if parts.scheme or parts.netloc:
        bases = {f"{site.path.rstrip('/')}/" for site in sites if site.netloc == parts.netloc}
    elif not address.startswith("/"):
        joined = posixpath.normpath(f"/{here}{parts.path}" if parts.path else f"/{here}")
        climbs = (here + parts.path).split("/").count("..") > here.count("/")
        return None if climbs and bases != {"/"} else joined.lstrip("/") + rest
    path = posixpath.normpath(parts.path or "/") if parts.path != "/" else "/"
    fitting = [base for base in bases if f"{path}/".startswith(base)]
    # Where one of the sites lies below its host's pages, another page of the host may be meant.
    if not fitting or (not parts.netloc and len(fitting) < len(bases)):
        return None
    return f"{path}/"[max(map(len, fitting)) :].rstrip("/") + rest


def _is_there(context: Context, plain: str, owner: Key | None, reader: Level) -> bool:
    """Whether these readers' site has something at an address."""
    parts = context.parts
    if owner is not None:
        return level_of(context, owner).visible_to(reader)
    if f"{plain}/" in parts.addresses:
        return _has_section(context, f"{plain}/", reader)
    if not plain or plain.partition("/")[0] in FILE_FOLDERS:
        return True
    if parts.has_file is None:
        return "." in plain.rpartition("/")[2]
    return parts.has_file(plain)


def _has_section(context: Context, address: str, reader: Level) -> bool:
    """Whether these readers have an index page; of others than those of kinds only whether it is for colleagues."""
    if address in context.parts.colleagues and context.roadmap.levels.is_below_internal(reader):
        return False
    kind = next((kind.name for kind in KINDS if f"{kind.folder}/" == address), "")
    broken = kind and any(name == kind for name, _ in context.roadmap.broken)
    levels = context.item_levels.items()
    return not kind or bool(broken) or any(key[0] == kind and level.visible_to(reader) for key, level in levels)


def level_of(context: Context, key: Key) -> Level:
    """The level of an item or a hand-written page."""
    if key[0] == PAGE:
        return context.visibility.page_level(context.roadmap.pages[key[1]].visibility)
    return context.item_levels[key]


def names_on(context: Context, key: Key, reader: Level) -> frozenset[str] | None:
    """The parts of the page of an item, or of a hand-written one, that these readers may link; None if nobody knows."""
    names = set(PAGE_ANCHORS)
    item = context.roadmap.get(*key)
    if isinstance(item, Journey):
        points = ((point.id, context.point_levels.get(f"{key[1]}/{point.id}")) for point in item.points())
        names |= {id_ for id_, level in points if level is not None and level.visible_to(reader)}
    text = [read.text for read in context.body_readings(key) if read.level.visible_to(reader)][-1:]
    found = linked(text[0]) if text else None
    return None if text and found is None else frozenset(names | (found.names if found else set()))


def meant_address(context: Context, read: BodyReading, found: Found) -> str:
    """What may be meant by an address that leads nowhere: as it would be right from this text."""
    up = "../" * (read.body.key[1].count("/") + 1 if read.body.key[0] == PAGE else 2)
    if read.body.key == (PAGE, "index"):
        up = "./"
    known = {address.strip("/") for address in context.parts.addresses}
    steps = found.address.split("/")
    for start in range(1, len(steps)):
        if (tail := "/".join(steps[start:])) in known:
            return f"write `{up}{tail}/`"
    if found.owner is not None and not found.is_there:
        return "write `[label](kind:id)`, which is no link for them"
    return did_you_mean(found.address, sorted(known)) or "write `[label](kind:id)` for an item, or the whole address"
