"""The titles of several words, with the least level that reads each."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from cxsite.check.context import Context
from cxsite.matching.normal import normal, weight, words
from cxsite.matching.terms import Terms
from cxsite.model.levels import Level
from cxsite.model.readers import Readers
from cxsite.model.roadmap import Key

LEAST = 2
"""Words of a title. A single one is also just a word."""


class Title(NamedTuple):
    """A title, the item that has it, and the least level that some item shows it to."""

    text: str
    key: Key
    level: Level


def withheld_titles(context: Context) -> Terms[Title]:
    """Every title of several words, in any script, that some reader does not see, to be looked for in texts."""
    return context.made("withheld titles", lambda: _withheld_titles(context.whole))


def digest_of_titles(context: Context) -> str:
    """A digest of them."""
    spelled = withheld_titles(context).spelled
    return hashlib.blake2b(
        repr([(text, *title.key, title.level.name) for text, title in spelled]).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _withheld_titles(context: Context) -> Terms[Title]:
    everyone = context.roadmap.levels.least
    least: dict[tuple[str, ...], Title] = {}
    for _, key, found in context.items():
        plain = normal(found.title)
        if weight(plain) < LEAST:
            continue
        readers = Readers(context.visibility, found.disclose)
        own = [
            reading.least
            for reading in readers.readings(found, found.wording, "title", context.item_levels[key])
            if not reading.words_of
        ]
        level = own[0] if own else context.roadmap.levels.most
        said = tuple(words(plain))
        if said not in least or level.is_below(least[said].level):
            least[said] = Title(found.title, key, level)
    titles: Terms[Title] = Terms()
    for title in least.values():
        if not title.level.visible_to(everyone):
            titles.add(title.text, title)
    return titles
