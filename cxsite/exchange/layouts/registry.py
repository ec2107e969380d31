"""Every layout by its name, in the order in which an unknown file is tried."""

from __future__ import annotations

from cxsite.exchange.layout import Layout
from cxsite.exchange.layouts.jira import JIRA
from cxsite.exchange.layouts.plain import PLAIN

_ALL = (JIRA, PLAIN)
LAYOUTS = {layout.name: layout for layout in _ALL}


def others_like(headings: tuple[str, ...], than: Layout) -> tuple[Layout, ...]:
    """The other layouts whose export has these headings."""
    return tuple(one for one in _ALL if one not in (than, PLAIN) and one.fits(headings))
