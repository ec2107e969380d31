"""A roadmap as raw values, which tests change and make roadmaps of."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cxsite
from cxsite.model.charter import Charter
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Page, Roadmap
from tests.bodies import Bodies

LEVELS = ("open", "partner", "internal", "sealed")
TODAY = dt.date(2026, 3, 31)
ASSET_FILE = Path(cxsite.__file__).parent / "py.typed"
STEERING = frozenset({"id", "visibility", "visible_from", "wording", "disclose"})
Raw = dict[str, Any]


@dataclass
class Site:
    """The raw values of a roadmap, and what its bodies were made of."""

    charter: Raw
    items: dict[str, dict[str, Raw]]
    pages: dict[str, Raw]
    assets: list[str]
    bodies: Bodies

    def roadmap(self) -> Roadmap:
        """The roadmap of the model."""
        return Roadmap(
            charter=Charter.model_validate(self.charter),
            levels=Levels(self.charter["levels"]),
            items={
                kind.name: {id_: kind.model.model_validate({"id": id_, **raw}) for id_, raw in of_kind.items()}
                for kind in KINDS
                if (of_kind := self.items.get(kind.name, {}))
            },
            pages={path: Page.model_validate({"path": path, **raw}) for path, raw in self.pages.items()},
            assets=dict.fromkeys(self.assets, ASSET_FILE),
        )

    def copy(self) -> Site:
        """The same site, to be changed."""
        return Site(
            copy.deepcopy(self.charter),
            copy.deepcopy(self.items),
            copy.deepcopy(self.pages),
            list(self.assets),
            self.bodies,
        )
