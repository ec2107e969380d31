"""What the rules look at: the roadmap, walked once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import TypeVar, cast

from cxsite.check.certainty import Certainty
from cxsite.check.edit import Edit
from cxsite.check.exposure import Exposed, exposed_values
from cxsite.check.item_addresses import item_addresses
from cxsite.check.known.answers import Answers
from cxsite.check.known.walked import Walked
from cxsite.check.naming import naming_leaves
from cxsite.check.texts.body_links import BodyLink, all_links
from cxsite.check.texts.written_bodies import Body, BodyReading, Scanned, body_readings, scanned_for, written_bodies
from cxsite.check.written_reference import Reference
from cxsite.model.addresses import page_address
from cxsite.model.declare import Ref
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS, Journey, Point
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.levels import Level
from cxsite.model.readers import Readers, Tables
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.shape import Leaf, Path, leaves, part_name
from cxsite.model.site_parts import UNKNOWN, SiteParts
from cxsite.model.visibility import Visibility

T = TypeVar("T")


class Context(Certainty):
    """The roadmap under check, `today`, what the site has of its own, and tables that several rules share."""

    def __init__(
        self,
        roadmap: Roadmap,
        today: dt.date,
        parts: SiteParts = UNKNOWN,
        edit: Edit | None = None,
        walked: Walked | None = None,
        without: tuple[Context, frozenset[Key]] | None = None,
    ) -> None:
        self.roadmap, self.today, self.parts = roadmap, today, parts
        self.noticed = edit.noticed if edit else {}
        self.approved = edit.approved if edit else frozenset()
        self.approvals_unknown = edit is not None and edit.unknown
        self._walked = walked or Walked()
        self._body_readings: dict[Key, list[BodyReading]] = {}
        self._tables: Tables = {}
        self._made: dict[str, object] = {}
        # Not itself where it is whole: a ring of objects would keep all that was looked up.
        self._whole: Context | None = without[0] if without else None
        self._left_out = without[1] if without else frozenset[Key]()

    @property
    def whole(self) -> Context:
        """The context of all items."""
        return self._whole or self

    def without(self, left_out: Iterable[Key]) -> Context:
        """The same without some items, for rules that look at each item alone; `whole` is this one."""
        return Context(self.roadmap, self.today, self.parts, walked=self._walked, without=(self, frozenset(left_out)))

    def prepare(self) -> None:
        """Make the tables that nearly all rules look up."""
        _ = self.references, self._by_item, self.item_levels, self.bodies

    def made(self, name: str, make: Callable[[], T]) -> T:
        """What was made of the whole roadmap by this name, once."""
        if name not in self.whole._made:
            self.whole._made[name] = make()
        return cast(T, self.whole._made[name])

    @property
    def answers(self) -> Answers:
        """What is known of earlier checks."""
        return self._walked.answers

    def items(self) -> tuple[tuple[Kind, Key, Item], ...]:
        """Every item with its kind and key, in the order of kinds and ids."""
        return self._items

    @cached_property
    def _items(self) -> tuple[tuple[Kind, Key, Item], ...]:
        return tuple(
            (kind, (kind.name, id_), item)
            for kind in KINDS
            for id_, item in sorted(self.roadmap.items.get(kind.name, {}).items())
            if (kind.name, id_) not in self._left_out
        )

    def journeys(self) -> tuple[tuple[Key, Journey], ...]:
        """Every journey with its key."""
        return self._journeys

    @cached_property
    def _journeys(self) -> tuple[tuple[Key, Journey], ...]:
        return tuple((key, item) for _, key, item in self.items() if isinstance(item, Journey))

    @cached_property
    def initiatives(self) -> tuple[tuple[Key, Initiative], ...]:
        """Every initiative with its key: most rules are about these."""
        return tuple((key, item) for _, key, item in self.items() if isinstance(item, Initiative))

    @cached_property
    def visibility(self) -> Visibility:
        """The site's rules of visibility; its audience, the most restricted one, sees everything."""
        return Visibility.of(self.roadmap.charter, self.roadmap.levels, self.roadmap.levels.most, self.today)

    @cached_property
    def leaves(self) -> tuple[tuple[Key, Path, Leaf, object], ...]:
        """Every scalar of every item that is set."""
        return tuple(leaf for kind, key, item in self.items() for leaf in self.leaves_of(kind, key, item))

    def leaves_of(self, kind: Kind, key: Key, item: Item) -> list[tuple[Key, Path, Leaf, object]]:
        """Those of one item."""
        return self._walked.of("leaves", item, lambda: [(key, *leaf) for leaf in leaves(kind.model, item)])

    @cached_property
    def namings(self) -> tuple[tuple[Key, Path, Leaf, object], ...]:
        """Those of all `leaves` in which something is named."""
        walked = self._walked.of
        return tuple(
            (key, *leaf)
            for _, key, item in self.items()
            for leaf in walked("namings", item, partial(naming_leaves, item))
        )

    @cached_property
    def points(self) -> dict[tuple[str, str], str]:
        """What a point of a journey is, by journey id and point id; the first of that id."""
        found: dict[tuple[str, str], str] = {}
        for key, journey in self.journeys():
            for point in journey.points():
                found.setdefault((key[1], point.id), part_name(type(point)))
        return found

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference to an item or point of a journey."""
        return tuple(
            self.reference(key, at, leaf.ref, str(value))
            for key, at, leaf, value in self.namings
            if leaf.ref is not None and leaf.ref.kinds
        )

    def references_of(self, key: Key) -> tuple[Reference, ...]:
        """The references that one item makes."""
        return self._by_item.get(key, ())

    @cached_property
    def _by_item(self) -> dict[Key, tuple[Reference, ...]]:
        found: dict[Key, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(reference.item, []).append(reference)
        return {key: tuple(references) for key, references in found.items()}

    @cached_property
    def point_levels(self) -> dict[str, Level]:
        """The level of each stage, pain point and touchpoint, by `journey/point`."""
        found: dict[str, Level] = {}
        for key, journey in self.journeys():
            found |= self._walked.of("levels of points", journey, partial(self._points_of, key, journey))
        return found

    def _points_of(self, key: Key, journey: Journey) -> dict[str, Level]:
        walk = Readers(self.visibility, journey.disclose, self._tables)
        return {
            f"{key[1]}/{placed.part.id}": placed.level
            for placed in walk.parts(journey, "journey", self.item_levels[key])
            if isinstance(placed.part, Point)
        }

    @cached_property
    def visible_below_internal(self) -> tuple[Exposed, ...]:
        """Every value that readers below internal have, with the least level that does."""
        return self.exposed_to(lesser[-1]) if (lesser := self.roadmap.levels.below_internal) else ()

    def exposed_to(self, upto: Level) -> tuple[Exposed, ...]:
        """Every value that readers of this level or a lesser one have."""
        known = (self.roadmap.charter, self.items(), self.roadmap.pages, self.scanned, upto, self._walked)
        return tuple(exposed_values(self.visibility, *known))

    def texts_below_internal(self) -> Iterator[Exposed]:
        """The texts in the author's words among them."""
        return (seen for seen in self.visible_below_internal if seen.leaf.wordable)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Every body, of items and hand-written pages, and those that `wording` gives instead."""
        return tuple(written_bodies(self.roadmap, self.items()))

    def body_readings(self, key: Key) -> list[BodyReading]:
        """What the levels have of the body of an item or page, the least one first, each text once."""

        def read() -> list[BodyReading]:
            return body_readings(self.visibility, self.roadmap, key, self.scanned, self._tables)

        if key not in self._body_readings:
            item = self.roadmap.get(*key)
            self._body_readings[key] = read() if item is None else self._walked.of("body", item, read)
        return self._body_readings[key]

    @cached_property
    def links(self) -> tuple[BodyLink, ...]:
        """The links in all bodies."""
        return tuple(link for body in self.bodies for link in all_links(body.text, body.key, body.at))

    @cached_property
    def asset_links(self) -> tuple[tuple[str, BodyLink], ...]:
        """Those of them that name assets, each with the name."""
        bodies = (body for body in self.bodies if "asset" in body.text)
        links = (link for body in bodies for link in all_links(body.text, body.key, body.at))
        return tuple((one.target.id, one) for one in links if one.target is not None and one.target.kind == "asset")

    def scanned(self, body: str) -> Scanned:
        """The segments of a body by level, and what is wrong with its blocks."""
        return scanned_for(body, self.roadmap.levels.names)

    @cached_property
    def addresses(self) -> Mapping[str, Key]:
        """The address of every item, old ids and those of `wording` included, and of every hand-written page."""
        return item_addresses(self._items) | {page_address(path): ("page", path) for path in self.roadmap.pages}

    @cached_property
    def item_levels(self) -> Mapping[Key, Level]:
        """The level of every item today."""
        return {key: self.visibility.item_level(kind, item) for kind, key, item in self.items()}

    @cached_property
    def lesser(self) -> tuple[tuple[Kind, Key, Item, Level], ...]:
        """Every item that readers below internal see, with its level."""
        below, levels = self.roadmap.levels.is_below_internal, self.item_levels
        return tuple((kind, key, item, levels[key]) for kind, key, item in self.items() if below(levels[key]))

    def level_of(self, kind: str, id_: str) -> Level:
        """The level of an item or point of a journey; the most restricted one where there is none."""
        found = self.point_levels.get(id_) if kind in POINTS else self.item_levels.get((kind, id_))
        return found or self.roadmap.levels.most

    def is_hidden(self, reference: Reference, reader: Level) -> bool:
        """Whether a reader does not see what a reference names; not told of what could not be read."""
        if self.level_of(reference.kind, reference.id).visible_to(reader):
            return False
        owner = reference.id.partition("/")[0] if reference.kind in POINTS else reference.id
        kind = "journey" if reference.kind in POINTS else reference.kind
        is_part = reference.kind in POINTS or owner not in self.roadmap.items.get(kind, {})
        is_lost = is_part and self.is_broken(kind, owner)
        return reference.known and self.is_level_known((kind, owner)) and not is_lost

    def hidden_of(self, key: Key) -> tuple[Reference, ...]:
        """The references that an item makes to what those don't see who see the item, below internal."""
        return self._hidden.get(key, ())

    @cached_property
    def _hidden(self) -> dict[Key, tuple[Reference, ...]]:
        found = {
            key: tuple(one for one in self.references_of(key) if self.is_hidden(one, level))
            for _, key, _, level in self.lesser
        }
        return {key: hidden for key, hidden in found.items() if hidden}

    def reference(self, item: Key, at: Path, ref: Ref, value: str) -> Reference:
        """What a text that names something in an item names, whether or not it is there."""
        if ref.local:
            known = self.points.get((item[1], value)) in ref.kinds or self.is_broken(*item)
            return Reference(item, at, ref, value, ref.kinds[0], f"{item[1]}/{value}", known)
        kind, id_ = ref.kinds[0], value
        if ref.qualified:
            kind, colon, id_ = value.partition(":")
            if not colon or kind not in ref.kinds:
                return Reference(item, at, ref, value, kind, id_, False, "kind")
        if kind in POINTS:
            journey, slash, point = id_.partition("/")
            if not slash:
                return Reference(item, at, ref, value, kind, id_, False, "point")
            known = self.points.get((journey, point)) == kind or self.is_broken("journey", journey)
            return Reference(item, at, ref, value, kind, id_, known)
        return Reference(item, at, ref, value, kind, id_, self.exists((kind, id_)))
