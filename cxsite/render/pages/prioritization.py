"""Prioritization: what could be done, ranked by the site's model, and the matrix of impact and effort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxsite.measures.prioritization import QUADRANTS
from cxsite.measures.values.money import money_of
from cxsite.model.items.initiative import CLOSED, Initiative
from cxsite.model.items.strategy import Phase
from cxsite.render.address import item_address, relative
from cxsite.render.diagrams.diagram import Axis, Quadrant, QuadrantPoint
from cxsite.render.diagrams.impact_effort import Matrix, Rated, matrix
from cxsite.render.figures import column_digits
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

_LAST = 10**9
_MODELS = ("rice", "ice", "wsjf", "weighted", "quadrant")


@dataclass(frozen=True, slots=True)
class Placed:
    """An initiative in the matrix, with the number that stands for it in the diagram."""

    number: int
    item: Initiative


def pages(site: Site) -> Iterator[StagePage]:
    """The one page, where something that can still be decided has been rated."""
    open_items = [item for item in site.all(Initiative) if item.status not in CLOSED]
    rated = [item for item in open_items if _rated(site, item)]
    if rated:
        yield site.index("prioritization", "prioritization.html", more=lambda: _context(site, open_items, rated))


def _context(site: Site, open_items: list[Initiative], rated: list[Initiative]) -> Mapping[str, object]:
    model = site.view.charter.prioritization.model
    placed = _placed(site, rated)
    formula = "" if model == "quadrant" else site.words[f"formula_{model}"]
    scores = [score["value"] for item in rated if formula and (score := site.fact(item, model))]
    return {
        "model": model,
        "formula": formula,
        "ranked": sorted(rated, key=lambda item: site.fact(item, "rank") or _LAST),
        "ranges": any(site.fact(item, "rank_range") for item in rated),
        "digits": column_digits(scores),
        "unrated": [item for item in open_items if not _rated(site, item)],
        "fields": placed,
        "limits": site.view.charter.prioritization.quick_win,
        "models": _models(site, rated),
        "quick_wins": _quick_wins(site, rated),
        "phases": [phase for phase in site.all(Phase) if site.fact(phase, "cost") is not None],
        "together": money_of(item for item in site.all(Initiative) if item.status != "dropped"),
        "drawing": _drawing(site, placed),
        "diagram": _quadrant(site, placed),
    }


def _rated(site: Site, item: Initiative) -> bool:
    return any(site.fact(item, name) is not None for name in ("rank", "score", "quadrant", "roi", "payback_years"))


def _models(site: Site, items: list[Initiative]) -> list[str]:
    """The models that rank something, if there is more than one to lay side by side."""
    ranks = [site.fact(item, "ranks") or {} for item in items]
    found = [model for model in _MODELS if any(model in places for places in ranks)]
    return found if len(found) > 1 else []


def _quick_wins(site: Site, items: list[Initiative]) -> list[tuple[Initiative, tuple[Initiative, ...]]]:
    """The quick wins, those that wait for nothing first, each with what it waits for."""
    wins = [item for item in items if site.fact(item, "quadrant") == "quick-win"]
    waiting = [
        (item, tuple(one for one in site.pick(Initiative, item.depends_on) if one.status not in CLOSED))
        for item in wins
    ]
    return sorted(waiting, key=lambda pair: (len(pair[1]), site.fact(pair[0], "rank") or _LAST))


def _placed(site: Site, items: list[Initiative]) -> dict[str, list[Placed]]:
    """What is in each field of the matrix; the number of each is its rank, and what has none comes after."""
    by_rank = sorted(items, key=lambda item: site.fact(item, "rank") or _LAST)
    last = max((site.fact(item, "rank") or 0 for item in items), default=0)
    unranked = [item.id for item in by_rank if site.fact(item, "rank") is None]
    numbers = {item.id: site.fact(item, "rank") or last + 1 + unranked.index(item.id) for item in by_rank}
    return {
        field: [Placed(numbers[item.id], item) for item in by_rank if site.fact(item, "quadrant") == field]
        for field in QUADRANTS
    }


def _drawing(site: Site, fields: dict[str, list[Placed]]) -> Matrix | None:
    """The matrix, each initiative with the number of the table."""
    limits, here = site.view.charter.prioritization.quick_win, site.section("prioritization").address
    rated = [
        Rated(
            placed.number,
            placed.item.title,
            site.state(placed.item),
            relative(here, item_address("initiative", placed.item.id)),
            placed.item.effort,
            placed.item.impact,
        )
        for field in fields.values()
        for placed in field
        if placed.item.effort is not None and placed.item.impact is not None
    ]
    return matrix(sorted(rated, key=lambda one: one.number), limits.effort, limits.impact)


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
