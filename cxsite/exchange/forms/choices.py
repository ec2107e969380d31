"""What fields of a form choose from: items by their titles, entries of roadmap.yml, levels, parts of journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxsite.exchange.forms.form_words import FormWords
from cxsite.model.charter import titles
from cxsite.model.declare import Ref
from cxsite.model.items.journey import Journey
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Roadmap
from cxsite.model.shape import part_name

Widget = dict[str, Any]
FEW = 5
"""So many choices stand side by side; more are a list."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from. `collections` names, for each kind whose items all lie in one collection of the
    forms, that collection, and whether it is one file with all of them."""

    roadmap: Roadmap
    words: FormWords
    collections: Mapping[str, tuple[str, bool]]

    def of_reference(self, ref: Ref) -> Widget:
        """How something that has a name is chosen: from the items as they are, else from those that were there."""
        if ref.vocabulary is not None:
            return _select(titles(self.roadmap.charter, ref.vocabulary))
        if ref.local:
            return {"widget": "string"}
        if ref.qualified:
            named = {f"{kind}:{id_}": title for kind in ref.kinds for id_, title in self._titles(kind).items()}
            return _select(named)
        (kind,) = ref.kinds
        if kind not in BY_NAME:
            return _select(self._points(kind))
        if kind not in self.collections:
            return _select(self._titles(kind))
        collection, in_one_file = self.collections[kind]
        widget: Widget = {"widget": "relation", "collection": collection, "dropdown_threshold": FEW}
        if in_one_file:
            return widget | {"file": "all", "value_field": "items.*.id", "display_fields": ["items.*.title"]}
        return widget | {"value_field": "{{slug}}", "display_fields": ["title"], "search_fields": ["title"]}

    def of_level(self) -> Widget:
        """The levels of the site."""
        return _select({level.name: level.name for level in self.roadmap.levels})

    def of_assets(self) -> Widget:
        """The files in `assets/`."""
        return _select({name: name for name in sorted(self.roadmap.assets)})

    def of_values(self, field: str, values: tuple[str, ...]) -> Widget:
        """The words of an enumeration."""
        return _select({value: self.words.choice(field, value) for value in values})

    def yes_or_no(self) -> Widget:
        """Yes, no, or nothing said."""
        return _select({"true": self.words.text("yes"), "false": self.words.text("no")})

    def _titles(self, kind: str) -> dict[str, str]:
        items = self.roadmap.items.get(kind, {})
        return {id_: item.title for id_, item in sorted(items.items(), key=lambda pair: pair[1].title.casefold())}

    def _points(self, part: str) -> dict[str, str]:
        journeys = self.roadmap.items.get("journey", {}).values()
        return {
            f"{journey.id}/{point.id}": f"{journey.title}: {point.title}"
            for journey in journeys
            if isinstance(journey, Journey)
            for point in journey.points()
            if part_name(type(point)) == part
        }


def _select(named: Mapping[str, str]) -> Widget:
    """A choice of what is named; where there is nothing yet, a text."""
    if not named:
        return {"widget": "string"}
    options = [{"label": title, "value": value} for value, title in named.items()]
    return {"widget": "select", "options": options, "dropdown_threshold": FEW}
