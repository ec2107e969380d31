"""A file's bytes come back as they were, and an edit changes only its own place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.edit.raw import RawText
from cxsite.syntax.edits import TextEdit, with_edits

TEXTS = st.lists(st.sampled_from(["a", "é", "\r\n", "\n", "\r", " ", "\ufeff", "title: x", "漢"]), max_size=30).map(
    "".join
)


@given(TEXTS, st.booleans())
def test_without_an_edit_every_byte_stays(text: str, mark: bool) -> None:
    data = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    assert RawText(data).edited([]) == data


@given(TEXTS, st.data())
def test_an_edit_replaces_its_piece_and_no_other(text: str, data: st.DataObject) -> None:
    file = RawText(b"\xef\xbb\xbf" + text.encode())
    start = data.draw(st.integers(0, len(file.text)))
    end = data.draw(st.integers(start, len(file.text)))
    edit = TextEdit(start, end, "new\nlines")
    after = file.edited([edit])
    assert RawText(after).text == with_edits(file.text, [edit])
    before = text.encode()
    new = b"new" + file.ending.encode() + b"lines"
    head, found, tail = after.removeprefix(b"\xef\xbb\xbf").rpartition(new)
    assert found and before.startswith(head) and before.endswith(tail)


def test_new_lines_end_as_the_others_do() -> None:
    file = RawText(b"a: 1\r\nb: 2\r\n")
    assert file.edited([TextEdit(5, 5, "x: 3\n")]) == b"a: 1\r\nx: 3\r\nb: 2\r\n"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        RawText(b"caf\xe9")


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        RawText(b"abcdef").edited([TextEdit(0, 3, "x"), TextEdit(2, 4, "y")])
