"""The Markdown of bodies and pages: the extensions, said once, for the engine and for whoever judges what comes out."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import fence_code_format  # type: ignore[import-untyped]

FENCES: tuple[Mapping[str, Any], ...] = tuple(
    {"name": name, "class": "cx-mermaid", "format": fence_code_format} for name in ("cx-mermaid", "mermaid")
)
"""Our own class, so that the theme does not load Mermaid from another host for it."""

EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "sane_lists": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.magiclink": {},
    "pymdownx.superfences": {"custom_fences": FENCES},
    "pymdownx.tasklist": {},
    "pymdownx.tilde": {"subscript": False},
    "pymdownx.blocks.admonition": {},
    "pymdownx.blocks.caption": {},
    "pymdownx.blocks.definition": {},
    "pymdownx.blocks.details": {},
    "pymdownx.blocks.html": {},
    "pymdownx.blocks.tab": {"alternate_style": True},
}
"""Each extension with its options, as the engine gets them."""

_OF_THE_ENGINE = ("toc", "tables", "fenced_code")
FOLLOWED = f"data-{secrets.token_hex(8)}"
"""The attribute that marks links and images of Markdown, which the engine follows; HTML by hand can't have it."""


class ConversionError(Exception):
    """The engine can't make HTML of this."""


def to_html(text: str) -> str:
    """The HTML that the engine makes of `text`. Raises `ConversionError` where it would stop.

    Takes time with the square of what stands open in a paragraph: ask `bounds` first.
    """
    converter = getattr(_LOCAL, "converter", None) or _converter()
    # One that was interrupted may hold what it had begun.
    _LOCAL.converter = None
    try:
        made: str = converter.convert(text)
    except Exception as error:
        raise ConversionError(f"{type(error).__name__}: {error}".strip(": ")) from error
    _LOCAL.converter = converter.reset()
    return made


_LOCAL = threading.local()


def _converter() -> markdown.Markdown:
    names = [*_OF_THE_ENGINE, *(name for name in EXTENSIONS if name not in _OF_THE_ENGINE)]
    options = {name: dict(said) for name, said in EXTENSIONS.items()}
    made = markdown.Markdown(extensions=names, extension_configs=options)
    made.treeprocessors.register(_Follower(made), "followed", 0)
    return made


class _Follower(Treeprocessor):
    """Follows links and images as the engine does, which stops at one that leads nowhere."""

    def run(self, root: Element) -> None:
        """Mark each link and image."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            if name is None:
                continue
            if element.get(name) is None:
                raise ConversionError(f"`{element.tag}` without `{name}`")
            element.set(FOLLOWED, "")
