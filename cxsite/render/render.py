"""Rendering: a View becomes a Stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby

from markupsafe import escape

from cxsite.model.addresses import page_address
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.new_file import NewFile
from cxsite.model.roadmap import View
from cxsite.model.scalars import is_address
from cxsite.processes.parallel import Both, in_turn
from cxsite.render.address import page_uri
from cxsite.render.environment import new_environment
from cxsite.render.escaping import one_line
from cxsite.render.files.calendar import calendar_file, has_calendar
from cxsite.render.files.export import roadmap_json
from cxsite.render.files.feed import feeds
from cxsite.render.files.measurements import measurements
from cxsite.render.files.redirects import redirects
from cxsite.render.files.series import series
from cxsite.render.files.share_image import share_image, shared_address
from cxsite.render.known.known_pages import KnownPages
from cxsite.render.pages import initiatives, kpis
from cxsite.render.pages.registry import NAVIGATION, builders
from cxsite.render.site import Site, new_site
from cxsite.render.site_sections import SERIES, for_colleagues
from cxsite.render.stage import LaterFiles, NavEntry, PageRecords, Stage, StagePage
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.direction import from_right
from cxsite.render.words.formats import Formats

LOOSE_PAGES = 2
"""Up to so many hand-written pages are tabs of their own; more share one."""


Health = tuple[Finding, ...] | Callable[[], tuple[Finding, ...]]
"""Findings of the check run on a View, or what finds them when somebody asks."""


def render(
    view: View,
    health: Health = (),
    *,
    additions: Mapping[str, NewFile] | None = None,
    both: Both = in_turn,
    busy: bool = False,
    later: bool = False,
    known: PageRecords | None = None,
) -> Stage:
    """The whole site of one audience. `health`: findings of the check run on the View, for colleagues only.

    `additions` are the new files that pages offer, by kind; only pages that lead to the repository do.
    `both` does two halves of the work, of which the second one is small where whoever does it is `busy`. `later`: each
    page is made when somebody asks for its text. `known` is what is remembered of pages of this site; the Stage says
    what is to be remembered, where that is given.
    Raises `CxsiteError` for a template that fails, and for two pages at one address.
    """
    found = None if known is None else KnownPages.of(view, known, additions if view.edit_links else {})
    site = site_of(view, health, additions, later=later, known=found)
    pages, others, records = _made(site, both, busy)
    _refuse_collisions(pages, others)
    return Stage(
        site_name=view.site_name,
        site_url=view.site_url,
        language=view.charter.language,
        pages=pages,
        files=others,
        nav=_navigation(site, frozenset(page.uri for page in pages)),
        extra=_extra(site, others),
        records=records,
    )


def _made(site: Site, both: Both, busy: bool) -> tuple[tuple[StagePage, ...], Mapping[str, bytes], PageRecords]:
    """All pages, in the order of the builders, all files, and what is to be remembered of pages. The pages of
    initiatives and KPIs and the files take as long as all other pages with the check of the View, which two of those
    show; the files alone where most pages are known. Whoever is `busy` makes only those."""
    makers = tuple(builders(site))
    elsewhere = () if busy or (site.known is not None and site.known.known) else (initiatives.pages, kpis.pages)
    others, (theirs, rest, records) = both(
        lambda: [list(build(site)) for build in makers if build not in elsewhere],
        lambda: (
            [list(build(site)) for build in makers if build in elsewhere],
            files(site),
            site.known.records if site.known is not None else {},
        ),
    )
    ours, of_them = iter(others), iter(theirs)
    pages = tuple(page for build in makers for page in next(of_them if build in elsewhere else ours))
    return pages, rest, {**records, **(site.known.records if site.known is not None else {})}


def site_of(
    view: View,
    health: Health = (),
    additions: Mapping[str, NewFile] | None = None,
    *,
    later: bool = False,
    known: KnownPages | None = None,
) -> Site:
    """The site of a View, whose pages and files can be asked for; with the pages of it that are `known`."""
    view = known.view if known is not None else view
    words = words_for(view.charter.language, colleagues=for_colleagues(view))
    charter = view.charter
    formats = Formats(words, charter.currency, charter.fiscal_year_start, mirrored=from_right(charter.language))
    look_up = cache(health) if callable(health) else lambda: health
    environment = new_environment(view, words, formats)
    offered = additions or {} if view.edit_links else {}
    return new_site(view, look_up, words, formats, environment, NAVIGATION, offered, later=later, known=known)


def files(site: Site) -> Mapping[str, bytes]:
    """Everything of a site that is no page, by its place: assets, redirects, feeds, calendar, data."""
    late: dict[str, Callable[[], bytes]] = {"roadmap.json": lambda: roadmap_json(site.view)}
    if has_calendar(site):
        late["roadmap.ics"] = lambda: calendar_file(site) or b""
    late |= share_image(site) | feeds(site)
    ready = {
        **{f"assets/{name}": content for name, content in sorted(site.view.assets.items())},
        **redirects(site),
        **measurements(site),
        **({SERIES: table} if (table := series(site)) is not None else {}),
        "robots.txt": _robots(site.view),
    }
    return LaterFiles(ready, late) if site.later else {**ready, **{name: make() for name, make in late.items()}}


def _robots(view: View) -> bytes:
    """Who may read the site: everyone where everyone is meant to, else no search engine, feeds and data included."""
    if not view.audience.is_public:
        return b"User-agent: *\nDisallow: /\n"
    sitemap = f"Sitemap: {view.site_url.rstrip('/')}/sitemap.xml\n" if view.site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


def _refuse_collisions(pages: tuple[StagePage, ...], files: Mapping[str, bytes]) -> None:
    taken = set(files)
    for page in pages:
        if page.uri in taken:
            raise CxsiteError(f"two pages want the address /{page.uri.removesuffix('index.md')}; rename one of them")
        taken.add(page.uri)


def _navigation(site: Site, uris: frozenset[str]) -> tuple[NavEntry, ...]:
    """The tabs: home, a tab for each group of sections that has pages, then hand-written pages.

    Titles are escaped once, since themes print them as they are. A tab with a single page is that page.
    """
    entries = [NavEntry(site.words["home"], page_uri(""))] if page_uri("") in uris else []
    for tab, sections in groupby(site.sections, key=lambda section: section.tab):
        pages = [
            NavEntry(str(escape(site.title(section.key))), page_uri(section.address))
            for section in sections
            if page_uri(section.address) in uris
        ]
        if len(pages) == 1:
            entries += pages
        elif pages:
            entries.append(NavEntry(str(escape(site.words[f"tab_{tab}"])), children=tuple(pages)))
    # What every footer links to needs no tab.
    loose = (page for page in site.written if page.path not in {said for _, said in site.view.charter.statements})
    own = tuple(NavEntry(str(escape(one_line(page.title))), page_uri(page_address(page.path))) for page in loose)
    if len(own) > LOOSE_PAGES:
        own = (NavEntry(str(escape(site.words["more"])), children=own),)
    return (*entries, *own)


def _extra(site: Site, files: Mapping[str, bytes]) -> dict[str, str | bool | dict[str, str]]:
    """What the theme reads of the site: its language and words, its audience, its day, its feeds."""
    view = site.view
    labels = {**site.words.group("theme"), "audience": site.words.of("level", view.audience.name)}
    extra: dict[str, str | bool | dict[str, str]] = {
        "language": view.charter.language,
        "labels": labels,
        "audience": view.audience.name,
        "public": view.audience.is_public,
        "banner": site.words["banner"],
        "edit_links": view.edit_links,
        "as_of": view.today.isoformat(),
        "as_of_text": site.formats.day(view.today),
    }
    extra["statements"] = {
        site.words[f"statement_{name}"]: said if is_address(said) else page_address(said)
        for name, said in view.charter.statements
        if said
    }
    if image := shared_address(site):
        extra["image"] = image
    for name, path in (("feed", "feed.xml"), ("calendar", "roadmap.ics"), ("json", "roadmap.json")):
        if path in files:
            extra[name] = path
    return extra
