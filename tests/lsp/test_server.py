"""The server as an editor has it: a process, spoken to over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.lsp.desk import MORE, apart, project_in

pytestmark = pytest.mark.slow
LIGHTS = MORE["content/initiatives/lights.md"]
HOOK = "from pathlib import Path\nPath(__file__).with_name('ran').write_text('yes')\n"


class Editor(LanguageClient):
    """A client that keeps the errors that it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def _told(params: types.PublishDiagnosticsParams) -> None:
            errors = types.DiagnosticSeverity.Error
            self.told[params.uri] = [one for one in params.diagnostics if one.severity == errors]
            self.news.set()

    async def until(self, uri: str, fits: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """Wait for findings that fit."""
        async with asyncio.timeout(30):
            while uri not in self.told or not fits(self.told[uri]):
                self.news.clear()
                await self.news.wait()
        return self.told[uri]

    def open(self, file: Path, text: str) -> str:
        """Open a file with a text."""
        uri = file.as_uri()
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text)))
        return uri

    def type(self, uri: str, version: int, text: str) -> None:
        """Replace all of a text."""
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )


def session(root: Path, talk: Callable[[Editor], Awaitable[None]]) -> None:
    """Talk with a server that has a folder open."""

    async def run() -> None:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "cxsite.cli", "lsp")
        await editor.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=root.as_uri())
        )
        editor.initialized(types.InitializedParams())
        try:
            await talk(editor)
        finally:
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()

    apart(run)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project_in(tmp_path)


def _at(text: str, words: str, inside: int = 1) -> types.Position:
    """The position inside of words, in UTF-16 units."""
    before = text[: text.index(words) + inside]
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def test_findings_come_and_go_as_somebody_types(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        file = root / "content/initiatives/lights.md"
        uri = editor.open(file, LIGHTS)
        editor.type(uri, 2, LIGHTS.replace("title: Better", "title: 🙂🙂 Better").replace("planned", "plannd"))
        (found,) = await editor.until(uri, bool)
        assert found.severity == types.DiagnosticSeverity.Error
        assert "plannd" in found.message and "planned" in found.message
        assert (found.range.start.line, found.range.start.character) == (3, 8)
        editor.type(uri, 3, LIGHTS)
        await editor.until(uri, lambda told: not told)
        assert file.read_text(encoding="utf-8") == LIGHTS

    session(root, talk)


def test_all_questions_are_answered(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        # A character outside of the basic plane stands left of everything that is asked about.
        text = LIGHTS.replace("See [the", "🙂🙂 See [the").replace("planned", "plannd")
        uri = editor.open(root / "content/initiatives/lights.md", LIGHTS)
        await editor.until(uri, lambda told: not told)
        editor.type(uri, 2, text)
        (finding,) = await editor.until(uri, bool)
        document = types.TextDocumentIdentifier(uri)

        completion = await editor.text_document_completion_async(
            types.CompletionParams(document, _at(text, "buying/dark", 0))
        )
        assert isinstance(completion, types.CompletionList)
        (offer,) = completion.items
        assert (offer.label, offer.detail) == ("buying/dark", "It is too dark to see")

        hover = await editor.text_document_hover_async(types.HoverParams(document, _at(text, "visibility:")))
        assert hover is not None and isinstance(hover.contents, types.MarkupContent)
        assert "The least level" in hover.contents.value

        link = _at(text, "queues.md")
        definition = await editor.text_document_definition_async(types.DefinitionParams(document, link))
        assert isinstance(definition, types.Location) and definition.uri.endswith("initiatives/queues.md")

        references = await editor.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), document, link)
        )
        assert references is not None
        assert [one.uri.rpartition("/")[2] for one in references] == ["queues.md", "lights.md", "lights.md"]

        actions = await editor.text_document_code_action_async(
            types.CodeActionParams(document, finding.range, types.CodeActionContext([finding]))
        )
        assert actions is not None
        edit = next(one.edit for one in actions if isinstance(one, types.CodeAction) and one.edit is not None)
        assert edit.document_changes is not None
        first = edit.document_changes[0]
        assert isinstance(first, types.TextDocumentEdit)
        assert [one.new_text for one in first.edits if isinstance(one, types.TextEdit)] == ["planned"]

        folds = await editor.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert folds

        editor.type(uri, 3, text.replace("plannd", "planned"))
        await editor.until(uri, lambda told: not told)
        rename = await editor.text_document_rename_async(types.RenameParams(document, link, "tills"))
        assert rename is not None and rename.document_changes is not None
        assert any(isinstance(one, types.RenameFile) for one in rename.document_changes)
        assert (root / "content/initiatives/queues.md").exists()

    session(root, talk)


def test_nothing_of_the_folder_runs(root: Path) -> None:
    (root / "hook.py").write_text(HOOK)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [hook.py]\nextra:\n  made: !!python/name:os.getcwd\n")

    async def talk(editor: Editor) -> None:
        uri = editor.open(root / "content/initiatives/lights.md", LIGHTS.replace("planned", "plannd"))
        await editor.until(uri, bool)

    session(root, talk)
    assert not (root / "ran").exists()


def test_a_config_that_cannot_be_read_is_told_in_its_place(root: Path) -> None:
    async def talk(editor: Editor) -> None:
        uri = editor.open(root / "content/initiatives/lights.md", LIGHTS.replace("planned", "plannd"))
        await editor.until(uri, bool)
        config = root / "mkdocs.yml"
        before = config.read_text()
        config.write_text(before.replace("cxsite:", "cxsite:\n      nonsense: 1"))
        editor.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        (told,) = await editor.until(config.as_uri(), bool)
        assert "nonsense" in told.message
        config.write_text(before)
        editor.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await editor.until(config.as_uri(), lambda told: not told)

    session(root, talk)


def _names(word: str) -> Callable[[list[types.Diagnostic]], bool]:
    return lambda told: any(word in one.message for one in told)


def test_findings_of_files_that_nobody_edits_are_sent_once(root: Path) -> None:
    file, other = root / "content/initiatives/lights.md", root / "content/initiatives/queues.md"
    other.write_text(other.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")

    async def talk(editor: Editor) -> None:
        uri = editor.open(file, LIGHTS)
        assert await editor.until(other.as_uri(), bool)
        del editor.told[other.as_uri()]
        for version, wrong in ((2, "status: never"), (3, "status: nowhere"), (4, "status: somewhere")):
            editor.type(uri, version, LIGHTS.replace("status: planned", wrong))
            await editor.until(uri, _names(wrong.split()[1]))
        assert other.as_uri() not in editor.told
        editor.type(uri, 5, LIGHTS)
        await editor.until(uri, lambda told: not told)

    session(root, talk)
