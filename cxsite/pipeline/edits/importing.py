"""`cxsite import`: the entries of another tool as items in files, and a second time into those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cxsite.edit.transaction import recover
from cxsite.exchange.decoding import decoded
from cxsite.exchange.import_map import ImportMap, read_map
from cxsite.exchange.incoming import read_export
from cxsite.exchange.layouts.registry import LAYOUTS
from cxsite.exchange.values import Known
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.edits.landing import Landing, Outcome
from cxsite.pipeline.edits.set_fields import write
from cxsite.pipeline.edits.taking_back import remember
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks to be imported: the format, its file, a map, and what else to take."""

    layout: str
    file: Path
    map: Path | None = None
    dry_run: bool = False
    archived: bool = False
    comments: bool = False


def import_items(settings: Settings, order: Order) -> Outcome:
    """Import an export, or with `dry_run` say what that would do.

    Raises `CxsiteError` for what can't be read (`NeedsMap` where a map is needed), and `Refused` where the check would
    find an error that was not there before; then nothing is written.
    """
    layout = LAYOUTS[order.layout]
    recover(settings.content)
    before = read(settings)
    roadmap = before.usable()
    said = _read_map(order.map) if order.map else None
    try:
        export = read_export(
            layout,
            _bytes(order.file),
            said,
            _known(roadmap),
            settings.today,
            archived=order.archived,
            comments=order.comments,
        )
    except CxsiteError as error:
        error.args = (f"{order.file.name}: {error}",)
        raise
    landing = Landing(settings, before, (said or ImportMap()).kind, export)
    landing.run()
    changes = landing.files.changes()
    if changes.places:
        landing.outcome.written = write(settings, before, changes, only_try=order.dry_run)
        if not order.dry_run:
            remember(settings, changes)
    return landing.outcome


def _read_map(path: Path) -> ImportMap:
    try:
        return read_map(decoded(_bytes(path)))
    except CxsiteError as error:
        raise CxsiteError(f"{path.name}: {error}") from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CxsiteError(f"{path} can't be read: {error.strerror}") from None


def _known(roadmap: Roadmap) -> Known:
    """Everything that a column may name, by kind and by list of roadmap.yml."""
    found: dict[str, Mapping[str, str]] = {
        kind.name: {id_: item.title for id_, item in roadmap.items.get(kind.name, {}).items()} for kind in KINDS
    }
    charter = roadmap.charter
    for name in ("areas", "channels", "departments"):
        found[name] = {key: str(title) for key, title in getattr(charter, name).items()}
    return found
