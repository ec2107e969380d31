"""Every field of the design is declared, with its level; written here once more, from DESIGN §3."""

from __future__ import annotations

import datetime as dt

import pytest

from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.items.item import Item
from cxsite.model.kinds import BY_NAME, KINDS, find_kind, link_folders
from cxsite.model.period import Period
from cxsite.model.roadmap import ROADMAP
from cxsite.model.shape import (
    Either,
    Leaf,
    Many,
    Record,
    Shape,
    Table,
    fields_of,
    leaves,
    part_name,
    records,
    references,
)
from tests.projection.build import roadmap

# `!` required, `*` internal, `?` a list of parts that are internal unless said.
DESIGN = {
    "item": """id! title! summary visibility body area owner* tags* links? notes* reviewed* review_every* aliases?
        wording disclose ignore*""",
    "objective": "due kpis parent measure why",
    "segment": "criteria share* value*",
    "persona": """segment basis* quote goals needs frustrations channels empathy* awareness* content_preferences*
        evaluation* evidence* portrait""",
    "journey": "personas actor stages! state as_is parent goal scenario evidence*",
    "stage": "id! title! goal timing kpis touchpoints pain_points? delights enablers barriers? visibility wording",
    "touchpoint": """id! title! channel action thought feeling score timing moment_of_truth kpis backstage* support*
        owner* visibility wording""",
    "pain_point": """id! title! summary quote severity frequency touchpoint personas kpis evidence visibility
        wording""",
    "evidence": "type! date sample_size method findings* quotes* source* data*",
    "initiative": """status! status_note outcome result availability phase start end shipped horizon objectives
        addresses journeys personas kpis milestones updates success_criteria superseded_by feedback impact* effort*
        rice* ice* wsjf* weighted* expected* depends_on* cost* benefit* horizon_years* responsible* accountable*
        consulted* informed* departments* resources* actions* retrospective*""",
    "milestone": "title! date done visibility wording",
    "update": "date! text! visibility wording",
    "rice": "reach! impact! confidence! effort! period",
    "ice": "impact! confidence! ease!",
    "wsjf": "value! time_criticality! risk_reduction! job_size!",
    "resources": "people skills technology",
    "action": "title! owner due done visibility wording",
    # The design names no level for columns and filter; they say how a file is read, which is nobody else's matter.
    "kpi": """metric! unit direction! method scale weights baseline targets frequency measurements columns* filter*
        sent* breaks* thresholds definition leading journeys personas segments source* benchmark*""",
    "baseline": "date! value!",
    "target": "date! value!",
    "thresholds": "on_track at_risk",
    "risk": """category! origin likelihood! impact! response! status affects prevention detection correction
        mitigated_by trigger residual tested due contingency_budget""",
    "residual": "likelihood! impact!",
    "team": "department lead* channel* capacity*",
    "phase": "start end goals success_criteria kpis responsible* accountable*",
    "review": "date! type attendees initiatives decisions next",
    "decision": "text! initiatives change visibility wording",
    "said_text": "text! visibility wording",
    "said_at_touchpoint": "text! touchpoint visibility wording",
    "link": "title! url! visibility wording",
    "note": "date text! visibility wording",
    "suppressed_rule": "rule! reason!",
    # risk_categories are not internal here: a visible risk needs the title of its category, and only those in use
    # reach a View.
    "statements": "accessibility privacy imprint",
    "roadmap": """title! vision mission values scope horizons disclaimer feedback notify statements areas
        channels language currency
        levels* default_visibility* date_precision* fiscal_year_start* policy* departments* risk_categories risk_bands*
        risk_matrix* prioritization* shipped_for sensitive_terms* audit* site* wording""",
}
DEFAULT_LEVELS = {"risk": "internal", "review": "internal"}


def _collected() -> dict[str, type[Declared]]:
    found: dict[str, type[Declared]] = {"item": Item, ROADMAP: Charter, **{kind.name: kind.model for kind in KINDS}}

    def visit(shape: Shape) -> None:
        if isinstance(shape, Record):
            if found.setdefault(part_name(shape.model), shape.model) is shape.model:
                return_shapes(shape.model)
        elif isinstance(shape, (Many, Table)):
            visit(shape.entry)
        elif isinstance(shape, Either):
            visit(shape.each)

    seen: set[type[Declared]] = set()

    def return_shapes(model: type[Declared]) -> None:
        if model not in seen:
            seen.add(model)
            for declared in fields_of(model).values():
                visit(declared.shape)

    for model in list(found.values()):
        return_shapes(model)
    return found


MODELS = _collected()


@pytest.mark.parametrize("owner", DESIGN)
def test_the_fields_of_the_design_have_their_levels(owner: str) -> None:
    model = MODELS[owner]
    inherited = set(fields_of(Item)) if owner in BY_NAME else set()
    declared = {name: field for name, field in fields_of(model).items() if name not in inherited}
    expected = {word.rstrip("!*?"): word for word in DESIGN[owner].split()}
    # A field that came later is held by the reference in the documentation, which is made from the model.
    assert set(expected) <= set(declared)
    for name, word in expected.items():
        field = declared[name]
        assert field.required == ("!" in word), name
        assert (field.level == "internal") == ("*" in word), name
        assert (field.parts == "internal") == ("?" in word), name


def test_kinds_have_the_folders_and_defaults_of_the_design() -> None:
    folders = [
        "objectives",
        "segments",
        "personas",
        "journeys",
        "evidence",
        "initiatives",
        "kpis",
        "risks",
        "teams",
        "phases",
        "reviews",
    ]
    # Later kinds need no row here.
    assert [kind.folder for kind in KINDS if kind.folder in folders] == folders
    assert {kind.name: kind.default_level for kind in KINDS if kind.name in DEFAULT_LEVELS} == DEFAULT_LEVELS
    for kind in KINDS:
        assert find_kind(kind.name) is find_kind(f" {kind.folder.upper()} ") is kind
        assert link_folders()[kind.folder] == kind.name
    assert find_kind("nothing") is None


@pytest.mark.parametrize("owner", sorted(MODELS))
def test_every_field_says_what_it_means_and_is_closed(owner: str) -> None:
    model = MODELS[owner]
    assert model.model_config["frozen"] and model.model_config["extra"] == "forbid"
    for name, field in fields_of(model).items():
        assert field.meaning.endswith("."), name
        assert not (field.required and field.level == "internal"), f"{name} could not be withheld"


@pytest.mark.parametrize("owner", sorted(MODELS))
def test_references_name_kinds_parts_or_lists_that_exist(owner: str) -> None:
    points = {"stage", "touchpoint", "pain_point"}

    def check(shape: Shape) -> None:
        if isinstance(shape, Leaf) and shape.ref is not None:
            assert set(shape.ref.kinds) <= set(BY_NAME) | points
            assert bool(shape.ref.kinds) != bool(shape.ref.vocabulary)
            if shape.ref.vocabulary:
                assert shape.ref.vocabulary.split(".")[0] in fields_of(Charter)
        elif isinstance(shape, (Many, Table)):
            check(shape.entry)
            if isinstance(shape, Table):
                check(shape.key)

    for field in fields_of(MODELS[owner]).values():
        check(field.shape)


def test_plans_are_periods_and_facts_are_days() -> None:
    types = {
        (owner, name): field.shape.type
        for owner, model in MODELS.items()
        for name, field in fields_of(model).items()
        if isinstance(field.shape, Leaf) and field.shape.type in (Period, dt.date)
    }
    # Later fields need no row here.
    assert {place for place, type_ in types.items() if type_ is Period} >= {
        ("objective", "due"),
        ("initiative", "start"),
        ("initiative", "end"),
        ("milestone", "date"),
        ("action", "due"),
        ("target", "date"),
        ("risk", "due"),
        ("risk_step", "due"),
        ("evidence", "planned"),
        ("phase", "start"),
        ("phase", "end"),
    }


def test_walking_an_item_gives_its_leaves_records_and_references() -> None:
    raw = {"kpis": ["nps"], "expected": {"ces": "2"}, "updates": [{"date": "2026-01-01", "text": "T"}], "summary": ""}
    item = roadmap(("initiative:x", raw)).items["initiative"]["x"]
    found = {at: value for at, _, value in leaves(type(item), item)}
    assert found[("kpis", 0)] == "nps"
    assert found[("expected", "ces")] == 2
    assert found[("updates", 0, "text")] == "T"
    assert ("summary",) not in found
    assert [at for at, _ in records(type(item), item)] == [(), ("updates", 0)]
    assert [(name, value) for name, _, value in references(type(item), item)] == [("kpis", "nps"), ("expected", "ces")]
    with_refs = [value for _, leaf, value in leaves(type(item), item) if leaf.ref is not None]
    assert [value for _, _, value in references(type(item), item)] == with_refs
