"""How the numbers of a KPI are told: one precision for all of them, each with its unit, chance, day and n."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from cxsite.measures.survey import CES_SCALE
from cxsite.model.items.kpi import Kpi
from cxsite.model.period import Period
from cxsite.render.words.catalogue import InterfaceWords
from cxsite.render.words.formats import Formats

_MOST_DIGITS = 2
_CLOSEST_DIGITS = 4
_ARROWS = {"up": "↑", "down": "↓", "flat": "→"}
_ANSWERED = frozenset({"nps", "csat", "ces", "csi", "servqual"})


@dataclass(frozen=True)
class Figures:
    """The numbers of one KPI in words. `fact` gives its derived values by name, as far as the audience sees them."""

    kpi: Kpi
    fact: Callable[[str], Any]
    formats: Formats
    words: InterfaceWords

    @cached_property
    def digits(self) -> int:
        """Decimals of every measured value: as many as its interval carries, else as were written down.

        More only where the current value would be rounded to a target that it has not reached.
        """
        interval, current, target = self.fact("interval"), self.fact("current"), self.fact("target")
        digits = max(map(_decimals, self._written()), default=0)
        if interval and interval["high"] > interval["low"]:
            digits = min(_MOST_DIGITS, max(0, math.ceil(-math.log10((interval["high"] - interval["low"]) / 2))))
        if current and target:
            value, goal = current["value"], target["value"]
            while digits < _CLOSEST_DIGITS and value != goal and f"{value:.{digits}f}" == f"{goal:.{digits}f}":
                digits += 1
        return digits

    def _written(self) -> Sequence[float]:
        base = [self.kpi.baseline.value] if self.kpi.baseline else []
        return [*(one.value for one in self.kpi.measurements), *base, *(one.value for one in self.kpi.targets)]

    def number(self, value: float) -> str:
        """A measured value without its unit: 4.0."""
        return self.formats.fixed(value, self.digits)

    def amount(self, value: float) -> str:
        """A measured value: 9.2 days, 5.0 of 7, 4.4 of 5 stars."""
        return self._with_unit(self.number(value))

    def told(self, value: float) -> str:
        """A measured value that is told for itself, with its scale: 33 on a scale from −100 to 100, 5.0 of 7."""
        return f"{self.number(value)} {self.scale}".rstrip()

    @cached_property
    def scale(self) -> str:
        """What stands behind a value that is told for itself: the scale where there is one, else the unit."""
        low, high = self._ends
        if low < 0:
            return self.words.fill("on_scale", low=self.formats.number(low), high=self.formats.number(high))
        return self.unit

    @cached_property
    def unit(self) -> str:
        """What stands behind each of several values: the top of a scale that begins at 0 or 1, else the unit."""
        low, high = self._ends
        if not high or low < 0:
            return self.kpi.unit
        top = self.words.fill("of_top", top=self.formats.number(high))
        return f"{top} {self.kpi.unit}".rstrip() if self.kpi.metric == "score" else top

    @cached_property
    def _ends(self) -> tuple[int, int]:
        """The ends of the scale that all values are on; 0 and 0 where they are on none."""
        low, high = self._ends_of_question()
        return (low, high) if all(low <= value <= high for value in self._written()) else (0, 0)

    def _ends_of_question(self) -> tuple[int, int]:
        """The ends of the scale of the question; 0 and 0 for shares, amounts, and what nobody said."""
        metric, method = self.kpi.metric, self.kpi.method
        # Where answers were counted without a scale, they were counted on the one of customer effort.
        counted = metric == "ces" and any(one.counts for one in self.kpi.measurements)
        highest = self.kpi.scale or (CES_SCALE if counted else 0)
        if metric == "nps" or (metric == "ces" and method == "index"):
            return -100, 100
        if metric == "csi":
            return 0, 100
        answered = metric == "score" or (metric == "ces" and method in (None, "mean")) or method == "mean"
        return (1, highest) if answered else (0, 0)

    def goal(self, value: float) -> str:
        """A value that somebody set, as exact as it was written: 5.25 days."""
        return self._with_unit(self.formats.fixed(value, max(self.digits, _decimals(value))))

    def aim(self, target: Any) -> str:
        """A target with the month of its last day: 38.0 % by December 2026."""
        period = target.get("date")
        if period is None:
            return self.goal(target["value"])
        month = Period.of(period.last, "month") if period.precision == "day" else period
        return f"{self.goal(target['value'])} {self.formats.by(month)}"

    def way_to(self, value: float, goal: float) -> str:
        """A measured value and where it is to go, with what stands behind both: 4.3 → 4.8 of 7."""
        aimed = self.formats.fixed(goal, max(self.digits, _decimals(goal)))
        return f"{self.formats.in_order(f'{self.number(value)} → {aimed}')} {self.scale}".rstrip()

    def moved(self, difference: float, *, exact: bool = False) -> str:
        """A difference of two values: +2 points; of percentages in percentage points."""
        digits = max(self.digits, _decimals(difference)) if exact else self.digits
        return self._moved(difference, digits, self._signed(difference, digits))

    def moved_between(self, interval: Any) -> str:
        """The ends of what a difference may be: −1 … +4 percentage points."""
        low, high = interval["low"], interval["high"]
        ends = f"{self._signed(low, self.digits)} … {self._signed(high, self.digits)}"
        return self._moved(high, self.digits, self.formats.in_order(ends))

    def _moved(self, difference: float, digits: int, text: str) -> str:
        if self.kpi.unit.strip() == "%":
            return self.points(difference, digits, text)
        return f"{text} {self.kpi.unit}".rstrip()

    def points(self, difference: float, digits: int = 0, text: str = "") -> str:
        """A difference of two percentages: +1 percentage point."""
        # As it is written, 1.0 is not 1: languages differ in what follows either.
        written = Decimal(f"{abs(difference):.{digits}f}")
        return self.formats.counted(written, "percentage_points", by=text or self._signed(difference, digits))

    def _with_unit(self, number: str) -> str:
        return f"{number} {self.unit}".rstrip()

    def answers(self, n: int | None) -> str:
        """412 answers, or 412 cases where nobody was asked."""
        return "" if n is None else self.formats.counted(n, "answers_n" if self._answered else "cases_n")

    @property
    def _answered(self) -> bool:
        return self.kpi.metric in _ANSWERED or any(one.counts for one in self.kpi.measurements)

    @property
    def of_n(self) -> str:
        """The heading over numbers of answers, or of cases."""
        return self.words["answers" if self._answered else "cases"]

    def range(self, interval: Any) -> str:
        """An interval: 29–37; −3 … 30, where a dash would be one sign with the minus."""
        if not interval:
            return ""
        between = " … " if interval["low"] < 0 else "–"
        return self.formats.in_order(f"{self.number(interval['low'])}{between}{self.number(interval['high'])}")

    def between(self, interval: Any) -> str:
        """An interval with what stands behind its ends: 4.5–5.5 of 7."""
        return self._with_unit(self.range(interval))

    @property
    def method(self) -> str:
        """How the interval is made: adjusted Wald, Wilson or Student."""
        metric, method = self.kpi.metric, self.kpi.method
        if metric == "nps" or (metric == "ces" and method == "index"):
            return self.words["interval_adjusted_wald"]
        mean = method == "mean" or (metric == "ces" and method is None)
        return self.words["interval_student" if mean else "interval_wilson"]

    def change(self, change: Any) -> str:
        """The newest change with its chance: ↑ +2 points, no clear change."""
        if not change:
            return ""
        difference = change["difference"]
        # What is written as 0 has no direction either.
        arrow = _ARROWS["flat" if not round(difference, self.digits) else "up" if difference > 0 else "down"]
        text = f"{arrow} {self.moved(difference)}"
        return f"{text}, {self.words.of('change', change['words'])}" if "words" in change else text

    def since(self, change: Any) -> str:
        """What the newest change is, as far as the numbers carry a word: No clear change since February 2026."""
        when = self.formats.month(change["from"]["date"])
        if "words" in change:
            return self.words.fill(f"since_{change['words']}", when=when)
        return self.words.fill("since", by=self.moved(change["difference"]), when=when)

    def chance(self, change: Any) -> str:
        """How much it moved, with the interval of that: +2 points (95 %: −3.9 … +7.9); empty where `since` says it."""
        if "words" not in change:
            return ""
        text, interval = self.moved(change["difference"]), change.get("interval")
        if not interval:
            return text
        ends = self.formats.in_order(" … ".join(self._signed(interval[end], self.digits) for end in ("low", "high")))
        return f"{text} ({self.formats.percent(interval['level'])}{self.words['colon']} {ends})"

    def _signed(self, value: float, digits: int) -> str:
        text = self.formats.fixed(value, digits)
        return self.formats.in_order(f"+{text}") if value > 0 and round(value, digits) else text

    @property
    def light(self) -> tuple[str, str]:
        """The traffic light and its word: `missed` where the target's time has passed, `stale` where the value is old;
        empty where there is none."""
        for state in ("missed", "stale"):
            if self.fact(state):
                return state, self.words[state]
        rag = self.fact("rag")
        return (rag, self.words.of("rag", rag)) if rag else ("", "")

    @property
    def doubts(self) -> str:
        """What the light's word does not say: that it is old, or that chance could have made it."""
        current = self.fact("current")
        if self.fact("stale") and current:
            when, rag = self.formats.month(current["date"]), self.fact("rag")
            if rag is None or self.fact("missed"):
                return self.words.fill("value_as_of", when=when)
            return self.words.fill("was_then", state=self.words.of("rag", rag), when=when)
        return self.words["not_firm"] if self.fact("firm") is False else ""

    def way(self, share: float) -> str:
        """A progress in percent; never 100 % before it is there."""
        return self.formats.percent(min(share, 0.99) if 0.99 < share < 1 else share)


def column_digits(values: Iterable[float]) -> int:
    """How many decimals every number of a column has: one where the smallest is below 10."""
    found = [abs(value) for value in values if value]
    return int(any(value != int(value) for value in found) and min(found) < 10)


def _decimals(value: float) -> int:
    """Decimals that somebody wrote, at most `_MOST_DIGITS`: 1 of 6.8, 0 of 6."""
    text = f"{value:.{_MOST_DIGITS}f}".rstrip("0")
    return len(text) - text.index(".") - 1
