"""CSV files beside KPIs and evidence: every form, reduced to counts; every bad row told with its line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

NPS = "title: K\nmetric: nps\ndirection: up\n"
CES = "title: K\nmetric: ces\ndirection: up\n"
CSAT = "title: K\nmetric: csat\ndirection: up\n"
RATE = "title: K\nmetric: rate\ndirection: up\n"
CSI = "title: K\nmetric: csi\ndirection: up\nweights: {item1: 0.5, item2: 0.3, item3: 0.2}\n"
SERVQUAL = "title: K\nmetric: servqual\ndirection: up\n"
GAPS = "tangibles,5,4.35\nreliability,6,4.9\nresponsiveness,5,4.17\nassurance,5,4.3\nempathy,6,4.99\n"


def _servqual_rows(day: str, n: str = "") -> str:
    return "".join(f"{day},{line}{n}\n" for line in GAPS.splitlines())


# name: (fields of a KPI, CSV, [(date, value, n, counts)])
SERIES: dict[str, tuple[str, str, list[Any]]] = {
    "values in any order": (
        RATE,
        "date,value,n\n2026-02-28,2.5,\n2026-01-31,-1,40\n",
        [("2026-01-31", -1, 40, ()), ("2026-02-28", 2.5, None, ())],
    ),
    "byte-order mark, CRLF, capitals, quotes, blank rows": (
        RATE,
        '\ufeffDate,"Value"\r\n"2026-01-31","3"\r\n\r\n,\r\n',
        [("2026-01-31", 3, None, ())],
    ),
    "semicolons and decimal commas": (
        RATE,
        "date;value;n\n2026-01-31;2,5;1\n2026-02-28;3;2\n2026-03-31;4.25;\n",
        [("2026-01-31", 2.5, 1, ()), ("2026-02-28", 3, 2, ()), ("2026-03-31", 4.25, None, ())],
    ),
    "two rows of one day": (
        RATE + "frequency: month\n",
        "date,value\n2026-01-31,1\n2026-01-31,2\n",
        [("2026-01-31", 1, None, ()), ("2026-01-31", 2, None, ())],
    ),
    "promoters, passives, detractors": (
        NPS,
        "date,promoters,passives,detractors\n2026-01-31,5,3,2\n",
        [("2026-01-31", 30, 10, (5, 3, 2))],
    ),
    "nps answers, published example": (
        NPS + "frequency: month\n",
        "date,score\n" + "".join(f"2026-01-{day:02},{score}\n" for day, score in enumerate((0, 7, 7, 9, 9, 9), 3)),
        [("2026-01-08", 100 / 3, 6, (3, 2, 1))],
    ),
    "answers of two months, blanks left out": (
        NPS + "frequency: month\n",
        "date,score\n2026-02-03,10\n2026-01-09,10\n2026-01-20,\n2026-01-02,3\n2026-02-01,8\n",
        [("2026-01-09", 0, 2, (1, 0, 1)), ("2026-02-03", 50, 2, (1, 1, 0))],
    ),
    "answers without a frequency": (
        NPS,
        "date,score\n2026-01-03,10\n2026-01-02,3\n2026-01-03,3\n",
        [("2026-01-02", -100, 1, (0, 0, 1)), ("2026-01-03", 0, 2, (1, 0, 1))],
    ),
    "nps answers by point": (
        NPS,
        "date,0,1,2,3,4,5,6,7,8,9,10\n2026-01-31,1,0,0,0,0,0,1,1,1,2,4\n",
        [("2026-01-31", 40, 10, (6, 2, 2))],
    ),
    "ces answers by point, published example": (
        CES,
        "date,1,2,3,4,5,6,7\n2026-01-31,80,210,140,110,160,180,120\n",
        [("2026-01-31", 4.08, 1000, (80, 210, 140, 110, 160, 180, 120))],
    ),
    "ces top box": (
        CES + "method: top-box\n",
        "date,1,2,3,4,5,6,7\n2026-01-31,80,210,140,110,160,180,120\n",
        [("2026-01-31", 46, 1000, (80, 210, 140, 110, 160, 180, 120))],
    ),
    "ces index": (
        CES + "method: index\n",
        "date,1,2,3,4,5,6,7\n2026-01-31,80,210,140,110,160,180,120\n",
        [("2026-01-31", -13, 1000, (80, 210, 140, 110, 160, 180, 120))],
    ),
    "csat answers, columns in any order, rows of a quarter": (
        CSAT + "scale: 5\nfrequency: quarter\n",
        "score,date\n5,2026-03-31\n4,2026-01-01\n1,2026-02-02\n5,2026-04-01\n",
        [("2026-03-31", 200 / 3, 3, (1, 0, 0, 1, 1)), ("2026-04-01", 100, 1, (0, 0, 0, 0, 1))],
    ),
    "csat mean": (
        CSAT + "method: mean\n",
        "date,1,2,3\n2026-01-01,1,0,1\n2026-01-02,0,0,0\n",
        [("2026-01-01", 2, 2, (1, 0, 1))],
    ),
    "csi": (
        CSI + "frequency: year\n",
        "date,item1,item2,item3\n2026-01-01,10,1,1\n2026-06-30,10,10,1\n",
        [("2026-06-30", 65, 2, ())],
    ),
    "csi of means": (CSI, "date,item1,item2,item3\n2026-01-01,5.5,5.5,5.5\n", [("2026-01-01", 50, None, ())]),
    "servqual, published example": (
        SERVQUAL,
        "date,dimension,expectation,perception\n" + _servqual_rows("2026-03-31"),
        [("2026-03-31", -0.858, None, ())],
    ),
    "servqual with weights and answers": (
        SERVQUAL + "weights: {tangibles: 100, reliability: 0, responsiveness: 0, assurance: 0, empathy: 0}\n",
        "date,dimension,expectation,perception,n\n" + _servqual_rows("2026-03-31", ",40"),
        [("2026-03-31", -0.65, 40, ())],
    ),
    "foreign columns and a filter": (
        NPS + "frequency: month\ncolumns: {date: Day, score: Q1}\nfilter: {Country: AT}\n",
        "Id,Day,Country,Q1\n1,2026-01-01,AT,10\n2,2026-01-02,DE,0\n3,2026-01-03,AT,9\n",
        [("2026-01-03", 100, 2, (2, 0, 0))],
    ),
}


@pytest.mark.parametrize("name", SERIES)
def test_series(name, load_tree):
    fields, table, expected = SERIES[name]
    loaded = load_tree({"kpis/k.yml": fields + "measurements: k.csv\n", "kpis/k.csv": table})
    assert [finding.message for finding in loaded.findings] == []
    measured = loaded.roadmap.get("kpi", "k").measurements
    assert [m.date for m in measured] == [dt.date.fromisoformat(day) for day, *_ in expected]
    assert [m.value for m in measured] == pytest.approx([value for _, value, _, _ in expected])
    assert [(m.n, m.counts) for m in measured] == [(n, counts) for *_, n, counts in expected]


# Of two values of one day the one written later is the newer one.
@pytest.mark.parametrize("name", sorted(SERIES.keys() - {"two rows of one day"}))
def test_rows_in_any_order_make_the_same_series(name, load_tree):
    fields, table, _ = SERIES[name]
    head, *rows = table.strip().splitlines()
    first = load_tree({"kpis/k.yml": fields + "measurements: k.csv\n", "kpis/k.csv": table})
    turned = load_tree({"kpis/k.csv": "\n".join([head, *reversed(rows)])})
    assert turned.roadmap.get("kpi", "k").measurements == first.roadmap.get("kpi", "k").measurements


# name: (fields of a KPI, CSV, [(file, code, line, column, a word of message or help)])
WRONG = {
    "bad rows": (
        RATE,
        "date,value,n\n31.01.2026,1,\n2026-02-30,1,\n2026-03-31,a,\n2026-03-31,,\n2026-03-31,1,-2\n2026-04-30,1\n",
        [
            ("k.csv", "CX013", 2, 1, "year-month-day"),
            ("k.csv", "CX013", 3, 1, "calendar"),
            ("k.csv", "CX013", 4, 1, "digits"),
            ("k.csv", "CX013", 5, 1, "empty"),
            ("k.csv", "CX013", 6, 1, "below 0"),
            ("k.csv", "CX013", 7, 1, "fewer cells than the heading, which has 3"),
        ],
    ),
    "decimal comma between commas": (
        RATE,
        'date,value\n2026-01-31,"1,5"\n',
        [("k.csv", "CX013", 2, 1, "decimal sign is a point")],
    ),
    "thousands": (RATE, "date;value\n2026-01-31;80.000\n", [("k.csv", "CX013", 2, 1, "two different numbers")]),
    "a comma between thousands or decimals": (
        RATE,
        "date;value\n2026-01-31;1,234\n2026-02-28;1,567\n",
        [("k.csv", "CX013", 2, 1, "two different numbers")],
    ),
    "no such form": (RATE, "day,wert\nsoon,1\n", [("k.csv", "CX013", 1, 1, "`date,value[,n]`")]),
    "other names": (RATE, "day,wert\n2026-01-31,1\n", [("k.csv", "CX013", 1, 1, "columns: {date: day, value: wert}")]),
    "one column misspelled": (RATE, "dat,value\n2026-01-31,1\n", [("k.csv", "CX013", 1, 1, "columns: {date: dat")]),
    "form of another metric": (
        RATE,
        "date,promoters,passives,detractors\n2026-01-31,1,1,1\n",
        [("k.csv", "CX013", 1, 1, "metric nps")],
    ),
    "answers off the scale": (
        NPS,
        "date,score\n2026-01-31,11\n2026-01-31,9\n2026-01-31,7.5\n2026-01-31,12\n",
        [("k.csv", "CX013", 2, 1, "0 to 10"), ("k.csv", "CX013", 4, 1, "decimals")],
    ),
    "nps on 1 to 10, counted": (
        NPS,
        "date,1,2,3,4,5,6,7,8,9,10\n2026-01-31,0,0,0,0,0,0,0,0,0,1\n",
        [("k.csv", "CX013", 1, 1, "0 to 10")],
    ),
    "nps on 1 to 10, one answer a row": (
        NPS,
        "date,score\n2026-01-31,1\n2026-01-31,9\n",
        [("k.csv", "CX023", 1, 1, "scale: 10")],
    ),
    "nps on 1 to 5, one answer a row": (
        NPS,
        "date,score\n" + "2026-01-31,0\n" + "2026-01-31,5\n" * 30,
        [("k.csv", "CX023", 1, 1, "a scale of 0 to 5")],
    ),
    "nps on 1 to 10, in words": (
        NPS + "answers: {never: 1, sure: 10}\n",
        "date,score\n2026-01-31,Never\n2026-01-31,sure\n",
        [("k.csv", "CX023", 1, 1, "a scale of 1 to 10")],
    ),
    "gap in the scale": (CES, "date,1,2,4\n2026-01-31,1,1,1\n", [("k.csv", "CX013", 1, 1, "gaps")]),
    "scale unlike the KPI's": (
        CSAT + "scale: 5\n",
        "date,1,2,3\n2026-01-31,1,1,1\n",
        [("k.csv", "CX013", 1, 1, "1 to 5")],
    ),
    "method that the scale lacks": (
        CES + "method: top-box\n",
        "date,1,2,3\n2026-01-31,1,1,1\n",
        [("k.csv", "CX013", 2, 1, "method: mean")],
    ),
    "scale unknown": (CSAT, "date,score\n2026-01-31,5\n", [("k.yml", "CX006", 4, 15, "scale: 5")]),
    "csi without weights": (
        CSI.replace("weights: {item1: 0.5, item2: 0.3, item3: 0.2}\n", ""),
        "date,item1,item2,item3\n2026-01-31,5,5,5\n",
        [("k.csv", "CX013", 2, 1, "`weights`")],
    ),
    "csi off the scale": (CSI, "date,item1,item2,item3\n2026-01-31,5,0,5\n", [("k.csv", "CX013", 2, 1, "1 to 10")]),
    "servqual without a dimension": (
        SERVQUAL,
        "date,dimension,expectation,perception\n2026-01-31,empathy,5,4\n",
        [("k.csv", "CX013", 2, 1, "all five dimensions")],
    ),
    "servqual with another dimension": (
        SERVQUAL,
        "date,dimension,expectation,perception\n2026-01-31,emphaty,5,4\n",
        [("k.csv", "CX013", 2, 1, "`empathy`")],
    ),
    "columns that are not there": (
        NPS + "columns: {date: Dya, score: Q1}\n",
        "Day,Q1\n2026-01-31,9\n",
        [("k.yml", "CX006", 4, 17, "`Day`")],
    ),
    "columns that nothing reads": (
        NPS + "columns: {date: Day, scroe: Q1}\n",
        "Day,Q1\n2026-01-31,9\n",
        [("k.yml", "CX006", 4, 22, "`score`")],
    ),
    "one of two columns": (
        NPS + "columns: {score: Q1}\n",
        "date,Q1,Q1\n2026-01-31,9,\n",
        [("k.yml", "CX006", 4, 18, "`Q1 [2]`")],
    ),
    "filter that nothing passes": (
        NPS + "columns: {date: Day}\nfilter: {Country: at}\n",
        "Day,score,Country\n2026-01-31,9,AT\n",
        [("k.yml", "CX006", 5, 1, "capitals")],
    ),
    "quote never closed": (RATE, 'date,value\n"2026-01-31,9\n2026-02-28,1\n', [("k.csv", "CX013", 3, 1, "quotation")]),
    "empty": (RATE, "\n", [("k.csv", "CX013", 1, 1, "heading")]),
    "a heading alone, of nothing that is known": (NPS, "a,b\n", [("k.csv", "CX013", 1, 1, "fits no form")]),
    "not UTF-8": (RATE, b"date,value\n2026-01-31,1\xa0\n", [("k.csv", "CX014", 2, 1, "UTF-8")]),
    "a workbook": (RATE, b"PK\x03\x04\x14\x00", [("k.csv", "CX013", 1, 1, "save the sheet as CSV")]),
    "a page": (RATE, "<!DOCTYPE html>\n<p>", [("k.csv", "CX013", 1, 1, "HTML")]),
    "data without a heading": (
        NPS,
        "2026-01-05,9,a@example.org\n2026-01-06,9,b@example.org\n",
        [("k.csv", "CX013", 1, 1, "no heading")],
    ),
    "weights below and at 0": (
        NPS,
        "date,score,weight\n2026-01-31,9,1\n2026-01-31,9,-1\n2026-01-31,8,0\n2026-01-31,8,\n2026-01-31,7,-2\n",
        [
            ("k.csv", "CX013", 3, 1, "negative"),
            ("k.csv", "CX013", 4, 1, "nothing"),
            ("k.csv", "CX013", 5, 1, "empty"),
        ],
    ),
    "two readings of a day": (
        NPS,
        "date,score\n03/04/2026 10:00,9\n04/05/2026 11:00,8\n",
        [("k.csv", "CX013", 2, 1, 'date_format: "%m/%d/%Y"` or `date_format: "%d/%m/%Y"')],
    ),
    "one reading of a day": (
        NPS,
        "date,score\n03/04/2026 10:00,9\n01/14/2026 11:00,8\n",
        [("k.csv", "CX013", 2, 1, 'date_format: "%m/%d/%Y"`, or')],
    ),
    "Excel's days": (NPS, "date,score\n46027.384,9\n", [("k.csv", "CX013", 2, 1, "date_format: excel")]),
    "Unix time": (NPS, "date,score\n1767604424,9\n", [("k.csv", "CX013", 2, 1, "date_format: unix")]),
    "another way than said": (
        NPS + 'date_format: "%d.%m.%Y"\n',
        "date,score\n05.01.2026,9\n2026-01-06,9\n",
        [("k.csv", "CX013", 3, 1, "as `date_format` says")],
    ),
    "no format of a date": (NPS + 'date_format: "%d.%q"\n', "date,score\n05.01,9\n", [("k.yml", "CX006", 4, 14, "%q")]),
    "labels, and a text of one": (
        NPS,
        "date,score\n" + "2026-01-31,Sure\n" * 5 + "2026-01-31,Zorblax asked me\n2026-01-31,n/a\n",
        [("k.csv", "CX013", 2, 1, '`answers: {"Sure": …}`; what means that nobody answered: `blank: ["n/a"]`')],
    ),
    "single cases": (
        RATE,
        "date,value\n" + "2026-01-31,1\n" * 40,
        [("k.csv", "CX013", 1, 1, "aggregate: mean")],
    ),
    "answers aggregated": (
        NPS + "aggregate: mean\n",
        "date,score\n2026-01-31,1\n",
        [("k.yml", "CX006", 4, 1, "delete")],
    ),
    "a share of nothing": (RATE + "aggregate: share\n", "date\n2026-01-31\n", [("k.yml", "CX006", 4, 1, "share_of")]),
    "reasons of their own": (
        NPS + "columns: {reason: Why}\n",
        "date,score,Why\n" + "".join(f"2026-01-31,9,Zorblax {n}\n" for n in range(60)),
        [("k.yml", "CX006", 4, 19, "60 different texts")],
    ),
    "what reading fills in": (
        RATE + "provenance: {file: k.csv, sha256: x, rows: 1, used: 1}\n",
        "date,value\n2026-01-31,1\n",
        [("k.yml", "CX006", 4, 1, "filled in")],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files(name, load_tree):
    fields, table, expected = WRONG[name]
    loaded = load_tree({"kpis/k.yml": fields + "measurements: k.csv\n", "kpis/k.csv": table})
    assert [(f.span.path, f.rule.code, f.span.line, f.span.column) for f in loaded.findings] == [
        (f"content/kpis/{file}", *place) for file, *place, _ in expected
    ]
    for finding, (*_, word) in zip(loaded.findings, expected, strict=True):
        assert word in f"{finding.message}; {finding.help}"
        assert (finding.kind, finding.id) == ("kpi", "k")
        assert "Zorblax" not in f"{finding.message}{finding.help}" and "example.org" not in f"{finding}"
        assert not finding.span.path.endswith(".csv") or finding.span.source == ""


def test_what_is_right_in_a_file_is_kept(load_tree):
    loaded = load_tree(
        {"kpis/k.yml": RATE + "measurements: k.csv\n", "kpis/k.csv": "date,value\n2026-01-31,1\nx,2\n2026-03-31,3\n"}
    )
    assert [m.value for m in loaded.roadmap.get("kpi", "k").measurements] == [1, 3]


def test_a_cause_is_told_once(load_tree):
    rows = "".join(f"{day}.01.2026,1\n" for day in range(1, 32)) * 10
    found = load_tree({"kpis/k.yml": RATE + "measurements: k.csv\n", "kpis/k.csv": "date,value\n" + rows}).findings
    assert len(found) == 1
    assert "and 309 more like it" in found[0].message
    assert 'date_format: "%d.%m.%Y"' in found[0].help


def test_missing_and_stray_files(load_tree):
    loaded = load_tree(
        {
            "kpis/k.yml": RATE + "measurements: kk.csv\n",
            "kpis/k.csv": "date,value\n",
            "kpis/other.csv": "date,value\n",
            "evidence/e.yml": "title: E\ntype: survey\ndata: far-away.csv\n",
        }
    )
    assert [(f.rule.code, f.span.path, f.span.line) for f in loaded.findings] == [
        ("CX012", "content/evidence/e.yml", 3),
        ("CX012", "content/kpis/k.yml", 4),
        ("CX020", "content/kpis/other.csv", 1),
    ]
    assert "`k.csv`" in loaded.findings[1].help
    assert loaded.roadmap.get("kpi", "k").measurements == ()


def test_a_file_that_an_unreadable_item_names_is_not_stray(load_tree):
    loaded = load_tree({"kpis/k.yml": "- measurements: k.csv\n", "kpis/k.csv": "date,value\n"})
    assert [f.rule.code for f in loaded.findings] == ["CX002"]


def test_evidence_is_reduced_to_counts(load_tree):
    ages = "".join(f"{'late' if n % 3 else 'lost'},{n},p{n % 13},\n" for n in range(26))
    words = "reason,age,person,words\n" + ages + f"late,1,p1,{'so many words ' * 5}\n"
    loaded = load_tree({"evidence/e.yml": "title: E\ntype: survey\ndata: e.csv\n", "evidence/e.csv": words})
    assert loaded.findings == ()
    data = loaded.roadmap.get("evidence", "e").data
    assert (data.file, data.rows) == ("e.csv", 27)
    reason, age, person, said = data.columns
    assert (reason.name, reason.filled, reason.distinct, reason.mean) == ("reason", 27, 2, None)
    assert list(reason.counts.items()) == [("late", 18), ("lost", 9)]
    assert (age.filled, age.mean, age.counts) == (27, pytest.approx(326 / 27), {})
    assert (person.distinct, person.counts) == (13, {})
    assert (said.filled, said.mean, said.counts) == (1, None, {})


def test_rows_and_rare_values_of_evidence_are_not_kept(load_tree):
    rows = "".join(f"{'by post' if n < 9 else 'Zorblax'},Zorblax {n},{n},7\n" for n in range(10))
    loaded = load_tree(
        {"evidence/e.yml": "title: E\ntype: survey\ndata: e.csv\n", "evidence/e.csv": "how,who,n,\n" + rows}
    )
    assert loaded.findings == ()
    data = loaded.roadmap.get("evidence", "e").data
    assert "Zorblax" not in data.model_dump_json()
    assert [(column.name, column.counts) for column in data.columns] == [
        ("how", {"by post": 9}),
        ("who", {}),
        ("n", {}),
    ]
    assert data.columns[2].mean == 4.5


def test_files_of_a_kind_in_one_file_stand_beside_it(load_tree):
    kpis = "one:\n  title: K\n  metric: rate\n  direction: up\n  measurements: one.csv\n"
    loaded = load_tree({"kpis.yml": kpis, "one.csv": "date,value\n2026-01-31,1\n", "two.csv": "a\n"})
    assert [(f.rule.code, f.span.path) for f in loaded.findings] == [("CX020", "content/two.csv")]
    assert loaded.roadmap.get("kpi", "one").measurements[0].value == 1
