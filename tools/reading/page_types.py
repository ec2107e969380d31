"""The types of pages of a built site: each page that there is once, and for each kind of item its longest page."""

from __future__ import annotations

from pathlib import Path


def page_types(site: Path) -> dict[str, str]:
    """Name and address of one page of each type. The longest item shows most of what its type can hold."""
    found = {"home": ""}
    for page in sorted(site.glob("*/index.html")):
        section = page.parent
        found[section.name] = f"{section.name}/"
        items = [item for item in section.glob("*/index.html") if not _leads_away(item)]
        if items:
            longest = max(items, key=lambda item: (item.stat().st_size, item.as_posix()))
            found[f"{section.name}-item"] = f"{section.name}/{longest.parent.name}/"
    found["missing"] = "no-such-page/"
    return found


def _leads_away(page: Path) -> bool:
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")[:2000]
