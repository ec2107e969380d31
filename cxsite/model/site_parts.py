"""What sites have of their own, as far as content must know it: whoever renders tells, whoever checks is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SiteParts:
    """`languages` are those of the interface; `addresses` those of its own pages, with what is there; `colleagues`
    those of them that only readers of what is internal have. `has_file` tells whether a site has a file besides its
    pages; None where nobody knows. `words_of_chinese`: whether the search finds Chinese by its words."""

    languages: tuple[str, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    colleagues: frozenset[str] = frozenset()
    has_file: Callable[[str], bool] | None = None
    words_of_chinese: bool = False


UNKNOWN = SiteParts()
"""For whoever checks content that becomes no site."""
