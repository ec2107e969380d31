"""What other tools and languages call what the format calls otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from cxsite.model.typed.nearest import fold

_NOT = frozenset(
    [
        "not",
        "no",
        "never",
        "without",
        "nicht",
        "kein",
        "keine",
        "noch",
        "nie",
        "ohne",
        "pas",
        "sans",
        "jamais",
        "non",
        "sin",
        "nunca",
        "before",
        "vor",
        "avant",
    ]
)


def field_meant(word: str, known: Collection[str]) -> str | None:
    """Which of the fields that a place knows goes by this name elsewhere."""
    return _first("fields", word, known)


def value_meant(word: str, known: Collection[str]) -> str | None:
    """Which of the values (or levels) that a field knows goes by this name elsewhere."""
    return _first("values", word, known)


def phrase_meant(words: str, known: Collection[str], section: str = "values") -> str | None:
    """Which of the values (or `fields`) that a place knows is in a phrase: the only one that goes by some of its words.
    None of a phrase that denies something."""
    steps = words.replace("_", " ").split()
    if len(steps) < 2 or {fold(step) for step in steps} & _NOT:
        return None
    parts = {" ".join(steps[a:b]) for a in range(len(steps)) for b in range(a + 1, min(a + 4, len(steps) + 1))}
    same = {fold(name): name for name in known}
    found = {same.get(fold(part)) or _first(section, part, known) for part in parts} - {None}
    return found.pop() if len(found) == 1 else None


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
