"""Both reference sites run under the strict content security policy that their manifests name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cxsite.cli.main import main
from cxsite.site.csp import content_security_policy
from tests.browser.served import Listener, page_types, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def sites(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sites")
    assert main(["build", "--config", str(repository / "mkdocs.yml"), "--audience", "all", "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("level", ["public", "internal"])
def test_no_page_violates_the_policy(level: str, sites: Path, browser: Any) -> None:
    policy = json.loads((sites / f"{level}.manifest.json").read_text())["content_security_policy"]
    assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy.split("style-src")[0] and "unsafe-eval" not in policy
    with served(sites / level, policy) as address:
        listener = Listener(browser, address)
        pages = page_types(sites / level)
        assert len(pages) > 20
        for path in pages:
            listener.open(path)
        # The parts that need scripts work: a search finds, a diagram is drawn.
        listener.open("")
        listener.page.keyboard.press("/")
        listener.page.keyboard.type("basket", delay=20)
        listener.page.wait_for_selector(".md-search-result__item", state="attached")
        listener.open("timeline/")
        listener.page.wait_for_selector(".cx-mermaid svg, .cx-diagram svg", state="attached")
        said = [line for line in listener.heard if not line.startswith("404.html")]
        assert said == []
        assert listener.requests > 3 * len(pages)
        listener.page.close()


def test_the_policy_stops_what_is_not_of_the_site(tmp_path: Path, browser: Any) -> None:
    """The test can fail: what the page does beyond its own scripts is refused, and heard."""
    (tmp_path / "index.html").write_text("<script>document.title = 'own'</script><p>x</p>")
    policy = content_security_policy(tmp_path)
    (tmp_path / "index.html").write_text(
        "<script>document.title = 'own'</script><script>document.title = 'other'</script>"
        '<img src="https://elsewhere.example/x.png"><p onclick="alert(1)">x</p>'
    )
    with served(tmp_path, policy) as address:
        listener = Listener(browser, address)
        listener.open("")
        listener.page.click("p")
        assert listener.page.title() == "own"
        heard = " ".join(listener.heard)
        assert "CSP script-src-elem" in heard and "CSP script-src-attr" in heard and "CSP img-src" in heard
        listener.page.close()
