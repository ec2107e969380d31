"""Items in which rules about single items found nothing, so that they need not be looked at again.

What a rule that is `alone` finds in an item hangs on that item and on roadmap.yml only, or besides on what it is
`given`. So where all such rules found nothing in an item, a digest of its file's text and of these is remembered as
other questions are to which nothing was the answer, and the item is left out of what they look at next time. It is not
remembered of items of several content folders, or that could not be read in whole. What an audience sees of an item
has no file: there, all that it says is digested.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from cxsite.check.context import Context
from cxsite.check.rule import CheckedRule, Problem
from cxsite.matching.silent import SILENCE
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.roadmap import Key
from cxsite.model.shape import fields_of
from cxsite.syntax.positions import Source

_SIZE = 16


@dataclass(slots=True)
class Part:
    """What rules look at that are alone and given the same: without the items in which nothing is.

    `asked` are the questions about the others, `told` the items in which something was found.
    """

    context: Context
    asked: Mapping[Key, bytes] = field(default_factory=dict)
    told: set[Key] = field(default_factory=set)

    def hear(self, problem: Problem) -> None:
        """Something was found."""
        self.told.add(problem.place.item)

    def remember(self) -> None:
        """Remember the items in which nothing was found, once all rules were asked."""
        for key, question in self.asked.items():
            if key not in self.told:
                SILENCE.note(question)


class Parts:
    """What each of some rules looks at in a whole context."""

    def __init__(self, rules: Iterable[CheckedRule], context: Context) -> None:
        self._whole = Part(context)
        groups: dict[str, list[CheckedRule]] = {}
        for one in rules:
            if one.alone:
                groups.setdefault(one.given(context) if one.given else "", []).append(one)
        self._parts: dict[str, Part] = {}
        texts = digests(context) if groups else {}
        for given, group in groups.items():
            part = _part(context, [*_basis(context), given, *(one.rule.code for one in group)], texts)
            self._parts |= {one.rule.code: part for one in group}

    @property
    def left(self) -> int:
        """How many items some of the rules look at that look at each alone: of those, nothing is remembered."""
        return max((len(part.context.items()) for part in self._parts.values()), default=0)

    def of(self, one: CheckedRule) -> Part:
        """What this rule looks at."""
        return self._parts.get(one.rule.code, self._whole)

    def remember(self) -> None:
        """Remember the items in which nothing was found, once all rules were asked."""
        for part in self._parts.values():
            part.remember()


def where(context: Context, what: str, find: Callable[[Context], Iterable[Key]]) -> frozenset[Key]:
    """The items and pages in which `find` finds something, which hangs on each of them and on roadmap.yml only; `what`
    names the question. For rules that are not alone, and first ask what is."""
    part = _part(context.whole, [*_basis(context), "where", what], digests(context))
    found = frozenset(find(part.context))
    part.told |= found
    part.remember()
    return found


def _part(context: Context, basis: list[str], items: Mapping[Key, bytes]) -> Part:
    common = _digest(*basis)
    asked: dict[Key, bytes] = {}
    quiet: set[Key] = set()
    for key, said in items.items():
        question = hashlib.blake2b(common + said, digest_size=_SIZE).digest()
        if SILENCE.answers(question):
            quiet.add(key)
        else:
            asked[key] = question
    return Part(context.without(quiet) if quiet else context, asked)


def _basis(context: Context) -> list[str]:
    """What rules that are alone may look at besides an item."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    named = [f"{level.name} {levels.is_below_internal(level)}" for level in levels]
    return ["alone", repr(charter), repr(charter.model_dump(exclude_unset=True)), *named, ""]


def digests(context: Context) -> dict[Key, bytes]:
    """Digests of all that each item hangs on, of those that hang on one file that was read in whole."""
    return context.made("digests of items", lambda: _digests(context.whole))


def _digests(context: Context) -> dict[Key, bytes]:
    roadmap = context.roadmap
    if len(roadmap.roots) > 1 or not roadmap.is_policy_known:
        return {}
    unclear = roadmap.broken | {key for key, _ in roadmap.unread}
    found: dict[Key, bytes] = {}
    for kind, key, item in context.items():
        # An embargo is all that hangs on the day.
        day = f"{context.today} {item.visible_from}" if item.visible_from else ""
        origin = roadmap.origins.get(key)
        if key in unclear:
            continue
        if isinstance(origin, Source) and origin.own_text:
            found[key] = _digest(*key, origin.path, day, _data(kind, item), origin.own_text)
        elif not roadmap.origins:
            found[key] = _digest(*key, "seen", day, item.model_dump_json(exclude_unset=True))
    return found


def _data(kind: Kind, item: Item) -> str:
    """What an item has of files with data that its fields may name."""
    names = _filled(kind)
    return item.model_dump_json(include=names, exclude_unset=True) if names & item.model_fields_set else ""


@cache
def _filled(kind: Kind) -> set[str]:
    """The fields of a kind that a file with data may fill."""
    fields = fields_of(kind.model)
    filled = {name for name, declared in fields.items() if declared.csv}
    return filled | ({"provenance"} & fields.keys() if filled else set())


def _digest(*said: str) -> bytes:
    # No text of a file that is read holds this character.
    return hashlib.blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
