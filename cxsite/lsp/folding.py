"""What may be folded: fields with all that lies below them, the front matter, blocks for a level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.lsp.opened import Opened
from cxsite.model.body import Segment, lines_of, reading

_MARK = re.compile(r"\s*/{3,}[ \t]*(?P<name>[\w-]*)")


def folds(opened: Opened) -> Iterator[tuple[int, int]]:
    """The first and the last line (from 0) of what may be folded."""
    if opened.parts.opened and opened.path.endswith(".md") and opened.body_line < len(opened.lines):
        yield 0, opened.body_line
    first = opened.first_line
    yield from ((first + start, first + end) for start, end in _by_indentation(opened.fields))
    yield from _blocks(opened)


def _by_indentation(lines: list[str]) -> Iterator[tuple[int, int]]:
    open_: list[tuple[int, int]] = []
    last = 0
    for number, line in enumerate([*lines, ""]):
        at_end = number == len(lines)
        if not at_end and (not line.strip() or line.lstrip().startswith("#")):
            continue
        indent = -1 if at_end else _column(line)
        while open_ and open_[-1][1] >= indent:
            start, _ = open_.pop()
            if last > start:
                yield start, last
        open_.append((number, indent))
        last = number


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blocks(opened: Opened) -> Iterator[tuple[int, int]]:
    """Blocks as the reader of bodies finds them: an example in code or in a comment is none."""
    first, end = min(opened.body_line, len(opened.lines)), len(opened.lines)
    body = "\n".join(opened.lines.line(number) for number in range(first, end))
    seen = reading(body, [Segment(None, body)], lambda level: True)
    open_: list[int] = []
    for number, line in enumerate(lines_of(seen), first):
        match = None if line.is_code else _MARK.fullmatch(line.text.rstrip())
        if match is None:
            continue
        if match["name"]:
            open_.append(number)
        elif open_:
            yield open_.pop(), number
