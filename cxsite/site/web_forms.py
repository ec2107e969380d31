"""`cxsite cms`: the folder of the web forms, in a place that no site publishes."""

from __future__ import annotations

import shutil
from pathlib import Path

from cxsite.exchange.forms.folder import SETTINGS, forms_folder, read_settings
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.edits.web_forms import forms_of
from cxsite.site.engines.repository import host_sort
from cxsite.site.folders.output import refuse
from cxsite.site.folders.replace import replace_all
from cxsite.site.folders.workspace import clear, workspace
from cxsite.site.project import Project

_MARK = '<meta name="generator" content="cxsite cms">'


def write_forms(project: Project, out: Path) -> tuple[str, ...]:
    """Write the forms into `out`, which they own but for its `settings.json`; what their users should know.

    All of it or nothing. Raises `CxsiteError` where `out` may not be written or the content can't be read.
    """
    target = out.resolve()
    for place in project.sites:
        if target.is_relative_to(place.resolve()) or place.resolve().is_relative_to(target):
            raise CxsiteError(f"{target} is where sites are built, and no site may contain the forms: choose another")
    clear(target.parent)
    refuse(target, project.root, project.kept, lambda: _is_ours(target))
    own = read_settings(target / SETTINGS)
    repository = str(project.said.get("repo_url") or "")
    forms, language, notes = forms_of(project.settings, repository, host_sort(project.said), own)
    with workspace(target.parent) as space:
        folder = space / "forms"
        for name, content in forms_folder(forms, language):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                place.write_bytes(content)
            else:
                shutil.copyfile(content, place)
        if (target / SETTINGS).is_file():
            shutil.copyfile(target / SETTINGS, folder / SETTINGS)
        replace_all([(folder, target)], space)
    return notes


def _is_ours(folder: Path) -> bool:
    page = folder / "index.html"
    if page.is_file():
        return _MARK in page.read_text("utf-8", errors="replace")
    return [path.name for path in folder.iterdir()] == [SETTINGS]
