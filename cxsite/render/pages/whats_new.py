"""What's new: everything that happened, by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cxsite.measures.past.goals import goal_changes_of
from cxsite.measures.past.promises import events_of
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.kpi import Kpi
from cxsite.model.roadmap import View
from cxsite.render.files.calendar import has_calendar
from cxsite.render.files.feed import area_feed, feed_areas, has_feed
from cxsite.render.filters import Choice, Filter
from cxsite.render.news import SORTS, NewsEntry, news, word_of_sort
from cxsite.render.site import Site
from cxsite.render.site_sections import FEED
from cxsite.render.stage import StagePage


def has_news(view: View) -> bool:
    """Whether anything that happened is visible."""
    return any(
        item.updates
        or item.shipped
        or (item.status == "dropped" and view.facts.get(("initiative", id_), {}).get("updated"))
        or events_of(id_, view.past)
        for id_, item in view.items.get("initiative", {}).items()
        if isinstance(item, Initiative)
    ) or any(goal_changes_of(kpi, view.past) for kpi in view.items.get("kpi", {}).values() if isinstance(kpi, Kpi))


def pages(site: Site) -> Iterator[StagePage]:
    """The page, where something happened."""
    if news(site):
        yield site.index("whats_new", "whats_new.html", more=lambda: _context(site, news(site)))


def _context(site: Site, entries: Sequence[NewsEntry]) -> Mapping[str, object]:
    months = [
        (site.formats.month_heading(found[0].date), f"{month[0]}-{month[1]:02d}", found)
        for month, group in groupby(entries, key=lambda entry: (entry.date.year, entry.date.month))
        if (found := tuple(group))
    ]
    return {
        "months": months,
        "filters": _filters(site, entries),
        "follow": [
            (path, word)
            for path, word, there in (
                (FEED, "follow_feed", has_feed(site)),
                ("roadmap.ics", "follow_calendar", has_calendar(site)),
            )
            if there
        ],
        "areas": feed_areas(site),
        "area_feed": area_feed,
    }


def _filters(site: Site, entries: Sequence[NewsEntry]) -> tuple[Filter, ...]:
    """By sort and by area, where the site remembers editions and there are several."""
    if not site.view.past:
        return ()
    used = {sort for entry in entries for sort in entry.sorts}
    sorts = tuple(Choice(sort, word_of_sort(site, sort)) for sort in SORTS if sort in used)
    areas = {entry.item.area for entry in entries}
    titles = tuple(Choice(area, title) for area, title in site.view.charter.areas.items() if area in areas)
    found = (Filter("news", site.words["filter_news"], sorts), Filter("area", site.words["filter_area"], titles))
    return tuple(one for one in found if len(one.choices) > 1)
