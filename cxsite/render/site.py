"""The site that is being rendered: one View, its words and formats, and how a page of it is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, TypeVar, cast

from jinja2 import TemplateError

from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Persona
from cxsite.model.items.strategy import Phase, Team
from cxsite.model.new_file import NewFile
from cxsite.model.roadmap import Key, Page, View
from cxsite.render.address import item_address, kind_name, kind_of, page_uri
from cxsite.render.bodies import body_markdown
from cxsite.render.environment import PageEnvironment, of_page
from cxsite.render.figures import Figures
from cxsite.render.frontmatter import PageLink, PageMeta, front_matter
from cxsite.render.known.known_pages import KnownPages
from cxsite.render.maps.journey_points import JourneyPoint, noted_points, points_of
from cxsite.render.order import Place, by_title, place, state_of
from cxsite.render.site_sections import Section, for_colleagues
from cxsite.render.stage import LaterPage, MadeText, StagePage
from cxsite.render.words.catalogue import InterfaceWords
from cxsite.render.words.formats import Formats

ItemT = TypeVar("ItemT", bound=Item)
MadeT = TypeVar("MadeT")
_FAILURES = (TemplateError, TypeError, ValueError, AttributeError, LookupError, ZeroDivisionError)
_GAPS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a page builder gets. `sections` are all that sites have, as the navigation orders them;
    `colleagues`: whether the audience may see what is internal. `additions`: what a new file of each kind would be,
    where pages lead to the repository. `later`: pages are made when somebody asks for their text. `known`: those
    that are known. `made`: what `once` gave."""

    view: View
    look_up_health: Callable[[], tuple[Finding, ...]]
    words: InterfaceWords
    formats: Formats
    environment: PageEnvironment
    points: Mapping[str, JourneyPoint]
    colleagues: bool
    sections: tuple[Section, ...]
    additions: Mapping[str, NewFile] = field(default_factory=dict)
    later: bool = False
    known: KnownPages | None = None
    made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def health(self) -> tuple[Finding, ...]:
        """What the check says of the View, for colleagues."""
        if self.known is not None:
            # A page that shows it is made each time.
            self.known.asked.note(("health",))
        return self.look_up_health()

    def once(self, what: Hashable, make: Callable[[], MadeT]) -> MadeT:
        """What `make` gives, made once for this site. `what` names it, with all that it hangs on besides the View."""
        if what not in self.made:
            self.made[what] = self.known.asked.during(make) if self.known is not None else (make(), ())
        found, questions = self.made[what]
        if self.known is not None:
            self.known.asked.again(questions)
        return cast(MadeT, found)

    def all(self, model: type[ItemT]) -> tuple[ItemT, ...]:
        """The visible items of a class, as a reader expects them: phases and reviews by time, others by title."""

        of_kind = self.view.items.get(kind_name(model), {})
        found = (item for item in of_kind.values() if isinstance(item, model))
        return self.once(("all", model), lambda: tuple(sorted(found, key=by_title)))

    def find(self, model: type[ItemT], id_: str | None) -> ItemT | None:
        """The visible item of this class and id."""
        item = self.view.get(kind_name(model), id_) if id_ else None
        return item if isinstance(item, model) else None

    def pick(self, model: type[ItemT], ids: Iterable[str]) -> tuple[ItemT, ...]:
        """The visible items of these ids, in the order given."""
        return tuple(item for id_ in ids if (item := self.find(model, id_)) is not None)

    def pick_personas(self, item: Initiative) -> tuple[Persona, ...]:
        """Whom an initiative helps."""
        return self.pick(Persona, item.personas)

    def phase_of(self, item: Initiative) -> Phase | None:
        """The phase that an initiative belongs to."""
        return self.find(Phase, item.phase)

    def referring(self, kind: str, id_: str, model: type[ItemT], *fields: str) -> tuple[ItemT, ...]:
        """The visible items of a class that name this one (in one of `fields`), as related things stand."""

        def found() -> tuple[ItemT, ...]:
            source = kind_name(model)
            links = self.view.backlinks.get((kind, id_), ())
            ids = {link.id for link in links if link.kind == source and (not fields or link.field in fields)}
            return self.related(model, ids)

        return self.once(("referring", kind, id_, model, fields), found)

    def fact(self, item: Item, name: str) -> Any:
        """A derived value of an item, `None` where it has none or the audience may not see it."""
        return self.facts(item).get(name)

    def facts(self, item: Item) -> Mapping[str, Any]:
        """The derived values of an item that the audience may see, by name."""
        return self.view.facts.get((kind_of(item), item.id), {})

    def state(self, item: Initiative) -> str:
        """How an initiative stands, as far as the audience may know: `overdue`, `waiting` or its status."""
        return state_of(item, self.facts(item))

    def state_word(self, state: str) -> str:
        """The word for a state of an initiative."""
        if state == "overdue":
            return self.words["overdue"]
        return self.words["blocked"] if state == "waiting" else self.words.of("status", state)

    def point_state(self, point: JourneyPoint) -> str:
        """How far a pain point is answered: solved, being-fixed or open; empty where the audience may not know it."""
        return str((self.fact(point.journey, "pain_point_state") or {}).get(point.part.id, ""))

    def related(self, model: type[ItemT], ids: Iterable[str]) -> tuple[ItemT, ...]:
        """The visible items of these ids as related things stand: what is under way first, what is worst first."""
        return tuple(sorted(self.pick(model, ids), key=self.place))

    def place(self, item: Item) -> Place:
        """Where an item stands among others of its kind that belong to one thing."""
        return place(item, self.facts(item))

    def figures(self, kpi: Kpi) -> Figures:
        """How the numbers of a KPI are told."""
        return Figures(kpi, lambda name: self.fact(kpi, name), self.formats, self.words)

    @property
    def written(self) -> tuple[Page, ...]:
        """The hand-written pages in their order, without the text of the home page."""
        pages = [page for path, page in self.view.pages.items() if path != "index"]
        return tuple(sorted(pages, key=lambda page: (page.nav_order is None, page.nav_order or 0, page.path)))

    def shows(self, key: str) -> bool:
        """Whether the section of this key has a page."""
        return self.section(key).shown(self.view)

    def section(self, key: str) -> Section:
        """The section of this key; `LookupError` where none is registered."""
        for section in self.sections:
            if section.key == key:
                return section
        raise LookupError(f"no section has the key `{key}`: add it to cxsite/render/site_sections.py")

    def title(self, key: str) -> str:
        """What the section of this key is called for this audience."""
        return self.words[f"section_{key}"]

    def feedback(self, kind: str = "roadmap", id_: str = "") -> str:
        """Where readers say what they think of an item, or of the roadmap; empty where nobody asks."""
        return (self.view.charter.feedback or "").replace("{kind}", kind).replace("{id}", id_)

    def feedback_on(self, item: Item) -> str:
        """Where readers say what they think of an item: its own address, else the roadmap's."""
        own = item.feedback if isinstance(item, Initiative) else None
        return own or self.feedback(kind_of(item), item.id)

    def notify_on(self, item: Item) -> str:
        """Where readers ask to be told when an item changes; empty where nobody offers it."""
        url = self.view.charter.notify or ""
        return url.replace("{kind}", kind_of(item)).replace("{id}", item.id)

    def page(
        self,
        address: str,
        template: str,
        meta: PageMeta,
        *,
        about: Key | None = None,
        more: Callable[[], Mapping[str, object]] = dict,
        asks: bool = False,
        **context: Any,
    ) -> StagePage:
        """A page from a template, which sees `site`, `view`, `here` (the page's address), `meta`, `context`, and what
        `more` gives when the page is made. `asks`: all that `context` holds of the View, `more` asks for as well.

        A template that fails is a `CxsiteError` that names it and, with `about`, the item.
        """
        seen = {"site": self, **of_page(self.environment, address), "meta": meta, **context}
        make = partial(self._made, template, about, lambda: {**seen, **more()})
        page = LaterPage(page_uri(address), front_matter(meta), make)
        if asks and self.known is not None and not self.later:
            return self.known.page(page, (template, meta, about))
        return page if self.later else page.now()

    def _made(self, template: str, about: Key | None, context: Callable[[], Mapping[str, object]]) -> MadeText:
        blocks: list[str] = []
        try:
            body = self.environment.get_template(template).render(blocks=blocks, **context())
        except _FAILURES as error:
            of_item = f" for {about[0]} `{about[1]}`" if about else ""
            raise CxsiteError(f"the template {template} failed{of_item}: {error}") from error
        return _GAPS.sub("\n\n", body).strip("\n"), frozenset(blocks)

    def index(self, key: str, template: str, **context: Any) -> StagePage:
        """The index page of a section: full width, its title and lead from the words of `key`."""
        section = self.section(key)
        addition = self.additions.get(key)
        more = {"add": asdict(addition)} if addition is not None else {}
        meta = PageMeta(self.title(key), self.words[f"lead_{key}"], hide=("toc",), behind=True, more=more)
        return self.page(section.address, template, meta, section=section, **context)

    def item_pages(
        self,
        model: type[ItemT],
        template: str,
        context: Callable[[ItemT], Mapping[str, object]],
        hide: tuple[str, ...] = (),
    ) -> Iterator[StagePage]:
        """One page for each item of a class, linked to its neighbours; templates get it, its owner and `context`."""
        kind, items = kind_name(model), self.all(model)
        section = self.section(kind)
        for before, item, after in zip((None, *items), items, (*items[1:], None), strict=False):
            meta = PageMeta(
                item.title,
                item.summary,
                section=PageLink(self.title(kind), section.address),
                tab=self.first_of_tab(section),
                previous=_page_link(before),
                next=_page_link(after),
                level="" if self.view.audience.is_public else self.view.item_levels[kind, item.id].name,
                hide=hide,
                behind=isinstance(item, Initiative) and item.status == "dropped",
                more={"source": source} if (source := self.view.sources.get((kind, item.id))) else {},
            )
            key = (kind, item.id)
            yield self.page(
                item_address(*key),
                template,
                meta,
                about=key,
                more=partial(self._of_item, model, item.id, context),
                asks=True,
                kind=kind,
            )

    def _of_item(
        self, model: type[ItemT], id_: str, context: Callable[[ItemT], Mapping[str, object]]
    ) -> Mapping[str, object]:
        """What the template of an item gets, all of it asked for now."""
        item = self.find(model, id_)
        assert item is not None
        return {"item": item, "owner": self.find(Team, item.owner), **context(item)}

    def first_of_tab(self, section: Section) -> str:
        """The address of the first page of a section's tab."""
        same = (other.address for other in self.sections if other.tab == section.tab and other.shown(self.view))
        return next(same, section.address)

    def body(self, item_body: str, here: str, level: str | None = None) -> str:
        """A body of the View as Markdown for the page at `here`; parts above `level`, its item's, are marked."""
        return body_markdown(item_body, here, self.view, self._mark, level or "")

    def _mark(self, level: str) -> tuple[str, str]:
        return self.words.of("level", level), self.environment.components.level(level)


def new_site(
    view: View,
    health: Callable[[], tuple[Finding, ...]],
    words: InterfaceWords,
    formats: Formats,
    environment: PageEnvironment,
    sections: tuple[Section, ...],
    additions: Mapping[str, NewFile] | None = None,
    *,
    later: bool = False,
    known: KnownPages | None = None,
) -> Site:
    """The site of a View, which is that of the `known` pages if there are any."""
    points = points_of(view)
    if known is not None:
        points = noted_points(points, known.asked)
    named = additions or {}
    return Site(view, health, words, formats, environment, points, for_colleagues(view), sections, named, later, known)


def _page_link(item: Item | None) -> PageLink | None:
    return None if item is None else PageLink(item.title, item_address(kind_of(item), item.id))
