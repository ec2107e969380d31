"""How far a place carries: against ranking everything anew with each estimate moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.measures.prioritization import RICE_IMPACTS, Candidate, Criterion, rank, rice
from cxsite.measures.sensitivity import moved_inputs, moved_weights, places

CRITERIA = {"gain": Criterion(2, 1, 5), "burden": Criterion(1, 0, 100, cost=True)}


def _moved(model: str, inputs: dict[str, float]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in inputs}
    for other in moved_inputs(model, inputs, CRITERIA):
        (name,) = (name for name in inputs if other[name] != inputs[name])
        found[name].append(other[name])
    return found


@pytest.mark.parametrize(
    ("model", "inputs", "moved"),
    [
        (
            "rice",
            {"reach": 100.0, "impact": 1.0, "confidence": 0.5, "effort": 10.0},
            {"reach": [80, 120], "impact": [0.5, 2], "confidence": [0.4, 0.6], "effort": [8, 12]},
        ),
        # At the ends of a scale there is one way only.
        ("rice", {"impact": 3.0, "confidence": 1.0}, {"impact": [2], "confidence": [0.9]}),
        ("rice", {"impact": 0.25, "confidence": 0.05}, {"impact": [0.5], "confidence": [0, 0.15]}),
        ("ice", {"impact": 1, "confidence": 10, "ease": 5.5}, {"impact": [2], "confidence": [9], "ease": [5, 6]}),
        ("wsjf", {"value": 8, "job_size": 20}, {"value": [5, 13], "job_size": [13]}),
        ("quadrant", {"impact": 5, "effort": 2}, {"impact": [4], "effort": [1, 3]}),
        ("weighted", {"gain": 4.5, "burden": 30}, {"gain": [3.5, 5], "burden": [5, 55]}),
    ],
)
def test_each_estimate_moves_by_one_step_of_its_own_scale(
    model: str, inputs: dict[str, float], moved: dict[str, list[float]]
) -> None:
    assert _moved(model, inputs) == {name: pytest.approx(values) for name, values in moved.items()}


def test_each_weight_moves_by_a_fifth_while_the_others_stay() -> None:
    weights = [weight for moved in moved_weights(CRITERIA) for weight in (moved["gain"].weight, moved["burden"].weight)]
    assert weights == pytest.approx([1.6, 1, 2.4, 1, 2, 0.8, 2, 1.2])


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(RICE_IMPACTS), st.integers(1, 10), st.integers(1, 4)),
        min_size=1,
        max_size=8,
    )
)
def test_places_are_those_of_ranking_all_anew(items: list[tuple[int, float, int, int]]) -> None:
    names = ("reach", "impact", "confidence", "effort")
    inputs = {f"i{at}": dict(zip(names, (r, i, c / 10, e), strict=True)) for at, (r, i, c, e) in enumerate(items)}

    def value(given: dict[str, float]) -> float:
        score = rice(**given)
        assert score is not None
        return score.value

    values = {id_: value(given) for id_, given in inputs.items()}
    others = {id_: [value(dict(one)) for one in moved_inputs("rice", given, {})] for id_, given in inputs.items()}
    found = places([Candidate(id_, f"T{int(id_[1:]) % 3}", one) for id_, one in values.items()], others)
    for id_ in values:
        anew = []
        for moved in (values[id_], *others[id_]):
            ranked = rank(Candidate(k, f"T{int(k[1:]) % 3}", moved if k == id_ else v) for k, v in values.items())
            anew.append(ranked[id_])
        assert found[id_] == (min(anew), max(anew))


def test_what_has_no_value_has_no_place() -> None:
    assert places([Candidate("a", "A", None), Candidate("b", "B", 1.0)], {"b": [0.0]}) == {"b": (1, 1)}
