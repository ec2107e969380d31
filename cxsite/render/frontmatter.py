"""Front matter: what the theme needs to know of a page, as YAML that is JSON line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import escape

from cxsite.render.escaping import one_line

BEHIND = 0.2
"""How much words of a page count for the search that lists what has pages of its own, or is of what was given up."""

# Non-ASCII stays as it is: YAML reads the two halves of a JSON surrogate pair as two characters.
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page that another one names: its title as typed, its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says about itself; texts as typed, they are escaped when written.

    `section` and `tab` are given for pages that are not in the navigation. `hide` names what the theme leaves out
    (`navigation`, `toc`, `path`). `level` is said only on sites that are not public. `behind`: a search shows
    the page after others that have the same words.
    """

    title: str
    description: str = ""
    section: PageLink | None = None
    tab: str = ""
    previous: PageLink | None = None
    next: PageLink | None = None
    level: str = ""
    hide: tuple[str, ...] = ()
    behind: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


def front_matter(meta: PageMeta) -> str:
    """The front matter block, with its fences and a line break at its end.

    Texts are escaped once, since themes print them as they are; JSON strings are YAML strings.
    """
    entries: dict[str, Any] = {"title": _text(meta.title)}
    if meta.description:
        entries["description"] = _text(meta.description)
    for name, target in (("section", meta.section), ("previous", meta.previous), ("next", meta.next)):
        if target is not None:
            entries[name] = {"title": _text(target.title), "url": target.url}
    if meta.tab:
        entries["tab"] = meta.tab
    if meta.level:
        entries["level"] = meta.level
    if meta.behind:
        entries["search"] = {"boost": BEHIND}
    if meta.hide:
        entries["hide"] = list(meta.hide)
    entries.update(meta.more)
    lines = [f"{name}: {_AS_JSON(value)}" for name, value in entries.items()]
    return "\n".join(["---", *lines, "---", ""])


def _text(text: str) -> str:
    return str(escape(one_line(text)))
