"""`cxsite rename`: an item or a part of a journey gets another id, in its file and wherever the content names it."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from cxsite.edit.assign import order_of
from cxsite.edit.content_file import ContentFile
from cxsite.edit.named import Rename
from cxsite.edit.rename import Holder, rename_in
from cxsite.edit.transaction import Changes, recover
from cxsite.model.finding import CxsiteError
from cxsite.model.items.item import Item
from cxsite.model.items.journey import Journey
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Roadmap
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.model.shape import fields_of
from cxsite.model.visibility import Visibility
from cxsite.pipeline.edits.set_fields import ItemFile, Written, files_of, find_item, write
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings
from cxsite.syntax.whereabouts import CannotChange


def rename_item(settings: Settings, item: str, new: str) -> tuple[Written, tuple[str, ...]]:
    """Rename `KIND:ID`, or `journey:ID/PART`; also says where mkdocs.yml names the old file, which nobody changes.

    An item keeps its old id as an alias for those who knew it by that. Raises `CxsiteError` for what can't be done, and
    `Refused` where the checker would find an error that was not there before; then nothing is written.
    """
    recover(settings.content)
    before = read(settings)
    address, slash, point = item.partition("/") if item.startswith(("journey:", "journeys:")) else (item, "", "")
    found = find_item(before, settings, address)
    kind = BY_NAME.get(found.key[0])
    if kind is None:
        raise CxsiteError(f"`{item}` is no item that has an id: rename its file")
    rename = Rename(found.key[0], found.key[1], new, point)
    _may_be(before.usable(), rename, bool(slash))
    _refuse_elsewhere(settings, point or found.key[1])
    changes = _Renaming(settings, before, found, rename).changes()
    written = write(settings, before, changes, same=(point or found.key[1], new))
    return written, tuple(_told(settings, found) if not point else ())


def _may_be(roadmap: Roadmap, rename: Rename, is_point: bool) -> None:
    if not ID_PATTERN.fullmatch(rename.new):
        hint = suggest_id(rename.new)
        raise CxsiteError(
            f"`{rename.new}` can't be an id: use lower-case letters, digits and single hyphens"
            + (f", as in `{hint}`" if hint else "")
        )
    item = roadmap.get(rename.kind, rename.id)
    if item is None or (rename.kind, rename.id) in roadmap.broken:
        raise CxsiteError(f"{rename.kind} `{rename.id}` can't be read: `cxsite check` says why")
    if rename.new == (rename.point or rename.id):
        raise CxsiteError(f"`{rename.new}` is its id already")
    if is_point:
        ids = [point.id for point in item.points()] if isinstance(item, Journey) else []
        if rename.point not in ids:
            raise CxsiteError(f"there is no `{rename.point}` in journey `{rename.id}`")
        if rename.new in ids:
            raise CxsiteError(f"the id `{rename.new}` is taken in journey `{rename.id}`")
    elif (rename.kind, rename.new) in roadmap.origins:
        raise CxsiteError(f"the id `{rename.new}` is taken by another {rename.kind}")


def _refuse_elsewhere(settings: Settings, old: str) -> None:
    """Raise `CxsiteError` where a later content folder names it: nothing is written there."""
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])".encode())
    for folder in settings.folders[1:]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".md", ".yml", ".yaml") and (path.stem == old or word.search(path.read_bytes())):
                raise CxsiteError(
                    f"{os.path.relpath(path, settings.root)} names `{old}` too, and lies in a later content folder,"
                    " which commands do not write: change both by hand"
                )


class _Renaming:
    def __init__(self, settings: Settings, before: Reading, found: ItemFile, rename: Rename) -> None:
        self.settings = settings
        self.roadmap = before.usable()
        self.found = found
        self.own = PurePosixPath(found.place)
        self.alone = not found.prefix
        self.rename = replace(rename, data=(), data_folder=self.own.parent.as_posix())
        self.before: dict[str, bytes] = {}
        self.writes: dict[str, bytes] = {}
        self.removes: set[str] = set()

    def changes(self) -> Changes:
        """Everything that has to be written and removed."""
        if not self.rename.point:
            self._move_data()
        for place, holders in files_of(self.roadmap, self.settings).items():
            data = (self.settings.content / place).read_bytes()
            old = self.rename.point or self.rename.id
            if place != self.found.place and old.encode() not in data:
                continue
            self._file(place, data, holders)
        return Changes(self.writes, frozenset(self.removes), self.before)

    def _file(self, place: str, data: bytes, holders: list[ItemFile]) -> None:
        try:
            file = ContentFile(data, markdown=place.endswith(".md"))
            rename_in(
                file,
                [Holder(one.key, one.model, one.prefix) for one in holders],
                self.rename,
                PurePosixPath(place).parent.as_posix(),
            )
            target = self._own_file(file) if place == self.found.place else place
        except (CxsiteError, CannotChange) as error:
            raise CxsiteError(f"{place}: {error}") from None
        if file.data != data or target != place:
            self.before[place] = data
            self.writes[target] = file.data
            if target != place:
                self.removes.add(place)

    def _own_file(self, file: ContentFile) -> str:
        """Change the item itself: its id, its aliases; the place that its file has afterwards."""
        file.prefix = self.found.prefix
        if self.rename.point:
            _rename_point(file, self.rename)
            return self.found.place
        self._keep_address(file)
        if not self.alone:
            file.rename_item(self.rename.new)
            return self.found.place
        target = self.own.with_name(self.rename.new + self.own.suffix)
        if (self.settings.content / target).exists():
            raise CxsiteError(f"there is a file {target} already")
        return target.as_posix()

    def _keep_address(self, file: ContentFile) -> None:
        """Note the old id among the aliases, for those who knew the item by it."""
        item = self.roadmap.items[self.rename.kind][self.rename.id]
        for number in reversed([n for n, alias in enumerate(item.aliases) if alias.id == self.rename.new]):
            file.unset(("aliases", number))
        alias = _alias(self.roadmap, self.rename, item, self.settings.today)
        if alias is not None:
            file.append(("aliases",), alias, order_of(type(item)))

    def _move_data(self) -> None:
        """Data files that have the item's name move with it."""
        item_values = self.found.open(self.settings.content).values()
        names = []
        for name, field in fields_of(self.found.model).items():
            value = item_values.get(name)
            if field.csv and isinstance(value, str) and PurePosixPath(value.strip()).stem == self.rename.id:
                old = value.strip()
                place, target = self.own.with_name(old), self.own.with_name(self.rename.new + PurePosixPath(old).suffix)
                file = self.settings.content / place
                if not file.is_file() or (self.settings.content / target).exists():
                    continue
                data = file.read_bytes()
                names.append((old, target.name))
                self.before[place.as_posix()] = data
                self.writes[target.as_posix()] = data
                self.removes.add(place.as_posix())
        self.rename = replace(self.rename, data=tuple(names))


def _rename_point(file: ContentFile, rename: Rename) -> None:
    for at in _points(file.values(), rename.point):
        file.set((*at, "id"), rename.new, ())


def _points(values: Mapping[str, Any], point: str) -> Iterator[tuple[str | int, ...]]:
    for at, stage in _entries(values, "stages", ()):
        for name in ("touchpoints", "pain_points"):
            for inner, part in _entries(stage, name, at):
                if part.get("id") == point:
                    yield inner
        if stage.get("id") == point:
            yield at


def _entries(
    values: Mapping[str, Any], name: str, at: tuple[str | int, ...]
) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    found = values.get(name)
    for number, entry in enumerate(found if isinstance(found, list) else [found]):
        if isinstance(entry, dict):
            yield (*at, name, number), entry


def _alias(roadmap: Roadmap, rename: Rename, item: Item, today: dt.date) -> Any:
    """The old id as an alias: with the least level that had it for an address, where none is said that is as high.

    None where every level had an address that `wording` gave it.
    """
    levels = roadmap.levels
    visibility = Visibility.of(roadmap.charter, levels, levels.most, today)
    level = visibility.item_level(BY_NAME[rename.kind], item)
    knew = [
        one
        for one in levels.at_or_above(level)
        if Visibility.of(roadmap.charter, levels, one, today).worded(item.wording, "id") is None
    ]
    if not knew:
        return None
    said = visibility.said_level(rename.kind, "aliases", item.disclose, True)
    given = said or levels.internal
    # Whoever the team lets see old ids, nobody learns one that was not theirs: not even when the item opens later.
    if knew[0].visible_to(given) and (said is not None or knew[0] == given):
        return rename.id
    return {"id": rename.id, "visibility": knew[0].name}


def _told(settings: Settings, found: ItemFile) -> Iterable[str]:
    """Lines of mkdocs.yml that name the old file or item."""
    kind, id_ = found.key
    pattern = re.compile(rf"(?<![\w-])(?:{BY_NAME[kind].folder}/|{kind}:){re.escape(id_)}(?![\w-])")
    file: Path = settings.root / settings.config
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, 1):
        if pattern.search(line):
            yield f"{settings.config}:{number} names it by its old id; change that by hand: {line.strip()}"
