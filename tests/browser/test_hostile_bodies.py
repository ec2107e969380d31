"""Hostile bodies that the checker lets through do nothing in a real browser, under the policy of their site."""

from __future__ import annotations

import dataclasses
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxsite.markdown.refusals import judge
from cxsite.model.body import without_comments
from cxsite.model.roadmap import Page
from cxsite.pipeline.reading import read
from cxsite.projection.projection import project
from cxsite.render.render import render
from cxsite.site.engines.staged_project import write_stage
from cxsite.site.folders.contents import contents
from cxsite.site.project import read_project
from tests.browser.served import Listener, served
from tests.check.trees import settings
from tests.markdown.generated import ACTS, hostile
from tests.site.small import run
from tests.sites import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BODIES = 2000 if os.environ.get("CXSITE_THOROUGH") else 400
BROKEN = """() => {
  const said = [];
  const one = (what, selector) => {
    const found = document.querySelectorAll(selector).length;
    if (found !== 1) said.push(`${found} times ${what}`);
  };
  one("article", "article");
  one("footer", "body > .md-container > .md-footer");
  one("config", "#__config");
  one("search", "#__search");
  one("drawer", "#__drawer");
  one("end of the article", "main .md-content > article.md-content__inner");
  if (document.title.includes("acted")) said.push("the title was changed");
  for (const element of document.querySelectorAll("article *")) {
    const style = getComputedStyle(element);
    if (["fixed", "sticky"].includes(style.position)) said.push(`<${element.localName}> covers the page`);
    if (element.matches("script, iframe, object, embed, form, base, meta, link, style, video, audio"))
      said.push(`<${element.localName}> is there`);
    for (const attribute of element.attributes)
      if (attribute.name.startsWith("on")) said.push(`${attribute.name} is there`);
  }
  return said;
}"""


def let_through(seed: int, count: int) -> Iterator[str]:
    """The hostile bodies that are not refused."""
    rng = random.Random(seed)
    for _ in range(count):
        body = hostile(rng)
        if not judge(without_comments(body)):
            yield body


def test_nothing_acts(repository: Path, tmp_path: Path, browser: Any) -> None:
    bodies = list(dict.fromkeys(let_through(2026, BODIES)))
    assert 20 < len(bodies) < BODIES / 2
    site = read(settings(repository)).roadmap
    assert site is not None
    pages = {f"tried-{number}": _page(number, body) for number, body in enumerate(bodies)}
    # The frame is that of the reference site; its items would only be built as well.
    whole = dataclasses.replace(site, pages=pages, items={})
    stage = render(project(whole, whole.levels["public"], TODAY))
    write_stage(read_project(str(repository / "mkdocs.yml")), stage, tmp_path / "staged")
    done = run(tmp_path / "staged", "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "staged" / "site"
    acted: list[tuple[str, list[str]]] = []
    tried = {f"tried-{number}/": body for number, body in enumerate(bodies)}
    with served(folder, contents(folder).policy) as address:
        listener = Listener(browser, address)
        # Diagrams are drawn after the page was loaded, and handlers of what fails run then.
        for path, page in listener.open_all(list(tried)):
            if said := page.evaluate(BROKEN):
                acted.append((tried[path], said))
        listener.close()
    assert acted == [], "\n".join(map(repr, acted))
    assert listener.heard == [], "\n".join(f"{said} {tried.get(said.split(':')[0])!r}" for said in listener.heard)


def test_what_is_refused_would_have_acted(browser: Any, tmp_path: Path) -> None:
    """The test can fail: what is refused, published all the same, is heard or seen."""
    (tmp_path / "index.html").write_text(f"<article><img src=x onerror={ACTS}></article>")
    with served(tmp_path) as address:
        listener = Listener(browser, address)
        listener.open("")
        said = listener.page.evaluate(BROKEN)
        assert "the title was changed" in said and "onerror is there" in said
        listener.close()


def _page(number: int, body: str) -> Page:
    return Page.model_validate(
        {"path": f"tried-{number}", "title": f"No. {number}", "visibility": "public", "body": body}
    )
