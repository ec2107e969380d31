"""Where what was made is kept: where nothing publishes it, and the key to it elsewhere."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.store import Store
from cxsite.pipeline.commits.git import git

FOLDER, KEY = "CXSITE_CACHE", "CXSITE_CACHE_KEY"
"""Variables that name another folder (`off`: none) and a key that several machines share."""
OFF = "off"
_BYTES = 32


def store_for(root: Path, what: str, version: Callable[[], str], environment: Mapping[str, str]) -> Store | None:
    """Where a project in the folder `root` keeps what it made of one kind: in the folder of git, or in the one that the
    `environment` names. `None` where it keeps nothing, and then nobody is asked for the `version`, which takes a while.

    Raises `CxsiteError` for a folder inside the project that is not git's own: that might be published.
    """
    said = environment.get(FOLDER, "")
    key = None if said == OFF else _key(environment)
    place = _folder(root.resolve(), said) if key else None
    return Store(place / what, version(), key) if key and place else None


def _folder(root: Path, said: str) -> Path | None:
    if said:
        place = Path(said).expanduser()
        if not place.is_absolute() or (place.resolve().is_relative_to(root) and ".git" not in place.parts):
            raise CxsiteError(f"{FOLDER} is to be an absolute path outside of the project, or `{OFF}`: {said} is none")
        return place
    with contextlib.suppress(CxsiteError):
        common = git(root, "rev-parse", "--git-common-dir").decode().rstrip("\n")
        return (root / common).resolve() / "cxsite"
    return None


def _key(environment: Mapping[str, str]) -> bytes | None:
    """The key that was named, or this user's own, made the first time."""
    if said := environment.get(KEY, ""):
        return hashlib.sha256(said.encode()).digest()
    home = _state(environment)
    if home is None:
        return None
    place = home / "cache-key"
    with contextlib.suppress(OSError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = place.with_name(f".new-{secrets.token_hex(8)}")
        if not place.is_file():
            new.touch(mode=0o600)
            new.write_bytes(secrets.token_bytes(_BYTES))
            # Of two that begin at once one wins, and both read the same.
            with contextlib.suppress(FileExistsError):
                os.link(new, place)
            new.unlink()
        found = place.read_bytes()
        return found if len(found) == _BYTES else None
    return None


def _state(environment: Mapping[str, str]) -> Path | None:
    """This user's folder for what cxsite remembers; `None` for a user without a home."""
    said = environment.get("XDG_STATE_HOME", "")
    if Path(said).is_absolute():
        return Path(said) / "cxsite"
    try:
        return Path.home() / ".local" / "state" / "cxsite"
    except RuntimeError:
        return None
