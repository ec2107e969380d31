"""What is wrong with an item's fields beyond the sort of each value."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from cxsite.load.fields.misplaced import misplaced
from cxsite.load.fields.raw_values import level_names
from cxsite.load.fields.said import Said
from cxsite.load.fields.suggestions import FEW, choose
from cxsite.load.fields.validation import Validated
from cxsite.load.findings import MOST_TOLD, Reporter
from cxsite.load.rules.cx00_fields import DUPLICATE_ID, INVALID_VALUE, MISSING_FIELD, UNKNOWN_FIELD
from cxsite.model.declare import Declared
from cxsite.model.finding import Change, Fix, Origin, Related, dotted
from cxsite.model.levels import Levels
from cxsite.model.shape import Many, Path, Record, fields_of, has_address, records
from cxsite.model.typed.unseen import odd_characters, plain
from cxsite.syntax.phrases import listed
from cxsite.syntax.positions import Source, TextFile


def report_invalid(made: Validated[Any], source: Origin, report: Reporter, lost: Collection[str] = ()) -> None:
    """Note what validation found. A field that is `lost` is not missing besides; `*` stands for any."""
    for said in made.said:
        if said.rule is MISSING_FIELD and len(said.at) == 1 and ("*" in lost or said.at[0] in lost):
            continue
        place = source.span(said.at, key=said.key)
        report.add(said.rule, place, said.message, said.help, dotted(said.at), fix=_fix(said, source))


def _fix(said: Said, source: Origin) -> Fix | None:
    edits = [source.edits(change) for change in said.changes]
    if not edits or not all(edits):
        return None
    return Fix(said.applicability, said.told, tuple(edit for some in edits for edit in some))


def check_own_fields(
    model: type[Declared],
    values: dict[str, Any],
    file: TextFile,
    source: Source,
    report: Reporter,
) -> tuple[Path, ...]:
    """Take out of `values`, and tell, the fields that an item has from its file: its id, and the body below it.

    The places of those that were meant to say something are given.
    """
    if "id" in values:
        del values["id"]
        report.add(
            UNKNOWN_FIELD,
            source.span(("id",), key=True),
            "`id` is no field of an item: its id is its file's name",
            "delete the line; to change the id, rename the file",
            "id",
        )
    if "body" in values and file.parts.opened and file.parts.yaml_start:
        del values["body"]
        report.add(
            UNKNOWN_FIELD,
            source.span(("body",), key=True),
            "`body` is no field here: the body is the text below the second `---`",
            "move the text down, below the front matter",
            "body",
        )
        return (("body",),)
    return ()


def _changes(at: Path, text: str | None, key: bool) -> tuple[Change, ...]:
    return (Change(at, text, key),) if text is not None else ()


def check_levels(
    model: type[Declared],
    values: dict[str, Any],
    levels: Levels | None,
    source: Source,
    report: Reporter,
) -> tuple[Path, ...]:
    """Tell every name of a level that is none, and give their places. Without `levels` nothing is known."""
    if levels is None:
        return ()
    wrong = [found for found in level_names(Record(model), values) if found[1] not in levels]
    told: set[Path] = set()
    for at, name, is_key in wrong[:MOST_TOLD]:
        if where := misplaced(model, values, at, is_key=is_key, levels=levels.names):
            if at[:-1] not in told:
                told.add(at[:-1])
                report.add(UNKNOWN_FIELD, source.span(at, key=True), *where, dotted(at))
            continue
        found = choose(plain(name), levels.names)
        few = f"the levels are {listed(levels.names)}" if len(levels) <= FEW else "roadmap.yml lists the levels"
        odd = odd_characters(name)
        message = f"`{plain(name)}` is no level of this site" + (f": it holds {odd}" if odd else "")
        # Who may see something is not for a program to decide.
        fix = _fix(Said(INVALID_VALUE, at, "", "", is_key, None, _changes(at, found.only, is_key), "unsafe"), source)
        asked = f"did you mean {listed(found.texts)}? " if found.texts else ""
        report.add(INVALID_VALUE, source.span(at, key=is_key), message, asked + few, dotted(at), fix=fix)
    return tuple(at for at, _, _ in wrong)


@cache
def has_part_ids(model: type[Declared]) -> bool:
    """Whether parts of such an item have ids of their own."""
    for declared in fields_of(model).values():
        shape = declared.shape.entry if isinstance(declared.shape, Many) else declared.shape
        if isinstance(shape, Record) and (has_address(shape.model) or has_part_ids(shape.model)):
            return True
    return False


def check_part_ids(model: type[Declared], item: Declared, source: Origin, report: Reporter) -> None:
    """Tell parts of one item that have the same id."""
    if not has_part_ids(model):
        return
    first: dict[str, Path] = {}
    for at, part in records(model, item):
        id_ = getattr(part, "id", None)
        if not at or not isinstance(id_, str) or not has_address(type(part)):
            continue
        other = first.setdefault(id_, at)
        if other is not at and not report.is_full(source.path):
            place = source.span((*other, "id"))
            report.add(
                DUPLICATE_ID,
                source.span((*at, "id")),
                f"the id `{id_}` is taken by another part of this {report.kind}",
                f"rename one of the two; the other one is in line {place.line}",
                dotted((*at, "id")),
                (Related(place, "the other one"),),
            )
