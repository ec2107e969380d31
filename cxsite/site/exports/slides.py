"""From a folder to a file of slides for one audience: the presentation, or the report to those who steer."""

from __future__ import annotations

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.audience import audience_of
from cxsite.pipeline.memory.recall import remember
from cxsite.pipeline.reading import Reading, read, view_of
from cxsite.pipeline.settings import Settings
from cxsite.render.deck.committee import committee_report
from cxsite.render.deck.presentation import presentation
from cxsite.render.deck.slides_file import as_slides
from cxsite.render.render import site_of


def slides(settings: Settings, audience: str, name: str, *, quarter: bool = False) -> tuple[Reading, bytes | None]:
    """What was read, and the file; no file where findings refuse the build.

    Raises `CxsiteError` where the audience has no such page, and where the extra `pptx` is not installed.
    """
    reading = read(settings)
    if reading.refused:
        return reading, None
    level = audience_of(reading.usable().levels, audience)
    memory = remember(reading.usable(), settings, (level,))
    site = site_of(view_of(reading, level, memory.of(level)))
    if not site.shows(name):
        raise CxsiteError(f"{level.name} readers have no page `{name}/`, so there is nothing to export")
    deck = committee_report(site, quarter=quarter) if name == "report" else presentation(site)
    return reading, as_slides(deck)
