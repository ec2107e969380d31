"""What sites have of their own, as far as content must know it: whoever renders tells, whoever checks is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SiteParts:
    """`languages` are those of the interface; `addresses` those of its own pages, with what is there."""

    languages: tuple[str, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)


UNKNOWN = SiteParts()
"""For whoever checks content that becomes no site."""
