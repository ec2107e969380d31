"""roadmap.yml: the roadmap itself, its levels and its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cxsite.load.additions import JoinedSource
from cxsite.load.fields.item_fields import check_levels, report_invalid
from cxsite.load.fields.joined import tell_joined
from cxsite.load.fields.lint import lint
from cxsite.load.fields.unread import unread_places
from cxsite.load.fields.validation import validate
from cxsite.load.files.document import read_document
from cxsite.load.files.listing import FoundFile
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.rules.cx00_fields import DUPLICATE_ID, INVALID_VALUE
from cxsite.load.rules.cx02_stray_files import WRITTEN_TWICE
from cxsite.model.charter import Charter
from cxsite.model.finding import Origin, Related, Span
from cxsite.model.levels import Levels
from cxsite.model.roadmap import ANY, ROADMAP, ROADMAP_KEY, Key
from cxsite.syntax.phrases import listed
from cxsite.syntax.positions import Source

LATER = frozenset({"sensitive_terms", "approvals", "audit"}) & frozenset(Charter.model_fields)
"""What the roadmap.yml of a later content folder may add: what decides on no page, and is shown on none."""
_UNTITLED = "Untitled roadmap"


@dataclass(frozen=True, slots=True)
class ReadCharter:
    """What roadmap.yml says. `levels` is None where nobody can tell them; then defaults stand in `charter`."""

    charter: Charter
    levels: Levels | None
    origins: dict[Key, Origin]
    broken: frozenset[Key]


def read_charter(found: list[FoundFile], findings: FindingCollector) -> ReadCharter:
    """Read the charter; every field that can't be read has its default, and stands in `broken`."""
    report = findings.of(ROADMAP)
    for further in found[1:]:
        report.add(
            DUPLICATE_ID,
            Span(further.shown),
            f"there is a {found[0].name} already",
            "keep one of the two files",
        )
    file = read_file(found[0], report)
    document = read_document(file, report) if file else None
    everything = frozenset((ROADMAP, name) for name in Charter.model_fields)
    if file is None or document is None:
        return ReadCharter(Charter(title=_UNTITLED), None, {}, everything)
    source = Source(file)
    values = dict(document.values)
    cut = lint(Charter, values, file, (), report) + tell_joined(Charter, file, (), report)
    levels = _levels(values, source, report)
    wrong = check_levels(Charter, values, levels, source, report)
    made = validate(Charter, values, {}, has_unset=document.has_unset, wrong=wrong)
    report_invalid(made, source, report, document.lost)
    file.forget()
    charter = made.value
    unread = unread_places(made, cut, wrong, lost=document.lost)
    dropped = {str(at[0]) for at in unread if at} & {ANY, *Charter.model_fields}
    if levels is None:
        dropped.add("levels")
    if charter is None:
        charter = validate(Charter, values, {"title": _UNTITLED}, has_unset=document.has_unset, wrong=wrong).value
    origins: dict[Key, Origin] = {ROADMAP_KEY: source}
    if charter is None:
        return ReadCharter(Charter(title=_UNTITLED), levels, origins, everything)
    unclear = ANY in dropped or not document.is_whole
    broken = everything if unclear else frozenset((ROADMAP, name) for name in dropped)
    return ReadCharter(charter, levels, origins, broken)


def read_later_charter(found: list[FoundFile], read: ReadCharter, findings: FindingCollector) -> ReadCharter:
    """The charter with what the roadmap.yml of a later content folder adds: only what no page shows."""
    for place in found:
        report = findings.of(ROADMAP)
        file = read_file(place, report)
        document = read_document(file, report) if file else None
        if file is None or document is None:
            return replace(read, broken=read.broken | {(ROADMAP, name) for name in LATER})
        source = Source(file)
        values = {name: value for name, value in document.values.items() if value is not None}
        lint(Charter, values, file, (), report)
        for name in sorted(values.keys() - LATER):
            _refuse_later(name, source, read, "move it there", report)
            del values[name]
        for name in sorted(values.keys() & read.charter.model_fields_set):
            _refuse_later(name, source, read, "keep one of the two", report)
            del values[name]
        made = validate(Charter, values, {"title": _UNTITLED}, has_unset=document.has_unset)
        report_invalid(made, source, report, document.lost)
        file.forget()
        first = read.origins.get(ROADMAP_KEY)
        if made.value is not None and isinstance(first, (Source, JoinedSource)):
            added = {name: getattr(made.value, name) for name in values if name in made.value.model_fields_set}
            origin = JoinedSource(first, dict.fromkeys(added, source))
            read = replace(
                read,
                charter=read.charter.model_copy(update=added),
                origins={**read.origins, ROADMAP_KEY: origin},
                broken=read.broken | {(ROADMAP, str(at[0])) for at in made.dropped if at},
            )
    return read


def _refuse_later(name: str, source: Source, read: ReadCharter, help_: str, report: Reporter) -> None:
    first = read.origins.get(ROADMAP_KEY)
    related = (Related(first.span((name,), key=True), "the first one"),) if first else ()
    report.add(
        WRITTEN_TWICE,
        source.span((name,), key=True),
        f"`{printable(name)}` is for the roadmap.yml of the first content folder to say",
        f"{help_}; a later roadmap.yml may only add {listed(sorted(LATER))}",
        printable(name),
        related,
    )


def _levels(values: dict[str, object], source: Source, report: Reporter) -> Levels | None:
    """The site's levels; None where what is written can't be used, which is taken out of `values`."""
    if values.get("levels") is None:
        return Levels()
    made = validate(Charter, {"levels": values["levels"]}, {"title": _UNTITLED}, has_unset=False)
    if made.value is None or made.said:
        return None
    try:
        return Levels(made.value.levels)
    except ValueError as error:
        report.add(
            INVALID_VALUE,
            source.span(("levels",)),
            str(error),
            "name each level once, least restricted first, and `internal` among them",
            "levels",
        )
        del values["levels"]
        return None
