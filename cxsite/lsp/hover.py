"""What a place means: the field, its level, who reads what is written there, what a name stands for."""

from __future__ import annotations

from cxsite.check.context import Context
from cxsite.lsp.completion import in_words
from cxsite.lsp.naming import named_at
from cxsite.lsp.opened import Opened, field_at
from cxsite.lsp.studies import Study
from cxsite.model.body import scan
from cxsite.model.finding import BODY
from cxsite.model.items.item import Item
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.levels import Level
from cxsite.model.readers import Readers
from cxsite.model.roadmap import PAGE, Key
from cxsite.model.shape import Path


def explained(study: Study, opened: Opened, line: int, column: int) -> str:
    """What stands at a line and column (from 0), as Markdown; empty where there is nothing to say."""
    if opened.owner is None:
        return ""
    named = named_at(study, opened, line, column)
    about = _about(study, named[0]) if named is not None else ""
    if opened.in_body(line):
        return "\n\n".join(filter(None, (about, _body(study, opened, line))))
    name = opened.name_at(line, column)
    here = opened.here(line, column)
    key, at = name if name is not None else (here.key, here.at) if here is not None else (None, ())
    if key is None:
        return about
    field = field_at(opened.owner[1], at)
    if field is None:
        return "\n\n".join(filter(None, (about, _about(study, key) if not at else "")))
    said = f"**{field.name}**: {in_words(field)}\n\n{field.meaning}"
    return "\n\n".join(filter(None, (about, said, _readers(study, key, at))))


def _about(study: Study, key: Key) -> str:
    """What a name stands for, and who sees it."""
    kind, id_ = key
    vocabulary = kind.removeprefix("vocabulary:")
    title = study.known.names.get(vocabulary, {}).get(id_)
    if title is None:
        return ""
    if vocabulary != kind:
        return f"**{title}** (`{vocabulary}` of roadmap.yml)"
    context = study.context
    owner = ("journey", id_.partition("/")[0]) if kind in POINTS else key
    known = context is not None and study.knows_readers(owner)
    level = f", for {_audience(context, context.level_of(kind, id_))}" if context is not None and known else ""
    item = study.roadmap.get(kind, id_) if study.roadmap is not None else None
    summary = getattr(item, "summary", "") or ""
    status = getattr(item, "status", "") or ""
    named = BY_NAME[kind].title if kind in BY_NAME else kind.replace("_", " ").capitalize()
    return f"**{title}** ({named}{level})" + (f"\n\n{status}" if status else "") + (f"\n\n{summary}" if summary else "")


def _readers(study: Study, key: Key, at: Path) -> str:
    """Who reads what is written at a place."""
    context, roadmap = study.context, study.roadmap
    if context is None or roadmap is None:
        return ""
    item = roadmap.get(*key)
    if item is None or not study.knows_readers(key):
        return ""
    level = context.item_levels[key]
    found = _levels(context, key, item, at, level)
    if found is None:
        # Nothing that could be read stands there yet.
        field = field_at(BY_NAME[key[0]].model, at[:1])
        if field is not None:
            own = context.visibility.field_level(key[0], field.name, field, item.disclose, True)
            level = context.roadmap.levels.highest(level, own)
        return f"For {_audience(context, level)}."
    words, least = found
    said = f"Read by {_audience(context, least)}."
    return f"{said} {words}" if words else said


def _levels(context: Context, key: Key, item: Item, at: Path, level: Level) -> tuple[str, Level] | None:
    """The least level that reads what stands at a place, and what is to be said of other words for some."""
    readers = Readers(context.visibility, item.disclose)
    least: Level | None = None
    others: list[str] = []
    for value in readers.values(item, key[0], level, context.roadmap.levels.most):
        if value.at[: len(at)] == at:
            least = value.least if least is None or value.least.visible_to(least) else least
        elif at and value.at[-1:] == at[-1:] and value.at[:-2] == (*at[:-1], "wording"):
            others.append(str(value.at[-2]))
    if least is None:
        return None
    words = f"Readers up to `{others[-1]}` have other words, by `wording`." if others else ""
    return words, least


def _audience(context: Context, least: Level) -> str:
    """Everyone who sees what has a level, in words."""
    levels = context.roadmap.levels
    if least == levels.least:
        return "everyone"
    *names, last = (f"`{level.name}`" for level in levels.at_or_above(least))
    return f"{', '.join(names)} and {last} readers only" if names else f"{last} readers only"


def _body(study: Study, opened: Opened, line: int) -> str:
    """Who reads a line of a body."""
    context, roadmap = study.context, study.roadmap
    if context is None or roadmap is None or opened.owner is None:
        return ""
    key = opened.owner[0]
    if not study.knows_readers(key):
        return ""
    if key[0] == PAGE:
        page = roadmap.pages.get(key[1])
        level = context.visibility.page_level(page.visibility) if page is not None else None
    else:
        item = roadmap.get(*key)
        found = _levels(context, key, item, BODY, context.item_levels[key]) if item is not None else None
        level = found[1] if found is not None else None
    if level is None:
        return ""
    segments, problems = scan(opened.parts.body, roadmap.levels.names)
    if problems:
        return ""
    offset = opened.lines.start(line) - opened.parts.body_start
    block = next((one.level for one in segments if one.start <= offset < one.start + len(one.text)), None)
    if block is not None and block in roadmap.levels:
        level = roadmap.levels.highest(level, roadmap.levels[block])
    return f"Read by {_audience(context, level)}."
