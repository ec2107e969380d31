"""Parts of the theme's templates, made once for all pages that would get the same text.

Navigation, tabs, search and most of the head are the same on a thousand pages of items. So while such a part is made,
what it asks is noted (`asked.py`), and its text is kept by the answers. What asks nearly each page for something else
is made as ever. Pages that the navigation names are left out, since they change its entries.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, MutableMapping
from types import CodeType
from typing import Any, ClassVar

from jinja2 import Environment, Template, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from mkdocs.structure.nav import Navigation
from mkdocs.utils.templates import url_filter

from cxsite.site.engines.asked import Answer, Asked, AskedPage, Same, UnknownError, answer, way_to
from cxsite.site.engines.overrides import theme_overrides

_Render = Callable[[Context], Iterator[str]]
_PARTS = ("partials/", ".icons/")
_LANGUAGE = "partials/language.html"
_OF_ONE_PAGE = frozenset(
    {_LANGUAGE, *(f"partials/{name}.html" for name in ("content", "header", "footer", "toc-item"))}
    | {"site_meta", "htmltitle", "extrahead", "header", "site_nav", "container", "content", "footer", "hero"}
)
"""Templates and blocks that show what is told of one page; what they include may be the same on many."""
_FIRST = 2
"""How often a part is made before it is noted what it asks: somebody may wait for the first page."""
_TRIES = 8
_MOST = 400
"""Of how many different texts of a part it is remembered what they hang on."""


def remember_parts(env: Environment, nav: Navigation) -> None:
    """Let an environment of MkDocs, before it has loaded any template, make each part once for pages that are not in
    the navigation. Nothing but the theme's search may have a say in pages (`can_be_prepared`)."""
    if env.filters.get("url") is url_filter and env.context_class is Context and env.template_class is Template:
        _Remembering(env, nav).begin()


class _Remembering:
    """What is known of the parts of one environment. `traces` are the parts that are being made and noted, from the
    outermost to the innermost."""

    def __init__(self, env: Environment, nav: Navigation) -> None:
        self.env = env
        self.traces: list[Asked] = []
        self.watching = type("_Watching", (_Watched,), {"traces": self.traces})
        self.words: dict[int, TemplateModule] = {}
        self.words_file = str(theme_overrides() / _LANGUAGE)
        self._named = {id(page): page for page in nav.pages}

    def begin(self) -> None:
        """Take the place of how the environment makes templates."""
        if self.env.cache is not None:
            self.env.cache.clear()
        self.env.template_class = type("_Template", (_PartTemplate,), {"known": self})
        self.env.filters["url"] = _way

    def may(self, page: Any) -> bool:
        """Whether a page leaves the navigation as it is."""
        return type(page) is AskedPage or (page is not None and page is not missing and id(page) not in self._named)


class _Watched(Context):
    """A context that notes what names are looked up."""

    traces: ClassVar[list[Asked]] = []

    def resolve_or_missing(self, key: str) -> Any:
        """The value of a name."""
        value = super().resolve_or_missing(key)
        for trace in self.traces:
            trace.name(key, value)
        return value


@pass_context
def _way(context: Any, value: str) -> str:
    """MkDocs' filter `url`, which asks of a page only what comes out."""
    page = context["page"]
    return way_to(page, str(value)) if type(page) is AskedPage else url_filter(context, value)


class _PartTemplate(Template):
    """A template whose text, or whose blocks, are remembered."""

    known: ClassVar[_Remembering]

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """What Jinja's loaders make of compiled code."""
        made = super().from_code(environment, code, globals, uptodate)
        if str(made.name).startswith(_PARTS) and made.name not in _OF_ONE_PAGE:
            made.root_render_func = _Part(made.root_render_func, cls.known)
        for name in made.blocks.keys() - _OF_ONE_PAGE:
            made.blocks[name] = _Part(made.blocks[name], cls.known)
        return made

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> TemplateModule:
        """What an import gives: of our words, which only ask the configuration, always the same."""
        if self.name != _LANGUAGE or not vars or self.filename != self.known.words_file:
            return self._module_of(self.new_context(vars, shared, locals))
        config = id(vars.get("config"))
        if config not in self.known.words:
            self.known.words[config] = self._module_of(self.new_context(vars, shared, locals))
        return self.known.words[config]

    def _module_of(self, context: Context) -> TemplateModule:
        """An import is for the names that come with a text, not for the text."""
        render = self.root_render_func
        body = list((render.plain if isinstance(render, _Part) else render)(context))
        return TemplateModule(self, context, body)


class _Shape:
    """Questions that a part asks, and its texts by the answers. What is the same object on all pages (`_fixed`) is
    looked at first; `key` tells shapes apart."""

    def __init__(self, asked: Asked) -> None:
        answers = asked.answers.items()
        self._fixed = [(question[1], found.value) for question, found in answers if isinstance(found, Same)]
        self._questions = [question for question, found in answers if not isinstance(found, Same)]
        self._texts: dict[tuple[Answer, ...], str] = {}
        self.key: Hashable = tuple(
            (question, found if isinstance(found, Same) else None) for question, found in answers
        )

    def text(self, context: Context, page: Any) -> str | None:
        """The text for a page, where it is known."""
        look_up = context.resolve_or_missing
        for name, value in self._fixed:
            if look_up(name) is not value:
                return None
        try:
            return self._texts.get(tuple([answer(question, context, page) for question in self._questions]))
        except UnknownError:
            return None

    def keep(self, asked: Asked, text: str) -> None:
        """Keep the text for these answers."""
        self._texts[tuple(found for found in asked.answers.values() if not isinstance(found, Same))] = text


class _Part:
    """A part of a template: what Jinja calls for its text, which is kept by the answers that it got. `plain` is what
    makes it."""

    def __init__(self, render: _Render, known: _Remembering) -> None:
        self.plain, self._all = render, known
        self._shapes: dict[Hashable, _Shape] = {}
        self._made = self._found = self._kept = 0
        self._off = False

    # For `super()`, Jinja looks for the function in a list, in which this stands.
    def __eq__(self, other: object) -> bool:
        return other is self.plain or other is self

    def __hash__(self) -> int:
        return hash(self.plain)

    def __call__(self, context: Context) -> Iterator[str]:
        """The text, in pieces."""
        text = None if self._off else self._text(context)
        if text is None:
            yield from self.plain(context)
        else:
            yield text

    def _text(self, context: Context) -> str | None:
        page = context.resolve_or_missing("page")
        if not self._all.may(page):
            return None
        for shape in self._shapes.values():
            text = shape.text(context, page)
            if text is not None:
                self._found += 1
                return text
        self._made += 1
        if self._made <= _FIRST or self._kept >= _MOST:
            return None
        if self._made > _TRIES + 2 * self._found:
            self._give_up()
            return None
        return self._noted(context, page)

    def _noted(self, context: Context, page: Any) -> str | None:
        """Make the text, and note what is asked for it; `None` where that can't be told."""
        env, values = self._all.env, dict(context.get_all())
        asked = Asked(values)
        asked.note(("template",), context.name)
        watched = self._all.watching(env, {**values, "page": AskedPage(page, asked)}, context.name, {})
        watched.blocks, watched.eval_ctx = context.blocks, context.eval_ctx
        before, env.context_class = env.context_class, self._all.watching
        self._all.traces.append(asked)
        try:
            text = "".join(self.plain(watched))
        except Exception:
            # The plain way tells what is wrong, if anything is.
            self._give_up()
            return None
        finally:
            self._all.traces.pop()
            env.context_class = before
        shape = _Shape(asked)
        self._shapes.setdefault(shape.key, shape).keep(asked, text)
        self._kept += 1
        return text

    def _give_up(self) -> None:
        self._off = True
        self._shapes = {}
