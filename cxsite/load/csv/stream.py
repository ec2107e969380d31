"""A data file as lines of text: decoded and hashed while it is read, so that only a piece of it is ever held."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

from cxsite.load.files.listing import FoundFile
from cxsite.load.rules.cx01_files import INVALID_CSV, MERGE_CONFLICT, NOT_UTF_8
from cxsite.load.rules.cx02_stray_files import UNSAFE_FILE
from cxsite.model.finding import Rule

MAX_DATA = 200_000_000
"""Bytes of one data file."""
MAX_LINE = 1_000_000
_PIECE = 1 << 18
_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another archive", "open it, and save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it, and save the sheet as CSV"),
    (b"%PDF", "a PDF document", "export the data as CSV"),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
    (b"\x89PNG", "an image", "export the data as CSV"),
    (b"\xff\xd8\xff", "an image", "export the data as CSV"),
)
_OTHER_TEXTS = (("<", "HTML or XML"), ("{", "JSON"), ("[", "JSON"))


class Unreadable(Exception):  # noqa: N818 - it is no error of the program
    """A data file, or the rest of it, that can't be read: why, what to do instead, and at which line."""

    def __init__(self, message: str, help_: str, line: int = 1, rule: Rule = INVALID_CSV) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_
        self.line = line
        self.rule = rule


class DataStream:
    """The lines of one data file. Raises `Unreadable`; `sha256` and `encoding` are known when all was read."""

    def __init__(self, found: FoundFile) -> None:
        self._found = found
        self._hash = hashlib.sha256()
        self.encoding = "UTF-8"

    @property
    def sha256(self) -> str:
        """The hash of what was read, in hexadecimal digits."""
        return self._hash.hexdigest()

    def lines(self) -> Iterator[str]:
        """Every line with its `\\n`; the last one too."""
        try:
            if self._found.size > MAX_DATA:
                raise Unreadable(
                    f"this file is larger than {MAX_DATA // 1_000_000} MB",
                    "export only the columns that are read, or only the last years",
                    rule=UNSAFE_FILE,
                )
            with self._found.open() as file:
                yield from self._decoded(file)
        except OSError as error:
            raise Unreadable(
                f"this file can't be read: {error.strerror}", "look at its permissions", rule=UNSAFE_FILE
            ) from error
        except UnicodeDecodeError as error:
            raise self._located() from error

    def _decoded(self, file: BinaryIO) -> Iterator[str]:
        piece = file.read(_PIECE)
        decode = self._decoder(piece)
        rest, number = "", 1
        while piece or rest:
            self._hash.update(piece)
            text = decode.decode(piece, not piece)
            if "\0" in text or "<<<<<<<" in text:
                _look_closer(rest + text, number)
            lines = (rest + text).split("\n")
            rest = lines.pop() if piece else ""
            for line in lines if piece else [line for line in lines if line]:
                yield line + "\n"
            number += len(lines)
            if len(rest) > MAX_LINE:
                raise Unreadable("a line of this file is longer than a million characters", "is it a table?", number)
            piece = file.read(_PIECE) if piece else piece

    def _decoder(self, first: bytes) -> io.IncrementalNewlineDecoder:
        for mark, what, help_ in _OTHER_FILES:
            if first.startswith(mark):
                raise Unreadable(f"this file is {what}, and no CSV", help_)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.encoding = "UTF-16"
        name = "utf-16" if self.encoding == "UTF-16" else "utf-8-sig"
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)(), translate=True)
        begin = first[:200].decode(name, "ignore").lstrip()
        for sign, what in _OTHER_TEXTS:
            if begin.startswith(sign):
                raise Unreadable(f"this file is {what}, and no CSV", "export the data as CSV")
        return decoder

    def _located(self) -> Unreadable:
        """The line that is no text: looked for only when there is one."""
        if self.encoding == "UTF-16":
            return Unreadable("this file is UTF-16, and cut off", "export it again, as UTF-8", rule=NOT_UTF_8)
        with self._found.open() as file:
            for number, line in enumerate(iter(lambda: file.readline(4 * MAX_LINE), b""), start=1):
                try:
                    line.decode()
                except UnicodeDecodeError as error:
                    wrong = line[error.start]
                    meant = bytes([wrong]).decode("cp1252", "replace")
                    shown = f", in Windows text `{meant}`" if meant.isprintable() and meant != "\ufffd" else ""
                    return Unreadable(
                        f"this file is not UTF-8: byte {wrong:#04x} in line {number}{shown}",
                        "save the file as UTF-8, and look whether this character is still right",
                        number,
                        NOT_UTF_8,
                    )
        return Unreadable("this file is not UTF-8", "save it as UTF-8", rule=NOT_UTF_8)


def _look_closer(text: str, number: int) -> None:
    """Refuse a text, whose first line has this number, that is binary or holds two edits that were not merged."""
    if "\0" in text:
        line = number + text.count("\n", 0, text.index("\0"))
        raise Unreadable("a character that can't be seen (U+0000) stands here", "is it a table? Export it again", line)
    for at, line_text in enumerate(text.split("\n")):
        if line_text.startswith("<<<<<<<") and line_text[7:8] in ("", " "):
            raise Unreadable(
                "two edits of this file were not merged",
                "keep the right lines, and delete those that begin with <<<<<<<, ======= and >>>>>>>",
                number + at,
                MERGE_CONFLICT,
            )
