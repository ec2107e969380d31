"""Whether any file of a preview has changed: asked before each answer, so that nothing old is shown as new."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

Stamp = tuple[str, int, int, int, int]
"""A file: its path, when its content and its entry changed, its size, its number."""
_UNSURE = 100_000_000
"""Nanoseconds after which a file that is written again has another time."""


class Changes:
    """Remembers how the files of `places`, folders with all below them, were when a site was made of them."""

    def __init__(self) -> None:
        self._known: tuple[Stamp, ...] | None = None

    def are_there(self, places: Iterable[Path]) -> bool:
        """Whether anything is different from when this was asked last.

        A file that was written a moment ago might be written again within the same tick of the clock. So this waits
        until another write would show, a tenth of a second at most: to read all once more instead takes far longer.
        Where somebody still writes then, the next answer is yes."""
        asked = [str(place) for place in places]
        found = _all(asked)
        if found == self._known:
            return False
        if (rest := _until_sure(found)) > 0:
            time.sleep(min(rest, _UNSURE) / 1e9)
            found = _all(asked)
        self._known = found if _until_sure(found) <= 0 else None
        return True


def _all(places: Iterable[str]) -> tuple[Stamp, ...]:
    return tuple(stamp for place in places for stamp in _stamps(place))


def _until_sure(found: Iterable[Stamp]) -> int:
    """Nanoseconds until each of these files has another time when it is written again; what is said to be written
    later than now by another clock is no file of this moment."""
    now = time.time_ns()
    ages = (now - max(stamp[1:3]) for stamp in found)
    return max((_UNSURE - age for age in ages if abs(age) <= _UNSURE), default=0)


def _stamps(place: str, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Stamp]:
    """A file, or all files below a folder; a link into a folder `above` leads nowhere."""
    try:
        found = Path(place).stat()
        if not stat.S_ISDIR(found.st_mode):
            yield place, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
            return
        with os.scandir(place) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        yield place, 0, 0, 0, 0  # Gone, or not for us to read.
        return
    here = (found.st_dev, found.st_ino)
    if here not in above:
        for name in names:
            yield from _stamps(os.path.join(place, name), above | {here})  # noqa: PTH118 - paths are slow
