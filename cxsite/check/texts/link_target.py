"""What links in bodies lead to."""

from __future__ import annotations

from cxsite.check.context import Context
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.link_grammar import Target


def exists(context: Context, target: Target) -> bool:
    """Whether a link's target is there. A scheme that is no kind at all is another rule's matter."""
    if target.kind == "page":
        return target.id in context.roadmap.pages or context.is_broken("page", target.id)
    if target.kind in POINTS or (target.kind == "journey" and "/" in target.id):
        journey, _, point = target.id.partition("/")
        return (journey, point) in context.points or context.is_broken("journey", journey)
    return target.kind not in BY_NAME or context.exists((target.kind, target.id))
