"""Writing several files of a folder: all of them or none, also when the process is killed halfway.

Each new file is first written aside, then a journal names them, then each takes its place. What an interrupted run
left is finished by the next one (`recover`); until then a check finds what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cxsite.model.finding import CxsiteError

JOURNAL = ".cxsite-edit.json"
_ASIDE = ".cxsite-new"


@dataclass(frozen=True, slots=True)
class Changes:
    """Files to write and to remove, by their place below a folder; `before` is what they held when they were read."""

    writes: Mapping[str, bytes]
    removes: frozenset[str] = frozenset()
    before: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def places(self) -> list[str]:
        """Every place that changes, in order."""
        return sorted({*self.writes, *self.removes})


def write_changes(
    folder: Path, changes: Changes, step: Callable[[], None] = lambda: None, *, to_stay: bool = True
) -> None:
    """Write and remove files below `folder`; `CxsiteError`, and nothing changed, where that can't be done.

    `step` is called between all that can be interrupted. Files that are not `to_stay` need not be on the disk.
    """
    if not changes.places:
        return
    if not recover(folder):
        _tidy(folder)
    for place in changes.places:
        if _read(folder / place) != changes.before.get(place):
            raise CxsiteError(f"{place} has changed meanwhile; nothing was written: try again")
    aside = {place: _aside(folder, place) for place in changes.writes}
    done: list[str] = []
    try:
        for place, temporary in aside.items():
            step()
            _write(temporary, changes.writes[place], folder / place, to_stay=to_stay)
        step()
        _write_journal(folder, changes, aside)
        step()
        for place, temporary in aside.items():
            done.append(place)
            temporary.replace(_real(folder / place))
            step()
        for place in sorted(changes.removes):
            done.append(place)
            (folder / place).unlink()
            step()
        (folder / JOURNAL).unlink()
    except OSError as error:
        _undo(folder, changes, done, aside)
        raise CxsiteError(
            f"{error.filename or folder} can't be written: {error.strerror}; nothing was changed"
        ) from None
    except BaseException:
        _undo(folder, changes, done, aside)
        raise


def recover(folder: Path) -> bool:
    """Finish what an interrupted run began; whether there was anything.

    Raises `CxsiteError` where a file has changed since.
    """
    journal = folder / JOURNAL
    if not journal.is_file():
        return False
    stuck = f"an earlier change was interrupted: bring the files back with git, delete {journal.name}, and try again"
    try:
        entries = [_Entry(**entry) for entry in json.loads(journal.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        raise CxsiteError(stuck) from None
    for entry in entries:
        entry.check(folder, stuck)
    for entry in entries:
        entry.finish(folder)
    journal.unlink()
    return True


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the journal: a place, the hash of what was there and of what shall be; empty for no file."""

    place: str
    before: str
    after: str

    def check(self, folder: Path, stuck: str) -> None:
        if not (folder / self.place).resolve().is_relative_to(folder.resolve()):
            raise CxsiteError(stuck)
        now, aside = _hash(_read(folder / self.place)), _hash(_read(_aside(folder, self.place)))
        if now != self.after and (now != self.before or aside != self.after):
            raise CxsiteError(f"{self.place} has changed since; {stuck}")

    def finish(self, folder: Path) -> None:
        aside = _aside(folder, self.place)
        if not self.after:
            (folder / self.place).unlink(missing_ok=True)
        elif aside.exists():
            aside.replace(_real(folder / self.place))


def _tidy(folder: Path) -> None:
    """Remove what was only written aside when a run was killed."""
    for stray in folder.rglob(f".*{_ASIDE}"):
        with suppress(OSError):
            stray.unlink()


def _write_journal(folder: Path, changes: Changes, aside: Mapping[str, Path]) -> None:
    entries = [
        {
            "place": place,
            "before": _hash(changes.before.get(place)),
            "after": _hash(changes.writes.get(place)) if place in aside else "",
        }
        for place in changes.places
    ]
    temporary = folder / f"{JOURNAL}{_ASIDE}"
    _write(temporary, json.dumps(entries).encode(), folder / JOURNAL)
    temporary.replace(folder / JOURNAL)


def _undo(folder: Path, changes: Changes, done: list[str], aside: Mapping[str, Path]) -> None:
    """Put back what was there; the error that led here is the one to tell."""
    for place in reversed(done):
        before = changes.before.get(place)
        with suppress(OSError):
            if before is None:
                (folder / place).unlink(missing_ok=True)
            else:
                _write(_aside(folder, place), before, folder / place)
                _aside(folder, place).replace(_real(folder / place))
    for temporary in (*aside.values(), folder / f"{JOURNAL}{_ASIDE}", folder / JOURNAL):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes, like: Path, *, to_stay: bool = True) -> None:
    """Write a file that is on the disk when this returns if it is `to_stay`, with the permissions of another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        if to_stay:
            file.flush()
            os.fsync(file.fileno())
    if like.exists():
        path.chmod(like.stat().st_mode & 0o7777)


def _aside(folder: Path, place: str) -> Path:
    real = _real(folder / place)
    return real.parent / f".{real.name}{_ASIDE}"


def _real(path: Path) -> Path:
    """The file itself where the path is a link to it."""
    return path.resolve() if path.is_symlink() else path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CxsiteError(f"{path} can't be read: {error.strerror}") from None


def _hash(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
