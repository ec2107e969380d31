"""Wrong fields and values: code, line, column, and what to type instead."""

from __future__ import annotations

import pytest

JOURNEY = "title: J\nstages:\n  - id: s\n    title: S\n    touchpoints:\n      - id: t\n        title: T\n"
IDEA = "title: T\nstatus: idea\n"
KPI = "title: K\nmetric: nps\ndirection: up\n"

# name: (path, text, [(code, line, column, field, a word of the help)])
CASES = {
    "period as people type it": (
        "initiatives/x.yml",
        IDEA + "start: Q3 2026\n",
        [("CX007", 3, 8, "start", "write 2026-Q3")],
    ),
    "date as people type it": (
        "initiatives/x.yml",
        IDEA + "shipped: 15.07.2026\n",
        [("CX007", 3, 10, "shipped", "write 2026-07-15")],
    ),
    "date that the calendar lacks": (
        "initiatives/x.yml",
        IDEA + "shipped: 2026-02-30\n",
        [("CX007", 3, 10, "shipped", "calendar")],
    ),
    "period where a day belongs": (
        "initiatives/x.yml",
        IDEA + "reviewed: 2026-07\n",
        [("CX007", 3, 11, "reviewed", "needs its day")],
    ),
    "amount with a point": ("initiatives/x.yml", IDEA + "cost: 80.000\n", [("CX006", 3, 7, "cost", "write 80000")]),
    "not a number": ("initiatives/x.yml", IDEA + "cost: nan\n", [("CX006", 3, 7, "cost", "digits")]),
    "decimal comma": (
        "initiatives/x.yml",
        IDEA + "horizon_years: 2,5\n",
        [("CX006", 3, 16, "horizon_years", "2.5")],
    ),
    "off the scale": (
        "initiatives/x.yml",
        IDEA + "impact: 7\neffort: 0\n",
        [("CX006", 3, 9, "impact", "at most 5"), ("CX006", 4, 9, "effort", "at least 1")],
    ),
    "neither yes nor no": (
        "initiatives/x.yml",
        IDEA + "milestones: [{title: M, done: maybe}]\n",
        [("CX006", 3, 31, "milestones[0].done", "yes or no")],
    ),
    "no such word": (
        "initiatives/x.yml",
        "title: T\nstatus: in progress\n",
        [("CX006", 2, 9, "status", "`in-progress`")],
    ),
    "levels misspelled": (
        "initiatives/x.yml",
        IDEA + "visibility: pubic\ndisclose: {owner: publik}\nwording: {custmer: {title: X}}\n",
        [
            ("CX006", 3, 13, "visibility", "`public`"),
            ("CX006", 4, 19, "disclose.owner", "`public`"),
            ("CX006", 5, 11, "wording.custmer", "`customer`"),
        ],
    ),
    "id as a field": ("initiatives/x.yml", IDEA + "id: y\n", [("CX004", 3, 1, "id", "rename the file")]),
    "body above the body": (
        "initiatives/x.md",
        f"---\n{IDEA}body: foo\n---\nBar\n",
        [("CX004", 4, 1, "body", "below the front matter")],
    ),
    "fields missing": (
        "initiatives/x.yml",
        "summary: T\nstatus:\n",
        [("CX005", 1, 1, "title", "`title: …`"), ("CX005", 2, 1, "status", "`planned`")],
    ),
    "part's fields missing": (
        "initiatives/x.yml",
        IDEA + "milestones:\n  - date: 2026\nupdates:\n  - text: x\n",
        [("CX005", 4, 5, "milestones[0].title", "`title: …`"), ("CX005", 6, 5, "updates[0].date", "`date: …`")],
    ),
    "texts where parts belong": (
        "initiatives/x.yml",
        IDEA + "milestones:\n  - Pilot\n",
        [("CX006", 4, 5, "milestones[0]", "`- title: Pilot`")],
    ),
    "mapping where a list belongs": (
        "initiatives/x.yml",
        IDEA + "kpis:\n  nps: 4\n",
        [("CX006", 4, 3, "kpis[0]", "dash")],
    ),
    "text where a mapping belongs": (
        "initiatives/x.yml",
        IDEA + "rice: high\nexpected: nps\n",
        [("CX006", 3, 7, "rice", "`reach`"), ("CX006", 4, 11, "expected", "a colon")],
    ),
    "entry without a value": (
        "initiatives/x.yml",
        IDEA + "kpis:\n  - a\n  -\n",
        [("CX006", 5, 4, "kpis[1]", "delete")],
    ),
    "list without entries": ("journeys/x.yml", "title: T\nstages: []\n", [("CX006", 2, 9, "stages", "at least one")]),
    "one mark or one a persona": (
        "journeys/x.yml",
        JOURNEY + "        score: 7\n      - id: u\n        title: U\n        score: {busy: 0, other: x}\n",
        [
            ("CX006", 8, 16, "stages[0].touchpoints[0].score", "at most 5"),
            ("CX006", 11, 23, "stages[0].touchpoints[1].score.busy", "at least 1"),
            ("CX006", 11, 33, "stages[0].touchpoints[1].score.other", "at most 5"),
        ],
    ),
    "part's id": (
        "journeys/x.yml",
        JOURNEY + "      - id: T2\n        title: U\n",
        [("CX008", 8, 13, "stages[0].touchpoints[1].id", "`t2`")],
    ),
    "part's id twice": (
        "journeys/x.yml",
        JOURNEY + "      - id: s\n        title: U\n",
        [("CX009", 8, 13, "stages[0].touchpoints[1].id", "line 3")],
    ),
    "fields one level too deep or too high": (
        "journeys/x.yml",
        JOURNEY + "        state: as-is\nbackstage: foo\n",
        [
            ("CX004", 8, 9, "stages[0].touchpoints[0].state", "field of the item itself"),
            ("CX004", 9, 1, "backstage", "each entry of `touchpoints`"),
        ],
    ),
    "capital in a name": ("teams/x.yml", "Title: T\n", [("CX004", 1, 1, "Title", "`title`")]),
    "hyphen in a name": (
        "initiatives/x.yml",
        IDEA + "status-note: n\n",
        [("CX004", 3, 1, "status-note", "_note")],
    ),
    "quoted name": ("teams/x.yml", "“title”: T\n", [("CX004", 1, 1, "“title”", "`title`")]),
    "unknown name": (
        "initiatives/x.yml",
        IDEA + "ice: {impact: 1, confidence: 1, ease: 1, zzzzz: 4}\n",
        [("CX004", 3, 42, "ice.zzzzz", "`impact`, `confidence` or `ease`")],
    ),
    "field twice": ("teams/x.yml", "title: T\nlead: A\ntitle: U\n", [("CX003", 3, 1, "title", "keep one")]),
    "address that runs": (
        "initiatives/x.yml",
        IDEA + "feedback: javascript:alert(1)\n",
        [("CX006", 3, 11, "feedback", "https")],
    ),
    "alias that is no id": (
        "initiatives/x.yml",
        IDEA + "aliases: [old, Old Name]\n",
        [("CX008", 3, 16, "aliases[1]", "`old-name`")],
    ),
    "list": ("teams/x.yml", "- title: T\n", [("CX002", 1, 1, "", "`title: …`")]),
    "text": ("teams/x.yml", "just text\n", [("CX002", 1, 1, "", "`title: …`")]),
    "list of one file": (
        "kpis/x.yml",
        KPI + "measurements:\n  - x.csv\n",
        [("CX006", 5, 5, "measurements[0]", "without a dash")],
    ),
    "path to a file": ("kpis/x.yml", KPI + "measurements: ../x.csv\n", [("CX012", 4, 15, "measurements", "beside")]),
    "data that is no name": (
        "evidence/x.yml",
        "title: T\ntype: survey\ndata: {rows: 5}\n",
        [("CX006", 3, 7, "data", "`data: name.csv`")],
    ),
    "roadmap.yml": (
        "roadmap.yml",
        "title: R\nlanguage: english\ncurrency: Euro\nfiscal_year_start: 13\nareas: {Big Area: x}\n",
        [
            ("CX006", 2, 11, "language", "`en`"),
            ("CX006", 3, 11, "currency", "`EUR`"),
            ("CX006", 4, 20, "fiscal_year_start", "at most 12"),
            ("CX008", 5, 9, "areas.Big Area", "`big-area`"),
        ],
    ),
    "levels of the site": ("roadmap.yml", "title: R\nlevels: [public]\n", [("CX006", 2, 9, "levels", "`internal`")]),
    "level in roadmap.yml": (
        "roadmap.yml",
        "title: R\ndate_precision: {publc: week}\n",
        [
            ("CX006", 2, 18, "date_precision.publc", "`public`"),
            ("CX006", 2, 25, "date_precision.publc", "`quarter`"),
        ],
    ),
    "items in one file": (
        "phases.yml",
        "one:\n  title: One\ntwo: Two\nOne:\n  title: X\nthree:\n  title: A\n  strt: 2026\n",
        [("CX002", 3, 1, "", "below it"), ("CX008", 4, 1, "", "`one`"), ("CX004", 8, 3, "strt", "`start`")],
    ),
    "page": (
        "pages/a/b.md",
        "---\ntitle: T\nvisibility: pblic\nnav_order: first\npath: x\n---\nText",
        [
            ("CX006", 3, 13, "visibility", "`public`"),
            ("CX006", 4, 12, "nav_order", "digits"),
            ("CX004", 5, 1, "path", "move the file"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_fields(name, load_tree):
    path, text, expected = CASES[name]
    found = load_tree({path: text}).findings
    assert [(f.rule.code, f.span.line, f.span.column, f.field) for f in found] == [case[:4] for case in expected]
    for finding, (*_, word) in zip(found, expected, strict=True):
        assert word in finding.help
        assert finding.span.path == f"content/{path}"
        assert finding.span.source == text.split("\n")[finding.span.line - 1]


def test_both_places_of_a_duplicate_are_named(load_tree):
    loaded = load_tree(
        {
            "teams/a.md": "---\ntitle: A\n---\n",
            "teams/a.yml": "title: A\n",
            "teams.yml": "b:\n  title: B\na:\n  title: A\n",
            "phases.yml": "p:\n  title: P\n  title: Q\n",
        }
    )
    found = [
        (f.rule.code, f.span.path, f.span.line, f.related[0].span.path, f.related[0].span.line) for f in loaded.findings
    ]
    assert found == [
        ("CX003", "content/phases.yml", 3, "content/phases.yml", 2),
        ("CX009", "content/teams/a.md", 2, "content/teams.yml", 3),
        ("CX009", "content/teams/a.yml", 1, "content/teams.yml", 3),
    ]
    assert set(loaded.roadmap.items["team"]) == {"a", "b"}


def test_what_is_right_is_kept_without_what_is_wrong(load_tree):
    text = JOURNEY + "        score: 9\n        channel: shop\n    kpis: [nps, {x: y}]\n    goal: G\n"
    journey = load_tree({"journeys/x.yml": text}).roadmap.get("journey", "x")
    (stage,) = journey.stages
    assert (stage.goal, stage.kpis, stage.touchpoints[0].channel) == ("G", (), "shop")
    assert stage.touchpoints[0].score is None


def test_an_item_without_its_required_field_is_broken(load_tree):
    loaded = load_tree({"initiatives/x.yml": "title: T\nstatus: nonsense\n"})
    assert loaded.roadmap.get("initiative", "x") is None
    assert loaded.roadmap.broken == {("initiative", "x")}
    assert loaded.roadmap.origins[("initiative", "x")].path == "content/initiatives/x.yml"


def test_broken_parts_of_roadmap_yml_are_named(load_tree):
    loaded = load_tree({"roadmap.yml": "title: R\nareas: {Big: x}\nlevels: [public, private, internal]\n"})
    assert loaded.roadmap.broken == {("roadmap", "areas")}
    assert loaded.roadmap.charter.title == "R"
    assert loaded.roadmap.levels.names == ("public", "private", "internal")
    unreadable = load_tree({"roadmap.yml": b"title: \xff\n"}).roadmap
    assert ("roadmap", "areas") in unreadable.broken and ("roadmap", "title") in unreadable.broken


def test_unset_fields_are_as_if_not_written(load_tree):
    written = load_tree({"teams/a.yml": "title: T\nlead:\nsummary: ~\nowner: null\ntags: []\n"}).roadmap
    other = load_tree({"teams/a.yml": "title: T\ntags: []\n"}).roadmap
    assert written.get("team", "a") == other.get("team", "a")
    assert written.get("team", "a").model_fields_set == {"id", "title"}


def test_scalars_are_text(load_tree):
    text = IDEA.replace("T", "No") + "summary: 4:30\ntags: [yes, 010, 1e3, 2026-01-01, ~x]\nresult: 'null'\n"
    item = load_tree({"initiatives/x.yml": text}).roadmap.get("initiative", "x")
    assert (item.title, item.summary, item.result) == ("No", "4:30", "null")
    assert item.tags == ("yes", "010", "1e3", "2026-01-01", "~x")
