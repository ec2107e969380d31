"""A report: what a check found, ready to be written in one of several forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cxsite.model.finding import SEVERITIES, Finding, Span


@dataclass(frozen=True, slots=True)
class Report:
    """Findings and what was looked at.

    `prefix` leads from the top of the git repository to the folder of mkdocs.yml: the forms that a git host reads
    name files from there. `base` is the git revision with which it was compared, if with any.
    """

    findings: tuple[Finding, ...]
    items: int
    seconds: float = 0.0
    prefix: str = ""
    base: str = ""

    def in_repository(self, span: Span) -> str:
        """The path of a place as seen from the top of the git repository."""
        return str(PurePosixPath(self.prefix) / span.path)

    @property
    def summary(self) -> str:
        """`3 errors, 5 warnings in 87 items`."""
        looked_at = "1 item" if self.items == 1 else f"{self.items} items"
        compared = f" (what was there at {self.base} is a remark)" if self.base else ""
        return f"{counted(self.findings)} in {looked_at}{compared}"


def counted(findings: Iterable[Finding]) -> str:
    """`3 errors, 5 warnings`; `nothing found` without any."""
    counts = Counter(finding.severity for finding in findings)
    words = {"error": "error", "warning": "warning", "info": "remark"}
    found = [f"{n} {words[name]}{'' if n == 1 else 's'}" for name in SEVERITIES if (n := counts[name])]
    return ", ".join(found) or "nothing found"
