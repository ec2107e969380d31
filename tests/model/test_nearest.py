"""The measure of nearness has a bound: what is further than a slip of the fingers is no suggestion."""

from __future__ import annotations

import pytest

from cxsite.model.typed.nearest import did_you_mean, fold, meant_or_listed, nearest

FIELDS = (
    "title",
    "summary",
    "status",
    "status_note",
    "start",
    "end",
    "owner",
    "visibility",
    "shipped",
    "kpis",
    "state",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("onwer", ("owner",)),
        ("summry", ("summary",)),
        ("visiblity", ("visibility",)),
        ("Status", ("status",)),
        ("status-note", ("status_note",)),
        ("statu", ("status",)),
        ("note_status", ("status_note",)),
        ("su\u00admmary", ("summary",)),
        ("start_date", ()),
        ("description", ()),
        ("due", ()),
        ("x", ()),
        ("endd", ("end",)),
    ],
)
def test_only_slips_are_near(typed: str, meant: tuple[str, ...]) -> None:
    assert nearest(typed, FIELDS) == meant


def test_what_is_equally_near_is_a_choice() -> None:
    assert nearest("care-uk", ["care-eu", "care-us", "care-un"]) == ("care-un", "care-us")
    assert did_you_mean("care-uk", ["care-us", "care-un"]) == "did you mean `care-un` or `care-us`?"
    assert did_you_mean("digital-team", ["digital-services"]) == ""


def test_short_words_are_not_bent_into_others() -> None:
    assert nearest("ab", ["ac"]) == ()
    assert nearest("abc", ["xyc"]) == ()


def test_nothing_near_lists_what_there_is() -> None:
    assert meant_or_listed("qqq", ["public", "internal"]) == "; there are `public`, `internal`"


def test_folding_takes_away_what_nobody_sees() -> None:
    assert fold("E\u0301che\u0301ance") == fold("échéance") == fold("eche\u200bance") == "echeance"
