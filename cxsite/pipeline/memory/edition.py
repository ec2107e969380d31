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
from cxsite.model.roadmap import ANY, ROADMAP, ROADMAP_KEY, Key, Roadmap
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.memory.trees import Trees
from cxsite.projection.past import seen_then
from cxsite.projection.projection import seen_items
from cxsite.projection.remembered import Remembered

KINDS = ("initiative", "phase", "kpi")
"""The kinds of which something is kept."""
NO_CONTENT = "it holds no content"
"""Why an edition can't be read whose commit has no folder of content."""
_FOLDERS = frozenset(BY_NAME[name].folder for name in KINDS)
_TIMES = frozenset(("status", "start", "end", "shipped", "phase", "milestones"))
_FIELDS = _TIMES | {"title", "result", "targets", "metric", "direction", "scale", "unit"}
_RULES = frozenset(("visibility", "visible_from", "wording", "disclose", "aliases"))
_BESIDE = frozenset(("no_disclaimer", "departments", "risk_bands", "risk_matrix", "prioritization", "approvals"))
_BESIDE |= frozenset(("history", "sensitive_terms", "audit", "site"))
"""The settings that nobody below internal sees, and that say neither who sees what nor what is kept: what is wrong with
them changes nothing for anybody."""
_COUNTS = _FIELDS | _RULES | {"id", ANY}
"""The fields of which nothing may be in doubt."""


@dataclasses.dataclass(frozen=True, slots=True)
class Roots:
    """The content folders inside of the repository, as paths in it; later ones with their least level."""

    first: str
    further: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """The part of an edition's roadmap that is kept; none, with the reason, where it can't be read.

    `lost` are the items that could not be read.
    """

    sha: str
    roadmap: Roadmap | None
    reason: str = ""
    lost: frozenset[Key] = frozenset()


def read_edition(trees: Trees, sha: str, roots: Roots, before: Read | None = None) -> Read:
    """The roadmap of a commit, with nothing but what is kept of it. What is in doubt is left out.

    Of an edition `before` that is the same but for some items, only those are read again.
    """
    ids = _changed_items(trees, before, sha, roots)
    if before is None or before.roadmap is None or ids is None:
        return _read(trees, sha, roots, _is_kept)

    def is_wanted(name: str, root: str) -> bool:
        inside = PurePosixPath(name).relative_to(root)
        return len(inside.parts) == 1 or (inside.suffix != ".csv" and (inside.parts[0], inside.stem) in ids)

    read = _read(trees, sha, roots, is_wanted)
    if read.roadmap is None:
        return read
    changed = {(kind, id_) for kind in KINDS for folder, id_ in ids if folder == BY_NAME[kind].folder}
    items = {
        kind: {
            **{id_: item for id_, item in before.roadmap.items[kind].items() if (kind, id_) not in changed},
            **read.roadmap.items[kind],
        }
        for kind in KINDS
    }
    # No file beside the folders of kinds changed: what roadmap.yml says is the very same.
    roadmap = dataclasses.replace(read.roadmap, items=items, charter=before.roadmap.charter)
    return Read(sha, roadmap, lost=(before.lost - changed) | read.lost)


def changed_between(trees: Trees, before: str, sha: str, roots: Roots) -> frozenset[str]:
    """The paths of content files that differ between two commits."""
    paths = [path for path in (roots.first, *(path for path, _ in roots.further)) if path != "."]
    return trees.changed(before, sha, paths)


def _changed_items(trees: Trees, before: Read | None, sha: str, roots: Roots) -> frozenset[tuple[str, str]] | None:
    """Folder and id of the items that changed; none where more than single files of items may have."""
    if before is None or before.roadmap is None or roots.further:
        return None
    inside = [PurePosixPath(path).relative_to(roots.first) for path in changed_between(trees, before.sha, sha, roots)]
    kept = [path for path in inside if _is_kept(path.as_posix(), ".")]
    if any(len(path.parts) != 2 for path in kept) or any(id_ == ANY for _, id_ in before.lost):
        return None
    return frozenset((path.parts[0], path.stem) for path in kept)


def _read(trees: Trees, sha: str, roots: Roots, is_wanted: Callable[[str, str], bool]) -> Read:
    with written(trees, sha, roots, is_wanted) as (content, further):
        if not content.is_dir():
            return Read(sha, None, NO_CONTENT)
        try:
            loaded = load(content, content.parent, further)
        except CxsiteError as error:
            return Read(sha, None, str(error))
    roadmap = loaded.roadmap
    if roadmap is None or not _rules_are_clear(roadmap):
        return Read(sha, None, "its roadmap.yml has errors")
    doubtful = {key for key, at in roadmap.unread if not at or at[0] in _COUNTS}
    doubtful |= {(kind, id_) for kind, id_ in roadmap.broken if kind in KINDS}
    items = {
        kind: {id_: _kept(item) for id_, item in roadmap.items.get(kind, {}).items() if (kind, id_) not in doubtful}
        for kind in KINDS
    }
    kept = dataclasses.replace(roadmap, items=items, pages={}, assets={}, origins={})
    return Read(sha, kept, lost=frozenset(key for key in doubtful if key[0] in KINDS))


def _rules_are_clear(roadmap: Roadmap) -> bool:
    """Whether nothing is in doubt of what roadmap.yml says of who sees what, and of what is kept."""
    wrong = {name for kind, name in roadmap.broken if kind == ROADMAP}
    wrong |= {str(at[0]) if at else ANY for key, at in roadmap.unread if key == ROADMAP_KEY}
    return wrong <= _BESIDE


def seen_by_all(
    roadmap: Roadmap, first: dt.date, day: dt.date, remembered: dict[str, Remembered] | None = None
) -> Mapping[str, Uncut]:
    """What each level of the edition saw on its day, by the level's name. What was `remembered` of other editions, by
    level, saves time."""
    known = {} if remembered is None else remembered
    return {
        level.name: seen_then(seen_items(roadmap, level, day, known.setdefault(level.name, Remembered())), first, day)
        for level in roadmap.levels
    }


def _kept(item: Item) -> Item:
    """The item with what says who sees it, and what is kept, as if nothing else had ever been written."""
    names = (_FIELDS | _RULES | {"id"}) & item.model_fields_set
    kept = type(item).model_construct(_fields_set=set(names), **{name: getattr(item, name) for name in names})
    return kept if "id" in names else kept.model_copy(update={"id": item.id})


@contextmanager
def written(
    trees: Trees, sha: str, roots: Roots, is_wanted: Callable[[str, str], bool]
) -> Iterator[tuple[Path, tuple[ContentRoot, ...]]]:
    """The content folders of a commit in a temporary place: the first, and further ones.

    `is_wanted` says of a file's path and that of its content folder whether it is written.
    """
    with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
        folder = Path(temporary).resolve()
        for path in (roots.first, *(path for path, _ in roots.further)):
            trees.write(sha, path, folder, lambda name, path=path: is_wanted(name, path))  # type: ignore[misc]
        further = [ContentRoot(folder / path, path, level) for path, level in roots.further]
        yield folder / roots.first, tuple(further)


def _is_kept(name: str, root: str) -> bool:
    """Whether a file belongs to a kind of which something is kept, or lies beside the folders of kinds. Of what was
    measured nothing is kept."""
    inside = PurePosixPath(name).relative_to(root)
    return len(inside.parts) == 1 or (inside.parts[0] in _FOLDERS and inside.suffix != ".csv")
