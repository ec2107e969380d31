"""A page says what it was given, however it is held."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from cxsite.render.stage import LaterPage, StagePage

PARTS = st.lists(
    st.sampled_from(("<p>one</p>", "two → é", "", "---", "title: a\n---", "\ud800", "<p>one</p>\n")), max_size=6
)


@given(PARTS, PARTS, st.sampled_from(("", "\n", "\n\n")))
def test_text_and_raw_are_those_that_were_given(parts: list[str], raw: list[str], end: str) -> None:
    text = "\n\n".join(parts) + end
    page = StagePage("a/index.md", text, raw)
    paragraphs = text.removesuffix("\n").split("\n\n")
    assert page.text == text
    assert page.raw == set(raw) & set(paragraphs)
    assert page.paragraphs() == [(part, part in raw) for part in paragraphs]
    at = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    assert page.head == (text[: at + 5] if at >= 0 else "")
    assert pickle.loads(pickle.dumps(page)) == page == StagePage("a/index.md", text, page.raw)


def test_a_page_differs_by_each_of_its_parts() -> None:
    one = StagePage("a.md", "<b>x</b>\n\ny", ["<b>x</b>"])
    others = [
        StagePage("b.md", one.text, one.raw),
        StagePage("a.md", one.text + "\n", one.raw),
        StagePage("a.md", one.text),
    ]
    assert all(one != other for other in others) and len({one, *others}) == 4


def test_a_later_page_is_made_once_and_only_when_asked() -> None:
    made: list[int] = []

    def make() -> tuple[str, frozenset[str]]:
        made.append(1)
        return "<p>one</p>\n\ntwo", frozenset({"<p>one</p>"})

    page = LaterPage("a.md", "---\ntitle: A\n---\n", make)
    assert page.head == "---\ntitle: A\n---\n" and not made
    assert page.text == "---\ntitle: A\n---\n\n<p>one</p>\n\ntwo\n" and page.raw == {"<p>one</p>"}
    assert page.size == len(page.text) and len(made) == 1
    assert page == StagePage("a.md", page.text, page.raw) == page.now()
