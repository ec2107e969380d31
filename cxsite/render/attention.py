"""What colleagues should act on, chosen from what they see: each with the page where one acts."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.model.items.initiative import COMMITTED, Initiative
from cxsite.model.items.journey import Journey
from cxsite.model.items.risk import Risk
from cxsite.render.maps.journey_points import JourneyPoint
from cxsite.render.pain_answers import weight_of
from cxsite.render.site import Site


@dataclass(frozen=True, slots=True)
class RiskToReview:
    """A risk and the reasons (keys of words) why somebody should look at it."""

    risk: Risk
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """Everything that waits for somebody."""

    overdue: tuple[Initiative, ...]
    paused: tuple[Initiative, ...]
    blocked: tuple[Initiative, ...]
    risks: tuple[RiskToReview, ...]
    unanswered: tuple[JourneyPoint, ...]
    errors: int
    warnings: int


def attention(site: Site) -> Attention:
    """What waits, on a site for colleagues."""
    initiatives = site.all(Initiative)
    severities = [finding.severity for finding in site.health]
    return Attention(
        overdue=tuple(item for item in initiatives if site.fact(item, "state") == "overdue"),
        paused=tuple(item for item in initiatives if item.status == "paused"),
        blocked=tuple(
            item
            for item in initiatives
            if item.status in COMMITTED and (site.fact(item, "schedule") or {}).get("conflicts")
        ),
        risks=tuple(found for risk in site.all(Risk) if (found := _review(site, risk)).reasons),
        unanswered=_unanswered(site),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
    )


def _review(site: Site, risk: Risk) -> RiskToReview:
    if risk.status == "closed":
        return RiskToReview(risk, ())
    today = site.view.today
    reasons = []
    if risk.status == "occurred":
        reasons.append("reason_occurred")
    if risk.due and risk.due.last < today:
        reasons.append("reason_response_due")
    next_review = site.fact(risk, "next_review")
    if next_review is not None and next_review < today:
        reasons.append("reason_review_due")
    return RiskToReview(risk, tuple(reasons))


def _unanswered(site: Site) -> tuple[JourneyPoint, ...]:
    """Pain points that no initiative addresses, the worst first."""
    ids = [
        f"{journey.id}/{point}" for journey in site.all(Journey) for point in site.fact(journey, "unaddressed") or ()
    ]
    points = [site.points[id_] for id_ in ids if id_ in site.points]
    return tuple(sorted(points, key=lambda point: -weight_of(point.part)))
