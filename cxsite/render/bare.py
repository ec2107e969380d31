"""What files and diagrams say by themselves, for whoever looks for other texts in a site: each made without content.

Templates and catalogues can be read; the syntax of Mermaid, calendars, feeds and redirects is only in what writes them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cxsite.model.charter import Charter
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import View
from cxsite.render.diagrams import mermaid
from cxsite.render.diagrams.diagram import (
    Axis,
    Bar,
    Diagram,
    Edge,
    Flowchart,
    Gantt,
    GanttLane,
    JourneyDiagram,
    JourneySection,
    JourneyTask,
    Node,
    Quadrant,
    QuadrantPoint,
)
from cxsite.render.render import files, site_of

_NAME = "–"
_DAY = dt.date(1, 1, 1)
_WITH_DIGITS = re.compile(r"\S*\d\S*")


def bare_texts(language: str) -> Iterator[str]:
    """The texts, without anything that has a digit: numbers and days are always content."""
    texts = [mermaid.write(diagram) for diagram in _diagrams()]
    levels = Levels()
    for level in (levels.least, levels.most):
        # Later: nobody needs its picture.
        made = files(site_of(_view(language, level), later=True))
        texts += [made[name].decode() for name in made if not name.endswith((".json", ".png"))]
    yield from (_WITH_DIGITS.sub(" ", text) for text in texts)


def _view(language: str, audience: Level) -> View:
    """One nameless initiative that was there, one that is planned, an old address, and one measured value."""
    shipped = _initiative(id="a", status="shipped", shipped=_DAY, area="x")
    planned = _initiative(id="b", status="planned", end="0001", milestones=[{"title": _NAME, "date": "0001"}])
    items = {item.id: item for item in (shipped, planned)}
    measured = {
        "id": "c",
        "title": _NAME,
        "metric": "count",
        "direction": "up",
        "measurements": [{"date": _DAY, "value": 1}],
    }
    return View(
        audience=audience,
        levels=(audience,),
        today=_DAY,
        charter=Charter.model_validate({"title": _NAME, "language": language, "areas": {"x": _NAME}}),
        items={"initiative": items, "kpi": {"c": Kpi.model_validate(measured)}},
        pages={},
        item_levels=dict.fromkeys((("initiative", id_) for id_ in items), audience),
        facts={},
        backlinks={},
        redirects={("initiative", "c"): "a"},
        assets={},
        site_name=_NAME,
        site_url=f"https://{_NAME}",
        edit_links=False,
    )


def _initiative(**fields: object) -> Initiative:
    return Initiative.model_validate({"title": _NAME, **fields})


def _diagrams() -> Iterator[Diagram]:
    """One of each type, with everything that each can have."""
    bars = tuple(
        Bar(_NAME, _NAME, _DAY, _DAY, state, critical=True, milestone=milestone)
        for state in ("done", "active", "planned")
        for milestone in (False, True)
    )
    nodes = tuple(Node(name, _NAME, url="./", critical=True) for name in ("a", "b"))
    axis = Axis(_NAME, _NAME)
    yield JourneyDiagram(_NAME, _NAME, (_NAME,), (JourneySection(_NAME, (JourneyTask(_NAME, 1),)),))
    for tick in ("month", "quarter", "year"):
        yield Gantt(_NAME, _NAME, (GanttLane(_NAME, bars),), tick)
    yield Quadrant(_NAME, _NAME, axis, axis, (_NAME, _NAME, _NAME, _NAME), (QuadrantPoint(_NAME, 0, 0),))
    yield Flowchart(_NAME, _NAME, nodes, (Edge("a", "b"), Edge("a", "b", critical=True)))
