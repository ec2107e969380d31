"""Labels against the patterns of Mermaid's own lexers, read from the package that sites are made with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cxsite
from cxsite.render.diagrams.mermaid import actor, label

assert cxsite.__file__
CHUNKS = Path(cxsite.__file__).parent / "vendor" / "mermaid" / "chunks"
# Those whose labels stand without quotes: what begins a label may be a word of theirs.
BARE = ("gantt", "journey")


def _literals(source: str, at: int) -> Iterator[str]:
    """The regular expressions of a list in JavaScript."""
    while source[at] != "]":
        if source[at] != "/":
            at += 1
            continue
        end, inside = at + 1, False
        while inside or source[end] != "/":
            inside = source[end] == "[" or (inside and source[end] != "]")
            end += 2 if source[end] == "\\" else 1
        yield source[at + 1 : end]
        at = end + 1


def _patterns(kind: str) -> list[str]:
    """The patterns with which a lexer begins, in the order in which it tries them, up to the one for any text."""
    (file,) = CHUNKS.rglob(f"{kind}Diagram-*.js")
    source = file.read_text("utf-8")
    found = max((list(_literals(source, match.end())) for match in re.finditer(r"rules:\[", source)), key=len)
    conditions = re.search(r"INITIAL:\{rules:\[([\d,]+)\]", source)
    assert conditions
    first = [found[int(number)] for number in conditions[1].split(",")]
    text = next(at for at, pattern in enumerate(first) if re.fullmatch(r"\^\(\?:\[\^#?:\\n;?\]\+\)", pattern))
    return first[:text]


def test_the_patterns_are_found() -> None:
    assert any(re.match(pattern, "2026-04-01 go-live") for pattern in _patterns("gantt"))
    assert any(re.match(pattern, "section a") for pattern in _patterns("journey"))
    assert not any(re.match(pattern, "Plain words") for kind in BARE for pattern in _patterns(kind))


@pytest.mark.parametrize("kind", BARE)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data(), more=st.text(max_size=4))
def test_no_label_begins_with_a_word_of_the_lexer(kind: str, data: st.DataObject, more: str) -> None:
    """Whatever a lexer would take for a word of its own, made from its patterns, is plain text as a label."""
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in _patterns(kind)]
    title = data.draw(st.sampled_from(patterns).flatmap(st.from_regex)) + more
    for written in (label(title), label(f" {title}"), label(title.swapcase()), actor(title)):
        # Mermaid puts signs of its own in the place of entities before its lexers look.
        given_to_lexer = re.sub(r"#(\w+);", "\ufb02°°\\1¶ß", written)
        taken = [pattern.pattern for pattern in patterns if pattern.match(given_to_lexer)]
        assert not taken, (title, written, taken)
