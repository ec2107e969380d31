"""A comparison for the terminal: a sentence a change."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.diff.counts import in_words
from cxsite.diff.result import Diff
from cxsite.diff.sentences import sentence
from cxsite.diff.worth_telling import for_people

_LONGEST = 160


def as_text(diff: Diff) -> str:
    """One block an audience: what it will notice, the gravest first."""
    return "\n".join(_lines(diff)) + "\n"


def _lines(diff: Diff) -> Iterator[str]:
    for said in diff.not_compared:
        yield f"not compared: {said}"
    for level, all_changes in diff.audiences.items():
        changes = for_people(all_changes)
        needs = f"; needs {', '.join(diff.approvals[level])}" if level in diff.approvals else ""
        yield f"{level}: {in_words(changes)}{needs}"
        material = [change for change in changes if change.weight == "material"]
        for change in material:
            place = f"  ({change.path}:{change.line})" if change.path else ""
            yield f"  {sentence(change, _short)}{place}"
        if left := len(changes) - len(material):
            yield f"  {'one change' if left == 1 else f'{left} changes'} of spelling or order only"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
