"""Writing the files that a command makes: all of them, or one clear line and none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cxsite.model.finding import CxsiteError


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by their place below `folder`; what this call has made goes again when one can't be written."""
    made: list[Path] = []
    try:
        for place, content in files.items():
            path = folder / place
            for parent in reversed(path.parents):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            if not path.exists():
                made.append(path)
            path.write_bytes(content)
    except OSError as error:
        for path in reversed(made):
            _remove(path)
        raise CxsiteError(f"{error.filename or folder} can't be written: {error.strerror}") from None
    return [folder / place for place in files]


def _remove(path: Path) -> None:
    try:
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    except OSError:
        # Somebody else's file is in it by now; the error that led here is the one to tell.
        return
