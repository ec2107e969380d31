"""Prioritization: what could be done, ranked by the site's model, and the matrix of impact and effort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.measures.prioritization import QUADRANTS
from cxsite.model.initiative import CLOSED, Initiative
from cxsite.render.diagrams.diagram import Axis, Quadrant, QuadrantPoint
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

_LAST = 10**9


@dataclass(frozen=True, slots=True)
class Placed:
    """An initiative in the matrix, with the number that stands for it in the diagram."""

    number: int
    item: Initiative


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, where something that can still be decided has been rated."""
    open_items = [item for item in site.all(Initiative) if item.status not in CLOSED]
    rated = [item for item in open_items if _rated(site, item)]
    if not rated:
        return
    model = site.view.charter.prioritization.model
    placed = _placed(site, rated)
    yield site.index(
        "prioritization",
        "prioritization.html",
        model=model,
        formula="" if model == "quadrant" else site.words[f"formula_{model}"],
        ranked=sorted(rated, key=lambda item: site.fact(item, "rank") or _LAST),
        unrated=[item for item in open_items if not _rated(site, item)],
        fields=placed,
        limits=site.view.charter.prioritization.quick_win,
        diagram=_quadrant(site, placed),
    )


def _rated(site: Site, item: Initiative) -> bool:
    return any(site.fact(item, name) is not None for name in ("rank", "score", "quadrant", "roi", "payback_years"))


def _placed(site: Site, items: list[Initiative]) -> dict[str, list[Placed]]:
    """What is in each field of the matrix; numbers run through all of them."""
    fields: dict[str, list[Placed]] = {}
    number = 0
    for field in QUADRANTS:
        fields[field] = []
        for item in items:
            if site.fact(item, "quadrant") == field:
                number += 1
                fields[field].append(Placed(number, item))
    return fields


def _quadrant(site: Site, fields: dict[str, list[Placed]]) -> Quadrant | None:
    """The matrix as a diagram; initiatives at one place share a point, since points would cover each other."""
    limits, words = site.view.charter.prioritization.quick_win, site.words
    places: dict[tuple[int, int], list[int]] = {}
    for placed in (one for field in fields.values() for one in field):
        if placed.item.effort is not None and placed.item.impact is not None:
            places.setdefault((placed.item.effort, placed.item.impact), []).append(placed.number)
    if not places:
        return None
    return Quadrant(
        title=words["matrix_title"],
        description=site.formats.counted(sum(map(len, places.values())), "matrix_description"),
        x=Axis(words["low_effort"], words["high_effort"]),
        y=Axis(words["low_impact"], words["high_impact"]),
        fields=(words["big_bets"], words["quick_wins"], words["fill_ins"], words["reconsiders"]),
        points=tuple(
            QuadrantPoint(
                " · ".join(map(str, numbers)),
                share(effort, limits.effort),
                share(impact, limits.impact - 1),
            )
            for (effort, impact), numbers in sorted(places.items())
        ),
    )


def share(rating: int, last_low: int) -> float:
    """Where a rating of 1 to 5 stands on an axis whose middle lies after `last_low`; never on an edge or the middle."""
    if rating <= last_low:
        return 0.5 * (rating - 0.5) / last_low
    return 0.5 + 0.5 * (rating - last_low - 0.5) / (5 - last_low)
