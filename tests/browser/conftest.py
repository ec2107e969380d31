"""The reference sites, built once, and pages of them in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from cxsite.cli.main import main
from tests.once import once
from tools.reading.page_types import page_types
from tools.reading.server import served

LEVELS = ("public", "internal")


def settled(page: Page) -> Page:
    """Wait until the script of a page and its diagrams are done."""
    page.wait_for_function("!document.querySelector('pre.cx-mermaid:not([data-cx-failed])')")
    page.wait_for_function(
        # The timeline's and the presentation's scripts are fetched after the page's own.
        "!['form.cx-filter', 'table[data-cx-table]', '.cx-tl', '[data-cx-deck]']"
        ".some((part) => document.querySelector(`${part}:not([data-cx-ready])`))"
    )
    return page


@dataclass
class Site:
    """One audience's site, served. `types` names a page of each type."""

    level: str
    folder: Path
    address: str
    types: dict[str, str]


@dataclass
class Reader:
    """A page in a browser with what went wrong on it: messages of the console, requests to elsewhere."""

    page: Page
    site: Site
    wrong: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go to a page of the site and wait until its script and its diagrams are done."""
        self.page.goto(self.site.address + address, wait_until="load")
        return settled(self.page)

    def unfold(self) -> None:
        """Open what is folded on the page, and wait until its diagrams are drawn."""
        self.page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        self.page.wait_for_function(
            "[...document.querySelectorAll('figure.cx-diagram')].every((one) => one.querySelector('svg'))"
        )

    def watch(self) -> None:
        """Write down what goes wrong from now on."""
        # That a page which is not there is answered with 404 is right.
        self.page.on(
            "console",
            lambda message: (
                self.wrong.append(f"{message.type}: {message.text}")
                if message.type in ("error", "warning") and "404" not in message.text
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._request)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.wrong.append(f"elsewhere: {request.url}")


@pytest.fixture(scope="session")
def built_sites(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both reference sites and their manifests."""
    config = str(repository / "mkdocs.yml")

    def build(out: Path) -> None:
        assert main(["build", "--config", config, "--audience", "all", "--out", str(out)]) == 0

    return once(tmp_path_factory, "sites", build)


@pytest.fixture(scope="session")
def sites(built_sites: Path) -> Iterator[dict[str, Site]]:
    """Both reference sites, built once in a run, and served once for all tests of a worker. No test writes there."""
    out = built_sites
    with ExitStack() as stack:
        yield {
            level: Site(level, out / level, stack.enter_context(served(out / level)), page_types(out / level))
            for level in LEVELS
        }


Open = Callable[..., Reader]


@pytest.fixture
def reader(browser: Browser, sites: dict[str, Site]) -> Iterator[Open]:
    """Opens a reader: `reader("public", width=390, color_scheme="dark", …)`, with what Playwright's contexts take."""
    contexts: list[BrowserContext] = []

    def new(level: str, width: int = 1280, height: int = 900, **options: Any) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        found = Reader(context.new_page(), sites[level])
        found.watch()
        return found

    yield new
    for context in contexts:
        # What is still on its way to a page that goes away is no error.
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()
