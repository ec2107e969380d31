"""`check --fix`: what findings tell to type is typed, until nothing is left that can be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cxsite.edit.apply import apply
from cxsite.edit.transaction import Changes, recover, write_changes
from cxsite.model.finding import Finding, Fix
from cxsite.pipeline.edits.shadow import shadow
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings

_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Fixed:
    """How many fixes were applied, and to which files (by the paths that findings name)."""

    fixes: int = 0
    files: tuple[str, ...] = ()


def fix(settings: Settings, takes: Callable[[Finding], bool], *, unsafe: bool) -> Fixed:
    """Apply the safe fixes, with `unsafe` those too, of all findings that `takes` asks for, and write the files.

    It is tried on a copy until no fix is left, then everything is written at once. Raises `CxsiteError`, and writes
    nothing, where a file can't be written or has changed meanwhile.
    """
    recover(settings.content)
    with shadow(settings) as copy:
        count = 0
        seen: set[int] = set()
        for _ in range(_ROUNDS):
            fixes = [one for finding in read(copy).findings if takes(finding) and (one := _wanted(finding, unsafe))]
            applied = apply(fixes, lambda path: _read(copy, path))
            identity = hash(frozenset(applied.changes.writes.items()))
            if not applied.fixes or identity in seen:
                break
            seen.add(identity)
            count += len(applied.fixes)
            write_changes(copy.content, _below(copy, applied.changes), to_stay=False)
        changes = changed_files(settings.content, copy.content)
        write_changes(settings.content, changes)
    return Fixed(count, tuple(shown(settings, place) for place in changes.places))


def changed_files(content: Path, copy: Path) -> Changes:
    """What has to be written and removed so that a folder of content is like its copy."""
    then, now = _files(content), _files(copy)
    writes: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    for place in {*then, *now}:
        old = then[place].read_bytes() if place in then else None
        new = now[place].read_bytes() if place in now else None
        if old != new:
            before |= {place: old} if old is not None else {}
            writes |= {place: new} if new is not None else {}
    return Changes(writes, frozenset(before) - frozenset(writes), before)


def shown(settings: Settings, place: str) -> str:
    """A place below the content folder as findings name it."""
    return Path(os.path.relpath(settings.content / place, settings.root)).as_posix()


def _wanted(finding: Finding, unsafe: bool) -> Fix | None:
    wanted = ("safe", "unsafe") if unsafe else ("safe",)
    return finding.fix if finding.fix is not None and finding.fix.applicability in wanted else None


def _files(folder: Path) -> dict[str, Path]:
    """The files that a change may touch, by their place."""
    found: dict[str, Path] = {}
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if Path(here) == folder:
            folders[:] = [name for name in folders if name not in ("assets", "public")]
        paths = [Path(here) / name for name in names if not name.startswith(".")]
        found |= {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    return found


def _read(settings: Settings, path: str) -> bytes | None:
    """A file of the content; None for any other."""
    place = (settings.root / path).resolve()
    inside = place.is_relative_to(settings.content.resolve()) and place.is_file()
    return place.read_bytes() if inside else None


def _below(settings: Settings, changes: Changes) -> Changes:
    """The same changes, by places below the content folder."""

    def place(path: str) -> str:
        return Path(os.path.relpath(settings.root / path, settings.content)).as_posix()

    def places(files: Mapping[str, bytes]) -> dict[str, bytes]:
        return {place(path): data for path, data in files.items()}

    return Changes(places(changes.writes), frozenset(map(place, changes.removes)), places(changes.before))
