"""`cxsite set`: fields of one item changed in its file, if the checker has nothing against it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cxsite.edit.assign import assign
from cxsite.edit.content_file import ContentFile
from cxsite.edit.transaction import Changes, recover, write_changes
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.finding import CxsiteError, Finding, Origin
from cxsite.model.kinds import BY_NAME, KINDS, find_kind
from cxsite.model.roadmap import ROADMAP, ROADMAP_KEY, Key, Page, Roadmap
from cxsite.model.typed.nearest import did_you_mean, meant_or_listed
from cxsite.pipeline.edits.fixing import changed_files, shown
from cxsite.pipeline.edits.shadow import shadow
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Written:
    """What a change did: the files (by the paths that findings name) with their texts before and after, None where
    there was none; the old path by the new one of files that moved; new findings that do not keep it from being
    written."""

    files: tuple[tuple[str, str | None, str | None], ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class Refused(Exception):  # noqa: N818 - it reads as what it says
    """A change that would make the content wrong; nothing was written. `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class ItemFile:
    """Where an item is written: its file below the content folder, and its place in the file of its kind."""

    key: Key
    model: type[Declared]
    place: str
    prefix: tuple[str, ...] = ()

    def open(self, content: Path) -> ContentFile:
        """The file, ready to be changed."""
        try:
            data = (content / self.place).read_bytes()
        except OSError as error:
            raise CxsiteError(f"{self.place} can't be read: {error.strerror}") from None
        try:
            return ContentFile(data, markdown=self.place.endswith(".md"), prefix=self.prefix)
        except CxsiteError as error:
            raise CxsiteError(f"{self.place}: {error}") from None


def set_fields(settings: Settings, item: str, typed: Iterable[str], unset: Iterable[str]) -> Written:
    """Change fields of an item, and write its file. Raises `CxsiteError` for what can't be understood, and `Refused`
    where the checker would find an error that was not there before; then nothing is written."""
    recover(settings.content)
    before = read(settings)
    found = find_item(before, settings, item)
    file = found.open(settings.content)
    original = file.data
    try:
        assign(file, found.model, typed, unset)
    except CxsiteError as error:
        raise CxsiteError(f"{found.place}: {error}") from None
    if file.data == original:
        return Written()
    return write(settings, before, Changes({found.place: file.data}, before={found.place: original}))


def write(
    settings: Settings,
    before: Reading,
    changes: Changes,
    same: tuple[str, str] = ("", ""),
    *,
    only_try: bool = False,
) -> Written:
    """Write changes below the content folder if the checker finds no error that was not there `before`.

    `same` are two ids of one thing, the one before and the one after. With `only_try` all is done but the writing.
    """
    with shadow(settings) as copy:
        write_changes(copy.content, changes, to_stay=False)
        after = read(copy)
        new = _new(before.findings, after.findings, same)
        if errors := [finding for finding in new if finding.severity == "error"]:
            raise Refused(errors)
        changed = changed_files(settings.content, copy.content)
    if not only_try:
        write_changes(settings.content, changed)
    return _written(settings, changed, same, new)


def _written(settings: Settings, changed: Changes, same: tuple[str, str], new: Iterable[Finding]) -> Written:
    moved: dict[str, str] = {}
    for place in changed.removes:
        path = PurePosixPath(place)
        if (target := path.with_name(path.name.replace(*same, 1)).as_posix()) in changed.writes:
            moved[target] = place
    files = tuple(
        (
            shown(settings, place),
            _text(changed.before.get(moved.get(place, place))),
            _text(changed.writes[place]),
        )
        for place in sorted(changed.writes)
    )
    return Written(files, {shown(settings, a): shown(settings, b) for a, b in moved.items()}, tuple(new))


def find_item(reading: Reading, settings: Settings, text: str) -> ItemFile:
    """The item that `KIND:ID` names; `roadmap` is roadmap.yml, `page:PATH` a hand-written page. Raises `CxsiteError`
    for what is none."""
    origins = reading.usable().origins
    kind_text, colon, id_ = text.partition(":")
    if text == ROADMAP or (kind_text == ROADMAP and not id_):
        origin = origins.get(ROADMAP_KEY)
        return ItemFile(ROADMAP_KEY, Charter, _place(settings, origin, "roadmap.yml"))
    kind = find_kind(kind_text)
    if kind is None and kind_text != "page":
        names = [one.name for one in KINDS]
        hint = meant_or_listed(kind_text, names) if colon else ": write KIND:ID, as in initiative:self-service"
        raise CxsiteError(f"there is no kind `{kind_text}`{hint}" if colon else f"`{text}` names no item{hint}")
    name = kind.name if kind else "page"
    origin = origins.get((name, id_))
    if origin is None:
        known = [one for of_kind, one in origins if of_kind == name]
        asked = did_you_mean(id_, known)
        raise CxsiteError(f"there is no {name} `{id_}`" + (f"; {asked}" if asked else ""))
    place = _place(settings, origin, "")
    own = kind is None or PurePosixPath(place).parent.name == kind.folder
    model = kind.model if kind else Page
    return ItemFile((name, id_), model, place, () if own else (id_,))


def files_of(roadmap: Roadmap, settings: Settings) -> dict[str, list[ItemFile]]:
    """The files of items, of pages and of the roadmap itself, with what is written in them."""
    found: dict[str, list[ItemFile]] = {}
    others: dict[str, type[Declared]] = {ROADMAP: Charter, "page": Page}
    for key, origin in sorted(roadmap.origins.items()):
        kind = BY_NAME.get(key[0])
        model = kind.model if kind else others.get(key[0])
        if model is not None and _is_first(settings, origin):
            place = _place(settings, origin, "")
            own = kind is None or PurePosixPath(place).parent.name == kind.folder
            found.setdefault(place, []).append(ItemFile(key, model, place, () if own else (key[1],)))
    return found


def _is_first(settings: Settings, origin: Origin) -> bool:
    """Whether a file lies in the first content folder, the one in which commands write."""
    return Path(os.path.normpath((settings.root / origin.path).absolute())).is_relative_to(settings.content.absolute())


def _place(settings: Settings, origin: Origin | None, otherwise: str) -> str:
    """A file below the content folder, from the path that findings name."""
    if origin is None:
        return otherwise
    place = Path(os.path.normpath((settings.root / origin.path).absolute()))
    if not place.is_relative_to(settings.content.absolute()):
        raise CxsiteError(
            f"{origin.path} lies in a later content folder, which commands do not write: change it by hand"
        )
    return place.relative_to(settings.content.absolute()).as_posix()


def _new(before: Iterable[Finding], after: Iterable[Finding], same: tuple[str, str]) -> list[Finding]:
    """Findings that were not there before, wherever their lines are now."""
    known = Counter(_identity(finding, same) for finding in before)
    new = []
    for finding in after:
        identity = _identity(finding, same)
        known[identity] -= 1
        if known[identity] < 0:
            new.append(finding)
    return new


def _identity(finding: Finding, same: tuple[str, str]) -> tuple[str, ...]:
    old, new = same
    said = (finding.rule.code, finding.severity, finding.span.path, finding.kind, finding.id, finding.message)
    return tuple(text.replace(old, new) for text in said) if old else said


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
