"""The grammar of bodies: their lines, code, and blocks for a level. Pure text, no Markdown engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cxsite.model.typed.nearest import did_you_mean

PYMDOWN_BLOCKS = frozenset(
    {"admonition", "note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "details", "tab"}
    | {"html", "definition", "caption", "figure-caption", "table-caption"}
)
_SLASHES = re.compile(r"^(?P<indent>\s*)(?P<fence>/{3,})[ \t]*(?P<rest>.*?)[ \t]*$")
# What looks like a mark of a level block to a person, but is none: behind `>`, `-`, an invisible character, `//` only.
_DISGUISED = re.compile(r"(?:[^\w/]|\d+[.)])*(?:/{3,}[^\w/]*(?P<long>\w[\w-]*).*|//[^\w/]*(?P<short>\w[\w-]*)\W*)")
# Line ends of Unicode that no Markdown engine sees, in front of what a person then takes for a mark.
_ODD_LINE_END = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*/{3,}")
FENCE = r"(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
"""A fence of code, behind its indentation."""
_FENCE = re.compile(rf"^[ \t>]*{FENCE}")
HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?=\s)[ \t]*(?P<text>.*?)[ \t#]*$")
UNDERLINE = re.compile(r"^(=+|-+)\s*$")
SNIPPET = re.compile(r"^.*-8<-.*$")
"""A line that includes another file, where an extension for that is on."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a body that can't be published: where (offset and length) and what to do."""

    offset: int
    length: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of whole lines for one level; `None` is the body's own level. `start` is its place in the body."""

    level: str | None
    text: str
    start: int = field(default=0, compare=False)


def scan(body: str, levels: Iterable[str]) -> tuple[list[Segment], list[Problem]]:
    """Split a body at its level blocks as pymdown-extensions would nest them; `problems` make it unpublishable.

    What stands in comments counts as not written. Whatever could be meant as a level block, but is not written
    as one, is a problem: the author believes that it is withheld.
    """
    if "//" not in body:
        return ([Segment(None, body)] if body else []), []
    scanner = _Scanner(frozenset(levels))
    scanner.problems += _split_comments(body)
    bare = COMMENT.sub(lambda match: _blank(match[0]), body)
    for line, seen in zip(_LINE.findall(body), _LINE.findall(bare), strict=True):
        scanner.read(line, seen.rstrip("\r\n"))
    return scanner.end()


def _split_comments(body: str) -> list[Problem]:
    """Comments that hold one end of a block, whose other end stands outside."""
    found = []
    for comment in COMMENT.finditer(body):
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
        self.code = Code()
        self.offset = 0
        self.disguised = 0

    def read(self, line: str, seen: str) -> None:
        """Take the next line; `seen` is what of it stands outside of comments."""
        match = _SLASHES.match(seen)
        if self.code.fence or match is None:
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
        was_code = self.code.fence
        self.code.holds(seen)
        if was_code:
            match = _SLASHES.match(seen)
            if match and (not match["rest"] or _name(match) in self.names):
                help_ = "take the code block out of the block for a level"
                self._tell(seen, "a mark of a block stands in a code block", help_)
            return
        disguised = _DISGUISED.fullmatch(seen)
        name = (disguised["long"] or disguised["short"]).lower() if disguised else ""
        if name in self.names or _ODD_LINE_END.search(seen):
            self._tell(seen, *_unlike(name or "internal"))
            self.disguised += 1

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
        if not self.stack and self.disguised:
            # It closes what was to be a block: told already.
            self.disguised -= 1
            return
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
            text = "".join(self.lines)
            self.segments.append(Segment(self.level, text, self.offset - len(text)))
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
            did_you_mean(name, {*levels, *PYMDOWN_BLOCKS}) or f"levels are {', '.join(sorted(levels))}",
        )
    return None


def reading(body: str, segments: Iterable[Segment], seen: Callable[[str | None], bool]) -> str:
    """What some reader has of a body: the segments of the levels that are `seen`, without comments. All else is blank,
    so every offset and every line is that of the whole body."""
    lines: list[str] = []
    end = 0
    for segment in segments:
        start = body.index(segment.text, end)
        lines.append(_blank(body[end:start]))
        lines.append(segment.text if seen(segment.level) else _blank(segment.text))
        end = start + len(segment.text)
    return COMMENT.sub(lambda match: _blank(match[0]), "".join(lines) + _blank(body[end:]))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def without_comments(body: str) -> str:
    """The body without HTML comments; one that is never closed ends the text."""
    return COMMENT.sub("", body)


class Code:
    """Follows the fences of code through the lines of a text."""

    def __init__(self) -> None:
        self.fence = ""
        """The mark of the code that stands open; empty outside of code."""

    def holds(self, line: str) -> bool:
        """Whether the next line is code or a fence of code."""
        match = _FENCE.match(line)
        if self.fence:
            if match and match["mark"].startswith(self.fence) and not match["info"].strip():
                self.fence = ""
            return True
        if match is None or (match["mark"][0] == "`" and "`" in match["info"]):
            return False
        self.fence = match["mark"]
        return True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text without its end, where it begins, and whether it is code or a fence of code."""

    offset: int
    text: str
    is_code: bool

    @property
    def mark(self) -> str:
        """The mark of a fence, with which it is closed."""
        match = _FENCE.match(self.text)
        return match["mark"] if match else ""


def may_be_fenced(text: str) -> bool:
    """Whether a text holds the mark of a fence anywhere: most don't, and need not be asked line by line."""
    return "```" in text or "~~~" in text


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text."""
    offset = 0
    code = Code()
    fenced = may_be_fenced(text)
    for line in text.split("\n"):
        yield Line(offset, line, fenced and code.holds(line))
        offset += len(line) + 1


def open_code(text: str) -> Line | None:
    """The fence that begins code which is never closed."""
    if not may_be_fenced(text):
        return None
    code = Code()
    begun: Line | None = None
    offset = 0
    for line in text.split("\n"):
        was = code.fence
        code.holds(line)
        if code.fence and not was:
            begun = Line(offset, line, True)
        offset += len(line) + 1
    return begun if code.fence else None
