"""The first promise, for whole sites: change what an audience may not see, and not one byte of its site changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.model.period import Period
from cxsite.model.roadmap import Roadmap
from cxsite.render import render as rendering
from cxsite.render.site import Site as RenderedSite
from cxsite.render.stage import StagePage
from tests.interference.reference import reference_site, site_bytes
from tests.projection.change import hidden_changed, hidden_removed
from tests.sites import LEVELS, Site
from tests.strategies import make_site
from tests.thorough import is_thorough

pytestmark = pytest.mark.slow

MUTATIONS = int(os.environ.get("CXSITE_MUTATIONS", "0")) or (54 if is_thorough() else 27)
"""How many changes are tried on the reference roadmap; a longer run: CXSITE_MUTATIONS=5000."""
SHARES = 6
AUDIENCES = LEVELS[:3]


@pytest.fixture(scope="module")
def reference(repository: Path) -> Site:
    return reference_site(repository / "content")


@pytest.fixture(scope="module")
def before(reference: Site) -> dict[str, dict[str, bytes]]:
    return {audience: site_bytes(reference.roadmap(), audience) for audience in AUDIENCES}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_reference_is_what_the_repository_holds(reference: Site, before: dict[str, dict[str, bytes]]) -> None:
    assert len(before["open"]) > 50 and len(before["internal"]) > 100
    assert "initiatives/single-customer-record/index.md" in before["internal"]
    assert "initiatives/single-customer-record/index.md" not in before["open"]
    assert any(piece.level for pieces in reference.bodies.pieces.values() for piece in pieces)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_without_anything_hidden(audience: str, reference: Site, before: dict[str, dict[str, bytes]]) -> None:
    bare = hidden_removed(reference, audience).roadmap()
    assert sum(map(len, bare.items.values())) < sum(map(len, reference.items.values()))
    assert differing(before[audience], site_bytes(bare, audience)) == []


@pytest.mark.parametrize("share", range(SHARES))
def test_with_other_hidden_things(share: int, reference: Site, before: dict[str, dict[str, bytes]]) -> None:
    """Items added before and after, renamed, removed; fields, parts, blocks, days and words changed; another order."""
    for seed in range(share, MUTATIONS, SHARES):
        audience = AUDIENCES[seed % len(AUDIENCES)]
        changed = hidden_changed(reference, audience, seed).roadmap()
        assert differing(before[audience], site_bytes(changed, audience)) == [], (audience, seed)


def test_of_generated_roadmaps() -> None:
    """Generated roadmaps may hold what the check refuses; where pages can't be made of that, both say the same."""
    made = 0
    for seed in range(max(6, MUTATIONS // 10)):
        site = make_site(seed, 2, 0.5)
        for audience in AUDIENCES:
            told = _told(site, audience)
            assert differing(told, _told(hidden_changed(site, audience, seed), audience)) == [], (audience, seed)
            made += len(told) > 1
    assert made > 2 * (seed + 1)


def _told(site: Site, audience: str) -> dict[str, bytes]:
    try:
        return site_bytes(site.roadmap(), audience)
    except CxsiteError as error:
        return {"*error*": str(error).encode()}


def _plans(roadmap: Roadmap) -> list[str]:
    ends = [getattr(item, "end", None) for item in roadmap.items["initiative"].values()]
    return [str(end) for end in ends if isinstance(end, Period)]


PEEKS: dict[str, Callable[[Roadmap], object]] = {
    "how many initiatives there are": lambda roadmap: len(roadmap.items["initiative"]),
    "the first id": lambda roadmap: min(roadmap.items["initiative"]),
    "the last id": lambda roadmap: max(roadmap.items["initiative"]),
    "the order of files": lambda roadmap: list(roadmap.items["initiative"])[:3],
    "exact days of plans": _plans,
    "all costs together": lambda roadmap: sum(getattr(i, "cost", 0) or 0 for i in roadmap.items["initiative"].values()),
    "how long bodies are": lambda roadmap: sum(len(i.body) for i in roadmap.items["initiative"].values()),
    "a sensitive term": lambda roadmap: roadmap.charter.sensitive_terms,
    "names of files": lambda roadmap: sorted(roadmap.assets),
}


@pytest.mark.parametrize("peek", PEEKS)
def test_a_renderer_that_peeks_is_caught(peek: str, reference: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: one page that reads the Roadmap is noticed."""

    def told(roadmap: Roadmap) -> dict[str, bytes]:
        def pages(site: RenderedSite) -> list[StagePage]:
            return [StagePage("peek/index.md", repr(PEEKS[peek](roadmap)))]

        with monkeypatch.context() as patch:
            patch.setattr(rendering, "builders", lambda site: (pages,))
            return site_bytes(roadmap, "open")

    honest = told(reference.roadmap())
    assert any(differing(honest, told(hidden_changed(reference, "open", seed).roadmap())) for seed in range(6))
