"""What pages cost their readers: bytes over the wire, nothing from elsewhere, nothing that jumps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import LEVELS, Open, Site
from tools.reading.server import served
from tools.reading.weight import weigh
from tools.weight import SHIFT, WIRE, broken

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("level", LEVELS)
def test_pages_are_light(level: str, browser: Browser, sites: dict[str, Site]) -> None:
    """Times depend on what else the machine does: `make weight` measures them."""
    site = sites[level]
    for name in ("home", "board", "initiatives-item", "on-a-page", "present"):
        found = weigh(browser, site.address, site.types[name])
        assert found.diagrams == 0, (name, found)
        # What is presented to colleagues holds most pictures of all pages.
        most = WIRE + (5_000 if (level, name) == ("internal", "present") else 0)
        assert 20_000 < found.wire <= most, (name, found)
        assert found.shift <= SHIFT, (name, found)
        assert found.wrong == (), (name, found)


def test_a_heavy_page_and_one_that_asks_elsewhere_are_found(
    browser: Browser, sites: dict[str, Site], tmp_path: Path
) -> None:
    # Other workers read the site itself.
    copied = shutil.copytree(sites["public"].folder, tmp_path / "site")
    page = copied / "board" / "index.html"
    before = page.read_text(encoding="utf-8")
    noise = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(200_000))
    page.write_text(
        before.replace("</main>", f'<p hidden>{noise}</p><img alt="" src="http://127.0.0.1:9/x.png"></main>'),
        encoding="utf-8",
    )
    with served(copied) as address:
        found = broken(weigh(browser, address, "board/"))
    assert "more than 120 KB" in found
    assert "http://127.0.0.1:9/x.png" in found


def test_the_index_of_the_search_comes_with_the_first_look_at_the_search(reader: Open) -> None:
    """Most readers never search; an address that names words to mark or to search for brings it at once."""
    looking = reader("public")
    asked: list[str] = []
    looking.page.on("request", lambda request: asked.append(request.url))

    def fetched() -> list[str]:
        return [name for name in ("search_index.json", "workers/search.") if any(name in url for url in asked)]

    page = looking.open("board/")
    page.wait_for_load_state("networkidle")
    assert fetched() == []
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.type("refund")
    page.wait_for_selector(".md-search-result__item")
    assert fetched() == ["search_index.json", "workers/search."]
    asked.clear()
    page = looking.open("initiatives/refund-when-scanned/?h=refund")
    page.wait_for_selector("mark")
    assert fetched() != []
    assert looking.wrong == []
