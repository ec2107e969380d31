"""The difference of two Views of one audience."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cxsite.diff.differences import Difference, differences
from cxsite.diff.pairing import Side, pair
from cxsite.diff.plain import plain, spelled
from cxsite.diff.weight import weight_of
from cxsite.model.change import Change
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.period import Period
from cxsite.model.roadmap import PAGE, ROADMAP, Key, View

FACTS = ("state", "rag", "current")
"""The derived values that belong to a difference; ranks and the like move when something else does."""


@dataclass(frozen=True, slots=True)
class _Of:
    """Whose changes these are."""

    kind: str
    id: str
    title: str
    reason: str = ""

    def change(self, found: Difference) -> Change:
        days = _days(found.before, found.after)
        return Change(
            self.kind,
            self.id,
            self.title,
            "changed" if days is None else "moved",
            spelled(found.at),
            plain(found.before),
            plain(found.after),
            days,
            "cosmetic" if found.only_order else weight_of(plain(found.before), plain(found.after)),
            reason=self.reason,
            label=found.label,
            at=found.at,
            of_before=found.of_before,
        )


def compare(before: Side, after: Side, followed: Mapping[Key, Key]) -> tuple[Change, ...]:
    """What this audience will notice, the gravest first.

    `followed` says which item of the later content is which of the earlier one, by their ids as written.
    """
    found = [
        *_items(before, after, followed),
        *_roadmap(before.view, after.view),
        *_pages(before.view, after.view),
        *_assets(before.view, after.view),
    ]
    return tuple(sorted(found, key=lambda change: change.order))


def _items(before: Side, after: Side, followed: Mapping[Key, Key]) -> Iterator[Change]:
    pairs = pair(before, after, followed)
    for was, now in pairs.same:
        yield from _item(before.view, after.view, was, now)
    for key in pairs.gone:
        item = before.item(key)
        there = followed.get(before.written[key]) in after.exist
        yield Change(
            key[0],
            key[1],
            item.title,
            "disappears" if there else "removed",
            redirect=key in after.view.redirects,
            before=plain(item),
            of_before=True,
        )
    there_before = {later for earlier, later in followed.items() if earlier in before.exist}
    for key in pairs.new:
        item = after.item(key)
        known = after.written[key] in there_before
        yield Change(key[0], key[1], item.title, "appears" if known else "added", after=plain(item))


def _item(before: View, after: View, was: Key, now: Key) -> Iterator[Change]:
    """The changes of one item; its address first."""
    old, new = before.items[was[0]][was[1]], after.items[now[0]][now[1]]
    of = _Of(now[0], now[1], new.title, _reason(old, new))
    if was != now:
        redirect = was in after.redirects and after.redirects[was] == now[1]
        yield Change(
            now[0], now[1], new.title, "renamed", "id", was[1], now[1], redirect=redirect, reason=of.reason, at=("id",)
        )
    for found in differences(old, new):
        yield of.change(found)
    facts, later = before.facts.get(was, {}), after.facts.get(now, {})
    for name in FACTS:
        if plain(facts.get(name)) != plain(later.get(name)):
            yield replace(of.change(Difference((name,), facts.get(name), later.get(name))), at=())


def _reason(old: Item, new: Item) -> str:
    """The newest update that came with the edit."""
    if not isinstance(old, Initiative) or not isinstance(new, Initiative):
        return ""
    known = {update.text for update in old.updates}
    fresh = [update for update in new.updates if update.text not in known]
    return max(fresh, key=lambda update: update.date).text if fresh else ""


def _roadmap(before: View, after: View) -> Iterator[Change]:
    of = _Of(ROADMAP, "", after.charter.title)
    for found in differences(before.charter, after.charter):
        yield of.change(found)
    for name in ("site_name", "site_url", "edit_links"):
        was, now = getattr(before, name), getattr(after, name)
        # Without a name of its own a site has that of the roadmap, whose change is told already.
        if was != now and not (name == "site_name" and (was, now) == (before.charter.title, after.charter.title)):
            yield replace(of.change(Difference((name,), was, now)), at=())


def _pages(before: View, after: View) -> Iterator[Change]:
    for path, page in before.pages.items():
        if path not in after.pages:
            yield Change(PAGE, path, page.title, "removed", redirect=False, before=plain(page), of_before=True)
    for path, page in after.pages.items():
        if path not in before.pages:
            yield Change(PAGE, path, page.title, "added", after=plain(page))
            continue
        of = _Of(PAGE, path, page.title)
        yield from (of.change(found) for found in differences(before.pages[path], page))


def _assets(before: View, after: View) -> Iterator[Change]:
    """Files that both have, with other bytes; a file that comes or goes does so with what shows it."""
    for name in sorted(before.assets.keys() & after.assets.keys()):
        if before.assets[name] != after.assets[name]:
            was, now = (hashlib.sha256(view.assets[name]).hexdigest() for view in (before, after))
            yield Change("asset", name, name, "changed", "sha256", was, now)


def _days(before: Any, after: Any) -> int | None:
    """The days between the last days of two times."""
    ends = [value.last if isinstance(value, Period) else value for value in (before, after)]
    if all(isinstance(end, dt.date) for end in ends):
        return int((ends[1] - ends[0]).days)
    return None
