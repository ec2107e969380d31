"""A comparison as a short text for one audience: to post in a chat, or to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cxsite.diff.escape import JOINER
from cxsite.diff.public_files import FILE
from cxsite.diff.result import Diff
from cxsite.diff.sentences import sentence
from cxsite.diff.worth_telling import for_people
from cxsite.model.change import Change, Sort

_MOST, _LONGEST = 12, 240
_ALIVE = re.compile(r"([@#<!])(?=[\w!@#])")
"""`@team`, `#channel`, `<!channel>`, `<@U1>`."""


def as_message(diff: Diff) -> str:
    """What the least restricted of the audiences that were asked for will notice, in plain words."""
    level = next(iter(diff.audiences), "")
    lines = list(_lines(diff.audiences.get(level, ())))
    if diff.not_compared:
        # What it was may be for colleagues only; that all is as it was would be no truth.
        lines = [*(lines if len(lines) > 1 else []), "A part of the roadmap could not be compared."]
    return "\n".join(lines) + "\n"


def _lines(changes: tuple[Change, ...]) -> Iterator[str]:
    # Their order, too, would say which of them were there before.
    seen = sorted(map(_for_readers, for_people(_at_once(changes))), key=lambda change: change.order)
    noticed = [change for change in seen if change.weight == "material"]
    told = [change for change in noticed if not _is_technical(change)]
    if not told:
        yield "Nothing on the roadmap changes."
        return
    yield "What changes on the roadmap:"
    yield from (f"• {_sentence(change)}" for change in told[:_MOST])
    if (left := len(told) - _MOST) > 0:
        yield f"• and {left} more"


def _at_once(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Without what an embargo still holds back: readers get this text."""
    return tuple(change for change in changes if change.opens is None)


def _sentence(change: Change) -> str:
    said = sentence(change, _plain, str)
    return said.removesuffix("; no update says why")


def _for_readers(change: Change) -> Change:
    """Readers are not told whether something is new or was hidden from them before."""
    sorts: dict[Sort, Sort] = {"appears": "added", "disappears": "removed"}
    return replace(change, change=sorts.get(change.change, change.change), redirect=change.redirect or None)


def _is_technical(change: Change) -> bool:
    kinds, fields = ("asset", FILE, "roadmap"), ("visibility", "state")
    return change.kind in kinds or change.change == "renamed" or change.field in fields


def _plain(text: str) -> str:
    """In one line, in which a chat finds nobody to tell and nothing to run."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
    return _ALIVE.sub(rf"\1{JOINER}", line)
