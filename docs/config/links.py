"""Links each command and each field that the documentation names to where it is explained. A hook of MkDocs.

A command is what a heading of commands.md has; a field, what a table of format.md has. Where several kinds have a
field of one name, it leads to an index, which this makes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import slugify
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

COMMANDS, FORMAT, INDEX = "commands.md", "format.md", "fields.md"
# Pages on which a word in code is mostly something else: a value, a name in the code, a key of another file.
OTHER_WORDS = frozenset(
    f"{name}.md"
    for name in (
        *("architecture", "commands", "exports", "extending", "fields", "format"),
        *("languages", "roadmap-json", "rules", "security"),
    )
)
VALUES = frozenset({"day", "horizon", "id", "month", "text"})
"""Names of fields that are mostly said as a value, or of something else."""
_EVERY_ITEM = "every-item"
_UNLINKED = re.compile(
    r"(?P<whole><a\b.*?</a>|<pre\b.*?</pre>|<h[1-6]\b.*?</h[1-6]>)|<code>(?P<text>[^<]+)</code>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Place:
    """A field in the reference: the section's title and anchor, the field's name."""

    section: str
    anchor: str
    name: str

    @property
    def id(self) -> str:
        """The anchor of its row."""
        return f"{self.anchor}--{self.name}"


def command_anchors(text: str) -> dict[str, str]:
    """Each command that a heading of commands.md names, and the heading's anchor."""
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    return {name: slugify(heading, "-") for heading in headings for name in re.findall(r"cxsite (\w+)", heading)}


def field_places(text: str) -> Iterator[Place]:
    """Each field of a table of format.md, derived values left out."""
    sections = re.split(r"^##+ (.*)$", text, flags=re.MULTILINE)[1:]
    for heading, body in zip(sections[::2], sections[1::2], strict=True):
        title, _, said = heading.partition(" { #")
        anchor = said.rstrip(" }") or slugify(title, "-")
        for table in re.findall(r"^\| field \|.*\n\|[-|]+\n((?:\|.*\n?)+)", body, re.MULTILINE):
            for name in re.findall(r"^\| \**(\w+)\** \|", table, re.MULTILINE):
                yield Place(title, anchor, name)


def targets(places: list[Place]) -> dict[str, str]:
    """Where each name of a field leads: its only place, else that of every item, else the index."""
    named: dict[str, list[Place]] = {}
    for place in places:
        named.setdefault(place.name, []).append(place)
    found = {}
    for name, of in named.items():
        first = next((place for place in of if place.anchor == _EVERY_ITEM), of[0])
        own = len(of) == 1 or first.anchor == _EVERY_ITEM
        found[name] = f"format/#{first.id}" if own else f"fields/#{name}"
    return found


def index_page(places: list[Place]) -> str:
    """All fields by their names, and each place of each."""
    named: dict[str, list[str]] = {}
    for place in sorted(places, key=lambda place: (place.name, place.section)):
        named.setdefault(place.name, []).append(f'<a href="../format/#{place.id}">{place.section}</a>')
    rows = [f'| <a id="{name}"></a>{name} | {", ".join(of)} |' for name, of in named.items()]
    return "\n".join(["# Fields from A to Z", "", "| field | of |", "|---|---|", *rows, ""])


def linked(html: str, base: str, commands: Mapping[str, str], fields: Mapping[str, str]) -> str:
    """A page with links around commands and fields, but where a link or heading is already. `base`: its own address."""

    def link(found: re.Match[str]) -> str:
        text = found["text"]
        if text is None:
            return found["whole"]
        command = re.match(r"cxsite (\w+)", text)
        if command and command[1] in commands:
            target = f"commands/#{commands[command[1]]}"
        elif text in fields and text not in VALUES:
            target = fields[text]
        else:
            return found[0]
        address, _, anchor = target.partition("#")
        return f'<a href="{get_relative_url(address, base)}#{anchor}">{found[0]}</a>'

    return _UNLINKED.sub(link, html)


def with_row_anchors(html: str, places: list[Place]) -> str:
    """The reference with an anchor at each field's row."""
    wanted = {place.id for place in places}
    section = ""

    def mark(found: re.Match[str]) -> str:
        nonlocal section
        if found["section"]:
            section = found["section"]
            return found[0]
        id_ = f"{section}--{found['name']}"
        return found[0].replace("<td>", f'<td id="{id_}">', 1) if id_ in wanted else found[0]

    rows = r'<h[23] id="(?P<section>[^"]+)"|<tr>\s*<td>(?:<strong>)?(?P<name>\w+)(?:</strong>)?</td>'
    return re.sub(rows, mark, html)


_known: dict[str, Any] = {}


def on_files(files: Files, config: Any) -> Files:
    """Reads the two references, and adds the index."""
    texts = {name: found.content_string for name in (COMMANDS, FORMAT) if (found := files.get_file_from_path(name))}
    _known["places"] = list(field_places(texts[FORMAT]))
    _known["commands"] = command_anchors(texts[COMMANDS])
    files.append(File.generated(config, INDEX, content=index_page(_known["places"])))
    return files


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Links what a page names."""
    if page.file.src_uri == FORMAT:
        html = with_row_anchors(html, _known["places"])
    fields = {} if page.file.src_uri in OTHER_WORDS else targets(_known["places"])
    return linked(html, page.url, _known["commands"], fields)
