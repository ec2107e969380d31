"""New files and folders take the places of old ones, all or none, also where the process is killed meanwhile.

Before the first step a journal says what is to be done. Whoever finds the journal of a process that is gone can tell
from the places alone how far it came, and does the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.site.folders.atomic_exchange import exchanged
from cxsite.site.folders.lock import Lock, take, wait_for

JOURNAL = "journal.json"
_ASIDE = ".old"
_LOCK = ".cxsite.lock"
_PATIENCE = 60.0
"""Seconds to wait for another build that puts its sites in place, which takes milliseconds."""

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Step:
    """`new` is to stand at `place`, where `before` stood (None: nothing). `aside` is for the old one where the system
    can't exchange the two in one step."""

    new: Path
    place: Path
    aside: Path
    made: Mark | None
    before: Mark | None


def replace_all(moves: Sequence[tuple[Path, Path]], space: Path) -> None:
    """Put each new file or folder in its place, all or none.

    Each move is `(new, place)`: new ones lie directly in `space`, places directly in the folder of `space`. What stood
    there before is in `space` afterwards. When a step fails, everything is as it was. Raises `OSError`, and
    `CxsiteError` where another process does the same for too long.
    """
    lock = _exclusive(space.parent)
    try:
        steps = [_Step(new, place, _aside(space, place), _mark(new), _mark(place)) for new, place in moves]
        _write_journal(space, steps)
        try:
            for step in steps:
                _do(step)
        except BaseException:
            for step in reversed(steps):
                _undo(step)
            (space / JOURNAL).unlink()
            raise
        (space / JOURNAL).unlink()
    finally:
        lock.release()


def finish(space: Path) -> None:
    """Do what the journal in `space`, whose process is gone, still says, unless somebody has changed the places since.

    Then only what was put aside goes back. Raises `OSError` where that fails; nothing is lost, and the next one can try
    again.
    """
    if not (space / JOURNAL).is_file():
        return
    lock = _exclusive(space.parent)
    try:
        steps = _read_journal(space)
        if all(_is_done(step) or _can_be_done(step) for step in steps):
            for step in steps:
                if not _is_done(step):
                    _do(step)
        for old in sorted(space.glob(f"*{_ASIDE}")):
            place = space.parent / old.name.removesuffix(_ASIDE)
            if not _there(place):
                old.rename(place)
        (space / JOURNAL).unlink()
    finally:
        lock.release()


def forget_lock(folder: Path) -> None:
    """Remove the file of a lock whose process is gone. Raises `OSError`."""
    if (folder / _LOCK).exists() and (lock := take(folder / _LOCK)) is not None:
        lock.release()


def _exclusive(folder: Path) -> Lock:
    lock = wait_for(folder / _LOCK, _PATIENCE)
    if lock is None:
        raise CxsiteError(f"another build is putting its sites into {folder}, and does not come to an end: try again")
    return lock


def _do(step: _Step) -> None:
    if _there(step.place) and not exchanged(step.new, step.place):
        step.place.rename(step.aside)
    if not _is_done(step):
        step.new.rename(step.place)


def _undo(step: _Step) -> None:
    if _is_done(step):
        if _there(step.new):
            exchanged(step.new, step.place)
        else:
            step.place.rename(step.new)
    if not _there(step.place) and _there(step.aside):
        step.aside.rename(step.place)


def _is_done(step: _Step) -> bool:
    return _is_new(step.place, step)


def _can_be_done(step: _Step) -> bool:
    """Whether the new one is there, and at its place what was there before, or what has been put aside."""
    there = _mark(step.place)
    as_before = there == step.before or (there is None and _there(step.aside))
    return as_before and _is_new(step.new, step)


def _is_new(path: Path, step: _Step) -> bool:
    found = _mark(path)
    return found is not None and step.made is not None and found[:2] == step.made[:2]


def _mark(path: Path) -> Mark | None:
    """By what a file or folder is known again; None where there is none.

    The first two numbers stay wherever it is moved on its file system. The time of its last change shows that what
    stands at a place is what stood there: a file system gives the numbers of what is gone to something new.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino, found.st_mtime_ns)


def _there(path: Path) -> bool:
    return _mark(path) is not None


def _aside(space: Path, place: Path) -> Path:
    return space / f"{place.name}{_ASIDE}"


def _write_journal(space: Path, steps: Sequence[_Step]) -> None:
    said = [[step.new.name, step.place.name, step.made, step.before] for step in steps]
    draft = space / f"{JOURNAL}.new"
    draft.write_text(json.dumps(said), encoding="utf-8")
    draft.rename(space / JOURNAL)


def _read_journal(space: Path) -> list[_Step]:
    """The steps of a journal, none where it can't be read. Names only: no journal reaches beyond its folder."""
    try:
        said: list[list[Any]] = json.loads((space / JOURNAL).read_text(encoding="utf-8"))
        return [_read_step(space, *entry) for entry in said]
    except (ValueError, TypeError):
        return []


def _read_step(space: Path, new: str, place: str, made: list[int], before: list[int] | None) -> _Step:
    device, node, changed = made
    found = None if before is None else (before[0], before[1], before[2])
    target = space.parent / Path(place).name
    return _Step(space / Path(new).name, target, _aside(space, target), (device, node, changed), found)
