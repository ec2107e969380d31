"""Mermaid: the one module that knows its syntax and its escaping.

The rules of escaping were found by trying; each of them answers a way in which some label broke a diagram, moved a
score or made lines vanish. Every text of a diagram goes through `label` or `actor`, no text becomes an id.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator

from cxsite.render.diagrams.diagram import (
    FLOW_EDGES,
    FLOW_NODES,
    GANTT_BARS,
    JOURNEY_TASKS,
    Bar,
    Diagram,
    Flowchart,
    Gantt,
    JourneyDiagram,
    Node,
    Quadrant,
)

MAX_SOURCE = 50_000
"""UTF-16 units; above it Mermaid draws "Maximum text size" instead of the diagram, without an error."""

_SHORT, _LONG, _DESCRIPTION = 40, 60, 300
HIGHEST = 90
"""The style sheet has a class for each height up to this one."""
_NOTHING = "—"
_SPECIAL = frozenset('"#$%&,:;<>@\\`{}\u00b6\ufb02')
# What the lexers take for a word of theirs at the beginning of a label; a test holds it against their own patterns.
_KEYWORD = re.compile(
    r"(?:end|section|title|click|call|href|style|linkStyle|classDef|class|graph|subgraph|flowchart|journey|gantt"
    r"|timeline|quadrantChart|xychart|accTitle|accDescr|dateFormat|axisFormat|tickInterval|includes|excludes"
    r"|todayMarker|inclusiveEndDates|topAxis|weekday|weekend|x-axis|y-axis|quadrant-|direction|line|bar|default"
    r"|interpolate|vert|YYYY-MM-DD|\d\d\d\d-\d\d-\d\d|__proto__)",
    re.IGNORECASE,
)
# "direction LR" inside a label empties a whole flowchart without an error.
_DIRECTION = re.compile(r"d(?=irection)", re.IGNORECASE)
# Entities in the names of actors are cut by the wrapping of the legend; these look the same and need none.
_ACTOR_SIGNS = str.maketrans({",": "\u201a", ":": "\ua789", ";": "\uff1b", "#": "\uff03"})
_INVISIBLE = "\u200b"
_ENTITY_SIGNS = re.compile("(#64258;(?=°)|#182;(?=ß))")
_TICKS = {"month": "1month", "quarter": "3month", "year": "12month"}
_AXIS = {"{year}": "%Y", "{quarter}": "%q", "{month}": "%m", "{month_name}": "%b"}
_STATES = {"done": "done", "active": "active", "planned": ""}
_SHAPES = {"box": ("[", "]"), "pill": ("([", "])")}


def one_line(text: str, limit: int = _LONG) -> str:
    """`text` on one line without control characters, cut to `limit` characters; a dash where nothing remains."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c == "\ufeff" else c for c in text)
    plain = plain.strip() or _NOTHING
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def label(text: str, limit: int = _LONG) -> str:
    """`text` as a label that every diagram shows as typed."""
    plain = one_line(text, limit)
    starts = bool(_KEYWORD.match(plain))
    directions = {match.start() for match in _DIRECTION.finditer(plain)}
    encoded = "".join(
        f"#{ord(c)};" if c in _SPECIAL or position in directions or (starts and position == 0) else c
        for position, c in enumerate(plain)
    )
    # Flowcharts decode twice: Mermaid's own signs for an entity must not come out of the first decoding.
    return _ENTITY_SIGNS.sub(rf"\1{_INVISIBLE}", encoded)


def actor(text: str) -> str:
    """`text` as the name of somebody in a journey."""
    return label(one_line(text).translate(_ACTOR_SIGNS))


def write(diagram: Diagram) -> str:
    """The Mermaid source of a diagram, ending in a newline; `ValueError` for one that is too large to be drawn."""
    lines = "".join(f"{line}\n" for line in _lines(diagram))
    if len(lines.encode("utf-16-le")) // 2 > MAX_SOURCE:
        raise ValueError(f"the diagram {diagram.title!r} is larger than Mermaid draws")
    return lines


def fence(diagram: Diagram) -> str:
    """The diagram as a fenced block of Markdown at column 0, with its height reserved on the page."""
    return f'```{{ .cx-mermaid .cx-h-{_height(diagram)} data-search-exclude="" }}\n{write(diagram)}```\n'


def _lines(diagram: Diagram) -> Iterator[str]:
    match diagram:
        case JourneyDiagram():
            yield "journey"
            yield from _names(diagram)
            yield from _journey(diagram)
        case Gantt():
            yield "gantt"
            yield from _names(diagram)
            yield from _gantt(diagram)
        case Quadrant():
            yield "quadrantChart"
            yield from _names(diagram)
            yield from _quadrant(diagram)
        case Flowchart():
            yield "flowchart TD"
            yield from _names(diagram)
            yield from _flowchart(diagram)


def _names(diagram: Diagram) -> Iterator[str]:
    # An empty one would swallow the next line; `label` never returns nothing.
    yield f"  accTitle: {label(diagram.title, _DESCRIPTION)}"
    yield f"  accDescr: {label(diagram.description, _DESCRIPTION)}"


def _check(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise ValueError(f"{count} {what} in one diagram; at most {limit} can be read")


def _unique(titles: Iterable[str], limit: int) -> Iterator[str]:
    """The labels of sections, each of them another text: equal neighbours would become one section."""
    seen: set[str] = set()
    for title in titles:
        text = label(title, limit)
        while text in seen:
            text += _INVISIBLE
        seen.add(text)
        yield text


def _number(value: float) -> str:
    """Digits only, at most six after the point, and none where there are none to show."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _journey(diagram: JourneyDiagram) -> Iterator[str]:
    _check("touchpoints", sum(len(section.tasks) for section in diagram.sections), JOURNEY_TASKS)
    who = ", ".join(actor(name) for name in diagram.actors)
    names = _unique((section.title for section in diagram.sections), _SHORT)
    for section, name in zip(diagram.sections, names, strict=True):
        yield f"  section {name}"
        for task in section.tasks:
            yield f"    {label(task.title, _SHORT)}: {_number(task.score)}: {who}"


def _gantt(diagram: Gantt) -> Iterator[str]:
    _check("bars", sum(len(lane.bars) for lane in diagram.lanes), GANTT_BARS)
    yield "  dateFormat YYYY-MM-DD"
    yield f"  axisFormat {_axis(diagram)}"
    yield f"  tickInterval {_TICKS[diagram.tick]}"
    # The line of today would be that of the reader's clock, not of the site's.
    yield "  todayMarker off"
    number = 0
    names = _unique((lane.title for lane in diagram.lanes), _LONG)
    for lane, name in zip(diagram.lanes, names, strict=True):
        yield f"  section {name}"
        for bar in lane.bars:
            number += 1
            yield f"    {label(bar.title)}: {_bar(bar, number)}"


def _axis(diagram: Gantt) -> str:
    """How months, quarters or years are written, for D3, which knows English names of months only."""
    if diagram.tick == "year":
        return "%Y"
    return re.sub(r"\{\w+\}|[^\w ./-]", lambda match: _AXIS.get(match[0], ""), diagram.axis)


def _bar(bar: Bar, number: int) -> str:
    marks = ["crit"] if bar.critical else []
    if _STATES[bar.state]:
        marks.append(_STATES[bar.state])
    if bar.milestone:
        # Drawn in the middle of its time: at the end, a quarter's would stand below the next one's name.
        marks.append("milestone")
    # The end of a bar is the first moment after it.
    end = bar.last + dt.timedelta(days=1) if bar.last < dt.date.max else bar.last
    return ", ".join([*marks, f"t{number}", bar.first.isoformat(), end.isoformat()])


def _quadrant(diagram: Quadrant) -> Iterator[str]:
    yield f'  x-axis "{label(diagram.x.low, _SHORT)}" --> "{label(diagram.x.high, _SHORT)}"'
    yield f'  y-axis "{label(diagram.y.low, _SHORT)}" --> "{label(diagram.y.high, _SHORT)}"'
    for number, name in enumerate(diagram.fields, 1):
        yield f'  quadrant-{number} "{label(name, _SHORT)}"'
    for point in diagram.points:
        x, y = (_number(min(1.0, max(0.0, share))) for share in (point.x, point.y))
        yield f'  "{label(point.label)}": [{x}, {y}]'


def _flowchart(diagram: Flowchart) -> Iterator[str]:
    _check("nodes", len(diagram.nodes), FLOW_NODES)
    _check("arrows", len(diagram.edges), FLOW_EDGES)
    ids = {node.id: f"n{number}" for number, node in enumerate(diagram.nodes, 1)}
    for node in diagram.nodes:
        yield f"  {ids[node.id]}{_box(node)}"
    for edge in diagram.edges:
        yield f"  {ids[edge.source]} {'==>' if edge.critical else '-->'} {ids[edge.target]}"
    for node in diagram.nodes:
        if node.url:
            yield f'  click {ids[node.id]} href "{_address(node.url)}"'
    critical = [ids[node.id] for node in diagram.nodes if node.critical]
    if critical:
        # A thicker line, no colour: colours are the theme's, and they change with its scheme.
        yield "  classDef critical stroke-width:4px"
        yield f"  class {','.join(critical)} critical"


def _box(node: Node) -> str:
    opening, closing = _SHAPES[node.shape]
    return f'{opening}"{label(node.title)}"{closing}'


def _address(url: str) -> str:
    """An address inside the quotes of a link: what would end them is told in percent."""
    return re.sub(r"[\"\\\s;`<>]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _height(diagram: Diagram) -> int:
    """Height to reserve, in steps of 20 px, as measured at the width of a page."""
    match diagram:
        case JourneyDiagram():
            return 18
        case Gantt():
            return min(HIGHEST, round(6 + 1.5 * sum(len(lane.bars) for lane in diagram.lanes)))
        case Quadrant():
            return 26
        case Flowchart():
            return min(HIGHEST, round(4 + 6.2 * max(1, diagram.ranks())))
