"""The table of all measured values: tidy, for one audience, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from cxsite.render.files.series import COLUMNS
from cxsite.render.render import render
from tests.projection.build import Raw, public, view

NPS: Raw = public(
    {
        "title": '=HYPERLINK("x")',
        "metric": "nps",
        "unit": "points",
        "method": "index",
        "source": "@survey desk",
        "measurements": [
            {"date": "2025-12-31", "value": "-12.5", "n": "200", "counts": [60, 55, 85]},
            {"date": "2025-09-30", "value": "8", "n": "4"},
        ],
    }
)
HIDDEN: Raw = {"title": "For us", "metric": "score", "measurements": [{"date": "2025-12-31", "value": "3"}]}


def _table(audience: str) -> tuple[bytes, list[dict[str, str]]]:
    data = render(view(audience, ("kpi:nps", NPS), ("kpi:hidden", HIDDEN))).files["series.csv"]
    return data, list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_row_a_measurement_with_everything_that_colleagues_see() -> None:
    data, rows = _table("internal")
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    assert [(row["kpi"], row["date"], row["value"], row["n"]) for row in rows] == [
        ("hidden", "2025-12-31", "3", ""),
        ("nps", "2025-09-30", "8", "4"),
        ("nps", "2025-12-31", "-12.5", "200"),
    ]
    last = rows[-1]
    assert float(last["interval_low"]) < -12.5 < float(last["interval_high"])
    assert (last["unit"], last["method"]) == ("points", "index")
    # What a spreadsheet would run is a text; a negative number stays one.
    assert last["title"].startswith("'=") and last["source"] == "'@survey desk"


def test_others_get_what_they_may_see() -> None:
    _, rows = _table("public")
    assert {row["kpi"] for row in rows} == {"nps"}
    assert {row["source"] for row in rows} == {""}
    # Four answers are too few for the public.
    assert [row["date"] for row in rows] == ["2025-12-31"]


def test_without_values_there_is_no_table_and_no_link() -> None:
    stage = render(view("public", ("kpi:a", public({"metric": "score"}))))
    assert "series.csv" not in stage.files
    assert "series.csv" not in "".join(page.text for page in stage.pages)
    linked = render(view("public", ("kpi:nps", NPS)))
    assert 'href="../series.csv"' in next(page.text for page in linked.pages if page.uri == "kpis/index.md")


@pytest.mark.slow
@pytest.mark.engine
def test_a_spreadsheet_opens_it_right(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "series.csv").write_bytes(_table("internal")[0])
    # 44: commas, 34: quotation marks, 76: UTF-8; then back as it was read.
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "series.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=170)
    sheet = (tmp_path / "series.fods").read_text("utf-8")
    assert 'office:value="-12.5"' in sheet and 'office:date-value="2025-12-31"' in sheet
    assert "table:formula" not in sheet and "HYPERLINK" in sheet
