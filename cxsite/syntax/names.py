"""The names that fields have, of whatever kind or part: what a word before a colon may be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import Page
from cxsite.model.shape import Many, Record, fields_of


@cache
def field_names() -> frozenset[str]:
    """The names of all fields."""
    return frozenset(name for model in _models() for name in fields_of(model))


@cache
def entry_fields() -> Mapping[str, frozenset[str]]:
    """The names of the fields that the entries of lists have, by the name of the list."""
    found: dict[str, frozenset[str]] = {}
    for model in _models():
        for name, declared in fields_of(model).items():
            if isinstance(declared.shape, Many) and isinstance(declared.shape.entry, Record):
                found[name] = found.get(name, frozenset()) | frozenset(fields_of(declared.shape.entry.model))
    return found


def _models() -> list[type[Declared]]:
    """The classes of items, of roadmap.yml and of pages, and of all parts in them."""
    found: list[type[Declared]] = [*(kind.model for kind in KINDS), Charter, Page]
    for model in found:
        for declared in fields_of(model).values():
            shape = declared.shape.entry if isinstance(declared.shape, Many) else declared.shape
            if isinstance(shape, Record) and shape.model not in found:
                found.append(shape.model)
    return found
