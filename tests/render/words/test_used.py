"""Every word that a page asks for stands in every catalogue, and every word that stands there is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import get_args

from cxsite.measures.prioritization import QUADRANTS
from cxsite.measures.risk import DEFAULT_BANDS, NIST_LEVELS
from cxsite.measures.significance import Words as ChangeWords
from cxsite.measures.survey import SERVQUAL_DIMENSIONS
from cxsite.model.charter import Charter, Prioritization, Statements
from cxsite.model.declare import Declared
from cxsite.model.finding import SEVERITIES
from cxsite.model.items.initiative import Ice, Initiative, Rice, Wsjf
from cxsite.model.items.journey import Journey, PainPoint, Stage, Validation
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Empathy, Evidence
from cxsite.model.items.risk import RISK_CATEGORIES, Risk, RiskStep
from cxsite.model.items.strategy import Review, Segment
from cxsite.model.kinds import KINDS
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.shape import Either, Leaf, Record, fields_of, part_name
from cxsite.render.diagrams.timeline_chart import Unit
from cxsite.render.pages import health
from cxsite.render.pages.board import HORIZONS
from cxsite.render.pages.registry import PAGES
from cxsite.render.words.catalogue import catalogue, languages
from tests.render.told import told
from tests.render.words.asked import HOLE, Asked, asked

ENGLISH = catalogue("en")
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
FILES = "cxsite/render/words/" + "{" + ",".join(languages()) + "}.toml"


def _choices(model: type[Declared], name: str) -> Set[str]:
    shape = fields_of(model)[name].shape
    assert isinstance(shape, Leaf) and shape.choices, name
    return set(shape.choices)


def _parts() -> Iterator[str]:
    """The names of everything that has fields and is no item: parts of items, the roadmap."""
    known: set[type[Declared]] = set()
    waiting: list[type[Declared]] = [Charter, *(kind.model for kind in KINDS)]
    while waiting:
        model = waiting.pop()
        if model in known:
            continue
        known.add(model)
        shapes = [declared.shape for declared in fields_of(model).values()]
        while shapes:
            shape = shapes.pop()
            if isinstance(shape, Record):
                waiting.append(shape.model)
            elif not isinstance(shape, Leaf):
                shapes.append(shape.each if isinstance(shape, Either) else shape.entry)
    names = {part_name(model) for model in known} - {kind.name for kind in KINDS} - {"charter"}
    yield from (name.replace("_", "-") for name in (*names, "roadmap"))


MODELS = _choices(Prioritization, "model") - {"quadrant"}
RATINGS = {str(rating) for rating in range(1, 6)}

GROUPS: Mapping[str, Set[str]] = {
    "band": {band.name for band in DEFAULT_BANDS} | set(NIST_LEVELS),
    "better": _choices(Kpi, "direction"),
    "change": set(get_args(ChangeWords)),
    "category": set(RISK_CATEGORIES),
    "due": {"end", "milestone", "decision", "review", "step"},
    "every": _choices(Kpi, "frequency"),
    "evidence": _choices(Evidence, "type"),
    "feels": {"good", "fair", "bad"},
    "frequency": _choices(PainPoint, "frequency"),
    "horizon": set(HORIZONS),
    "impact": RATINGS,
    "input": {name for model in (Rice, Ice, Wsjf) for name in fields_of(model)} - {"period"},
    "level": set(DEFAULT_LEVELS),
    "lifecycle": _choices(Stage, "lifecycle"),
    "likelihood": RATINGS,
    "method": _choices(Kpi, "method"),
    "metric": _choices(Kpi, "metric"),
    "news": {"moved", "reached", "result", "target", "new", "told"},
    "milestone": {"reached", "open", "missed"},
    "origin": _choices(Risk, "origin"),
    "part": set(_parts()),
    "per": _choices(Rice, "period"),
    "point": {"solved", "being-fixed", "open"},
    "point_note": {"solved", "being-fixed", "open"},
    "quadrant": set(QUADRANTS),
    "rag": {"achieved", "on-track", "at-risk", "off-track", "no-data"},
    "response": _choices(Risk, "response"),
    "review": _choices(Review, "type"),
    "risk_status": _choices(Risk, "status"),
    "servqual": set(SERVQUAL_DIMENSIONS),
    "severity": set(SEVERITIES),
    "size": _choices(Segment, "value"),
    "state": _choices(Journey, "state"),
    "status": _choices(Initiative, "status"),
    "step": _choices(RiskStep, "kind"),
    "theme": set(),
    "validation": _choices(Validation, "method"),
    "unit": set(get_args(Unit)),
    # The component of badges hands on what its callers ask for.
    "w[group]": set(),
}
"""The values of each group of words (`status_…`); those of `theme` are read from the theme's templates."""

HOLES: Mapping[str, Set[str]] = {
    "by_…": {"phase", "area", "team"},
    "empathy_…": set(fields_of(Empathy)),
    "every_…": {"d", "m", "y"},
    "filter_…": {"status", "area", "objective", "persona", "phase", "team", "tag"},
    "formula_…": MODELS | {"progress", "expected", "rag"},
    "kind_…": {kind.name for kind in KINDS},
    "lane_…": {"doing", "thinking", "feeling", "channel", "pain_points", "delights", "enablers", "barriers", "kpis"}
    | {"evidence", "backstage", "support", "owner"},
    "lead_…": {page.key for page in PAGES},
    "nps_…": {"promoters", "passives", "detractors"},
    "pace_per_…": _choices(Kpi, "frequency"),
    "persona_…": {"goals", "needs", "frustrations"},
    "range_…": MODELS | {"quadrant"},
    "risk_…": {"prevention", "detection", "correction"},
    "rests_…": _choices(Evidence, "type"),
    "score_…": MODELS,
    "section_…": {page.key for page in PAGES},
    "since_…": set(get_args(ChangeWords)),
    "w[state]": {"missed", "stale"},
    "statement_…": set(fields_of(Statements)),
    "tab_…": {page.tab for page in PAGES},
    "why_…": {"paused", "dropped"},
    "…_initiatives": {"overdue", "blocked", "paused"},
    "w[gap.key]": {"gap_no_pain_point", "gap_no_kpi", "gap_no_objective", "gap_idle_objective", "gap_idle_kpi"},
    "w[key]": {key for _, _, key in health.LOOKS},
    "w[name]": {"responsible", "accountable", "consulted", "informed"},
    "w[reason]": {"reason_occurred", "reason_response_due", "reason_review_due"},
    "w[word]": {"feed", "calendar", "json", "series", "follow_feed", "follow_calendar"},
}
"""What stands in place of a hole in a key."""


def _keys(one: Asked) -> Iterator[str]:
    """The keys that are looked up; of plural forms the one that every language has."""
    if one.how == "group":
        names: Iterator[str] = (f"{one.key}_{value}" for value in GROUPS.get(one.key, ()))
    elif one.key in HOLES:
        names = (value if one.key.startswith("w[") else one.key.replace(HOLE, value) for value in HOLES[one.key])
    else:
        names = iter([one.key])
    yield from (f"{name}_other" if one.how == "count" else name for name in names)


def test_what_fills_a_hole_in_a_key_is_known() -> None:
    found = asked()
    known = GROUPS.keys() | HOLES.keys()
    missing = {f"{one.file} asks for `{one.key}`" for one in found if _is_open(one) and one.key not in known}
    assert not missing, told(sorted(missing), "add its values to HOLES or GROUPS in tests/render/words/test_used.py")
    unused = sorted(known - {one.key for one in found})
    assert not unused, told(unused, "nothing asks for these any more: take them out of HOLES or GROUPS")


def _is_open(one: Asked) -> bool:
    """Whether the key is only known when a page is made."""
    return one.how == "group" or HOLE in one.key or one.key.startswith("w[")


def test_every_word_that_is_asked_for_is_in_the_catalogues() -> None:
    missing = {
        f"{one.file}: {key}"
        for one in asked()
        if one.key in GROUPS.keys() | HOLES.keys() or not _is_open(one)
        for key in _keys(one)
        if key not in ENGLISH.words
    }
    assert not missing, told(sorted(missing), f"add these keys below [words] in {FILES}")


def test_every_word_of_the_catalogues_is_asked_for() -> None:
    known = {key for one in asked() for key in _keys(one)}
    known |= {PLURAL.sub("_other", key) for key in known}
    unused = [key for key in ENGLISH.words if key not in known and PLURAL.sub("_other", key) not in known]
    assert not unused, told(unused, f"no template and no module asks for these keys: remove them from {FILES}")
