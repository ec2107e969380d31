"""Hand-written pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxsite.load.fields.item_fields import check_levels, check_own_fields, report_invalid
from cxsite.load.fields.lint import lint
from cxsite.load.fields.validation import validate
from cxsite.load.files.document import Document, read_document
from cxsite.load.files.folder import FoundFile
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.rules.cx00_fields import INVALID_ID, UNKNOWN_FIELD
from cxsite.model.finding import Origin, Span
from cxsite.model.levels import Levels
from cxsite.model.roadmap import PAGE, Key, Page
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.syntax.positions import Source, TextFile


@dataclass(slots=True)
class Pages:
    """Pages by their place below `pages/`."""

    pages: dict[str, Page] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)


def read_pages(found: Mapping[str, FoundFile], levels: Levels | None, findings: FindingCollector) -> Pages:
    """Read all pages."""
    read = Pages()
    for place in sorted(found):
        _page(place, found[place], levels, read, findings)
    return read


def _page(place: str, found: FoundFile, levels: Levels | None, read: Pages, findings: FindingCollector) -> None:
    report = findings.of(PAGE, place)
    usable = _is_place(place, found, report)
    file = read_file(found, report, page=True)
    document = _front_matter(file, report) if file else None
    if file is None or document is None:
        read.broken.add((PAGE, place))
        return
    source = Source(file)
    values = document.values
    lint(Page, values, file, (), report)
    check_own_fields(Page, values, file, source, report)
    if "path" in values:
        del values["path"]
        report.add(
            UNKNOWN_FIELD,
            source.span(("path",), key=True),
            "`path` is no field of a page: its address is its file's place",
            "delete the line; to change the address, move the file",
            "path",
        )
    wrong = check_levels(Page, values, levels, source, report)
    extra: dict[str, Any] = {"path": place, "body": file.parts.body}
    made = validate(Page, values, extra, has_unset=document.has_unset, wrong=wrong)
    report_invalid(made, source, report, document.lost)
    file.forget()
    if made.value is None or not usable:
        read.broken.add((PAGE, place))
        return
    read.pages[place] = made.value
    read.origins[(PAGE, place)] = source


def _front_matter(file: TextFile, report: Reporter) -> Document | None:
    """A page needs no fields at all."""
    if not file.parts.yaml.strip():
        return Document({})
    return read_document(file, report)


def _is_place(place: str, found: FoundFile, report: Reporter) -> bool:
    """Whether every part of a page's address is an id."""
    wrong = next((step for step in place.split("/") if not ID_PATTERN.fullmatch(step)), None)
    if wrong is None:
        return True
    hint = suggest_id(wrong)
    report.add(
        INVALID_ID,
        Span(found.shown),
        f"`{printable(wrong)}` can't be part of an address",
        "use lower-case letters, digits and single hyphens" + (f"; did you mean `{hint}`?" if hint else ""),
    )
    return False
