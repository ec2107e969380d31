"""The shapes of a slide: texts, tables, charts and timelines of a deck, each with a name and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

from cxsite.render.deck.deck import Chart, Lines, Table, Timeline, TimeRow
from cxsite.render.words.direction import from_right

_EMU = 914400
_TEXT, _MUTED, _LINE, _SOFT, _HEAD = "1F2433", "525C6E", "C3CAD6", "EEF1F6", "DDE3EE"
_SERIES = ("2F46B5", "8A4A0B", "0F6B6B", "6A3FA0", "1B6B3A", "A61C28")
_STATUS = {
    "in-progress": "2F46B5",
    "pilot": "0F6B6B",
    "planned": "8F9AAD",
    "idea": "6A3FA0",
    "paused": "B4761B",
    "shipped": "1B6B3A",
}
_LATE, _SMALLEST = "A61C28", 8


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """The same in the unit of the format."""
        return tuple(round(side * _EMU) for side in (self.x, self.y, self.width, self.height))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Look:
    """How texts look: their language, which way they run."""

    language: str

    @property
    def mirrored(self) -> bool:
        """Whether lines run from right to left."""
        return from_right(self.language)

    def write(self, frame: Any, size: float, *, bold: bool = False, colour: str = _TEXT, end: bool = False) -> None:
        """Set size, colour, language and side of all that stands in a frame."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.RIGHT if end != self.mirrored else PP_ALIGN.LEFT
            if self.mirrored:
                paragraph._p.get_or_add_pPr().set("rtl", "1" if _begins_from_right(paragraph.text) else "0")
            for run in paragraph.runs:
                run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)
                run._r.get_or_add_rPr().set("lang", self.language.replace("_", "-"))


def _begins_from_right(text: str) -> bool:
    """Which way a text runs, as its first letter does: numbers and the interface's English keep their order."""
    strong = (kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def describe(shape: Any, name: str, text: str) -> None:
    """The name of a shape, and what it shows in words for those who don't see it."""
    said = shape._element.xpath(".//p:cNvPr")[0]
    # The template's shadows and outlines; what a shape looks like is said here.
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)
    said.set("name", name)
    said.set("descr", text)


def add_text(slide: Any, text: str, box: Box, size: float, look: Look, *, bold: bool = False, end: bool = False) -> Any:
    """A text of its own, in the muted colour unless it is bold."""
    shape = slide.shapes.add_textbox(*box.emu)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = text
    look.write(frame, size, bold=bold, colour=_TEXT if bold else _MUTED, end=end)
    return shape


def add_lines(slide: Any, lines: Lines, box: Box, look: Look) -> None:
    """Paragraphs."""
    shape = add_text(slide, "\n".join(lines.texts), box, 18 if lines.large else 14, look, bold=True)
    describe(shape, "text", "")


def _size(table: Table, box: Box) -> float:
    """The size of letters with which a table is about as high as its place."""
    total = sum(table.widths)
    for half in range(28, 2 * _SMALLEST, -1):
        size = half / 2
        # A letter is about half as wide as it is high; a line a third higher than its letters.
        letters = [box.width * share / total * 72 / (0.5 * size) for share in table.widths]
        lines = [
            max(
                sum(1 + int(len(part) / room) for part in cell.split("\n"))
                for cell, room in zip(row, letters, strict=True)
            )
            for row in (table.headings, *table.rows)
        ]
        if sum(number * size * 1.25 + 5 for number in lines) <= box.height * 72:
            return size
    return _SMALLEST


def add_table(slide: Any, table: Table, box: Box, look: Look) -> None:
    """A native table; its first row are the headings."""
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    # Programs differ about tables that say they run from the right; columns that stand so look the same in all.
    turn = -1 if look.mirrored else 1
    rows = [row[::turn] for row in (table.headings, *table.rows)]
    frame = slide.shapes.add_table(len(rows), len(table.headings), *box.emu)
    describe(frame, table.name, f"{table.name}: {', '.join(name for name in table.headings if name)}")
    native, size, total = frame.table, _size(table, box), sum(table.widths)
    first = len(table.headings) - 1 if look.mirrored else 0
    for number, share in enumerate(table.widths[::turn]):
        native.columns[number].width = round(box.width * share / total * _EMU)
    for number, texts in enumerate(rows):
        # As low as its text allows; programs make rows higher, never lower.
        native.rows[number].height = round(size * 1.6 / 72 * _EMU)
        for column, text in enumerate(texts):
            cell = native.cell(number, column)
            cell.text = text
            cell.margin_left = cell.margin_right = Pt(4)
            cell.margin_top = cell.margin_bottom = Pt(2)
            look.write(cell.text_frame, size, bold=number == 0 or (column == first and len(table.headings) > 4))
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(
                _HEAD if number == 0 else _SOFT if number % 2 == 0 else "FFFFFF"
            )


def add_chart(slide: Any, chart: Chart, box: Box, look: Look) -> None:
    """A native chart, with its numbers in the workbook behind it."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.oxml.xmlchemy import OxmlElement
    from pptx.util import Pt

    data = CategoryChartData(number_format="0%" if chart.percent else "General")
    data.categories = list(chart.categories)
    for name, values in chart.series.items():
        data.add_series(name, list(values))
    bars = chart.kind == "bars"
    kind = XL_CHART_TYPE.BAR_CLUSTERED if bars else XL_CHART_TYPE.LINE_MARKERS
    # A few bars stay bars, and are no blocks.
    height = min(box.height, 0.6 + 0.5 * len(chart.categories) * len(chart.series)) if bars else box.height
    frame = slide.shapes.add_chart(kind, *Box(box.x, box.y, box.width, height).emu, data)
    describe(frame, chart.name, _in_words(chart))
    native = frame.chart
    native.font.size, native.font.color.rgb = Pt(10), RGBColor.from_string(_TEXT)
    # Lines are named by their legend; what bars measure, nothing else on the slide says.
    native.has_title = bars
    if bars:
        native.chart_title.text_frame.text = chart.name
        look.write(native.chart_title.text_frame, 11, bold=True)
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = native.value_axis
    # What runs across: the values of bars, the categories of lines.
    (axis if bars else native.category_axis).reverse_order = look.mirrored
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(_LINE)
    if chart.scale is not None:
        axis.minimum_scale, axis.maximum_scale = chart.scale
        axis.major_unit = 0.25 if chart.percent else 1
    if chart.percent:
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0%", False
    if bars:
        # Each bar bears its number; the room is for the names.
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        native.category_axis.reverse_order = True
        native.category_axis.tick_labels.font.size = Pt(9)
        # Every name, not every other one.
        last = native.category_axis._element.xpath("c:noMultiLvlLbl")[0]
        last.addprevious(OxmlElement("c:tickLblSkip"))
        last.getprevious().set("val", "1")
        plot = native.plots[0]
        plot.gap_width, plot.has_data_labels = 40, True
        plot.data_labels.font.size = Pt(10)
    for number, series in enumerate(native.series):
        colour = RGBColor.from_string(_SERIES[number % len(_SERIES)])
        if bars:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
        else:
            series.smooth = False
            series.format.line.color.rgb = colour
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour


def _in_words(chart: Chart) -> str:
    """What a chart shows: its numbers, since whoever doesn't see it has nothing else."""
    told = []
    for name, values in chart.series.items():
        pairs = zip(chart.categories, values, strict=True)
        said = [
            f"{one} {value:.0%}" if chart.percent else f"{one} {value:g}" for one, value in pairs if value is not None
        ]
        told.append(f"{name}: {', '.join(said)}")
    return f"{chart.name}. {'; '.join(told)}"


def add_timeline(slide: Any, timeline: Timeline, box: Box, look: Look) -> None:
    """Names beside bars on an axis of days; each bar says when in words."""
    names = box.width * 0.36
    track = Box(box.x if look.mirrored else box.x + names, box.y, box.width - names, box.height)
    left = box.x + track.width if look.mirrored else box.x
    count = 1 + sum(1 + len(rows) for _, rows in timeline.lanes)
    step = min(0.36, box.height / count)

    def at(share: float) -> float:
        return track.x + track.width * (100 - share if look.mirrored else share) / 100

    bottom = box.y + step * count
    for x, name in timeline.ticks:
        _line(slide, at(x), box.y, bottom, _LINE, name)
        start = at(x) - 1 if look.mirrored else at(x) + 0.03
        describe(add_text(slide, name, Box(start, box.y, 1, step), 9, look), name, "")
    y = box.y + step
    for title, rows in timeline.lanes:
        describe(add_text(slide, title, Box(left, y, names, step), 11, look, bold=True), title, "")
        y += step
        for row in rows:
            text = add_text(slide, f"{row.name} · {row.said}", Box(left + 0.1, y, names - 0.15, step), 9, look)
            describe(text, row.name, "")
            _bars(slide, row, at, y, step)
            y += step
    x, word = timeline.today
    _line(slide, at(x), box.y + step * 0.7, bottom, _TEXT, word)


def _bars(slide: Any, row: TimeRow, at: Any, y: float, step: float) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    for one in row.stretches:
        ends = sorted((at(one.x), at(one.x + one.width)))
        place = Box(ends[0], y + step * 0.2, max(ends[1] - ends[0], 0.02), step * 0.5)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu)
        describe(shape, row.name, f"{row.name}: {row.said}")
        colour = RGBColor.from_string(_LATE if one.look == "late" else _STATUS.get(row.status, _MUTED))
        shape.line.color.rgb = colour
        # What is only roughly known, or late, has an outline and no body.
        if one.look == "sure":
            shape.fill.solid()
            shape.fill.fore_color.rgb = colour
        else:
            shape.fill.background()
    for x, state in row.marks:
        mark = slide.shapes.add_shape(MSO_SHAPE.DIAMOND, *Box(at(x) - 0.06, y + step * 0.45 - 0.06, 0.12, 0.12).emu)
        describe(mark, row.name, "")
        mark.line.color.rgb = RGBColor.from_string(_LATE if state == "missed" else _TEXT)
        mark.fill.solid()
        mark.fill.fore_color.rgb = RGBColor.from_string(_TEXT if state == "reached" else "FFFFFF")


def _line(slide: Any, x: float, top: float, bottom: float, colour: str, name: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR

    ends: Sequence[int] = [round(side * _EMU) for side in (x, top, x, bottom)]
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.line.color.rgb = RGBColor.from_string(colour)
    describe(line, name, "")
