"""Every layout by its name, in the order in which an unknown file is tried."""

from __future__ import annotations

from cxsite.exchange.export_layout import Layout
from cxsite.exchange.layouts.asana import ASANA
from cxsite.exchange.layouts.azure_devops import AZURE_DEVOPS
from cxsite.exchange.layouts.github import GITHUB
from cxsite.exchange.layouts.issues import GITLAB, LINEAR
from cxsite.exchange.layouts.jira import JIRA
from cxsite.exchange.layouts.plain_csv import PLAIN
from cxsite.exchange.layouts.roadmaps import AHA, ROADMUNK
from cxsite.exchange.layouts.trello import TRELLO

_ALL = (JIRA, TRELLO, ASANA, LINEAR, AZURE_DEVOPS, GITLAB, AHA, ROADMUNK, GITHUB, PLAIN)
LAYOUTS = {layout.name: layout for layout in _ALL}


def others_like(headings: tuple[str, ...], than: Layout) -> tuple[Layout, ...]:
    """The other layouts whose export has these headings."""
    return tuple(one for one in _ALL if one not in (than, PLAIN) and one.fits(headings))
