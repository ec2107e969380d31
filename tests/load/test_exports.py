"""Exports of other programs: each reads with the settings that its page shows, and with no more."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tests.load.export_files import FILES, NPS

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
BLOCKS = re.findall(r'^```yaml title="([\w-]+)"\n(.*?)^```$', PAGE.read_text(encoding="utf-8"), re.M | re.S)
HEAD = "title: K\ndirection: up\nfrequency: month\nmeasurements: k.csv\n"
# What the blocks that are not about NPS come to in January and February.
OTHERS = {
    ("google-forms", "csat"): [(100 * 3 / 9, 9), (100 * 4 / 10, 10)],
    ("zendesk", "csat"): [(40.0, 5), (60.0, 5)],
    ("zendesk", "duration"): [(404.0, 9), (413.5, 10)],
    ("freshdesk", "duration"): [(27.0, 6), (37.3, 7)],
}


def read(load_tree, name: str, settings: str):
    return load_tree({"kpis/k.yml": HEAD + settings, "kpis/k.csv": FILES[name]})


def test_every_layout_has_its_block() -> None:
    assert {name for name, _ in BLOCKS} == set(FILES)


@pytest.mark.parametrize(
    ("name", "settings"), BLOCKS, ids=[f"{name} {number}" for number, (name, _) in enumerate(BLOCKS)]
)
def test_the_settings_of_the_page_read_the_export(name, settings, load_tree):
    loaded = read(load_tree, name, settings)
    assert loaded.findings == ()
    kpi = loaded.roadmap.get("kpi", "k")
    found = [(one.date.isoformat(), one.value, one.n) for one in kpi.measurements]
    if kpi.metric == "nps":
        assert found == [(day, pytest.approx(value), n) for day, value, n in NPS]
    else:
        assert [(value, n) for _, value, n in found[:2]] == [
            (pytest.approx(value), n) for value, n in OTHERS[name, kpi.metric]
        ]
    assert kpi.provenance.used == sum(one.n for one in kpi.measurements)
    assert kpi.provenance.rows == kpi.provenance.used + sum(
        rows for cause, rows in kpi.provenance.left_out.items() if cause != "heading"
    )
    assert "Somebody" not in loaded.roadmap.get("kpi", "k").model_dump_json()


@pytest.mark.parametrize("name", ["qualtrics", "surveymonkey", "typeform", "medallia", "bitrix24"])
def test_the_check_proposes_settings_that_read_the_file(name, load_tree):
    """Without any, the finding's help says what to write; written down, it reads the file."""
    (told,) = read(load_tree, name, "metric: nps\n").findings
    assert "Somebody" not in told.message + told.help
    proposed = re.findall(r"`((?:columns|date_format): [^`]+)`", told.help)
    loaded = read(load_tree, name, "metric: nps\n" + "".join(f"{line}\n" for line in proposed))
    assert loaded.findings == ()
    assert loaded.roadmap.get("kpi", "k").measurements


def test_columns_that_nobody_names_do_not_matter(load_tree):
    table = "Comment,date,,Comment,score,score 2,\n" + "a,2026-01-05,,b,9,1,\n" * 5
    loaded = load_tree({"kpis/k.yml": HEAD + "metric: nps\n", "kpis/k.csv": table})
    assert loaded.findings == ()
    assert loaded.roadmap.get("kpi", "k").measurements[0].value == 100


def test_one_of_several_columns_is_said_by_its_number(load_tree):
    settings = "metric: nps\ncolumns: {score: 'Q1 [2]'}\n"
    loaded = load_tree({"kpis/k.yml": HEAD + settings, "kpis/k.csv": "date,Q1,Q1\n2026-01-05,,9\n"})
    assert loaded.findings == ()
    assert loaded.roadmap.get("kpi", "k").measurements[0].n == 1


@pytest.mark.parametrize(
    "moment",
    [
        *("2026-01-31", "2026-01-31 23:59", "2026-01-31T23:59:59.123Z", "2026-01-31 23:59:59 UTC", "2026/1/31 9:13:44"),
        *("2026-01-31T23:30:00-08:00", "2026-01-31 11:59:59 PM", "2026/01/31 9:13:44 AM GMT+1", "2026-01-31 09:13 CET"),
    ],
)
def test_a_time_stamp_counts_on_the_day_that_is_written(moment, load_tree):
    loaded = load_tree({"kpis/k.yml": HEAD + "metric: nps\n", "kpis/k.csv": f"date,score\n{moment},9\n"})
    assert loaded.findings == ()
    assert [one.date.isoformat() for one in loaded.roadmap.get("kpi", "k").measurements] == ["2026-01-31"]


@pytest.mark.parametrize(
    ("date_format", "moment"),
    [
        *(("%d.%m.%Y", "31.01.2026 09:13:44"), ("%m/%d/%Y", "01/31/2026 09:13:44 AM"), ("%d-%b-%Y", "31-Jan-2026")),
        *(("%b %d, %Y", "January 31, 2026"), ("%d/%b/%y %I:%M %p", "31/Jan/26 9:26 AM"), ("%Y%m%d", "20260131")),
        *(("%Y-%m", "2026-01"), ("excel", "46053.5"), ("unix", "1769852424"), ("unix", "1769852424000")),
    ],
)
def test_days_are_read_as_date_format_says(date_format, moment, load_tree):
    settings = f"metric: nps\ndate_format: '{date_format}'\n"
    loaded = load_tree({"kpis/k.yml": HEAD + settings, "kpis/k.csv": f'date,score\n"{moment}",9\n'})
    assert loaded.findings == ()
    assert [one.date.isoformat() for one in loaded.roadmap.get("kpi", "k").measurements] == ["2026-01-31"]


def test_groups_and_reasons_that_many_rows_have_are_kept(load_tree):
    rows = "".join(
        f"2026-01-05,{score},{group},{reason}\n"
        for score, group, reason, times in [
            (9, "AT", "quick", 6),
            (3, "AT", "late", 7),
            (10, "DE", "quick", 5),
            (2, "Somebody", "She told me so", 1),
        ]
        for _ in range(times)
    )
    settings = "metric: nps\ncolumns: {by: Country, reason: Why}\n"
    loaded = load_tree({"kpis/k.yml": HEAD + settings, "kpis/k.csv": "date,score,Country,Why\n" + rows})
    assert loaded.findings == ()
    (one,) = loaded.roadmap.get("kpi", "k").measurements
    assert [(group.name, group.n, group.counts) for group in one.groups] == [
        ("AT", 13, (6, 0, 7)),
        ("DE", 5, (5, 0, 0)),
    ]
    assert [(reason.name, reason.low, reason.high, reason.n) for reason in one.reasons] == [
        ("late", 7, 0, 7),
        ("quick", 0, 11, 11),
    ]
    assert "Somebody" not in one.model_dump_json() and "She" not in one.model_dump_json()


def test_weights_count(load_tree):
    table = textwrap.dedent("""\
        date,score,weight
        2026-01-05,9,3
        2026-01-05,3,1
        """)
    (one,) = load_tree({"kpis/k.yml": HEAD + "metric: nps\n", "kpis/k.csv": table}).roadmap.get("kpi", "k").measurements
    assert (one.value, one.n, one.counts, one.effective_n) == (50.0, 2, (), pytest.approx(1.6))


@pytest.mark.parametrize(
    ("settings", "table"),
    [
        ("metric: nps\n", FILES["na"]),
        ("metric: nps\nblank: [n/a]\n", FILES["na"]),
        ("metric: nps\n", b"date,score\n31.01.2026,9\n"),
        ("metric: nps\n", b"date,score\n46027.384,9\n"),
        ("metric: nps\n", b"date,score\n1767604424,9\n"),
        ("metric: nps\n", FILES["typeform"]),
        ("metric: nps\n", FILES["medallia"]),
        ("metric: nps\ncolumns: {date: Created}\ndate_format: '%d.%m.%Y'\n", FILES["bitrix24"]),
    ],
)
def test_a_setting_that_is_the_only_one_is_written_by_the_fix(settings, table, load_tree):
    text = HEAD + settings
    (told,) = load_tree({"kpis/k.yml": text, "kpis/k.csv": table}).findings
    assert told.fix is not None and told.fix.applicability == "unsafe"
    (edit,) = told.fix.edits
    assert edit.path == "content/kpis/k.yml"
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: edit.line - 1]) + edit.column - 1
    end = sum(len(line) + 1 for line in lines[: edit.end_line - 1]) + edit.end_column - 1
    loaded = load_tree({"kpis/k.yml": text[:start] + edit.text + text[end:]})
    assert loaded.findings == ()
    assert loaded.roadmap.get("kpi", "k").measurements


@pytest.mark.parametrize("name", ["qualtrics", "surveymonkey", "zendesk", "google-forms"])
def test_where_there_is_a_choice_nothing_is_written(name, load_tree):
    assert [told.fix for told in read(load_tree, name, "metric: nps\n").findings] == [None]
