"""Projects as editors have them open: what is saved, what is not yet, and what the checker says of both together."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from cxsite.check.context import Context
from cxsite.lsp.opened import Opened
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.roadmap import Key, Roadmap
from cxsite.pipeline.reading import Before, read
from cxsite.pipeline.settings import Settings
from cxsite.scaffold.known import Known
from cxsite.syntax.source_text import NotText, decode

_CONFIGS = ("mkdocs.yml", "mkdocs.yaml")
_DAWN = dt.date.min
"""A day for a project whose mkdocs.yml says none that can be read; nothing is checked then."""


@dataclass(frozen=True)
class Study:
    """A project at one moment: its settings, what was read of it, and what is wrong; `trouble` where nothing could be
    read at all. `kept` are items as they were before their files could no longer be read: they may be named, but who
    reads them is not known."""

    settings: Settings
    roadmap: Roadmap | None = None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""
    kept: frozenset[Key] = frozenset()

    def knows_readers(self, key: Key) -> bool:
        """Whether it could be read who sees an item or page."""
        context = self.context
        if context is None or key in self.kept or self.trouble:
            return False
        return context.roadmap.is_policy_known and context.is_level_known(key)

    @cached_property
    def known(self) -> Known:
        """What may be named."""
        return Known.of(self.roadmap) if self.roadmap is not None else Known()

    @cached_property
    def context(self) -> Context | None:
        """The tables of the checker."""
        return Context(self.roadmap, self.settings.today) if self.roadmap is not None else None

    def opened(self, path: str) -> Opened | None:
        """A file of the content, by the path that findings name, as the editor holds it or else as it is saved."""
        folder = self.folder_of(path)
        text = self.text(path)
        return Opened(path, folder, text) if folder is not None and text is not None else None

    def text(self, path: str) -> str | None:
        """The text of a file of the project; None where there is none."""
        data = self.settings.unsaved.get(path)
        if data is None:
            try:
                data = (self.settings.root / path).read_bytes()
            except OSError:
                return None
        text = decode(data)
        return None if isinstance(text, NotText) else text

    def folder_of(self, path: str) -> str | None:
        """The folder of content, as findings name it, that a file lies in."""
        place = (self.settings.root / path).resolve()
        for folder in self.settings.folders:
            if place.is_relative_to(folder.resolve()):
                return _shown(folder, self.settings.root)
        return None


@dataclass
class Desk:
    """All that an editor has open: texts that are not saved, by their place on the disk, and the projects that they
    belong to.

    `settings_of` reads the mkdocs.yml of a folder, and raises `CxsiteError`.
    """

    settings_of: Callable[[Path], Settings]
    texts: dict[Path, str] = field(default_factory=dict)
    _studies: dict[Path, Study] = field(default_factory=dict)
    _before: dict[Path, Before] = field(default_factory=dict)
    _reading: Lock = field(default_factory=Lock)

    def hold(self, file: Path, text: str) -> None:
        """Take over what an editor holds of a file."""
        self.texts[_real(file)] = text

    def let_go(self, file: Path) -> None:
        """Read a file from the disk again."""
        self.texts.pop(_real(file), None)

    def study_of(self, file: Path) -> tuple[Study, str] | None:
        """The project that a file belongs to as it was last read, and the path by which findings name the file."""
        root = self.root_of(file)
        if root is None:
            return None
        study = self._studies.get(root) or self.studied(root)
        return self._as_held(study), _shown(_real(file), root)

    def root_of(self, file: Path) -> Path | None:
        """The folder of the mkdocs.yml whose content, or which itself, a file is."""
        real = _real(file)
        for folder in real.parents:
            if not any((folder / name).is_file() for name in _CONFIGS):
                continue
            try:
                settings = self.settings_of(folder)
            except CxsiteError:
                return folder if real.parent == folder or folder in self._studies else None
            if real.name in _CONFIGS or any(real.is_relative_to(one.resolve()) for one in settings.folders):
                return folder
        return None

    def studied(self, root: Path) -> Study:
        """Read and check a project anew."""
        study = self._study(root)
        last = self._studies.get(root)
        if last is not None and last.roadmap is not None:
            # What was known goes on being offered while a file can't be read: somebody is typing in it.
            study = _with_kept(study, last.roadmap)
        self._studies[root] = study
        return study

    def _study(self, root: Path) -> Study:
        try:
            settings = self._as_held(Study(self.settings_of(root))).settings
        except CxsiteError as error:
            return Study(Settings(root, root / "content", _DAWN), trouble=str(error))
        try:
            # The server checks in another thread than the one in which it answers.
            with self._reading:
                reading = read(settings, self._before.setdefault(root, Before()))
        except CxsiteError as error:
            return Study(settings, trouble=str(error))
        return Study(settings, reading.roadmap, reading.findings)

    def _as_held(self, study: Study) -> Study:
        root = study.settings.root
        folders = [folder.resolve() for folder in study.settings.folders]
        unsaved = {
            _shown(place, root): text.encode()
            for place, text in list(self.texts.items())
            if any(place.is_relative_to(folder) for folder in folders)
        }
        if unsaved == study.settings.unsaved:
            return study
        # Places in a text that has changed since are no places any more.
        return replace(study, settings=replace(study.settings, unsaved=unsaved), findings=())


def _with_kept(study: Study, before: Roadmap) -> Study:
    """The study with those items as they were before whose files are there and can't be read."""
    now = study.roadmap
    kept = frozenset(
        (kind, id_)
        for kind, items in before.items.items()
        for id_ in items
        if now is None or ((kind, id_) in now.origins and now.get(kind, id_) is None)
    )
    if now is None:
        return replace(study, roadmap=before, kept=kept)
    items = {
        kind: {**{id_: item for id_, item in before.items.get(kind, {}).items() if (kind, id_) in kept}, **found}
        for kind, found in now.items.items()
    }
    return replace(study, roadmap=replace(now, items=items), kept=kept)


def by_path(findings: tuple[Finding, ...]) -> Mapping[str, list[Finding]]:
    """Findings by the file in which they are."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.span.path, []).append(finding)
    return found


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _shown(place: Path, root: Path) -> str:
    relative = os.path.relpath(place.resolve(), root.resolve())
    return "" if relative == "." else Path(relative).as_posix()
