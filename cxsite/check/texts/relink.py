"""Links in bodies to what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from cxsite.check.context import Context
from cxsite.check.meant import Meant
from cxsite.check.place import Place
from cxsite.check.rule import Repair
from cxsite.check.texts.body_links import BodyLink
from cxsite.check.texts.pictures import readdressed
from cxsite.model.kinds import BY_NAME, link_folders
from cxsite.model.link_grammar import Target, read_target


def relinked(context: Context, links: Sequence[BodyLink], meant: Meant) -> Repair | None:
    """The addresses of links to one thing that is not there, as they are with the one thing that is probably meant."""
    if len(meant.texts) != 1:
        return None
    new = meant.texts[0]
    bodies = {(body.key, body.at): body.text for body in context.bodies}
    changes: list[tuple[Place, str | None]] = []
    for link in links:
        target = link.target
        written = bodies.get((link.key, link.at), "")[link.offset : link.offset + link.length]
        start = written.rfind(link.address)
        if target is None or start < 0:
            return None
        address = link.address.replace(target.id, new, 1)
        if read_target(address, link_folders(), link.key[0]) != Target(target.kind, new, target.anchor):
            return None
        changes.append((Place(link.key, link.at, body=(link.offset + start, len(link.address))), address))
    why = "" if meant.sure else ": it is only the nearest id"
    return Repair("safe" if meant.sure else "unsafe", f"link to `{new}`{why}", tuple(changes))


def of_another_kind(context: Context, links: Sequence[BodyLink]) -> Repair | None:
    """The only link to something that is not there, to the only item of its id, which is of another kind."""
    target = links[0].target
    if len(links) > 1 or target is None or target.kind not in BY_NAME:
        return None
    kinds = [kind for kind in BY_NAME if target.id in context.roadmap.items.get(kind, {})]
    return readdressed(context, links[0], f"{kinds[0]}:{target.id}") if len(kinds) == 1 else None
