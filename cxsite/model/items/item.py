"""What every item has, whatever its kind."""

from __future__ import annotations

from typing import Annotated

from cxsite.model.declare import Declared, LevelName, Ref, Wordable, field
from cxsite.model.items.part import Imported, LevelOrNone, Link, Note, OldId, SuppressedRule, Wording, Words
from cxsite.model.scalars import Age, Date, Id, Many, Text

TeamRef = Annotated[str, Ref(("team",))]
KpiRef = Annotated[str, Ref(("kpi",))]
PersonaRef = Annotated[str, Ref(("persona",))]
JourneyRef = Annotated[str, Ref(("journey",))]
InitiativeRef = Annotated[str, Ref(("initiative",))]
ObjectiveRef = Annotated[str, Ref(("objective",))]
PhaseRef = Annotated[str, Ref(("phase",))]
SegmentRef = Annotated[str, Ref(("segment",))]
EvidenceRef = Annotated[str, Ref(("evidence",))]
Channel = Annotated[str, Ref(vocabulary="channels")]
Department = Annotated[str, Ref(vocabulary="departments")]


class Item(Declared):
    """One item of the roadmap: one file. `id` is the file's name and not a field in it."""

    id: Id = field("The file's name; it becomes the address.")
    title: Words = field("The name that readers see.", min_length=1)
    summary: Words = field("One or two sentences for lists and previews.", default="")
    visibility: LevelOrNone = field("The least level that may see the item.", default=None)
    visible_from: Date | None = field(
        "The day from which readers below internal see the item: an embargo. Until then it is internal at least.",
        default=None,
        level="internal",
    )
    body: Annotated[str, Wordable()] = field("Markdown below the front matter.", default="")
    area: Annotated[str, Ref(vocabulary="areas")] | None = field("The area it belongs to.", default=None)
    owner: TeamRef | None = field("The team that answers for it.", default=None, level="internal")
    tags: Many[Text] = field("Free words for colleagues' filters.", default=(), level="internal")
    links: Many[Link] = field("Web addresses; internal unless said.", default=(), parts="internal")
    notes: Many[Note] = field("Remarks for colleagues.", default=(), level="internal")
    reviewed: Date | None = field("When somebody last confirmed it.", default=None, level="internal")
    review_every: Age | None = field("How often to confirm it.", default=None, level="internal", example="6m")
    imported: Imported | None = field(
        "Where `cxsite import` has it from; kept by the command itself.", default=None, level="internal"
    )
    aliases: Many[OldId] = field(
        "Old ids, the oldest first, kept as redirects; feeds and calendars know the item by the oldest. Internal "
        "unless an entry says its `visibility`, or `disclose` that of all, to keep customers' old links.",
        default=(),
        parts="internal",
    )
    wording: Wording = field(
        "Other words for lesser audiences: level, then field, then text.", default={}, consumed=True
    )
    disclose: dict[str, Annotated[str, LevelName()]] = field(
        "The level of single fields of this item: field (or part.field), then level.", default={}, consumed=True
    )
    ignore: Many[SuppressedRule] = field(
        "Findings that the team accepts, each with a reason.", default=(), level="internal"
    )
