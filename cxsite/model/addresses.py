"""Addresses that hand-written pages have, and those that they may not have."""

from __future__ import annotations

import re

FILE_FOLDERS = ("assets", "search")
"""Folders of a site that hold files of the theme and the engine."""


PAGE_ANCHORS = frozenset(
    re.findall(
        r"\S+",
        "about actions affects afterwards answers answers-for assessment board claims criteria data decisions"
        " dependencies dimensions empathy evidence fields-table file findings frustrations further goals"
        " groups initiatives journeys kpis links measure measured measurements milestones mitigations money"
        " needed-by needs notes pain-points personas plan prepare priority progress quotes ranking reasons"
        " resources rests-on-it result retrospective reviews risk-steps risks steps success takes-part"
        " timeline top trend updates why open facts"
        " coming moved phases results taken top-risks"
        " _belongs _diagrams _feelings _initiatives _map _pain-points _stages",
    )
) | frozenset(f"{part}-{number}" for part in ("milestone", "decision", "open") for number in range(1, 100))
"""The parts of pages to which a text may link, beside its own headings."""


def page_address(path: str) -> str:
    """The address of a hand-written page: its place below `pages/` without the ending; `index` is the home page."""
    return "" if path == "index" else f"{path.removesuffix('/index')}/"
