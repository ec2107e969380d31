"""Loading: the content folder to a Roadmap, and everything that is wrong with its files."""

from __future__ import annotations

from pathlib import Path

from cxsite.load.charter import read_charter
from cxsite.load.csv.files import DataFiles
from cxsite.load.files.folder import FolderReader
from cxsite.load.files.origin import FileOrigin
from cxsite.load.findings import FindingCollector
from cxsite.load.items import ItemReader
from cxsite.load.loaded import Loaded
from cxsite.load.pages import read_pages
from cxsite.model.kinds import KINDS
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Roadmap


def load(folder: Path, root: Path) -> Loaded:
    """Read the content in `folder`; paths in findings are relative to `root`, the folder of mkdocs.yml.

    All problems of all files are told, sorted by file and place. What could be read is in the roadmap; what could
    not is in its `broken`. Raises `CxsiteError` where the folder or its roadmap.yml is missing.
    """
    findings = FindingCollector()
    listing = FolderReader(folder, root, findings).read()
    read = read_charter(listing.charter, findings)
    data = DataFiles(listing.data, findings)
    reader = ItemReader(read.levels, data, findings)
    for kind in KINDS:
        reader.read(kind, listing.mappings[kind.name], listing.items[kind.name])
    data.tell_strays()
    pages = read_pages(listing.pages, read.levels, findings)
    shelf = reader.shelf
    assets = {("asset", name): FileOrigin(file.shown) for name, file in listing.assets.items()}
    roadmap = Roadmap(
        charter=read.charter,
        levels=read.levels or Levels(),
        items=shelf.items,
        pages=pages.pages,
        assets={name: file.place for name, file in listing.assets.items()},
        origins={**read.origins, **shelf.origins, **pages.origins, **assets},
        broken=read.broken | shelf.broken | pages.broken,
    )
    return Loaded(roadmap, findings.sorted())
