"""What an editor may change for somebody: fixes of findings, and another id everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cxsite.edit.apply import apply
from cxsite.lsp.naming import named_at, own_name
from cxsite.lsp.opened import Opened
from cxsite.lsp.studies import Study
from cxsite.model.finding import CxsiteError, Edit, Finding, Fix, Move
from cxsite.model.items.journey import POINTS
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import Key
from cxsite.pipeline.edits.renaming import rename_item
from cxsite.pipeline.edits.set_fields import Refused
from cxsite.pipeline.edits.shadow import shadow


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that an editor may make: what it is called, its edits and moves, whether it is sure, what it mends."""

    title: str
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()
    sure: bool = False
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Renamed:
    """The new texts of files by their path, and the files that move; the texts are those after the move."""

    texts: dict[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()


def proposals(study: Study, path: str, first: int, last: int) -> Iterator[Proposal]:
    """What mends the findings in the lines `first` to `last` (from 1) of a file."""
    for finding in study.findings:
        fix = finding.fix
        if finding.span.path != path or not first <= finding.span.line <= last or fix is None:
            continue
        if fix.applicability != "display" and (fix.edits or fix.moves):
            yield Proposal(_title(fix), fix.edits, fix.moves, fix.applicability == "safe", finding)


def all_safe(study: Study, path: str) -> Proposal | None:
    """All safe fixes of a file that can be made at once."""
    fixes = [
        finding.fix
        for finding in study.findings
        if finding.span.path == path and finding.fix is not None and finding.fix.applicability == "safe"
    ]
    alone = [fix for fix in fixes if not fix.moves and all(edit.path == path for edit in fix.edits)]
    text = study.text(path)
    if not alone or text is None:
        return None
    applied = apply(alone, lambda wanted: text.encode() if wanted == path else None)
    edits = tuple(edit for fix in applied.fixes for edit in fix.edits)
    return Proposal("Mend all that can be mended safely in this file", tuple(dict.fromkeys(edits)), sure=True)


def _title(fix: Fix) -> str:
    message = fix.message[:1].upper() + fix.message[1:]
    return message if fix.applicability == "safe" else f"{message} (look at the result)"


def renamable(study: Study, opened: Opened, line: int, column: int) -> tuple[Key, str, int, int] | None:
    """What may get another id at a place (from 0): its key, its id, and the columns of the id where it stands there."""
    named = named_at(study, opened, line, column)
    if named is not None:
        key, start, end = named
        if key[0] not in (*BY_NAME, *POINTS) or key[1] not in study.known.names.get(key[0], {}):
            return None
        id_ = key[1].rpartition("/")[2]
        text = opened.lines.line(line)[start:end]
        at = text.rfind(id_)
        return (key, id_, start + at, start + at + len(id_)) if at >= 0 else None
    own = own_name(opened, line, column)
    if own is None or study.roadmap is None or study.roadmap.get(*own) is None:
        return None
    return own, own[1], -1, -1


def renamed(study: Study, key: Key, new: str) -> Renamed:
    """What changes where something gets another id. Raises `CxsiteError` for what can't be done."""
    kind, id_ = key
    item = f"journey:{id_}" if kind in POINTS else f"{kind}:{id_}"
    with shadow(study.settings) as copy:
        try:
            written, _ = rename_item(copy, item, new)
        except Refused as refused:
            first = refused.findings[0]
            raise CxsiteError(f"{first.span.path}, line {first.span.line}: {first.message}") from None
    texts = {path: after for path, _, after in written.files if after is not None}
    moves = tuple(Move(old, target) for target, old in written.moved.items())
    return Renamed(texts, moves)
