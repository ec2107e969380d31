"""CX31x: answers on a scale that gives no such value, and too few of them to be shown."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import PUBLISHED, item, kpi_tree, scaled_kpi, tree
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.walks import kpis, values
from cxsite.measures.derived import of_item
from cxsite.measures.samples import Hidden, with_shown_samples
from cxsite.measures.scale import scale_of
from cxsite.model.items.item import Item
from cxsite.model.items.kpi import Kpi
from cxsite.model.items.research import Evidence
from cxsite.model.levels import Level
from cxsite.model.visibility import Visibility
from cxsite.syntax.phrases import listed

_COUNTED = (
    "definition: What customers say\nfrequency: year\ndirection: up\nbaseline: {date: 2025-06-30, value: 10}\n"
    "targets: [{date: 2026-12, value: 20}]\n"
)
_MORE = "collect more, count longer periods (`frequency`), or set `min_n` in roadmap.yml"
_MOST_NAMED = 10


def _rate(fields: str) -> dict[str, str]:
    """A rate in percent with these fields, and an objective that uses it."""
    head = "metric: rate\nunit: '%'\ndirection: up\ndefinition: Share that is satisfied\nfrequency: month\n"
    base = "" if "baseline" in fields else "baseline: {date: 2025-06-30, value: 70}\n"
    used = item("objectives", "trust", "owner: care\ndue: 2027\nkpis: measure")
    target = "targets: [{date: 2026-12, value: 80}]\n"
    return tree(item("kpis", "measure", head + base + target + fields), used, item("teams", "care", ""))


@rule(
    "CX310",
    "not-the-nps-scale",
    "error",
    bad=scaled_kpi("metric: nps\nscale: 7"),
    good=scaled_kpi("metric: nps\nscale: 10"),
)
def not_the_nps_scale(context: Context) -> Iterator[Problem]:
    """NPS is asked on a scale of 0 to 10. From any other scale, promoters and detractors mean something else, and the
    value can't be compared with any NPS. What else shows it: a file that counts the answers 1 to 10 by point is refused
    when it is read (CX013), as are ten counts behind a value (CX313); answers one by one that look like it are told by
    CX023. Finished values, and counts of promoters, passives and detractors, don't show on which scale they were given;
    there only `scale` can say it, and CX315 asks for it."""
    for key, kpi in kpis(context):
        if kpi.metric == "nps" and kpi.scale not in (None, 10):
            yield Problem(
                Place(key, ("scale",)),
                f"NPS has the scale 0 to 10, not one up to {kpi.scale}",
                "ask on 0 to 10, or make it a KPI of the metric `csat` or `score`",
            )


@rule(
    "CX311",
    "fraction-among-percentages",
    "error",
    bad=_rate("baseline: {date: 2025-06-30, value: 70}\nmeasurements: [{date: 2026-03-30, value: 0.76}]"),
    good=_rate("baseline: {date: 2025-06-30, value: 70}\nmeasurements: [{date: 2026-03-30, value: 76}]"),
)
def fraction_among_percentages(context: Context) -> Iterator[Problem]:
    """The unit is %, and a value between 0 and 1 stands beside values above 1: 0.76 is mostly 76 % and not 0.76 %. The
    KPI would seem to have fallen to almost nothing."""
    for key, kpi in kpis(context):
        if kpi.unit.strip() != "%":
            continue
        known = list(values(kpi))
        if not known or statistics.median(value for _, value in known) <= _SMALL:
            continue
        for at, value in known:
            if 0 < value < 1:
                yield Problem(
                    Place(key, at),
                    f"{value:g} % stands beside values above 1",
                    f"write percentages: {value * 100:.12g}, or change the unit if all are shares",
                )


# Where values of a few percent are usual, one below 1 % is no slip.
_SMALL = 5.0


@rule(
    "CX312",
    "few-answered",
    "warning",
    bad=_rate("sent: 900\nmeasurements: [{date: 2026-03-30, value: 76, n: 60}]"),
    good=_rate("sent: 300\nmeasurements: [{date: 2026-03-30, value: 76, n: 60}]"),
)
def few_answered(context: Context) -> Iterator[Problem]:
    """Fewer than one in ten of those who were asked answered (AAPOR's response rate 1). Those who answer are then often
    others than those who don't, and no interval tells of that."""
    for key, kpi in kpis(context):
        rate = of_item("kpi", kpi, context.roadmap.charter, context.today, _RATE).get("response_rate")
        if rate is not None and rate < _LOW_RESPONSE:
            yield Problem(
                Place(key, ("sent",) if kpi.sent else ("measurements",)),
                f"{rate:.0%} of those who were asked have answered",
                "find out who does not answer, or say in `definition` for whom the value stands",
            )


_LOW_RESPONSE = 0.1
_RATE = frozenset({"response_rate"})


@rule(
    "CX313",
    "counts-off-scale",
    "error",
    bad=kpi_tree(
        f"{_COUNTED}metric: nps\nscale: 10\nmeasurements: [{{date: 2026-03-01, value: 14, counts: [1, 2, 3, 4]}}]"
    ),
    good=kpi_tree(
        f"{_COUNTED}metric: nps\nscale: 10\nmeasurements: [{{date: 2026-03-01, value: 14, counts: [57, 0, 43]}}]"
    ),
)
def counts_off_scale(context: Context) -> Iterator[Problem]:
    """The answers behind a value are counted on another scale than the KPI's: for NPS these are promoters, passives
    and detractors, else one number for each point of the scale."""
    for key, kpi in kpis(context):
        points = 3 if kpi.metric == "nps" else scale_of(kpi)[1] if kpi.scale or kpi.metric == "ces" else None
        for number, one in enumerate(kpi.measurements):
            if one.counts and points and kpi.metric in ("nps", "csat", "ces") and len(one.counts) != points:
                what = "promoters, passives and detractors" if kpi.metric == "nps" else f"the answers 1 to {points}"
                yield Problem(
                    Place(key, ("measurements", number, "counts")),
                    f"there are {len(one.counts)} counts, not {points}",
                    f"write how many {what} there are",
                )


@rule(
    "CX314",
    "small-sample",
    "info",
    bad=kpi_tree(f"{_COUNTED}{PUBLISHED}metric: nps\nscale: 10\nmeasurements: [{{date: 2026-03-01, value: 14, n: 7}}]"),
    good=kpi_tree(
        f"{_COUNTED}{PUBLISHED}metric: nps\nscale: 10\nmeasurements: [{{date: 2026-03-01, value: 14, n: 70}}]"
    ),
    alone=True,
)
def small_sample(context: Context) -> Iterator[Problem]:
    """What some readers are not shown because too few answers stand behind it: measurements, groups, reasons, and
    values of data files. `min_n` in roadmap.yml says how few; unless said 30 for readers below internal, and 5 for what
    comes from data files. Where one group is left out, so is the next smallest, or it could be found by subtraction."""
    charter, levels = context.roadmap.charter, context.roadmap.levels
    readers = [level for level in levels if level.name in charter.site or not charter.site]
    shown = {level: Visibility.of(charter, levels, level, context.today) for level in readers}
    fewest = {
        level: (seen.fewest_answers(from_file=False), seen.fewest_answers(from_file=True))
        for level, seen in shown.items()
    }
    for _, key, found in context.items():
        told = Hidden()
        # From those who see most: what they are not shown, nobody is.
        for level in reversed(readers):
            if not context.item_levels[key].visible_to(level):
                continue
            limits = fewest[level]
            hidden = with_shown_samples(found, *limits)[1]
            if hidden != told:
                told = hidden
                yield Problem(Place(key, ("measurements",)), _not_shown(hidden, found, level, limits), _MORE)


@rule(
    "CX315",
    "scale-not-said",
    "info",
    bad=scaled_kpi("metric: nps"),
    good=scaled_kpi("metric: nps\nscale: 10"),
)
def scale_not_said(context: Context) -> Iterator[Problem]:
    """The NPS is given as finished values, or as promoters, passives and detractors: these don't show whether the
    question went from 0 to 10 or, as some survey tools have it, from 1 to 10 or 1 to 5, which gives no NPS. `scale: 10`
    says that it went from 0 to 10. Answers one by one, and counts of each point, show it themselves."""
    for key, kpi in kpis(context):
        if kpi.metric == "nps" and kpi.scale is None and kpi.measurements and not _answers_are_known(kpi):
            yield Problem(
                Place(key, ("metric",)),
                "these values don't show on which scale customers were asked",
                "write `scale: 10` if it went from 0 to 10, else make it a KPI of the metric `csat` or `score`",
            )


def _answers_are_known(kpi: Kpi) -> bool:
    """Whether the KPI's file has the answers themselves, or how many gave each of them."""
    read = kpi.provenance.settings if kpi.provenance else {}
    columns = {name.removeprefix("columns.") for name in read}
    return "score" in columns or any(map(str.isdecimal, columns))


def _not_shown(hidden: Hidden, found: Item, level: Level, limits: tuple[int, int]) -> str:
    fewest = limits[1] if isinstance(found, Evidence) or (isinstance(found, Kpi) and found.provenance) else limits[0]
    parts = []
    if hidden.measurements and isinstance(found, Kpi):
        parts.append(f"{hidden.measurements} of {len(found.measurements)} measurements")
    if hidden.names:
        parts.append(listed(hidden.names[:_MOST_NAMED]) + (" and others" if len(hidden.names) > _MOST_NAMED else ""))
    return f"{level} readers don't see {' and '.join(parts)}: fewer than {fewest} answers, or the next larger group"
