"""Files of many rows, counted by us and by pandas: periods, filters, labels, weights, groups, aggregates."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
LABELS = {"Very good": 5, "Good": 4, "So so": 3, "Bad": 2, "Very bad": 1}
SEEDS = range(4)


def _rows(rng: random.Random) -> pd.DataFrame:
    """Answers and cases of two years, some blank."""
    n = rng.randint(200, 600)
    moments = pd.Timestamp("2024-01-01") + pd.to_timedelta([rng.randrange(730 * 86400) for _ in range(n)], unit="s")
    return pd.DataFrame(
        {
            "when": moments,
            "country": [rng.choice(("AT", "DE", "FR")) for _ in range(n)],
            "nps": [rng.choice((*range(11), None)) for _ in range(n)],
            "label": [rng.choice((*LABELS, "n/a")) for _ in range(n)],
            "weight": [rng.choice((0.5, 0.8, 1.2, 2)) for _ in range(n)],
            "minutes": [round(rng.lognormvariate(4, 1), 2) for _ in range(n)],
        }
    )


def _loaded(load_tree, frame: pd.DataFrame, settings: str) -> Any:
    loaded = load_tree(
        {
            "kpis/k.yml": f"title: K\ndirection: up\nmeasurements: k.csv\n{settings}",
            "kpis/k.csv": frame.to_csv(index=False),
        }
    )
    assert loaded.findings == ()
    return loaded.roadmap.get("kpi", "k").measurements


def _periods(frame: pd.DataFrame, frequency: str) -> Any:
    return frame.groupby(frame["when"].dt.to_period(FREQUENCIES[frequency]))


@pytest.mark.parametrize("seed", SEEDS)
def test_nps_of_filtered_rows_by_group(seed, load_tree):
    rng = random.Random(seed)
    frame, frequency = _rows(rng), rng.choice(list(FREQUENCIES))
    frame["nps"] = frame["nps"].astype("Int64")
    settings = f"metric: nps\nscale: 10\nfrequency: {frequency}\n"
    settings += "columns: {date: when, score: nps, by: country}\nfilter: {country: [AT, DE]}\n"
    found = _loaded(load_tree, frame, settings)
    frame = frame[frame["country"].isin(["AT", "DE"])].dropna(subset="nps")
    expected = []
    for _, own in _periods(frame, frequency):
        weight = own["weight"].sum()
        value = 100 * (own["weight"][own["nps"] >= 9].sum() - own["weight"][own["nps"] <= 6].sum()) / weight
        effective = weight**2 / (own["weight"] ** 2).sum()
        sizes = own.groupby("country").size().to_dict()
        expected.append((own["when"].max().date(), value, len(own), effective, sizes))
    assert [(one.date, one.n, {group.name: group.n for group in one.groups}) for one in found] == [
        (day, n, sizes) for day, _, n, _, sizes in expected
    ]
    assert [one.value for one in found] == pytest.approx([value for _, value, *_ in expected])
    assert [one.effective_n for one in found] == pytest.approx([effective for *_, effective, _ in expected])


@pytest.mark.parametrize("seed", SEEDS)
def test_labelled_answers(seed, load_tree):
    rng = random.Random(seed)
    frame, frequency = _rows(rng).drop(columns="weight"), rng.choice(list(FREQUENCIES))
    found = _loaded(
        load_tree,
        frame,
        f"metric: csat\nscale: 5\nfrequency: {frequency}\ncolumns: {{date: when, score: label}}\n"
        f"answers: {LABELS}\nblank: [n/a]\n",
    )
    frame["score"] = frame["label"].map(LABELS)
    frame = frame.dropna(subset="score")
    expected = [
        (
            own["when"].max().date(),
            100 * (own["score"] >= 4).mean(),
            len(own),
            tuple((own["score"] == point).sum() for point in range(1, 6)),
        )
        for _, own in _periods(frame, frequency)
    ]
    assert [(one.date, one.n, one.counts) for one in found] == [(day, n, counts) for day, _, n, counts in expected]
    assert [one.value for one in found] == pytest.approx([value for _, value, *_ in expected])


@pytest.mark.parametrize("how", ["mean", "median", "sum", "count", "p90", "share"])
@pytest.mark.parametrize("seed", SEEDS)
def test_aggregates(seed, how, load_tree):
    rng = random.Random(seed)
    frame, frequency = _rows(rng), rng.choice(list(FREQUENCIES))
    settings = f"metric: duration\nfrequency: {frequency}\ncolumns: {{date: when, value: minutes}}\naggregate: {how}\n"
    if how == "share":
        settings += "share_of: {country: [AT], label: [Good, Very good]}\n"
    found = _loaded(load_tree, frame, settings)
    counts = (frame["country"] == "AT") & frame["label"].isin(["Good", "Very good"])
    expected = []
    for _, own in _periods(frame, frequency):
        minutes = own["minutes"]
        value = {
            "mean": minutes.mean(),
            "median": minutes.median(),
            "sum": minutes.sum(),
            "count": float(len(own)),
            "p90": minutes.quantile(0.9),
            "share": 100 * counts[own.index].mean(),
        }[how]
        expected.append((own["when"].max().date(), value, len(own)))
    assert [(one.date, one.n) for one in found] == [(day, n) for day, _, n in expected]
    assert [one.value for one in found] == pytest.approx([value for _, value, _ in expected])
