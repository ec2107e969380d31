"""The style sheet of heights: a class for each height that a page may name.

A site's policy forbids styles in pages, so each number that a template writes into a class has a rule here.
`python docs/generate.py` writes the file beside the other style sheets.
"""

from __future__ import annotations

from cxsite.render.diagrams.mermaid import HIGHEST

STYLE_SHEET = "assets/cxsite/heights.css"
"""Where the style sheet lies, below the theme's overrides and in a site."""

PLACES: tuple[tuple[str, str, int], ...] = (("cx-h-", "--cx-h", HIGHEST),)
"""How a class begins, the property that it sets, and up to which number: how high a diagram is, in steps of 20 px."""

_HEAD = """\
/*
 * Heights of diagrams. Written by `python docs/generate.py` from cxsite/render/diagram_heights.py.
 */
"""


def heights_css() -> str:
    """The style sheet."""
    groups = (
        "".join(f".{name}{number} {{ {property_}: {number}; }}\n" for number in range(1, most + 1))
        for name, property_, most in PLACES
    )
    return "\n".join((_HEAD, *groups))
