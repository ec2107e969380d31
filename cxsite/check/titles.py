"""The titles of several words, with the least level that reads each."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from cxsite.check.context import Context
from cxsite.matching.normal import normal, weight, words
from cxsite.matching.terms import Terms
from cxsite.model.items.item import Item
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
    """A digest of them, which is known of the same titles and levels."""
    return context.made("digest of titles", lambda: _known_digest(context.whole))


def _known_digest(context: Context) -> str:
    levels = context.item_levels
    given = [
        (key, found.title, levels[key].name, *((name, words.get("title")) for name, words in found.wording.items()))
        for _, key, found in context.items()
    ]
    digest: str = context.answers.of(
        repr(("titles", context.roadmap.levels.names, given)), lambda: _digest(withheld_titles(context))
    )
    return digest


def _digest(titles: Terms[Title]) -> str:
    said = repr([(text, *title.key, title.level.name) for text, title in titles.spelled])
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass")).hexdigest()


def _withheld_titles(context: Context) -> Terms[Title]:
    everyone = context.roadmap.levels.least
    least: dict[tuple[str, ...], Title] = {}
    for _, key, found in context.items():
        plain = normal(found.title)
        if weight(plain) < LEAST:
            continue
        level = _least(context, found, context.item_levels[key])
        said = tuple(words(plain))
        if said not in least or level.is_below(least[said].level):
            least[said] = Title(found.title, key, level)
    titles: Terms[Title] = Terms()
    for title in least.values():
        if not title.level.visible_to(everyone):
            titles.add(title.text, title)
    return titles


def _least(context: Context, found: Item, level: Level) -> Level:
    """The least level that reads the title of an item of this level, and no other words for it."""
    if not found.wording and "title" in found.model_fields_set:
        return level
    readings = Readers(context.visibility, found.disclose).readings(found, found.wording, "title", level)
    own = [reading.least for reading in readings if not reading.words_of]
    return own[0] if own else context.roadmap.levels.most
