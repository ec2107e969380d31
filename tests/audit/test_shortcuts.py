"""What the audit does in a quick way finds what the plain way finds, which stands here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxsite.audit import dictionary, markup
from cxsite.audit.decode import _runs_of_base64
from cxsite.audit.dedupe import EveryLine, LineDeduplicator, _kept
from cxsite.audit.dictionary import Dictionary
from cxsite.audit.encodings import _CONTROL, text_of
from cxsite.audit.fingerprint import fingerprint
from cxsite.audit.hits import Hit, hits_in
from cxsite.audit.markup import markup_texts, unescaped_html, without_coordinates
from cxsite.matching import normal as forms
from cxsite.matching import numbers
from cxsite.matching.characters import SAME
from cxsite.matching.normal import normal, tokens, unfolded, vocabulary
from cxsite.matching.numbers import numbers_in, ungrouped
from cxsite.matching.terms import Terms
from tests.audit.conftest import public_dictionary
from tests.audit.test_leaks import SECRET
from tests.thorough import is_thorough

SIGNS = (
    *"aAzé0123 9.,-_/:\n\t'ß\u0130ﬁ²½ａ０\u00ad\u200b\u0301\u0323ก็中文の　ひらカ゛ガ한글각שלְוالكتابـ٣",
    *"\U0001d7d8\u1c40\u0939\u093f\x1d\x1e\x1f\u1100\u1161…–¶",
    "1.0",
    "24 000",
)
WRITING = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
SOME = settings(max_examples=400 if is_thorough() else 15, deadline=None)


def _unfolded(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", forms._INVISIBLE.sub("", text))
    if forms._OTHER_SCRIPT.search(text):
        text = forms._DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), forms._POINTING.sub("", text))
        if forms._ARABIC.search(text):
            text = text.translate(SAME)
        text = forms._SPACE_WITHIN.sub("", text)
    return text


@SOME
@given(WRITING)
@example("a\u0301 ก ข\n²")
@example("é\x1f\x1fb")
def test_normal_forms(text: str) -> None:
    assert unfolded(text) == _unfolded(text)
    plain = normal(text)
    found = (forms._ASCII_WORD if plain.isascii() else forms._WORD).findall(plain)
    assert tokens(plain) == found
    assert vocabulary(plain) == _parted(found)
    assert (
        plain == re.sub(r"(?<=\d)\.0+(?![\w.])", "", numbers._GROUPED.sub(numbers._digits, unfolded(text))).casefold()
    )


def _parted(found: list[str]) -> set[str]:
    """Tokens without those that are borders; the point parts a decimal number."""
    return {part for token in found if token.strip("\x1d\x1e\x1f") for part in token.split(".")}


NUMBERS = st.lists(
    st.sampled_from((*"123 .,'_-a#\x1d\x1e\x1f", "24", "000", "\u2009", "€", "٣", "eur")), max_size=30
).map("".join)


@SOME
@given(NUMBERS)
def test_numbers(text: str) -> None:
    """ASCII and all other texts are read by patterns of their own: what is added here is part of no number."""
    text = unfolded(text)
    beyond = "".join(sign if sign.isascii() else "?" for sign in text)
    assert list(numbers_in(beyond)) == list(numbers_in(f"{beyond}\nß"))
    assert ungrouped(beyond) == ungrouped(f"{beyond}\nß")[:-2]
    plain = normal(beyond)
    found = forms._ASCII_WORD.findall(plain)
    assert tokens(plain) == found
    assert vocabulary(plain) == _parted(found)


TAGGED = st.lists(
    st.sampled_from(("<b>", "</td>", "<!-- x -->", "5", "a", " ", ",", "\n", "-", "<i", ">")), max_size=25
)


@SOME
@given(TAGGED.map("".join))
def test_tags_in_words_and_numbers(text: str) -> None:
    letters = re.compile(rf"(?<=[\w/:-])(?:{markup._CUT})+(?=[\w/:-])")
    between = rf"(?:{markup._CUT}|{markup._APART})*"
    digits = re.compile(rf"(?<=\d){between}{markup._CUT}{between}(?=\d)")
    plain = digits.sub(markup._without_inline, letters.sub(markup._between_letters, text))
    plain = markup._TAG.sub(lambda tag: markup._mark(tag[0]), plain)
    assert markup._joined(text) == plain.replace("<!--", "\x1f").replace("-->", "\x1f")


WORDS = st.sampled_from(("red", "fox", "24", "v2", "über", "中文", "ספר", "한글", "c", "fox's"))
BETWEEN = st.sampled_from((" ", "  ", "\x1d", " \x1f ", "\n", "-", "_", "", "é", "\u0301", "x", "中", "ה", "가", "은"))


def _joined(words: list[str], between: list[str]) -> str:
    return "".join(word + between[at % len(between)] for at, word in enumerate(words))


@SOME
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3),
    st.lists(WORDS, max_size=9),
    st.lists(BETWEEN, min_size=1, max_size=4),
)
@example([["red", "fox"]], ["中", "red", "fox"], ["", " ", "中"])
@example([["24", "fox"]], ["24", "fox", "red"], ["_", "é"])
def test_terms(sought: list[list[str]], words: list[str], between: list[str]) -> None:
    plain = normal(_joined([*words, *sought[0]], between))
    found: Terms[int] = Terms()
    for number, term in enumerate(sought):
        found.add(" ".join(term), number)
    said = tokens(plain)
    told = {(one.start, one.end, one.of) for one in found.in_normal(plain, said)}
    for kept in found._by_key.values():
        for word, ones in kept.items():
            kept[word] = [one._replace(needs=one.needs._replace(pairs=frozenset())) for one in ones]
    assert told == {(one.start, one.end, one.of) for one in found.in_normal(plain, said)}


@SOME
@given(st.lists(st.sampled_from(("a", "\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x1d", "\x1f", "\x7f", "\x85", "é"))))
def test_control_characters(signs: list[str]) -> None:
    text = "".join([*signs, "a" * 200 * len(signs)])
    plain = re.sub("[\x1d-\x1f]", " ", text)
    assert text_of(text.encode()) == _CONTROL.sub("", plain)


@SOME
@given(
    st.lists(st.sampled_from(("abcdefghij", "AbC_-", "0123456789ab", "=", "==", " ", "\n", "é", "\ud800", "+/", ".")))
)
def test_runs_of_base64(signs: list[str]) -> None:
    text = "".join(signs)
    found = dict.fromkeys(run.rstrip("=") for run in re.findall(r"[A-Za-z0-9+/_-]{12,}={0,2}", text))
    assert list(_runs_of_base64(text)) == list(found)


class _EachRun(LineDeduplicator):
    def new_lines(self, text: str) -> str:
        lines = text.split("\n")
        if len(lines) <= 16:
            return text
        hashes = list(map(hash, lines))
        runs = list(map(hash, zip(*(hashes[start:] for start in range(8)), strict=False)))
        new = [index for index, run in enumerate(runs) if run not in self._runs]
        self._runs.update(runs)
        return _kept(lines, new) if len(new) < len(runs) else text


@SOME
@given(st.lists(st.lists(st.sampled_from("ab"), min_size=15, max_size=40).map("\n".join), max_size=6))
def test_lines_that_were_read(texts: list[str]) -> None:
    quick, plain = LineDeduplicator(), _EachRun()
    for text in texts:
        assert quick.new_lines(text) == plain.new_lines(text)


@SOME
@given(
    st.lists(
        st.sampled_from(
            ("<svg ", "<SVG>", "</svg>", "</SvG >", "<svgx", "d='1 2'", ' x="0"', "y='text'", "a", ">", "<ſvg ")
        )
    )
)
def test_coordinates(pieces: list[str]) -> None:
    text = "".join(["<svg>", *pieces])
    pattern = re.compile(r"<svg\b[\s\S]*?</svg\s*>", re.IGNORECASE)
    assert without_coordinates(text) == pattern.sub(lambda svg: markup._COORDINATES.sub(markup._blank, svg[0]), text)


INLINE = ("<b>", "</b>", '<a href="x">', "</a>", "<!-- x -->", "<!-- </td> -->", "<x:i>")
BLOCKS = ("<td>", "</td>", "<p>", "<br>", "</td><td>", "<w:p>", "<td class='b'>")
FILL = (
    "word",
    "x",
    "7",
    " ",
    "\n",
    "\n\n",
    "\x1f",
    "bar</td><td>foo\n",
    "1</td><td>2 ",
    "&lt;b&gt;",
    "&amp;",
    "é",
    ".",
)


def _hits(texts: Iterator[tuple[str, str]], dictionary: Dictionary) -> set[Hit]:
    return {hit for text, _ in texts for hit in hits_in(unescaped_html(text), dictionary)}


def _every_piece(text: str) -> Iterator[tuple[str, str]]:
    yield from markup_texts(text, EveryLine())
    flat = unescaped_html(text)
    pieces = markup._cut_lines(flat if flat.isascii() else markup._INVISIBLE.sub("", flat))
    yield markup._joined("\n".join(piece for piece, _ in pieces)), "across tags"


@pytest.mark.parametrize("material", [SECRET, "240000", "20 February 2026", "Kingfisher", "carrier-contract-exit"])
@settings(max_examples=200 if is_thorough() else 8, deadline=None)
@given(st.data())
def test_markup_in_words(material: str, reference: Dictionary, data: st.DataObject) -> None:
    """Planted material with tags of every sort in it, and tags in words and cells around it."""
    around = st.lists(st.sampled_from(FILL + INLINE + BLOCKS), max_size=12).map("".join)
    where = data.draw(st.lists(st.integers(1, len(material) - 1), max_size=3))
    for place in sorted(set(where), reverse=True):
        material = material[:place] + data.draw(st.sampled_from(INLINE + BLOCKS)) + material[place:]
    filler = "\n".join("a</td><td>b" for _ in range(data.draw(st.sampled_from((0, 30)))))
    text = "\n".join((data.draw(around), filler, data.draw(around) + material + data.draw(around), filler))
    assert _hits(markup_texts(text, EveryLine()), reference) == _hits(_every_piece(text), reference)


def test_what_is_skipped_while_a_dictionary_is_made(
    repository: Path, reference: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that are explained as a whole, and days and numbers of texts without a digit."""
    monkeypatch.setattr(dictionary, "_DIGIT", re.compile(""))
    monkeypatch.setattr(dictionary._Known, "without_known", lambda known, texts: list(texts))
    assert fingerprint(public_dictionary(repository)) == fingerprint(reference)


@pytest.mark.parametrize("few", [True, False])
def test_of_visible_runs_of_words_those_are_held_that_are_asked_for(
    repository: Path, reference: Dictionary, monkeypatch: pytest.MonkeyPatch, few: bool
) -> None:
    """Or all of them, where most texts are withheld."""
    held: list[int] = []
    find_clues = dictionary._find_clues

    def count(found: Dictionary, known: dictionary._Known) -> None:
        held.append(len(known.phrases))
        find_clues(found, known)

    monkeypatch.setattr(dictionary, "_are_few", lambda texts, others: few)
    monkeypatch.setattr(dictionary, "_find_clues", count)
    assert fingerprint(public_dictionary(repository)) == fingerprint(reference)
    assert (held[0] < 2000) is few
