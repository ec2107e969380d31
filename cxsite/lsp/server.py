"""What an editor holds open, and what the checker says of it as somebody types."""

from __future__ import annotations

import asyncio
import logging
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from cxsite.lsp.opened import Opened
from cxsite.lsp.places import Places, place_of, uri_of
from cxsite.lsp.studies import Desk, Study, by_path
from cxsite.model.finding import Finding, Severity, Span
from cxsite.pipeline.settings import Settings
from cxsite.site.project import read_project

_LOG = logging.getLogger(__name__)
_SOON = 0.03
"""Seconds after a key until the content is checked: what is typed quickly is checked once."""
_SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def _settings_of(folder: Path) -> Settings:
    return read_project(str(folder)).settings


class Server(LanguageServer):
    """The server: what editors hold, and when it is checked again."""

    def __init__(self) -> None:
        super().__init__("cxsite", version("cxsite"))
        self.desk = Desk(_settings_of)
        self._waiting: dict[Path, asyncio.TimerHandle] = {}
        self._running: set[Path] = set()
        self._again: set[Path] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: dict[Path, dict[str, list[types.Diagnostic]]] = {}

    @property
    def places(self) -> Places:
        """Places as the editor counts them."""
        return Places(self.workspace.position_codec)

    def opened(self, uri: str) -> tuple[Study, Opened] | None:
        """The project of a file, and the file; None for one that is no content."""
        place = place_of(uri)
        found = self.desk.study_of(place) if place is not None else None
        if found is None:
            return None
        opened = found[0].opened(found[1])
        return (found[0], opened) if opened is not None else None

    def at(self, uri: str, position: types.Position) -> tuple[Study, Opened, int, int] | None:
        """Where somebody is, with line and column in characters from 0."""
        found = self.opened(uri)
        if found is None:
            return None
        line = position.line
        column = self.places.column(found[1].lines.line(line), position)
        return *found, line, column

    def hold(self, uri: str) -> None:
        """Take over what the editor holds of a file, and check its project soon."""
        place = place_of(uri)
        if place is None:
            return
        self.desk.hold(place, self.workspace.get_text_document(uri).source)
        self.check_soon(place)

    def check_soon(self, place: Path) -> None:
        """Check the project of a file when nobody has typed for a moment."""
        root = self.desk.root_of(place)
        if root is None:
            return
        if (timer := self._waiting.pop(root, None)) is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._waiting[root] = loop.call_later(_SOON, self._begin, root)

    def _begin(self, root: Path) -> None:
        # A loop holds its tasks weakly: one that nobody holds may be gone before it is done.
        task = asyncio.get_running_loop().create_task(self._check(root))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("the content could not be checked", exc_info=error)

    async def _check(self, root: Path) -> None:
        if root in self._running:
            self._again.add(root)
            return
        self._running.add(root)
        try:
            study = await asyncio.get_running_loop().run_in_executor(None, self.desk.studied, root)
            self._tell(root, study)
        finally:
            self._running.discard(root)
        if root in self._again:
            self._again.discard(root)
            await self._check(root)

    def _tell(self, root: Path, study: Study) -> None:
        """Send the findings of a project, and take back those of files that have none any more: of files that somebody
        types in first, and always; of others where they are not those that were sent last."""
        found = {} if study.trouble else by_path(study.findings)
        told, now = self._told.get(root, {}), dict[str, list[types.Diagnostic]]()
        held, config = study.settings.unsaved, study.settings.config
        others = {*found, *told} - ({config} if study.trouble else set())
        for path in sorted(others, key=lambda path: (path not in held, path)):
            lines = (study.text(path) or "").split("\n")
            now[path] = [self.diagnostic(study, lines, finding) for finding in found.get(path, ())]
            self._publish(study, path, now[path], None if path in held else told.get(path))
        if study.trouble:
            now[config] = [_trouble(study.trouble)]
            self._publish(study, config, now[config], None)
        self._told[root] = {path: diagnostics for path, diagnostics in now.items() if diagnostics}

    def _publish(
        self, study: Study, path: str, found: list[types.Diagnostic], told: list[types.Diagnostic] | None
    ) -> None:
        if found != told:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(study, path), found))

    def diagnostic(self, study: Study, lines: list[str], finding: Finding) -> types.Diagnostic:
        """A finding as an editor shows it."""
        help_ = f"\n{finding.help}" if finding.help else ""
        related = [
            types.DiagnosticRelatedInformation(self.location(study, other.span), other.message)
            for other in finding.related
        ]
        return types.Diagnostic(
            range=self.places.range_of(lines, finding.span),
            message=finding.message + help_,
            severity=_SEVERITIES[finding.severity],
            code=finding.rule.code,
            source="cxsite",
            related_information=related or None,
            data={"rule": finding.rule.name},
        )

    def location(self, study: Study, span: Span) -> types.Location:
        """A span as a place in a file."""
        lines = (study.text(span.path) or "").split("\n")
        return types.Location(uri_of(study, span.path), self.places.range_of(lines, span))


def _trouble(message: str) -> types.Diagnostic:
    start = types.Range(types.Position(0, 0), types.Position(1, 0))
    return types.Diagnostic(start, message, severity=types.DiagnosticSeverity.Error, source="cxsite")


def answer_texts(server: Server) -> None:
    """Follow what is opened, typed, saved and closed."""

    @server.feature(types.INITIALIZED)
    def _ready(ls: Server, params: types.InitializedParams) -> None:
        wanted = ls.client_capabilities.workspace
        watched = wanted.did_change_watched_files if wanted is not None else None
        if watched is not None and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions(
                [types.FileSystemWatcher("**/*.{md,yml,yaml,csv}")]
            )
            ls.client_register_capability(
                types.RegistrationParams(
                    [types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)]
                )
            )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def _open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.hold(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def _change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        ls.hold(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def _save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        if (place := place_of(params.text_document.uri)) is not None:
            ls.check_soon(place)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def _close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        if (place := place_of(params.text_document.uri)) is not None:
            ls.desk.let_go(place)
            ls.check_soon(place)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def _watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            if (place := place_of(change.uri)) is not None:
                ls.check_soon(place)
