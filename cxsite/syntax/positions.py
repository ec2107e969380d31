"""Where things stand: the text of a file is kept, and composed again only when somebody asks for a place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml
from yaml.nodes import CollectionNode, Node, ScalarNode

from cxsite.model.finding import BODY, Change, Edit, Span
from cxsite.model.shape import Path
from cxsite.syntax.compose import TooDeep, compose, find
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.source_text import Lines, Parts, span


class TextFile:
    """One file of content: its path as findings tell it, its text, and the YAML and body in it.

    `yaml` is what was composed in the end: after a syntax error a mended text with the same lines.
    """

    __slots__ = ("_lines", "_root", "_traces", "_yaml_lines", "parts", "path", "text", "yaml")

    def __init__(self, path: str, text: str, parts: Parts) -> None:
        self.path = path
        self.text = text
        self.parts = parts
        self.yaml = parts.yaml
        self._lines: Lines | None = None
        self._yaml_lines: Lines | None = None
        self._root: Node | None = None
        self._traces: dict[re.Pattern[str], bool] = {}

    @property
    def lines(self) -> Lines:
        """The lines of the whole file."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def yaml_lines(self) -> Lines:
        """The lines of the YAML in it."""
        if self._yaml_lines is None:
            self._yaml_lines = Lines(self.yaml)
        return self._yaml_lines

    @property
    def first_line(self) -> int:
        """The line of the file, counted from 0, at which its YAML begins."""
        return self.lines.place(self.parts.yaml_start)[0]

    @property
    def root(self) -> Node | None:
        """The first document; None where there is none."""
        if self._root is None:
            try:
                self._root = next(iter(compose(self.yaml)), None)
            except (yaml.YAMLError, TooDeep):
                return None
        return self._root

    def keep(self, root: Node) -> None:
        """Keep nodes that were composed already, until `forget`: as long as somebody works on the file."""
        self._root = root

    def mend(self, yaml_text: str) -> None:
        """Take another text with the same lines for the YAML."""
        self.yaml = yaml_text
        self._root = self._yaml_lines = None

    def traces(self, patterns: Sequence[re.Pattern[str]]) -> frozenset[re.Pattern[str]]:
        """Those of the patterns that occur in the YAML, looked for once however many items the file holds."""
        for pattern in patterns:
            if pattern not in self._traces:
                self._traces[pattern] = pattern.search(self.yaml) is not None
        return frozenset(pattern for pattern in patterns if self._traces[pattern])

    def forget(self) -> None:
        """Let go of what can be made again from the text."""
        self._root = self._lines = self._yaml_lines = None

    def between(self, start: int, end: int) -> Span:
        """The place between two offsets of the YAML; it ends with its first line."""
        line, column = self.yaml_lines.place(start)
        last, end_column = self.yaml_lines.place(end)
        return span(self.path, self.lines, self.first_line + line, column, end_column if last == line else None)

    def of(self, node: Node) -> Span:
        """The place of a node, without the empty space behind a block."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, CollectionNode) and not node.flow_style:
            end = start + len(self.yaml_lines.line(self.yaml_lines.place(start)[0]))
        return self.between(start, end)

    def edits(self, at: Path, change: Change) -> tuple[Edit, ...]:
        """What has to be typed for a change at `at`; nothing where that is in a line that was mended to be read."""
        root = self.root
        if root is None:
            return ()
        # Few findings can be put right by typing; most checks have none.
        from cxsite.syntax.typed import typed

        return self.placed(typed(root, self.yaml, at, change, whole=self.yaml == self.parts.yaml))

    def placed(self, edits: Sequence[TextEdit]) -> tuple[Edit, ...]:
        """Edits of the YAML as edits of the file; none where one is in a line that was mended to be read."""
        found = []
        for edit in edits:
            (line, column), (end_line, end_column) = self.yaml_lines.place(edit.start), self.yaml_lines.place(edit.end)
            first = self.first_line
            if self.yaml != self.parts.yaml and any(
                self.yaml_lines.line(number) != self.lines.line(first + number) for number in range(line, end_line + 1)
            ):
                return ()
            found.append(Edit(self.path, first + line + 1, column + 1, first + end_line + 1, end_column + 1, edit.text))
        return tuple(found)

    def in_text(self, start: int, length: int) -> Span:
        """The place of characters of the whole text; it ends with its first line."""
        line, column = self.lines.place(min(start, len(self.text)))
        return span(self.path, self.lines, line, column, column + length)


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The rows of a CSV file from which the entries of a list were read: path, and for each entry its line.

    Their text is not kept: a row of a data file may be what one person said.
    """

    path: str
    lines: tuple[int, ...]

    def span(self, at: Path) -> Span | None:
        """The row of the entry at `at`; None where that is no entry."""
        if not at or not isinstance(at[0], int) or at[0] >= len(self.lines):
            return None
        return Span(self.path, self.lines[at[0]])


class Source:
    """The origin of one item: a file, or a part of one; `tables` are the CSV files that its fields name."""

    __slots__ = ("_file", "_prefix", "_tables")

    def __init__(self, file: TextFile, prefix: Path = (), tables: Mapping[str, CsvRows] | None = None) -> None:
        self._file = file
        self._prefix = prefix
        self._tables = tables or {}

    def with_tables(self, tables: Mapping[str, CsvRows]) -> Source:
        """The same place, knowing also the CSV files behind its fields."""
        return Source(self._file, self._prefix, tables) if tables else self

    @property
    def path(self) -> str:
        """The file, relative to the folder of mkdocs.yml, with forward slashes."""
        return self._file.path

    @property
    def whole_text(self) -> str:
        """The text of the file where the item is all that it holds; else nothing."""
        return "" if self._tables else self.own_text

    @property
    def own_text(self) -> str:
        """The same, whatever files its fields name."""
        return "" if self._prefix else self._file.text

    @property
    def is_mended(self) -> bool:
        """Whether another text than the file's was read as its YAML."""
        return self._file.yaml != self._file.parts.yaml

    def span(self, at: Path = (), *, key: bool = False) -> Span:
        """The place of the value at `at`; of its key with `key`; of the nearest parent that is written."""
        if at and at[0] in self._tables and (row := self._tables[str(at[0])].span(at[1:])):
            return row
        root = self._file.root
        if root is None:
            return self._file.between(0, 0)
        full = (*self._prefix, *at)
        found_key, node, taken = find(root, full)
        if key and found_key is not None and taken == len(full):
            return self._file.of(found_key)
        if taken < len(full) and found_key is not None and not isinstance(node, ScalarNode):
            # A part without the field: its name says which one is meant better than all of its text.
            return self._file.of(found_key)
        if isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index and found_key:
            return self._file.of(found_key)
        return self._file.of(node if node is not None else root)

    def body_span(self, offset: int, length: int = 1, at: Path = BODY) -> Span:
        """The place of a character of the body, or of another text of Markdown at `at`."""
        if self._file.parts.body and at == BODY:
            return self._file.in_text(self._file.parts.body_start + offset, length)
        root = self._file.root
        _, node, taken = find(root, (*self._prefix, *at)) if root is not None else (None, None, 0)
        if isinstance(node, ScalarNode) and node.style == "|" and taken == len(self._prefix) + len(at):
            return self._block_span(node, offset, length)
        return self.span(at)

    def edits(self, change: Change) -> tuple[Edit, ...]:
        """What has to be typed in the file for a change; nothing where a data file or nobody can tell."""
        if change.body is not None:
            return self._body_edits(change)
        if change.at and change.at[0] in self._tables:
            return ()
        return self._file.edits((*self._prefix, *change.at), change)

    def forget(self) -> None:
        """Let go of what can be made again from the text of the file."""
        self._file.forget()

    def _body_edits(self, change: Change) -> tuple[Edit, ...]:
        """The edit of a piece of the body that lies in one line."""
        assert change.body is not None
        offset, length = change.body
        at = change.at or BODY
        place = self.body_span(offset, length, at)
        in_file = bool(self._file.parts.body) and at == BODY
        shown = place.end_column - place.column == length and (in_file or place != self.span(at))
        edit = Edit(
            place.path,
            place.line,
            place.column,
            place.line,
            place.end_column,
            change.text if isinstance(change.text, str) else "",
        )
        return (edit,) if shown else ()

    def _block_span(self, node: ScalarNode, offset: int, length: int) -> Span:
        """A character of a literal block: its lines are the file's lines, indented."""
        block: str = node.value
        offset += len(block) - len(block.lstrip())
        before = block[:offset]
        first = self._file.yaml_lines.place(node.start_mark.index)[0] + 1
        line = first + before.count("\n")
        text = self._file.yaml_lines.line(line)
        shown = block.split("\n")[before.count("\n")]
        indent = len(text) - len(shown) if text.endswith(shown) else len(re.match(r" *", text)[0])  # type: ignore[index]
        column = indent + len(before) - (before.rfind("\n") + 1)
        return span(self._file.path, self._file.lines, self._file.first_line + line, column, column + length)
