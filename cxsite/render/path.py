"""The path of an initiative: what was promised first, how it moved, what came of it; for readers who may know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cxsite.measures.past.promises import is_kept, shipped_on
from cxsite.model.items.initiative import Initiative
from cxsite.render.site import Site


@dataclass(frozen=True, slots=True)
class Path:
    """The first promise (`date`, `end`) and the moves of an initiative, as its derived values hold them.

    `shipped` is the day it was there, `kept` whether that was in time, `slip` the days between the two.
    """

    promised: Any
    moves: tuple[Any, ...]
    shipped: dt.date | None
    kept: bool
    slip: int | None


def path_of(site: Site, item: Initiative) -> Path | None:
    """The path, where the audience may know of the first promise; moves where it may know of them."""
    promised = site.fact(item, "first_promised")
    if promised is None:
        return None
    past = site.view.past
    shipped = shipped_on(item, past)
    return Path(
        promised,
        tuple(site.fact(item, "moves") or ()),
        shipped,
        is_kept(item, past),
        site.fact(item, "slip_days"),
    )
