"""The files that a theme brings: found in its folders once, as long as these are the same.

Material has more than ten thousand, most of them icons, of which MkDocs looks at each name for each site.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

Folders = tuple[tuple[str, int], ...]
"""Folders, and when their entries changed last."""
_UNSURE = 100_000_000
"""Nanoseconds after which a folder that changes again has another time."""


class ThemeFiles:
    """Remembers which files of a theme belong to a site. Not for two threads at once."""

    def __init__(self) -> None:
        self._asked: tuple[object, ...] = ()
        self._folders: Folders | None = None
        self._found: tuple[tuple[str, str], ...] = ()

    def add(self, files: Files, env: Environment, config: MkDocsConfig) -> None:
        """Do what `Files.add_files_from_theme` of MkDocs does: add those that are not there yet."""
        asked = (tuple(config.theme.dirs), frozenset(config.theme.static_templates))
        if asked != self._asked or self._folders is None or _times(self._folders) != self._folders:
            self._folders = None
            folders = tuple(_below(config.theme.dirs))
            fresh = Files([])
            with _no_hidden_templates(env):
                fresh.add_files_from_theme(env, config)
            self._found = tuple((file.src_uri, str(file.src_dir)) for file in fresh)
            # What is changed while it is listed, or in the same tick of the clock, is listed again.
            sure = all(time.time_ns() - when > _UNSURE for _, when in folders)
            self._asked, self._folders = asked, folders if sure else None
        for path, folder in self._found:
            if files.get_file_from_path(path) is None:
                files.append(File(path, folder, config.site_dir, config.use_directory_urls))


class _Visible(FileSystemLoader):
    """Lists no templates below folders whose names begin with a dot: icons, none of which MkDocs takes."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for place in self.searchpath:
            for folder, names in _walked(str(place), followlinks=self.followlinks):
                at = os.path.relpath(folder, place).replace(os.path.sep, "/")
                found.update(name if at == "." else f"{at}/{name}" for name in names if not name.startswith("."))
        return sorted(found)


@contextmanager
def _no_hidden_templates(env: Environment) -> Iterator[None]:
    loader = env.loader
    if type(loader) is FileSystemLoader:
        env.loader = _Visible(loader.searchpath, loader.encoding, loader.followlinks)
    try:
        yield
    finally:
        env.loader = loader


def _walked(place: str, *, followlinks: bool = False) -> Iterator[tuple[str, list[str]]]:
    """The folders below a place with the names of their files, without those whose names begin with a dot."""
    for folder, folders, names in os.walk(place, followlinks=followlinks):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield folder, names


def _below(places: list[str]) -> Iterator[tuple[str, int]]:
    for place in places:
        for folder, _ in _walked(place):
            yield folder, _time(folder)


def _times(known: Folders) -> Folders:
    return tuple((folder, _time(folder)) for folder, _ in known)


def _time(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - paths are slow
    except OSError:
        return -1
