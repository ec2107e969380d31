"""CX523: texts that say what a hidden thing is called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.seen import Seen
from cxsite.model.item import Item
from cxsite.model.roadmap import Key

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2
"""Words of a title. A single one is also just a word."""

Titles = dict[tuple[str, str], list[tuple[list[str], Key, Item]]]


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
    for seen in context.seen_by_lesser:
        if not seen.leaf.wordable:
            continue
        spoken = _WORD.findall(seen.text.casefold())
        # Most texts hold the beginning of no title, which is quickly asked.
        if titles.keys() & itertools.pairwise(spoken):
            yield from _quoted(context, titles, seen)


def _quoted(context: Context, titles: Titles, seen: Seen) -> Iterator[Problem]:
    found = list(_WORD.finditer(seen.text))
    spoken = [match[0].casefold() for match in found]
    for index, begun in enumerate(itertools.pairwise(spoken)):
        for title, key, item in titles.get(begun, ()):
            if spoken[index : index + len(title)] == title and _is_hidden(context, key, item, seen):
                last = found[index + len(title) - 1]
                yield Problem(
                    _within(seen.place, found[index].start(), last.end()),
                    f"{seen.level} readers read this, and the title “{item.title}” of {key[0]} `{key[1]}` in it",
                    f"use other words, or let {seen.level} readers see that title",
                )


def _titles(context: Context) -> Titles:
    """The titles that some readers may not see, by their first two words; not those that another item shows."""
    found: Titles = {}
    shown = {item.title.casefold() for _, _, item, _ in context.lesser if not _worded(item)}
    for _, key, item in context.items():
        title = _WORD.findall(item.title.casefold())
        if len(title) >= _LEAST and item.title.casefold() not in shown:
            found.setdefault((title[0], title[1]), []).append((title, key, item))
    return found


def _is_hidden(context: Context, key: Key, item: Item, seen: Seen) -> bool:
    return not context.item_levels[key].visible_to(seen.level) or any(
        context.sight.levels.get(level).rank >= seen.level.rank for level in _worded(item)
    )


def _worded(item: Item) -> list[str]:
    """The levels for which `wording` has another title."""
    return [level for level, words in item.wording.items() if "title" in words]


def _within(place: Place, start: int, end: int) -> Place:
    if place.body is None:
        return place
    return Place(place.item, body=(place.body[0] + start, end - start))
