"""What addresses, numbers and amounts look like that readers below internal mostly should not get."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.matching.amounts import amounts_in
from cxsite.matching.silent import silent
from cxsite.model.link_grammar import blank_comments

# What a text looks like, the pattern, and signs of which each match holds one: looking for these is much quicker.
_DETAILS = (
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"), ("@",)),
    ("a phone number", re.compile(r"(?<![\w.-])(?:\+\d{1,3}|0\d)[\d ()/-]{6,}\d(?![\w-])"), ("+", "0")),
    (
        "an internal host name",
        re.compile(r"(?<![\w-])[\w-]+\.(?:local|internal|intranet|corp|lan)\b(?!\s*$)", re.IGNORECASE),
        (".local", ".int", ".corp", ".lan"),
    ),
)
_ADDRESS = re.compile(
    r"https?://(?:[^\s/@]*@)?(?:localhost|[a-z][a-z0-9-]*(?=[:/\s)>\]\"']|$)|\[[0-9a-f:]+\]"
    r"|(?:127|10)(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
    r"|(?:[a-z0-9-]+\.)*(?:intranet|internal)\.[a-z0-9.-]+"
    r"|(?:[a-z0-9-]+\.)+(?:local|internal|intranet|corp|lan|home|localdomain)(?![\w.-]))(?::\d+)?",
    re.IGNORECASE,
)


CONTACTS = frozenset({"an e-mail address", "a phone number"})
"""Those by which somebody can be reached."""


@silent
def private_details(text: str, shown: str) -> Iterator[tuple[str, int, int]]:
    """What each private detail of a text looks like, and where it begins and ends; the first of each sort.

    `shown` is what of the text is read as words, in the same places: addresses are looked at in the whole.
    """
    lowered = text.lower()
    found = set()
    for what, pattern, signs in _DETAILS:
        if any(sign in lowered for sign in signs) and (match := pattern.search(shown)):
            found.add(what)
            yield what, *match.span()
    if amount := next(amounts_in(shown), None):
        yield "an amount of money", *amount
    if "://" in lowered and "an internal host name" not in found:
        # What stands in a comment is read by nobody.
        for match in _ADDRESS.finditer(blank_comments(text)):
            yield "an address that only colleagues can open", *match.span()
            return
