"""Items without what later content folders add for other readers: nothing is derived or told from that."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import fields_of
from cxsite.model.visibility import Visibility


def without_additions(roadmap: Roadmap, names: Mapping[Key, str], visibility: Visibility) -> dict[Key, Item]:
    """The items as the roadmap has them, by the audience's keys in `names`, as they are without the folders that
    this audience has no part in: a site does not even hang on their being there."""
    return {(key[0], shown): _original(roadmap, key, visibility) for key, shown in names.items()}


def _original(roadmap: Roadmap, key: Key, visibility: Visibility) -> Item:
    item, additions = roadmap.items[key[0]][key[1]], roadmap.additions.get(key)
    if additions is None:
        return item
    kind = BY_NAME[key[0]]
    fields = fields_of(kind.model)
    unseen = {name for name in additions.names & fields.keys() if not visibility.sees_field(kind, name, item)}
    if not unseen:
        return item
    disclose = {name: level for name, level in item.disclose.items() if name not in unseen}
    disclose |= {name: level for name, level in additions.disclose.items() if name in unseen}
    defaults = {name: {} if fields[name].default == {} else fields[name].default for name in unseen}
    return item.model_copy(update={**defaults, "disclose": disclose})
