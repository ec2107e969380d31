"""A comparison as JSON."""

from __future__ import annotations

import json
from typing import Any

from cxsite.diff.result import Diff
from cxsite.model.change import Change

_FIELDS = ("kind", "id", "title", "change", "field", "before", "after", "days", "weight", "path", "line")


def as_json(diff: Diff) -> str:
    """An object: `from`, `to`, `today`, `audiences` (level → list of changes), `approvals` (level → teams)."""
    found = {
        "from": diff.before,
        "to": diff.after or None,
        "today": diff.today,
        "audiences": {level: [record(change) for change in changes] for level, changes in diff.audiences.items()},
        "approvals": {level: list(teams) for level, teams in diff.approvals.items()},
        "not_compared": list(diff.not_compared),
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def record(change: Change) -> dict[str, Any]:
    """One change; what makes no sense for it is left out."""
    found = {name: getattr(change, name) for name in (*_FIELDS, "redirect", "reason")}
    if change.opens is not None:
        found["opens"] = change.opens.isoformat()
    return {name: value for name, value in found.items() if value is not None and (value != "" or name == "id")}
