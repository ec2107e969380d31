"""The roadmap without the samples that are too small for an audience: what is derived from them is gone with them."""

from __future__ import annotations

from dataclasses import replace

from cxsite.measures.samples import with_shown_samples
from cxsite.model.items.item import Item
from cxsite.model.roadmap import Roadmap
from cxsite.model.visibility import Visibility

_SAMPLED = ("kpi", "evidence")


def without_small_samples(roadmap: Roadmap, visibility: Visibility) -> Roadmap:
    """The roadmap as far as its samples are large enough for the audience."""
    limits = visibility.fewest_answers(from_file=False), visibility.fewest_answers(from_file=True)
    changed: dict[str, dict[str, Item]] = {}
    for kind in _SAMPLED:
        items = roadmap.items.get(kind, {})
        shown = {id_: with_shown_samples(item, *limits)[0] for id_, item in items.items()}
        if any(shown[id_] is not item for id_, item in items.items()):
            changed[kind] = shown
    return replace(roadmap, items={**roadmap.items, **changed}) if changed else roadmap
