"""Settings upon settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merged(ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> dict[Any, Any]:
    """`ours` with what is in `theirs` in its place, mapping by mapping; lists and texts are replaced. New mappings and
    lists, of the same values."""
    found: dict[Any, Any] = copied(ours)
    for name, value in theirs.items():
        both = isinstance(value, Mapping) and isinstance(found.get(name), Mapping)
        found[name] = merged(found[name], value) if both else value
    return found


def copied(value: Any) -> Any:
    """Mappings and lists anew, what is in them as it is: functions and MkDocs' own place holders have no copies."""
    if isinstance(value, Mapping):
        return {name: copied(entry) for name, entry in value.items()}
    return [copied(entry) for entry in value] if isinstance(value, (list, tuple)) else value
