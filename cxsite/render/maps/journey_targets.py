"""Target pictures: which of their touchpoints stand for which of today's."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.model.items.journey import Journey, Touchpoint
from cxsite.render.site import Site


def target_of(site: Site, journey: Journey) -> Journey | None:
    """The target picture of a journey of today, the first of them by title."""
    if journey.state == "to-be":
        return None
    found = site.referring("journey", journey.id, Journey, "as_is")
    return next((one for one in found if one.state == "to-be"), None)


def replacements(today: Journey, target: Journey) -> Mapping[str, tuple[Touchpoint, ...]]:
    """Touchpoints of today by their id, with those of the target picture that replace them.

    Where no touchpoint of the target picture says what it replaces, those with the same id stand for each other.
    """
    ids = {point.id for stage in today.stages for point in stage.touchpoints}
    points = [point for stage in target.stages for point in stage.touchpoints]
    said = [(name.split("/", 1), point) for point in points for name in point.replaces]
    pairs = [(name[1], point) for name, point in said if name[0] == today.id]
    if not pairs:
        pairs = [(point.id, point) for point in points]
    found: dict[str, list[Touchpoint]] = {}
    for id_, point in pairs:
        if id_ in ids:
            found.setdefault(id_, []).append(point)
    return {id_: tuple(points) for id_, points in found.items()}
