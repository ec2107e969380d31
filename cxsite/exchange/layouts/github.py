"""GitHub Projects: `gh project item-list … --format json`, and the export of a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cxsite.exchange.export_layout import Layout
from cxsite.exchange.export_table import Row, Table, read_table
from cxsite.exchange.json_file import cells_of, json_object, objects, text_of
from cxsite.model.finding import CxsiteError

_OWN = ("content", "id", "title", "status", "labels", "milestone", "assignees", "repository", "linked pull requests")


def _read(text: str, fits: Callable[[Sequence[str]], bool]) -> Table:
    if text.lstrip()[:1] not in "{[":
        return read_table(text, fits)
    project = json_object(text, "GitHub Projects")
    if not isinstance(project.get("items"), list):
        raise CxsiteError("it is JSON, but no list of a project: write one with `gh project item-list N --format json`")
    items = objects(project["items"])
    total = project.get("totalCount")
    if isinstance(total, int) and total > len(items):
        raise CxsiteError(
            f"it has {len(items)} of {total} entries, since gh stops there unless told otherwise: "
            f"write it again with `--limit {total}`"
        )
    names: dict[str, None] = {}
    rows = []
    for number, item in enumerate(items, 1):
        cells = _cells(item)
        names |= dict.fromkeys(cells)
        rows.append(Row(number, {name: kept for name, all_ in cells.items() if (kept := [one for one in all_ if one])}))
    return Table(tuple(names), rows)


def _cells(item: dict[str, Any]) -> dict[str, list[str]]:
    content = item["content"] if isinstance(item.get("content"), dict) else {}
    milestone = item["milestone"] if isinstance(item.get("milestone"), dict) else {}
    parent = item.get("parent issue")
    return {
        # A draft has no address; its own id is the only thing that stays.
        "URL": [text_of(content.get("url")) or text_of(item.get("id"))],
        "Number": [text_of(content.get("number"))],
        "Title": [text_of(item.get("title")) or text_of(content.get("title"))],
        "Type": [text_of(content.get("type"))],
        "Description": [text_of(content.get("body"))],
        "Status": [text_of(item.get("status"))],
        "Labels": cells_of(item.get("labels")),
        "Milestone": [text_of(milestone)],
        "Milestone due": [text_of(milestone.get("dueOn"))],
        "Parent issue": [
            text_of(parent.get("url")) or text_of(parent) if isinstance(parent, dict) else text_of(parent)
        ],
        # People are told apart from columns by their name, so assignees keep theirs.
        "Assignees": cells_of(item.get("assignees")),
        **{name: cells_of(value) for name, value in item.items() if name not in (*_OWN, "parent issue")},
    }


GITHUB = Layout(
    name="github",
    title="GitHub",
    signs=(
        frozenset(("Title", "URL", "Status")),
        frozenset(("Title", "Assignees", "Status")),
        frozenset(("Title", "URL")),
    ),
    roles={
        "key": ("URL",),
        "number": ("Number",),
        "title": ("Title",),
        "text": ("Description", "Body"),
        "status": ("Status",),
        "type": ("Type",),
        "start": ("Start date", "Start"),
        "end": ("Target date", "End date", "Due date", "Target", "End", "Due", "Milestone due"),
        "shipped": ("Closed at", "Closed"),
        "tags": ("Labels",),
        "url": ("URL",),
        "parent": ("Parent issue",),
    },
    people=("Assignees", "Reviewers"),
    skipped=("Repository", "Linked pull requests", "Sub-issues progress", "Created", "Updated"),
    markup="markdown",
    small=frozenset(("pullrequest", "pull-request")),
    read=_read,
)
