"""What can be wrong with a View: what it tells that it should not, what leads nowhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from cxsite.model.charter import entries
from cxsite.model.items.journey import Journey
from cxsite.model.period import Period, is_finer
from cxsite.model.roadmap import Roadmap, View
from cxsite.model.shape import leaves, records
from cxsite.projection.projection import project
from tests.bodies import WORD
from tests.projection.oracle import Known, markers, precision
from tests.sites import TODAY, Site

DAY = re.compile(r"datetime\.date\(\d+, \d+, \d+\)")
NUMBER = re.compile(r"(?<!\d)7\d{6}(?!\d)")
ASSET = re.compile(r"a\d+z\.png")
ADDRESS = re.compile(r"\]\(([a-z_]+):([a-z0-9-]+)(?:/([a-z0-9-]+))?(?:\.png)?[ )]")


def view_of(roadmap: Roadmap, audience: str) -> View:
    return project(roadmap, roadmap.levels[audience], TODAY)


def told(view: View) -> set[str]:
    """Every marker in a full dump of the View."""
    dump = repr(view)
    return {word for pattern in (WORD, NUMBER, DAY, ASSET) for word in pattern.findall(dump)}


def leaked(site: Site, audience: str) -> dict[str, list[Known]]:
    """What a View holds of that which only others may read."""
    roadmap = site.roadmap()
    places = markers(roadmap, site.bodies)
    found = told(view_of(roadmap, audience))
    return {word: places[word] for word in found & set(places) if not may_see(places[word], audience)}


def may_see(known: list[Known], audience: str) -> bool:
    return any(place.allowed(audience) for place in known)


def dangling(view: View) -> Iterator[str]:
    """References, links and entries in a View that lead to nothing in it."""
    points = {
        (id_, point.id)
        for id_, item in view.items.get("journey", {}).items()
        if isinstance(item, Journey)
        for point in item.points()
    }

    def known(kind: str, id_: str) -> bool:
        journey, _, point = id_.partition("/")
        return (journey, point) in points if point else id_ in view.items.get(kind, {})

    for kind, of_kind in view.items.items():
        for id_, item in of_kind.items():
            assert item.id == id_
            for at, leaf, value in leaves(type(item), item):
                ref = leaf.ref
                if ref is None:
                    continue
                if ref.vocabulary is not None:
                    found = value in entries(view.charter, ref.vocabulary)
                elif ref.local:
                    found = (id_, value) in points
                else:
                    found = known(*(value.split(":") if ref.qualified else (ref.kinds[0], value)))
                if not found:
                    yield f"{kind} {id_} {at}: {value}"
    bodies = [item.body for of_kind in view.items.values() for item in of_kind.values()]
    for body in [*bodies, *(page.body for page in view.pages.values())]:
        for kind, id_, point in ADDRESS.findall(body):
            there = f"{id_}.png" in view.assets if kind == "asset" else known(kind, f"{id_}/{point}" if point else id_)
            if kind not in ("https", "http") and not there:
                yield f"body: {kind}:{id_}/{point}"
        yield from re.findall(r"\[\[.*|\.\./.*", body)
    for (kind, id_), links in view.backlinks.items():
        yield from (f"backlink {kind} {id_}" for _ in [0] if not known(kind, id_))
        yield from (f"backlink from {link}" for link in links if not known(link.kind, link.id))
    yield from (f"redirect to {key}" for key, id_ in view.redirects.items() if not known(key[0], id_))
    yield from (f"facts of {key}" for key in (*view.facts, *view.item_levels) if not known(*key))


def days(value: object) -> Iterator[dt.date]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from days(entry)
    elif isinstance(value, Period):
        yield from (value.first, value.last)
    elif isinstance(value, dt.date):
        yield value


def too_precise(view: View, roadmap: Roadmap) -> Iterator[object]:
    """Plans in a View that are finer than its audience may know, and their days where they are no plan's ends."""
    allowed = precision(roadmap.charter, view.audience.name)
    ends: set[dt.date] = set()
    plans = {value for _, value in _periods(roadmap)}
    for name, period in _periods(view):
        ends |= {period.first, period.last}
        if allowed == "horizon" or is_finer(period.precision, allowed):
            yield name, period
    ends |= {day for facts in view.facts.values() for day in days(facts) if day not in (TODAY,)}
    fine = {day for plan in plans for day in (plan.first, plan.last)} - ends
    yield from {repr(day) for day in fine} & told(view)


def _periods(of: View | Roadmap) -> Iterator[tuple[str, Period]]:
    for of_kind in of.items.values():
        for id_, item in of_kind.items():
            yield from ((id_, value) for _, _, value in leaves(type(item), item) if isinstance(value, Period))


def out_of_order(view: View) -> Iterator[str]:
    """Lists of parts that are not in the order of what is seen of them."""
    for of_kind in view.items.values():
        for id_, item in of_kind.items():
            for _, part in records(type(item), item):
                milestones = [(m.date or Period.parse("9999"), m.title) for m in getattr(part, "milestones", ())]
                days = [update.date for update in getattr(part, "updates", ())]
                if milestones != sorted(milestones) or days != sorted(days):
                    yield id_
