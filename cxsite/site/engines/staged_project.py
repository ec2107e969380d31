"""`cxsite stage`: the project of one audience without this plugin, for any engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.build import Build, build
from cxsite.render.stage import GIVE_WAY, Stage, StagePage
from cxsite.site.engines.engine import completed
from cxsite.site.engines.overrides import mermaid_files, theme_overrides
from cxsite.site.engines.plugins import PLUGIN, plugins_with
from cxsite.site.engines.search import SEARCH, search_settings
from cxsite.site.engines.search_room import fitted, keeps_out_text, room_for, sections_at_most
from cxsite.site.folders.output import refuse
from cxsite.site.folders.replace import replace_all
from cxsite.site.folders.workspace import clear, workspace
from cxsite.site.guard import guard_docs_dir
from cxsite.site.project import Project
from cxsite.site.yaml_writer import as_yaml

MARK = "# Written by `cxsite stage`, which replaces this folder."
CONFIG, SITE = "mkdocs.yml", "site"
"""The configuration of a staged project, and where its engine writes."""
_OF_THE_MACHINE = ("INHERIT", "hooks", "watch", "docs_dir", "site_dir", "dev_addr")


def stage_project(project: Project, out: Path) -> Build:
    """Read, check and render the project for its audience, and write it into `out` unless findings refuse that."""
    guard_docs_dir(project.docs_dir, project.settings.folders)
    built = build(project.settings, project.settings.audience)
    if built.stage is not None:
        write_stage(project, built.stage, out)
    return built


def write_stage(project: Project, stage: Stage, out: Path) -> None:
    """Write `mkdocs.yml`, `docs/` and `overrides/` into `out`: all of it or nothing.

    Raises `CxsiteError` where `out` may not be written.
    """
    target = out.resolve()
    clear(target.parent)
    refuse(target, project.root, project.kept, lambda: _is_stage(target))
    with workspace(target.parent) as space:
        folder = space / "stage"
        write_files(project, stage, folder)
        replace_all([(folder, target)], space)


def _is_stage(folder: Path) -> bool:
    config = folder / CONFIG
    return config.is_file() and config.read_text("utf-8", errors="replace").startswith(MARK)


def write_files(project: Project, stage: Stage, folder: Path) -> tuple[str, ...]:
    """Write the files of the staged project into `folder`, which has none of them yet; the pages of which Zensical's
    search gets less than what people wrote, since that is too long for it."""
    docs = folder / "docs"
    shutil.copytree(project.docs_dir, docs, ignore=shutil.ignore_patterns(".*"))
    taken = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    room = room_for(sum(sections_at_most(page.text) for page in stage.pages))
    shortened: list[str] = []
    for page in stage.pages:
        _put(docs, page.uri, _fit(page, room, shortened), taken)
    for uri, content in stage.files.items():
        if uri in GIVE_WAY & taken:
            continue
        _put(docs, uri, content, taken)
    for uri, source in mermaid_files():
        _put(docs, uri, source.read_bytes(), taken)
    shutil.copytree(theme_overrides(), folder / "overrides")
    own = _custom_dir(project)
    if own is not None:
        shutil.copytree(own, folder / "overrides", dirs_exist_ok=True)
    (folder / CONFIG).write_bytes(f"{MARK}\n{as_yaml(_config(project, stage))}".encode())
    return tuple(shortened)


def _fit(page: StagePage, room: int, shortened: list[str]) -> bytes:
    fit = fitted(page, room)
    if keeps_out_text(page, fit):
        shortened.append(page.uri)
    return fit.text.encode()


def _put(docs: Path, uri: str, content: bytes, taken: set[str]) -> None:
    if uri in taken:
        raise CxsiteError(f"`{uri}` is both a file in {docs.name}/ and made from the content: rename one of them")
    place = docs / uri
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _custom_dir(project: Project) -> Path | None:
    theme = project.said.get("theme")
    named = theme.get("custom_dir") if isinstance(theme, dict) else None
    return project.root / str(named) if named else None


def _config(project: Project, stage: Stage) -> dict[str, object]:
    said = {name: value for name, value in project.said.items() if name not in _OF_THE_MACHINE}
    config = completed(said, stage, project.docs_dir)
    config["theme"] |= {"custom_dir": "overrides"}
    config["docs_dir"] = "docs"
    config["site_dir"] = SITE
    plugins = (entry for entry in plugins_with(project.said, {}) for entry in entry.items())
    texts = [page.text for page in stage.pages]
    complete = {
        name: search_settings(options, stage.language, texts) if name in SEARCH else options
        for name, options in plugins
    }
    config["plugins"] = [{name: options} if options else name for name, options in complete.items() if name != PLUGIN]
    return config
