"""Whether Chinese can be parted into words here."""

from __future__ import annotations

from importlib.util import find_spec


def has_words_of_chinese() -> bool:
    """Whether jieba is installed, which the theme's search takes for Chinese; without it, characters are what is
    found."""
    return find_spec("jieba") is not None
