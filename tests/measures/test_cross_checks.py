"""Generated content, read from files and projected, against pandas, statsmodels, SciPy and NetworkX."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from cxsite.load.load import load
from cxsite.model.period import Period, Precision
from cxsite.model.roadmap import View
from cxsite.projection.projection import project

pytestmark = pytest.mark.slow
TODAY = dt.date(2026, 3, 20)
KPIS, INITIATIVES = 24, 120
METHODS = {
    "nps": ("nps", None, 0, 10),
    "top-box": ("csat", "top-box", 1, 5),
    "mean": ("csat", "mean", 1, 5),
    "ces": ("ces", "mean", 1, 7),
    "index": ("ces", "index", 1, 7),
}
by_method = pytest.mark.parametrize("method", METHODS)


def _answers(random: np.random.Generator, lowest: int, highest: int) -> pd.DataFrame:
    """Answers of some months, the last of which still runs; some are blank, in no order."""
    size = int(random.integers(150, 900))
    days = pd.to_datetime(dt.date(2025, 2, 1)) + pd.to_timedelta(random.integers(0, 412, size), unit="D")
    weights = random.dirichlet(np.ones(highest - lowest + 1))
    scores = random.choice(np.arange(lowest, highest + 1), size, p=weights)
    frame = pd.DataFrame({"date": days, "score": scores})
    frame["blank"] = random.random(size) < 0.03
    return frame


@cache
def _frames() -> dict[str, pd.DataFrame]:
    random = np.random.default_rng(11)
    return {
        f"{name}-{number}": _answers(random, lowest, highest)
        for name, (_, _, lowest, highest) in METHODS.items()
        for number in range(KPIS)
    }


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> View:
    """What colleagues see of the generated content."""
    root = tmp_path_factory.mktemp("generated")
    content = root / "content"
    (content / "kpis").mkdir(parents=True)
    (content / "initiatives").mkdir()
    (content / "roadmap.yml").write_text("title: Generated\nmin_n: {internal: 0}\n")
    for id_, frame in _frames().items():
        metric, method, _, highest = METHODS[id_.rsplit("-", 1)[0]]
        said = f"method: {method}\n" if method else ""
        (content / f"kpis/{id_}.yml").write_text(
            f"title: {id_}\nmetric: {metric}\n{said}scale: {highest}\ndirection: up\nfrequency: month\n"
            f"measurements: {id_}.csv\nbaseline: {{date: 2025-01-31, value: 2}}\n"
        )
        rows = [f"{row.date.date()},{'' if row.blank else row.score}" for row in frame.itertuples()]
        (content / f"kpis/{id_}.csv").write_text("\n".join(["date,score", *rows]) + "\n")
    for id_, fields in _plans().items():
        lines = [f"title: {id_}", *(f"{name}: {value}" for name, value in fields.items())]
        (content / f"initiatives/{id_}.yml").write_text("\n".join(lines) + "\n")
    loaded = load(content, root)
    assert loaded.roadmap is not None
    return project(loaded.roadmap, loaded.roadmap.levels.internal, TODAY)


def _months(frame: pd.DataFrame) -> list[pd.Series]:
    """The answers of each month that is over, by pandas."""
    answered = frame[~frame.blank]
    groups = answered.groupby(answered.date.dt.to_period("M"))
    return [group.score for month, group in groups if month.end_time.date() <= TODAY]


def _value(method: str, scores: Any) -> tuple[float, tuple[float, float] | None]:
    """Value and interval by pandas, statsmodels and, for net scores, Rocks' formula written out."""
    n = len(scores)
    if method in ("nps", "index"):
        best, worst = ((scores >= 9).sum(), (scores <= 6).sum()) if method == "nps" else (
            (scores >= 6).sum(), (scores <= 3).sum())  # fmt: skip
        p, d = (best + 0.75) / (n + 3), (worst + 0.75) / (n + 3)
        margin = stats.norm.ppf(0.975) * math.sqrt(max(0, p + d - (p - d) ** 2) / (n + 3))
        value = 100 * (best - worst) / n
        bounds = max(-100, 100 * (p - d - margin)), min(100, 100 * (p - d + margin))
        return value, bounds if bounds[0] <= value <= bounds[1] else None
    if method == "top-box":
        top = int((scores >= 4).sum())
        low, high = proportion_confint(top, n, method="wilson")
        return 100 * top / n, (100 * low, 100 * high)
    if n < 2 or scores.nunique() < 2:
        return float(scores.mean()), None
    low, high = DescrStatsW(scores.astype(float)).tconfint_mean()
    scale = METHODS[method]
    return float(scores.mean()), (max(scale[2], low), min(scale[3], high))


@by_method
def test_values_and_intervals_are_those_of_the_libraries(seen: View, method: str) -> None:
    for number in range(KPIS):
        id_ = f"{method}-{number}"
        facts, months = seen.facts["kpi", id_], _months(_frames()[id_])
        value, bounds = _value(method, months[-1])
        assert facts["current"]["n"] == len(months[-1])
        assert facts["current"]["value"] == pytest.approx(value, abs=1e-9)
        assert ("interval" in facts) == (bounds is not None)
        if bounds:
            assert (facts["interval"]["low"], facts["interval"]["high"]) == pytest.approx(bounds, abs=1e-9)


def _change(method: str, before: Any, now: Any) -> Sequence[float] | None:
    if method == "top-box":
        tops = [int((scores >= 4).sum()) for scores in (before, now)]
        found = confint_proportions_2indep(tops[1], len(now), tops[0], len(before), method="newcomb", compare="diff")
        return [100 * bound for bound in found]
    if method in ("mean", "ces"):
        if before.nunique() < 2 and now.nunique() < 2:
            return None
        return list(stats.ttest_ind(now, before, equal_var=False).confidence_interval(0.95))
    (one, of_one), (two, of_two) = _value(method, before), _value(method, now)
    if of_one is None or of_two is None:
        return None
    difference = two - one
    return [
        difference - math.hypot(two - of_two[0], of_one[1] - one),
        difference + math.hypot(of_two[1] - two, one - of_one[0]),
    ]


@by_method
def test_changes_are_those_of_the_libraries_and_words_follow_them(seen: View, method: str) -> None:
    words = set()
    for number in range(KPIS):
        id_ = f"{method}-{number}"
        *_, before, now = _months(_frames()[id_])
        found, bounds = seen.facts["kpi", id_]["change"], _change(method, before, now)
        if bounds is not None and "interval" in found:
            assert (found["interval"]["low"], found["interval"]["high"]) == pytest.approx(tuple(bounds), abs=1e-9)
        clear = bounds is not None and not bounds[0] <= 0 <= bounds[1]
        expected = "too-few-answers" if min(len(before), len(now)) < 30 else (
            ("better" if found["difference"] > 0 else "worse") if clear else "no-clear-change")  # fmt: skip
        assert found["words"] == expected
        words.add(expected)
    assert len(words) > 1, "the generated data is too tame"


@by_method
def test_a_running_month_is_shown_as_such_and_is_no_current_value(seen: View, method: str) -> None:
    for number in range(KPIS):
        id_ = f"{method}-{number}"
        facts, answered = seen.facts["kpi", id_], _frames()[id_]
        answered = answered[~answered.blank]
        running = answered[answered.date.dt.to_period("M") == pd.Period("2026-03")]
        running = running[running.date <= pd.Timestamp(TODAY)]
        assert facts["current"]["date"] < dt.date(2026, 3, 1)
        assert facts.get("so_far", {}).get("n", 0) == len(running)


@cache
def _plans() -> dict[str, dict[str, Any]]:
    """Initiatives that need earlier ones, shipped, running or to come, with plans of any precision."""
    random = np.random.default_rng(5)
    found: dict[str, dict[str, Any]] = {}
    for number in range(INITIATIVES):
        status = str(random.choice(["shipped", "in-progress", "planned", "idea", "planned"]))
        start = TODAY + dt.timedelta(int(random.integers(-120, 300)))
        precision = str(random.choice(["day", "day", "month", "quarter"]))
        begin = Period.of(start, precision)  # type: ignore[arg-type]
        end = Period.of(begin.last + dt.timedelta(int(random.integers(0, 60))), precision)  # type: ignore[arg-type]
        fields: dict[str, Any] = {"status": status, "start": str(begin), "end": str(end)}
        if status == "shipped":
            fields["shipped"] = str(TODAY - dt.timedelta(int(random.integers(0, 90))))
        earlier = list(found)[-12:]
        needs = [id_ for id_ in earlier if random.random() < 0.15]
        if needs:
            fields["depends_on"] = f"[{', '.join(needs)}]"
        found[f"i{number}"] = fields
    return found


def test_the_schedule_is_the_longest_path_as_it_stands_today(seen: View) -> None:
    graph = nx.DiGraph()
    ends: dict[str, dt.date] = {}
    coarse: dict[str, Precision] = {}
    plans = {id_: (Period.parse(plan["start"]), Period.parse(plan["end"])) for id_, plan in _plans().items()}
    for id_, plan in _plans().items():
        graph.add_node(id_)
        for needed in plan.get("depends_on", "[]")[1:-1].split(", ") if plan["status"] in ("planned", "idea") else ():
            if needed and _plans()[needed]["status"] != "shipped":
                graph.add_edge(needed, id_)
    compared = 0
    for id_ in nx.topological_sort(graph):
        (start, end), status = plans[id_], _plans()[id_]["status"]
        before = list(graph.predecessors(id_))
        coarse[id_] = max([start.precision, end.precision, *(coarse[one] for one in before)], key=_COARSE.index)
        if status == "in-progress":
            ends[id_] = max(end.last, TODAY)
        elif status != "shipped":
            begin = max([start.first, TODAY, *(ends[one] + dt.timedelta(1) for one in before)])
            ends[id_] = begin + (end.last - start.first)
            slot = seen.facts["initiative", id_].get("schedule")
            if slot:
                compared += 1
                assert slot["earliest_start"] == Period.of(begin, coarse[id_])
                assert slot["expected_end"] == Period.of(ends[id_], coarse[id_])
                assert ("slack_days" in slot) <= (coarse[id_] == "day")
    assert compared > INITIATIVES / 4


_COARSE = ("day", "month", "quarter", "half", "year")
