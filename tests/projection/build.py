"""Small roadmaps for examples: YAML-like values in, a View out."""

from __future__ import annotations

from typing import Any

from cxsite.model.charter import Charter
from cxsite.model.kinds import BY_NAME
from cxsite.model.levels import DEFAULT_LEVELS, Levels
from cxsite.model.roadmap import Page, Roadmap, View
from cxsite.projection.projection import project
from tests.sites import ASSET_FILE, TODAY

Raw = dict[str, Any]
REQUIRED: dict[str, Raw] = {
    "initiative": {"status": "planned"},
    "kpi": {"metric": "score", "direction": "up"},
    "risk": {"category": "strategic", "likelihood": "2", "impact": "3", "response": "accept"},
    "evidence": {"type": "survey"},
    "review": {"date": "2026-01-01"},
    "journey": {"stages": [{"id": "stage", "title": "Stage"}]},
}


def roadmap(*items: tuple[str, Raw], charter: Raw | None = None, pages: dict[str, Raw] | None = None) -> Roadmap:
    """A roadmap of items, each its address (`kind:id`) and fields; what is required and missing is filled in."""
    found: dict[str, dict[str, Any]] = {}
    for address, raw in items:
        kind, _, id_ = address.partition(":")
        values = {"id": id_, "title": f"Title of {id_}", **REQUIRED.get(kind, {}), **raw}
        found.setdefault(kind, {})[id_] = BY_NAME[kind].model.model_validate(values)
    chart = Charter.model_validate({"title": "Roadmap", "disclaimer": "A plan, not a promise.", **(charter or {})})
    texts = {path: Page.model_validate({"path": path, **raw}) for path, raw in (pages or {}).items()}
    assets = dict.fromkeys(("shop.png", "secret.png", "page.pdf"), ASSET_FILE)
    levels = Levels(chart.levels) if "levels" in chart.model_fields_set else Levels(DEFAULT_LEVELS)
    return Roadmap(chart, levels, found, texts, assets)


def view(
    audience: str, *items: tuple[str, Raw], charter: Raw | None = None, pages: dict[str, Raw] | None = None
) -> View:
    """What an audience sees of such a roadmap."""
    whole = roadmap(*items, charter=charter, pages=pages)
    return project(whole, whole.levels[audience], TODAY)


def seen(audience: str, address: str, *items: tuple[str, Raw], charter: Raw | None = None) -> Any:
    """One item as an audience sees it; `None` where it does not."""
    kind, _, id_ = address.partition(":")
    return view(audience, *items, charter=charter).get(kind, id_)


def public(raw: Raw) -> Raw:
    """The fields of something that everybody may see."""
    return {"visibility": "public", **raw}


def body_of(text: str, *others: tuple[str, Raw], audience: str = "public", kind: str = "initiative") -> str:
    """How the body of a public item `here` reads for an audience."""
    body: str = seen(audience, f"{kind}:here", (f"{kind}:here", public({"body": text})), *others).body
    return body
