"""What an edit of content means to readers, for the rules about edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxsite.model.change import Change


@dataclass(frozen=True, slots=True)
class Edit:
    """What readers of each level will notice of an edit, and the teams that approved it.

    `unknown`: the earlier state asks for approvals, and nobody can read whose.
    """

    noticed: Mapping[str, tuple[Change, ...]]
    approved: frozenset[str] = frozenset()
    unknown: bool = False
