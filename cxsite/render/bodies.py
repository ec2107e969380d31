"""Bodies: the one part of a page that is Markdown by its author. Links are resolved, nothing stays open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from cxsite.markdown.host_dialect import adapted
from cxsite.model.addresses import page_address
from cxsite.model.body import HEADING, UNDERLINE, Code, lines_of, may_be_fenced, scan
from cxsite.model.link_grammar import InlineLink, replace_links
from cxsite.model.roadmap import View
from cxsite.render.address import asset_address, item_address, relative, source_link

_CANONICAL = re.compile(r"(?P<kind>[a-z_]+):(?P<id>[^\s#]+)(?P<anchor>#\S*)?")
# No heading is without one of these, nor is a line below which makes one of the line above.
_MAY_BE_HEADING = re.compile(r"^ {0,3}#|^[=-]+\s*$", re.MULTILINE)
_BOX = """\
/// html | div.cx-within
    attrs: {{role: note, aria-label: {name}}}

<p class="cx-within__mark">{badge}</p>

{text}
///"""

Mark = Callable[[str], tuple[str, str]]
"""What a level is called, and its badge as HTML."""


def body_markdown(body: str, here: str, view: View, mark: Mark | None = None, level: str = "") -> str:
    """`body` (of a View) for the page at `here`: Markdown with empty lines around it, or an empty text.

    Links to items become relative links to their pages' files, images relative paths of assets. The highest
    headings become the second level, since the page has its title. A fence that was left open is closed,
    so that a body can't swallow what a template writes after it. A part for a level above `level` (that of what the
    body belongs to) stands in a box that `mark` names; without `mark` nothing is marked.
    """
    if not body.strip():
        return ""
    levels = {known.name: known for known in view.levels}
    own = levels.get(level, view.levels[0])
    segments, _ = scan(body, levels)
    parts = []
    down = _heading_shift(body)
    for segment in segments:
        linked = replace_links(segment.text, lambda link: _link(link, here, view), lambda text: f"[[{text}]]")
        text = _closed(adapted(linked), down)
        if mark and segment.level and text and own.is_below(levels[segment.level]):
            name, badge = mark(segment.level)
            text = _BOX.format(name=json.dumps(name, ensure_ascii=False), badge=badge, text=text)
        parts.append(text)
    return "\n\n" + "\n\n".join(part for part in parts if part) + "\n\n"


def _link(link: InlineLink, here: str, view: View) -> str | None:
    """The link as it stands on the page; `None` where it stays as it is."""
    if link.address.startswith("asset:"):
        return link.to(relative(here, asset_address(link.address.removeprefix("asset:"))))
    found = _CANONICAL.fullmatch(link.address)
    if found is None or found["kind"] in ("http", "https", "mailto"):
        return None
    kind, id_, anchor = found["kind"], found["id"], found["anchor"] or ""
    if kind == "page":
        return link.to(source_link(here, page_address(id_) + anchor)) if id_ in view.pages else link.label
    if "/" in id_:
        seen = view.get("journey", id_.split("/")[0])
        return link.to(source_link(here, item_address("pain_point", id_))) if seen else link.label
    return link.to(source_link(here, item_address(kind, id_) + anchor)) if view.get(kind, id_) else link.label


def _heading_shift(body: str) -> int:
    """By how many levels headings go down so that the highest are of the second level; negative for up."""
    if not _MAY_BE_HEADING.search(body):
        return 0
    found = []
    before = ""
    for line in lines_of(body):
        if not line.is_code:
            if match := HEADING.match(line.text):
                found.append(len(match["marks"]))
            elif before.strip() and (match := UNDERLINE.match(line.text)):
                found.append(1 if "=" in line.text else 2)
        before = "" if line.is_code else line.text
    return 2 - min(found) if found else 0


def _closed(body: str, down: int) -> str:
    """The body with its headings below the page's title and with a fence that it left open closed."""
    if not down and not may_be_fenced(body):
        return "\n".join(body.splitlines()).strip("\n")
    lines: list[str] = []
    code = Code()
    for line in body.splitlines():
        if code.holds(line):
            lines.append(line)
            continue
        if down and (match := HEADING.match(line)):
            marks = match["marks"]
            line = "#" * min(len(marks) + down, 6) + line.lstrip(" ")[len(marks) :]
        elif down and lines and lines[-1].strip() and UNDERLINE.match(line):
            line = line.replace("=", "-")
        lines.append(line)
    lines += [code.fence] if code.fence else []
    return "\n".join(lines).strip("\n")
