"""A copy of the content in which a change can be tried before anything is written."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxsite.pipeline.settings import Settings

_ONLY_READ = ("assets", "public")


@contextmanager
def shadow(settings: Settings) -> Iterator[Settings]:
    """Settings for a temporary copy of the content, as an editor holds it, whose findings name the same paths."""
    root, content = settings.root.resolve(), settings.content.resolve()
    top = Path(os.path.commonpath([root, content]))
    with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
        folder = Path(temporary).resolve()
        copied = dataclasses.replace(
            settings, root=folder / root.relative_to(top), content=folder / content.relative_to(top), unsaved={}
        )
        _copy(content, copied.content, content)
        copied.root.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            shutil.copyfile(root / settings.config, copied.root / settings.config)
        for path, data in settings.unsaved.items():
            if (place := copied.root / path).is_relative_to(copied.content):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        yield copied


def _copy(source: Path, target: Path, content: Path) -> None:
    """Copy what can be read: whatever else is wrong with a folder is told by the check of the original."""
    target.mkdir(parents=True, exist_ok=True)
    with suppress(OSError), os.scandir(source) as entries:
        for entry in entries:
            place = Path(entry.path)
            if entry.name.startswith("."):
                continue
            with suppress(OSError):
                if entry.is_symlink():
                    (target / entry.name).symlink_to(place.readlink())
                elif entry.is_dir():
                    _copy(place, target / entry.name, content)
                elif entry.is_file():
                    _copy_file(place, target / entry.name, place.relative_to(content).parts[0] in _ONLY_READ)


def _copy_file(source: Path, target: Path, only_read: bool) -> None:
    """Copy a file; of those that nothing here writes, which may be large, a second name is enough."""
    if only_read:
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copyfile(source, target)
