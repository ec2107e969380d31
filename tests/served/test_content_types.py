"""No file of a site is without a type: what assets may be, what a stage writes, what the theme brings."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import material

from cxsite.assets.publishable import ENDINGS
from cxsite.render.render import render
from cxsite.site.served.content_types import TYPES, UNKNOWN, content_type
from tests.projection.build import public, view


def test_every_file_that_a_site_may_have_has_a_type(repository: Path) -> None:
    kpi = public({"metric": "nps", "measurements": [{"date": "2025-12-31", "value": "3", "n": "90"}]})
    written = set(render(view("public", ("kpi:nps", kpi))).files)
    assert {"series.csv", "roadmap.json"} <= written
    theme = Path(material.__file__).parent / "templates" / "assets"
    brought = [path for folder in (theme, repository / "theme_overrides" / "assets") for path in folder.rglob("*.*")]
    assert len(brought) > 20
    endings = {PurePosixPath(name).suffix for name in written} | {path.suffix for path in brought} | ENDINGS
    assert endings - TYPES.keys() == set()


def test_texts_say_that_they_are_utf_8() -> None:
    assert content_type("series.csv") == "text/csv; charset=utf-8"
    assert content_type("assets/Photo.JPEG") == "image/jpeg"
    assert content_type("assets/cxsite/vendor/mermaid.mjs") == "text/javascript; charset=utf-8"
    assert content_type("assets/x.unknown") == UNKNOWN
