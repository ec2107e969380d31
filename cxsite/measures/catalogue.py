"""Which derived values there are: their names, their meanings, and what they are made from."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.measures import finance, prioritization, progress, series
from cxsite.model.charter import Charter
from cxsite.model.declare import FieldLevel
from cxsite.model.kinds import BY_NAME
from cxsite.model.shape import fields_of


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived value: of which kind, its name, its meaning, and what it is made from.

    `inputs` are fields of the item, `settings` fields of roadmap.yml. `internal`: it would assert an absence.
    `of_many`: it needs other items. `names_parts`: it holds ids.
    """

    kind: str
    name: str
    meaning: str
    inputs: tuple[str, ...]
    settings: tuple[str, ...] = ()
    internal: bool = False
    of_many: bool = False
    names_parts: bool = False

    @property
    def level(self) -> FieldLevel:
        """The level by declaration: internal where it is said, or where an input or setting is."""
        fields = fields_of(BY_NAME[self.kind].model)
        used = [fields[name] for name in self.inputs] + [fields_of(Charter)[name] for name in self.settings]
        return "internal" if self.internal or any(field.level == "internal" for field in used) else "item"


_RANKING = ("prioritization",)
_SCORES = ("rice", "ice", "wsjf", "weighted")
_BANDS = ("risk_bands", "risk_matrix")

DERIVED: tuple[Derived, ...] = (
    Derived("initiative", "horizon", "Now, next, later or shipped, from the status.", ("status", "horizon")),
    Derived(
        "initiative",
        "quadrant",
        "Quick win, big bet, fill-in or reconsider, from impact and effort.",
        ("impact", "effort"),
        _RANKING,
    ),
    Derived("initiative", "rice", prioritization.RICE_FORMULA, ("rice",)),
    Derived("initiative", "ice", prioritization.ICE_FORMULA, ("ice",)),
    Derived("initiative", "wsjf", prioritization.WSJF_FORMULA, ("wsjf",)),
    Derived("initiative", "weighted", prioritization.WEIGHTED_FORMULA, ("weighted",), _RANKING),
    Derived("initiative", "score", "The score by the site's model of prioritization.", _SCORES, _RANKING),
    Derived(
        "initiative",
        "rank",
        "The place by score; ties by title, then id.",
        (*_SCORES, "impact", "effort"),
        _RANKING,
        of_many=True,
    ),
    Derived("initiative", "roi", finance.ROI_FORMULA, ("cost", "benefit", "horizon_years")),
    Derived("initiative", "payback_years", finance.PAYBACK_FORMULA, ("cost", "benefit")),
    Derived(
        "initiative",
        "schedule",
        "Earliest start, slack, critical path, conflicts.",
        ("start", "end", "depends_on"),
        internal=True,
        of_many=True,
    ),
    Derived("initiative", "updated", "The newest date of a visible fact.", ()),
    Derived("kpi", "current", "The newest measurement up to today.", ("measurements",)),
    Derived("kpi", "interval", "95 % confidence interval of the current value.", ("measurements", "method", "unit")),
    Derived("kpi", "target", "The first target not yet passed, else the last.", ("targets",)),
    Derived("kpi", "progress", progress.PROGRESS_FORMULA, ("baseline", "measurements", "targets")),
    Derived(
        "kpi", "expected_progress", "Elapsed share of baseline date to the target's last day.", ("baseline", "targets")
    ),
    Derived(
        "kpi",
        "rag",
        "Achieved, on track, at risk, off track or no data.",
        ("baseline", "measurements", "targets", "thresholds"),
    ),
    Derived("kpi", "trend", series.TREND_FORMULA, ("measurements",)),
    Derived("risk", "score", "Likelihood × impact.", ("likelihood", "impact")),
    Derived("risk", "level", "The band of the score, or NIST SP 800-30r1 table I-2.", ("likelihood", "impact"), _BANDS),
    Derived("risk", "residual_score", "Likelihood × impact after the response.", ("residual",)),
    Derived("risk", "residual_level", "The level after the response.", ("residual",), _BANDS),
    Derived("journey", "lowest_touchpoints", "The touchpoints with the lowest score.", ("stages",), names_parts=True),
    Derived(
        "journey",
        "unaddressed",
        "Pain points that no initiative addresses.",
        ("stages",),
        internal=True,
        of_many=True,
        names_parts=True,
    ),
    Derived("journey", "coverage", "Addressed pain points ÷ all.", ("stages",), internal=True, of_many=True),
)
DERIVED_BY_KIND: dict[str, tuple[Derived, ...]] = {
    kind: tuple(derived for derived in DERIVED if derived.kind == kind)
    for kind in dict.fromkeys(derived.kind for derived in DERIVED)
}
