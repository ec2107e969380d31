"""Every value knows its place: in items, in parts, in bodies, in CSV files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cxsite.load.load import load
from cxsite.model.kinds import KINDS
from cxsite.model.shape import leaves


@pytest.fixture(scope="module")
def reference(repository):
    return load(repository / "content", repository)


def test_the_reference_content_loads_without_a_finding(reference):
    assert [f"{f.span.path}:{f.span.line} {f.message}" for f in reference.findings] == []
    assert not reference.roadmap.broken
    assert all(reference.roadmap.items[kind.name] for kind in KINDS)


FROM_FILES = frozenset({"measurements", "data", "provenance"})


def test_every_text_of_the_reference_content_stands_where_its_span_says(reference, repository):
    looked_at = 0
    for kind in KINDS:
        for id_, item in reference.roadmap.items[kind.name].items():
            origin = reference.roadmap.origins[(kind.name, id_)]
            lines = (repository / origin.path).read_text(encoding="utf-8").split("\n")
            for at, _leaf, value in leaves(kind.model, item):
                if (
                    not isinstance(value, str)
                    or at in (("id",), ("body",))
                    or at[0] in ("measurements", "data", "provenance")
                ):
                    continue
                span = origin.span(at, key=at[-1] == value)
                shown = span.source[span.column - 1 : span.end_column - 1].strip("\"'")
                assert span.source == lines[span.line - 1]
                if shown not in (">-", "|", ">"):
                    assert value.startswith(shown), (origin.path, at)
                    looked_at += 1
    assert looked_at > 2000


def test_every_character_of_the_reference_bodies_stands_where_its_span_says(reference):
    for kind in KINDS:
        for id_, item in reference.roadmap.items[kind.name].items():
            origin = reference.roadmap.origins[(kind.name, id_)]
            for offset in range(0, len(item.body), 7):
                span = origin.body_span(offset)
                assert (span.source + "\n")[span.column - 1] == item.body[offset]


TEXT = (
    "title: 😀 Ä\r\nstatus:   planned\r\nmilestones: {title: M, date: 2026}\r\n"
    "kpis: nps\r\nsuccess_criteria: [Öl, zwei]\r\n"
)


@pytest.fixture
def origin(load_tree):
    loaded = load_tree({"initiatives/x.md": f"\ufeff--- # the fields\r\n{TEXT}---\r\n\r\n  Ein 😀 Körper\r\nzwei\r\n"})
    assert loaded.findings == ()
    assert loaded.roadmap.get("initiative", "x").body == "Ein 😀 Körper\nzwei"
    return loaded.roadmap.origins[("initiative", "x")]


@pytest.mark.parametrize(
    ("at", "key", "place"),
    [
        (("title",), False, (2, 8, 11)),
        (("title",), True, (2, 1, 6)),
        (("status",), False, (3, 11, 18)),
        (("milestones", 0, "date"), False, (4, 30, 34)),
        (("milestones", 0, "title"), True, (4, 14, 19)),
        (("kpis", 0), False, (5, 7, 10)),
        (("success_criteria", 1, "text"), False, (6, 24, 28)),
        (("success_criteria", 7), False, (6, 1, 17)),
        (("owner",), False, (2, 1, 11)),
        ((), False, (2, 1, 11)),
    ],
)
def test_places_in_front_matter(origin, at, key, place):
    span = origin.span(at, key=key)
    assert (span.line, span.column, span.end_column) == place
    assert "\r" not in span.source


def test_places_in_a_body(origin):
    span = origin.body_span(4, 3)
    assert (span.line, span.column, span.end_column, span.source) == (9, 7, 10, "  Ein 😀 Körper")
    assert (origin.body_span(13).line, origin.body_span(13).column) == (10, 1)


def test_places_in_a_body_within_yaml(load_tree):
    text = "title: T\nbody: |\n\n  First\n    code\n\n  last\nlead: L\n"
    loaded = load_tree({"teams/x.yml": text, "teams/y.yml": "title: T\nbody: one line\n"})
    body = loaded.roadmap.get("team", "x").body
    for offset, character in enumerate(body):
        span = loaded.roadmap.origins[("team", "x")].body_span(offset)
        assert (span.source + "\n")[span.column - 1] == character, offset
    flat = loaded.roadmap.origins[("team", "y")].body_span(2)
    assert (flat.line, flat.column) == (2, 7)


def test_places_in_the_mapping_of_a_kind(load_tree):
    loaded = load_tree({"phases.yml": "one:\n  title: One\ntwo:\n  title: Two\n  start: 2026\n"})
    origin = loaded.roadmap.origins[("phase", "two")]
    assert (origin.span(("start",)).line, origin.span(("start",)).column) == (5, 10)
    assert (origin.span(key=True).line, origin.span(key=True).end_column) == (3, 4)


def test_places_of_measurements_in_a_csv_file(load_tree):
    loaded = load_tree(
        {
            "kpis/k.yml": "title: K\nmetric: rate\ndirection: up\nmeasurements: k.csv\n",
            "kpis/k.csv": "date,value\n2026-02-28,2\n2026-01-31,1\n",
        }
    )
    kpi, origin = loaded.roadmap.get("kpi", "k"), loaded.roadmap.origins[("kpi", "k")]
    assert [m.date for m in kpi.measurements] == [dt.date(2026, 1, 31), dt.date(2026, 2, 28)]
    span = origin.span(("measurements", 0, "value"))
    assert (span.path, span.line, span.source) == ("content/kpis/k.csv", 3, "")
    assert origin.span(("measurements",)).path == "content/kpis/k.yml"


def test_paths_are_relative_to_the_root(tmp_path: Path, monkeypatch):
    folder = tmp_path / "site" / "content"
    (folder / "teams").mkdir(parents=True)
    (folder / "roadmap.yml").write_text("title: R\n")
    (folder / "teams" / "x.yml").write_text("titel: R\n")
    monkeypatch.chdir(tmp_path / "site")
    for given, root in ((folder, tmp_path / "site"), (Path("content"), Path())):
        (finding,) = load(given, root).findings
        assert finding.span.path == "content/teams/x.yml"
