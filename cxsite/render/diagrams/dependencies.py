"""What an initiative waits for, and what waits for it: as a map, and as a flowchart."""

from __future__ import annotations

from itertools import zip_longest

from cxsite.model.items.initiative import Initiative
from cxsite.render.address import item_address, relative
from cxsite.render.diagrams.dependency_map import DependencyMap, dependency_map
from cxsite.render.diagrams.diagram import FLOW_NODES, Edge, Flowchart, Node, limit_flowchart
from cxsite.render.site import Site


def dependencies(site: Site, item: Initiative, here: str) -> Flowchart | None:
    """All that `item` depends on and all that depends on it, over every step; `None` where it stands alone.

    `here` is the address of the page that shows it. What lies on the critical path is marked.
    """
    before, after = _reach(site, item, forward=False), _reach(site, item, forward=True)
    if not before and not after:
        return None
    shown = {found.id: found for found in _nearest_first(before, item, after)}
    nodes = [
        Node(
            id=found.id,
            title=found.title,
            shape="pill" if found.id == item.id else "box",
            url="" if found.id == item.id else relative(here, item_address("initiative", found.id)),
            critical=_critical(site, found),
        )
        for found in shown.values()
    ]
    edges = [
        Edge(earlier, later.id, _critical(site, later) and _critical(site, shown[earlier]))
        for later in shown.values()
        for earlier in later.depends_on
        if earlier in shown
    ]
    words = site.words
    return limit_flowchart(
        words["dependencies"],
        words.fill(
            "dependencies_description",
            title=item.title,
            before=site.formats.counted(len(before), "initiatives"),
            after=site.formats.counted(len(after), "initiatives"),
        ),
        nodes,
        edges,
    )


def chart_map(chart: Flowchart, about: str) -> DependencyMap | None:
    """The map of what the flowchart shows, around the initiative that it is about."""
    edges = [(edge.source, edge.target) for edge in chart.edges]
    critical = frozenset((edge.source, edge.target) for edge in chart.edges if edge.critical)
    return dependency_map([node.id for node in chart.nodes], edges, about, critical)


def _nearest_first(before: list[Initiative], item: Initiative, after: list[Initiative]) -> list[Initiative]:
    """As many as a drawing holds, the item and what is nearest to it, in the order of dependence; then the rest."""
    ahead, behind = list(reversed(before)), after
    by_nearness = [item, *(one for pair in zip_longest(ahead, behind) for one in pair if one is not None)]
    kept = {one.id for one in by_nearness[:FLOW_NODES]}
    every = [*before, item, *after]
    return [one for one in every if one.id in kept] + [one for one in every if one.id not in kept]


def _critical(site: Site, item: Initiative) -> bool:
    return bool((site.fact(item, "schedule") or {}).get("critical"))


def _reach(site: Site, item: Initiative, *, forward: bool) -> list[Initiative]:
    """Everything that can be reached from `item`, nearest first; a circle ends where it began."""
    found: dict[str, Initiative] = {}
    waiting = [item]
    while waiting:
        current = waiting.pop(0)
        if forward:
            near = site.referring("initiative", current.id, Initiative, "depends_on")
        else:
            near = site.pick(Initiative, current.depends_on)
        for other in near:
            if other.id != item.id and other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return list(found.values()) if forward else list(reversed(found.values()))
