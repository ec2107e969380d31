"""Content health: what the check says of the View, item by item, for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cxsite.model.finding import SEVERITIES, Finding
from cxsite.model.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.render.site import Site
from cxsite.render.stage import StagePage


@dataclass(frozen=True, slots=True)
class Complaint:
    """The findings about one item; `item` is `None` for the roadmap itself and for pages."""

    item: Item | None
    title: str
    findings: tuple[Finding, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page; it is there without findings too, since that is good news."""
    if not site.shows("health"):
        return
    yield site.index(
        "health",
        "health.html",
        complaints=_complaints(site),
        counts=[(severity, sum(f.severity == severity for f in site.health)) for severity in SEVERITIES],
        items=sum(len(items) for items in site.view.items.values()),
    )


def _complaints(site: Site) -> list[Complaint]:
    """By kind and title; within an item the worst first. No place in a file is told: pages are not for editors."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in site.health:
        grouped.setdefault((finding.kind, finding.id), []).append(finding)
    kinds = list(BY_NAME)

    def order(key: tuple[str, str]) -> tuple[int, str, str]:
        item = site.view.get(*key)
        return (kinds.index(key[0]) if key[0] in kinds else -1, (item.title if item else "").casefold(), key[1])

    found = []
    for key in sorted(grouped, key=order):
        item = site.view.get(*key)
        title = item.title if item else key[1] or site.view.charter.title
        worst = sorted(grouped[key], key=lambda f: (SEVERITIES.index(f.severity), f.rule.code, f.field, f.message))
        found.append(Complaint(item, title, tuple(worst)))
    return found
