"""Bodies: the one part of a page that is Markdown by its author. Links are resolved, nothing stays open."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from cxsite.model.body import InlineLink, replace_links
from cxsite.model.roadmap import View
from cxsite.render.address import asset_address, item_address, page_address, relative, source_link

_CANONICAL = re.compile(r"(?P<kind>[a-z_]+):(?P<id>[^\s#]+)(?P<anchor>#\S*)?")
_FENCE = re.compile(r"^(?P<indent>[ >\t]*)(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
_HEADING = re.compile(r"^(#{1,5})(?=\s)")
_UNDERLINE = re.compile(r"^=+\s*$")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


def body_markdown(body: str, here: str, view: View) -> str:
    """`body` (of a View) for the page at `here`: Markdown with empty lines around it, or an empty text.

    Links to items become relative links to their pages' files, images relative paths of assets. Headings begin at
    the second level, since the page has its title. Fences and HTML that were left open are closed, so that a body
    can't swallow what a template writes after it.
    """
    if not body.strip():
        return ""
    linked = replace_links(body, lambda link: _link(link, here, view), lambda text: f"[[{text}]]")
    return f"\n\n{_closed(linked)}\n\n"


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


def _closed(body: str) -> str:
    """The body with its headings below the page's title and with what it left open closed."""
    lines: list[str] = []
    outside: list[str] = []
    fence = ""
    for line in body.splitlines():
        match = _FENCE.match(line)
        if fence:
            if match and match["mark"].startswith(fence) and not match["rest"].strip():
                fence = ""
            lines.append(line)
            continue
        if match:
            fence = match["mark"]
            lines.append(line)
            continue
        outside.append(line)
        below = _HEADING.sub(r"#\1", line)
        lines.append("---" if _UNDERLINE.match(line) and lines and lines[-1].strip() else below)
    if fence:
        lines.append(fence)
    tags = _open_tags("\n".join(outside))
    if tags:
        lines += ["", "".join(f"</{tag}>" for tag in reversed(tags))]
    return "\n".join(lines).strip("\n")


def _open_tags(source: str) -> list[str]:
    """The elements that are open at the end of `source`, outermost first."""
    reader = _Tags()
    reader.feed(re.sub(r"`[^`\n]*`", "", source))
    reader.close()
    return reader.open


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
