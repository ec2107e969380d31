"""CX035: hand-written pages at addresses that are taken."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.model.addresses import FILE_FOLDERS, SECTION_ADDRESSES, page_address
from cxsite.model.roadmap import Key

_PAGE = "---\ntitle: How we decide\n---\nTogether.\n"


@rule(
    "CX035",
    "page-address-taken",
    "error",
    bad=tree(initiative(), {"pages/board.md": _PAGE}),
    good=tree(initiative(), {"pages/how-we-decide.md": _PAGE}),
)
def page_address_taken(context: Context) -> Iterator[Problem]:
    """A hand-written page lies where the site puts a page of its own: an index page such as the board, the page (or an
    old address) of an item, or another hand-written page. Only one of the two could be read."""
    taken = _of_items(context)
    index = {address: name.replace("_", " ") for name, address in SECTION_ADDRESSES.items()}
    for path in sorted(context.roadmap.pages):
        key, address = ("page", path), page_address(path)
        folder = path.partition("/")[0]
        if path == "index":
            continue
        if address in index:
            yield _problem(key, address, f"the site's own page “{index[address]}”")
        elif folder in FILE_FOLDERS:
            yield _problem(key, address, f"files of the site, which lie in `{folder}/`")
        elif address in taken:
            other = taken[address]
            yield _problem(key, address, f"the {other[0]} `{other[1]}`", other)
        taken.setdefault(address, key)


def _of_items(context: Context) -> dict[str, Key]:
    """The addresses at which items have pages or redirects, for whatever readers."""
    found: dict[str, Key] = {}
    for kind, key, item in context.items():
        worded = [words["id"] for words in item.wording.values() if "id" in words]
        for id_ in (key[1], *worded, *item.aliases):
            found.setdefault(f"{kind.folder}/{id_}/", key)
    return found


def _problem(key: Key, address: str, what: str, other: Key | None = None) -> Problem:
    return Problem(
        Place(key),
        f"the address `{address}` belongs to {what}",
        "rename the page's file, or put it into another folder",
        ((Place(other), "this has the address"),) if other else (),
    )
