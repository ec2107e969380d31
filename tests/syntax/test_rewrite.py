"""Single values change, and nothing else does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.pipeline.rules import RULES
from cxsite.syntax.compose import Tree, compose
from cxsite.syntax.edits import with_edits
from cxsite.syntax.rewrite import append, read_value, rename_key, set_value, unset
from cxsite.syntax.source_text import decode, split
from cxsite.syntax.whereabouts import CannotChange, YamlText, spot_at

ROOT = Path(__file__).parents[2]
ODD = [
    "x",
    "a: b",
    "# x",
    'it\'s "q"',
    "- d",
    "null",
    "",
    "  s ",
    "two\nlines",
    "[a",
    "a, b",
    "é漢",
    "\t",
    "@x",
    "end:",
]
ODD += [
    "end:",
    "'",
    "a #b",
    "{",
    "yes",
    "-5",
    "trail\n",
    "\n",
    "x\n\n\ny",
    "~",
    "\\n",
    "\u2028",
    "\x07",
    "=",
    "%",
    "a" * 200,
]
LISTS: list[Any] = [["a", "b c"], {"k": "v", "l": ["x", "y: z"]}, [{"title": "t: x", "done": "yes"}, {"title": "2"}]]


def yaml_of(name: str, text: str) -> str:
    return split(text, markdown=name.endswith(".md")).yaml


def _texts() -> Iterator[tuple[str, str]]:
    for folder in ("content", "cxsite/starter/content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".md", ".yml"):
                text = decode(path.read_bytes())
                assert isinstance(text, str)
                yield path.relative_to(ROOT).as_posix(), yaml_of(path.name, text)
    for rule in RULES:
        for which, tree in (("bad", rule.bad), ("good", rule.good)):
            for name, text in tree.items():
                if name.endswith((".md", ".yml")):
                    yield f"{rule.code} {which} {name}", yaml_of(name, text)


TEXTS = dict(_texts())


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield at, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, entry in entries:
        yield from places(entry, (*at, step))


def read(text: str) -> Any:
    documents = compose(text)
    return Tree(documents[0], text).value if documents else {}


def usable(text: str) -> bool:
    try:
        set_value(text, ("zzz",), "x")
    except CannotChange:
        return False
    return True


@pytest.mark.slow
def test_written_as_it_was_read_nothing_changes() -> None:
    for name, text in TEXTS.items():
        if not usable(text):
            continue
        for at, value in places(read(text)):
            if at and value is not None:
                assert set_value(text, at, value) == [], (name, at)
        assert unset(text, ("no_such_field",)) == [], name


def lines_of(text: str, at: tuple[str | int, ...]) -> tuple[int, int]:
    """The first and last line of what stands at a place."""
    yaml_text = YamlText(text, compose(text)[0])
    spot, left = spot_at(yaml_text.root, at)
    assert not left
    start = (spot.key or spot.node).start_mark.index
    return text.count("\n", 0, start), text.count("\n", 0, max(yaml_text.end(spot.node, spot.key), start))


CHOSEN = random.Random(7).sample(sorted(TEXTS), 90)


@pytest.mark.parametrize("name", CHOSEN)
def test_a_change_touches_the_lines_of_its_field_and_reads_as_meant(name: str) -> None:
    text = TEXTS[name]
    if not usable(text):
        return
    chance = random.Random(name)
    for at, value in places(read(text)):
        if not at:
            continue
        new = chance.choice(ODD + LISTS) if not isinstance(value, (list, dict)) else chance.choice(LISTS)
        first, last = lines_of(text, at)
        changed = with_edits(text, set_value(text, at, new))
        before, after = text.split("\n"), changed.split("\n")
        assert after[:first] == before[:first], at
        rest = len(before) - last - 1
        assert after[len(after) - rest :] == before[len(before) - rest :], at
        assert dict(places_as_text(changed))[at] == new
        gone = with_edits(text, unset(text, at)) if len(read(text)) > 1 else text
        # At most one line is written anew: the one in brackets of which a part went, or with the dash of what went.
        assert len(set(gone.split("\n")) - set(before)) <= 1, at


def places_as_text(text: str) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    return places(read(text))


KEYS = st.sampled_from(["title", "kpis", "a", "b", "c-d", "stages"])
SCALARS = st.sampled_from(ODD) | st.text(max_size=12).filter(lambda text: text.isprintable())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=6,
)
STEPS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=6)


@given(STEPS, st.data())
def test_files_made_by_the_writer_stay_readable(steps: list[tuple[str, Any]], data: st.DataObject) -> None:
    text, wanted = "", dict[str, Any]()
    for key, value in steps:
        text = with_edits(text, set_value(text, (key,), value))
        wanted[key] = value
        assert read(text) == wanted
    key = data.draw(st.sampled_from(sorted(wanted)))
    added = data.draw(SCALARS)
    before = wanted[key]
    grown = with_edits(text, append(text, (key,), added))
    assert read(grown)[key] == [*(before if isinstance(before, list) else [before]), added]
    if len(wanted) > 1:
        shrunk = with_edits(text, unset(text, (key,)))
        assert read(shrunk) == {name: entry for name, entry in wanted.items() if name != key}


FILE = """\
title: a b   # c
# remark
kpis: nps  # one
goals:
  - One thing
  - text: Two  # t
    visibility: internal

summary: >-
  one
  two

milestones:
  title: M1
  date: 2026-01   # d
steps:
- id: a
  t: 1
-
  id: b
z: {a: 1, b: [x, y]}
e:
s: 'it''s'
last: end"""


def difference(edits: Any) -> list[str]:
    before, after = FILE.split("\n"), with_edits(FILE, edits).split("\n")
    return [f"-{line}" for line in before if line not in after] + [f"+{line}" for line in after if line not in before]


@pytest.mark.parametrize(
    ("at", "value", "lines"),
    [
        (("title",), "x", ["-title: a b   # c", "+title: x   # c"]),
        (("title",), "New: x", ["-title: a b   # c", '+title: "New: x"   # c']),
        (("s",), "don't", ["-s: 'it''s'", "+s: 'don''t'"]),
        (("summary",), "just one", ["-  one", "-  two", "+  just one"]),
        (("z", "c"), "a, b", ["-z: {a: 1, b: [x, y]}", '+z: {a: 1, b: [x, y], c: "a, b"}']),
        (("e",), "v", ["-e:", "+e: v"]),
        (("e", "owner"), "public", ["+  owner: public"]),
        (("disclose", "owner"), "public", ["+disclose:", "+  owner: public"]),
        (("milestones", 0, "done"), "true", ["+  done: true"]),
        (("steps", 1, "t"), "2", ["+  t: 2"]),
        (("goals", 0), "# one", ["-  - One thing", '+  - "# one"']),
        (("new",), ["a", "b"], ["+new: [a, b]"]),
        (("new",), ["a b", "b"], ["+new:", "+  - a b", "+  - b"]),
        (("last",), None, ["-last: end", "+last: null"]),
    ],
)
def test_a_value_is_written_as_the_file_is(at: tuple[str | int, ...], value: Any, lines: list[str]) -> None:
    assert difference(set_value(FILE, at, value)) == lines


@pytest.mark.parametrize(
    ("at", "value", "lines"),
    [
        (("kpis",), "ces", ["-kpis: nps  # one", "+kpis: [nps, ces]  # one"]),
        (("goals",), "three: x", ['+  - "three: x"']),
        (("goals",), {"text": "T", "visibility": "public"}, ["+  - text: T", "+    visibility: public"]),
        (("steps",), {"id": "c"}, ["+- id: c"]),
        (("z", "b"), "q", ["-z: {a: 1, b: [x, y]}", "+z: {a: 1, b: [x, y, q]}"]),
    ],
)
def test_an_entry_is_written_behind_the_last(at: tuple[str | int, ...], value: Any, lines: list[str]) -> None:
    assert difference(append(FILE, at, value)) == lines


def test_a_part_that_stands_alone_becomes_the_first_of_two() -> None:
    changed = with_edits(FILE, append(FILE, ("milestones",), {"title": "M2"}))
    assert "milestones:\n  - title: M1\n    date: 2026-01   # d\n  - title: M2\n" in changed


@pytest.mark.parametrize(
    ("at", "lines"),
    [
        (("title",), ["-title: a b   # c"]),
        (("summary",), ["-summary: >-", "-  one", "-  two"]),
        (("steps", 0), ["-- id: a", "-  t: 1"]),
        (("steps", 1), ["--", "-  id: b"]),
        (("steps", 0, "id"), ["-- id: a", "-  t: 1", "+- t: 1"]),
        (("steps", 1, "id"), ["--", "-  id: b"]),
        (("z", "b", 0), ["-z: {a: 1, b: [x, y]}", "+z: {a: 1, b: [y]}"]),
        (("kpis", 0), ["-kpis: nps  # one"]),
        (("last",), ["-last: end"]),
    ],
)
def test_a_value_goes_with_its_lines(at: tuple[str | int, ...], lines: list[str]) -> None:
    assert difference(unset(FILE, at)) == lines


def test_a_new_field_comes_where_the_order_says() -> None:
    order = ["first", "title", "kpis", "between", "goals"]
    assert with_edits(FILE, set_value(FILE, ("between",), "x", order)).startswith(
        "title: a b   # c\n# remark\nkpis: nps  # one\nbetween: x\ngoals:"
    )
    assert with_edits(FILE, set_value(FILE, ("first",), "x", order)).startswith("first: x\ntitle:")
    assert with_edits(FILE, set_value(FILE, ("unknown",), "x", order)).endswith("last: end\nunknown: x")


def test_a_key_gets_another_name() -> None:
    assert difference(rename_key(FILE, ("z", "a"), "zz")) == ["-z: {a: 1, b: [x, y]}", "+z: {zz: 1, b: [x, y]}"]
    with pytest.raises(CannotChange, match="there is a `b` already"):
        rename_key(FILE, ("z", "a"), "b")


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "a: [\n", "- a\n", "a: 1\n---\nb: 2\n", "a: !t x\n"]
)
def test_what_is_no_plain_mapping_is_left_alone(text: str) -> None:
    with pytest.raises(CannotChange, match="cxsite check"):
        set_value(text, ("title",), "x")


def test_values_in_brackets() -> None:
    assert read_value('{title: T, dates: [2026-01, "a, b"]}') == {"title": "T", "dates": ["2026-01", "a, b"]}
    for text in ("[a", "{a: 1, a: 2}", "&x [a]"):
        with pytest.raises(CannotChange):
            read_value(text)
