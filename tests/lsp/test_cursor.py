"""Where somebody is typing, in YAML that is not whole."""

from __future__ import annotations

import pytest

from cxsite.lsp.cursor import cursor_at, fields_written, written_at

TEXT = [
    "title: X",
    "kpis: [nps, cs]",
    "stages:",
    "  - id: a",
    "    title: T",
    "    touchpoints:",
    "      - id: p",
    "        ti",
    "      -",
    "    pain_points:",
    "    - id: z",
    "      text: |",
    "        foo: bar",
    "",
    "      x",
    "metrics: {a: 1, b}",
    "parts: [{id: one, ti}]",
    "list:",
    "- one",
    "- tw",
    "'quoted': 'in quotes'",
    "# a remark",
    "",
]


@pytest.mark.parametrize(
    ("line", "column", "at", "is_key", "text", "whole"),
    [
        (0, 8, ("title",), False, "X", "X"),
        (1, 9, ("kpis", 0), False, "np", "nps"),
        (1, 14, ("kpis", 1), False, "cs", "cs"),
        (3, 9, ("stages", 0, "id"), False, "a", "a"),
        (7, 10, ("stages", 0, "touchpoints", 0), True, "ti", "ti"),
        (8, 8, ("stages", 0, "touchpoints", 1), True, "", ""),
        (9, 4, ("stages", 0), True, "", "pain_points"),
        (14, 7, ("stages", 0, "pain_points", 0), True, "x", "x"),
        (15, 17, ("metrics",), True, "b", "b"),
        (15, 13, ("metrics", "a"), False, "", "1"),
        (16, 20, ("parts", 0), True, "ti", "ti"),
        (16, 16, ("parts", 0, "id"), False, "one", "one"),
        (19, 4, ("list", 1), True, "tw", "tw"),
        (20, 13, ("quoted",), False, "in", "in quotes"),
        (22, 0, (), True, "", ""),
    ],
)
def test_the_place_is_told_by_indentation(line, column, at, is_key, text, whole):
    cursor = cursor_at(TEXT, line, column)
    assert cursor is not None
    assert (cursor.at, cursor.is_key, cursor.text, cursor.whole) == (at, is_key, text, whole)
    assert TEXT[line][cursor.start : cursor.end] == whole


def test_texts_of_several_lines_and_remarks_are_no_place_for_fields():
    assert cursor_at(TEXT, 12, 10) is None
    assert cursor_at(TEXT, 21, 6) is None


def test_fields_beside_are_known_also_below():
    cursor = cursor_at(TEXT, 4, 4)
    assert cursor is not None
    assert cursor.beside == {"id", "touchpoints", "pain_points"}


def test_every_written_field_has_its_place():
    places = {one.at: one.line for one in fields_written(TEXT) if one.kind == "key"}
    assert places["stages", 0, "pain_points", 0, "text"] == 11
    assert ("stages", 0, "pain_points", 0, "foo") not in places
    assert written_at(TEXT, 5, 8) == ("stages", 0, "touchpoints")
