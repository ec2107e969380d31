"""What an import did, or would do, in lines for somebody at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.pipeline.edits.landing import Outcome
from cxsite.pipeline.edits.merging import Conflict
from cxsite.syntax.values_as_yaml import Raw, flow_value

_MOST = 200
_MOST_GONE = 10


def told_of(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """The lines: counts first, then each item, conflicts, what was left out and why."""
    kind = outcome.kind
    counts = [
        f"{len(outcome.new)} new",
        f"{len(outcome.changed)} changed",
        f"{outcome.same} as before",
        f"{len(outcome.conflicts)} conflicts",
        f"{sum(outcome.export.left_out.values())} left out",
    ]
    yield f"{kind.plural}: {', '.join(counts)}" + (" (dry run: nothing was written)" if dry_run else "")
    for id_, line in outcome.new.items():
        yield f"new       {kind.name}:{id_}  {line}"
    for id_, fields in outcome.changed.items():
        yield f"changed   {kind.name}:{id_}  {', '.join(fields)}"
    for conflict in outcome.conflicts:
        yield from _conflict(conflict)
    for id_, fields in outcome.emptied.items():
        yield f"kept      {kind.name}:{id_}  the export says nothing of {', '.join(fields)} any more"
    for id_ in outcome.gone[:_MOST_GONE]:
        yield f"kept      {kind.name}:{id_}  the export has it no more"
    if len(outcome.gone) > _MOST_GONE:
        more = len(outcome.gone) - _MOST_GONE
        yield f"kept      {more} more that came from {outcome.export.layout.title} in other files"
    for why, count in outcome.export.left_out.items():
        yield f"left out  {count} {why}"
    for line in dict.fromkeys(outcome.told):
        yield f"note      {line}"
    if outcome.export.remarks:
        yield f"as notes  {', '.join(outcome.export.remarks)}"
    if outcome.export.people:
        yield f"not read  {', '.join(outcome.export.people)}: they hold people"


def _conflict(conflict: Conflict) -> Iterator[str]:
    yield f"conflict  {conflict.item}  {conflict.field}: {conflict.why}; not written"
    yield f"            here:  {_shown(conflict.here)}"
    yield f"            there: {_shown(conflict.there)}"
    if conflict.hash:
        settled = f"imported.hashes.{conflict.field}={conflict.hash}"
        yield f"            to keep what is here: cxsite set {conflict.item} {settled}"


def _shown(value: Raw) -> str:
    text = "(nothing)" if value is None else value if isinstance(value, str) else flow_value(value)
    line = " ".join(text.split())
    return line if len(line) <= _MOST else line[:_MOST] + " …"
