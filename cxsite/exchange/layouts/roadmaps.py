"""Tools for roadmaps: the list report of Aha!, whose columns are a matter of choice, and the template of Roadmunk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cxsite.exchange.export_layout import Layout, Role
from cxsite.exchange.export_table import Table

_REFERENCE = re.compile(r"(?P<record>.+) (?:reference #|reference num(?:ber)?|key)", re.IGNORECASE)
_SAID_BY: dict[Role, tuple[str, ...]] = {
    "title": ("name",),
    "text": ("description",),
    "status": ("status", "workflow status"),
    "start": ("start date",),
    "end": ("end date", "due date"),
    "shipped": ("shipped date", "completed date", "done date", "date shipped"),
    "tags": ("tags",),
    "url": ("url", "link"),
}


def _record(headings: Sequence[str]) -> str | None:
    """What the report calls its records: what stands before the first `reference #`."""
    return next((match["record"] for heading in headings if (match := _REFERENCE.fullmatch(heading))), None)


def _is_like(headings: Sequence[str]) -> bool:
    record = _record(headings)
    return record is not None and f"{record} name".casefold() in {heading.casefold() for heading in headings}


def _adapt(layout: Layout, table: Table) -> Layout:
    """The layout with this report's word for its records."""
    record = _record(table.headings)
    if record is None:
        return layout
    key = next(heading for heading in table.headings if _REFERENCE.fullmatch(heading))
    roles: dict[Role, tuple[str, ...]] = {
        role: tuple(f"{record} {name}" for name in names) for role, names in _SAID_BY.items()
    }
    roles["key"] = (key,)
    roles["blocked_by"] = (f"{record} depends on",)
    people = tuple(f"{record} {name}" for name in ("assigned to", "created by", "watchers", "owner", "assignee"))
    skipped = tuple(f"{record} {name}" for name in ("created date", "last updated", "created at", "updated at"))
    return replace(layout, roles=roles, people=people, skipped=skipped)


AHA = Layout(
    name="aha",
    title="Aha!",
    signs=(frozenset(("Feature reference #", "Feature name")),),
    roles={"title": ("Feature name",)},
    markup="html",
    adapt=_adapt,
    is_like=_is_like,
)

ROADMUNK = Layout(
    name="roadmunk",
    title="Roadmunk",
    signs=(frozenset(("Items", "Bucket")), frozenset(("Items", "Start Date", "End Date"))),
    roles={
        "title": ("Items", "Item"),
        "text": ("Description",),
        "status": ("Status", "Bucket"),
        "start": ("Start Date",),
        "end": ("End Date",),
        "tags": ("Tags",),
        "url": ("URL", "External Link"),
    },
    people=("Owner", "Owners"),
)
