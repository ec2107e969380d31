"""Addresses that a site gives to its own pages: the one list of them, for rendering and for the check."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.model.kinds import KINDS

SECTION_ADDRESSES: Mapping[str, str] = {
    "board": "board/",
    "timeline": "timeline/",
    "whats_new": "whats-new/",
    "on_a_page": "on-a-page/",
    "prioritization": "prioritization/",
    "traceability": "traceability/",
    "health": "health/",
    "visibility": "visibility/",
    **{kind.name: f"{kind.folder}/" for kind in KINDS},
}
"""The address of every index page by its key; that of a kind has the kind's name."""

FILE_FOLDERS = ("assets", "search")
"""Folders of a site that hold files of the theme and the engine."""


def page_address(path: str) -> str:
    """The address of a hand-written page: its place below `pages/`."""
    return f"{path.removesuffix('/index')}/"
