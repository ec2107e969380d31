"""Writes the pages of the documentation that are made from the code: `python docs/generate.py`."""

from __future__ import annotations

from pathlib import Path

from cxsite.pipeline.rules import RULES
from cxsite.scaffold.export_schema import export_page
from cxsite.scaffold.reference import format_page, rules_page

DOCS = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Each generated page by its file's name."""
    return {"format.md": format_page(), "roadmap-json.md": export_page(), "rules.md": rules_page(RULES)}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
