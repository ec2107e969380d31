"""Where the search parts words, in any script."""

from __future__ import annotations

import re

import pytest

from cxsite.site.engines.search import search_settings
from cxsite.site.engines.separators import PLAIN, separator_for


def _parts(text: str, *, words_of_chinese: bool = False) -> list[str]:
    """The words of a text, as the theme's search parts it."""
    expression = re.compile(separator_for([text], words_of_chinese=words_of_chinese))
    found, start = [], 0
    for match in expression.finditer(text):
        found.append(text[start : match.start()])
        start = match.end()
    return [part for part in [*found, text[start:]] if part]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Net Promoter Score (NPS)", ["Net", "Promoter", "Score", "NPS"]),
        ("“In stock”: 2.8 days, at last.", ["In", "stock", "2.8", "days", "at", "last"]),
        ("Click &amp; collect / l’été", ["Click", "collect", "l", "été"]),
        ("简化退货app", ["简", "化", "退", "货", "app"]),
        ("待ち時間を短縮する", ["待", "ち", "時", "間", "を", "短", "縮", "する"]),
        ("カスタマーサービス", ["カ", "ス", "タ", "マー", "サー", "ビ", "ス"]),
        ("ลดเวลารอสาย NPS", ["ล", "ด", "เว", "ลา", "ร", "อ", "สา", "ย", "NPS"]),
        ("대기 시간", ["대기", "시간"]),
    ],
)
def test_words_come_apart(text: str, parts: list[str]) -> None:
    assert _parts(text) == parts


def test_words_of_chinese_stay_whole_where_there_is_a_dictionary() -> None:
    assert _parts("\u200b简化\u200b退货\u200b流程", words_of_chinese=True) == ["简化", "退货", "流程"]


def test_old_browsers_meet_no_look_behind_where_no_script_needs_it() -> None:
    assert separator_for(["Ease of returns", "إرجاع"], words_of_chinese=False) == PLAIN
    assert "(?<" not in PLAIN


def test_what_is_said_of_the_search_goes_first() -> None:
    said = {"separator": r"\s", "lang": None, "enabled": True}
    assert search_settings(said, "ja-JP") == {"separator": r"\s", "enabled": True, "lang": ["en"], "pipeline": []}
    assert "lang" not in search_settings({}, "de")
