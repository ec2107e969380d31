"""A reference to an item, or to a point of a journey, as it is written."""

from __future__ import annotations

from typing import NamedTuple

from cxsite.model.declare import Ref
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path


class Reference(NamedTuple):
    """One reference as written: from which item, where in it, and the kind and id that it names.

    `known` says whether the target exists. `form` is what is wrong with the way it is written, if anything.
    """

    item: Key
    at: Path
    ref: Ref
    value: str
    kind: str
    id: str
    known: bool
    form: str = ""

    @property
    def target(self) -> Key:
        """Kind and id of the target."""
        return (self.kind, self.id)

    def naming(self, id_: str) -> str:
        """What the reference reads if it names something else of the same kind."""
        return f"{self.kind}:{id_}" if self.ref.qualified else id_

    @property
    def field(self) -> str:
        """The name of the innermost field that holds the reference."""
        return next((step for step in reversed(self.at) if isinstance(step, str) and step != self.value), "")
