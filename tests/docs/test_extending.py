"""The guide for those who extend cxsite names files that are there, and keys and records that are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


def test_every_file_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"`((?:cxsite|tests|theme_overrides|content)/[\w./-]*)`", TEXT))
    assert len(named) > 10
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_every_section_is_there_that_the_readme_promises() -> None:
    sections = set(re.findall(r"^## An? (\w+)", TEXT, re.M))
    assert sections >= {"field", "page", "language", "kind", "rule", "derived"}


def test_what_the_examples_call_is_there() -> None:
    rooms = ("cxsite/render", "cxsite/templates", "cxsite/model")
    files = [file for room in rooms for file in (ROOT / room).rglob("*") if file.suffix in (".py", ".html")]
    code = "\n".join(file.read_text("utf-8") for file in files)
    for name in ("row_links", "index_head", "_of_kind", "item_pages", "has", "index", "field"):
        assert re.search(rf"\b{name}\(", TEXT), f"the guide no longer shows {name}"
        assert re.search(rf"\b(?:def|macro|set) {name}\b", code), f"{name} is gone: mend docs/extending.md"
    for name in ("SitePage", "TeamRef", "PAGES", "KINDS"):
        assert re.search(rf"^(?:class )?{name}\b", code, re.M), f"{name} is gone: mend docs/extending.md"
