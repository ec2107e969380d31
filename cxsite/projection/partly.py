"""A View of some items only, for comparisons: of the others it is only found out whether they are there."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.levels import Level
from cxsite.model.roadmap import Key, Roadmap, View
from cxsite.model.shape import Leaf, fields_of
from cxsite.projection.bodies import Fit
from cxsite.projection.names import Names
from cxsite.projection.projection import Projection
from cxsite.projection.remembered import Remembered
from cxsite.projection.values import UNSEEN, WITHHELD


class Partly:
    """One state for one audience, of which is known what is there, and under which names."""

    def __init__(self, roadmap: Roadmap, audience: Level, today: dt.date, fit: Fit, remembered: Remembered) -> None:
        without: frozenset[Key] = frozenset()
        while True:
            self._run = _Partial(roadmap, audience, today, without, fit, remembered)
            self._run.items()
            if not self._run.incomplete:
                break
            without |= self._run.incomplete

    @property
    def names(self) -> Names:
        """What the audience sees, and under which ids."""
        return self._run.names

    def view(self, only: frozenset[Key] | None) -> View:
        """The View with the items of these keys (None: with all), never to be shown: lists of roadmap.yml are cut to
        what these use, and nothing is counted rightly."""
        if self._run.remembered is not None:
            # Of several states that are looked at in turns, each goes by its own rules.
            self._run.remembered.begin(self._run.roadmap, self._run.visibility.audience)
        self._run.only = only
        return self._run.view(self._run.items(), None, None)


class _Partial(Projection):
    """A projection that looks at `only` these items, and whether the others can be shown."""

    def __init__(self, *about: Any) -> None:
        self.only: frozenset[Key] | None = frozenset()
        self._known: dict[tuple[bool, str, str], Any] = {}
        super().__init__(*about)

    def seen(self, key: Key, item: Item, view_id: str, level: Level) -> Any:
        """The visible part of an item, or `UNSEEN` for one of the others, or `WITHHELD`."""
        if self.only is None or key in self.only:
            return super().seen(key, item, view_id, level)
        # Where nothing is said in the item itself, its required texts have the level that those of others have.
        is_like_others = not (item.disclose or item.wording) and _is_plain(type(item))
        like = (is_like_others, key[0], level.name if is_like_others else key[1])
        if like not in self._known:
            self._known[like] = self._whether(key, item, level)
        return self._known[like]

    def _whether(self, key: Key, item: Item, level: Level) -> Any:
        walk = self.walk(key, self.asks(key, self.charter), item.disclose, {})
        return UNSEEN if walk.is_whole(item, key[0], level, extra=("id", "visibility")) else WITHHELD


@cache
def _is_plain(model: type[Declared]) -> bool:
    """Whether what is required in a class is there for all who may read its level: no reference, plan, or part."""
    required = [declared.shape for declared in fields_of(model).values() if declared.required]
    return all(isinstance(one, Leaf) and one.ref is None and not one.is_period and not one.asset for one in required)
