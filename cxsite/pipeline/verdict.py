"""Which findings count: the site's and the items' exceptions, another severity, a selection."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from cxsite.model.finding import SEVERITIES, CxsiteError, Finding, Severity
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.rules import codes_of
from cxsite.pipeline.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """What of the findings a command asks for: rules (none: all), without some, below some paths (none: all)."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()

    def takes(self, finding: Finding) -> bool:
        """Whether the finding is asked for."""
        code = finding.rule.code
        return (
            (not self.select or code in self.select)
            and code not in self.ignore
            and (not self.paths or any(_below(finding.span.path, path) for path in self.paths))
        )


def judged(findings: Iterable[Finding], settings: Settings, roadmap: Roadmap | None) -> tuple[Finding, ...]:
    """The findings that count on this site, with the severity that they have there, by file and place."""
    ignored = codes_of(settings.ignore)
    by_path = {pattern: codes_of(words) for pattern, words in settings.per_path_ignore.items()}
    severities = {code: severity for word, severity in settings.severity.items() for code in codes_of([word])}
    accepted = _accepted(roadmap) if roadmap is not None else frozenset()
    kept = [
        _with_severity(finding, severities.get(finding.rule.code))
        for finding in findings
        if finding.rule.code not in ignored
        and not any(finding.rule.code in codes and matches(finding.span.path, path) for path, codes in by_path.items())
        and not _is_accepted(finding, accepted)
    ]
    return tuple(sorted(kept, key=lambda finding: finding.sort_key))


def fails(findings: Iterable[Finding], at: Severity) -> bool:
    """Whether any finding is at least as bad as `at`."""
    return any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(at) for finding in findings)


def matches(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern as `.gitignore` has them: `*.yml` anywhere, `content/risks/` all below it."""
    if pattern.endswith("/") or "*" not in pattern:
        return _below(path, pattern.rstrip("/"))
    return fnmatchcase(path, pattern) or ("/" not in pattern and fnmatchcase(PurePosixPath(path).name, pattern))


def _below(path: str, parent: str) -> bool:
    return parent in ("", ".") or path == parent or path.startswith(f"{parent}/")


def _with_severity(finding: Finding, severity: Severity | None) -> Finding:
    return dataclasses.replace(finding, severity_override=severity) if severity else finding


def _accepted(roadmap: Roadmap) -> frozenset[tuple[str, str, str]]:
    """Kind, id and rule (code or name) of what items say they accept."""
    return frozenset(
        (kind, id_, exception.rule.casefold())
        for kind, items in roadmap.items.items()
        for id_, item in items.items()
        for exception in item.ignore
    )


def _is_accepted(finding: Finding, accepted: frozenset[tuple[str, str, str]]) -> bool:
    names = (finding.rule.code.casefold(), finding.rule.name.casefold())
    return any((finding.kind, finding.id, name) in accepted for name in names)


def severity_named(word: str) -> Severity:
    """The severity of this name; `CxsiteError` for any other."""
    for severity in SEVERITIES:
        if severity == word:
            return severity
    raise CxsiteError(f"`{word}` is no severity: write {', '.join(SEVERITIES)}")
