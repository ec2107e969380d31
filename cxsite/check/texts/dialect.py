"""What a preview or another engine draws of a text, and this site shows as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.texts.intent import said_internal
from cxsite.matching.silent import silent
from cxsite.model.body import Line, lines_of

Shown = tuple[int, int, str, str]
"""Offset, length, what is shown otherwise, what to type."""

_ALERT = re.compile(r"^[ \t>]*>[ \t]*(?P<mark>\[!(?P<name>\w+)\])")
_ADMONITION = re.compile(r"^[ \t]*(?P<mark>(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[\w-]+))")
_FENCED = re.compile(r"^[ \t]*(?P<mark>:{3,}[ \t]*\{?\.?(?P<name>[a-z][\w-]*))", re.IGNORECASE)
_TAB = re.compile(r"^[ \t]*(?P<mark>===[!+]*[ \t]+[\"'](?P<name>[^\"']+)[\"'])")
_FORMULA = re.compile(r"^[ \t]*(?P<mark>\$\$)|(?P<inline>\$`[^`\n]+`\$)")
_EMOJI = re.compile(r"(?<![\w:/])(?P<mark>:[a-z][a-z0-9_+-]{2,30}:)(?![\w:/])")
_CELLS = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_RULE_ROW = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*$")
_OPEN = re.compile(
    r"^(?P<mark><(?P<name>details|div|section|aside|center|figure|blockquote)\b(?![^>]*\bmarkdown\b)[^>]*>)", re.I
)
_MARKED = re.compile(r"^(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|>[ \t]|\|.*\|)|\*\*\S|\]\(|`")
_MATH_FENCES = ("math", "plantuml", "geojson", "topojson", "stl", "dot", "graphviz")


@silent
def shown_otherwise(body: str) -> Iterator[Shown]:
    """What of a body is shown otherwise than its author sees it elsewhere; the first place of each line."""
    lines = list(lines_of(body))
    in_formula = False
    for number, line in enumerate(lines):
        if line.text.strip() == "$$":
            in_formula = not in_formula
            if not in_formula:
                continue
        if line.is_code:
            name = line.text.strip(" \t>`~").lower()
            begins = bool(line.mark) and not (number and lines[number - 1].is_code)
            if begins and name in _MATH_FENCES:
                yield (
                    line.offset,
                    len(line.text),
                    f"`{name}` is shown as code",
                    "draw it elsewhere, and show the picture",
                )
            continue
        found = _in_line(line) or _table(lines, number) or _html(lines, number)
        # That somebody means it to be withheld is told where it matters.
        if found is not None and not any(said.marks for said in said_internal(line.text, body=True)):
            yield found


def _in_line(line: Line) -> Shown | None:
    for pattern, make in _NOTATIONS:
        if match := pattern.search(line.text):
            mark = match["mark"] if match["mark"] is not None else match["inline"]
            start = line.text.index(mark)
            message, help_ = make(match)
            return line.offset + start, len(mark), message, help_
    return None


def _note(match: re.Match[str]) -> tuple[str, str]:
    name = match["name"].lower()
    known = {"important": "note", "caution": "caution", "warning": "warning", "tip": "tip", "danger": "danger"}
    block = (
        "details"
        if match["mark"].startswith("???") or name in ("details", "spoiler", "toggle")
        else known.get(name, "note")
    )
    return (
        f"`{match['mark']}` begins no note here",
        f"write `/// {block}` or `/// {block} | Title`, the text, and `///`",
    )


def _tab(match: re.Match[str]) -> tuple[str, str]:
    return f"`{match['mark']}` begins no tab here", f"write `/// tab | {match['name']}`, the text, and `///`"


def _formula(match: re.Match[str]) -> tuple[str, str]:
    return "formulas are shown as typed", "write it in words, or show a picture of it"


def _emoji(match: re.Match[str]) -> tuple[str, str]:
    return f"`{match['mark']}` is shown as typed", "write the character itself"


_NOTATIONS = (
    (_ALERT, _note),
    (_ADMONITION, _note),
    (_FENCED, _note),
    (_TAB, _tab),
    (_FORMULA, _formula),
    (_EMOJI, _emoji),
)


def _table(lines: list[Line], number: int) -> Shown | None:
    """A table whose second line is no rule."""
    line = lines[number]
    if not _CELLS.match(line.text) or line.text.count("|") < 3 or (number and "|" in lines[number - 1].text):
        return None
    if number + 1 >= len(lines) or not _CELLS.match(lines[number + 1].text) or _RULE_ROW.match(lines[number + 1].text):
        return None
    columns = "---|" * (line.text.strip().count("|") - 1)
    return line.offset, len(line.text), "this table lacks its second line", f"write `|{columns}` below its first line"


def _html(lines: list[Line], number: int) -> Shown | None:
    """Markdown below an empty line in an element of HTML, which hosts read and this engine does not."""
    match = _OPEN.match(lines[number].text)
    if match is None:
        return None
    end = f"</{match['name'].lower()}"
    blank = False
    for line in lines[number + 1 : number + 60]:
        if end in line.text.lower():
            return None
        if blank and _MARKED.search(line.text):
            better = f"{match['mark'][:-1]} markdown>"
            return (
                lines[number].offset,
                len(match[0]),
                "Markdown in this element is shown as typed",
                f"write `{better}`",
            )
        blank = blank or not line.text.strip()
    return None
