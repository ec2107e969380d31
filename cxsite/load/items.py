"""Items, each from its own file or from the mapping of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from cxsite.load.additions import Fields, JoinedSource, joined, raised, sight_of_all
from cxsite.load.again import KnownItem
from cxsite.load.csv.files import DataFiles
from cxsite.load.done import Done, nothing_done
from cxsite.load.fields.item_fields import check_levels, check_own_fields, check_part_ids, has_part_ids, report_invalid
from cxsite.load.fields.joined import tell_joined
from cxsite.load.fields.lint import lint
from cxsite.load.fields.other_kind import other_kind
from cxsite.load.fields.unread import held_back, unread_places
from cxsite.load.fields.validation import Validated, validate
from cxsite.load.files.astray import tell_copy
from cxsite.load.files.document import Document, read_document
from cxsite.load.files.listing import FoundFile
from cxsite.load.files.origin import FileOrigin
from cxsite.load.files.read import read_file
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.known_files import KnownFiles, Said, name_of
from cxsite.load.rules.cx00_fields import DUPLICATE_ID, INVALID_ID, NOT_A_MAPPING
from cxsite.load.written import Read, Shelf, Written, fix_of_id, names_files, tell_wrong_folder
from cxsite.model.charter import Charter
from cxsite.model.finding import Origin, Related
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import ANY, Key
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.model.shape import Path
from cxsite.model.visibility import Visibility
from cxsite.syntax.positions import Source, TextFile


class ItemReader:
    """Reads the items of all kinds onto a shelf."""

    def __init__(
        self,
        levels: Levels | None,
        data: DataFiles,
        findings: FindingCollector,
        sight: Visibility | None = None,
        files: KnownFiles | None = None,
    ) -> None:
        self._files = files if levels is not None else None
        self._levels = levels
        self._data = data
        self._findings = findings
        self._sight = sight or sight_of_all(Charter(title="-"), levels or Levels())
        self._later: dict[Key, list[Written]] = {}
        self.shelf = Shelf()
        self.done: Callable[[str], Done | None] = nothing_done
        """What somebody else made of the file at a path."""

    def read(
        self,
        kind: Kind,
        mappings: list[FoundFile],
        files: list[FoundFile],
        known: Mapping[str, KnownItem] = MappingProxyType({}),
    ) -> None:
        """Read the items of one kind: from a mapping of all of them, and from files of their own; then those that only
        later content folders have. Those that are `known` are taken as they are."""
        self.shelf.items[kind.name] = {id_: one.item for id_, one in known.items()}
        self.shelf.origins.update({(kind.name, id_): one.origin for id_, one in known.items()})
        for id_, one in known.items():
            self._data.are_named(one.data)
            self.shelf.data[kind.name, id_] = tuple(file.shown for file in one.data)
        for written in self._all(kind, mappings, files, self.shelf.origins):
            self._item(written)
        for key in [key for key in self._later if key[0] == kind.name]:
            parts = self._later.pop(key)
            for group in [parts] if key[1] else [[part] for part in parts]:
                self._item(*group)
        items = self.shelf.items[kind.name]
        self.shelf.items[kind.name] = {id_: items[id_] for id_ in sorted(items)}

    def read_later(self, kind: Kind, mappings: list[FoundFile], files: list[FoundFile], floor: Level) -> None:
        """Look at the items of one kind in a later content folder, before those of the first one are read."""
        for written in self._all(kind, mappings, files, {}):
            self._later.setdefault((kind.name, written.id), []).append(replace(written, floor=floor))

    def read_alone(self, kind: Kind, found: FoundFile) -> Done | None:
        """The item of a file that is in order and names no other one; None for any other, which says more."""
        before, items = self._told(), self.shelf.items.setdefault(kind.name, {})
        for written in self._file(kind, found, {}):
            if names_files(written):
                return None
            self._item(written)
            if self._told() == before and written.id in items:
                said = self._files.line(written.name) if self._files is not None else ""
                return Done(items[written.id], written.file.text, written.file.parts, written.name, said)
        return None

    def _told(self) -> tuple[int, int, int]:
        return self._findings.count, len(self.shelf.broken), len(self.shelf.unread)

    def _take(self, kind: Kind, found: FoundFile, taken: dict[Key, Origin]) -> bool:
        """Put an item on the shelf that somebody else read, where its id is not taken and nothing is added to it."""
        key, done = (kind.name, found.stem), self.done(found.shown)
        if done is None or key in taken or key in self._later:
            return False
        taken[key] = self.shelf.origins[key] = Source(TextFile(found.shown, done.text, done.parts))
        self.shelf.items[kind.name][found.stem] = done.item
        self.shelf.data[key] = ()
        if self._files is not None and done.said:
            self._files.keep(done.name, done.said)
        return True

    def _all(
        self, kind: Kind, mappings: list[FoundFile], files: list[FoundFile], taken: dict[Key, Origin]
    ) -> Iterator[Written]:
        for found in mappings:
            yield from self._mapping(kind, found, taken)
        for found in files:
            if not self._take(kind, found, taken):
                yield from self._file(kind, found, taken)

    def _file(self, kind: Kind, found: FoundFile, taken: dict[Key, Origin]) -> Iterator[Written]:
        report = self._findings.of(kind.name, found.stem)
        if not ID_PATTERN.fullmatch(found.stem) and tell_copy(found, report):
            self._data.may_be_named_in(None)
            return
        told = self._findings.count
        usable = self._is_id(kind, found.stem, FileOrigin(found.shown), report)
        file = read_file(found, report)
        if file is None:
            self._unreadable(kind, found.stem, None)
            return
        source = Source(file)
        if usable and self._is_taken(kind, found.stem, source, report, taken):
            return
        name = self._name(kind, found, file) if usable else ""
        said = self._files.get(name) if self._files is not None and name else None
        if said is not None:
            known = Document(said.values, said.has_unset)
            yield Written(kind, found.stem, said.values, known, source, file, found.place.parent, (), None, name)
            file.forget()
            return
        document = read_document(file, report)
        if document is None:
            self._unreadable(kind, found.stem, file)
        else:
            if other := other_kind(kind, document.values):
                self._in_wrong_folder(kind, other, found, file, document)
                file.forget()
                return
            id_ = found.stem if usable else ""
            folder = found.place.parent
            yield Written(kind, id_, document.values, document, source, file, folder, (), None, name, told)
        file.forget()

    def _name(self, kind: Kind, found: FoundFile, file: TextFile) -> str:
        """The name of a file by all that its reading hangs on; empty where nothing is kept."""
        if self._files is None or self._levels is None:
            return ""
        return name_of(kind.name, found.ending, self._levels.names, file.text)

    def _in_wrong_folder(self, kind: Kind, other: Kind, found: FoundFile, file: TextFile, document: Document) -> None:
        """Tell an item that lies in the folder of another kind; it is read as neither."""
        self.shelf.broken.update({(kind.name, found.stem), (other.name, found.stem)})
        self._data.may_be_named_in(file.text)
        tell_wrong_folder(kind, other, found, Source(file), document, self._findings.of(kind.name, found.stem))

    def _mapping(self, kind: Kind, found: FoundFile, taken: dict[Key, Origin]) -> Iterator[Written]:
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
            if usable and self._is_taken(kind, id_, source, inner, taken):
                continue
            if isinstance(values, dict):
                yield Written(kind, id_ if usable else "", values, document, source, file, found.place.parent, (id_,))
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

    def _meant(self, kind: Kind, id_: str) -> None:
        """Remember the item that an unusable id stands for: what refers to it is not wrong besides."""
        if hint := suggest_id(id_):
            self.shelf.broken.add((kind.name, hint))

    def _is_id(self, kind: Kind, id_: str, origin: Origin, report: Reporter) -> bool:
        if ID_PATTERN.fullmatch(id_):
            return True
        hint = suggest_id(id_)
        self._meant(kind, id_)
        fix = fix_of_id(origin, id_, hint) if hint else None
        report.add(
            INVALID_ID,
            origin.span(key=True),
            f"`{printable(id_)}` can't be an id in `{kind.folder}`",
            "use lower-case letters, digits and single hyphens" + (f"; did you mean `{hint}`?" if hint else ""),
            fix=fix,
        )
        return False

    def _is_taken(self, kind: Kind, id_: str, source: Source, report: Reporter, taken: dict[Key, Origin]) -> bool:
        first = taken.setdefault((kind.name, id_), source)
        if first is source:
            return False
        other = first.span(key=True)
        # What the other one says is not known, so nothing that this one lacks is missing.
        self.shelf.unread.add(((kind.name, id_), (ANY,)))
        self.shelf.broken.add((kind.name, id_))
        report.add(
            DUPLICATE_ID,
            source.span(key=True),
            f"the id `{id_}` is taken in `{kind.folder}`",
            f"rename one of the two, or delete it; the other one is {printable(other.path)}, line {other.line}",
            related=(Related(other, "the other one"),),
        )
        return True

    def _item(self, written: Written, *more: Written) -> None:
        kind, key = written.kind, (written.kind.name, written.id)
        report = self._findings.of(*key)
        parts = [written, *more, *(self._later.pop(key, ()) if written.id else ())]
        read = [self._fields(part, report) for part in parts]
        fields, wrong = read[0].fields, read[0].wrong
        origin: Source | JoinedSource = read[0].source
        fields = raised(kind, fields, self._sight, report)
        if len(parts) > 1:
            fields, origin = joined(kind, [fields, *(one.fields for one in read[1:])], self._sight, report)
            wrong = tuple(at for one in read for at in one.wrong)
        extra: dict[str, Any] = {"id": written.id or "unusable"}
        if fields.body:
            extra["body"] = fields.body
        has_unset = any(part.document.has_unset for part in parts)
        made = validate(kind.model, fields.values, extra, has_unset=has_unset, wrong=wrong)
        lost = {name for part in parts for name in part.document.lost}
        report_invalid(made, origin, report, lost)
        if made.value is not None:
            check_part_ids(kind.model, made.value, origin, report)
        if written.id:
            unread = unread_places(made, *(one.unread for one in read), lost=lost)
            self._keep(key, kind, made, origin, unread)
            self.shelf.data[key] = tuple(file for one in read for file in one.data)
        for part in parts[1:]:
            part.file.forget()

    def _fields(self, written: Written, report: Reporter) -> Read:
        """What one file says of an item, with the CSV files that it names."""
        kind, file = written.kind, written.file
        if written.is_known and not names_files(written):
            return Read(Fields(written.values, file.parts.body, written.source, written.floor), written.source)
        cut: tuple[Path, ...] = ()
        if not written.is_known:
            cut = check_own_fields(kind.model, written.values, file, written.source, report)
            cut += lint(kind.model, written.values, file, written.prefix, report)
            cut += tell_joined(kind.model, file, written.prefix, report)
        tables = self._data.read(kind.model, written.values, written.source, written.folder, report)
        source = written.source.with_tables(tables.rows)
        wrong = check_levels(kind.model, tables.values, self._levels, source, report)
        guessed = {
            at[len(written.prefix) :] for at in written.document.guessed if at[: len(written.prefix)] == written.prefix
        }
        unread = {*cut, *tables.unread, *wrong, *guessed}
        if not written.document.is_whole:
            unread.add(())
        in_order = not unread and not written.document.lost and self._findings.count == written.told
        if self._files is not None and written.name and in_order and not written.is_known:
            self._files.put(written.name, Said(written.values, written.document.has_unset))
        fields = Fields(tables.values, file.parts.body, source, written.floor)
        return Read(fields, source, wrong, frozenset(unread), tables.files)

    def _keep(
        self, key: Key, kind: Kind, made: Validated[Item], origin: Source | JoinedSource, unread: frozenset[Path]
    ) -> None:
        self.shelf.unread.update((key, at) for at in unread)
        self.shelf.origins[key] = origin
        if made.value is not None:
            self.shelf.items[key[0]][key[1]] = held_back(made.value, unread)
        if made.value is None or (unread and has_part_ids(kind.model)):
            # A reference to a part that was left out is not the reference's fault.
            self.shelf.broken.add(key)
