"""Data files reduced to counts: exact means whatever the order of rows, and nothing held that grows with them."""

from __future__ import annotations

import math
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxsite.load.csv.summary import _Column
from cxsite.load.load import load

NUMBERS = st.lists(st.sampled_from([0.1, 0.2, 0.3, -0.7, 1e16, -1e16, 3.0, 1e-9]), min_size=5, max_size=60)


@given(NUMBERS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_mean_is_exact_in_every_order(numbers: list[float], random) -> None:
    texts = [f"{number:.12f}" for number in numbers]
    told = set()
    for size in (1, 7, 100):
        random.shuffle(texts)
        column = _Column(decimal_comma=False)
        for at in range(0, len(texts), size):
            column.add([*texts[at : at + size], ""])
        told.add(column.mean)
        assert column.filled == len(numbers)
    assert told == {math.fsum(map(float, texts)) / len(texts)}


@pytest.mark.slow
def test_columns_of_numbers_are_not_held(tmp_path: Path) -> None:
    evidence = tmp_path / "content" / "evidence"
    evidence.mkdir(parents=True)
    (tmp_path / "content" / "roadmap.yml").write_text("title: R\n")
    (evidence / "e.yml").write_text("title: E\ntype: survey\ndate: 2026-01-01\ndata: e.csv\n")
    rows, width = 200_000, 4
    with (evidence / "e.csv").open("w") as file:
        file.write(",".join(f"c{at}" for at in range(width)) + "\n")
        file.writelines(",".join(f"{n % 10 + at}.5" for at in range(width)) + "\n" for n in range(rows))
    tracemalloc.start()
    loaded = load(tmp_path / "content", tmp_path)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert loaded.roadmap is not None and loaded.findings == ()
    (first, *_) = loaded.roadmap.get("evidence", "e").data.columns  # type: ignore[union-attr]
    assert first.mean == 5.0
    # The numbers alone would be 6.4 MB.
    assert used < 4_000_000, f"{used:,} bytes"
