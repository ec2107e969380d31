"""The smallest components of pages: badges, links, rows, data attributes.

A page holds dozens of them, and a macro costs ten times as much as a call; templates reach them as macros of
`parts.html` and `filter.html`. Everything from outside goes through `escaped`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.period import Period
from cxsite.model.roadmap import View
from cxsite.model.scalars import suggest_id
from cxsite.render.address import item_address, kind_of, relative
from cxsite.render.escaping import escaped
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

    def __init__(self, words: InterfaceWords, formats: Formats, view: View) -> None:
        self._words = words
        self._formats = formats
        self._public = view.audience.is_public
        self._facts = view.facts
        self._today = view.today
        self._colleagues = for_colleagues(view)
        # States that a status does not say.
        self._states = {"overdue": _badge("overdue", words["overdue"]), "waiting": _badge("blocked", words["blocked"])}

    def badge(self, group: str, value: str, look: str = "") -> Markup:
        """The word for a value in its colour; `look` is the class of the colour, where it is not the value."""
        return _badge(look or value, self._words.of(group, value))

    def status(self, item: Initiative) -> Markup:
        """The badge of an initiative's status, and beside it that of its state where that says more."""
        badge, state = self.badge("status", item.status), self._state(item)
        return badge + Markup(" ") + self._states[state] if state in self._states else badge

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

    @pass_context
    def item_link(self, context: Context, item: Item, look: str = "") -> Markup:
        """A link to an item by its title."""
        return _link(context["here"], item, look)

    @pass_context
    def links(self, context: Context, items: Sequence[Item]) -> Markup:
        """Links to items: one as it is, more as a list."""
        return _links(context["here"], items)

    @pass_context
    def row_links(self, context: Context, label: str, items: Sequence[Item]) -> Markup:
        """A row of facts with links; nothing without any."""
        return _row(label, _links(context["here"], items)) if items else _NOTHING

    def row_text(self, label: str, text: object) -> Markup:
        """A row of facts with a text or number; nothing without one."""
        return _row(label, escaped(str(text))) if text else _NOTHING

    def time(self, item: Initiative) -> Markup:
        """When an initiative was there, or is planned; nothing where it will not be."""
        if item.shipped:
            return escaped(self._formats.day(item.shipped))
        return _NOTHING if item.status == "dropped" else escaped(self._formats.span(item.start, item.end))

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
        said = (f' data-{name}="{escaped(value)}"' for name, value in values.items() if value)
        return Markup("data-cx-item" + "".join(said))


def _badge(look: str, word: str) -> Markup:
    return Markup(f'<span class="cx-badge cx-badge--{escaped(look)}">{escaped(word)}</span>')


def _link(here: str, item: Item, look: str = "") -> Markup:
    look = f' class="{escaped(look)}"' if look else ""
    address = escaped(relative(here, item_address(kind_of(item), item.id)))
    return Markup(f'<a{look} href="{address}">{escaped(item.title)}</a>')


def _links(here: str, items: Sequence[Item]) -> Markup:
    if len(items) == 1:
        return _link(here, items[0])
    return Markup("<ul>" + "".join(f"<li>{_link(here, item)}</li>" for item in items) + "</ul>")


def _row(label: str, value: Markup) -> Markup:
    return Markup(f"<div><dt>{escaped(label)}</dt><dd>{value}</dd></div>")
