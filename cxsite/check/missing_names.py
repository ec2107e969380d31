"""Names of things that are not there: one problem for each name, however many places say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from cxsite.check.context import Context
from cxsite.check.meant import Meant, entry_meant, meant_list, meant_target
from cxsite.check.place import Place
from cxsite.check.rule import Problem, Repair, instead
from cxsite.check.written_reference import Reference
from cxsite.model.charter import titles
from cxsite.model.finding import Applicability
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import ROADMAP_KEY, Key
from cxsite.model.scalars import in_words
from cxsite.model.shape import fields_of
from cxsite.model.typed.nearest import did_you_mean, nearest


def unknown_entry(context: Context, vocabulary: str, value: str, places: list[Place], used: set[str]) -> Problem:
    """An entry of a list in roadmap.yml that is not there, named in these places."""
    known = titles(context.roadmap.charter, vocabulary)
    message = f"`{value}` is not in `{vocabulary}` of roadmap.yml"
    several = meant_list(value, lambda one: next(iter(entry_meant(one, known, vocabulary).texts), None))
    if len(places) == 1 and several and (found := _as_list(context, places[0], several)):
        return Problem(places[0], message, found.message, (), found)
    steps = tuple(vocabulary.split("."))
    written: dict[str, Place | None] = {name: Place(ROADMAP_KEY, (*steps, name), key=True) for name in known}
    what = f"an entry of `{vocabulary}`"
    return _missing(value, message, places, written, used, lambda: entry_meant(value, known, vocabulary), what)


def _as_list(context: Context, place: Place, texts: tuple[str, ...]) -> Repair | None:
    """The repair that writes several entries where one text stands in a list."""
    if not place.at or not isinstance(place.at[-1], int):
        return None
    entries: object = context.roadmap.get(*place.item)
    for step in place.at[:-1]:
        entries = entries[step] if isinstance(step, int) else getattr(entries, step)  # type: ignore[index]
    assert isinstance(entries, tuple)
    number = place.at[-1]
    listed = (*map(str, entries[:number]), *texts, *map(str, entries[number + 1 :]))
    shown = ", ".join(texts)
    return Repair(
        "safe",
        f"these are several: write each on a line of its own after a dash, or `[{shown}]`",
        ((Place(place.item, place.at[:-1]), tuple(dict.fromkeys(listed))),),
    )


def unknown_reference(context: Context, reference: Reference) -> Problem:
    """One reference to nothing, or that is not written as one."""
    place = _place(reference)
    if reference.form == "kind":
        kinds = " or ".join(f"`{kind}:…`" for kind in reference.ref.kinds)
        message = f"`{reference.field}` may name several kinds, and `{reference.value}` does not say which"
        found = _with_kind(context, reference)
        help_ = f"write `{found}`" if found else f"write {kinds}"
        return Problem(place, message, help_, (), instead(place, found) if found else None)
    named = reference.value if not reference.ref.qualified else reference.id
    message = f"`{reference.field}` names `{reference.value}`, which is no {_label(reference.kind)}"
    several = meant_list(reference.value, lambda one: _known(context, reference, one))
    if several and (repair := _as_list(context, place, several)):
        return Problem(place, message, repair.message, (), repair)
    if several:
        choice = in_words([f"`{one}`" for one in several])
        return Problem(place, message, f"only one can stand here: {choice}")
    if place.key and (outer := _too_far_right(context, reference)):
        return Problem(place, message, outer)
    meant = meant_target(context, reference.kind, named)
    if reference.ref.qualified:
        meant = Meant(meant.help, tuple(f"{reference.kind}:{text}" for text in meant.texts), meant.sure)
    elif reference.ref.local:
        meant = Meant(meant.help, tuple(text.rpartition("/")[2] for text in meant.texts), meant.sure)
    return _missing(named, message, [place], {}, (), lambda: meant, "it")


def _too_far_right(context: Context, reference: Reference) -> str:
    """What to do with the name of a field that stands among the keys of a mapping of names; empty where it is none."""
    item = context.roadmap.get(*reference.item)
    if item is None or reference.value not in fields_of(type(item)) or reference.value in item.model_fields_set:
        return ""
    return f"it is a field of the item itself: move the line to the left, out of `{reference.at[-2]}`"


def missing_target(context: Context, reference: Reference) -> Key:
    """What is not there: of a point of a journey that is not there itself, the journey."""
    journey, slash, _ = reference.id.partition("/")
    if reference.kind in POINTS and slash and not context.exists(("journey", journey)):
        return ("journey", journey)
    return reference.target


def renamed(context: Context, target: Key, references: list[Reference]) -> Problem:
    """Several places name one thing that is not there."""
    kind, id_ = target
    first = references[0]
    message = f"`{first.field}` names `{first.value}`, which is no {_label(first.kind)}"
    if first.kind != kind:
        message = f"`{first.field}` names `{first.value}`, and there is no {_label(kind)} `{id_}`"
    used = {reference.id for reference in context.references if reference.kind == kind}
    known: dict[str, Place | None] = {}
    if kind in POINTS:
        known = {f"{journey}/{point}": None for (journey, point), found in context.points.items() if found == kind}
    else:
        known = {name: Place((kind, name), key=True) for name in context.roadmap.items.get(kind, {})}
    places = [_place(reference) for reference in references]
    problem = _missing(id_, message, places, known, used, lambda: Meant(""), f"the {_label(kind)}")
    if problem.repair and any(one.ref.qualified or one.kind != kind for one in references):
        # Each place says it in its own way.
        return replace(problem, repair=None)
    return problem


def _place(reference: Reference) -> Place:
    return Place(reference.item, reference.at, key=reference.at[-1] == reference.value)


def _label(kind: str) -> str:
    label = BY_NAME[kind].title.lower() if kind in BY_NAME else kind.replace("_", " ")
    return "KPI" if kind == "kpi" else label


def _known(context: Context, reference: Reference, text: str) -> str | None:
    """The target that one name of several stands for: as it is written, or by its title."""
    kind, colon, id_ = text.partition(":")
    if reference.ref.qualified:
        return text if colon and kind in reference.ref.kinds and context.exists((kind, id_)) else None
    if reference.kind in POINTS:
        journey, _, point = text.partition("/")
        return text if context.points.get((journey, point)) == reference.kind else None
    if context.exists((reference.kind, text)):
        return text
    found = meant_target(context, reference.kind, text)
    return found.texts[0] if found.sure and len(found.texts) == 1 else None


def _with_kind(context: Context, reference: Reference) -> str:
    bare = reference.value.rsplit(":", 1)[-1].strip()
    if found := [kind for kind in reference.ref.kinds if context.exists((kind, bare))]:
        return f"{found[0]}:{bare}" if len(found) == 1 else ""
    meant = [(kind, meant_target(context, kind, reference.value)) for kind in reference.ref.kinds]
    sure = [f"{kind}:{one.texts[0]}" for kind, one in meant if one.sure and len(one.texts) == 1]
    return sure[0] if len(sure) == 1 else ""


def _missing(
    named: str,
    message: str,
    places: list[Place],
    known: Mapping[str, Place | None],
    used: Iterable[str],
    alone: Callable[[], Meant],
    what: str,
) -> Problem:
    """One problem for all places that name what is not there.

    Where several do, the name was probably changed where it is defined: then what nobody names is asked for.
    """
    if len(places) == 1:
        meant = alone()
        repair = None
        if len(meant.texts) == 1:
            sure: Applicability = "safe" if meant.sure else "unsafe"
            why = "" if meant.sure else ": it is the nearest name, which may not be the one that is meant"
            repair = Repair(sure, f"write `{meant.texts[0]}`{why}", ((places[0], meant.texts[0]),))
        return Problem(places[0], message, meant.help, (), repair)
    unused = sorted(set(known) - set(used))
    near = nearest(named, unused)
    new = near[0] if len(near) == 1 else unused[0] if len(unused) == 1 else None
    others = f"{message}; {_others(len(places) - 1)} it, too"
    related = tuple((place, f"`{named}` is named here, too") for place in places[1:])
    if new is None:
        asked = did_you_mean(named, known)
        help_ = f"was {what} renamed or deleted? Then write another name in all of these places"
        return Problem(places[0], others, f"{help_}; {asked}" if asked else help_, related)
    home = known[new]
    repair = Repair(
        "unsafe", f"write `{new}` in all of these places: if that is the new name", tuple((p, new) for p in places)
    )
    help_ = f"was {what} renamed to `{new}`, which nothing names? Then write `{new}` in all of these places, or "
    help_ += f"`{named}` here"
    if near and home is not None:
        message = f"nothing names `{new}`, but {len(places)} places name `{named}`, which is not there"
        return Problem(home, message, help_, tuple((place, f"names `{named}`") for place in places), repair)
    help_ = help_.removesuffix(", or `" + named + "` here")
    return Problem(places[0], others, help_, related, repair)


def _others(count: int) -> str:
    return "one more place names" if count == 1 else f"{count} more places name"
