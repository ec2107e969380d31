"""The derived values of risks: score and level, before and after the response."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from cxsite.measures.record import Derived, Facts, Given, OfMany, Whole
from cxsite.measures.risk import Assessment, assess, bands_of, level_order, worst
from cxsite.model.items.initiative import OPEN, Initiative
from cxsite.model.items.risk import Risk
from cxsite.model.scalars import after

_BANDS = ("risk_bands", "risk_matrix")


def _inherent(item: Risk, given: Given) -> Assessment:
    return assess(item.likelihood, item.impact, bands_of(given.charter.risk_bands), given.charter.risk_matrix)


def _residual(item: Risk, given: Given) -> Assessment:
    rest = item.residual
    bands, matrix = bands_of(given.charter.risk_bands), given.charter.risk_matrix
    return assess(rest.likelihood if rest else None, rest.impact if rest else None, bands, matrix)


def _next_review(item: Risk, given: Given) -> dt.date | None:
    if item.status == "closed" or not (item.reviewed and item.review_every):
        return None
    return after(item.reviewed, item.review_every)


def _exposure(whole: Whole, risks_of: Mapping[str, Iterable[str]]) -> dict[str, Facts | None]:
    """The worst of the open risks of each, before and after the response; without a level there is none."""
    order = level_order(bands_of(whole.charter.risk_bands), whole.charter.risk_matrix)
    found: dict[str, Facts | None] = {}
    for id_, risks in risks_of.items():
        known = {one: whole.facts.get(("risk", one), {}) for one in dict.fromkeys(risks)}
        level = worst((facts.get("level") for facts in known.values()), order)
        # What nobody has responded to remains as it was.
        rest = worst((facts.get("residual_level", facts.get("level")) for facts in known.values()), order)
        found[id_] = {"level": level, "residual_level": rest, "risks": list(known)} if level else None
    return found


def _open_risks(whole: Whole) -> dict[str, list[str]]:
    """The open risks of everything that they endanger, by `kind:id`."""
    found: dict[str, list[str]] = {}
    for id_, item in whole.items.get("risk", {}).items():
        assert isinstance(item, Risk)
        for name in item.affects if item.status != "closed" else ():
            found.setdefault(name, []).append(id_)
    return found


def _of_initiatives(whole: Whole) -> dict[str, Facts | None]:
    risks = _open_risks(whole)
    return _exposure(whole, {id_: risks.get(f"initiative:{id_}", ()) for id_ in whole.items.get("initiative", {})})


def _of_objectives(whole: Whole) -> dict[str, Facts | None]:
    risks = _open_risks(whole)
    of = {id_: list(risks.get(f"objective:{id_}", ())) for id_ in whole.items.get("objective", {})}
    for item in _running(whole):
        for objective in item.objectives:
            of.get(objective, []).extend(risks.get(f"initiative:{item.id}", ()))
    return _exposure(whole, of)


def _of_phases(whole: Whole) -> dict[str, Facts | None]:
    risks = _open_risks(whole)
    of: dict[str, list[str]] = {id_: [] for id_ in whole.items.get("phase", {})}
    for item in _running(whole):
        of.get(item.phase or "", []).extend(risks.get(f"initiative:{item.id}", ()))
    return _exposure(whole, of)


def _running(whole: Whole) -> Iterator[Initiative]:
    for item in whole.items.get("initiative", {}).values():
        if isinstance(item, Initiative) and item.status in OPEN:
            yield item


def _exposed(kind: str, whose: str, many: OfMany) -> Derived:
    return Derived(
        kind,
        "exposure",
        f"The worst level of the open risks {whose}, before and after the response.",
        many=many,
        settings=_BANDS,
        internal=True,
        names_parts=True,
    )


VALUES: tuple[Derived, ...] = (
    Derived(
        "risk",
        "next_review",
        "When somebody is to look at it again: `reviewed` + `review_every`.",
        one=_next_review,
        inputs=("reviewed", "review_every", "status"),
    ),
    Derived(
        "risk",
        "score",
        "Likelihood × impact.",
        one=lambda item, given: _inherent(item, given).score,
        inputs=("likelihood", "impact"),
    ),
    Derived(
        "risk",
        "level",
        "The band of the score, or NIST SP 800-30r1 table I-2.",
        one=lambda item, given: _inherent(item, given).level,
        inputs=("likelihood", "impact"),
        settings=_BANDS,
    ),
    Derived(
        "risk",
        "residual_score",
        "Likelihood × impact after the response.",
        one=lambda item, given: _residual(item, given).score,
        inputs=("residual",),
    ),
    Derived(
        "risk",
        "residual_level",
        "The level after the response.",
        one=lambda item, given: _residual(item, given).level,
        inputs=("residual",),
        settings=_BANDS,
    ),
    _exposed("initiative", "that endanger it", _of_initiatives),
    _exposed("objective", "that endanger it or an initiative that serves it", _of_objectives),
    _exposed("phase", "of its initiatives", _of_phases),
)
