"""The links in bodies, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cxsite.check.place import Place
from cxsite.model.kinds import link_folders
from cxsite.model.link_grammar import LINK, WIKI, Target, read_target
from cxsite.model.roadmap import Key

_FOLDERS = link_folders()
SOURCE_FILE = re.compile(r"\.(md|ya?ml|csv)([?#].*)?$", re.IGNORECASE)
"""The address of a file of the content, as editors write it."""


class BodyLink(NamedTuple):
    """A link, an image or a `[[…]]` in the body of `key`, as written, and what of the roadmap it names, if anything."""

    key: Key
    offset: int
    length: int
    address: str
    image: bool
    wiki: bool
    target: Target | None

    @property
    def place(self) -> Place:
        """Where it stands in its body."""
        return Place(self.key, body=(self.offset, self.length))


def links_in(body: str, key: Key, start: int = 0) -> Iterator[BodyLink]:
    """The links in a body, those in the labels of others included. `start` is the place of `body` in a longer one."""
    if "[" not in body:
        return
    for match in LINK.finditer(body):
        address = match["angled"] if match["angled"] is not None else match["bare"]
        target = read_target(address, _FOLDERS, key[0])
        yield BodyLink(key, start + match.start(), len(match[0]), address, bool(match["image"]), False, target)
        if "](" in match["label"]:
            yield from links_in(match["label"], key, start + match.start("label"))
    for match in WIKI.finditer(body) if "[[" in body else ():
        address = match["target"].strip()
        target = read_target(address, _FOLDERS, key[0])
        yield BodyLink(key, start + match.start(), len(match[0]), address, False, True, target)
