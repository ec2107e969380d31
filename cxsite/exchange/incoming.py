"""The items that an export makes: fields as they are written in files, and what is told of the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cxsite.exchange.columns import Columns, columns_of, map_to_start_from, refuse_other_tool
from cxsite.exchange.day_columns import read_times
from cxsite.exchange.decoding import decoded
from cxsite.exchange.export_entries import Entries, Entry, entries_of, is_spoilt, key_of, title_of
from cxsite.exchange.export_layout import Layout, is_yes
from cxsite.exchange.export_table import Step, Table
from cxsite.exchange.import_map import ImportMap, choices_of
from cxsite.exchange.layouts.registry import others_like
from cxsite.exchange.prose import as_text, in_one_line
from cxsite.exchange.statuses import status_meant, status_of_category
from cxsite.exchange.values import FieldReader, Known
from cxsite.model.finding import CxsiteError
from cxsite.model.period import Period
from cxsite.model.shape import fields_of
from cxsite.model.typed.nearest import fold
from cxsite.syntax.values_as_yaml import Raw

_SHORT_KEY = 20
_CONFIDENTIAL = frozenset(("internal", "internal-only", "confidential", "intern", "vertraulich", "private", "secret"))


class NeedsMap(CxsiteError):  # noqa: N818 - it reads as what it says
    """A file that can't be imported without a map; `proposed` is one to start from."""

    def __init__(self, message: str, proposed: str) -> None:
        super().__init__(message)
        self.proposed = proposed


@dataclass(slots=True)
class Incoming:
    """One item that an export makes. `values` are raw values of its fields, `needs` the keys of what must be there
    first, `remark` what no field has a place for; `comments` are there on request only."""

    key: str
    title: str
    values: dict[str, Raw]
    remark: str = ""
    needs: tuple[str, ...] = ()
    comments: tuple[dict[str, Raw], ...] = ()
    confidential: bool = False


@dataclass(slots=True)
class Export:
    """What a file says: its items, how many entries are left out and why, columns that are not read, remarks."""

    layout: Layout
    items: list[Incoming]
    left_out: dict[str, int] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)


def read_export(
    layout: Layout, data: bytes, said: ImportMap | None, known: Known, today: dt.date, *, archived: bool, comments: bool
) -> Export:
    """Read an export. Raises `CxsiteError` for a file that can't be read, and `NeedsMap` where only a map could tell
    what its columns and words mean."""
    table = layout.read(decoded(data), layout.fits if layout.roles else _fits(said))
    if not table.rows:
        raise CxsiteError("there are no entries in it")
    if layout.roles and not (said and said.fields):
        refuse_other_tool(table, layout, others_like(table.headings, layout))
    if not layout.roles and said is None:
        raise NeedsMap("a map has to say what the columns mean; here is one to start from", _map(table, layout, said))
    if layout.adapt is not None:
        layout = layout.adapt(layout, table)
    said = said or ImportMap()
    maker = _Maker(table, layout, said, known, today)
    entries = entries_of(table, layout, said, archived=archived)
    export = maker.export(entries, comments)
    if layout.recognised is not None and (understood := layout.recognised(table.headings)):
        export.told.insert(0, understood)
    key = table.named(said.id) if said.id else layout.column(table, "key")
    if key and is_spoilt(table.values(key)):
        export.told.append(f"a spreadsheet has rounded the numbers in `{key}`, so titles name the entries instead")
    return export


def _fits(said: ImportMap | None) -> Callable[[Sequence[str]], bool]:
    named = set(said.columns()) if said else set()
    return lambda headings: bool(named) and named <= {fold(heading) for heading in headings}


def _map(table: Table, layout: Layout, said: ImportMap | None) -> str:
    return map_to_start_from(table, layout, said or ImportMap())


class _Maker:
    """Makes items of entries."""

    def __init__(self, table: Table, layout: Layout, said: ImportMap, known: Known, today: dt.date) -> None:
        self._table, self._layout, self._said, self._today = table, layout, said, today
        self._columns: Columns = columns_of(table, layout, said)
        self._declared = fields_of(said.kind.model)
        self._readers = {
            name: FieldReader(
                name, self._declared[name], headings, [v for h in headings for v in table.values(h)], said, known
            )
            for name, headings in self._columns.fields.items()
        }
        self._odd: Counter[str] = Counter()
        self._told: list[str] = []
        self._unknown: Counter[str] = Counter()
        steps = [step.date for row in table.rows for step in row.steps if step.date]
        self._step_times = read_times("milestones", steps).times
        self._blockers = self._all_blockers()

    def export(self, entries: Entries, comments: bool) -> Export:
        items = [self._item(entry, entries, comments) for entry in entries.taken]
        if self._unknown:
            words = ", ".join(f"`{word}` ({count})" for word, count in self._unknown.most_common(20))
            raise NeedsMap(f"no map says which status these mean: {words}", _map(self._table, self._layout, self._said))
        self._told += [f"{what} ({count}): kept in the note" for what, count in self._odd.items()]
        columns = self._columns
        filled = tuple(one for one in columns.remarks if self._table.values(one))
        return Export(self._layout, items, entries.left_out, tuple(columns.people), filled, self._told)

    def _item(self, entry: Entry, entries: Entries, comments: bool) -> Incoming:
        values: dict[str, Raw] = {"title": entry.title}
        remarks: dict[str, list[str]] = {}
        for name, reader in self._readers.items():
            if name in ("title", "depends_on", "status"):
                continue
            headings = self._columns.fields[name]
            filled = [cell for heading in headings for cell in entry.row.cells.get(heading, ())]
            value, odd = reader.read(filled, self._layout.markup)
            if value is not None:
                values[name] = value
            if odd:
                self._keep_odd(name, headings, odd, remarks)
        self._status(entry, values)
        self._sensible(entry, values, remarks)
        if entry.row.steps and "milestones" in self._declared:
            values["milestones"] = [self._step(step) for step in entry.row.steps]
        self._link(entry, values)
        needs = self._needs(entry, entries, remarks)
        confidential = self._is_confidential(entry)
        if confidential:
            remarks[f"Confidential in {self._layout.title}"] = ["yes"]
        if entry.parent is not None:
            remarks["Part of"] = [entry.parent.title]
        for heading in (*self._columns.remarks, ""):
            if cells := entry.row.cells.get(heading):
                remarks.setdefault(heading or "Beyond the last column", []).extend(cells)
        ordered = {name: values[name] for name in self._declared if name in values}
        said = self._comments(entry) if comments else ()
        return Incoming(entry.key, entry.title, ordered, self._remark(remarks), needs, said, confidential)

    def _keep_odd(self, name: str, headings: list[str], odd: list[str], remarks: dict[str, list[str]]) -> None:
        leaf = self._declared[name].shape
        about_team = "team" in str(leaf)
        for heading in headings:
            if about_team:
                # It may be a person's name, so it is counted and not kept.
                self._told.append(f"{heading}: a name that is no team here, and that `owners` of the map has not")
            else:
                self._odd[f"{heading} says nothing that `{name}` can hold"] += len(odd)
                remarks.setdefault(heading, []).extend(odd)

    def _status(self, entry: Entry, values: dict[str, Raw]) -> None:
        choices = choices_of(self._said.kind)
        if not choices:
            return
        columns = self._columns.fields.get("status") or list(self._layout.columns(self._table, "status"))
        word = next((cell for heading in columns for cell in entry.row.cells.get(heading, ())), "")
        category = entry.row.first(self._layout.column(self._table, "category"))
        resolution = entry.row.first(self._layout.column(self._table, "resolution"))
        mapped = self._said.status.get(fold(word)) if word else None
        found = mapped or self._said.status.get(fold(category)) if category else mapped
        found = found or status_of_category(category, word, choices) or status_meant(word, choices)
        if not mapped and resolution and found == "shipped" and status_meant(resolution, choices) == "dropped":
            found = "dropped"
        if not mapped and "shipped" in values and found != "dropped" and not category and "shipped" in choices:
            found = "shipped"
        if word and found is None:
            self._unknown[word] += 1
        if found is None and not word:
            found = "planned" if "planned" in choices and ("start" in values or "end" in values) else choices[0]
        if found is not None:
            values["status"] = found

    def _sensible(self, entry: Entry, values: dict[str, Raw], remarks: dict[str, list[str]]) -> None:
        """Keep as a remark what contradicts itself: a day on which it was done of what is not, an end before its
        beginning."""
        shipped = values.get("shipped")
        if shipped and (values.get("status") != "shipped" or dt.date.fromisoformat(shipped) > self._today):
            remarks["Completed"] = [values.pop("shipped")]
        start, end = values.get("start"), values.get("end")
        if start and end and Period.parse(end).last < Period.parse(start).first:
            self._told.append(f"{entry.key}: it ends before it begins, so its beginning is in the note only")
            remarks["Start"] = [values.pop("start")]

    def _step(self, step: Step) -> Raw:
        time = self._step_times.get(step.date)
        made: dict[str, Raw] = {"title": in_one_line(step.title) or "Step"}
        if time:
            made["date"] = time
        return {**made, "done": "true"} if step.done else made

    def _link(self, entry: Entry, values: dict[str, Raw]) -> None:
        url = self._said.url.replace("{key}", entry.key) if self._said.url else ""
        url = url or entry.row.first(self._layout.column(self._table, "url"))
        if url.startswith(("https://", "http://")) and not set(url) & set(' "<>\\^`{|}'):
            name = entry.key if len(entry.key) <= _SHORT_KEY and entry.key != entry.title else ""
            values["links"] = [{"title": f"{self._layout.title} {name}".strip(), "url": url}]

    def _all_blockers(self) -> dict[str, list[str]]:
        """What blocks an entry, told from the other side: folded name of the blocked one → key cells of the others."""
        found: dict[str, list[str]] = {}
        key = key_of(self._table, self._layout, self._said)
        title = title_of(self._table, self._layout, self._said)
        for row in self._table.rows:
            for heading in self._layout.columns(self._table, "blocks"):
                for cell in row.cells.get(heading, ()):
                    for name in (cell, *_names_in(cell)):
                        found.setdefault(fold(name), []).append(row.first(key) or row.first(title))
        return found

    def _needs(self, entry: Entry, entries: Entries, remarks: dict[str, list[str]]) -> tuple[str, ...]:
        if "depends_on" not in self._declared:
            return ()
        headings = (*self._layout.columns(self._table, "blocked_by"), *self._columns.fields.get("depends_on", ()))
        cells = [cell for heading in headings for cell in entry.row.cells.get(heading, ())]
        names = [name for cell in cells for name in ([cell] if fold(cell) in entries.known else _names_in(cell))]
        number = entry.row.first(self._layout.column(self._table, "number"))
        for own in (entry.key, entry.title, number):
            names += self._blockers.get(fold(own), ()) if own else ()
        found: dict[str, None] = {}
        for name in names:
            other = entries.known.get(fold(name))
            if other is entry:
                continue
            if other is not None and any(one is other for one in entries.taken):
                found[other.key] = None
            else:
                remarks.setdefault("Blocked by", []).append(other.title if other else name)
        return tuple(found)

    def _is_confidential(self, entry: Entry) -> bool:
        for heading in self._layout.columns(self._table, "confidential"):
            for cell in entry.row.cells.get(heading, ()):
                if is_yes(cell):
                    return True
        labels = [cell for heading in self._columns.fields.get("tags", ()) for cell in entry.row.cells.get(heading, ())]
        return any(fold(word) in _CONFIDENTIAL for label in labels for word in _names_in(label))

    def _comments(self, entry: Entry) -> tuple[dict[str, Raw], ...]:
        said = [(one.date, one.text) for one in entry.row.comments]
        for heading in self._layout.columns(self._table, "comment"):
            for cell in entry.row.cells.get(heading, ()):
                parts = cell.split(";", 2)
                said.append((parts[0], parts[2]) if len(parts) == 3 else ("", cell))
        days = read_times("comments", [date for date, _ in said if date]).times
        made = [({"date": days[date]} if date in days else {}) | {"text": as_text(text)} for date, text in said]
        return tuple(one for one in made if one["text"])

    def _remark(self, remarks: dict[str, list[str]]) -> str:
        lines = []
        for name, cells in remarks.items():
            texts = list(dict.fromkeys(text for cell in cells if (text := in_one_line(cell))))
            if texts:
                lines.append(f"{in_one_line(name)}: {'; '.join(texts)}")
        return "\n".join([f"From {self._layout.title}:", *lines]) if lines else ""


def _names_in(cell: str) -> Iterable[str]:
    return [part for text in cell.replace("\n", ",").replace(";", ",").split(",") if (part := text.strip())]
