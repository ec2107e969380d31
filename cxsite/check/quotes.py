"""CX523: texts that say what a hidden thing is called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.rule import Problem, rule
from cxsite.check.seen import Seen, after_wording
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2
"""Words of a title. A single one is also just a word."""


class _Title(NamedTuple):
    words: tuple[str, ...]
    text: str
    key: Key
    level: Level


Titles = dict[tuple[str, str], list[_Title]]


@rule(
    "CX523",
    "quoted-hidden-title",
    "warning",
    bad=tree(
        initiative("visibility: public\nsummary: It waits for our supplier merger.", "a"),
        initiative("", "supplier-merger"),
    ),
    good=tree(
        initiative("visibility: public\nsummary: It waits for our supplier.", "a"), initiative("", "supplier-merger")
    ),
)
def quoted_hidden_title(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds the whole title of an item that they may not see, or whose title `wording`
    replaces for them. For a hand-written page the audit of the site refuses that."""
    titles = _titles(context)
    for seen in context.said_to_lesser():
        shown = seen.shown
        spoken = _WORD.findall(shown.casefold())
        # Most texts hold the beginning of no title, which is quickly asked.
        if titles.keys() & itertools.pairwise(spoken):
            yield from _quoted(titles, seen, shown)


def _quoted(titles: Titles, seen: Seen, shown: str) -> Iterator[Problem]:
    found = list(_WORD.finditer(shown))
    spoken = [match[0].casefold() for match in found]
    for index, begun in enumerate(itertools.pairwise(spoken)):
        for title in titles.get(begun, ()):
            last = index + len(title.words)
            if tuple(spoken[index:last]) == title.words and not title.level.visible_to(seen.level):
                kind, id_ = title.key
                yield Problem(
                    seen.place.within(found[index].start(), found[last - 1].end()),
                    f"{seen.level} readers read this, and the title “{title.text}” of {kind} `{id_}` in it",
                    f"use other words, or let {seen.level} readers see that title",
                )


def _titles(context: Context) -> Titles:
    """Every title of several words with the least level that some item shows it to, by its first two words."""
    least: dict[tuple[str, ...], _Title] = {}
    for _, key, item in context.items():
        words = tuple(_WORD.findall(item.title.casefold()))
        level = after_wording(context.sight, item.wording, "title", context.item_levels[key])
        if len(words) >= _LEAST and (words not in least or level.rank < least[words].level.rank):
            least[words] = _Title(words, item.title, key, level)
    found: Titles = {}
    for title in least.values():
        found.setdefault((title.words[0], title.words[1]), []).append(title)
    return found
