"""The second lock: a built site is read for what its audience may not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary, make_dictionary
from cxsite.audit.leak import Leak
from cxsite.model.roadmap import Roadmap, View

_MOST_TOLD = 25


@dataclass(frozen=True, slots=True)
class Interface:
    """What a site holds besides its content: the interface's own texts, and the sha256 of files of packages and of
    `content/public`."""

    texts: tuple[str, ...]
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the site of one audience may not hold: what `roadmap` says and `view` does not; `content` is the folder."""

    roadmap: Roadmap
    view: View
    content: Path

    @property
    def withholds_nothing(self) -> bool:
        """Whether nothing is withheld from this audience."""
        return self.view.audience == self.roadmap.levels.most

    def leaks(self, site: Path, interface: Interface) -> tuple[Leak, ...]:
        """What a built site tells its audience although it may not."""
        return () if self.withholds_nothing else audit(site, self.dictionary(interface), interface.files)

    def dictionary(self, interface: Interface) -> Dictionary:
        """What the site may not hold."""
        return make_dictionary(self.roadmap, self.view, self.content, interface.texts)


def leaks_told(audience: str, leaks: Sequence[Leak]) -> str:
    """All leaks in one message; of many the first, and how many more there are."""
    told = [f"  {leak}" for leak in leaks[:_MOST_TOLD]]
    if len(leaks) > _MOST_TOLD:
        told.append(f"  and {len(leaks) - _MOST_TOLD} more")
    things = "one thing" if len(leaks) == 1 else f"{len(leaks)} things"
    return "\n".join([f"the {audience} site holds {things} that {audience} readers may not see:", *told])
