"""Hand-written pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxsite.load.additions import Fields, raised_page
from cxsite.load.fields.item_fields import check_levels, check_own_fields, report_invalid
from cxsite.load.fields.lint import lint
from cxsite.load.fields.unread import unread_places
from cxsite.load.fields.validation import validate
from cxsite.load.files.document import Document, read_document
from cxsite.load.files.listing import FoundFile
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.rules.cx00_fields import INVALID_ID, UNKNOWN_FIELD
from cxsite.load.rules.cx02_stray_files import WRITTEN_TWICE
from cxsite.model.finding import Origin, Related, Span
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import PAGE, Key, Page
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.model.shape import Path
from cxsite.model.visibility import Visibility
from cxsite.syntax.positions import Source, TextFile


@dataclass(slots=True)
class Pages:
    """Pages by their place below `pages/`."""

    pages: dict[str, Page] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)
    unread: set[tuple[Key, Path]] = field(default_factory=set)


def read_pages(found: Mapping[str, FoundFile], levels: Levels | None, findings: FindingCollector) -> Pages:
    """Read all pages."""
    read = Pages()
    for place in sorted(found):
        _page(place, found[place], levels, read, findings)
    return read


@dataclass(frozen=True, slots=True)
class Floor:
    """The least level of pages in a later content folder, and the rules of the site."""

    level: Level
    sight: Visibility


def read_later_pages(
    read: Pages, found: Mapping[str, FoundFile], floor: Floor, levels: Levels | None, findings: FindingCollector
) -> None:
    """Add the pages of a later content folder, where no earlier one has them."""
    for place in sorted(found):
        first = read.origins.get((PAGE, place))
        if first is None and (PAGE, place) not in read.broken:
            _page(place, found[place], levels, read, findings, floor)
            continue
        findings.of(PAGE, place).add(
            WRITTEN_TWICE,
            Span(found[place].shown),
            f"an earlier content folder has a page `{printable(place)}`",
            "rename one of the two files",
            related=(Related(first.span(), "the other one"),) if first else (),
        )


def _page(
    place: str,
    found: FoundFile,
    levels: Levels | None,
    read: Pages,
    findings: FindingCollector,
    floor: Floor | None = None,
) -> None:
    report = findings.of(PAGE, place)
    usable = _is_place(place, found, report)
    file = read_file(found, report, page=True)
    document = _front_matter(file, report) if file else None
    if file is None or document is None:
        read.broken.add((PAGE, place))
        return
    source = Source(file)
    values = document.values
    cut = lint(Page, values, file, (), report)
    own = check_own_fields(Page, values, file, source, report)
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
    if floor is not None:
        values = raised_page(Fields(values, file.parts.body, source, floor.level), floor.sight, report)
    extra: dict[str, Any] = {"path": place, "body": file.parts.body}
    made = validate(Page, values, extra, has_unset=document.has_unset, wrong=wrong)
    report_invalid(made, source, report, document.lost)
    file.forget()
    if made.value is None or not usable:
        read.broken.add((PAGE, place))
        return
    unread = unread_places(made, cut, own, wrong, lost=document.lost)
    read.unread.update(((PAGE, place), at) for at in (*unread, *(() if document.is_whole else ((),))))
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
