"""Both reference sites run under the strict content security policy that their manifests name."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxsite.site.folders.contents import contents
from cxsite.site.folders.csp import ASSETS_POLICY
from cxsite.site.folders.manifest import Manifest, read_manifest
from cxsite.site.served.server_config import server_config
from tests.browser.nginx import documented, get, served_by_nginx
from tests.browser.served import Listener, page_types

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(repository: Path) -> str:
    return documented((repository / "docs/hosting.md").read_text(), "/etc/nginx/sites-available/roadmap")


def headers(listed: Manifest) -> str:
    """The same variables for every level, so that one configuration serves both sites."""
    return server_config("nginx", replace(listed, audience="public"), private=False)


@pytest.mark.parametrize("level", ["public", "internal"])
def test_no_page_violates_the_policy(level: str, built_sites: Path, server: str, tmp_path: Path, browser: Any) -> None:
    listed = read_manifest(built_sites / f"{level}.manifest.json")
    policy = listed.policy
    assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy.split("style-src")[0] and "unsafe-eval" not in policy
    with served_by_nginx(built_sites / level, headers(listed), server, tmp_path) as address:
        listener = Listener(browser, address)
        pages = page_types(built_sites / level)
        assert len(pages) > 20
        assert [path for path, _ in listener.open_all(pages)] == pages
        # The parts that need scripts work: a search finds, a diagram is drawn.
        listener.open("")
        listener.page.keyboard.press("/")
        listener.page.wait_for_function("document.activeElement.matches('.md-search__input')")
        listener.page.keyboard.type("basket", delay=20)
        listener.page.wait_for_selector(".md-search-result__item", state="attached")
        listener.open("timeline/")
        listener.page.locator("details.cx-fold summary", has_text="Mermaid").click()
        listener.page.wait_for_selector(".cx-mermaid svg, .cx-diagram svg", state="attached")
        assert listener.heard == []
        # A page that is not there: its status is all that the browser complains of.
        listener.open("no/such/page/")
        assert [said for said in listener.heard if "CSP" in said or "404 (Not Found)" not in said] == []
        assert listener.requests > 3 * len(pages)
        listener.close()


def test_what_nginx_answers(built_sites: Path, server: str, tmp_path: Path) -> None:
    """The documented directives do what the documentation says of each, also where a page is missing."""
    site = built_sites / "public"
    listed = read_manifest(built_sites / "public.manifest.json")
    policy = listed.policy
    with served_by_nginx(site, headers(listed), server, tmp_path) as address:
        for path, status, type_ in (
            ("", 200, "text/html; charset=utf-8"),
            ("board/", 200, "text/html; charset=utf-8"),
            ("board", 301, "text/html"),
            ("no-such-page/", 404, "text/html; charset=utf-8"),
            ("assets/no-such.css", 404, "text/html; charset=utf-8"),
            ("roadmap.ics", 200, "text/calendar; charset=utf-8"),
            ("roadmap.json", 200, "application/json"),
            ("feed.xml", 200, "text/xml; charset=utf-8"),
            ("search/search_index.json", 200, "application/json"),
        ):
            found, sent, body = get(address, path)
            assert (found, sent["Content-Type"]) == (status, type_), path
            assert sent["Content-Security-Policy"] == policy, path
            assert sent["X-Content-Type-Options"] == "nosniff", path
            assert (sent["Cache-Control"], sent["Referrer-Policy"]) == ("no-cache", "same-origin"), path
            if status == 301:
                assert sent["Location"] == "/board/"
                continue
            name = "404.html" if status == 404 else f"{path}index.html" if path.endswith("/") or not path else path
            assert sent["Content-Encoding"] == "gzip", path
            assert gzip.decompress(body) == (site / name).read_bytes(), path
        # A file of the content that somebody opens by itself may run nothing at all; the theme's own are needed.
        drawing = next((site / "assets").glob("*.svg"))
        for path, strict in ((f"assets/{drawing.name}", True), ("assets/cxsite/cxsite.js", False)):
            found, sent, _ = get(address, path)
            assert found == 200 and sent["X-Content-Type-Options"] == "nosniff", path
            assert ("default-src 'none'" in sent["Content-Security-Policy"]) is strict, path
        hashed = next((site / "assets/stylesheets").glob("main.*.min.css"))
        assert get(address, f"assets/stylesheets/{hashed.name}")[1]["Cache-Control"].endswith("immutable")


def test_the_policy_stops_what_is_not_of_the_site(server: str, tmp_path: Path, browser: Any) -> None:
    """The test can fail: what the page does beyond its own scripts is refused, and heard."""
    site, place = tmp_path / "site", tmp_path / "nginx"
    site.mkdir()
    place.mkdir()
    (site / "index.html").write_text("<script>document.title = 'own'</script><p>x</p>")
    listed = Manifest("public", "2026-03-31", {}, contents(site).policy, ASSETS_POLICY)
    (site / "index.html").write_text(
        "<script>document.title = 'own'</script><script>document.title = 'other'</script>"
        '<img src="https://elsewhere.example/x.png"><p onclick="alert(1)">x</p>'
    )
    with served_by_nginx(site, headers(listed), server, place) as address:
        listener = Listener(browser, address)
        listener.open("")
        listener.page.click("p")
        assert listener.page.title() == "own"
        heard = " ".join(listener.heard)
        assert "CSP script-src-elem" in heard and "CSP script-src-attr" in heard and "CSP img-src" in heard
        listener.close()
