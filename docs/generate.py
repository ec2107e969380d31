"""Writes what is made from the code, pages of the documentation and a style sheet: `python docs/generate.py`."""

from __future__ import annotations

from pathlib import Path

from cxsite.pipeline.rules import RULES
from cxsite.render.diagram_heights import STYLE_SHEET, heights_css
from cxsite.scaffold.export_schema import export_page
from cxsite.scaffold.reference import format_page, rules_page

DOCS = Path(__file__).resolve().parent
THEME = DOCS.parent / "theme_overrides"


def pages() -> dict[str, str]:
    """Each generated page by its file's name."""
    return {"format.md": format_page(), "roadmap-json.md": export_page(), "rules.md": rules_page(RULES)}


def written() -> dict[Path, str]:
    """Everything that is made from the code, by its file."""
    return {**{DOCS / name: text for name, text in pages().items()}, THEME / STYLE_SHEET: heights_css()}


if __name__ == "__main__":
    for file, text in written().items():
        file.write_text(text, encoding="utf-8", newline="\n")
