"""What a place names, where that is written, and where else it is named."""

from __future__ import annotations

from cxsite.check.place import Place
from cxsite.check.rule import span_of
from cxsite.lsp.opened import Opened, leaf_at
from cxsite.lsp.studies import Study
from cxsite.model.finding import Span
from cxsite.model.items.journey import POINTS, Journey, Point
from cxsite.model.kinds import BY_NAME, link_folders
from cxsite.model.link_grammar import LINK, WIKI, read_target
from cxsite.model.roadmap import ROADMAP_KEY, Key
from cxsite.model.shape import records

_FOLDERS = link_folders()


def named_at(study: Study, opened: Opened, line: int, column: int) -> tuple[Key, int, int] | None:
    """What is named at a line and column (from 0): its kind and id, of a part of a journey `journey/part`, and the
    columns of its name. An item's own id in a file of its kind, and that of a part, count."""
    if opened.in_body(line):
        return _linked(opened, line, column)
    here = opened.here(line, column)
    if here is None or (here.cursor.is_key and not here.cursor.bare):
        return None
    start, end, whole = here.cursor.start, here.cursor.end, here.cursor.whole
    leaf = leaf_at(here.model, here.at)
    if leaf is not None and leaf.ref is not None and whole:
        if leaf.ref.vocabulary is not None:
            return (f"vocabulary:{leaf.ref.vocabulary}", whole), start, end
        if study.context is None:
            return None
        named = study.context.reference(here.key, here.at, leaf.ref, whole)
        return (named.target, start, end) if not named.form else None
    if here.at and here.at[-1] == "id" and len(here.at) > 1 and here.key[0] == "journey":
        kind = _kind_of_point(study, here.key[1], whole)
        return ((kind, f"{here.key[1]}/{whole}"), start, end) if kind else None
    return None


def own_name(opened: Opened, line: int, column: int) -> Key | None:
    """The item whose title, id or first line a place is: what is meant where nothing else is named."""
    if opened.owner is None:
        return None
    key, _, is_mapping = opened.owner
    if not is_mapping:
        return key if key[0] in BY_NAME else None
    found = opened.name_at(line, column)
    return found[0] if found is not None and not found[1] and found[0][1] else None


def _linked(opened: Opened, line: int, column: int) -> tuple[Key, int, int] | None:
    text = opened.lines.line(line)
    kind = opened.owner[0][0] if opened.owner is not None else None
    for pattern, groups in ((LINK, ("bare", "angled")), (WIKI, ("target",))):
        for match in pattern.finditer(text):
            if not match.start() <= column <= match.end():
                continue
            for group in groups:
                if match[group] and (target := read_target(match[group].strip(), _FOLDERS, kind)):
                    return (target.kind, target.id), match.start(group), match.end(group)
    return None


def _kind_of_point(study: Study, journey: str, id_: str) -> str:
    for kind in POINTS:
        if f"{journey}/{id_}" in study.known.names.get(kind, {}):
            return kind
    return ""


def written(study: Study, key: Key) -> Span | None:
    """Where an item, a part of a journey, an entry of roadmap.yml, a page or an asset is written."""
    roadmap, context = study.roadmap, study.context
    if roadmap is None or context is None:
        return None
    kind, id_ = key
    if kind.startswith("vocabulary:"):
        return _entry(study, kind.removeprefix("vocabulary:"), id_)
    if kind == "asset":
        return Span(_asset(study, id_)) if id_ in roadmap.assets else None
    if key in roadmap.origins:
        return roadmap.origins[key].span(("title",))
    journey_id, _, point_id = id_.partition("/")
    journey = roadmap.get("journey", journey_id)
    if isinstance(journey, Journey) and point_id:
        for at, part in records(Journey, journey):
            if isinstance(part, Point) and part.id == point_id:
                return span_of(context, Place(("journey", journey_id), (*at, "id")))
    return None


def _asset(study: Study, name: str) -> str:
    assert study.roadmap is not None
    return study.roadmap.origins[("asset", name)].path


def _entry(study: Study, vocabulary: str, id_: str) -> Span | None:
    origin = study.roadmap.origins.get(ROADMAP_KEY) if study.roadmap is not None else None
    if origin is None:
        return None
    charter = study.roadmap.charter if study.roadmap is not None else None
    steps: list[str | int] = []
    value: object = charter
    for step in vocabulary.split("."):
        steps.append(step)
        value = getattr(value, step, None)
    if isinstance(value, dict):
        return origin.span((*steps, id_), key=True) if id_ in value else None
    for number, entry in enumerate(value if isinstance(value, tuple) else ()):
        if getattr(entry, "id", entry) == id_:
            return origin.span((*steps, number))
    return None


def uses(study: Study, key: Key) -> list[Span]:
    """Every place at which something is named: in fields, and in the links of bodies."""
    context = study.context
    if context is None:
        return []
    found = [
        span_of(context, Place(reference.item, reference.at))
        for reference in context.references
        if reference.target == key
    ]
    found += [
        span_of(context, link.place)
        for link in context.links
        if link.target is not None and (link.target.kind, link.target.id) == key
    ]
    return sorted(set(found), key=lambda span: (span.path, span.line, span.column))
