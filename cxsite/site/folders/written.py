"""Files written into folders that may not be there yet."""

from __future__ import annotations

from pathlib import Path


def write(place: Path, data: bytes) -> None:
    """Write a file. Its folder is made where that turns out to be missing: to ask first, for each of thousands of
    files, takes as long as to write them. Raises `OSError`."""
    try:
        place.write_bytes(data)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
