"""The derived values of promises: what initiatives were first promised for, how they moved, what was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxsite.measures.past.promises import Move, is_due, is_kept, moves_of, promise_of, reason_of, slip_of
from cxsite.measures.record import Derived, Facts, Whole
from cxsite.measures.values.initiative import initiatives_of
from cxsite.model.items.initiative import Initiative


def _promised(whole: Whole) -> dict[str, Facts]:
    found = {id_: promise_of(id_, whole.past) for id_ in initiatives_of(whole)}
    return {id_: {"date": promise.date, "end": promise.end} for id_, promise in found.items() if promise is not None}


def _moves(whole: Whole) -> dict[str, list[Facts]]:
    found = {
        id_: [_move(item, move) for move in moves_of(id_, whole.past)] for id_, item in initiatives_of(whole).items()
    }
    return {id_: moves for id_, moves in found.items() if moves}


def _move(item: Initiative, move: Move) -> Facts:
    told: Facts = {"date": move.date, "from": move.was, "to": move.now, "days": move.days}
    reason = reason_of(item, move.first, move.date)
    return {**told, "reason": reason.text} if reason is not None else told


def _slips(whole: Whole) -> dict[str, int | None]:
    return {id_: slip_of(item, whole.past) for id_, item in initiatives_of(whole).items()}


def _team(item: Initiative) -> str | None:
    return item.responsible or item.owner


def _phase(item: Initiative) -> str | None:
    return item.phase


def _due_by(of: Callable[[Initiative], str | None]) -> Callable[[Whole], Mapping[str, int]]:
    """How many promises have come due, by phase or team."""

    def count(whole: Whole) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in initiatives_of(whole).values():
            if (whose := of(item)) and is_due(item, whole.past, whole.today):
                found[whose] = found.get(whose, 0) + 1
        return found

    return count


def _kept_by(of: Callable[[Initiative], str | None]) -> Callable[[Whole], Mapping[str, int]]:
    """How many of those were kept."""

    def count(whole: Whole) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in initiatives_of(whole).values():
            if (whose := of(item)) and is_due(item, whole.past, whole.today):
                found[whose] = found.get(whose, 0) + is_kept(item, whole.past)
        return found

    return count


KEPT = "Of the promises that have come due, those that were there by the last day of the period first promised."
DUE = "Initiatives whose first promised period has passed, dropped ones included."

VALUES: tuple[Derived, ...] = (
    Derived(
        "initiative",
        "first_promised",
        "The first end that readers were promised, and the day of the edition that said it.",
        many=_promised,
        inputs=("status", "end"),
        internal=True,
    ),
    Derived(
        "initiative",
        "moves",
        "How the promised end moved: day of the edition, from, to, days later, and the update that says why.",
        many=_moves,
        inputs=("status", "end"),
        optional=("updates",),
        internal=True,
    ),
    Derived(
        "initiative",
        "slip_days",
        "Days between the first promise and the day it was there, else the end as it was last told.",
        many=_slips,
        inputs=("status", "end", "shipped"),
        internal=True,
    ),
    Derived("phase", "kept", KEPT, many=_kept_by(_phase), internal=True),
    Derived("phase", "due", DUE, many=_due_by(_phase), internal=True),
    Derived("team", "kept", KEPT, many=_kept_by(_team), internal=True),
    Derived("team", "due", DUE, many=_due_by(_team), internal=True),
)
