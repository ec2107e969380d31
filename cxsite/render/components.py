"""The smallest components of pages: badges, links, rows, data attributes.

A page holds dozens of them, and a macro costs ten times as much as a call; templates reach them as macros of
`parts.html` and `filter.html`. Everything from outside is escaped. The same link or badge comes again on hundreds of
pages: each is made once for a View, and known by all that it is made of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import copy
from typing import Protocol

from markupsafe import Markup

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.model.scalars import suggest_id
from cxsite.render.address import item_address, kind_of, relative
from cxsite.render.escaping import Escapes
from cxsite.render.site_sections import for_colleagues
from cxsite.render.words.catalogue import InterfaceWords
from cxsite.render.words.formats import Formats

_NOTHING = Markup("")


class HasLevel(Protocol):
    """What may have a level of its own: a part of an item, or something made from one."""

    @property
    def visibility(self) -> str | None:
        """The name of its level."""
        ...


class Components:
    """The components for the site of one View. On a public one no badge says a level, since there is only one."""

    def __init__(self, words: InterfaceWords, formats: Formats, view: View, escapes: Escapes | None = None) -> None:
        self._here = ""
        self._escaped = Escapes() if escapes is None else escapes
        self._badges: dict[tuple[str, str, str], Markup] = {}
        self._of_status: dict[tuple[str, str], Markup] = {}
        self._made_links: dict[tuple[int, str, str, str, str], Markup] = {}
        self._words = words
        self._formats = formats
        self._public = view.audience.is_public
        self._facts = view.facts
        self._today = view.today
        self._colleagues = for_colleagues(view)
        # States that a status does not say.
        self._states = {
            "overdue": self._badge("overdue", words["overdue"]),
            "waiting": self._badge("blocked", words["blocked"]),
        }

    def on(self, here: str) -> Components:
        """The same components for the page at the address `here`, which links lead from; what was made is shared."""
        page = copy(self)
        page._here = here
        return page

    def badge(self, group: str, value: str, look: str = "") -> Markup:
        """The word for a value in its colour; `look` is the class of the colour, where it is not the value."""
        made = self._badges.get((group, value, look))
        if made is None:
            made = self._badges[group, value, look] = self._badge(look or value, self._words.of(group, value))
        return made

    def status(self, item: Initiative) -> Markup:
        """The badge of an initiative's status, and beside it that of its state where that says more."""
        status, state = item.status, self._state(item)
        made = self._of_status.get((status, state))
        if made is None:
            badge = self.badge("status", status)
            made = Markup(f"{badge} {self._states[state]}") if state in self._states else badge
            self._of_status[status, state] = made
        return made

    def state(self, item: Initiative) -> Markup:
        """One badge for an initiative, where there is no room for two: its state."""
        state = self._state(item)
        return self._states[state] if state in self._states else self.badge("status", item.status)

    def milestone(self, item: Initiative, at: int) -> Markup:
        """The badge of the milestone at a place: reached, open or missed, as far as the audience may know."""
        states = self._facts.get((kind_of(item), item.id), {}).get("milestone_state")
        done = item.milestones[at].done
        state = states[at] if states else "reached" if done else "open"
        # What is still to come is no alarm, as an open pain point is.
        return self.badge("milestone", state, "planned" if state == "open" else "")

    def late(self, when: Period | dt.date | None) -> Markup:
        """The badge of what should be there by now and is not; nothing for readers who are not told of that."""
        day = when.last if isinstance(when, Period) else when
        late = self._colleagues and day is not None and day < self._today
        return Markup(" ") + self._states["overdue"] if late else _NOTHING

    def _state(self, item: Initiative) -> str:
        return str(self._facts.get((kind_of(item), item.id), {}).get("state", item.status))

    def level(self, name: str) -> Markup:
        """The badge of a level; nothing on a public site."""
        return _NOTHING if self._public else self.badge("level", name, f"level cx-badge--{name}")

    def own_level(self, part: HasLevel, of: Item, usual: str = "") -> Markup:
        """A badge for a part whose level is neither the one of what it belongs to nor the usual one."""
        level = part.visibility
        if not level or level in (of.visibility, usual) or self._public:
            return _NOTHING
        return Markup(f" {self.level(level)}")

    def item_link(self, item: Item, look: str = "") -> Markup:
        """A link to an item by its title."""
        # From pages as deep as each other, the way is the same.
        known = (self._here.count("/"), kind_of(item), item.id, item.title, look)
        made = self._made_links.get(known)
        if made is None:
            made = self._made_links[known] = self._link(item, look)
        return made

    def links(self, items: Sequence[Item]) -> Markup:
        """Links to items: one as it is, more as a list."""
        if len(items) == 1:
            return self.item_link(items[0])
        return Markup("<ul>" + "".join(f"<li>{self.item_link(item)}</li>" for item in items) + "</ul>")

    def row_links(self, label: str, items: Sequence[Item]) -> Markup:
        """A row of facts with links; nothing without any."""
        return self._row(label, self.links(items)) if items else _NOTHING

    def row_text(self, label: str, text: object) -> Markup:
        """A row of facts with a text or number; nothing without one."""
        return self._row(label, self._escaped[str(text)]) if text else _NOTHING

    def time(self, item: Initiative) -> Markup:
        """When an initiative was there, or is planned; nothing where it will not be."""
        if item.shipped:
            return self._escaped[self._formats.day(item.shipped)]
        return _NOTHING if item.status == "dropped" else self._escaped[self._formats.span(item.start, item.end)]

    def data(self, item: Initiative) -> Markup:
        """The attributes of an initiative that filters look at."""
        values = {
            "status": " ".join(dict.fromkeys((item.status, self._state(item)))),
            "area": item.area,
            "objective": " ".join(item.objectives),
            "persona": " ".join(item.personas),
            "phase": item.phase,
            "team": item.owner,
            "tag": " ".join(suggest_id(tag) for tag in item.tags),
        }
        said = (f' data-{name}="{self._escaped[value]}"' for name, value in values.items() if value)
        return Markup("data-cx-item" + "".join(said))

    def _badge(self, look: str, word: str) -> Markup:
        return Markup(f'<span class="cx-badge cx-badge--{self._escaped[look]}">{self._escaped[word]}</span>')

    def _link(self, item: Item, look: str) -> Markup:
        look = f' class="{self._escaped[look]}"' if look else ""
        address = self._escaped[relative(self._here, item_address(kind_of(item), item.id))]
        return Markup(f'<a{look} href="{address}">{self._escaped[item.title]}</a>')

    def _row(self, label: str, value: Markup) -> Markup:
        return Markup(f"<div><dt>{self._escaped[label]}</dt><dd>{value}</dd></div>")
