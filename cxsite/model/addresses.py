"""Addresses that hand-written pages have, and those that they may not have."""

from __future__ import annotations

FILE_FOLDERS = ("assets", "search")
"""Folders of a site that hold files of the theme and the engine."""


def page_address(path: str) -> str:
    """The address of a hand-written page: its place below `pages/` without the ending; `index` is the home page."""
    return "" if path == "index" else f"{path.removesuffix('/index')}/"
