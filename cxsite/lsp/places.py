"""Places of findings and edits as the protocol has them: lines and columns from 0, columns in an editor's own units."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec

from cxsite.lsp.studies import Study
from cxsite.model.finding import Edit, Move, Span


class Places:
    """Turns places in files into those of one editor, which says in which units it counts columns."""

    def __init__(self, codec: PositionCodec) -> None:
        self._codec = codec

    def column(self, line: str, position: types.Position) -> int:
        """The column, in characters from 0, of a position in a line."""
        used = 0
        for number, char in enumerate(line):
            if used >= position.character:
                return number
            used += self._codec.client_num_units(char)
        return len(line)

    def position(self, lines: list[str], line: int, column: int) -> types.Position:
        """The position of a line and column, both in characters from 0; the end of the text for a line behind it."""
        if line >= len(lines):
            return types.Position(len(lines), 0)
        return types.Position(line, self._codec.client_num_units(lines[line][:column]))

    def range_of(self, lines: list[str], span: Span) -> types.Range:
        """The range of a span; one without any length goes on to the end of its line."""
        line = span.line - 1
        text = lines[line] if line < len(lines) else ""
        end = span.end_column if span.end_column > span.column else len(text) + 1
        return types.Range(self.position(lines, line, span.column - 1), self.position(lines, line, end - 1))

    def text_edit(self, lines: list[str], edit: Edit) -> types.TextEdit:
        """An edit of a file."""
        return types.TextEdit(
            types.Range(
                self.position(lines, edit.line - 1, edit.column - 1),
                self.position(lines, edit.end_line - 1, edit.end_column - 1),
            ),
            edit.text,
        )


def uri_of(study: Study, path: str) -> str:
    """The address of a file that findings name."""
    return uris.from_fs_path(str(study.settings.root / path)) or ""


def place_of(uri: str) -> Path | None:
    """The file of an address; None for one that is no file."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def workspace_edit(
    study: Study, places: Places, edits: Iterable[Edit], moves: Iterable[Move] = ()
) -> types.WorkspaceEdit:
    """Edits and moves of files as one change."""
    by_path: dict[str, list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]] = {}
    for edit in edits:
        lines = (study.text(edit.path) or "").split("\n")
        by_path.setdefault(edit.path, []).append(places.text_edit(lines, edit))
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri_of(study, path)), found)
        for path, found in by_path.items()
    ]
    changes += [types.RenameFile(uri_of(study, move.source), uri_of(study, move.target)) for move in moves]
    return types.WorkspaceEdit(document_changes=changes)
