"""Audiences by name."""

from __future__ import annotations

from cxsite.model.finding import CxsiteError
from cxsite.model.levels import Level, Levels
from cxsite.model.typed.nearest import meant_or_listed


def audience_of(levels: Levels, name: str) -> Level:
    """The level of this name, the least restricted one for an empty name; `CxsiteError` for any other."""
    if not name:
        return levels.least
    if name not in levels:
        raise CxsiteError(f"there is no level `{name}`{meant_or_listed(name, levels.names)}")
    return levels[name]
