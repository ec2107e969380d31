"""`cxsite new`: an item that was not there, in a file that the check has nothing against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path, PurePath

from cxsite.edit.assign import assign
from cxsite.edit.content_file import ContentFile
from cxsite.edit.field_path import parse_assignment
from cxsite.edit.template import Question, as_entry, as_file, item_text, questions
from cxsite.edit.transaction import Changes, recover
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS, Kind, find_kind
from cxsite.model.roadmap import Roadmap
from cxsite.model.scalars import ID_PATTERN, suggest_id
from cxsite.model.typed.nearest import meant_or_listed
from cxsite.pipeline.edits.held_files import HeldFiles
from cxsite.pipeline.edits.set_fields import Written, write
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from cxsite.syntax.values_as_yaml import Raw

_WITH_BODY = ("initiative", "persona", "evidence")
_ENDINGS = (".md", ".yml", ".yaml")

Ask = Callable[[Question], Raw]
"""Asks somebody for what a new item needs; or takes its default."""


def new_item(settings: Settings, kind_text: str, id_: str, typed: Sequence[str], ask: Ask) -> Written:
    """Write a new item with the fields that are `typed`. Nothing is ever written over.

    Raises `CxsiteError` for what can't be, and `Refused` where the check would find an error that was not there before.
    """
    recover(settings.content)
    kind = find_kind(kind_text)
    if kind is None:
        raise CxsiteError(f"there is no kind `{kind_text}`{meant_or_listed(kind_text, [one.name for one in KINDS])}")
    if not ID_PATTERN.fullmatch(id_):
        hint = suggest_id(id_)
        raise CxsiteError(
            f"`{id_}` can't be an id: use lower-case letters, digits and single hyphens"
            + (f", as in `{hint}`" if hint else "")
        )
    before = read(settings)
    _is_free(before.usable(), kind, id_)
    assignments = {str(parse_assignment(text).steps[0]) for text in typed}
    place, file, old = begun(settings, kind, id_, assignments, ask, HeldFiles(settings.content).read)
    try:
        assign(file, kind.model, typed, ())
    except CxsiteError as error:
        raise CxsiteError(f"{kind.name} `{id_}`: {error}") from None
    return write(settings, before, Changes({place: file.data}, before={place: old} if old is not None else {}))


def begun(
    settings: Settings, kind: Kind, id_: str, said: Collection[str], ask: Ask, held: Callable[[str], bytes]
) -> tuple[str, ContentFile, bytes | None]:
    """A new item with what it needs, but for the fields that are `said` anyway: the place of its file, the file, and
    what that holds so far (as `held` tells it), where it is one for all items of the kind.

    Raises `CxsiteError` where a file of this name is there.
    """
    asked = questions(kind, id_, settings.today)
    needed = {one.field: one.default if one.field in said else ask(one) for one in asked}
    return _placed(settings.content, kind, id_, item_text(kind, needed, said), held)


def _is_free(roadmap: Roadmap, kind: Kind, id_: str) -> None:
    origin = roadmap.origins.get((kind.name, id_))
    if origin is not None:
        raise CxsiteError(f"`{id_}` is taken in {kind.folder}, by {origin.path}: nothing was written over")


def _placed(
    content: Path, kind: Kind, id_: str, text: str, held: Callable[[str], bytes]
) -> tuple[str, ContentFile, bytes | None]:
    """Where the item goes, its file with it, and what was in that file before."""
    folder = content / kind.folder
    for ending in _ENDINGS:
        if (folder / f"{id_}{ending}").exists():
            raise CxsiteError(f"there is a file {kind.folder}/{id_}{ending} already: nothing was written over")
    together = shared_file(content, kind)
    if together is not None:
        old = held(together.name)
        file = ContentFile(old, markdown=False, prefix=(id_,))
        file.add_below(as_entry(text, id_, 2))
        return together.name, file, old
    ending = usual_ending(files_in(folder), kind)
    file = ContentFile(as_file(text, markdown=ending == ".md").encode(), markdown=ending == ".md")
    return f"{kind.folder}/{id_}{ending}", file, None


def shared_file(content: Path, kind: Kind) -> Path | None:
    """The one file that holds all items of a kind, where there is one and no folder for it."""
    alone = (content / f"{kind.folder}{ending}" for ending in _ENDINGS[1:])
    together = next((path for path in alone if path.is_file()), None)
    return together if not (content / kind.folder).is_dir() else None


def files_in(folder: Path) -> list[Path]:
    """What lies in a folder, if there is one."""
    return list(folder.iterdir()) if folder.is_dir() else []


def usual_ending(files: Iterable[PurePath], kind: Kind) -> str:
    """The ending that most of the kind's files have."""
    found = Counter(path.suffix for path in files if path.suffix in _ENDINGS)
    if found:
        return max(_ENDINGS, key=lambda ending: found[ending])
    return ".md" if kind.name in _WITH_BODY else ".yml"
