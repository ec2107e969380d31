"""The copy of a site that opens from a folder: what it changes, and that a browser without any network is content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.site.offline.copy import copy_offline
from cxsite.site.offline.links import offline_page, to_page
from cxsite.site.offline.scripts import offline_script

FILES = ("index.html", "board/index.html", "items/a b/index.html", "roadmap.json", "logo.svg")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("..", "../index.html"),
        ("../", "../index.html"),
        (".", "./index.html"),
        ("./#top", "./index.html#top"),
        ("../items/a%20b/?q=x#y", "../items/a%20b/index.html?q=x#y"),
        ("../items/a%20b", "../items/a%20b/index.html"),
        *((same, same) for same in ("", "#top", "?q=x", "../roadmap.json", "index.html", "../items/", "../nowhere/")),
        *((same, same) for same in ("https://example.org/board/", "//example.org/board/", "mailto:a@example.org", "/")),
        ("../../../index", "../../../index"),
    ],
)
def test_links_lead_to_files(url: str, wanted: str) -> None:
    assert to_page(url, "board", FILES) == wanted


def test_only_what_must_change_is_written_anew() -> None:
    page = (
        '<!doctype html>\n<HTML lang=en><link rel="alternate" href="../feed.xml"><link rel=next href="..">\n'
        '<meta http-equiv="refresh" content="0; url=../items/a%20b/">\n'
        "<script>if (a < b) '<a href=\"..\">'</script><script src=x.js></script>"
        '<script type="module" src="../assets/m.js"></script>\n'
        '<p title=\'"\'>a &lt; b</p><A class=x HREF=".." data-x="&quot;">up</A><!-- <a href=".."> -->\n'
        '<pre class="cx-mermaid">click n0 href "../items/a%20b/"\n</pre><pre>click n0 href "../"</pre>'
        "<a href='../logo.svg'>logo</a>"
    )
    made = offline_page(page, "board/index.html", FILES, "assets/cxsite/offline.js")
    assert made.modules == {"assets/m.js"}
    assert made.text == (
        '<!doctype html>\n<HTML lang=en><link rel="next" href="../index.html">\n'
        '<meta http-equiv="refresh" content="0; url=../items/a%20b/index.html">\n'
        '<script>if (a < b) \'<a href="..">\'</script><script src="../assets/cxsite/offline.js"></script>'
        '<script src=x.js></script><script type="cx-module" src="../assets/m.js"></script>\n'
        '<p title=\'"\'>a &lt; b</p><A class="x" href="../index.html" data-x="&quot;">up</A><!-- <a href=".."> -->\n'
        '<pre class="cx-mermaid">click n0 href "../items/a%20b/index.html"\n</pre><pre>click n0 href "../"</pre>'
        "<a href='../logo.svg'>logo</a>"
    )


def test_modules_name_each_other_by_their_place() -> None:
    site = {
        "a/one.js": 'import{x}from"./two.js";import"./two.js";const s="./text.js";import("../b/late.js")',
        "a/two.js": "export const x=1",
        "b/late.js": "import '../a/two.js'",
    }
    first, more = offline_script(site, ["a/one.js", "a/missing.js"])
    assert 'from\\"cx-offline:a/two.js\\";import\\"cx-offline:a/two.js\\"' in first
    assert 'const s=\\"./text.js\\";cxOffline.import(\\"b/late.js\\")' in first
    assert "b/late.js" in more and 'a/two.js": ' not in more


def test_languages_bring_their_scripts_to_the_worker() -> None:
    lunr = "assets/javascripts/lunr"
    site = {
        "assets/javascripts/workers/search.0a1b.min.js": "WORKER",
        "search/search_index.json": json.dumps({"config": {"lang": ["de", "ja"]}}),
        f"{lunr}/min/lunr.de.min.js": "GERMAN",
        f"{lunr}/min/lunr.fr.min.js": "FRENCH",
        f"{lunr}/min/lunr.stemmer.support.min.js": "STEMMER",
        f"{lunr}/tinyseg.js": "SEGMENTS",
    }
    first, _ = offline_script(site, [])
    assert all(word in first for word in ("WORKER", "GERMAN", "STEMMER", "SEGMENTS")) and "FRENCH" not in first


def test_what_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CxsiteError, match="there is no site in"):
        copy_offline(tmp_path, tmp_path / "out")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<a href='.'>here</a>")
    with pytest.raises(CxsiteError, match="lies in the site itself"):
        copy_offline(site, site / "out")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("")
    with pytest.raises(CxsiteError, match="is not empty: name a new folder"):
        copy_offline(site, full)
    (site / "404.html").write_text("")
    assert main(["preview", str(site), "--out", str(tmp_path / "out")]) == 0
    assert "open " in capsys.readouterr().out and not (tmp_path / "out/404.html").exists()
    assert (site / "index.html").read_text() == "<a href='.'>here</a>"


@pytest.fixture(scope="module")
def german(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a site in German, with a space and an accent in its path."""
    root = tmp_path_factory.mktemp("a sité")
    assert main(["init", str(root / "new"), "--today", "2026-03-31"]) == 0
    charter = root / "new/content/roadmap.yml"
    charter.write_text(charter.read_text().replace("language: en", "language: de"))
    config = str(root / "new/mkdocs.yml")
    out = str(root / "site")
    assert main(["build", "--config", config, "--audience", "internal", "--out", out, "--today", "2026-03-31"]) == 0
    copy_offline(root / "site/internal", root / "copy")
    return root / "copy"


@pytest.fixture
def heard(german: Path, browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page of a browser without network, and all that it complains of or asks anybody else."""
    context = browser.new_context(offline=True)
    page, said = context.new_page(), []
    root = german.as_uri() + "/"
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def failed(request: Any) -> None:
        # What a page that is left at once was still to load is no error.
        if request.failure != "net::ERR_ABORTED" and not request.url.startswith("blob:"):
            said.append(f"failed: {request.url}: {request.failure}")

    page.on("requestfailed", failed)
    page.on(
        "request",
        lambda r: said.append(f"elsewhere: {r.url}") if not r.url.startswith((root, "data:", "blob:")) else None,
    )
    yield page, said
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_every_link_leads_to_a_file(german: Path, heard: tuple[Any, list[str]]) -> None:
    page, said = heard
    seen: set[str] = set()
    waiting = [(german / "index.html").as_uri()]
    diagrams = 0
    while waiting:
        address = waiting.pop()
        path = Path(unquote(urlsplit(address).path))
        assert path.is_file(), address
        if address in seen or path.suffix != ".html":
            continue
        seen.add(address)
        page.goto(address)
        page.wait_for_function("!document.querySelector('pre.cx-mermaid:not([data-cx-failed])')")
        page.wait_for_function("!document.querySelector('table[data-cx-table]:not([data-cx-ready])')")
        assert not page.query_selector("[data-cx-failed]")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        page.wait_for_function(
            "[...document.querySelectorAll('figure.cx-diagram')].every((one) => one.querySelector('svg'))"
        )
        diagrams += len(page.query_selector_all("figure.cx-diagram svg"))
        links = "all => all.map((a) => a.href.baseVal === undefined ? a.href : new URL(a.href.baseVal, location).href)"
        waiting += [
            link.split("#")[0].split("?")[0]
            for link in page.eval_on_selector_all("a[href], svg a", links)
            if link.startswith("file:")
        ]
    assert len(seen) > 25 and diagrams >= 3
    assert said == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_reviewer_searches_and_clicks(german: Path, heard: tuple[Any, list[str]]) -> None:
    page, said = heard
    page.goto((german / "index.html").as_uri())
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.type("evening", delay=20)
    page.click(".md-search-result__item a")
    page.wait_for_url("**/index.html?h=evening*")
    page.wait_for_selector("mark")
    assert "evening" in page.title().lower()
    page.goto((german / "index.html").as_uri())
    page.click(".md-tabs__item:nth-child(2) a")
    page.wait_for_url("**/board/index.html")
    page.goto((german / "initiatives/index.html").as_uri())
    page.wait_for_selector("form.cx-filter[data-cx-ready]")
    page.fill("form.cx-filter input", "evening")
    assert page.eval_on_selector_all("table tbody tr", "all => all.filter((row) => row.hidden).length") > 0
    assert said == []
