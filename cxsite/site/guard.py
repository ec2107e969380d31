"""What may lie in `docs_dir`, since any engine publishes all of it, and where plain MkDocs may write a site."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.load.files.engine_pages import is_engines_own
from cxsite.model.finding import CxsiteError
from cxsite.site.folders.output import refuse

if TYPE_CHECKING:
    # A check audits nothing.
    from cxsite.pipeline.inspection import Inspection

_PAGES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm", ".xhtml"})


_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})


def guard_docs_dir(docs_dir: Path, folders: Sequence[Path], *, pages: bool = True) -> None:
    """Raise `CxsiteError` where an engine would publish content that nobody has filtered; `folders` hold the content.

    Without `pages`, pages in it are left to the checker, which finds those in `content/public`.
    """
    content, *further = folders
    public, whole = docs_dir.resolve(), content.resolve()
    for folder in further:
        if folder.resolve().is_relative_to(public) or public.is_relative_to(folder.resolve()):
            raise CxsiteError(
                f"docs_dir `{docs_dir.name}` and the content folder `{folder.name}` lie in each other, and every engine"
                " publishes all of docs_dir: write `docs_dir: content/public`"
            )
    if whole.is_relative_to(public):
        raise CxsiteError(
            f"docs_dir `{docs_dir.name}` contains the content folder, and every engine publishes all of docs_dir:"
            " write `docs_dir: content/public`, and keep there only what everyone may see as it is"
        )
    if not public.is_dir():
        raise CxsiteError(
            f"there is no folder {docs_dir}, which mkdocs.yml names as docs_dir: make it, with a file in it"
        )
    if public.is_relative_to(whole) and public != whole / "public":
        raise CxsiteError(f"docs_dir `{docs_dir}` lies inside the content: write `docs_dir: {content.name}/public`")
    may_hold_pages = not pages and public == whole / "public"
    for path in _below(public):
        if path.is_symlink():
            raise CxsiteError(
                f"{path.relative_to(public.parent)} is a link, and engines publish what it leads to:"
                " put a copy of the file there"
            )
        if path.is_file() and path.suffix.lower() in _TABLES and _is_sheet(path):
            raise CxsiteError(
                f"{path.relative_to(public.parent)} is a sheet of `cxsite sheet export`, which holds what only"
                " colleagues may read, and all of docs_dir is published as it is: move it away"
            )
        if may_hold_pages or is_engines_own(path):
            continue
        if path.suffix.lower() in _PAGES and path.is_file():
            raise CxsiteError(
                f"{path.relative_to(public.parent)} is a page, and all of docs_dir is published as it is:"
                " hand-written pages belong into `content/pages/`"
            )


def _below(folder: Path) -> Iterator[Path]:
    """What lies in a folder, one after the other: the first that is wrong ends the walk, in whatever it is made."""
    for at, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(at, name) for name in sorted([*folders, *files]))


def guard_site_dir(site_dir: Path, root: Path, kept: tuple[Path, ...], inspection: Inspection) -> None:
    """Raise `CxsiteError` where plain MkDocs, which empties `site_dir` first, would destroy the content, or would put
    a site where readers look who may not see it.

    `root` is the project's folder, `kept` the folders that it reads.
    """
    folder, audience, levels = site_dir.resolve(), inspection.view.audience, inspection.roadmap.levels
    refuse(folder, root, kept, lambda: True)
    if folder.name in levels and not audience.visible_to(levels[folder.name]):
        raise CxsiteError(
            f"site_dir `{site_dir.name}` is the place of the {folder.name} site, and this one is for {audience}"
            f" readers: name another folder, as in `mkdocs build -d site/{audience}`"
        )


def _is_sheet(path: Path) -> bool:
    # Few sites publish a table as it is.
    from cxsite.exchange.sheets.grid import is_sheet

    return is_sheet(path.name, path.read_bytes())
