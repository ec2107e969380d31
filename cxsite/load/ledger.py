"""The findings of a run, as they are collected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cxsite.model.finding import Finding, Related, Rule, Span


@dataclass(frozen=True, slots=True)
class Owner:
    """The item that findings belong to; empty for files that are none."""

    kind: str = ""
    id: str = ""


NOBODY = Owner()


class Ledger:
    """Collects the findings of a run."""

    __slots__ = ("_found", "_said")

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._said: dict[str, frozenset[int]] = {}

    def all_said(self, path: str, lines: frozenset[int]) -> None:
        """Add nothing more about these lines (1-based) of a file: they were read in another way than written."""
        self._said[path] = lines

    def add(
        self,
        rule: Rule,
        place: Span,
        message: str,
        help_: str = "",
        owner: Owner = NOBODY,
        field: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note one finding."""
        if place.line in self._said.get(place.path, ()):
            return
        self._found.append(Finding(rule, _safe(place), message, help_, owner.kind, owner.id, field, related))

    def sorted(self) -> tuple[Finding, ...]:
        """All findings by file and place, each once."""
        unique = {(*finding.sort_key, finding.field): finding for finding in self._found}
        return tuple(unique[key] for key in sorted(unique))


def _safe(place: Span) -> Span:
    """File names that are no text can't be printed or written as JSON; they are shown as far as they are text."""
    shown = printable(place.path)
    return place if shown == place.path else replace(place, path=shown)


def printable(name: str) -> str:
    """A file's name as it can be shown: characters that are none or that steer a terminal become `?`."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else "?" for c in name)
