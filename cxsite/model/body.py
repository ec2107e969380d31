"""The grammar of bodies: blocks for a level, links to items, images. Pure text, no Markdown engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

PYMDOWN_BLOCKS = frozenset(
    {"admonition", "note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "details", "tab"}
    | {"html", "definition", "caption", "figure-caption", "table-caption"}
)
_SLASHES = re.compile(r"^(?P<indent>\s*)(?P<fence>/{3,})[ \t]*(?P<rest>.*?)[ \t]*$")
# What looks like a mark of a level block to a person, but is none: behind `>`, `-`, an invisible character, `//` only.
_DISGUISED = re.compile(r"(?:[^\w/]|\d+[.)])*(?:/{3,}[^\w/]*(?P<long>\w[\w-]*).*|//[^\w/]*(?P<short>\w[\w-]*)\W*)")
# Line ends of Unicode that no Markdown engine sees, in front of what a person then takes for a mark.
_ODD_LINE_END = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*/{3,}")
_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
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
    """Split a body at its level blocks as pymdown-extensions would nest them; `problems` make it unpublishable.

    What stands in comments counts as not written. Whatever could be meant as a level block, but is not written
    as one, is a problem: the author believes that it is withheld.
    """
    if "//" not in body:
        return ([Segment(None, body)] if body else []), []
    scanner = _Scanner(frozenset(levels))
    scanner.problems += _split_comments(body)
    bare = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    for line, seen in zip(_LINE.findall(body), _LINE.findall(bare), strict=True):
        scanner.read(line, seen.rstrip("\r\n"))
    return scanner.end()


def _split_comments(body: str) -> list[Problem]:
    """Comments that hold one end of a block, whose other end stands outside."""
    found = []
    for comment in _COMMENT.finditer(body):
        depth = lowest = 0
        for line in comment[0].split("\n"):
            if match := _SLASHES.match(line):
                depth += 1 if match["rest"] else -1
                lowest = min(lowest, depth)
        if depth or lowest:
            help_ = "begin and end the comment outside of the block, or both inside"
            found.append(Problem(comment.start(), 4, "a comment begins in one block and ends in another", help_))
    return found


class _Scanner:
    """Reads a body line by line."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.segments: list[Segment] = []
        self.problems: list[Problem] = []
        self.stack: list[tuple[str, int, str]] = []
        self.lines: list[str] = []
        self.level: str | None = None
        self.code = ""
        self.offset = 0

    def read(self, line: str, seen: str) -> None:
        """Take the next line; `seen` is what of it stands outside of comments."""
        match = _SLASHES.match(seen)
        if self.code or match is None:
            self._text(line, seen)
        elif match["rest"]:
            self._open(line, seen, match)
        else:
            self._close(line, seen, match)
        self.offset += len(line)

    def end(self) -> tuple[list[Segment], list[Problem]]:
        """What was found."""
        self._flush()
        for name, start, mark in self.stack:
            help_ = "close it with `///`"
            self.problems.append(Problem(start, len(mark), f"the block `/// {name}` is never closed", help_))
        return self.segments, sorted(self.problems, key=lambda problem: problem.offset)

    def _text(self, line: str, seen: str) -> None:
        self.lines.append(line)
        fence = _FENCE.match(seen)
        if self.code:
            match = _SLASHES.match(seen)
            if match and (not match["rest"] or _name(match) in self.names):
                help_ = "take the code block out of the block for a level"
                self._tell(seen, "a mark of a block stands in a code block", help_)
            if fence and fence["mark"].startswith(self.code) and not fence["info"].strip():
                self.code = ""
            return
        disguised = _DISGUISED.fullmatch(seen)
        name = (disguised["long"] or disguised["short"]).lower() if disguised else ""
        if name in self.names or _ODD_LINE_END.search(seen):
            self._tell(seen, *_unlike(name or "internal"))
        if fence and not (fence["mark"][0] == "`" and "`" in fence["info"]):
            self.code = fence["mark"]

    def _open(self, line: str, seen: str, match: re.Match[str]) -> None:
        name = _name(match)
        if problem := _opening_problem(match, name, self.names, self.stack):
            self._tell(seen, *problem)
        self.stack.append((name, self.offset, match["fence"]))
        if name in self.names:
            self._flush()
            self.level = name
        else:
            self.lines.append(line)

    def _close(self, line: str, seen: str, match: re.Match[str]) -> None:
        if not self.stack:
            message = "`///` closes a block, but none is open"
            self._tell(seen, message, "remove the line, or open the block with `/// internal`")
            return
        name, _, mark = self.stack.pop()
        if match["fence"] != mark or (match["indent"] and name in self.names):
            help_ = f"write `{mark}` at the very start of its line"
            self._tell(seen, f"the block `{mark} {name}` is not closed as it was opened", help_)
        if name in self.names:
            self._flush()
            self.level = None
        else:
            self.lines.append(line)

    def _tell(self, seen: str, message: str, help_: str) -> None:
        self.problems.append(Problem(self.offset, len(seen), message, help_))

    def _flush(self) -> None:
        if self.lines:
            self.segments.append(Segment(self.level, "".join(self.lines)))
            self.lines = []


def _name(match: re.Match[str]) -> str:
    return re.split(r"[\s|]", match["rest"], maxsplit=1)[0].lower()


def _unlike(name: str) -> tuple[str, str]:
    return (
        f"the block for `{name}` is not written as one",
        f"write `/// {name}` at the very start of its line, and nothing else on it",
    )


def _opening_problem(
    match: re.Match[str], name: str, levels: frozenset[str], stack: list[tuple[str, int, str]]
) -> tuple[str, str] | None:
    if name in levels:
        if match["indent"] or len(match["fence"]) != 3 or match["rest"].lower() != name:
            return _unlike(name)
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


def blank_comments(body: str) -> str:
    """The body with spaces where its comments stand, also those that are written as a link without a target."""
    blank = _COMMENT.sub(lambda match: " " * len(match[0]), body)
    return DEFINITION.sub(lambda match: " " * len(match[0]) if match["target"] in NO_TARGET else match[0], blank)


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


def loose_links(body: str) -> Iterator[re.Match[str]]:
    """What stands like a link, but is none that `replace_links` finds: brackets in brackets, a title in parentheses."""
    rest = _WIKI_OR_LINK.sub(lambda match: " " * len(match[0]), body)
    return LOOSE_LINK.finditer(rest)


def escape_markdown(text: str) -> str:
    """A plain text as Markdown that shows it as typed, inside a link's label."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^=$&:\"'])", lambda match: f"&#{ord(match[1])};", text)
