"""What of a body was meant as a link, or as another item, and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.check.texts.body_links import with_scheme, without_plain_links
from cxsite.check.texts.local_links import addresses_in
from cxsite.matching.silent import silent
from cxsite.model.body import lines_of
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.link_grammar import LINK, LOOSE_LINK, WIKI

_FURTHER_ITEM = re.compile(
    r"^---[ \t]*\n(?=(?:[a-z_]+:.*\n)?title:[ \t]+\S)(?:[A-Za-z_][\w-]*:.*\n|[ \t]+.*\n|- .*\n|#.*\n)+---[ \t]*$",
    re.MULTILINE,
)
_KIND = "|".join((*BY_NAME, *POINTS))
_APART = re.compile(
    rf"(?<!\!)\[(?P<label>[^\[\]\n]+)\][ \t]+\((?P<address>(?:(?:{_KIND}|page|asset):|https?://|mailto:|\.{{1,2}}/)[^()\s]+)\)"
    rf"|\[(?P<label2>[^\[\]\n]+)\]\((?P<address2>(?:{_KIND}|page|asset):\s+[^()\s]+)\)"
    rf"|\((?P<address3>(?:{_KIND}|page|asset):[^()\s]+|https?://[^()\s]+)\)\[(?P<label3>[^\[\]\n]+)\]"
)
_BARE = re.compile(
    rf"(?<![\w/:`])(?P<kind>{_KIND}):(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?)(?![\w/-])"
)
_MAY_BE_APART = re.compile(rf"\][ \t]+\(|\]\((?:{_KIND}|page|asset):\s|\)\[")
_MAY_BE_BARE = re.compile(rf"(?:{_KIND}):[a-z0-9]")
_CODE = re.compile(r"(?P<ticks>`+)[^`].*?(?P=ticks)", re.DOTALL)


@silent
def further_items(body: str) -> Iterator[int]:
    """Where the first further item begins."""
    if "---" in body and (match := _FURTHER_ITEM.search(_without_code(body))):
        yield match.start()


@silent
def without_scheme(body: str, kind: str) -> Iterator[tuple[int, int, str, str]]:
    """The addresses of hosts and mailboxes without a scheme: where, how long, the address, and the right one."""
    for link in addresses_in(body, kind, images=True):
        if better := with_scheme(link.address):
            yield link.offset, link.length, link.address, better


@silent
def links_apart(body: str) -> Iterator[tuple[int, int, str, str]]:
    """Labels that stand apart from their addresses: where, how long, and both."""
    plain = _without_code(body)
    for match in _APART.finditer(plain) if _MAY_BE_APART.search(plain) else ():
        label = match["label"] or match["label2"] or match["label3"]
        yield (
            match.start(),
            len(match[0]),
            label,
            re.sub(r"\s", "", match["address"] or match["address2"] or match["address3"]),
        )


@silent
def bare_names(body: str) -> Iterator[tuple[int, str, str]]:
    """What looks like the bare name of an item: where, and its kind and id."""
    rest = _without_code(body)
    if not _MAY_BE_BARE.search(without_plain_links(rest)):
        return
    for pattern in (_APART, LINK, WIKI, LOOSE_LINK, re.compile(r"^[ \t>]*\[[^\]]+\]:.*$|<[^<>]*>", re.MULTILINE)):
        rest = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), rest)
    for match in _BARE.finditer(rest):
        yield match.start(), match["kind"], match["id"]


def _without_code(body: str) -> str:
    if "`" not in body and "~~~" not in body:
        return body
    lines = [" " * len(line.text) if line.is_code else line.text for line in lines_of(body)]
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines))
