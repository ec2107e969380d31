"""Every module of pages is registered once, with an address, a tab and words of its own; no text has its address."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import View
from cxsite.pipeline.build import render_for
from cxsite.pipeline.memory.recall import remember
from cxsite.pipeline.reading import read, view_of
from cxsite.render import pages as room
from cxsite.render.address import page_uri
from cxsite.render.pages import handwritten, home, registry
from cxsite.render.pages.registry import NAVIGATION, PAGES, SitePage
from cxsite.render.site_sections import TABS, addresses
from tests.check.trees import check, settings, write
from tests.render.told import told
from tools.history import make

REGISTRY, SECTIONS = "cxsite/render/pages/registry.py", "cxsite/render/site_sections.py"
by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)


def test_every_module_of_pages_is_registered() -> None:
    found = pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    modules = {module.name for module in found if not module.ispkg}
    known = {page.build.__module__ for page in PAGES} | {home.__name__, handwritten.__name__, registry.__name__}
    missing = [
        f"{name}.pages" if hasattr(importlib.import_module(name), "pages") else f"{name} has no function `pages`"
        for name in sorted(modules - known)
    ]
    assert not missing, told(
        missing, f"add for each `Section(key=…, address=…, tab=…)` to {SECTIONS}, and its `….pages` to {REGISTRY}"
    )


def test_every_kind_has_its_section() -> None:
    missing = [kind.name for kind in KINDS if kind.name not in {page.key for page in PAGES}]
    assert not missing, told(
        missing, f'add for each `_of_kind("…", tab)` to {SECTIONS}, and its `….pages` to {REGISTRY}'
    )


def test_nothing_is_registered_twice() -> None:
    for what in ("key", "address", "build"):
        values = [getattr(page, what) for page in PAGES]
        assert [value for value in values if values.count(value) > 1] == [], f"two sections have one {what}"
    assert set(addresses()) == {page.address for page in PAGES}


@by_page
def test_a_section_has_an_address_and_a_tab(page: SitePage) -> None:
    assert page.address.endswith("/") and not page.address.startswith("/"), "an address is `plan/`, from the site's top"
    assert page.tab in TABS, f"there is no tab `{page.tab}`: name one of TABS in {SECTIONS}, or add it there"
    assert page in NAVIGATION


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[View, frozenset[str]]:
    """What colleagues see of the reference roadmap with its last editions, which has something for every page, and the
    pages that it has."""
    folder = tmp_path_factory.mktemp("history") / "repository"
    make(folder, 3)
    reading = read(settings(folder))
    internal = reading.usable().levels.internal
    memory = remember(reading.usable(), reading.settings, (internal,))
    stage = render_for(reading, internal, memory).stage
    return view_of(reading, internal, memory.of(internal)), frozenset(page.uri for page in stage.pages)


@by_page
def test_a_section_has_its_index_where_it_is_registered(page: SitePage, reference: tuple[View, frozenset[str]]) -> None:
    view, uris = reference
    assert page.shown(view), f"add something to `content/` for which there is a page `{page.key}`"
    assert page_uri(page.address) in uris, f"the builder of `{page.key}` made no page at `{page.address}`"


@by_page
def test_no_text_may_have_the_address_of_a_section(page: SitePage, tmp_path: Path) -> None:
    name = page.address.rstrip("/")
    root = write({"roadmap.yml": "title: T\n", f"pages/{name}.md": "---\ntitle: Mine\n---\nText.\n"}, tmp_path)
    taken = [finding for finding in check(root) if finding.rule.name == "page-address-taken"]
    assert [f"`{page.address}`" in finding.message for finding in taken] == [True]
