"""Loading: the content folder to a Roadmap, and everything that is wrong with its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cxsite.load.additions import additions_of, sight_of_all
from cxsite.load.again import Earlier, KnownItem
from cxsite.load.ahead import Aside, alone, read_ahead
from cxsite.load.charter import read_charter, read_later_charter
from cxsite.load.csv.files import DataFiles
from cxsite.load.files.folder import FolderReader, relative
from cxsite.load.files.listing import FoundFile, Listing
from cxsite.load.files.origin import FileOrigin
from cxsite.load.findings import FindingCollector, printable
from cxsite.load.items import ItemReader
from cxsite.load.known_files import KnownFiles
from cxsite.load.loaded import Loaded
from cxsite.load.newer import newer_format
from cxsite.load.pages import Floor, read_later_pages, read_pages
from cxsite.load.rules.cx01_files import EMPTY_KIND_FOLDER
from cxsite.load.rules.cx02_stray_files import WRITTEN_TWICE
from cxsite.model.finding import Related, Span
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import Key, Roadmap
from cxsite.model.roots import ContentRoot


def load(
    folder: Path,
    root: Path,
    further: Sequence[ContentRoot] = (),
    unsaved: Mapping[str, bytes] | None = None,
    earlier: Earlier | None = None,
    known: KnownFiles | None = None,
    aside: Aside = alone,
) -> Loaded:
    """Read the content in `folder` and in `further` ones; paths in findings are relative to `root`, the folder of
    mkdocs.yml. `unsaved` is what an editor holds of files, by such paths: read in their place.

    All problems of all files are told, by file and place. What could be read is in the roadmap, what could not in its
    `broken`. Raises `CxsiteError` where the folder or its roadmap.yml is missing. Of a second state of the content
    `earlier`, files that say the same are not read again, and nothing is told of them. What is `known` of files is
    taken, and what is read added to it. Some of many files are read `aside`, where somebody can.
    """
    findings = FindingCollector()
    roots = (ContentRoot(folder, relative(folder, root)), *further)
    first, *later = [FolderReader(each, findings, unsaved or {}).read() for each in roots]
    if (newer := newer_format(first.charter)) is not None:
        # All else that would be found is only that nobody here knows that format.
        return Loaded(None, (newer,))
    read = read_charter(first.charter, findings)
    for listing in later:
        read = read_later_charter(listing.charter, read, findings)
    levels = read.levels or Levels()
    if further or (earlier is not None and not earlier.fits(first, folder, unsaved or {})):
        earlier = None
    read = replace(read, charter=earlier.roadmap.charter if earlier is not None else read.charter)
    sight = sight_of_all(read.charter, levels)
    floors = [levels.get(each.at_least) for each in further]
    data = DataFiles(_data((first, *later)), findings, first.assets)
    reader = ItemReader(read.levels, data, findings, sight, known)
    same = {kind.name: earlier.take(first, folder, kind) if earlier is not None else {} for kind in KINDS}
    apart = FindingCollector()
    other = ItemReader(read.levels, DataFiles({}, apart), apart, sight, known)
    with read_ahead(first.items, other, aside, known=known is not None and known.is_any) as reader.done:
        _read_items(reader, first, list(zip(later, floors, strict=True)), same)
    data.tell_strays()
    _tell_empty((first, *later), reader, findings)
    pages = read_pages(first.pages, read.levels, findings)
    for listing, floor in zip(later, floors, strict=True):
        read_later_pages(pages, listing.pages, Floor(floor, sight), read.levels, findings)
    shelf = reader.shelf
    files, asset_floors = _assets([first, *later], [levels.least, *floors], findings)
    roadmap = Roadmap(
        charter=read.charter,
        levels=levels,
        items=shelf.items,
        pages=pages.pages,
        assets={name: file.place for name, file in files.items()},
        asset_floors=asset_floors,
        origins={**read.origins, **shelf.origins, **pages.origins, **_written(files)},
        broken=read.broken | shelf.broken | pages.broken,
        roots=tuple(each.shown for each in roots),
        additions=additions_of(shelf.origins),
        unread=frozenset(shelf.unread | pages.unread),
    )
    return Loaded(roadmap, findings.sorted(), shelf.data)


def _read_items(
    reader: ItemReader,
    first: Listing,
    later: Sequence[tuple[Listing, Level]],
    same: Mapping[str, Mapping[str, KnownItem]],
) -> None:
    for kind in KINDS:
        for listing, floor in later:
            reader.read_later(kind, listing.mappings[kind.name], listing.items[kind.name], floor)
        reader.read(kind, first.mappings[kind.name], first.items[kind.name], same[kind.name])


def _data(listings: Sequence[Listing]) -> dict[Path, Mapping[str, FoundFile]]:
    return {at: files for listing in listings for at, files in listing.data.items()}


def _written(files: Mapping[str, FoundFile]) -> dict[Key, FileOrigin]:
    return {("asset", name): FileOrigin(file.shown) for name, file in files.items()}


def _tell_empty(listings: Sequence[Listing], reader: ItemReader, findings: FindingCollector) -> None:
    """Note the folders of kinds without an item, where none lies elsewhere by mistake."""
    for listing in listings:
        reader.shelf.broken.update(listing.astray)
    for kind, found in (one for listing in listings for one in listing.empty):
        if any(broken == kind for broken, _ in reader.shelf.broken):
            continue
        findings.add(
            EMPTY_KIND_FOLDER,
            Span(found.shown),
            f"the folder `{found.name}` holds no item",
            "an item is one file, `<id>.md` or `<id>.yml`; delete the folder if there are none yet",
        )


def _assets(
    listings: Sequence[Listing], floors: Sequence[Level], findings: FindingCollector
) -> tuple[dict[str, FoundFile], dict[str, Level]]:
    """The assets of all folders, and the least levels of those in later ones."""
    files = dict(listings[0].assets)
    least: dict[str, Level] = {}
    for listing, floor in zip(listings[1:], floors[1:], strict=True):
        for name, file in listing.assets.items():
            if name in files:
                findings.add(
                    WRITTEN_TWICE,
                    Span(file.shown),
                    f"there is a `{printable(name)}` in the assets of an earlier content folder",
                    "rename one of the two files",
                    related=(Related(Span(files[name].shown), "the other one"),),
                )
            else:
                files[name], least[name] = file, floor
    return files, least
