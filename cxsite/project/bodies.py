"""The body that an audience reads: its blocks, its links, without comments."""

from __future__ import annotations

import re
from collections.abc import Callable

from cxsite.model.body import (
    DEFINITION,
    Target,
    escape_markdown,
    read_target,
    replace_links,
    scan,
    without_comments,
)
from cxsite.model.kinds import link_folders
from cxsite.model.sight import Sight

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = frozenset({"http", "https", "mailto"})
_SOURCE_FILE = re.compile(r"\.(md|ya?ml|csv)([?#].*)?$", re.IGNORECASE)

Resolve = Callable[[Target], tuple[str, str] | None]
"""What the audience has at a target: the canonical address and the title; `None` for what it does not see."""


def body_for(body: str, sight: Sight, kind: str, resolve: Resolve) -> str:
    """The part of `body` that the audience may read, with links in the canonical form `kind:id`.

    A body that the checker refuses is not shown at all.
    """
    if not body.strip():
        return ""
    segments, problems = scan(body, sight.levels.names)
    if problems:
        return ""
    kept = [segment.text for segment in segments if segment.level is None or sight.sees(sight.levels[segment.level])]
    text = without_comments("\n".join(part.rstrip("\n") + "\n" for part in kept if part.strip()))
    text = DEFINITION.sub(lambda match: _definition(match, kind), text)
    text = replace_links(text, lambda match: _link(match, kind, resolve), lambda match: _wiki(match, kind, resolve))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _link(match: re.Match[str], kind: str, resolve: Resolve) -> str:
    address = match["angled"] if match["angled"] is not None else match["bare"]
    label = match["label"]
    target = read_target(address, link_folders(), kind)
    if target is None:
        scheme = _SCHEME.match(address)
        if match["image"] or _SOURCE_FILE.search(address) or (scheme and scheme[1].lower() not in _ALLOWED):
            return "" if match["image"] else label
        return match[0]
    found = resolve(target)
    if found is None or (match["image"] and target.kind != "asset"):
        return "" if match["image"] else label
    return f"{match['image']}[{label}]({found[0]}{match['title'] or ''})"


def _wiki(match: re.Match[str], kind: str, resolve: Resolve) -> str:
    target = read_target(match["target"].strip(), link_folders(), kind)
    found = resolve(target) if target else None
    return f"[{escape_markdown(found[1])}]({found[0]})" if found else ""


def _definition(match: re.Match[str], kind: str) -> str:
    """A link by reference may only go to the web: items are linked in place, where they can be resolved."""
    if read_target(match["target"], link_folders(), kind) or _SOURCE_FILE.search(match["target"]):
        return ""
    scheme = _SCHEME.match(match["target"])
    return match[0] if scheme is None or scheme[1].lower() in _ALLOWED else ""
