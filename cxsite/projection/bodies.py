"""The body that an audience reads: its blocks, its links, without comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from cxsite.markdown.refusals import judge
from cxsite.model.body import HEADING, SNIPPET, Code, lines_of, scan, without_comments
from cxsite.model.kinds import link_folders
from cxsite.model.link_grammar import (
    DEFINITION,
    LOOSE_LINK,
    NO_TARGET,
    InlineLink,
    Target,
    escape_markdown,
    read_target,
    replace_links,
)
from cxsite.model.visibility import Visibility

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = frozenset({"http", "https", "mailto"})
_SOURCE_FILE = re.compile(r"\.(md|ya?ml|csv)([?#].*)?$", re.IGNORECASE)
# What the checker refuses, but must not show even where a site accepts it: files included, links in HTML, links
# that are not written as the format has them.
_ATTRIBUTE = re.compile(
    r"\b(?:href|src|srcset|data|poster|action)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\{[^{}\n]*#(?P<id>[\w-]+)[^{}\n]*\}")

Resolve = Callable[[Target], tuple[str, str] | None]
"""What the audience has at a target: the canonical address and the title; `None` for what it does not see."""


Fit = Callable[[tuple[str, str], str], bool]
"""Whether a text of an item, as an audience has it, may be published."""


def is_fit(here: tuple[str, str], text: str) -> bool:
    """Whether a text may be published, as its HTML is judged."""
    return not judge(text)


def body_for(body: str, visibility: Visibility, here: tuple[str, str], resolve: Resolve, fit: Fit = is_fit) -> str:
    """The part of the `body` of `here` that the audience may read, with links in the canonical form `kind:id`.

    Parts for a level above the least keep their marks, for pages that say so. A body that the checker refuses is
    not shown at all. Taking a block away that the audience does not see leaves
    what it would be if the block had never been written.
    """
    if not body.strip():
        return ""
    names = visibility.levels.names
    segments, problems = scan(body, names)
    if problems:
        return ""
    kept: list[str] = []
    marks: list[str] = []
    for segment in segments:
        if segment.level is None:
            kept.append(segment.text)
        elif visibility.sees(visibility.levels[segment.level]):
            inner = segment.text.rstrip("\n")
            marked = visibility.levels[segment.level] != visibility.levels.least
            kept.append(f"\n/// {segment.level}\n{inner}\n///\n\n" if marked else f"\n{inner}\n\n")
            marks += [segment.level] if marked else []
    text = without_comments("".join(kept))
    again, problems = scan(text, names)
    if problems or [segment.level for segment in again if segment.level] != marks:
        return ""
    scanned = text
    text = DEFINITION.sub(lambda match: _definition(match, here[0]), _without_snippets(text))
    shown = _tidy(_Links(text, here, resolve).replaced())
    read = again if shown == scanned else scan(shown, names)[0]
    # Only what this audience reads is judged, so that nothing of it depends on what is withheld.
    return shown if fit(here, "".join(segment.text for segment in read)) else ""


class _Links:
    """The links of one body."""

    def __init__(self, text: str, here: tuple[str, str], resolve: Resolve) -> None:
        self.text = text
        self.kind, self.id = here
        self.resolve = resolve

    @cached_property
    def anchors(self) -> set[str]:
        """The anchors of the text itself."""
        headings = (HEADING.match(line.text) for line in lines_of(self.text) if not line.is_code)
        found = {_slug(match["text"]) for match in headings if match}
        return found | {match["id"] for match in _NAMED.finditer(self.text)}

    def replaced(self) -> str:
        """The text with its links as the audience has them."""
        return replace_links(self.text, self._link, self._wiki, self._between)

    def _link(self, link: InlineLink) -> str | None:
        without = "" if link.image else link.label
        target = self._target(link.address)
        if target is None:
            if link.image or not _may_stay(link.address):
                return without
            return without if link.address.startswith("#") and not self._is_own(link.address) else None
        found = self.resolve(target)
        if found is None or (link.image and target.kind != "asset"):
            return without
        return link.to(found[0])

    def _target(self, address: str) -> Target | None:
        """What a link leads to; the anchor of a visible point of a journey leads to the point."""
        target = read_target(address, link_folders(), self.kind)
        if target is None and address.startswith("#") and self.kind == "journey":
            target = Target("journey", self.id, address)
        if target is None or target.kind != "journey" or not target.anchor or "/" in target.id:
            return target
        point = Target("journey", f"{target.id}/{target.anchor[1:]}")
        if self.resolve(point) is not None:
            return point
        return None if address.startswith("#") else target

    def _is_own(self, anchor: str) -> bool:
        """Whether an anchor is one of this text, and not that of something which the audience may not see."""
        return self.kind != "journey" or anchor[1:] in self.anchors

    def _wiki(self, address: str) -> str:
        target = read_target(address.strip(), link_folders(), self.kind)
        found = self.resolve(target) if target else None
        return f"[{escape_markdown(found[1])}]({found[0]})" if found else ""

    def _between(self, text: str) -> str:
        if "](" in text:
            text = LOOSE_LINK.sub(lambda match: match[0] if self._is_foreign(match["address"]) else "]", text)
        if "=" in text:
            text = _ATTRIBUTE.sub(self._attribute, text)
        return text

    def _attribute(self, match: re.Match[str]) -> str:
        address = next(group for group in match.group("double", "single", "bare") if group is not None)
        return match[0] if self._is_foreign(address.strip()) else ""

    def _is_foreign(self, address: str) -> bool:
        return read_target(address, link_folders(), self.kind) is None and _may_stay(address)


def _may_stay(address: str) -> bool:
    scheme = _SCHEME.match(address)
    return not _SOURCE_FILE.search(address) and (scheme is None or scheme[1].lower() in _ALLOWED)


def _definition(match: re.Match[str], kind: str) -> str:
    """A link by reference may only go to the web: items are linked in place, where they can be resolved.

    `[comment]: # (…)` and the like are comments.
    """
    target = match["target"]
    if target in NO_TARGET or read_target(target, link_folders(), kind) or not _may_stay(target):
        return match["before"]
    return match[0]


def _without_snippets(text: str) -> str:
    if "8<" not in text:
        return text
    return "".join(line for line in text.splitlines(keepends=True) if not SNIPPET.match(line.rstrip("\n")))


def _slug(heading: str) -> str:
    """The anchor that Python-Markdown gives a heading."""
    plain = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def _tidy(text: str) -> str:
    """The text with at most one empty line in a row outside of code, and none around it."""
    if "\n\n\n" not in text:
        return text.strip("\n")
    lines: list[str] = []
    code = Code()
    for line in text.split("\n"):
        if code.holds(line) or line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n")
