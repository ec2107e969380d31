"""What other tools and languages call what the format calls otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from cxsite.model.typed.nearest import fold


def field_meant(word: str, known: Collection[str]) -> str | None:
    """Which of the fields that a place knows goes by this name elsewhere."""
    return _first("fields", word, known)


def value_meant(word: str, known: Collection[str]) -> str | None:
    """Which of the values (or levels) that a field knows goes by this name elsewhere."""
    return _first("values", word, known)


def folder_meant(word: str, known: Collection[str]) -> str | None:
    """Which folder, or file that stands for one, goes by this name elsewhere."""
    return _first("folders", word, known)


def why_no_field(word: str) -> str:
    """Why there is no field for something that other tools have one for; empty for all else."""
    said = _table()["none"]
    name = next(iter(_inverted("words_of_none").get(fold(word), ())), fold(word))
    return said.get(name, "")


def _first(section: str, word: str, known: Collection[str]) -> str | None:
    return next((name for name in _inverted(section).get(fold(word), ()) if name in known), None)


@cache
def _inverted(section: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for ours, words in _table()[section].items():
        for word in words.split():
            found.setdefault(fold(word), []).append(ours)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """The words as they stand in the file beside this one; read only when somebody needs one."""
    return tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
