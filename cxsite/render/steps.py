"""What is still to be done against risks: by whom, until when."""

from __future__ import annotations

from cxsite.model.items.risk import Risk, RiskStep
from cxsite.render.site import Site


def open_steps(site: Site, team: str | None = None) -> list[tuple[Risk, RiskStep]]:
    """The steps that are not done, of risks that are not closed, the soonest first; with `team` only its own."""
    risks = site.all(Risk) if team is None else site.referring("team", team, Risk, "steps")
    steps = [
        (risk, step)
        for risk in risks
        for step in risk.steps
        if not step.done and risk.status != "closed" and team in (None, step.owner)
    ]
    return sorted(
        steps,
        key=lambda pair: (
            (pair[1].due is None, (pair[1].due.last, pair[1].due.first) if pair[1].due else ()),
            pair[0].title.casefold(),
        ),
    )
