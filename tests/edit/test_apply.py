"""Fixes are applied as a whole, in order, and never over each other."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.edit.apply import apply
from cxsite.model.finding import Edit, Fix, Move

FILES = {"content/a.yml": b"title: A\nend: Q3 2026\n", "content/b.yml": b"title: B\r\nkpis: nsp\r\n"}


def edit(path: str, line: int, column: int, end: int, text: str) -> Edit:
    return Edit(path, line, column, line, end, text)


def applied(*fixes: Fix, files: Mapping[str, bytes] = FILES) -> tuple[dict[str, bytes], list[Fix], frozenset[str]]:
    found = apply(fixes, files.get)
    return dict(found.changes.writes), found.fixes, found.changes.removes


def test_edits_of_two_files() -> None:
    fix = Fix("safe", "", (edit("content/a.yml", 2, 6, 13, "2026-Q3"), edit("content/b.yml", 2, 7, 10, "nps")))
    writes, fixes, _ = applied(fix)
    assert writes == {"content/a.yml": b"title: A\nend: 2026-Q3\n", "content/b.yml": b"title: B\r\nkpis: nps\r\n"}
    assert fixes == [fix]


def test_of_two_that_overlap_the_first_counts() -> None:
    first = Fix("safe", "first", (edit("content/a.yml", 1, 8, 9, "X"),))
    second = Fix("safe", "second", (edit("content/a.yml", 1, 1, 9, "name: Y"), edit("content/b.yml", 1, 8, 9, "Y")))
    writes, fixes, _ = applied(first, second)
    assert fixes == [first] and writes == {"content/a.yml": b"title: X\nend: Q3 2026\n"}


def test_the_same_edit_twice_is_made_once() -> None:
    fix = Fix("safe", "", (edit("content/a.yml", 1, 8, 9, "X"),))
    other = Fix("safe", "also", (*fix.edits, edit("content/a.yml", 2, 6, 13, "2026")))
    writes, fixes, _ = applied(fix, other)
    assert len(fixes) == 2 and writes == {"content/a.yml": b"title: X\nend: 2026\n"}


def test_two_additions_at_one_place_wait_for_each_other() -> None:
    one, two = (Fix("safe", text, (edit("content/a.yml", 1, 1, 1, text),)) for text in ("x: 1\n", "y: 2\n"))
    _, fixes, _ = applied(one, two)
    assert fixes == [one]


def test_a_place_that_is_not_there_takes_the_fix_with_it() -> None:
    for place in (edit("content/a.yml", 9, 1, 1, "x"), edit("content/a.yml", 1, 40, 41, "x"), edit("no", 1, 1, 1, "")):
        assert applied(Fix("safe", "", (place, edit("content/b.yml", 1, 8, 9, "X")))) == ({}, [], frozenset())


def test_a_file_that_is_no_text_is_left_alone() -> None:
    fix = Fix("safe", "", (edit("x.yml", 1, 1, 1, "y"),))
    assert applied(fix, files={"x.yml": b"\xff"}) == ({}, [], frozenset())


def test_a_file_moves_with_its_edits() -> None:
    fix = Fix("safe", "", (edit("content/a.yml", 1, 8, 9, "X"),), (Move("content/a.yml", "content/c.yml"),))
    writes, _, removes = applied(fix)
    assert writes == {"content/c.yml": b"title: X\nend: Q3 2026\n"} and removes == {"content/a.yml"}


def test_nothing_is_moved_over_another_file() -> None:
    taken = Fix("safe", "", (), (Move("content/a.yml", "content/b.yml"),))
    one = Fix("safe", "", (), (Move("content/a.yml", "content/c.yml"),))
    two = Fix("safe", "", (), (Move("content/b.yml", "content/c.yml"),))
    _, fixes, removes = applied(taken, one, two)
    assert fixes == [one] and removes == {"content/a.yml"}


def test_a_fix_that_does_nothing_is_none() -> None:
    assert applied(Fix("safe", "")) == ({}, [], frozenset())
