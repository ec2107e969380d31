"""The Jinja environment of page templates: autoescape always, undefined names are errors."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cxsite.model.items.item import Item
from cxsite.model.roadmap import View
from cxsite.model.scalars import suggest_id
from cxsite.processes.compiled import Compiled
from cxsite.processes.plain_code import PlainCode
from cxsite.render.address import asset_address, item_address, kind_of, relative
from cxsite.render.components import Components
from cxsite.render.diagrams.mermaid import fence
from cxsite.render.escaping import Escapes, finalizer, heading, html_block, one_line, prose
from cxsite.render.words.catalogue import InterfaceWords
from cxsite.render.words.formats import Formats, iso

_COMPILED = Compiled("of cxsite", Path(__file__).parents[1] / "templates")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
MOST_BESIDE = 6
"""More children than this stand side by side on no screen."""


class PageEnvironment(Environment):
    """What Jinja knows of the templates of one site. What comes again on its pages is remembered here, no longer than
    the site is."""

    code_generator_class = PlainCode
    components: Components

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of this name. It stays as it is while the site is made, so Jinja is asked for it once."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]


def new_environment(view: View, words: InterfaceWords, formats: Formats) -> PageEnvironment:
    """The environment for one site. Templates see:

    - `w`: the interface's words; `view`; `charter`; `today`;
    - `heading(word, id)`: a section's heading, for fixed words only, so that it is in the table of contents;
    - filters `html` (a block of raw HTML), `prose`, `period`, `day`, `month`, `when` (day or period), `by` (a period),
      `iso`, `number`, `fixed` (with so many decimals), `signed`, `money`, `percent`, `plain` (one line),
      `word(group)`, `counted(key)`, `listed`, `every` (an age);
    - `diagram`: a typed diagram as a fenced block;
    - `span(start, end)`: two periods in words; `kind_of(item)`; `level_of(item)`;
    - what `of_page` names.
    """
    escapes = Escapes()
    environment = PageEnvironment(
        loader=PackageLoader("cxsite", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalizer(escapes),
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    environment.globals.update(
        w=words,
        view=view,
        charter=view.charter,
        today=view.today,
        heading=heading,
        span=formats.span,
        kind_of=kind_of,
        level_of=lambda item: view.item_levels[kind_of(item), item.id].name,
    )
    environment.components = Components(words, formats, view, escapes)
    environment.filters.update({name: _when_made(found) for name, found in _filters(words, formats).items()})
    return environment


def of_page(environment: PageEnvironment, here: str) -> dict[str, object]:
    """What templates see on the page at `here` besides:

    - `components`, as macros of `parts.html`;
    - `link(item)` or `link(kind, id)`: the relative URL of an item or of a journey's point; `at(address)`: of a page;
      `asset(name)`: of a file; `web(url)`: an address that an author wrote, which may be relative to the site.
    """

    def link(kind: str | Item, id_: str = "") -> str:
        address = item_address(kind, id_) if isinstance(kind, str) else item_address(kind_of(kind), kind.id)
        return relative(here, address)

    return {
        "here": here,
        "components": environment.components.on(here),
        "link": link,
        "at": lambda address: relative(here, address),
        "asset": lambda name: relative(here, asset_address(name)),
        "web": lambda url: url if _ABSOLUTE.match(url) else relative(here, url.removeprefix("./").lstrip("/")),
    }


def _filters(words: InterfaceWords, formats: Formats) -> dict[str, Callable[..., object]]:
    return {
        "html": _html,
        "prose": prose,
        "period": formats.period,
        "day": formats.day,
        "month": formats.month,
        "iso": iso,
        "when": formats.when,
        "by": formats.by,
        "ready": formats.ready,
        "slug": suggest_id,
        "number": formats.number,
        "fixed": formats.fixed,
        "signed": formats.signed,
        "money": formats.money,
        "percent": formats.percent,
        "plain": one_line,
        "word": lambda value, group: words.of(group, value),
        "counted": formats.counted,
        "listed": formats.listed,
        "every": formats.every,
        "fit": _fit,
        # A fence, so finished Markdown: its labels are Mermaid's own escapes, not HTML's.
        "diagram": lambda found: Markup(f"\n\n{fence(found)}\n"),
    }


def _when_made(filter_: Callable[..., object]) -> Callable[..., object]:
    """A filter that is asked when a page is made: Jinja would ask it about fixed texts when it compiles a template, and
    what is compiled is for every language."""
    if hasattr(filter_, "jinja_pass_arg"):
        return filter_

    @pass_context
    def asked(_: Context, *values: object, **named: object) -> object:
        return filter_(*values, **named)

    return asked


def _fit(count: int) -> str:
    """The classes of a box that lays out `count` children side by side."""
    return f"cx-fit cx-fit--{min(count, MOST_BESIDE)}"


@pass_context
def _html(context: Context, source: str) -> Markup:
    block = html_block(source)
    # The page remembers which of its paragraphs are finished HTML.
    context["blocks"].append(block.strip("\n"))
    return block
