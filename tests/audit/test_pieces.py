"""A large file of which most is known to be clean: what has changed is read, wherever it stands now."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxsite.audit import audit as module
from cxsite.audit.audit import Reader
from cxsite.audit.clean import Clean
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.explains import Explained
from cxsite.audit.readings import _OVERLAP, JSON_PIECE, Piece, pieces
from cxsite.processes.parallel import Both, at_once, in_turn
from tests.audit.test_leaks import SECRET

ENTRIES = 30_000


def index(changed: dict[int, str] | None = None) -> str:
    """A search index of 1.8 MB, some of whose entries say something else."""
    said = {number: f"bak dol fem gir {_word(number)} bon dun far gal" for number in range(ENTRIES)} | (changed or {})
    return json.dumps({"docs": [{"text": text} for text in said.values()]})


def _word(number: int) -> str:
    """No digits: the reference withholds numbers."""
    return "".join("zxqvwkjyfg"[int(digit)] for digit in str(number))


def in_pieces(text: str) -> list[Piece]:
    return list(pieces(io.BytesIO(text.encode())))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, ENTRIES - 1), st.text("abc ", min_size=1, max_size=400))
def test_an_edit_changes_few_pieces(number: int, text: str) -> None:
    """The one in which it is, and the one that begins with the end of that one."""
    before, after = in_pieces(index()), in_pieces(index({number: text}))
    known = {hashlib.sha256(piece.data).digest() for piece in before}
    assert len(before) >= 6
    assert sum(hashlib.sha256(piece.data).digest() not in known for piece in after) <= 2


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 300_000), min_size=1, max_size=12), st.booleans())
def test_pieces_are_the_whole_file(sizes: list[int], spaced: bool) -> None:
    """Each begins with the end of the one before it, so that nothing is parted; none is larger than it may be."""
    text = json.dumps([{"text": "ab " * (size // 3)} for size in sizes], indent=1 if spaced else None)
    found = in_pieces(text)
    end = 0
    for piece in found:
        assert piece.data == text.encode()[piece.place : piece.place + len(piece.data)]
        assert piece.place == max(end - _OVERLAP, 0) and len(piece.data) <= JSON_PIECE + _OVERLAP
        assert piece.is_part == (len(found) > 1)
        end = piece.place + len(piece.data)
    assert end == len(text)


@pytest.mark.parametrize("name", ["search_index.json", "roadmap.json"])
def test_only_changed_pieces_are_read(
    name: str, reference: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(index())
    read: list[int] = []
    really = Reader._of_piece

    def noted(self: Reader, of: str, piece: Piece, *more: Any) -> bool:
        read.append(piece.place)
        return really(self, of, piece, *more)

    monkeypatch.setattr(Reader, "_of_piece", noted)

    def reader(known: list[str]) -> Reader:
        read.clear()
        found = Reader(reference, Explained(), clean=Clean(known))
        found.read_all(tmp_path)
        return found

    seals = reader([]).seals()
    assert len(read) >= 6
    # As it was: nothing is read, and what is known stays known.
    assert reader(seals).seals() == seals and read == []
    (tmp_path / name).write_text(index({20_000: "fem gir bon"}))
    edited = reader(seals)
    assert not edited.found and 1 <= len(read) <= 2
    assert reader(edited.seals()).seals() == edited.seals() and read == []
    # A secret is found, whatever is known; and a piece that told it is not known to be clean.
    (tmp_path / name).write_text(index({20_000: SECRET}))
    told = reader(edited.seals())
    assert told.found and len(read) <= 2
    assert reader(_moved(told.seals())).found
    # The same bytes at another place are not known.
    (tmp_path / name).rename(tmp_path / "other.json")
    reader(edited.seals())
    assert len(read) >= 6


@pytest.mark.parametrize("both", [in_turn, at_once])
def test_two_who_share_a_file_read_each_piece_of_it(
    reference: Dictionary, tmp_path: Path, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "JSON_PIECE", 1000)
    place = tmp_path / "search_index.json"
    (tmp_path / "page.html").write_text("<p>fem gir bon</p>\n" * 2000)

    def reader(*, parted: bool) -> Reader:
        found = Reader(reference, Explained())
        found.read_all(tmp_path, both, 1, parted=parted)
        return found

    for line in (*range(0, ENTRIES, 6_000), ENTRIES - 1):
        place.write_text(index({line: SECRET}))
        assert {leak.what for leak in reader(parted=True).found} == {leak.what for leak in reader(parted=False).found}
        assert reader(parted=True).found
    place.write_text(index())
    alone, shared = reader(parted=False).seals(), reader(parted=True).seals()
    assert [sorted(line.split()) for line in sorted(alone)] == [sorted(line.split()) for line in sorted(shared)]
    assert max(len(line.split()) for line in shared) >= 7


def _moved(lines: list[str]) -> list[str]:
    """The pieces without the file, which is no longer as it was."""
    return [" ".join(("0" * 64, *line.split()[1:])) for line in lines]


def test_a_piece_that_cannot_be_read_is_not_known(reference: Dictionary, tmp_path: Path) -> None:
    packed = base64.b64encode(b"PK\3\4" + bytes(300)).decode()
    (tmp_path / "data.json").write_text(index({9: f"data:application/zip;base64,{packed}"}))
    first = Reader(reference, Explained())
    first.read_all(tmp_path)
    assert {leak.what for leak in first.found} == {"unread"}
    again = Reader(reference, Explained(), clean=Clean(_moved(first.seals())))
    again.read_all(tmp_path)
    assert again.found == first.found
