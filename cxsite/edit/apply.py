"""Applying the fixes of findings to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cxsite.edit.raw import RawText
from cxsite.edit.transaction import Changes
from cxsite.model.finding import Edit, Fix
from cxsite.syntax.edits import TextEdit

Read = Callable[[str], bytes | None]
"""What a file holds, by the path that findings name; None for one that is not there or may not be changed."""


@dataclass(slots=True)
class Applied:
    """What became of fixes: the files that change, by the paths that findings name, and which fixes did it."""

    changes: Changes
    fixes: list[Fix] = field(default_factory=list)


def apply(fixes: Iterable[Fix], read: Read) -> Applied:
    """Apply each fix as a whole, in this order; one that overlaps an earlier one has to wait for the next round."""
    bench = _Bench(read)
    taken = [fix for fix in fixes if bench.take(fix)]
    return Applied(bench.changes(), taken)


class _Bench:
    def __init__(self, read: Read) -> None:
        self._read = read
        self._files: dict[str, RawText | None] = {}
        self._before: dict[str, bytes] = {}
        self._edits: dict[str, list[TextEdit]] = {}
        self._moves: dict[str, str] = {}

    def take(self, fix: Fix) -> bool:
        """Whether the fix can be applied beside those taken so far; then it will be."""
        found: list[tuple[str, TextEdit]] = []
        for edit in fix.edits:
            file = self._file(edit.path)
            if file is None or (placed := _placed(edit, file)) is None:
                return False
            if placed not in self._edits.get(edit.path, ()):
                found.append((edit.path, placed))
        if any(_overlaps(mine, other) for path, mine in found for other in self._edits.get(path, ())):
            return False
        if not all(self._may_move(move.source, move.target) for move in fix.moves) or not (found or fix.moves):
            return False
        for path, placed in found:
            self._edits.setdefault(path, []).append(placed)
        self._moves.update({move.source: move.target for move in fix.moves})
        return True

    def changes(self) -> Changes:
        """What the files become."""
        writes: dict[str, bytes] = {}
        for path in {*self._edits, *self._moves}:
            file = self._file(path)
            assert file is not None
            writes[self._moves.get(path, path)] = file.edited(self._edits.get(path, ()))
        changed = {path: self._before[path] for path in {*self._edits, *self._moves}}
        return Changes(writes, frozenset(self._moves), changed)

    def _may_move(self, source: str, target: str) -> bool:
        taken = {*self._moves, *self._moves.values()}
        return (
            self._file(source) is not None
            and self._read(target) is None
            and source not in taken
            and target not in taken
        )

    def _file(self, path: str) -> RawText | None:
        if path not in self._files:
            data = self._read(path)
            try:
                self._files[path] = None if data is None else RawText(data)
            except UnicodeDecodeError:
                self._files[path] = None
            if data is not None:
                self._before[path] = data
        return self._files[path]


def _placed(edit: Edit, file: RawText) -> TextEdit | None:
    """The edit by offsets; None where the file has no such place."""
    start, end = _offset(file.text, edit.line, edit.column), _offset(file.text, edit.end_line, edit.end_column)
    return TextEdit(start, end, edit.text) if start is not None and end is not None and start <= end else None


def _offset(text: str, line: int, column: int) -> int | None:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return None
    end = text.find("\n", start)
    offset = start + column - 1
    return offset if start <= offset <= (len(text) if end < 0 else end) else None


def _overlaps(one: TextEdit, other: TextEdit) -> bool:
    """Whether two edits share a character, or a place at which one of them adds something."""
    return (one.start < other.end and other.start < one.end) or one.start == other.start
