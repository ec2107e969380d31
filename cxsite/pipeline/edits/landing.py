"""Where imported items land: a new file, an entry in the file of their kind, or an item that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cxsite.edit.assign import order_of
from cxsite.edit.template import as_entry, as_file
from cxsite.exchange.incoming import Export, Incoming
from cxsite.model.finding import CxsiteError
from cxsite.model.items.item import Item
from cxsite.model.kinds import Kind
from cxsite.model.levels import INTERNAL
from cxsite.model.scalars import suggest_id
from cxsite.model.shape import fields_of
from cxsite.model.visibility import Visibility
from cxsite.pipeline.edits.creating import files_in, shared_file, usual_ending
from cxsite.pipeline.edits.held_files import HeldFiles
from cxsite.pipeline.edits.merging import Conflict, first_hashes, merge
from cxsite.pipeline.edits.set_fields import Written, find_item
from cxsite.pipeline.reading import Reading
from cxsite.pipeline.settings import Settings
from cxsite.syntax.edits import with_edits
from cxsite.syntax.rewrite import set_value
from cxsite.syntax.values_as_yaml import Raw

_LONGEST_ID = 60
_SHORT_KEY = 20


@dataclass(slots=True)
class Outcome:
    """What an import does, or did: `new` and `changed` are lines by item; `gone` are items that the export has no more,
    `emptied` fields of which it says nothing any more: both are kept."""

    kind: Kind
    export: Export
    new: dict[str, str] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    emptied: dict[str, list[str]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    written: Written = field(default_factory=Written)


class Landing:
    """The files of an import while it is made."""

    def __init__(self, settings: Settings, before: Reading, kind: Kind, export: Export) -> None:
        self._settings, self._before, self._export, self._kind = settings, before, export, kind
        self._roadmap = before.usable()
        self._items: Mapping[str, Item] = self._roadmap.items.get(kind.name, {})
        self.files = HeldFiles(settings.content)
        self._visibility = Visibility.of(
            self._roadmap.charter, self._roadmap.levels, self._roadmap.levels.most, settings.today
        )
        self.outcome = Outcome(kind, export, told=list(export.told))
        self._there = self._imported()

    def run(self) -> None:
        """Make or change every item."""
        ids = self._ids()
        needs = self._needs(ids)
        for one in self._export.items:
            values = dict(one.values)
            if needs[one.key]:
                values["depends_on"] = needs[one.key]
            if one.key in self._there:
                self._update(ids[one.key], one, values)
            else:
                self._create(ids[one.key], one, values)
        keys = {one.key for one in self._export.items}
        self.outcome.gone = sorted(id_ for key, id_ in self._there.items() if key not in keys)

    def _imported(self) -> dict[str, str]:
        """The items that came from this tool: key there → id here."""
        found: dict[str, str] = {}
        for id_, item in sorted(self._items.items()):
            if item.imported is None or getattr(item.imported, "from") != self._export.layout.name:
                continue
            if item.imported.key in found:
                raise CxsiteError(
                    f"`{found[item.imported.key]}` and `{id_}` both say that they are `{item.imported.key}`: "
                    "take `imported` out of one of them"
                )
            found[item.imported.key] = id_
        return found

    def _ids(self) -> dict[str, str]:
        """An id for each entry; never one that is taken."""
        taken = {*self._items, *(alias.id for item in self._items.values() for alias in item.aliases)}
        folder = self._settings.content / self._kind.folder
        taken |= {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
        found: dict[str, str] = {}
        for one in self._export.items:
            if one.key in self._there:
                found[one.key] = self._there[one.key]
                continue
            wanted = _short(suggest_id(one.title)) or suggest_id(one.key) or self._kind.name
            id_ = wanted
            key = suggest_id(one.key) if one.key != one.title else ""
            if id_ in taken and 0 < len(key) <= _SHORT_KEY:
                id_ = f"{wanted}-{key}"
            number = 2
            while id_ in taken:
                id_, number = f"{wanted}-{number}", number + 1
            if id_ != wanted and wanted in self._items:
                self.outcome.told.append(
                    f"`{wanted}` is there already, and this import does not touch it: "
                    f"the new {self._kind.name} is `{id_}`"
                )
            taken.add(id_)
            found[one.key] = id_
        return found

    def _needs(self, ids: Mapping[str, str]) -> dict[str, list[str]]:
        """What each entry depends on, by ids, without circles."""
        needs = {one.key: [key for key in one.needs if key in ids] for one in self._export.items}
        for key in needs:
            for other in list(needs[key]):
                if _leads(needs, other, key):
                    needs[key].remove(other)
                    self.outcome.told.append(f"{key} and {other} wait for each other: only one of the two is kept")
        return {key: [ids[other] for other in others] for key, others in needs.items()}

    def _create(self, id_: str, one: Incoming, values: dict[str, Raw]) -> None:
        kept = {
            "from": self._export.layout.name,
            "key": one.key,
            "at": self._settings.today.isoformat(),
            "hashes": first_hashes(one, values),
        }
        notes = [*([{"text": one.remark}] if one.remark else []), *one.comments]
        body = str(values.pop("body", ""))
        said = {**values, "visibility": INTERNAL, **({"notes": notes} if notes else {}), "imported": kept}
        order = order_of(self._kind.model)
        fields = {name: said[name] for name in order if name in said}
        folder = self._settings.content / self._kind.folder
        together = shared_file(self._settings.content, self._kind)
        if together is not None:
            text = _as_yaml({**fields, **({"body": body} if body else {})})
            file = self.files.open(together.name, (id_,))
            file.add_below(as_entry(text, id_, 2))
            self.files.keep(together.name, file.data)
        else:
            ending = ".md" if body else usual_ending(files_in(folder), self._kind)
            made = as_file(_as_yaml(fields), markdown=ending == ".md") + (f"{body}\n" if body else "")
            self.files.keep(f"{self._kind.folder}/{id_}{ending}", made.rstrip("\n").encode() + b"\n")
        self.outcome.new[id_] = (
            f"{one.title} ({one.key}): {_in_short(values)}"
            if one.key != one.title
            else (f"{one.title}: {_in_short(values)}")
        )

    def _update(self, id_: str, one: Incoming, values: dict[str, Raw]) -> None:
        found = find_item(self._before, self._settings, f"{self._kind.name}:{id_}")
        file = self.files.open(found.place, found.prefix)
        named = f"{self._kind.name}:{id_}"
        was = dict(file.values().get("imported", {}).get("hashes") or {})
        made = merge(file, self._kind.model, named, one, values, lambda name: self._is_read(id_, name))
        if made.hashes != was:
            order = order_of(self._kind.model)
            file.set(("imported", "hashes"), made.hashes, order)
            file.set(("imported", "at"), self._settings.today.isoformat(), order)
        self.files.keep(found.place, file.data)
        if one.confidential and self._is_read(id_, "title"):
            why = f"confidential in {self._export.layout.title}, but readers below internal see it"
            made.conflicts.append(Conflict(named, "visibility", why, file.values().get("visibility"), INTERNAL, ""))
        if made.changed:
            self.outcome.changed[id_] = made.changed
        else:
            self.outcome.same += 1
        if made.emptied:
            self.outcome.emptied[id_] = made.emptied
        self.outcome.conflicts += made.conflicts

    def _is_read(self, id_: str, name: str) -> bool:
        """Whether readers below internal see this field of an item."""
        item, levels = self._items[id_], self._roadmap.levels
        declared = fields_of(self._kind.model)[name]
        if not levels.is_below_internal(self._visibility.item_level(self._kind, item)):
            return False
        if declared.parts == "internal" and name not in item.disclose:
            return False
        return levels.is_below_internal(
            self._visibility.field_level(self._kind.name, name, declared, item.disclose, True)
        )


def _leads(needs: Mapping[str, list[str]], start: str, end: str) -> bool:
    """Whether one entry leads to another by what each needs."""
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        new = [other for other in needs.get(here, ()) if other not in seen]
        seen.update(new)
        waiting += new
    return False


def _short(id_: str) -> str:
    """An id that still fits into an address, cut between words."""
    if len(id_) <= _LONGEST_ID:
        return id_
    cut = id_[: id_.rfind("-", 0, _LONGEST_ID)] if "-" in id_[:_LONGEST_ID] else id_[:_LONGEST_ID]
    return cut.strip("-")


def _as_yaml(fields: Mapping[str, Raw]) -> str:
    return "".join(
        _text_field(name, value) if isinstance(value, str) else with_edits("", set_value("", (name,), value))
        for name, value in fields.items()
    )


# Statuses, levels and days are the same again and again.
@lru_cache(maxsize=1024)
def _text_field(name: str, value: str) -> str:
    return with_edits("", set_value("", (name,), value))


def _in_short(values: Mapping[str, Raw]) -> str:
    status = str(values.get("status", ""))
    times = " to ".join(str(values[name]) for name in ("start", "end") if name in values)
    return ", ".join(part for part in (status, times) if part) or "title only"
