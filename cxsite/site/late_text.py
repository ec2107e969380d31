"""Texts of pages that Python-Markdown gets, and no plugin before it.

Plugins such as macros or include-markdown take what stands in a page for their own language: a body with `{{ … }}` in
it would run. So they see a token in the place of the text, and Python-Markdown puts the text in, after its snippets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

EXTENSION = "cxsite.site.late_text"
"""The extension's name, by which MkDocs finds it."""
_AFTER_SNIPPETS = 31


def token_of(uri: str) -> str:
    """What stands for the text of a page."""
    return f"cxsite-text-{hashlib.sha256(uri.encode()).hexdigest()[:20]}"


def with_token(uri: str, head: str) -> str:
    """A page with its front matter, and a token in the place of its text."""
    return f"{head}\n{token_of(uri)}\n"


class _Texts(Preprocessor):
    def __init__(self, md: Markdown, texts: MutableMapping[str, Callable[[], str]], used: set[str]) -> None:
        super().__init__(md)
        self._texts, self._used = texts, used

    def run(self, lines: list[str]) -> list[str]:
        found: list[str] = []
        for line in lines:
            text = self._texts.get(line.strip())
            if text is None:
                found.append(line)
            else:
                self._used.add(line.strip())
                found += text().split("\n")
        return found


class LateText(Extension):
    """Puts `texts` in the place of their tokens, each made when it is needed; `used` are the tokens that were met."""

    def __init__(self, **options: Any) -> None:
        self.config = {"texts": [{}, "text by token"], "used": [set(), "tokens that were met"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register with Python-Markdown."""
        texts = _Texts(md, self.getConfig("texts"), self.getConfig("used"))
        md.preprocessors.register(texts, "cxsite-text", _AFTER_SNIPPETS)


def makeExtension(**options: Any) -> LateText:  # noqa: N802
    """What Python-Markdown calls."""
    return LateText(**options)
