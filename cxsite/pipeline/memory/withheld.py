"""What earlier editions withheld from each level: the audit looks for it, though the content may know it no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cxsite.audit.leak import Source
from cxsite.audit.spoken import roadmap_days, roadmap_names, roadmap_texts, view_days, view_texts
from cxsite.audit.withheld_before import Earlier
from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from cxsite.model.roadmap import Roadmap, View
from cxsite.pipeline.memory.edition import Roots, changed_between, written
from cxsite.pipeline.memory.trees import Trees
from cxsite.projection.projection import project

_NO_TEXT = frozenset(("assets", "public"))


def withheld(trees: Trees, sha: str, before: str, roots: Roots, day: dt.date) -> dict[str, Any]:
    """By level, what of the files that changed since the edition `before` was withheld then, as JSON holds it.

    All files count where there is no edition before, or where roadmap.yml changed, and with it who sees what.
    """
    changed = changed_between(trees, before, sha, roots) if before else None
    every = changed is None or any(PurePosixPath(path).parent.as_posix() in _tops(roots) for path in changed)

    def is_wanted(path: str, root: str) -> bool:
        inside = PurePosixPath(path).relative_to(root).parts
        return len(inside) == 1 or (inside[0] not in _NO_TEXT and (every or path in (changed or ())))

    with written(trees, sha, roots, is_wanted) as (content, further):
        try:
            roadmap = load(content, content.parent, further).roadmap if content.is_dir() else None
        except CxsiteError:
            roadmap = None
        if roadmap is None:
            return {}
        return {
            level.name: _of(roadmap, project(roadmap, level, day), day)
            for level in roadmap.levels
            if level != roadmap.levels.most
        }


def read_withheld(data: dict[str, Any]) -> Earlier:
    """What `withheld` made for one level."""
    return Earlier(
        tuple((text, Source(*source)) for text, *source in data["texts"]),
        tuple((dt.date.fromisoformat(day), Source(*source)) for day, *source in data["days"]),
        tuple((name, what, Source(*source)) for name, what, *source in data["names"]),
    )


def _of(roadmap: Roadmap, view: View, day: dt.date) -> dict[str, Any]:
    seen, days = set(view_texts(view)), set(view_days(view))
    shown = {id_ for items in view.items.values() for id_ in items}

    def told(source: Source) -> list[str]:
        return [source.kind, source.id, f"{source.field} of the edition of {day.isoformat()}"]

    return {
        "texts": [[text, *told(source)] for text, source in _once(roadmap_texts(roadmap)) if text not in seen],
        "days": [[one.isoformat(), *told(source)] for one, source in _once(roadmap_days(roadmap)) if one not in days],
        "names": [[name, what, *told(source)] for name, what, source in roadmap_names(roadmap) if name not in shown],
    }


def _once(found: Iterator[tuple[Any, Source]]) -> Iterator[tuple[Any, Source]]:
    known: dict[Any, Source] = {}
    for value, source in found:
        known.setdefault(value, source)
    return iter(known.items())


def _tops(roots: Roots) -> frozenset[str]:
    return frozenset((roots.first, *(path for path, _ in roots.further)))
