"""roadmap.yml: the roadmap itself, its levels and its words."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.load.fields.item_fields import check_levels, report_invalid
from cxsite.load.fields.lint import lint
from cxsite.load.fields.validation import validate
from cxsite.load.files.document import read_document
from cxsite.load.files.folder import FoundFile
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter
from cxsite.load.rules.cx00_fields import DUPLICATE_ID, INVALID_VALUE
from cxsite.model.charter import Charter
from cxsite.model.finding import Origin, Span
from cxsite.model.levels import Levels
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key
from cxsite.syntax.positions import Source

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
    lint(Charter, values, file, (), report)
    levels = _levels(values, source, report)
    wrong = check_levels(Charter, values, levels, source, report)
    made = validate(Charter, values, {}, has_unset=document.has_unset, wrong=wrong)
    report_invalid(made, source, report, document.lost)
    file.forget()
    charter = made.value
    dropped = {str(at[0]) for at in made.dropped if at}
    if charter is None:
        charter = validate(Charter, values, {"title": _UNTITLED}, has_unset=document.has_unset, wrong=wrong).value
    origins: dict[Key, Origin] = {ROADMAP_KEY: source}
    if charter is None:
        return ReadCharter(Charter(title=_UNTITLED), levels, origins, everything)
    broken = everything if "*" in document.lost else frozenset((ROADMAP, name) for name in dropped | document.lost)
    return ReadCharter(charter, levels, origins, broken)


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
