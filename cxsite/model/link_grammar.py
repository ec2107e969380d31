"""The grammar of links in bodies: inline, `[[…]]`, by reference; what of the roadmap an address names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cxsite.model.body import COMMENT

LINK = re.compile(
    r"(?P<image>!?)\[(?P<label>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
WIKI = re.compile(r"\[\[(?P<target>[^\[\]]+)\]\]")
_WIKI_OR_LINK = re.compile(rf"{WIKI.pattern}|{LINK.pattern}")
LOOSE_LINK = re.compile(r"\]\(\s*<?\s*(?P<address>[^\s()<>]+)")
"""The address of what an engine may take for a link though it is not written as `LINK` has it."""
# Also inside quotes and lists, and with the address on the next line; a footnote (`[^1]:`) is text, not an address.
DEFINITION = re.compile(
    r"^(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)\[(?P<label>(?!\^)[^\[\]\n]+)\]:"
    r"[ \t]*(?:\n[ \t>]*)?<?(?P<target>[^\s>]+)>?"
    r"(?:[ \t]*(?:\n[ \t>]*)?(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))[ \t]*$)?",
    re.MULTILINE,
)
NO_TARGET = ("#", "<>")
"""Targets of definitions that are comments: `[comment]: # (…)`."""
_UP = r"(?:\./|\.\./)*"
_ITEM_FILE = re.compile(rf"{_UP}(?:(?P<folder>[a-z]+)/)?(?P<id>[^/#?]+)\.(?:md|ya?ml)(?P<anchor>#[^\s]*)?")
_PAGE_FILE = re.compile(rf"{_UP}pages/(?P<id>[^#?]+)\.md(?P<anchor>#[^\s]*)?")
_ITEM_ADDRESS = re.compile(
    rf"(?:/|{_UP})(?P<folder>[a-z]+)/(?P<id>[a-z0-9-]+)(?:/(?:index\.html)?)?(?P<anchor>#[^\s]*)?"
)
_ITEM = re.compile(r"(?P<kind>[a-z_]+):(?P<id>[^/\s]+(?:/[^/\s]+)?)")
_ASSET = re.compile(r"(?:\./|\.\./)*assets/(?P<name>[^?#]+)|asset:(?P<short>[^?#]+)")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link in a body points at: an item or a point of a journey (`kind`, `id`), or an asset."""

    kind: str
    id: str
    anchor: str = ""


def read_target(address: str, folders: dict[str, str], kind_here: str | None) -> Target | None:
    """What `address` names, or `None` for any other address.

    `folders` maps a kind's folder to its name; `kind_here` is the kind of the item whose body this is.
    """
    if match := _ASSET.fullmatch(address):
        return Target("asset", match["name"] or match["short"])
    if (match := _ITEM.fullmatch(address)) and match["kind"] not in ("http", "https", "mailto"):
        return Target(match["kind"], match["id"])
    if match := _PAGE_FILE.fullmatch(address):
        return Target("page", match["id"], match["anchor"] or "")
    if match := _ITEM_FILE.fullmatch(address):
        kind = folders.get(match["folder"]) if match["folder"] else kind_here
        if kind is not None:
            return Target(kind, match["id"], match["anchor"] or "")
    if (match := _ITEM_ADDRESS.fullmatch(address)) and (kind := folders.get(match["folder"])) not in (None, "page"):
        return Target(kind, match["id"], match["anchor"] or "")
    return None


@dataclass(frozen=True, slots=True)
class InlineLink:
    """An inline link or image as written; `title` with its quotes and the space before it."""

    image: bool
    label: str
    address: str
    title: str

    def to(self, address: str) -> str:
        """The same link to another address."""
        return f"{'!' if self.image else ''}[{self.label}]({address}{self.title})"


def replace_links(
    body: str,
    link: Callable[[InlineLink], str | None],
    wiki: Callable[[str], str],
    between: Callable[[str], str] = lambda text: text,
) -> str:
    """The body with every inline link and image passed through `link`, every `[[…]]` through `wiki`, the rest
    through `between`. Where `link` gives `None`, the link stays. Links and images in a label come first."""
    found: list[str] = []
    end = 0
    for match in _WIKI_OR_LINK.finditer(body):
        found.append(between(body[end : match.start()]))
        end = match.end()
        if match["target"] is not None:
            found.append(wiki(match["target"]))
            continue
        label = replace_links(match["label"], link, wiki, between) if "[" in match["label"] else match["label"]
        address = match["angled"] if match["angled"] is not None else match["bare"]
        replaced = link(InlineLink(bool(match["image"]), label, address, match["title"] or ""))
        written = match[0][len(match["image"]) + 1 + len(match["label"]) :]
        found.append(f"{match['image']}[{label}{written}" if replaced is None else replaced)
    found.append(between(body[end:]))
    return "".join(found)


def blank_comments(body: str) -> str:
    """The body with spaces where its comments stand, also those that are written as a link without a target."""
    blank = COMMENT.sub(lambda match: " " * len(match[0]), body)
    return DEFINITION.sub(lambda match: " " * len(match[0]) if match["target"] in NO_TARGET else match[0], blank)


def loose_links(body: str) -> Iterator[re.Match[str]]:
    """What stands like a link, but is none that `replace_links` finds: brackets in brackets, a title in parentheses."""
    rest = _WIKI_OR_LINK.sub(lambda match: " " * len(match[0]), body)
    return LOOSE_LINK.finditer(rest)


def escape_markdown(text: str) -> str:
    """A plain text as Markdown that shows it as typed, inside a link's label."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^=$&:\"'])", lambda match: f"&#{ord(match[1])};", text)
