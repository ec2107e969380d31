"""`project`: what one audience may see of a roadmap. Everything that a reader can learn comes from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxsite.assets.publishable import unfit_file
from cxsite.model.charter import Charter, SiteOfLevel
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey
from cxsite.model.kinds import BY_NAME, KINDS
from cxsite.model.levels import Level
from cxsite.model.link_grammar import Target
from cxsite.model.past import Past, Recalled
from cxsite.model.readers import Readers, Tables
from cxsite.model.roadmap import ROADMAP, Key, Opening, Page, Roadmap, View
from cxsite.model.visibility import Visibility, has_edit_links
from cxsite.projection.bodies import Fit, body_for, is_fit
from cxsite.projection.facts import facts_for
from cxsite.projection.going_back import gone_back
from cxsite.projection.in_use import in_use
from cxsite.projection.names import name_everything
from cxsite.projection.past import Sight, cut, known_then
from cxsite.projection.references import backlinks, canonical, redirects, resolver
from cxsite.projection.remembered import Asks, Counts, Remembered
from cxsite.projection.samples import without_small_samples
from cxsite.projection.values import UNSEEN, WITHHELD, Walk
from cxsite.projection.without_additions import without_additions


def project(
    roadmap: Roadmap,
    audience: Level,
    today: dt.date,
    recalled: Recalled | None = None,
    fit: Fit = is_fit,
    then: View | None = None,
    remembered: Remembered | None = None,
) -> View:
    """The View of `audience` on `today`. Anything above the audience, and every reference to it, is gone; what is
    `recalled` of the past is cut to what the audience sees today.

    An item that can't be shown without something that the audience does not see is withheld as a whole, and then
    everything that refers to it is looked at again. `fit` judges bodies: only what is never shown may do with less.
    With `then`, what the audience saw of an edition, the View goes back to it: what was not there is gone, and the same
    cut says how the rest was. What was `remembered` of another state of the content saves time, and changes nothing.
    """
    without: frozenset[Key] = frozenset()
    while True:
        projection = Projection(roadmap, audience, today, without, fit, remembered)
        items = projection.items()
        gone = projection.incomplete | (projection.not_there(items, then) if then is not None else set())
        if not gone:
            return projection.view(items, recalled, then)
        without |= gone


def seen_items(
    roadmap: Roadmap, audience: Level, today: dt.date, remembered: Remembered | None = None
) -> dict[str, dict[str, Item]]:
    """The items of the View of `audience`, for those who need nothing else of it."""
    without: frozenset[Key] = frozenset()
    while True:
        projection = Projection(roadmap, audience, today, without, is_fit, remembered)
        items = projection.items()
        if not projection.incomplete:
            return items
        without |= projection.incomplete


class Projection:
    """One run of `project`: the tables that its steps share."""

    def __init__(
        self,
        roadmap: Roadmap,
        audience: Level,
        today: dt.date,
        without: frozenset[Key],
        fit_text: Fit,
        remembered: Remembered | None,
    ) -> None:
        self.fit_text = fit_text
        self.remembered = remembered
        if remembered is not None:
            remembered.begin(roadmap, audience)
        self.visibility = Visibility.of(roadmap.charter, roadmap.levels, audience, today)
        self.roadmap = roadmap = without_small_samples(roadmap, self.visibility)
        self.today = today
        self.names = name_everything(roadmap, self.visibility, without)
        self.incomplete: set[Key] = set()
        self.pages = _visible_pages(roadmap, self.visibility)
        self.census: Counts = {}
        self.tables: Tables = {}
        self.assets: set[str] = set()
        self.fit: dict[str, bool] = {}
        self.charter = self._charter()

    def not_there(self, items: Mapping[str, Mapping[str, Item]], then: View) -> set[Key]:
        """The items that an earlier View did not have, by their ids as written."""
        there = {kind: known_then(of_kind, then.items.get(kind, {})) for kind, of_kind in items.items()}
        return {(kind, id_) for (kind, id_), shown in self.names.items.items() if shown not in there.get(kind, ())}

    def view(self, items: dict[str, dict[str, Item]], recalled: Recalled | None, then: View | None) -> View:
        """Put the View together from its items, their past and what is derived from them."""
        originals = without_additions(self.roadmap, self.names.items, self.visibility)
        if then is not None:
            items, originals = gone_back(self._sight(items, originals), then)
        past = cut(recalled, self._sight(items, originals)) if recalled is not None else Past()
        facts = self._facts(items, originals, past)
        pages = self._pages()
        site = self.roadmap.charter.site.get(self.visibility.audience.name, SiteOfLevel())
        edits = has_edit_links(self.roadmap.charter, self.roadmap.levels, self.visibility.audience)
        internal = self.visibility.sees(self.visibility.levels.internal)
        shown = {(kind, self.names.items[kind, id_]): level for (kind, id_), level in self.names.levels.items()}
        return View(
            audience=self.visibility.audience,
            levels=self.visibility.levels.up_to(self.visibility.audience),
            today=self.today,
            charter=in_use(self.charter, items, pages),
            items=items,
            pages=pages,
            item_levels=dict(sorted(shown.items())),
            facts=facts,
            backlinks=backlinks(items) if self.remembered is None or self.remembered.names is None else {},
            redirects=redirects(items),
            assets={name: self.roadmap.assets[name].read_bytes() for name in sorted(self.assets)},
            site_name=site.site_name or self.charter.title,
            site_url=site.site_url or "",
            edit_links=edits,
            sources=self._sources() if edits else {},
            census=self._census() if internal else {},
            past=past,
            openings=self._openings(originals) if internal else {},
        )

    def _charter(self) -> Charter:
        whole = self.roadmap.charter
        here = (ROADMAP, ROADMAP)
        walk = self.walk(here, self.asks(here, whole), {}, self.census)
        charter = walk.record(whole, ROADMAP, self.visibility.levels.least, extra={})
        if charter is WITHHELD:
            # A policy that withholds the title, which the checker refuses.
            return Charter.model_construct(_fields_set={"title"}, title="")
        assert isinstance(charter, Charter)
        return charter

    def items(self) -> dict[str, dict[str, Item]]:
        """The visible part of every visible item; what can't be shown without something hidden is `incomplete`."""
        items: dict[str, dict[str, Item]] = {}
        for kind in KINDS:
            shown: dict[str, Item] = {}
            for id_, item in self.roadmap.items.get(kind.name, {}).items():
                level = self.names.levels.get((kind.name, id_))
                if level is None:
                    continue
                view_id = self.names.items[kind.name, id_]
                found = self.seen((kind.name, id_), item, view_id, level)
                if found is WITHHELD:
                    self.incomplete.add((kind.name, id_))
                elif found is not UNSEEN:
                    shown[view_id] = found
            if shown:
                items[kind.name] = dict(sorted(shown.items()))
        return items

    def seen(self, key: Key, item: Item, view_id: str, level: Level) -> Any:
        """The visible part of one item, or `WITHHELD`."""
        extra, asks = {"id": view_id, "visibility": level.name}, self.asks(key, self.charter)

        def look(asks: Asks, counts: Counts) -> Any:
            return self.walk(key, asks, item.disclose, counts).record(item, key[0], level, extra=extra)

        if self.remembered is None:
            return look(asks, self.census)
        found, counted = self.remembered.seen(key, item, view_id, level, asks, look)
        for of, counts in counted.items():
            mine = self.census.setdefault(of, {})
            for name, count in counts.items():
                mine[name] = mine.get(name, 0) + count
        return found

    def asks(self, here: Key, charter: Charter) -> Asks:
        """What the walk through one item asks."""
        return Asks(resolver(self.names, charter, here), self._resolve_link, self._use_asset, self.fit_text)

    def walk(self, here: Key, asks: Asks, disclose: Mapping[str, str], counts: Counts) -> Walk:
        """The walk through one item."""
        return Walk(
            readers=Readers(self.visibility, disclose, self.tables),
            resolve=asks.ref,
            body=lambda body: body_for(body, self.visibility, here, asks.link, asks.fit),
            asset=asks.asset,
            census=counts,
        )

    def _pages(self) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        for path, (page, level) in self.pages.items():
            body = body_for(page.body, self.visibility, ("page", path), self._resolve_link, self.fit_text)
            values: dict[str, Any] = {**page.__dict__, "visibility": level.name, "body": body}
            pages[path] = Page.model_construct(**values)
        return pages

    def _use_asset(self, name: str) -> bool:
        if name not in self.roadmap.assets:
            return False
        floor = self.roadmap.asset_floors.get(name)
        if floor is not None and not self.visibility.sees(floor):
            return False
        if name not in self.fit:
            # The checker says why; a file that may run is not published even where nobody asked it.
            self.fit[name] = unfit_file(name, self.roadmap.assets[name]) is None
        if self.fit[name]:
            self.assets.add(name)
        return self.fit[name]

    def _resolve_link(self, target: Target) -> tuple[str, str] | None:
        if target.kind == "asset":
            return (f"asset:{target.id}", target.id) if self._use_asset(target.id) else None
        if target.kind == "page":
            found = self.pages.get(target.id)
            return (f"page:{target.id}", found[0].title) if found else None
        return canonical(self.names, self._title, target)

    def _title(self, kind: str, id_: str) -> str:
        journey, _, point = id_.partition("/")
        item = self.roadmap.get(kind, journey)
        assert item is not None, "only visible items are asked for their title"
        if point:
            assert isinstance(item, Journey)
            for part in item.points():
                if part.id == point:
                    return self._words(part.wording, part.title)
        return self._words(item.wording, item.title)

    def _words(self, wording: Mapping[str, Mapping[str, str]], title: str) -> str:
        worded = self.visibility.worded(wording, "title")
        return title if worded is None else worded

    def _sight(self, items: Mapping[str, Mapping[str, Item]], originals: Mapping[Key, Item]) -> Sight:
        levels = {(kind, self.names.items[kind, id_]): level for (kind, id_), level in self.names.levels.items()}
        return Sight(self.visibility, items, originals, levels)

    def _facts(
        self, items: Mapping[str, Mapping[str, Item]], originals: Mapping[Key, Item], past: Past
    ) -> dict[Key, dict[str, Any]]:
        whole = self.roadmap.charter
        if self.remembered is not None:
            self.remembered.begin_facts(self.charter, self.today)
        return facts_for(self.visibility, whole, self.charter, items, originals, self.today, past, self.remembered)

    def _openings(self, originals: Mapping[Key, Item]) -> dict[Key, Opening]:
        """When items open to readers below internal who do not see them yet."""
        found: dict[Key, Opening] = {}
        for key, item in sorted(originals.items()):
            kind = BY_NAME[key[0]]
            if not (self.visibility.is_embargoed(item) and self.visibility.sees_field(kind, "visible_from", item)):
                continue
            level = self.visibility.opened_level(kind, item)
            if self.visibility.levels.is_below_internal(level):
                assert item.visible_from is not None
                found[key] = Opening(level, item.visible_from)
        return found

    def _census(self) -> Counts:
        """Counts by level, in an order that does not come from that of the files."""
        names = self.visibility.levels.names
        return {
            of: {name: self.census[of][name] for name in names if name in self.census[of]} for of in sorted(self.census)
        }

    def _sources(self) -> dict[Key, str]:
        """The files of items and pages, seen from the folder of mkdocs.yml; not those outside of it, which may be in
        another repository."""
        shown = {**self.names.items, **{("page", path): path for path in self.pages}}
        origins = ((kind, name, self.roadmap.origins.get((kind, id_))) for (kind, id_), name in shown.items())
        return {(kind, name): at.path for kind, name, at in origins if at is not None and not at.path.startswith("../")}


def _visible_pages(roadmap: Roadmap, visibility: Visibility) -> dict[str, tuple[Page, Level]]:
    found: dict[str, tuple[Page, Level]] = {}
    for path, page in sorted(roadmap.pages.items()):
        level = visibility.page_level(page.visibility)
        if visibility.sees(level):
            title = page.title or path.rsplit("/", 1)[-1].replace("-", " ").capitalize()
            found[path] = (page.model_copy(update={"title": title}), level)
    return found
