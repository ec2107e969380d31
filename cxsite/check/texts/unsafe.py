"""What of a body may not stand on a site."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.texts.body_links import SOURCE_FILE
from cxsite.check.texts.written_bodies import all_readings, scanned_for
from cxsite.markdown.bounds import too_much
from cxsite.markdown.refusal_places import refused_places
from cxsite.matching.silent import silent
from cxsite.model.body import SNIPPET, lines_of, open_code
from cxsite.model.kinds import link_folders
from cxsite.model.levels import Levels
from cxsite.model.link_grammar import DEFINITION, loose_links, read_target

_CLOSE = "close it with a line `{}`; in a list, code begins on a line of its own"
Unsafe = tuple[int, int, str, str]
"""Offset, length, what is wrong, what would be right."""


@silent
def unsafe_in(body: str, kind: str, levels: tuple[str, ...]) -> Iterator[Unsafe]:
    """What of a body, of an item of a kind or of a page, a site may not hold, whichever of the levels would read it."""
    too_long = [(found.offset, 1, found.message, found.help) for found in too_much(body)]
    yield from too_long
    if not too_long:
        yield from _refused(body, levels)
    for line in lines_of(body) if "8<" in body else ():
        if not line.is_code and SNIPPET.match(line.text):
            yield line.offset, len(line.text), "a line includes another file", "write the text here"
    for match in DEFINITION.finditer(body) if "]:" in body else ():
        if read_target(match["target"], link_folders(), kind) or SOURCE_FILE.search(match["target"]):
            yield match.start(), len(match[0]), "an item is linked by reference", "link in place: `[label](kind:id)`"
    for match in loose_links(body) if "](" in body else ():
        if read_target(match["address"], link_folders(), kind) or SOURCE_FILE.search(match["address"]):
            message = f"the link to `{match['address']}` is not written so that it can be followed"
            yield match.start(), len(match[0]), message, "write `[label](kind:id)`, without brackets in the label"
    if ("```" in body or "~~~" in body) and (fence := open_code(body)):
        yield fence.offset, len(fence.text), "a code block is never closed", _CLOSE.format(fence.mark)


def _refused(body: str, levels: tuple[str, ...]) -> Iterator[Unsafe]:
    """What of a body some level would read and may not, each once."""
    told: set[tuple[int, str]] = set()
    for text in all_readings(body, Levels(levels), lambda text: scanned_for(text, levels)):
        fence = open_code(text)
        for offset, length, refusal in refused_places(f"{text}\n{fence.mark}" if fence else text):
            if (offset, refusal.message) not in told:
                told.add((offset, refusal.message))
                yield offset, length, refusal.message, refusal.help
