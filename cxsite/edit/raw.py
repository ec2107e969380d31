"""A file's bytes as the text that findings count in, and back: what is not edited keeps every byte."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from cxsite.syntax.edits import TextEdit

_MARK = b"\xef\xbb\xbf"


class RawText:
    """The text of a file without its byte-order mark, each line ended by `\\n`.

    Raises `UnicodeDecodeError` for what is no UTF-8.
    """

    __slots__ = ("_mark", "_raw", "_returns", "ending", "text")

    def __init__(self, data: bytes) -> None:
        self._mark = _MARK if data.startswith(_MARK) else b""
        self._raw = data[len(self._mark) :].decode("utf-8")
        pieces = self._raw.split("\r\n")
        # Where a `\n` of the text is two characters in the file.
        self._returns: list[int] = []
        place = -1
        for piece in pieces[:-1]:
            place += len(piece) + 1
            self._returns.append(place)
        self.text = "\n".join(pieces).replace("\r", "\n")
        self.ending = "\r\n" if len(self._returns) * 2 > self.text.count("\n") else "\n"

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The bytes with these edits, none of which overlap; new lines end as most of the file's lines do."""
        parts: list[str] = []
        last = 0
        for edit in sorted(edits):
            start, end = self._place(edit.start), self._place(edit.end)
            if start < last:
                raise ValueError("two edits overlap")
            parts += [self._raw[last:start], edit.text.replace("\n", self.ending)]
            last = end
        return self._mark + "".join([*parts, self._raw[last:]]).encode("utf-8")

    def _place(self, offset: int) -> int:
        return offset + bisect_left(self._returns, offset)
