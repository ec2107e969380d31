"""roadmap.yml: the roadmap itself, its levels and its words."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.load.document import read_document
from cxsite.load.field_rules import DUPLICATE_ID, INVALID_VALUE
from cxsite.load.fields import check_levels, tell
from cxsite.load.folder import FoundFile
from cxsite.load.ledger import Ledger, Owner
from cxsite.load.lint import lint
from cxsite.load.reading import read_file
from cxsite.load.source import Source
from cxsite.load.validate import validate
from cxsite.model.charter import Charter
from cxsite.model.finding import Origin, Span
from cxsite.model.levels import Levels
from cxsite.model.roadmap import Key

CHARTER_KIND = "roadmap"
_UNTITLED = "Untitled roadmap"


@dataclass(frozen=True, slots=True)
class ReadCharter:
    """What roadmap.yml says. `levels` is None where nobody can tell them; then defaults stand in `charter`."""

    charter: Charter
    levels: Levels | None
    origins: dict[Key, Origin]
    broken: frozenset[Key]


def read_charter(found: list[FoundFile], ledger: Ledger) -> ReadCharter:
    """Read the charter; every field that can't be read has its default, and stands in `broken`."""
    owner = Owner(CHARTER_KIND)
    for further in found[1:]:
        ledger.add(
            DUPLICATE_ID,
            Span(further.shown),
            f"there is a {found[0].name} already",
            "keep one of the two files",
            owner,
        )
    file = read_file(found[0], ledger, owner)
    document = read_document(file, ledger, owner) if file else None
    everything = frozenset((CHARTER_KIND, name) for name in Charter.model_fields)
    if file is None or document is None:
        return ReadCharter(Charter(title=_UNTITLED), None, {}, everything)
    source = Source(file)
    values = dict(document.values)
    lint(Charter, values, file, (), ledger, owner)
    levels = _levels(values, source, ledger, owner)
    wrong = check_levels(Charter, values, levels, source, ledger, owner)
    made = validate(Charter, values, {}, has_unset=document.has_unset, wrong=wrong)
    tell(made, source, ledger, owner, document.lost)
    file.forget()
    charter = made.value
    dropped = {str(at[0]) for at in made.dropped if at}
    if charter is None:
        charter = validate(Charter, values, {"title": _UNTITLED}, has_unset=document.has_unset, wrong=wrong).value
    origins: dict[Key, Origin] = {(CHARTER_KIND, ""): source}
    if charter is None:
        return ReadCharter(Charter(title=_UNTITLED), levels, origins, everything)
    broken = everything if "*" in document.lost else frozenset((CHARTER_KIND, name) for name in dropped | document.lost)
    return ReadCharter(charter, levels, origins, broken)


def _levels(values: dict[str, object], source: Source, ledger: Ledger, owner: Owner) -> Levels | None:
    """The site's levels; None where what is written can't be used, which is taken out of `values`."""
    if values.get("levels") is None:
        return Levels()
    made = validate(Charter, {"levels": values["levels"]}, {"title": _UNTITLED}, has_unset=False)
    if made.value is None or made.said:
        return None
    try:
        return Levels(made.value.levels)
    except ValueError as error:
        ledger.add(
            INVALID_VALUE,
            source.span(("levels",)),
            str(error),
            "name each level once, least restricted first, and `internal` among them",
            owner,
            "levels",
        )
        del values["levels"]
        return None
