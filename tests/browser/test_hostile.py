"""Hostile texts in every field of every kind: shown as typed, and nothing of them runs in a real browser."""

from __future__ import annotations

import datetime as dt
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from cxsite.projection.projection import project
from cxsite.render.render import render
from cxsite.site.engines.staged_project import write_stage
from cxsite.site.project import read_project
from tests.browser.served import Listener, page_types, served
from tests.interference.reference import reference_site
from tests.retext import Retext
from tests.site.small import run
from tests.sites import Site

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)><svg/onload=alert(3)>",
    '"><iframe src="https://evil.example/"></iframe>',
    "' onmouseover='alert(4)' x='",
    "[click](javascript:alert(5)) ![x](https://evil.example/x.png)",
    "{{ 7*7 }} {% raw %} {% endraw %} {# x #} {: onclick=alert(6) }",
    "]]><script>alert(7)</script><![CDATA[",
    "--><script>alert(8)</script><!--",
    '%%{init: {"securityLevel": "loose"}}%% click a call alert(9)',
    'x"]; click A href "javascript:alert(10)"; B["',
    "</textarea></title></style></script><script>alert(11)</script>",
    "<style>@import url(https://evil.example/x.css)</style>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "<a href=javascript:alert(12) autofocus onfocus=alert(12) tabindex=1>x</a>",
    "\u202egnirts desrever\u202c \u2066isolated\u2069 zero\u200bwidth",
    "&lt;script&gt;alert(13)&lt;/script&gt; &#60;b&#62;",
    "<base href=https://evil.example/><form action=//evil.example><button>x",
)
DAY = dt.date(2026, 3, 31)


@pytest.fixture(scope="module")
def hostile(repository: Path) -> tuple[Site, Retext]:
    turn = count()
    poison = Retext(lambda text: f"{text} {PAYLOADS[next(turn) % len(PAYLOADS)]}")
    return poison.site(reference_site(repository / "content")), poison


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("audience", ["open", "internal"])
def test_nothing_runs(
    audience: str, hostile: tuple[Site, Retext], repository: Path, tmp_path: Path, browser: Any
) -> None:
    site, poison = hostile
    assert len(poison.fields) > 60 and poison.count > 800
    roadmap = site.roadmap()
    stage = render(project(roadmap, roadmap.levels[audience], DAY))
    write_stage(read_project(str(repository / "mkdocs.yml")), stage, tmp_path / "staged")
    done = run(tmp_path / "staged", "mkdocs", "build", "--strict", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "staged" / "site"
    with served(folder) as address:
        listener = Listener(browser, address)
        for path, page in listener.open_all(page_types(folder)):
            title = page.locator("article h1").first
            assert page.locator("article").count() == 1, path
            assert page.locator("main footer, .md-footer").count() >= 1, path
            made = "article [onclick], article [onload], article [onerror], article base, article iframe"
            assert page.locator(made).count() == 0
            if path.count("/") == 2:
                assert title.text_content(), path
        shown = roadmap.items["initiative"]["one-basket"].title
        listener.open("initiatives/one-basket/")
        assert shown in listener.page.locator("article h1").first.text_content()
        assert [line for line in listener.heard if not line.startswith("404.html")] == []
        listener.close()


def test_a_title_of_a_megabyte(hostile: tuple[Site, Retext]) -> None:
    """However long a text is, a page is made of it in time that grows with it."""
    site = hostile[0].copy()
    title = "<b>&x " * 170_000
    site.items["initiative"]["one-basket"]["title"] = title
    roadmap = site.roadmap()
    begun = time.process_time()
    stage = render(project(roadmap, roadmap.levels["open"], DAY))
    assert time.process_time() - begun < 60
    page = next(page for page in stage.pages if page.uri == "initiatives/one-basket/index.md")
    assert len(page.text) > len(title)
