"""What changed from one format of content to the next, each as a step that rewrites the fields of one item.

A step that has been done finds nothing more to do, so that half an upgrade is finished by another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cxsite.edit.content_file import ContentFile
from cxsite.model.kinds import BY_NAME
from cxsite.model.roadmap import ROADMAP


@dataclass(frozen=True, slots=True)
class Step:
    """A change that came with format `to`, of items of one kind: `run` rewrites one, and says what it did."""

    to: int
    kind: str
    run: Callable[[ContentFile], str]


def _quick_win(file: ContentFile) -> str:
    """The limits of a quick win stand together, named as the scores are."""
    ranked = file.values().get("prioritization")
    if not isinstance(ranked, Mapping):
        return ""
    done = []
    for old, new in (("high_impact", "impact"), ("low_effort", "effort")):
        limits: Any = ranked.get("quick_win") or {}
        if old not in ranked or not isinstance(limits, Mapping):
            continue
        value = ranked[old]
        file.unset(("prioritization", old))
        if new not in limits:
            file.set(("prioritization", "quick_win", new), value, ("impact", "effort"))
            done.append(f"`prioritization.{old}` is `prioritization.quick_win.{new}`")
        else:
            done.append(f"`prioritization.{old}` goes: `quick_win.{new}` is there")
        ranked = file.values().get("prioritization") or {}
    return "; ".join(done)


def _benefit(file: ContentFile) -> str:
    """A list of one benefit counted for every year; a list now says each year, so one number is written for it."""
    benefit = file.values().get("benefit")
    if not isinstance(benefit, list) or len(benefit) != 1 or isinstance(benefit[0], (list, dict)):
        return ""
    file.set(("benefit",), benefit[0], tuple(BY_NAME["initiative"].model.model_fields))
    return f"`benefit: [{benefit[0]}]` is `benefit: {benefit[0]}`, a year"


STEPS = (Step(1, ROADMAP, _quick_win), Step(1, "initiative", _benefit))
"""In the order in which they came."""


def written_format(file: ContentFile) -> int:
    """The format that a roadmap.yml says; 0 where it says none, as before there were numbers."""
    said = str(file.values().get("format") or "0")
    return int(said) if said.isascii() and said.isdigit() else 0


def run_steps(file: ContentFile, kind: str, since: int) -> list[str]:
    """Rewrite one item from an older format; what was done, a line each."""
    return [said for step in STEPS if step.kind == kind and step.to > since and (said := step.run(file))]
