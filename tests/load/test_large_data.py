"""Data files of many rows: counted in bounded time, and in memory that does not grow with them."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxsite.load.csv import counting
from cxsite.load.load import load

pytestmark = pytest.mark.slow

ROWS = 15_000
KPI = "title: K\ndirection: up\nfrequency: month\nmeasurements: k.csv\n"
SETTINGS = {
    "one answer a row": "metric: nps\nscale: 10\ncolumns: {date: when, score: answer}\n",
    "weighted, by group": "metric: nps\nscale: 10\ncolumns: {date: when, score: answer, weight: weight, by: country}\n",
    "cases": "metric: duration\naggregate: median\ncolumns: {date: when, value: weight}\n",
}


def _lines() -> Iterator[str]:
    """Answers of three years, each at a moment of its own, with words of its own and a few unused columns."""
    yield "id,when,country,answer,weight,words\n"
    for n in range(ROWS):
        day = f"{2023 + n % 3}-{1 + n % 12:02}-{1 + n % 28:02} {n % 24:02}:{n % 60:02}:{n % 59:02}"
        yield f"R_{n:08},{day},{('AT', 'DE', 'FR')[n % 3]},{n * 7 % 11},{1 + n % 5}.5,words of number {n}\n"


@pytest.mark.parametrize("name", SETTINGS)
def test_rows_are_not_held(name: str, tmp_path: Path) -> None:
    kpis = tmp_path / "content" / "kpis"
    kpis.mkdir(parents=True)
    (tmp_path / "content" / "roadmap.yml").write_text("title: R\n")
    (kpis / "k.yml").write_text(KPI + SETTINGS[name])
    with (kpis / "k.csv").open("w") as file:
        file.writelines(_lines())
    begun = time.process_time()
    loaded = load(tmp_path / "content", tmp_path)
    # A million rows in five seconds, on a machine that does nothing else.
    assert time.process_time() - begun < 5 * 3 * ROWS / 1_000_000
    kpi = loaded.roadmap.get("kpi", "k") if loaded.roadmap else None
    assert kpi is not None and loaded.findings == ()
    assert sum(one.n for one in kpi.measurements) == ROWS  # type: ignore[attr-defined]
    tracemalloc.start()
    load(tmp_path / "content", tmp_path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 6_000_000, f"{used:,} bytes for a file of {(kpis / 'k.csv').stat().st_size:,}"


def test_a_column_without_end_is_told_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_KEYS", 5_000)
    kpis = tmp_path / "content" / "kpis"
    kpis.mkdir(parents=True)
    (tmp_path / "content" / "roadmap.yml").write_text("title: R\n")
    (kpis / "k.yml").write_text(KPI + "metric: nps\ncolumns: {date: when, score: words}\n")
    with (kpis / "k.csv").open("w") as file:
        file.writelines(_lines())
    (told,) = load(tmp_path / "content", tmp_path).findings
    assert "5,000 different texts" in told.message
    assert "words of" not in told.message + told.help


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    kpis = tmp_path / "content" / "kpis"
    kpis.mkdir(parents=True)
    (tmp_path / "content" / "roadmap.yml").write_text("title: R\n")
    (kpis / "k.yml").write_text(KPI + "metric: rate\n")
    (kpis / "k.csv").write_text("date,value\n" + "x" * 3_000_000)
    (told,) = load(tmp_path / "content", tmp_path).findings
    assert "longer than a million characters" in told.message
