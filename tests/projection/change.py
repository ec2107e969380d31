"""Change everything in a site that an audience does not see: take it away, or write other things and more."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.period import DatePrecision, Period
from cxsite.model.shape import Leaf, Many, Record, fields_of, part_name
from tests.bodies import Piece
from tests.projection.oracle import Oracle, highest, precision, sees
from tests.sites import LEVELS, STEERING, Raw, Site
from tests.strategies import Maker

TOP = LEVELS[-1]


def hidden_removed(site: Site, audience: str) -> Site:
    """The site without anything that the audience does not see."""
    return _Change(site, audience, random.Random(0), remove=True).done()


def hidden_changed(site: Site, audience: str, seed: int) -> Site:
    """The site with other hidden values, other and more hidden items and parts, in another order."""
    return _Change(site, audience, random.Random(seed), remove=False).done()


class _Change:
    def __init__(self, site: Site, audience: str, rng: random.Random, *, remove: bool) -> None:
        self.site = site.copy()
        self.audience = audience
        self.rng = rng
        self.remove = remove
        self.roadmap = site.roadmap()
        self.oracle = Oracle(self.roadmap)
        self.told: DatePrecision = precision(self.roadmap.charter, audience)
        self.maker = Maker(rng, 0.4, site.bodies, assets=list(site.assets), charter=self.site.charter)
        self.maker.ids = {kind: list(of_kind) for kind, of_kind in site.items.items()}
        self.can_hide = not sees(audience, TOP) and not remove

    def done(self) -> Site:
        """Apply all changes."""
        site, charter = self.site, self.roadmap.charter
        self._record(site.charter, charter, "roadmap", LEVELS[0], {})
        for kind, of_kind in self.roadmap.items.items():
            for id_, item in of_kind.items():
                level = self.oracle.item_level(kind, item)
                if sees(self.audience, level):
                    self._over(site.items[kind][id_], item, kind)
                    self._record(site.items[kind][id_], item, kind, level, item.disclose)
                else:
                    self._hidden(site.items[kind], id_, "i")
        for path, page in self.roadmap.pages.items():
            if not sees(self.audience, page.visibility or charter.default_visibility):
                self._hidden(site.pages, path, "g")
            elif page.body:
                site.pages[path]["body"] = self._body(page.body)
        site.charter["site"] = {level: said for level, said in charter_sites(site) if level == self.audience}
        if self.can_hide:
            self._more()
        site.items = self.maker.resolved(site.items)
        return site

    def _over(self, raw: Raw, item: Item, kind: str) -> None:
        """An embargo that is over is as if it had never been, for those who do not see the field."""
        own = self.oracle.field_level(kind, "visible_from", type(item), item.disclose)
        if not sees(self.audience, own) and not sees(self.audience, "internal"):
            raw.pop("visible_from", None)

    def _hidden(self, mapping: dict[str, Raw], id_: str, mark: str) -> None:
        """Take a hidden item away, or give it another id."""
        raw = mapping.pop(id_)
        if not self.remove and self.rng.random() < 0.7:
            mapping[self.maker.word(mark)] = raw

    def _record(self, raw: Raw, part: Declared, owner: str, level: str, disclose: dict[str, str]) -> None:
        """Change the hidden fields of something visible."""
        model = type(part)
        wording = raw.get("wording", {})
        for name, declared in fields_of(model).items():
            worded = self._worded(wording, name)
            if declared.consumed or name in STEERING or name not in raw:
                continue
            own = highest(level, self.oracle.field_level(owner, name, model, disclose))
            if isinstance(declared.shape, Record) and not declared.required:
                field_level, own = own, self._own(getattr(part, name), own, None, disclose)
                if sees(self.audience, field_level) and not sees(self.audience, own):
                    # The part hides itself: another one in its place has to, too.
                    self._other_hidden(raw, name, declared.shape)
                    continue
            if not sees(self.audience, own) or (worded and declared.wordable and not declared.required):
                del raw[name]
                if not self.remove and self.rng.random() < 0.7 and (new := self.maker.field(declared)) is not None:
                    raw[name] = self.maker.body() if name == "body" else new
            elif worded and declared.wordable:
                raw[name] = self.maker.word()
            else:
                default = self._default(owner, name, model, disclose)
                raw[name] = self._value(raw[name], getattr(part, name), declared.shape, own, default, disclose)
        if wording:
            self._wording(raw, wording, owner, level, model, disclose)

    def _other_hidden(self, raw: Raw, name: str, shape: Record) -> None:
        del raw[name]
        if self.can_hide and "visibility" in fields_of(shape.model) and self.rng.random() < 0.7:
            raw[name] = {**self.maker.record(shape.model), "visibility": TOP}

    def _value(
        self, raw: Any, value: Any, shape: Any, level: str, default: str | None, disclose: dict[str, str]
    ) -> Any:
        if isinstance(shape, Leaf):
            if value in self.site.bodies.pieces:
                return self._body(value)
            return self._period(value) if isinstance(value, Period) else raw
        if isinstance(shape, Record):
            self._record(raw, value, part_name(shape.model), self._own(value, level, default, disclose), disclose)
            return raw
        if not isinstance(shape, Many) or not isinstance(shape.entry, Record):
            return raw
        kept = []
        for entry_raw, entry in zip(raw, value, strict=True):
            own = self._own(entry, level, default, disclose)
            if sees(self.audience, own):
                self._record(entry_raw, entry, part_name(shape.entry.model), own, disclose)
                kept.append(entry_raw)
        while self.can_hide and "visibility" in fields_of(shape.entry.model) and self.rng.random() < 0.4:
            hidden = {**self.maker.record(shape.entry.model), "visibility": TOP}
            kept.insert(self.rng.randint(0, len(kept)), hidden)
        return kept or raw[:1]

    def _own(self, part: Declared, level: str, default: str | None, disclose: dict[str, str]) -> str:
        said = getattr(part, "visibility", None) or default or LEVELS[0]
        return highest(level, said, *self.oracle.required(part_name(type(part)), type(part), disclose))

    def _default(self, owner: str, name: str, model: type[Declared], disclose: dict[str, str]) -> str | None:
        if fields_of(model)[name].parts != "internal":
            return None
        said = disclose.get(name if owner in BY_NAME else f"{owner}.{name}")
        return said or self.oracle.policy.get(owner, {}).get(name) or "internal"

    def _worded(self, wording: dict[str, dict[str, str]], name: str) -> str | None:
        """The level whose words the audience reads."""
        return next((level for level in LEVELS[LEVELS.index(self.audience) :] if name in wording.get(level, {})), None)

    def _wording(
        self,
        raw: Raw,
        wording: dict[str, dict[str, str]],
        owner: str,
        level: str,
        model: type[Declared],
        disclose: dict[str, str],
    ) -> None:
        """Change the words that other audiences read, and those of fields that this one does not see."""
        changed: dict[str, dict[str, str]] = {}
        for said, words in wording.items():
            for name, text in words.items():
                own = level if name == "id" else highest(level, self.oracle.field_level(owner, name, model, disclose))
                if said == self._worded(wording, name) and sees(self.audience, own):
                    body = name == "body"
                    changed.setdefault(said, {})[name] = self._body(text) if body else text
                elif not self.remove:
                    changed.setdefault(said, {})[name] = self.maker.body() if name == "body" else self.maker.word("i")
        raw["wording"] = changed

    def _body(self, body: str) -> str:
        """The same visible pieces between other hidden ones."""
        if body not in self.site.bodies.pieces:
            return body
        kept = [p for p in self.site.bodies.pieces[body] if p.level is None or sees(self.audience, p.level)]
        above = [level for level in LEVELS if not sees(self.audience, level)]
        while above and not self.remove and self.rng.random() < 0.5:
            text = f"{self.maker.word('b')} [{self.maker.word('b')}](initiative:{self.maker.word('i')})"
            kept.insert(self.rng.randint(0, len(kept)), Piece(self.rng.choice(above), text))
        return self.site.bodies.join(kept) if kept else ""

    def _period(self, period: Period) -> str:
        """Another plan of which the audience is told the same."""
        coarse = period.coarsen(self.told)
        if coarse is not None and not self.remove and self.rng.random() < 0.7:
            day = coarse.first + dt.timedelta(days=self.rng.randint(0, (coarse.last - coarse.first).days))
            if Period.parse(day.isoformat()).coarsen(self.told) == coarse:
                return day.isoformat()
        for _ in range(200):
            other = Period.parse(self.maker.period())
            if not self.remove and other.coarsen(self.told) == coarse:
                return str(other)
        return str(coarse or period)

    def _more(self) -> None:
        """Add hidden items that refer to everything, entries that nobody uses, and give all another order."""
        for kind in list(self.site.items):
            id_ = self.maker.word("i")
            self.site.items[kind][id_] = {**self.maker.item(kind, id_, BY_NAME[kind].model), "visibility": TOP}
            self.site.items[kind] = _shuffled(self.site.items[kind], self.rng)
        page = {"title": self.maker.word(), "visibility": TOP, "body": self.maker.body()}
        self.site.pages = _shuffled({**self.site.pages, self.maker.word("g"): page}, self.rng)
        self.site.items = _shuffled(self.site.items, self.rng)
        self.site.charter["sensitive_terms"] = [self.maker.word()]
        self.site.charter["areas"] = {**self.site.charter.get("areas", {}), self.maker.word("v"): self.maker.word()}
        self.site.assets = [self.maker.word("a") + ".png", *self.site.assets]


def charter_sites(site: Site) -> list[tuple[str, Raw]]:
    """The websites that roadmap.yml names, by level."""
    found: dict[str, Raw] = site.charter.get("site", {})
    return list(found.items())


def _shuffled(mapping: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    keys = list(mapping)
    rng.shuffle(keys)
    return {key: mapping[key] for key in keys}
