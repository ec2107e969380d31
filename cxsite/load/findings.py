"""The findings of a run, as they are collected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from cxsite.model.finding import Finding, Fix, Related, Rule, Span

MOST_TOLD = 100
"""Findings in one file. Who has more of them mends one cause, and looks again."""


class FindingCollector:
    """Collects the findings of a run."""

    __slots__ = ("_count", "_found", "_said")

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._said: dict[str, frozenset[int]] = {}
        self._count: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many findings there are so far, those that are not listed included."""
        return self._count.total()

    def mute(self, path: str, lines: frozenset[int]) -> None:
        """Add nothing more about these lines (1-based) of a file: they were read in another way than written."""
        self._said[path] = lines

    def add(
        self,
        rule: Rule,
        place: Span,
        message: str,
        help_: str = "",
        field: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        *,
        kind: str = "",
        id_: str = "",
    ) -> None:
        """Note one finding, of an item where `kind` names one."""
        if place.line in self._said.get(place.path, ()):
            return
        self._count[place.path] += 1
        if self._count[place.path] > MOST_TOLD:
            message = f"there are more than {MOST_TOLD} problems in this file; the others are not listed"
            help_, field, related = "mend the first ones; mostly the others have the same cause", "", ()
            fix = None
            if self._count[place.path] > MOST_TOLD + 1:
                return
        self._found.append(Finding(rule, _safe(place), message, help_, kind, id_, field, related, fix=fix))

    def of(self, kind: str = "", id_: str = "") -> Reporter:
        """What the reading of one item reports to; without a kind, that of a file which is none."""
        return Reporter(self, kind, id_)

    def is_full(self, path: str) -> bool:
        """Whether nothing more about a file will be listed, so that looking further is for nothing."""
        return self._count[path] > MOST_TOLD

    def sorted(self) -> tuple[Finding, ...]:
        """All findings by file and place, each once."""
        unique = {(*finding.sort_key, finding.field): finding for finding in self._found}
        return tuple(unique[key] for key in sorted(unique))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Collects the findings of one item, or of a file that is none (`kind` is empty)."""

    collector: FindingCollector
    kind: str = ""
    id: str = ""

    def add(
        self,
        rule: Rule,
        place: Span,
        message: str,
        help_: str = "",
        field: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Note one finding."""
        self.collector.add(rule, place, message, help_, field, related, fix, kind=self.kind, id_=self.id)

    def mute(self, path: str, lines: frozenset[int]) -> None:
        """Add nothing more about these lines of a file."""
        self.collector.mute(path, lines)

    def is_full(self, path: str) -> bool:
        """Whether nothing more about a file will be listed."""
        return self.collector.is_full(path)


def _safe(place: Span) -> Span:
    """File names that are no text can't be printed or written as JSON; they are shown as far as they are text."""
    shown = printable(place.path)
    return place if shown == place.path else replace(place, path=shown)


def printable(name: str) -> str:
    """A file's name as it can be shown: characters that are none or that steer a terminal become `?`."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else "?" for c in name)
