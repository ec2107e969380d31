"""A section of a site: where its index page stands, and for whom there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cxsite.model.levels import INTERNAL
from cxsite.model.roadmap import View

HasSomething = Callable[[View], bool]


def for_colleagues(view: View) -> bool:
    """Whether the audience may see what is internal."""
    return any(level.name == INTERNAL and level.visible_to(view.audience) for level in view.levels)


def has(kind: str) -> HasSomething:
    """Whether a View has items of a kind."""
    return lambda view: bool(view.items.get(kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`key` names its words: `section_<key>`, the title, and `lead_<key>`, the line below it; the section of a kind has
    the kind's name. `address` ends in a slash, `tab` names the words of its tab: `tab_<tab>`.

    `holds` says whether a View has anything for it; one for `colleagues` is only there for readers of what is internal.
    In its tab it stands after those with a lower `place`.
    """

    key: str
    address: str
    tab: str
    holds: HasSomething = lambda view: True
    colleagues: bool = False
    place: int = 0

    def shown(self, view: View) -> bool:
        """Whether the audience of a View has this section."""
        return (for_colleagues(view) or not self.colleagues) and self.holds(view)
