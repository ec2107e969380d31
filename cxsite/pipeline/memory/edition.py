"""One edition: what each level saw of the content of a commit, by that content's own levels."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cxsite.load.load import load
from cxsite.model.finding import CxsiteError
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME
from cxsite.model.past import Uncut
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Roadmap
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.revision import write_tree
from cxsite.projection.past import seen_then
from cxsite.projection.projection import project

KINDS = ("initiative", "phase")
"""The kinds of which something is kept."""
_FOLDERS = frozenset(BY_NAME[name].folder for name in KINDS)
_FIELDS = frozenset(("title", "status", "start", "end", "shipped", "phase", "milestones"))
_RULES = frozenset(("visibility", "wording", "disclose", "aliases"))


@dataclasses.dataclass(frozen=True, slots=True)
class Roots:
    """The content folders inside of the repository, as paths in it; later ones with their least level."""

    first: str
    further: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """The part of an edition's roadmap that is kept; none, with the reason, where it can't be read.

    `lost` counts the items that could not be read.
    """

    roadmap: Roadmap | None
    reason: str = ""
    lost: int = 0


def read_edition(top: Path, sha: str, roots: Roots) -> Read:
    """The roadmap of a commit, with nothing but what is kept of it. What is in doubt is left out."""
    with written(top, sha, roots, _is_kept) as (content, further):
        if not content.is_dir():
            return Read(None, "it holds no content")
        try:
            loaded = load(content, content.parent, further)
        except CxsiteError as error:
            return Read(None, str(error))
    roadmap = loaded.roadmap
    broken = roadmap is not None and any(kind == ROADMAP for kind, _ in roadmap.broken)
    if roadmap is None or broken or any(key == ROADMAP_KEY for key, _ in roadmap.unread):
        return Read(None, "its roadmap.yml has errors")
    doubtful = {key for key, _ in roadmap.unread} | {(kind, id_) for kind, id_ in roadmap.broken if kind in KINDS}
    items = {
        kind: {id_: _kept(item) for id_, item in roadmap.items.get(kind, {}).items() if (kind, id_) not in doubtful}
        for kind in KINDS
    }
    return Read(dataclasses.replace(roadmap, items=items, pages={}, assets={}, origins={}), lost=len(doubtful))


def seen_by_all(roadmap: Roadmap, first: dt.date, day: dt.date) -> Mapping[str, Uncut]:
    """What each level of the edition saw on its day, by the level's name."""
    return {level.name: seen_then(project(roadmap, level, day).items, first, day) for level in roadmap.levels}


def _kept(item: Item) -> Item:
    """The item with what says who sees it, and what is kept, as if nothing else had ever been written."""
    names = (_FIELDS | _RULES | {"id"}) & item.model_fields_set
    kept = type(item).model_construct(_fields_set=set(names), **{name: getattr(item, name) for name in names})
    return kept if "id" in names else kept.model_copy(update={"id": item.id})


@contextmanager
def written(
    top: Path, sha: str, roots: Roots, is_wanted: Callable[[str, str], bool]
) -> Iterator[tuple[Path, tuple[ContentRoot, ...]]]:
    """The content folders of a commit in a temporary place: the first, and further ones.

    `is_wanted` says of a file's path and that of its content folder whether it is written.
    """
    with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
        folder = Path(temporary).resolve()
        for path in (roots.first, *(path for path, _ in roots.further)):
            write_tree(top, sha, path, folder, lambda name, path=path: is_wanted(name, path))  # type: ignore[misc]
        further = [ContentRoot(folder / path, path, level) for path, level in roots.further]
        yield folder / roots.first, tuple(further)


def _is_kept(name: str, root: str) -> bool:
    """Whether a file belongs to a kind of which something is kept, or lies beside the folders of kinds."""
    inside = PurePosixPath(name).relative_to(root)
    return len(inside.parts) == 1 or inside.parts[0] in _FOLDERS
