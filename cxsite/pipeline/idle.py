"""Acceptances of the audit that no hit of a built site has needed."""

from __future__ import annotations

from collections.abc import Collection

from cxsite.check.context import Context
from cxsite.check.rules.cx54_acceptances import idle, idle_acceptance
from cxsite.check.runner import findings_of
from cxsite.model.finding import Finding
from cxsite.pipeline.inspection import Inspection


def idle_acceptances(inspection: Inspection, used: Collection[int], *, every_audience: bool) -> tuple[Finding, ...]:
    """A finding for each acceptance that was of no use on the site of an audience.

    One that is made for every audience is told only where all of their sites were built (`every_audience`), `used`
    being those that were of use on any of them.
    """
    roadmap, view = inspection.roadmap, inspection.view
    problems = [
        idle(number, f"no file of the {entry.audience or 'sites'} site in `{entry.where}` needs this")
        for number, entry in enumerate(roadmap.charter.audit.accept)
        if number not in used
        and (entry.until is None or view.today <= entry.until)
        and (entry.audience == view.audience.name or (entry.audience is None and every_audience))
    ]
    return tuple(findings_of(Context(roadmap, view.today), idle_acceptance.rule, problems))
