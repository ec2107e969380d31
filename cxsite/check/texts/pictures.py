"""What links and images probably lead to that are written in another way than the format has it."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

from cxsite.check.context import Context
from cxsite.check.place import Place
from cxsite.check.rule import Repair
from cxsite.check.texts.body_links import BodyLink
from cxsite.model.kinds import link_folders
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path
from cxsite.model.typed.nearest import nearest
from cxsite.model.typed.unseen import plain

_FOLDERS = re.compile(r"(?:\.{0,2}/)*(?:(?:content|docs)/)?(?:assets?/)?", re.IGNORECASE)
_SURE = ": it is only the nearest name"


def asset_meant(address: str, assets: Collection[str]) -> tuple[str, bool] | None:
    """The asset that an address probably means, and whether it can be nothing else."""
    bare = plain(unquote(address)).replace("\\", "/")
    bare = bare[_FOLDERS.match(bare).end() :]  # type: ignore[union-attr]
    if bare in assets:
        return bare, True
    same = [name for name in assets if name.casefold() == bare.casefold()]
    if len(same) == 1:
        return same[0], True
    near = nearest(bare, assets)
    return (near[0], False) if len(near) == 1 else None


def to_asset(name: str) -> str:
    """An asset as the address of an image in a body."""
    return f"<../assets/{name}>" if re.search(r"[\s()]", name) else f"../assets/{name}"


def readdressed(context: Context, link: BodyLink, address: str, *, sure: bool = True) -> Repair | None:
    """The same link or image to another address; nothing where its place can't be found."""
    text = next((body.text for body in context.bodies if (body.key, body.at) == (link.key, link.at)), "")
    written = text[link.offset : link.offset + link.length]
    start, length = written.rfind(link.address), len(link.address)
    if start < 0 or not link.address:
        return None
    if written[start - 1] == "<" and written[start + length : start + length + 1] == ">":
        start, length = start - 1, length + 2
    place = Place(link.key, link.at, body=(link.offset + start, length))
    return Repair("safe" if sure else "unsafe", f"write `{address}`{'' if sure else _SURE}", ((place, address),))


def meant_link(context: Context, key: Key, at: Path, offset: int) -> Repair | None:
    """What to write instead of the address of the link around a place of a body that leads nowhere it may."""
    for link in context.links:
        inside = (link.key, link.at) == (key, at) and link.offset <= offset < link.offset + link.length
        if not inside:
            continue
        if link.image and link.target is None and (found := asset_meant(link.address, context.roadmap.assets)):
            return readdressed(context, link, to_asset(found[0]), sure=found[1])
        if link.target is not None and (kind := link_folders().get(link.target.kind)):
            new = f"{kind}:{link.target.id}"
            if context.exists((kind, link.target.id)):
                return readdressed(context, link, new)
    return None
