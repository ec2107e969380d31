"""Risks: the register with its matrix, and the page of each: what could happen, what is done, what remains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxsite.measures.risk import assess, bands_of, level_order
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.risk import Risk
from cxsite.model.items.strategy import Objective, Team
from cxsite.render.diagrams.risk_move import Move, Zone, move, zones
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

LOOKS = ("low", "medium", "high", "critical")
"""The looks that the theme has for levels, from least to worst."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the matrix: its level by the site's bands, that level's look, and the risks that stand in it."""

    level: str
    look: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A likelihood with its fields for the impacts 1 to 5."""

    likelihood: int
    cells: tuple[Cell, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The register, then a page for each risk."""
    yield site.index("risk", "risks.html", more=lambda: _register(site))
    yield from site.item_pages(Risk, "risk.html", lambda item: _context(site, item))


def _register(site: Site) -> Mapping[str, object]:
    risks = site.all(Risk)
    worst_first = sorted(risks, key=site.place)
    return {
        "items": worst_first,
        "numbers": {risk.id: number for number, risk in enumerate(worst_first, 1)},
        "moves": moves(site, worst_first),
        "zones": scale(site),
        "rows": matrix(site, risks),
        "looks": looks(site),
        "reviews_next": any(site.fact(risk, "next_review") for risk in risks),
        "owners": {risk.id: site.find(Team, risk.owner) for risk in risks},
    }


def moves(site: Site, risks: Sequence[Risk]) -> list[tuple[Risk, Move]]:
    """Open risks with their scores before and after the response."""
    scored = ((risk, site.fact(risk, "score")) for risk in risks if risk.status != "closed")
    return [(risk, move(score, site.fact(risk, "residual_score"))) for risk, score in scored if score]


def scale(site: Site) -> tuple[Zone, ...]:
    """The bands on the scale of scores, where scores alone decide the band."""
    charter = site.view.charter
    return zones(bands_of(charter.risk_bands)) if charter.risk_matrix == "product" else ()


def looks(site: Site) -> Mapping[str, str]:
    """The look of each level that the site's bands have: the least is low, the worst critical."""
    order = level_order(bands_of(site.view.charter.risk_bands), site.view.charter.risk_matrix)
    last = len(order) - 1
    return {name: LOOKS[round(place * (len(LOOKS) - 1) / last) if last else 0] for place, name in enumerate(order)}


def matrix(site: Site, risks: tuple[Risk, ...]) -> tuple[Row, ...]:
    """Open risks by likelihood (5 first) and impact (1 first)."""
    bands, kind, look = bands_of(site.view.charter.risk_bands), site.view.charter.risk_matrix, looks(site)

    def cell(likelihood: int, impact: int) -> Cell:
        level = assess(likelihood, impact, bands, kind).level or ""
        here = (
            risk for risk in risks if risk.status != "closed" and (risk.likelihood, risk.impact) == (likelihood, impact)
        )
        return Cell(level, look.get(level, ""), tuple(here))

    return tuple(
        Row(likelihood, tuple(cell(likelihood, impact) for impact in range(1, 6))) for likelihood in range(5, 0, -1)
    )


def _context(site: Site, risk: Risk) -> Mapping[str, object]:
    return {
        "looks": looks(site),
        "affected": _affected(site, risk),
        "step_owners": {step.owner: site.find(Team, step.owner) for step in risk.steps},
        "mitigations": site.pick(Initiative, risk.mitigated_by),
    }


def _affected(site: Site, risk: Risk) -> list[Item]:
    keys = (name.partition(":") for name in risk.affects)
    found = (site.find(Initiative, id_) if kind == "initiative" else site.find(Objective, id_) for kind, _, id_ in keys)
    return [item for item in found if item is not None]
