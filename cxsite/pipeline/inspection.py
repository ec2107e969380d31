"""The second lock: a built site is read for what its audience may not see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cxsite.audit.acceptance import Accepted
from cxsite.audit.dictionary import Dictionary, make_dictionary
from cxsite.audit.leak import Leak
from cxsite.audit.withheld_before import Earlier
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.explanation import Explanation, Interface
from cxsite.pipeline.leak_places import said_in, written_in
from cxsite.pipeline.settings import Settings
from cxsite.processes.parallel import Both, in_turn

if TYPE_CHECKING:
    from cxsite.audit.self_test import Trial

_MOST_TOLD = 25


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the site of one audience may not hold: what `roadmap` says and `view` does not.

    `content` and `further` are the folders of the content, `earlier` is what editions withheld.
    """

    roadmap: Roadmap
    view: View
    content: Path
    further: tuple[Path, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def withholds_nothing(self) -> bool:
        """Whether nothing is withheld from this audience."""
        return self.view.audience == self.roadmap.levels.most

    def leaks(
        self, site: Path, interface: Interface, accepted: Accepted | None = None, both: Both = in_turn
    ) -> tuple[Leak, ...]:
        """What a built site tells its audience although it may not; `accepted` notes which acceptances were of use."""
        # Here and below: most builds leave it to another process to read a site.
        from cxsite.audit.audit import audit

        if self.withholds_nothing:
            return ()
        let_pass = accepted or self.accepted()
        return self.placed(audit(site, self.dictionary(interface), self.explanation(interface), let_pass, both))

    def self_test(self, site: Path, interface: Interface) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
        """Which canaries the audit would find in a copy of the site, and what it is told to let pass."""
        from cxsite.audit.self_test import self_test

        return self_test(site, self.dictionary(interface), self.explanation(interface), self.accepted())

    def dictionary(self, interface: Interface) -> Dictionary:
        """What the site may not hold."""
        return make_dictionary(self.roadmap, self.view, self.content, interface.texts, self.further, self.earlier)

    def explanation(self, interface: Interface) -> Explanation:
        """What explains itself there."""
        assets = frozenset(hashlib.sha256(data).hexdigest() for data in self.view.assets.values())
        return Explanation(interface, assets)

    def accepted(self) -> Accepted:
        """What roadmap.yml accepts for this audience on this day."""
        return Accepted.of(self.roadmap.charter.audit.accept, self.view.audience.name, self.view.today)

    def placed(self, leaks: tuple[Leak, ...]) -> tuple[Leak, ...]:
        """The leaks, each with the lines of the content that it comes from and that say it, where somebody can tell."""
        return tuple(
            replace(leak, written=written_in(self.roadmap, leak), said_in=said_in(self.roadmap, self.view, leak))
            for leak in leaks
        )


def inspection_of(roadmap: Roadmap, view: View, settings: Settings, earlier: tuple[Earlier, ...] = ()) -> Inspection:
    """The inspection of the site of a View; `earlier` is what editions withheld from its audience."""
    content, *further = settings.folders
    return Inspection(roadmap, view, content, tuple(further), earlier)


def leaks_told(audience: str, leaks: Sequence[Leak]) -> str:
    """All leaks in one message; of many the first, and how many more there are."""
    told = [f"  {leak}" for leak in leaks[:_MOST_TOLD]]
    if len(leaks) > _MOST_TOLD:
        told.append(f"  and {len(leaks) - _MOST_TOLD} more")
    things = "one thing" if len(leaks) == 1 else f"{len(leaks)} things"
    return "\n".join([f"the {audience} site holds {things} that {audience} readers may not see:", *told])
