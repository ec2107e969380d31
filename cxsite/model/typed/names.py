"""How people write the name of an item elsewhere: as a link, a path, a file, with its kind before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?(?P<target>[^()<>\n]*?)>?\s*\)")
_WIKI = re.compile(r"\[{1,2}(?P<target>[^\[\]|\n]*)(?:\|[^\[\]\n]*)?\]{1,2}")
_ENDING = re.compile(r"\.(?:md|markdown|ya?ml|html?)(?=$|#)", re.IGNORECASE)
_AROUND = " \t\"'`“”„’‘«»<>.,;#@"
_STEP = re.compile(r"\s*(?:/|#|:|>|→|\\)\s*")


def names_in(text: str, homes: Collection[str]) -> Iterator[str]:
    """What `text` may name, the likeliest first: an id, or several ids joined by `/` for a point of a journey.

    `homes` are the words that may stand before it: the name of the kind, its folder. Another word there means something
    else, so nothing is given then.
    """
    bare = text.strip()
    for pattern in (_LINK, _WIKI):
        if match := pattern.fullmatch(bare):
            bare = match["target"]
    bare = _ENDING.sub("", bare.strip(_AROUND).removesuffix("/"))
    steps = [step for step in _STEP.split(bare) if step and set(step) != {"."}]
    places = [number for number, step in enumerate(steps) if step in homes]
    known = steps[places[-1] + 1 :] if places else steps if len(steps) == 1 or ".." in text else []
    yield "/".join(known)
    if len(known) > 1:
        # A file that holds all items of its kind, and the item in it.
        yield known[-1]
    if not places and len(steps) > 1:
        yield "/".join(steps)
