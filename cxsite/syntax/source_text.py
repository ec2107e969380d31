"""A file's text: from bytes to text without a byte-order mark, with one kind of line end, cut at the front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from cxsite.model.finding import Span

MAX_BYTES = 5_000_000
_OPENING = re.compile(r"---[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_FIELD = re.compile(r"[a-z_]+:(?:\s|\Z)")
_OF_FIELDS = re.compile(r"\s|#(?![^\n]*\n\n[^\s#-])|-(?:\s|\Z)|[A-Za-z_][\w-]*\s*:(?:\s|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NotText:
    """Why bytes are no text, and the line at which that shows."""

    line: int
    column: int
    message: str
    help: str
    source: str = ""


def decode(data: bytes) -> str | NotText:
    """The text in a file, its lines ended by `\\n`."""
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            return NotText(1, 1, f"this file is {name}, not UTF-8", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        start = before.rfind(b"\n") + 1
        line = before[start:].decode("utf-8-sig", "replace")
        rest = error.object[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        wrong = error.object[error.start]
        meant = bytes([wrong]).decode("cp1252", "replace")
        shown = f", in Windows text `{meant}`" if meant.isprintable() and meant != "\ufffd" else ""
        return NotText(
            before.count(b"\n") + 1,
            len(line) + 1,
            f"this file is not UTF-8: byte {wrong:#04x} at offset {error.start}{shown}",
            "save the file as UTF-8, and look whether this character is still right",
            line + rest.rstrip("\r"),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Lines:
    """Where the lines of a text begin. Lines are what an editor numbers: only `\\n` ends one."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 0."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def line(self, number: int) -> str:
        """The text of a line, counted from 0; empty behind the end."""
        if not 0 <= number < len(self._starts):
            return ""
        start = self._starts[number]
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self.text)
        return self.text[start:end]

    def start(self, number: int) -> int:
        """Where a line begins, counted from 0."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def __len__(self) -> int:
        return len(self._starts)


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of a file: its YAML, and the body below it. Offsets count in the file's text."""

    yaml: str
    yaml_start: int
    body: str = ""
    body_start: int = 0
    opened: bool = True
    closed: bool = True


def split(text: str, *, markdown: bool) -> Parts:
    """Cut a file at its front matter, also at one that is not marked as it should be. A file of fields is all YAML."""
    if not markdown:
        return Parts(text, 0)
    opening = _OPENING.match(text)
    if opening is None:
        closing = _CLOSING.search(text) if _FIELD.match(text) else None
        if closing is None:
            return Parts("", 0, *_body(text, 0), opened=False)
        return Parts(text[: closing.start()], 0, *_body(text, closing.end()), opened=False)
    start = opening.end()
    closing = _CLOSING.search(text, start)
    if closing is not None:
        return Parts(text[start : closing.start()], start, *_body(text, closing.end()))
    end = _end_of_fields(text, start)
    return Parts(text[start:end], start, *_body(text, end), closed=False)


def _end_of_fields(text: str, start: int) -> int:
    """Where fields that are not closed end: before the first line that can belong to none, and empty lines above it."""
    end = place = start
    for line in text[start:].splitlines(keepends=True):
        if not _OF_FIELDS.match(line):
            break
        place += len(line)
        if line.strip():
            end = place
    return end


def _body(text: str, start: int) -> tuple[str, int]:
    """The body without the empty lines around it, as the model keeps it, and where it begins."""
    body = text[start:]
    stripped = body.strip()
    return stripped, start + (body.index(stripped) if stripped else len(body))


def span(path: str, lines: Lines, line: int, column: int, end: int | None = None) -> Span:
    """A place in a file; `line`, `column` and `end` (excluded) counted from 0. It ends with its line."""
    source = lines.line(line)
    # A line that was mended may have become longer than it is.
    column = min(column, len(source))
    last = min(len(source) if end is None else end, len(source))
    return Span(path, line + 1, column + 1, max(last, column) + 1, source)
