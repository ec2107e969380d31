"""Data that can be read, and most probably is not what it is taken for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from cxsite.load.csv.counting import Counted
from cxsite.load.csv.figures import MOST_VALUES
from cxsite.load.csv.table import Table
from cxsite.load.rules.cx02_stray_files import DOUBTFUL_SCALE
from cxsite.model.items.kpi import Kpi

_ENOUGH = 30
_A_DAY = 3


def tell_doubtful_scale(counted: Sequence[Counted], table: Table, kpi: Kpi) -> None:
    """Tell answers for NPS that look as if they had been given on another scale than 0 to 10.

    Who writes `scale: 10` has said that it went from 0 to 10.
    """
    if kpi.metric != "nps" or kpi.scale is not None or not counted:
        return
    by_score: Counter[int] = Counter()
    for one in counted:
        by_score[one.score] += one.n
    lowest, highest = min(by_score), max(by_score)
    if lowest == 1:
        asked = f"1 to {highest if highest < 9 else 10}"
    elif highest < 9 and sum(by_score.values()) >= _ENOUGH:
        asked = f"0 to {highest}"
    else:
        return
    table.problems.tell(
        table.line,
        f"the answers go from {lowest} to {highest}: was the question asked on a scale of {asked}?",
        "NPS needs the scale 0 to 10, whose 0 somebody mostly chooses: write `scale: 10` if it was that one, "
        "else make it a KPI of the metric `csat` or `score`",
        DOUBTFUL_SCALE,
    )


def tell_single_cases(days: Sequence[dt.date], table: Table) -> bool:
    """Whether the rows are single cases, not measurements, which is told: many of a day, or more than anybody takes."""
    most = max(Counter(days).values(), default=0)
    if len(days) <= MOST_VALUES and (most < _A_DAY or len(days) < _ENOUGH):
        return False
    table.problems.tell(
        table.line,
        f"this file has up to {most:,} rows a day: each row seems to be one case, not a measurement",
        "say how they become one value a period: `aggregate: mean`, median, sum, count, p90 or share, with `frequency`",
    )
    return True
