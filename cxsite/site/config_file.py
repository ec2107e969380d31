"""mkdocs.yml as it is written, with what it inherits: plain values and their places. Nothing in it is run."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.site.merge import merged
from cxsite.syntax.inert import Configuration, Unreadable, read_inert
from cxsite.syntax.source_text import NotText, decode

MAX_BYTES = 1_000_000
_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_INHERIT = "INHERIT"
_MOST_INHERITED = 20

Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """`values` is what the file says, with what it inherits; environment variables are resolved, and values that only
    an engine's loader can make are `Inert`. `places` are file, line and column by the way to a value."""

    values: Mapping[str, Any]
    places: Mapping[Way, tuple[str, int, int]] = field(default_factory=dict)

    def place(self, way: Way) -> str:
        """`mkdocs.yml:12:5`, of the value or the nearest above it that is written; empty where none is."""
        for length in range(len(way), 0, -1):
            if (found := self.places.get(way[:length])) is not None:
                return ":".join(map(str, found))
        return ""


def config_files(config: str | None) -> tuple[Path, ...]:
    """The files that mkdocs.yml may be, the first one first; `config` is its path or its folder."""
    place = Path(config) if config else Path()
    return tuple(place / name for name in _NAMES) if place.is_dir() else (place,)


def find_config(config: str | None) -> Path:
    """Where mkdocs.yml is; `config` is its path or its folder. Raises `CxsiteError` where there is none."""
    candidates = config_files(config)
    found = next((file for file in candidates if file.exists()), None)
    if found is None:
        raise CxsiteError(f"there is no {candidates[0]}: name it with --config, or begin with `cxsite init DIR`")
    return found


def _itself(file: Path) -> Path:
    return file


def read_config_file(file: Path, place: Callable[[Path], Path] = _itself) -> ConfigFile:
    """Read mkdocs.yml; `place` says where to read it and each that it inherits from. Raises `CxsiteError` with the
    place of what is wrong in it."""
    return _read(file, (), file.resolve().parent, place)


def _read(file: Path, above: tuple[Path, ...], root: Path, place: Callable[[Path], Path]) -> ConfigFile:
    shown = file.name if not above else os.path.relpath(file, root)
    read = _parsed(place(file), shown)
    said = {} if read.value is None else read.value
    if not isinstance(said, dict):
        raise CxsiteError(f"{shown} is no mapping of settings")
    places = {way: (shown, *place) for way, place in read.places.items()}
    named = said.pop(_INHERIT, None)
    if named is None:
        return ConfigFile(said, places)
    at = ConfigFile(said, places).place((_INHERIT,))
    if not isinstance(named, str):
        raise CxsiteError(f"{at}: `{_INHERIT}` names a file: write `{_INHERIT}: ../base.yml`")
    chain = (*above, file.resolve())
    inherited = Path(os.path.normpath(file.parent / named))
    if inherited.resolve() in chain or len(chain) > _MOST_INHERITED:
        raise CxsiteError(f"{at}: `{named}` is one of the files that inherit from it: remove this line")
    if not place(inherited).exists():
        raise CxsiteError(f"{at}: there is no `{named}` from which this file could inherit")
    parent = _read(inherited, chain, root, place)
    return ConfigFile(merged(parent.values, said), {**parent.places, **places})


def _parsed(file: Path, shown: str) -> Configuration:
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CxsiteError(f"{shown} is no file")
        if found.st_size > MAX_BYTES:
            raise CxsiteError(f"{shown} is larger than {MAX_BYTES // 1_000_000} MB")
        text = decode(file.read_bytes())
    except OSError as error:
        raise CxsiteError(f"{shown} can't be read: {error.strerror}") from None
    if isinstance(text, NotText):
        raise CxsiteError(f"{shown}:{text.line}:{text.column}: {text.message}: {text.help}")
    try:
        return read_inert(text, os.environ)
    except Unreadable as error:
        raise CxsiteError(f"{shown}:{error.line}:{error.column}: {error.message}") from None
