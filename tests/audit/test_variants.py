"""The same leak in every writing: generated variants of attributes, invisible characters, days, numbers, encodings."""

from __future__ import annotations

import base64
import datetime as dt
import html
import json
import quopri
import random
import urllib.parse
from collections.abc import Callable
from itertools import product

import pytest
from backrefs import bre

from cxsite.matching.characters import IGNORABLE
from cxsite.matching.days import days_in
from cxsite.matching.normal import normal, unfolded
from cxsite.matching.numbers import numbers_in
from tests.audit.conftest import Finds
from tests.audit.test_leaks import SECRET
from tests.thorough import is_thorough

pytestmark = pytest.mark.slow

MORE = is_thorough()
DAY = dt.date(2026, 2, 20)
"""A day that only colleagues read of in the reference roadmap, as is the number."""
NUMBER = "240000"


class TestAttributes:
    NAMES = ("x", "y", "d", "r", "cx", "dx", "width", "height", "points", "transform", "viewBox", "offset")

    @pytest.mark.parametrize("name", [*NAMES, *(f"data-{name}" for name in NAMES), "ng-x", "x-y"])
    @pytest.mark.parametrize("value", [NUMBER, "2026-02-20"])
    def test_any_attribute_outside_of_a_drawing_is_read(self, name: str, value: str, finds: Finds) -> None:
        for tag, quote in product(("img", "div", "canvas", "td"), ('"', "'", "")):
            assert finds("index.html", f"<p><{tag} {name}={quote}{value}{quote} alt=x></p>"), (tag, quote)
        assert finds("index.html", f"<svg><path d='M0'/></svg><rect {name}='{value}'></rect>")

    @pytest.mark.parametrize("name", ["data-x", "data-width", "x-d", "xlink:y", "aria-r"])
    def test_a_name_behind_a_mark_is_none_of_a_drawing(self, name: str, finds: Finds) -> None:
        assert finds("index.html", f"<svg><path {name}='{NUMBER}'/></svg>")

    def test_coordinates_of_drawings_mean_nothing(self, finds: Finds) -> None:
        drawing = f"<svg viewBox='0 0 {NUMBER} 10'><path d='M{NUMBER} 1L2 3'/><rect x='{NUMBER}' width='9'/></svg>"
        assert finds("index.html", f"<p>{drawing}</p>") == []
        assert finds("roadmap.json", json.dumps({"a": drawing})) == []

    def test_words_in_the_place_of_coordinates_are_read(self, finds: Finds) -> None:
        assert finds("a.svg", f"<svg><path d='{SECRET}'/></svg>")


class TestInvisible:
    def test_the_class_is_that_of_unicode(self) -> None:
        of_unicode = bre.compile(r"\p{Default_Ignorable_Code_Point}")
        ours = bre.compile(f"[{IGNORABLE}]")
        differ = [
            hex(code)
            for code in range(0x110000)
            if bool(of_unicode.match(chr(code))) is not bool(ours.match(chr(code))) and not 0xD800 <= code < 0xE000
        ]
        assert differ == []

    @pytest.mark.parametrize("seed", range(60 if MORE else 12))
    def test_none_of_them_parts_a_word(self, seed: int, finds: Finds) -> None:
        rng = random.Random(seed)
        of_unicode = bre.compile(r"\p{Default_Ignorable_Code_Point}")
        codes = [code for code in rng.sample(range(0x20000), 0x20000) if of_unicode.match(chr(code))]
        hidden = chr(rng.choice([*codes, rng.randint(0xE0000, 0xE0FFF)]))
        text = "".join(letter + (hidden if rng.random() < 0.5 else "") for letter in SECRET)
        assert any(one.startswith("text") for one in finds("index.html", f"<p>{text}</p>")), hex(ord(hidden))
        assert f"number {NUMBER}" in finds("index.html", f"<p>240{hidden}000</p>")
        entity = f"&#x{ord(hidden):x};"
        assert f"number {NUMBER}" in finds("index.html", f"<p>24{entity}0000</p>")


DAYS = (
    [f"2026{mark}{month}{mark}20" for mark in "-/._–‑ " for month in ("2", "02")]
    + [f"20{mark}{month}{mark}2026" for mark in "-/._–‑ " for month in ("2", "02")]
    + [f"2{mark}20{mark}2026" for mark in "-/."]
    + ["26-02-20", "26/2/20", "20.2.26", "20.02.26", "20/2/26", "2/20/26", "20-2-26", "20260220"]
    + [
        "2026. 2. 20",
        "20. 2. 2026",
        "20 . 2 . 2026",
        "2026年2月20日",
        "2026 年 2 月 20 日",
        "令和8年2月20日",
        "2026년 2월 20일",
    ]
    + ["20 Feb 2026", "20Feb2026", "20-Feb-2026", "20 Feb 26", "20-Feb-26", "20 Feb '26", "2026 Feb 20", "2026-Feb-20"]
    + ["Feb 20 2026", "February 20, 2026", "FEBRUARY 20TH, 2026", "20th of February 2026", "20th February, 2026"]
    + ["20–21 February 2026", "20-21 Feb 2026", "20 to 21 February 2026", "20 and 21 February 2026"]
    + ["18–20 February 2026", "February 20–21, 2026", "February 18 to 20, 2026", "20 February – 3 March 2026"]
    + [
        "20 February to 3 March 2026",
        "February 20 – March 3, 2026",
        "20/21 February 2026",
        "２０２６－０２－２０",
        "٢٠/٢/٢٠٢٦",
    ]
)
OF_LANGUAGES = {
    "de": ["20. Februar 2026", "20. bis 21. Februar 2026", "20./21. Februar 2026", "20. und 21. Februar 2026"],
    "fr": ["20 février 2026", "20 au 21 février 2026", "du 20 et 21 février 2026", "20 févr. 2026"],
    "es": ["20 de febrero de 2026", "20 y 21 de febrero de 2026", "del 20 al 21 de febrero del 2026"],
    "th": ["20 กุมภาพันธ์ 2569", "20 กุมภาพันธ์ พ.ศ. 2569", "20/2/2569", "20 ก.พ. 2569"],
}  # fmt: skip


class TestDays:
    @pytest.mark.parametrize("text", DAYS)
    def test_every_writing_is_read(self, text: str, finds: Finds) -> None:
        assert any(one.startswith("date") for one in finds("index.html", f"<p>Until {text}.</p>"))

    @pytest.mark.parametrize(
        ("language", "text"), [(key, text) for key, texts in OF_LANGUAGES.items() for text in texts]
    )
    def test_every_language_is_read(self, language: str, text: str) -> None:
        assert DAY in {day for day, _ in days_in(normal(f"x {text} y"), language)}

    @pytest.mark.parametrize("text", ["version 20.2.26.1", "1920.2.26", "10.20.2.26", "320/2/26", "20 2 26"])
    def test_other_numbers_are_no_days(self, text: str) -> None:
        assert DAY not in {day for day, _ in days_in(text)}


NUMBERS = (
    [f"240{mark}000" for mark in ",.'’_·\u00a0\u2009\u202f\u2007 "]
    + [f"{code}240,000" for code in ("EUR", "USD", "CHF", "€", "$", "JPY ", "EUR\u00a0")]
    + [f"240000{unit}" for unit in ("EUR", "€", " EUR", "people", "km", "PLN")]
    + [
        "2,40,000",
        "24,0000",
        "240,000.00",
        "240.000,00",
        "240'000.-",
        "5 240 000",
        "x240000",
        "(240,000)",
        "٢٤٠٬٠٠٠",
        "２４０，０００",
    ]
)


class TestNumbers:
    @pytest.mark.parametrize("text", NUMBERS)
    def test_every_writing_is_read(self, text: str, finds: Finds) -> None:
        assert f"number {NUMBER}" in finds("index.html", f"<td>About {text} a year</td>")

    @pytest.mark.parametrize("tag", ["span", "b", "wbr", "x-part", "font", "small"])
    @pytest.mark.parametrize(
        "way", ["240<{0}>,000</{0}>", "240<{0}>&thinsp;</{0}>000", "<{0}>240</{0}>000", "240,<{0}>000</{0}>"]
    )
    def test_tags_part_no_number(self, tag: str, way: str, finds: Finds) -> None:
        assert f"number {NUMBER}" in finds("index.html", f"<td>{way.format(tag)}</td>")

    def test_cells_part_numbers(self, finds: Finds) -> None:
        assert finds("index.html", "<tr><td>240</td><td>000</td></tr>") == []

    @pytest.mark.parametrize("text", ["#240000", "a240000b", "2400001", "1240000", "&#240000"])
    def test_other_digits_are_other_numbers(self, text: str) -> None:
        assert NUMBER not in set(numbers_in(unfolded(text)))


def _js(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


ENCODINGS: dict[str, Callable[[str], str]] = {
    "URL": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "URL in part": lambda text: urllib.parse.quote(text, safe=""),
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "hex entities": lambda text: "".join(f"&#x{ord(letter):X};" for letter in text),
    "named entities": html.escape,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON of all": _js,
    "code points": lambda text: "".join(f"\\u{{{ord(letter):x}}}" for letter in text),
    "hex": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "octal": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "CSS": lambda text: "".join(f"\\{ord(letter):x} " for letter in text),
    "CSS of six digits": lambda text: "".join(f"\\{ord(letter):06x}" for letter in text),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "base64 in short lines": lambda text: "\n".join(
        base64.b64encode(text.encode()).decode()[at : at + 20] for at in range(0, len(text) * 4 // 3 + 4, 20)
    ),
    "base64 of URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "quoted-printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode(),
    "soft breaks": lambda text: "=\n".join(text[at : at + 9] for at in range(0, len(text), 9)),
    "hexadecimal digits": lambda text: text.encode().hex(),
    "percent u": lambda text: "".join(f"%u{ord(letter):04x}" for letter in text),
    "a word of a mail": lambda text: f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=",
    "a quoted word of a mail": lambda text: f"=?utf-8?Q?{text.replace(' ', '_')}?=",
}
ONCE_ONLY = {"quoted-printable", "soft breaks", "a quoted word of a mail", "a word of a mail", "hexadecimal digits"}


class TestEncodings:
    @pytest.mark.parametrize("way", ENCODINGS)
    @pytest.mark.parametrize("name", ["index.html", "a.js", "a.css", "a.txt"])
    def test_each_is_taken_off(self, way: str, name: str, finds: Finds) -> None:
        told = finds(name, f"<p title='{ENCODINGS[way](SECRET)}'>x</p>\n")
        assert any(one.startswith("text") for one in told)

    @pytest.mark.parametrize("seed", range(200 if MORE else 40))
    def test_they_are_taken_off_one_after_the_other(self, seed: int, finds: Finds) -> None:
        rng = random.Random(seed)
        ways = rng.choices([way for way in ENCODINGS if way not in ONCE_ONLY], k=rng.randint(2, 4))
        text = SECRET
        for way in ways:
            text = ENCODINGS[way](text)
        assert any(one.startswith("text") for one in finds("index.html", f"<p>So: {text}</p>\n")), ways

    @pytest.mark.parametrize("way", ["URL", "entities", "JSON of all", "code points", "octal", "named entities"])
    @pytest.mark.parametrize("depth", [2, 3, 5])
    def test_the_same_twice(self, way: str, depth: int, finds: Finds) -> None:
        text = SECRET.replace("sees", "se&es") if way == "named entities" else SECRET
        for _ in range(depth):
            text = ENCODINGS[way](text)
        assert any(one.startswith("text") for one in finds("a.txt", text)) or len(text) > 400_000

    def test_what_has_no_end_is_told(self, finds: Finds) -> None:
        text = SECRET
        for _ in range(30):
            text = text.replace("%", "%25") if "%" in text else urllib.parse.quote(text)
        assert any(one.startswith(("unread", "text")) for one in finds("a.txt", text))

    @pytest.mark.parametrize("form", ["VCARD", "VCALENDAR", "VEVENT", "VJOURNAL"])
    @pytest.mark.parametrize("width", [5, 11, 30])
    def test_folded_lines_are_put_together(self, form: str, width: int, finds: Finds) -> None:
        line = f"NOTE:{SECRET}"
        folded = "\r\n ".join(line[at : at + width] for at in range(0, len(line), width))
        told = finds("a.vcf", f"BEGIN:{form}\r\nVERSION:2.1\r\n{folded}\r\nEND:{form}\r\n")
        assert any(one.startswith("text") for one in told)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
    def test_encodings_of_files(self, encoding: str, finds: Finds) -> None:
        assert any(one.startswith("text") for one in finds("a.txt", f"Ä: {SECRET}".encode(encoding)))


class TestTags:
    @pytest.mark.parametrize("tag", ["b", "span", "wbr", "x-y", "font", "mark", "ins", "ruby", "label", "tspan", "a"])
    def test_no_tag_parts_a_word(self, tag: str, finds: Finds) -> None:
        for size in (1, 2, 5):
            text = f"<{tag}>".join(SECRET[at : at + size] + f"</{tag}>" for at in range(0, len(SECRET), size))
            assert any(one.startswith("text") for one in finds("index.html", f"<p>{text}</p>")), size
        shy = "".join(f"{letter}&shy;<{tag}>" for letter in SECRET)
        assert any(one.startswith("text") for one in finds("index.html", f"<p>{shy}</p>"))

    def test_comments_part_none_either(self, finds: Finds) -> None:
        assert any(one.startswith("text") for one in finds("index.html", "<!-- -->".join(SECRET)))
