"""What an audit looks for, told in a few bytes: another dictionary has another fingerprint."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from cxsite.audit.dictionary import Dictionary
from cxsite.audit.leak import Source
from cxsite.matching.terms import Terms


def fingerprint(dictionary: Dictionary, *explained: Iterable[str]) -> bytes:
    """32 bytes for what a dictionary holds and what explains it away, in any order. Raises `TypeError` for a field of
    a sort that nobody has thought of: it must not be left out.

    Copies of the content's files are left out: each edit changes one, and a file is compared with them in no time."""
    said = [
        (field.name, _plain(getattr(dictionary, field.name))) for field in fields(dictionary) if field.name != "files"
    ]
    return hashlib.sha256(repr([*said, *(sorted(some) for some in explained)]).encode()).digest()


def _plain(value: Any) -> Any:
    """A value with its parts in one order. Where something comes from is for people to know: what is found in a file
    does not hang on it."""
    if isinstance(value, Source):
        return ""
    if isinstance(value, str | int):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Terms):
        return [value.across, sorted(term for term, _ in value.spelled)]
    if isinstance(value, Mapping):
        return sorted((repr(_plain(key)), repr(_plain(entry))) for key, entry in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(entry)) for entry in value)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    raise TypeError(f"a {type(value).__name__} in a dictionary of the audit has no fingerprint")
