"""Items, each from its own file or from the mapping of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from cxsite.load.csv.files import DataFiles
from cxsite.load.fields.item_fields import check_levels, check_own_fields, check_part_ids, has_part_ids, report_invalid
from cxsite.load.fields.lint import lint
from cxsite.load.fields.validation import Validated, validate
from cxsite.load.files.document import Document, read_document
from cxsite.load.files.folder import FoundFile
from cxsite.load.files.origin import FileOrigin
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.rules.cx00_fields import DUPLICATE_ID, INVALID_ID, NOT_A_MAPPING
from cxsite.model.finding import Origin, Related
from cxsite.model.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Key
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.model.shape import Path
from cxsite.syntax.positions import Source, TextFile

ANY = "*"
"""Stands in `broken` for every id of a kind whose mapping could not be read."""


@dataclass(slots=True)
class Shelf:
    """Items as they come in."""

    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    broken: set[Key] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Written:
    """The fields of one item where they were written. `id` is empty where it can't be one."""

    kind: Kind
    id: str
    values: dict[str, Any]
    document: Document
    source: Source
    file: TextFile
    folder: FilePath
    prefix: Path = ()


class ItemReader:
    """Reads the items of all kinds onto a shelf."""

    def __init__(self, levels: Levels | None, data: DataFiles, findings: FindingCollector) -> None:
        self._levels = levels
        self._data = data
        self._findings = findings
        self.shelf = Shelf()

    def read(self, kind: Kind, mappings: list[FoundFile], files: list[FoundFile]) -> None:
        """Read the items of one kind: from a mapping of all of them, and from files of their own."""
        self.shelf.items[kind.name] = {}
        for found in mappings:
            for written in self._mapping(kind, found):
                self._item(written)
        for found in files:
            self._file(kind, found)
        items = self.shelf.items[kind.name]
        self.shelf.items[kind.name] = {id_: items[id_] for id_ in sorted(items)}

    def _file(self, kind: Kind, found: FoundFile) -> None:
        report = self._findings.of(kind.name, found.stem)
        usable = self._is_id(kind, found.stem, FileOrigin(found.shown), report)
        file = read_file(found, report)
        if file is None:
            self._unreadable(kind, found.stem, None)
            return
        source = Source(file)
        if usable and self._is_taken(kind, found.stem, source, report):
            return
        document = read_document(file, report)
        if document is None:
            self._unreadable(kind, found.stem, file)
        else:
            id_ = found.stem if usable else ""
            self._item(_Written(kind, id_, document.values, document, source, file, found.place.parent))
        file.forget()

    def _mapping(self, kind: Kind, found: FoundFile) -> Iterator[_Written]:
        report = self._findings.of(kind.name)
        file = read_file(found, report)
        document = read_document(file, report) if file else None
        if file is None or document is None:
            self._unreadable(kind, ANY, file)
            return
        for id_, values in document.values.items():
            inner = self._findings.of(kind.name, id_)
            source = Source(file, (id_,))
            usable = self._is_id(kind, id_, source, inner)
            if usable and self._is_taken(kind, id_, source, inner):
                continue
            if isinstance(values, dict):
                yield _Written(kind, id_ if usable else "", values, document, source, file, found.place.parent, (id_,))
            else:
                inner.add(
                    NOT_A_MAPPING,
                    source.span(key=True),
                    f"`{printable(id_)}` has no fields",
                    "write its fields below it, indented: each a name, a colon, a space and a value",
                )
                self.shelf.broken.add((kind.name, id_))
        self.shelf.broken.update((kind.name, id_) for id_ in document.lost)
        file.forget()

    def _unreadable(self, kind: Kind, id_: str, file: TextFile | None) -> None:
        self.shelf.broken.add((kind.name, id_))
        self._data.may_be_named_in(file.text if file else None)

    def _is_id(self, kind: Kind, id_: str, origin: Origin, report: Reporter) -> bool:
        if ID_PATTERN.fullmatch(id_):
            return True
        hint = suggest_id(id_)
        report.add(
            INVALID_ID,
            origin.span(key=True),
            f"`{printable(id_)}` can't be an id in `{kind.folder}`",
            "use lower-case letters, digits and single hyphens" + (f"; did you mean `{hint}`?" if hint else ""),
        )
        return False

    def _is_taken(self, kind: Kind, id_: str, source: Source, report: Reporter) -> bool:
        first = self.shelf.origins.setdefault((kind.name, id_), source)
        if first is source:
            return False
        other = first.span(key=True)
        report.add(
            DUPLICATE_ID,
            source.span(key=True),
            f"the id `{id_}` is taken in `{kind.folder}`",
            f"rename one of the two, or delete it; the other one is {printable(other.path)}, line {other.line}",
            related=(Related(other, "the other one"),),
        )
        return True

    def _item(self, written: _Written) -> None:
        kind, file = written.kind, written.file
        report = self._findings.of(kind.name, written.id)
        check_own_fields(kind.model, written.values, file, written.source, report)
        lint(kind.model, written.values, file, written.prefix, report)
        tables = self._data.read(kind.model, written.values, written.source, written.folder, report)
        source = written.source.with_tables(tables.rows)
        wrong = check_levels(kind.model, tables.values, self._levels, source, report)
        extra: dict[str, Any] = {"id": written.id or "unusable"}
        if file.parts.body:
            extra["body"] = file.parts.body
        made = validate(kind.model, tables.values, extra, has_unset=written.document.has_unset, wrong=wrong)
        report_invalid(made, source, report, written.document.lost)
        if made.value is not None:
            check_part_ids(kind.model, made.value, source, report)
        if written.id:
            self._keep(written, made, source)

    def _keep(self, written: _Written, made: Validated[Item], source: Source) -> None:
        key = (written.kind.name, written.id)
        self.shelf.origins[key] = source
        if made.value is not None:
            self.shelf.items[key[0]][key[1]] = made.value
        partial = made.dropped or written.document.lost
        if made.value is None or (partial and has_part_ids(written.kind.model)):
            # A reference to a part that was left out is not the reference's fault.
            self.shelf.broken.add(key)
