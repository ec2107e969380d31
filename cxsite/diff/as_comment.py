"""A comparison as one comment of a review: counts first, what each audience will notice, details folded."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from cxsite.diff.counts import in_words
from cxsite.diff.escape import code, inert
from cxsite.diff.result import Diff
from cxsite.diff.sentences import sentence
from cxsite.diff.worth_telling import for_people
from cxsite.model.change import Change

LIMIT = 65_000
"""Characters that both hosts take in one comment."""
_SHOWN = 8
_LAST_WORDS = "\n\nThe rest does not fit into a comment: `cxsite diff` shows it.\n"


def marker(config: str) -> str:
    """The first line, by which a workflow knows its own comment of this site."""
    return f"<!-- cxsite diff {' '.join(config.split()).replace('--', '- -')} -->"


def as_markdown(diff: Diff) -> str:
    """Below 65,000 characters; content in it is escaped."""
    audiences = {level: for_people(changes) for level, changes in diff.audiences.items()}
    lines = [marker(diff.config), "", "### What this change means for readers", ""]
    for level, changes in audiences.items():
        needs = f"; needs {_listed(diff.approvals[level])}" if level in diff.approvals else ""
        lines.append(f"- **{inert(level)}**: {in_words(changes)}{needs}")
    for said in diff.not_compared:
        lines.append(f"- **Not compared**: {inert(said)}")
    text = "\n".join(lines) + "\n"
    told: dict[tuple[str, ...], str] = {}
    for level, changes in audiences.items():
        same = told.setdefault(tuple(_line(change, diff) for change in changes), level)
        for block in [_same(level, same)] if changes and same != level else _blocks(level, changes, diff):
            if len(text) + len(block) + len(_LAST_WORDS) > LIMIT:
                return text + _LAST_WORDS
            text += block
    return text


def _same(level: str, other: str) -> str:
    return f"\n#### {inert(level)}\n\nThe same as {inert(other)}.\n"


def _blocks(level: str, changes: tuple[Change, ...], diff: Diff) -> Iterator[str]:
    """The parts of one audience, each whole: what can be left out is left out as a block."""
    material = [change for change in changes if change.weight == "material"]
    cosmetic = [change for change in changes if change.weight == "cosmetic"]
    if not changes:
        return
    yield f"\n#### {inert(level)}\n\n" + "".join(_line(change, diff) for change in material[:_SHOWN])
    for name, rest in ((f"{len(material) - _SHOWN} more", material[_SHOWN:]), ("Spelling and order", cosmetic)):
        for number in range(0, len(rest), 100):
            some = "".join(_line(change, diff) for change in rest[number : number + 100])
            yield f"\n<details><summary>{name}</summary>\n\n{some}\n</details>\n"


def _line(change: Change, diff: Diff) -> str:
    sign = "⚠️ " if change.is_dead_address else ""
    return f"- {sign}{sentence(change, inert, lambda text: f'**{text}**')}{_place(change, diff)}\n"


def _place(change: Change, diff: Diff) -> str:
    if not change.path:
        return ""
    name = f"{change.path.rpartition('/')[2]}:{change.line}"
    if not diff.links or change.of_before:
        return f" ({code(name)})"
    path = "".join(c if c.isalnum() or c in "/-_.~" else _percent(c) for c in _from_the_top(change.path, diff))
    return f" ([{inert(name)}]({diff.links.rstrip('/')}/{path}#L{change.line}))"


def _from_the_top(path: str, diff: Diff) -> str:
    """A path from the folder of the configuration file, as its repository has it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(diff.config), path))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _listed(teams: tuple[str, ...]) -> str:
    return ", ".join(inert(team) for team in teams)
