"""The links in bodies, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cxsite.check.place import Place
from cxsite.model.kinds import link_folders
from cxsite.model.link_grammar import LINK, WIKI, Target, read_target
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path

_FOLDERS = link_folders()
SOURCE_FILE = re.compile(r"\.(md|ya?ml|csv)([?#].*)?$", re.IGNORECASE)
"""The address of a file of the content, as editors write it."""
_FILE = (
    r"(?:md|ya?ml|csv|html?|pdf|png|jpe?g|svg|gif|webp|avif|ico|docx?|xlsx?|pptx?|od[tsp]|zip|txt|ics|json|xml|mp[34])"
)
_HOST = re.compile(
    rf"(?:www\.|(?![^/?#]*\.{_FILE}(?:[?#]|$)))(?:[\w-]+\.)+[a-z]{{2,24}}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?")


# One label of words, on one line and alone, and the name or the file of an item, as nearly all links to items are.
_PLAIN = re.compile(
    r"(?<![!\\\[)])\[[^\[\]\\<>\n]*\]"
    rf"\((?:(?!https?:)[a-z_]+:[a-z0-9-]+(?:/[a-z0-9-]+)?|(?:\.{{1,2}}/)*(?:{'|'.join(_FOLDERS)})/[a-z0-9-]+\.(?:md|ya?ml))\)(?!\[)"
)


def without_plain_links(body: str) -> str:
    """A body without the links to items that are of the plainest form, which nobody reads otherwise."""
    return _PLAIN.sub(" ", body)


class BodyLink(NamedTuple):
    """A link, an image or a `[[…]]` in the body of `key` (or another text, at `at`), as written, and what of the
    roadmap it names, if anything."""

    key: Key
    at: Path
    offset: int
    length: int
    address: str
    image: bool
    wiki: bool
    target: Target | None

    @property
    def place(self) -> Place:
        """Where it stands in its body."""
        return Place(self.key, self.at, body=(self.offset, self.length))


def links_in(body: str, key: Key, start: int = 0, at: Path = ()) -> Iterator[BodyLink]:
    """The links in a body, those in the labels of others included. `start` is the place of `body` in a longer one, `at`
    the field that it is, where that is another than `body`."""
    if "[" not in body:
        return
    for match in LINK.finditer(body):
        address = match["angled"] if match["angled"] is not None else match["bare"]
        target = _target(address, key[0])
        yield BodyLink(key, at, start + match.start(), len(match[0]), address, bool(match["image"]), False, target)
        if "](" in match["label"]:
            yield from links_in(match["label"], key, start + match.start("label"), at)
    for match in WIKI.finditer(body) if "[[" in body else ():
        address = match["target"].strip()
        target = _target(address, key[0])
        yield BodyLink(key, at, start + match.start(), len(match[0]), address, False, True, target)


@lru_cache(maxsize=32_768)
def _target(address: str, kind: str) -> Target | None:
    """What an address names; many texts link the same items."""
    return read_target(address, _FOLDERS, kind)


@lru_cache(maxsize=32_768)
def all_links(body: str, key: Key, at: Path) -> tuple[BodyLink, ...]:
    """Those of `links_in` of a whole body; asked again after each edit of another one."""
    return tuple(links_in(body, key, at=at))


def with_scheme(address: str) -> str:
    """The address as it was meant, where it names a host or a mailbox without a scheme; empty where it does not."""
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    return f"https://{address}" if _HOST.fullmatch(address) else ""
