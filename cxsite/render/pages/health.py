"""Content health: what the check says of the View, item by item, for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cxsite.model.finding import SEVERITIES, Finding, Severity
from cxsite.model.items.initiative import Initiative, awaits_planning
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.render.escaping import escaped
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

LOOKS: tuple[tuple[Severity, str, str], ...] = (
    ("error", "error", "errors"),
    ("warning", "warning", "warnings"),
    ("info", "neutral", "remarks"),
)
"""Each severity with the look of its badge and the key of its count."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """The findings about one item; `item` is `None` for the roadmap itself and for pages."""

    item: Item | None
    title: str
    findings: tuple[Finding, ...]


def pages(site: Site) -> Iterator[StagePage]:
    """The one page; it is there without findings too, since that is good news."""
    yield site.index(
        "health",
        "health.html",
        more=lambda: _looked_up(site),
        coded=coded,
        items=sum(len(items) for items in site.view.items.values()),
        unplanned=sum(awaits_planning(initiative) for initiative in site.all(Initiative)),
    )


def _looked_up(site: Site) -> dict[str, object]:
    """What the check says, which takes long to find out."""
    severities = [finding.severity for finding in site.health]
    return {
        "complaints": _complaints(site),
        "counts": [(look, key, severities.count(severity)) for severity, look, key in LOOKS],
    }


def coded(text: str) -> Markup:
    """A message as HTML: what stands between backticks is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    pieces = (Markup("<code>{}</code>").format(escaped(p)) if n % 2 else _spaced(p) for n, p in enumerate(parts))
    return Markup("").join(pieces)


def _spaced(text: str) -> Markup:
    """Escaped text that keeps its space towards the code beside it."""
    inner = escaped(text)
    return Markup(" " if text[:1].isspace() else "") + inner + Markup(" " if inner and text[-1:].isspace() else "")


def _complaints(site: Site) -> list[Complaint]:
    """The worst first, then by kind and title. No place in a file is told: readers of a site are not in the files."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in site.health:
        grouped.setdefault((finding.kind, finding.id), []).append(finding)
    kinds = list(BY_NAME)

    def order(key: tuple[str, str]) -> tuple[int, int, str, str]:
        item = site.view.get(*key)
        worst = min(SEVERITIES.index(finding.severity) for finding in grouped[key])
        kind = kinds.index(key[0]) if key[0] in kinds else -1
        return (worst, kind, (item.title if item else "").casefold(), key[1])

    found = []
    for key in sorted(grouped, key=order):
        item = site.view.get(*key)
        title = item.title if item else key[1] or site.view.charter.title
        worst = sorted(grouped[key], key=lambda f: (SEVERITIES.index(f.severity), f.rule.code, f.field, f.message))
        found.append(Complaint(item, title, tuple(worst)))
    return found
