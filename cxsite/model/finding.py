"""What a check says: a rule, a place, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # The model is not needed to tell an error.
    from cxsite.model.shape import Path

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose codes begin alike. What a family that `guards` finds as an error would show somebody too much."""

    prefix: str
    title: str
    guards: bool = False


FAMILIES: tuple[Family, ...] = (
    Family("CX0", "Files and fields"),
    Family("CX1", "References"),
    Family("CX2", "Dates and lifecycle"),
    Family("CX3", "Measures and scores"),
    Family("CX4", "Coverage"),
    Family("CX5", "Visibility", guards=True),
    Family("CX6", "Review and governance"),
)
_FAMILY_OF = {family.prefix: family for family in FAMILIES}


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. `bad` and `good` are small content trees (path, then text): the first gives
    exactly this rule's finding, the second none. `follows` are the codes of rules whose finding about the same item
    makes this one possible. `always`: none may be ignored, though it is no error."""

    code: str
    name: str
    severity: Severity
    explanation: str
    bad: Mapping[str, str] = field(default_factory=dict, compare=False)
    good: Mapping[str, str] = field(default_factory=dict, compare=False)
    follows: tuple[str, ...] = field(default=(), compare=False)
    always: bool = field(default=False, compare=False)

    @property
    def family(self) -> Family:
        """What the rule is about, by the first digit of its code."""
        return _FAMILY_OF[self.code[:3]]

    @property
    def guards_visibility(self) -> bool:
        """Whether no exception may be made from the rule: it keeps somebody from seeing too much."""
        return self.family.guards and (self.severity == "error" or self.always)

    @property
    def url(self) -> str:
        """Where the documentation explains the rule."""
        return f"docs/rules.md#{self.code.lower()}"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: 1-based line and columns in characters (`end_column` excluded), and that line's text."""

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file that another text takes the place of: 1-based lines and columns in characters, end excluded.

    Nothing is replaced where it ends where it begins. `text` ends its lines with `\\n`; the writer writes
    the file's own line ends.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value of an item that becomes another one: what stands at `at` becomes `text`, or a list or mapping of texts;
    without a text it goes, with its lines. With `key` it is the name of the field; with `body` a piece (offset and
    length) of the body, or of the text at `at`; with `new` a field that need not be there yet."""

    at: Path
    text: str | tuple[str, ...] | Mapping[str, str] | None
    key: bool = False
    body: tuple[int, int] | None = None
    new: bool = False


BODY: Path = ("body",)
"""Where an item has its text of Markdown."""


class Origin(Protocol):
    """Where an item was written."""

    @property
    def path(self) -> str:
        """The file, relative to the folder of mkdocs.yml, with forward slashes."""
        ...

    def span(self, at: Path = (), *, key: bool = False) -> Span:
        """The place of the value at `at`; of its key with `key`; of the nearest parent that is written."""
        ...

    def body_span(self, offset: int, length: int = 1, at: Path = BODY) -> Span:
        """The place of a character of the body, or of another text of Markdown at `at`."""
        ...

    def edits(self, change: Change) -> tuple[Edit, ...]:
        """What has to be typed for a change; nothing where nobody can tell."""
        ...

    def forget(self) -> None:
        """Let go of what can be made again."""
        ...


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Move:
    """A file that gets another name or place."""

    source: str
    target: str


Applicability = Literal["safe", "unsafe", "display"]
"""`safe` keeps every value's meaning, `unsafe` may change one, `display` is only shown: a choice of several."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What to type instead, for programs. It is applied as a whole or not at all.

    `message` says what it does, and of an unsafe one why it is that.
    """

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """The finding that made another one possible, by its rule's code and its place."""

    code: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at one place."""

    rule: Rule
    span: Span
    message: str
    help: str = ""
    kind: str = ""
    id: str = ""
    field: str = ""
    related: tuple[Related, ...] = ()
    severity_override: Severity | None = None
    fix: Fix | None = None
    caused_by: Cause | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is: the rule's word, unless the site's options say another."""
        return self.severity_override or self.rule.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are told by file, then place."""
        return (self.span.path, self.span.line, self.span.column, self.rule.code, self.message)


def more_like_it(message: str, count: int) -> str:
    """What a message says where `count` more places are like the one that it is about."""
    return f"{message}; and {count:,} more like it" if count else message


def dotted(at: Path) -> str:
    """A place in an item in words: `stages[0].title` (counted from 0)."""
    text = ""
    for step in at:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class CxsiteError(Exception):
    """Something that keeps a command from running at all; the message is one line for the person at the keyboard."""
