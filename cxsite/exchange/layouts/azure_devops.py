"""Azure DevOps: the CSV of a query, flat or as a tree of work items."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cxsite.exchange.export_layout import Layout
from cxsite.exchange.export_table import Table, read_table

_LEVEL = re.compile(r"title (\d+)", re.IGNORECASE)


def _read(text: str, fits: Callable[[Sequence[str]], bool]) -> Table:
    """Read a query; that of a tree has the titles of each level in a column of its own."""
    table = read_table(text, fits)
    levels = {heading: int(match[1]) for heading in table.headings if (match := _LEVEL.fullmatch(heading))}
    if not levels:
        return table
    above: dict[int, str] = {}
    for row in table.rows:
        heading = next((name for name in levels if name in row.cells), None)
        if heading is None:
            continue
        level = levels[heading]
        row.cells["Title"] = row.cells.pop(heading)
        above = {depth: key for depth, key in above.items() if depth < level}
        if above and "Parent" not in row.cells:
            row.cells["Parent"] = [above[max(above)]]
        above[level] = row.first("ID")
    kept = [heading for heading in table.headings if heading not in levels]
    return Table((*kept, "Title", *(["Parent"] if "Parent" not in kept else [])), table.rows)


AZURE_DEVOPS = Layout(
    name="azure-devops",
    title="Azure DevOps",
    signs=(
        frozenset(("ID", "Work Item Type", "Title")),
        frozenset(("ID", "Work Item Type", "Title 1")),
        frozenset(("Work Item Type", "Title", "State")),
    ),
    roles={
        "key": ("ID",),
        "title": ("Title",),
        "text": ("Description",),
        "status": ("State",),
        "resolution": ("Reason",),
        "type": ("Work Item Type",),
        "start": ("Start Date",),
        "end": ("Target Date", "Due Date", "Finish Date"),
        "shipped": ("Closed Date", "Completed Date"),
        "tags": ("Tags",),
        "url": ("URL",),
        "parent": ("Parent",),
        "blocked_by": ("Predecessor", "Predecessors"),
    },
    people=("Assigned To", "Created By", "Changed By", "Closed By", "Activated By", "Resolved By", "Authorized As"),
    skipped=(
        "Created Date",
        "Changed Date",
        "State Change Date",
        "Rev",
        "Watermark",
        "Board Column*",
        "Board Lane",
        "Team Project",
    ),
    markup="html",
    large=frozenset(("epic", "feature", "initiative")),
    read=_read,
)
