"""A dictionary that looks for something else has another fingerprint."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from cxsite.audit.audit import Reader
from cxsite.audit.clean import Clean, seal
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.explains import Explained
from cxsite.audit.fingerprint import fingerprint
from cxsite.audit.leak import Source
from cxsite.matching.terms import Terms

HERE = Source("initiative", "lamps", "summary")
OTHERS: dict[str, Any] = {
    "phrases": {("a", "b", "c"): HERE},
    "common": {("a", "b", "c")},
    "long_phrases": {("a", "b", "c", "d", "e"): HERE},
    "words": {"zirconium": HERE},
    "numbers": {"81234": HERE},
    "grams": {"秘密": HERE},
    "names": {"zirconium-merger": ("id", HERE)},
    "addresses": {("initiatives", "zirconium"): HERE},
    "slugs": {"zirconium-merger": ["zirconium-merger"]},
    "days": {dt.date(2026, 3, 4): HERE},
    "clues": {"zirconium": [frozenset({"zirconium"})]},
    "language": "de",
}


def _terms(*spelled: str) -> Terms[Any]:
    terms: Terms[Any] = Terms()
    for one in spelled:
        terms.add(one, one)
    return terms


def test_every_field_counts() -> None:
    plain = fingerprint(Dictionary())
    others = OTHERS | {"titles": _terms("Zirconium merger"), "terms": _terms("Zirconium")}
    assert others.keys() | {"files"} == {field.name for field in fields(Dictionary)}
    found = {name: fingerprint(replace(Dictionary(), **{name: value})) for name, value in others.items()}
    assert len({plain, *found.values()}) == len(found) + 1
    assert fingerprint(Dictionary(), ["a"]) != plain
    assert fingerprint(Dictionary(), ["a", "b"], []) == fingerprint(Dictionary(), ["b", "a"], [])
    assert fingerprint(Dictionary(), ["a"], []) != fingerprint(Dictionary(), [], ["a"])


def test_nothing_of_an_unknown_sort_is_left_out() -> None:
    with pytest.raises(TypeError, match="has no fingerprint"):
        fingerprint(Dictionary(words=object()))  # type: ignore[arg-type]


def test_a_file_that_was_clean_is_not_read_again_where_it_is_the_same(tmp_path: Path) -> None:
    dictionary = Dictionary(words={"zirconium": HERE})
    (tmp_path / "one.html").write_text("<p>Zirconium</p>")
    (tmp_path / "two.html").write_text("<p>Lamps</p>")

    def told(clean: frozenset[str], sought: Dictionary = dictionary) -> list[str]:
        reader = Reader(sought, Explained(), clean=Clean(clean))
        reader.read_all(tmp_path)
        return [leak.path for leak in reader.found]

    first = Reader(dictionary, Explained())
    first.read_all(tmp_path)
    assert [leak.path for leak in first.found] == ["one.html"] == told(frozenset())
    seals = frozenset(first.seals())
    assert len(seals) == 2 and told(seals) == []
    # At another place, with other bytes, or as a copy of a file of the content it is read.
    (tmp_path / "three.html").write_text("<p>Zirconium</p>")
    (tmp_path / "two.html").write_text("<p>Zirconium, too</p>")
    assert told(seals) == ["three.html", "two.html"]
    digest = next(of for name, of in first._digests.items() if name == "one.html")
    assert seal("one.html", digest) in seals
    assert "one.html" in told(seals, replace(dictionary, files={digest: HERE}))
