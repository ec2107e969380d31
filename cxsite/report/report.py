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
    name files from there. `base` is the git revision with which it was compared, if with any. `fixed` is how many
    fixes were applied before, to the files `changed`; `findings` is what is left. `asked_for`: somebody named the rules
    or the paths, and so wants to see all of them.
    """

    findings: tuple[Finding, ...]
    items: int
    seconds: float = 0.0
    prefix: str = ""
    base: str = ""
    fixed: int = 0
    changed: tuple[str, ...] = ()
    asked_for: bool = False

    def in_repository(self, span: Span) -> str:
        """The path of a place as seen from the top of the git repository."""
        return str(PurePosixPath(self.prefix) / span.path)

    @property
    def summary(self) -> str:
        """`3 errors, 5 warnings in 87 items`."""
        looked_at = "1 item" if self.items == 1 else f"{self.items} items"
        compared = f" (what was there at {self.base} is a remark)" if self.base else ""
        return f"{self._fixed}{counted(self.findings)} in {looked_at}{compared}"

    @property
    def _fixed(self) -> str:
        if not self.fixed:
            return ""
        files = "1 file" if len(self.changed) == 1 else f"{len(self.changed)} files"
        return f"{self.fixed} fixed in {files}; "

    @property
    def fixable(self) -> str:
        """What `check --fix` would do about the findings; empty where it can't do anything."""
        counts = Counter(finding.fix.applicability for finding in self.findings if finding.fix is not None)
        safe, unsafe = counts["safe"], counts["unsafe"]
        said = [f"`cxsite check --fix` mends {safe} of them"] if safe else []
        if unsafe:
            more = f"{unsafe} more" if safe else f"{unsafe} of them"
            said.append(
                f"`--unsafe-fixes` {more}, which you should look at"
                if safe
                else f"`cxsite check --unsafe-fixes` mends {more}, which you should look at"
            )
        return ", ".join(said)


def counted(findings: Iterable[Finding]) -> str:
    """`3 errors, 5 warnings`; `nothing found` without any."""
    counts = Counter(finding.severity for finding in findings)
    words = {"error": "error", "warning": "warning", "info": "remark"}
    found = [f"{n} {words[name]}{'' if n == 1 else 's'}" for name in SEVERITIES if (n := counts[name])]
    return ", ".join(found) or "nothing found"
