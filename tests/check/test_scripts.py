"""Terms and titles are found in every script, by the checker and by the audit alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import make_dictionary
from cxsite.load.load import load
from cxsite.matching.terms import Terms
from cxsite.projection.projection import project
from tests.check.trees import check, write

# A term, and texts that hold it: in the middle of writing without spaces, behind what is written in one with a word.
TERMS = {
    "買収": ["競合他社の買収交渉を始めます", "買収", "買\n収について"],
    "收购": ["他们收购了一家公司", "提高运费计划和收购"],
    "カワセミ": ["新プロジェクトカワセミの計画"],
    "การควบรวม": ["เราเริ่มการควบรวมกิจการแล้ว", "ในการควบรวม"],
    "ການລວມ": ["ພວກເຮົາເລີ່ມການລວມກິດຈະການ"],
    "ការទិញ": ["យើងចាប់ផ្តើមការទិញក្រុមហ៊ុន"],
    "ဝယ်ယူ": ["ကုမ္ပဏီကိုဝယ်ယူမည်"],
    "מיזוג": ["על המיזוג", "ובמיזוג הזה", "שהמיזוג", "מיזוג", "לכשהמיזוג", "מִיזוּג"],
    "استحواذ": ["حول الاستحواذ", "وبالاستحواذ", "وللاستحواذ", "كاستحواذ", "فالاستحواذ", "اسـتحواذ", "اِستحواذ"],
    "الاستحواذ": ["بالاستحواذ", "للاستحواذ", "استحواذ"],
    "인수": ["인수를 준비합니다", "인수와 합병", "인수"],
    "Falcon": ["Falconの計画", "Falcon을 시작", "בFalcon", "FALCON", "Fal\u00adcon", "(falcon)", "ＦＡＬＣＯＮ"],
    "Project Heron": ["the project\u00a0heron", "Project  *Heron*", "project-heron"],
    "Überführung": ["die ÜBERFÜHRUNG", "U\u0308berfu\u0308hrung"],
    "C++": ["we write C++ now"],
}
CASES = [(term, text) for term, texts in TERMS.items() for text in texts]
OTHER = [
    ("Falcon", "falconry and Falcons"),
    ("인수", "인수분해는 쉽다"),
    ("C++", "plan C is better"),
    ("מיזוג", "מיזוגים"),
    ("استحواذ", "استحواذات"),
    ("收购", "收到购物"),
]


def _tree(term: str, text: str) -> dict[str, str]:
    return {
        "roadmap.yml": f"title: Our roadmap\ndisclaimer: A plan.\nsensitive_terms: ['{term}']\n",
        "initiatives/a.yml": f'title: A step\nstatus: idea\nvisibility: public\nsummary: "{text}"\n'.replace(
            "\n收", "\\n收"
        ),
    }


@pytest.mark.parametrize(("term", "text"), CASES)
def test_sensitive_terms_in_every_script(term: str, text: str, tmp_path: Path) -> None:
    found = check(write(_tree(term, text), tmp_path))
    assert [one.rule.code for one in found] == ["CX514"]


@pytest.mark.parametrize(("term", "text"), OTHER)
def test_other_words_are_none(term: str, text: str, tmp_path: Path) -> None:
    assert "CX514" not in {one.rule.code for one in check(write(_tree(term, text), tmp_path))}


@pytest.mark.parametrize(("term", "text"), CASES)
def test_the_audit_finds_the_same_terms(term: str, text: str, tmp_path: Path) -> None:
    root = write(_tree(term, "We begin."), tmp_path)
    assert [leak.what for leak in _audited(root, f"<p>{text}</p>") if leak.what == "term"]


@pytest.mark.parametrize(("term", "text"), OTHER)
def test_the_audit_finds_no_others(term: str, text: str, tmp_path: Path) -> None:
    assert not _audited(write(_tree(term, "We begin."), tmp_path), f"<p>{text}</p>")


def _audited(root: Path, page: str):
    roadmap = load(root / "content", root).roadmap
    assert roadmap is not None
    view = project(roadmap, roadmap.levels.least, dt.date(2026, 3, 31))
    site = root / "site"
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text(page, "utf-8")
    return audit(site, make_dictionary(roadmap, view, root / "content", ["Home"]), frozenset())


TITLES = {
    "ja": ["料金値上げ計画", "競合他社の買収交渉", "買収計画"],
    "zh": ["提高运费计划", "关闭三家门店", "收购竞争对手的谈判"],
    "th": ["แผนการขึ้นราคาค่าจัดส่ง", "การควบรวมกิจการกับคู่แข่ง"],
    "lo": ["ແຜນການຂຶ້ນລາຄາຄ່າຂົນສົ່ງ"],
    "km": ["ផែនការដំឡើងថ្លៃដឹកជញ្ជូន"],
    "my": ["ပို့ဆောင်ခမြှင့်တင်ရန်အစီအစဉ်"],
    "ar": ["مفاوضات الاستحواذ على المنافس", "خطة رفع الأسعار"],
    "he": ["משא ומתן על המיזוג", "תוכנית העלאת מחירים"],
    "ko": ["경쟁사 인수 협상", "요금 인상 계획"],
}
TITLE_CASES = [(language, title) for language, titles in TITLES.items() for title in titles]
# What stands around them in one run of writing: scripts without spaces, prefixes, particles.
_AROUND = {
    "ja": ("私たちは", "について話します。"),
    "zh": ("我们讨论", "的内容。"),
    "th": ("เราพูดถึง", "ในปีหน้า"),
    "lo": ("ພວກເຮົາ", "ໃນປີໜ້າ"),
    "km": ("យើង", "ឆ្នាំក្រោយ"),
    "my": ("ကျွန်ုပ်တို့", "ကို"),
    "ar": ("و", " غدا"),
    "he": ("וב", " מחר"),
    "ko": ("", "을 알립니다"),
}


def _hidden(language: str, title: str, summary: str) -> dict[str, str]:
    return {
        "roadmap.yml": f"title: Our roadmap\ndisclaimer: A plan.\nlanguage: {language}\n",
        "initiatives/b.yml": f'title: "{title}"\nstatus: idea\n',
        "initiatives/a.yml": f'title: A step\nstatus: idea\nvisibility: public\nsummary: "{summary}"\n',
    }


@pytest.mark.parametrize(("language", "title"), TITLE_CASES)
def test_hidden_titles_in_every_script(language: str, title: str, tmp_path: Path) -> None:
    said = title.join(_AROUND[language])
    codes = {one.rule.code for one in check(write(_hidden(language, title, said), tmp_path / "a"))}
    assert "CX523" in codes
    assert "CX523" not in {one.rule.code for one in check(write(_hidden(language, title, "We begin."), tmp_path / "b"))}
    assert _audited(write(_hidden(language, title, "We begin."), tmp_path / "c"), f"<p>{said}</p>")
    part = title[: len(title) // 3]
    assert not _audited(write(_hidden(language, title, "We begin."), tmp_path / "d"), f"<p>{part}</p>")


SPELLED = st.lists(st.sampled_from(("order", "Or", "der", "12", "_", "-", " ", "+", "<b>", "&amp;", "\n\n", ",000")))


@given(term=SPELLED.map("".join), text=SPELLED.map("".join), across=st.booleans())
def test_texts_of_ascii_are_read_the_simple_way_with_the_same_result(term: str, text: str, across: bool) -> None:
    terms = Terms[str](across)
    terms.add(term, "")
    found = [(one.start, one.end) for one in terms.find(text)]
    # Another letter beside it, and the text is read with all that any script needs.
    assert found == [(one.start, one.end) for one in terms.find(f"{text} ü") if one.end <= len(text)]
