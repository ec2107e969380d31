"""What of an audit's hits somebody has looked at and accepted, and which of these acceptances were of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxsite.audit.leak import Leak, What
from cxsite.matching.normal import normal, words
from cxsite.matching.paths import path_matches

if TYPE_CHECKING:
    from cxsite.model.charter import Acceptance

NEVER: frozenset[What] = frozenset(("term", "title", "file"))
"""What nobody can accept: sensitive terms, whole titles, copies of the content's files."""


@dataclass(slots=True)
class Accepted:
    """The acceptances that hold for one audience on one day, by their place in roadmap.yml; `used` are of use."""

    entries: tuple[tuple[int, Acceptance], ...] = ()
    used: set[int] = field(default_factory=set)

    @staticmethod
    def of(entries: Iterable[Acceptance], audience: str, today: dt.date) -> Accepted:
        """Those of roadmap.yml that are made for an audience and have not expired."""
        return Accepted(
            tuple(
                (number, entry)
                for number, entry in enumerate(entries)
                if entry.audience in (None, audience) and (entry.until is None or today <= entry.until)
            )
        )

    def takes(self, leak: Leak) -> bool:
        """Whether a hit is accepted: its whole text and its place, or the file's hash and its place."""
        taken = [number for number, entry in self.entries if _takes(entry, leak)]
        self.used.update(taken)
        return bool(taken)

    @property
    def idle(self) -> tuple[int, ...]:
        """The acceptances that no hit has needed."""
        return tuple(number for number, _ in self.entries if number not in self.used)


def _takes(entry: Acceptance, leak: Leak) -> bool:
    if leak.what in NEVER or not path_matches(leak.path, entry.where):
        return False
    if entry.sha256 is not None:
        return leak.what == "unread" and leak.sha256 == entry.sha256
    return leak.what != "unread" and entry.text is not None and _plain(entry.text) == _plain(leak.excerpt)


def _plain(text: str) -> list[str]:
    return words(normal(text))
