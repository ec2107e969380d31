"""Taking the last import back as a whole, as long as nobody has changed its files since."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cxsite.edit.transaction import Changes, recover, write_changes
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.settings import Settings

_FOLDER = ".cxsite"
_NAME = "last-import.json"


def remember(settings: Settings, changes: Changes) -> None:
    """Keep what the files of an import held before, beside mkdocs.yml, where git does not look."""
    folder = settings.root / _FOLDER
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    files = [
        {"place": place, "before": _packed(changes.before.get(place)), "after": _hash(data)}
        for place, data in sorted(changes.writes.items())
    ]
    (folder / _NAME).write_text(json.dumps(files), encoding="utf-8")


def take_back(settings: Settings) -> tuple[str, ...]:
    """Make the content what it was before the last import; the places that changed.

    Raises `CxsiteError`, and changes nothing, where there is no import or one of its files has changed since.
    """
    recover(settings.content)
    kept = settings.root / _FOLDER / _NAME
    try:
        files = json.loads(kept.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CxsiteError("there is no import to take back") from None
    except ValueError:
        raise CxsiteError(f"{_FOLDER}/{_NAME} can't be read: take the import back with git") from None
    writes: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    edited: list[str] = []
    for file in files:
        place = file["place"]
        now = _bytes(settings.content / place)
        if now is None or _hash(now) != file["after"]:
            edited.append(place)
            continue
        before[place] = now
        if file["before"] is not None:
            writes[place] = base64.b64decode(file["before"])
    if edited:
        raise CxsiteError(f"changed since the import: {', '.join(edited)}; nothing was taken back, use git for these")
    changes = Changes(writes, frozenset(before) - frozenset(writes), before)
    write_changes(settings.content, changes)
    kept.unlink()
    return tuple(changes.places)


def _packed(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
