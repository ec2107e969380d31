"""Words of different parts of a page, kept apart for the search.

The theme's plugin takes the tags away: what stands side by side in a list of facts or on a card would become one word
that nobody can find, and that reads badly among the results.
"""

from __future__ import annotations

import re

from cxsite.site.engines.sections import TAG

# Tags behind the end of a word or a sentence, and before a word.
_BETWEEN = re.compile(rf"<(?:(?<=[\w%)!?…”»€$]<)|(?<=\w[.,:;]<)){TAG[1:]}(?:{TAG})*(?=[\w“„«])")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# What stands in the middle of words: emphasis, links, notes.
_IN_WORDS = frozenset(
    {"a", "abbr", "b", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)


def words_apart(html: str) -> str:
    """The HTML with a space wherever only tags part two words, but for those that may stand inside of one."""
    return _BETWEEN.sub(_parted, html)


def _parted(match: re.Match[str]) -> str:
    tags = match[0]
    found = _NAME.findall(tags)
    inside = all(name.lower() in _IN_WORDS for _, name in found) and len({end for end, _ in found}) < 2
    return tags if inside else f"{tags} "
