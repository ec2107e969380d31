"""What each audience reads of an item: the last look before something is published."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS, Kind, find_kind
from cxsite.model.roadmap import Key
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.model.visibility import Visibility
from cxsite.pipeline.reading import Reading, view_of
from cxsite.render.files.export import item_json
from cxsite.report.policy import Preview


def previews(reading: Reading, named: tuple[str, ...] = ()) -> list[Preview]:
    """A preview of every item, or of those that are `named`: a kind, or `kind:id`.

    Raises `CxsiteError` for a kind or an item that does not exist.
    """
    roadmap = reading.usable()
    levels = roadmap.levels
    views = {level.name: view_of(reading, level) for level in levels}
    sights = {level.name: Visibility.of(roadmap.charter, levels, level, reading.settings.today) for level in levels}
    found = []
    for kind, id_ in _keys(reading, named):
        item = roadmap.items[kind.name][id_]
        audiences = {}
        for level, view in views.items():
            # Another audience may know the item by another id.
            shown = view.get(kind.name, sights[level].worded(item.wording, "id") or id_)
            audiences[level] = None if shown is None else item_json(view, kind.name, shown)
        own = sights[levels.most.name].item_level(kind, item)
        found.append(Preview(kind.name, id_, own.name, dict(item.disclose), audiences))
    return found


def _keys(reading: Reading, named: tuple[str, ...]) -> Iterator[tuple[Kind, str]]:
    items = reading.usable().items
    wanted = [_named(reading, text) for text in named]
    for kind in KINDS:
        for id_ in sorted(items.get(kind.name, {})):
            if not named or any(key in ((kind.name, ""), (kind.name, id_)) for key in wanted):
                yield kind, id_


def _named(reading: Reading, text: str) -> Key:
    name, _, id_ = text.partition(":")
    kind = find_kind(name)
    if kind is None:
        names = [known for each in KINDS for known in (each.name, each.folder)]
        raise CxsiteError(f"there is no kind `{name}`{meant_or_listed(name, names)}")
    ids = reading.usable().items.get(kind.name, {})
    if id_ and id_ not in ids:
        raise CxsiteError(f"there is no {kind.name} `{id_}`{meant_or_listed(id_, ids)}")
    return kind.name, id_
