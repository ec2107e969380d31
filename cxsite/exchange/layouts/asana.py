"""Asana: the CSV of a project, of its own export or through a spreadsheet."""

from __future__ import annotations

from cxsite.exchange.export_layout import Layout

ASANA = Layout(
    name="asana",
    title="Asana",
    signs=(frozenset(("Task ID", "Name", "Section/Column")), frozenset(("Name", "Section/Column", "Parent task"))),
    roles={
        "key": ("Task ID",),
        "title": ("Name",),
        "text": ("Notes",),
        "status": ("Section/Column",),
        "start": ("Start Date",),
        "end": ("Due Date",),
        "shipped": ("Completed At",),
        "tags": ("Tags",),
        "parent": ("Parent task",),
        "blocked_by": ("Blocked By (Dependencies)", "Blocked By"),
        "blocks": ("Blocking (Dependencies)", "Blocking"),
    },
    people=("Assignee*", "Collaborators", "Followers", "Created By", "Completed By"),
    skipped=("Created At", "Last Modified"),
)
