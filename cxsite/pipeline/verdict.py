"""Which findings count: the site's and the items' exceptions, another severity, a selection."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from cxsite.matching.paths import is_below
from cxsite.model.finding import SEVERITIES, CxsiteError, Finding, Severity
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.rules import codes_of
from cxsite.pipeline.settings import Settings
from cxsite.pipeline.suppression import (
    Suppressions,
    suppressions_of_items,
    suppressions_of_options,
    unknown_rules,
)


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
            and (not self.paths or any(is_below(finding.span.path, path) for path in self.paths))
        )


def judged(
    findings: Iterable[Finding], settings: Settings, roadmap: Roadmap | None, unrun: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """The findings that count on this site, with the severity that they have there, by file and place.

    Exceptions that are wrong themselves are findings too; `unrun` are rules of which this run can find nothing.
    """
    of_items = tuple(suppressions_of_items(roadmap.items, roadmap.origins)) if roadmap is not None else ()
    suppressions = Suppressions((*of_items, *suppressions_of_options(settings)))
    kept = suppressions.kept(findings)
    own = [*unknown_rules(of_items), *suppressions.forbidden()]
    # Rules say nothing of what could not be read, so no exception from them is idle for sure.
    whole = roadmap is not None and not roadmap.broken and not roadmap.unread
    if whole:
        own += suppressions.idle(unrun, of_items=True)
    kept += suppressions.kept(own)
    if whole:
        kept += suppressions.kept(suppressions.idle(unrun, of_items=False))
    return _with_severities(kept, settings)


def judged_by_options(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """Findings of what a check can't know, without those for which the site's options make an exception."""
    return _with_severities(Suppressions(suppressions_of_options(settings)).kept(findings), settings)


def judged_view(findings: Iterable[Finding], settings: Settings, view: View) -> tuple[Finding, ...]:
    """The findings of a check of what one audience sees, without those for which it sees an exception."""
    suppressions = Suppressions((*suppressions_of_items(view.items, {}), *suppressions_of_options(settings)))
    return _with_severities(suppressions.kept(findings), settings)


def fails(findings: Iterable[Finding], at: Severity) -> bool:
    """Whether any finding is at least as bad as `at`."""
    return any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(at) for finding in findings)


def _with_severities(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    said = {code: severity for word, severity in settings.severity.items() for code in codes_of([word])}
    changed = [
        dataclasses.replace(finding, severity_override=said[finding.rule.code])
        if finding.rule.code in said and not (finding.rule.guards_visibility and finding.rule.severity == "error")
        else finding
        for finding in findings
    ]
    return tuple(sorted(changed, key=lambda finding: (*finding.sort_key, finding.kind, finding.id, finding.field)))


def severity_named(word: str) -> Severity:
    """The severity of this name; `CxsiteError` for any other."""
    for severity in SEVERITIES:
        if severity == word:
            return severity
    raise CxsiteError(f"`{word}` is no severity: write {', '.join(SEVERITIES)}")
