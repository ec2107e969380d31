"""Questions that readers really have, each answered on the first screen of the home page or by one search."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CUSTOMERS = (
    # What they ask, what they type, and where the answer stands: at the top, as a page or a place on it.
    ("Can I send something back without a printer?", "printer", "initiatives/label-free-returns/"),
    ("When do I get my money back?", "money back", "initiatives/refund-when-scanned/"),
    ("Can I call you on a Saturday?", "saturday", "initiatives/help-on-saturdays/"),
    ("What became of the longer phone menu?", "phone menu", "initiatives/longer-phone-menu/"),
    ("Do parcels come on the day that you promised?", "promised day", "kpis/on-time-delivery/"),
    ("Can I return in a shop of another country?", "return country", "initiatives/return-anywhere/"),
    ("Will there be spare parts for my shelf?", "spare parts", "initiatives/spare-parts-shelf/"),
    ("What do you do with what I tell you?", "feedback", "how-we-use-your-feedback/"),
    ("What has become better?", "", "Days until your money is back"),
    ("What are you working on?", "", "What we are working on now"),
)
COLLEAGUES = (
    ("How likely are customers to recommend us?", "NPS", "kpis/nps/"),
    ("How satisfied are they after a chat?", "CSAT chat", "kpis/chat-csat/"),
    ("What hurts most, and who fixes it by when?", "what hurts", "pain-points/"),
    ("What did we decide about refunds at the scan?", "extend refunds", "reviews/2025-10-quarterly/#decision-1"),
    ("When did refunds start in Austria?", "austria", "initiatives/refund-when-scanned/#milestone-1"),
    ("Who gets the scanners for the counters?", "handheld", "initiatives/counter-handhelds/"),
    ("How many KPIs are where they should be?", "", "on track or achieved"),
    ("What could go wrong?", "", "Top risks: 3 of"),
    ("What has to be decided?", "", "Decisions asked for"),
    ("What comes in the next weeks?", "", "The next four weeks"),
)
FIRST = 3
"""Whoever searches looks at so many of what is found."""
IDLE = "document.querySelector('.md-search-result__meta').textContent.includes('Type')"
"""Whether nothing is searched for."""


@pytest.fixture(scope="module")
def desks(browser: Browser, sites: dict[str, Any]) -> Any:
    """The home pages of both sites on a laptop, with the search ready."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    pages = {}
    for level in ("public", "internal"):
        page = context.new_page()
        page.goto(sites[level].address)
        # What is searched for is fetched when somebody turns to the search.
        page.locator(".md-search__input").focus()
        page.wait_for_function(IDLE)
        pages[level] = page
    yield pages
    context.close()


def _found(page: Page, words: str) -> list[str]:
    """The addresses of what a search finds, as far as a reader looks: of pages, and of places on them."""
    field = page.locator(".md-search__input")
    # Asked once, and the answer before is gone by then: so there is no answer of half a word to wait for the end of.
    for text, answered in (("", IDLE), (words, f"!{IDLE}")):
        field.fill(text)
        field.press("End")
        page.wait_for_function(answered)
    items = page.locator(".md-search-result__item").all()[:FIRST]
    links = [str(a.get_attribute("href")) for item in items for a in item.locator("a").all()]
    home = page.evaluate("new URL('.', location.href).href")
    return [re.sub(r"\?[^#]*", "", link).removeprefix(home) for link in links]


@pytest.mark.parametrize(
    ("level", "question", "words", "answer"),
    [("public", *one) for one in CUSTOMERS] + [("internal", *one) for one in COLLEAGUES],
)
def test_a_question_is_answered_at_once(
    desks: dict[str, Page], level: str, question: str, words: str, answer: str
) -> None:
    page = desks[level]
    if words:
        assert answer in _found(page, words), question
    else:
        box = page.locator("main").get_by_text(answer).first.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 768, question


@pytest.mark.parametrize(
    ("level", "words", "answer"),
    [
        ("public", "pritner", "initiatives/label-free-returns/"),
        ("public", "refnud", "initiatives/refund-when-scanned/"),
        ("internal", "handhelt", "initiatives/counter-handhelds/"),
    ],
)
def test_one_wrong_letter_is_forgiven(desks: dict[str, Page], level: str, words: str, answer: str) -> None:
    assert answer in _found(desks[level], words)
