"""What a value says is found by one walk, which is that of the plain functions here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cxsite.audit.spoken import days_of, rounded, texts_in
from cxsite.load.load import load
from cxsite.model.declare import Declared
from cxsite.model.period import Period


def _plain(value: Any, keys: bool) -> Iterator[Any]:
    if isinstance(value, Declared):
        for name in type(value).model_fields:
            yield from _plain(getattr(value, name), keys)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _plain(key, keys) if keys else ()
            yield from _plain(entry, keys)
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _plain(entry, keys)
    else:
        yield value


def _texts(value: Any) -> Iterator[str]:
    for one in _plain(value, keys=True):
        if (isinstance(one, str) and one) or isinstance(one, Period):
            yield str(one)
        elif isinstance(one, float | int) and not isinstance(one, bool):
            yield f"{one:.0f}" if float(one).is_integer() else repr(one)


def _days(value: Any) -> Iterator[dt.date]:
    for one in _plain(value, keys=False):
        if isinstance(one, dt.date) or (isinstance(one, Period) and one.precision == "day"):
            yield one if isinstance(one, dt.date) else one.first


def _is_walked(value: Any) -> None:
    assert list(texts_in(value)) == list(_texts(value))
    assert list(days_of(value)) == list(_days(value))
    floats = {one for one in _plain(value, keys=False) if isinstance(one, float)}
    assert set(rounded(value)) == {f"{one:.{places}f}" for one in floats for places in range(4)}


def test_values_of_every_sort() -> None:
    plan = {dt.date(2026, 3, 1): Period.parse("2026-07-15")}
    _is_walked({"a key": [True, None, 2.5, 3, "", ("text", plan, Period.parse("2026-Q3"))], "b": 1e400})


@pytest.mark.slow
def test_the_reference_is_said(repository: Path) -> None:
    roadmap = load(repository / "content", repository).roadmap
    assert roadmap is not None
    for value in (roadmap.items, roadmap.charter, roadmap.pages):
        _is_walked(value)
