"""Tools that export their issues as a table of fixed columns: Linear, GitLab."""

from __future__ import annotations

from cxsite.exchange.export_layout import Layout

LINEAR = Layout(
    name="linear",
    title="Linear",
    signs=(frozenset(("ID", "Team", "Title", "Status", "Priority")), frozenset(("ID", "Title", "Parent issue"))),
    roles={
        "key": ("ID",),
        "number": ("UUID",),
        "title": ("Title",),
        "text": ("Description",),
        "status": ("Status",),
        "start": ("Started",),
        "end": ("Due Date",),
        "shipped": ("Completed",),
        "tags": ("Labels",),
        "url": ("URL",),
        "parent": ("Parent issue",),
        "blocked_by": ("Blocked by",),
        "archived": ("Archived",),
    },
    people=("Creator", "Assignee", "Subscribers"),
    skipped=(
        "Created",
        "Updated",
        "Triaged",
        "Canceled",
        "Project ID",
        "Project Milestone ID",
        "SLA Status",
        "Time in status*",
        "Cycle Number",
        "Cycle Start",
        "Cycle End",
    ),
    markup="markdown",
)

GITLAB = Layout(
    name="gitlab",
    title="GitLab",
    signs=(frozenset(("Issue ID", "URL", "Title", "State")), frozenset(("Issue ID", "Title", "Confidential"))),
    roles={
        # The number is one of its project only; a group's export has several of them.
        "key": ("URL", "Issue ID"),
        "number": ("Issue ID",),
        "title": ("Title",),
        "text": ("Description",),
        "status": ("State",),
        "type": ("Type",),
        "start": ("Start Date",),
        "end": ("Due Date",),
        "shipped": ("Closed At (UTC)", "Closed At"),
        "tags": ("Labels",),
        "url": ("URL",),
        "parent": ("Parent ID", "Parent IID"),
        "confidential": ("Confidential",),
    },
    people=("Author*", "Assignee*"),
    skipped=("Locked", "Created At*", "Updated At*", "Time Estimate", "Time Spent", "Parent Title"),
    markup="markdown",
    large=frozenset(("epic", "objective", "key-result")),
)
