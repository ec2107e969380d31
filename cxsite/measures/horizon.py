"""The column of the roadmap board in which an initiative stands."""

from collections.abc import Mapping
from typing import Literal

Horizon = Literal["now", "next", "later", "shipped"]

_BY_STATUS: Mapping[str, Horizon] = {
    "in-progress": "now",
    "pilot": "now",
    "planned": "next",
    "paused": "later",
    "idea": "later",
    "shipped": "shipped",
}
# What is running or shipped stands where its status says; only what is still to come can be moved.
_MOVABLE = frozenset({"planned", "paused", "idea"})


def horizon(status: str | None, stored: Horizon | None = None) -> Horizon | None:
    """Give the horizon of an initiative from its status.

    A stored one overrides it for planned, paused and idea. None for a dropped initiative, and without a
    status.
    """
    if status is None:
        return None
    if stored is not None and status in _MOVABLE:
        return stored
    return _BY_STATUS.get(status)
