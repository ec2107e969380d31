"""The grammar of bodies: blocks for a level, links to items, images. Pure text, no Markdown engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

PYMDOWN_BLOCKS = frozenset(
    {"admonition", "note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "details", "tab"}
    | {"html", "definition", "caption", "figure-caption", "table-caption"}
)
_SLASHES = re.compile(r"^(?P<indent>\s*)(?P<fence>/{3,})[ \t]*(?P<rest>.*?)[ \t]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
LINK = re.compile(
    r"(?P<image>!?)\[(?P<label>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
WIKI = re.compile(r"\[\[(?P<target>[^\[\]\n]+)\]\]")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?", re.MULTILINE)
_ITEM_FILE = re.compile(r"(?:\./|\.\./)*(?:(?P<folder>[a-z]+)/)?(?P<id>[^/#?]+)\.(?:md|ya?ml)(?P<anchor>#[^\s]*)?")
_ITEM = re.compile(r"(?P<kind>[a-z_]+):(?P<id>[^/\s]+(?:/[^/\s]+)?)")
_ASSET = re.compile(r"(?:\./|\.\./)*assets/(?P<name>[^?#]+)|asset:(?P<short>[^?#]+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a body that can't be published: where (offset and length) and what to do."""

    offset: int
    length: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of whole lines for one level; `None` is the body's own level."""

    level: str | None
    text: str


def scan(body: str, levels: Iterable[str]) -> tuple[list[Segment], list[Problem]]:
    """Split a body at its level blocks as pymdown-extensions would nest them; `problems` make it unpublishable."""
    names = frozenset(levels)
    segments: list[Segment] = []
    problems: list[Problem] = []
    stack: list[tuple[str, int, int]] = []
    lines: list[str] = []
    current: str | None = None
    offset = 0

    def flush() -> None:
        if lines:
            segments.append(Segment(current, "".join(lines)))
            lines.clear()

    for line in body.splitlines(keepends=True):
        stripped = line.rstrip("\r\n")
        match = _SLASHES.match(stripped)
        if match is None:
            lines.append(line)
        elif match["rest"]:
            name = re.split(r"[\s|]", match["rest"], maxsplit=1)[0].lower()
            problem = _opening_problem(match, name, names, stack)
            if problem:
                problems.append(Problem(offset, len(stripped), *problem))
            stack.append((name, offset, len(stripped)))
            if name in names:
                flush()
                current = name
            else:
                lines.append(line)
        elif not stack:
            problems.append(
                Problem(
                    offset,
                    len(stripped),
                    "`///` closes a block, but none is open",
                    "remove the line, or open the block with `/// internal`",
                )
            )
        else:
            name, _, _ = stack.pop()
            if name in names:
                flush()
                current = None
            else:
                lines.append(line)
        offset += len(line)
    flush()
    for name, start, length in stack:
        problems.append(Problem(start, length, f"the block `/// {name}` is never closed", "close it with `///`"))
    return segments, problems


def _opening_problem(
    match: re.Match[str], name: str, levels: frozenset[str], stack: list[tuple[str, int, int]]
) -> tuple[str, str] | None:
    if name in levels:
        if match["indent"] or len(match["fence"]) != 3 or match["rest"].lower() != name:
            return (
                f"the block for `{name}` is not written as one",
                f"write `/// {name}` at the very start of its line, and nothing else on it",
            )
        if stack:
            return (
                f"the block for `{name}` stands inside the block `{stack[-1][0]}`",
                "close the outer block first: a block for a level stands alone",
            )
    elif name not in PYMDOWN_BLOCKS:
        return (
            f"`{name}` is neither a level nor a block",
            "levels are " + ", ".join(sorted(levels)) + "; blocks are " + ", ".join(sorted(PYMDOWN_BLOCKS)),
        )
    return None


def without_comments(body: str) -> str:
    """The body without HTML comments; one that is never closed ends the text."""
    return _COMMENT.sub("", body)


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
    if match := _ITEM_FILE.fullmatch(address):
        kind = folders.get(match["folder"]) if match["folder"] else kind_here
        if kind is not None:
            return Target(kind, match["id"], match["anchor"] or "")
    return None


def replace_links(
    body: str,
    link: Callable[[re.Match[str]], str],
    wiki: Callable[[re.Match[str]], str],
) -> str:
    """The body with every inline link and image passed through `link`, and every `[[…]]` through `wiki`."""
    return LINK.sub(link, WIKI.sub(wiki, body))


def escape_markdown(text: str) -> str:
    """A plain text as Markdown that shows it as typed, inside a link's label."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^=$&:\"'])", lambda match: f"&#{ord(match[1])};", text)
