"""Whatever stands in the files: findings, never a traceback, and the same ones every time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxsite.load.load import load
from cxsite.load.loaded import Loaded

pytestmark = pytest.mark.slow

PLACES = (
    "roadmap.yml",
    "initiatives/x.yml",
    "initiatives/y.md",
    "journeys/j.yml",
    "kpis/k.yml",
    "kpis/k.csv",
    "evidence/e.yml",
    "evidence/e.csv",
    "teams.yml",
    "pages/p.md",
)
GOOD = {
    "roadmap.yml": "title: R\nlevels: [public, internal]\nareas: {a: A}\n",
    "initiatives/x.yml": "title: X\nstatus: idea\nmilestones:\n  - {title: M, date: 2026-Q3}\nkpis: [k]\n",
    "initiatives/y.md": "---\ntitle: Y\nstatus: planned\nwording: {public: {title: Z}}\n---\n\nBody\n",
    "journeys/j.yml": "title: J\nstages:\n  - id: s\n    title: S\n    touchpoints:\n    - {id: t, title: T}\n",
    "kpis/k.yml": "title: K\nmetric: nps\ndirection: up\nfrequency: month\nmeasurements: k.csv\n",
    "kpis/k.csv": "date,score\n2026-01-05,9\n2026-01-09,3\n",
    "evidence/e.yml": "title: E\ntype: survey\ndata: e.csv\n",
    "evidence/e.csv": "reason,n\nlate,5\nlost,7\n",
    "teams.yml": "care:\n  title: Care\nshops:\n  title: Shops\n",
    "pages/p.md": "---\ntitle: P\n---\nHello\n",
}
SIGNS = list("[]{},#:|>?%@`&*!-~=;\\\"'\t\r\n\x00\u00a0\u2028\ufeff\x85😀٣“")
WORDS = [
    "  ",
    "- ",
    ": ",
    " #x",
    "&a ",
    "*a",
    "!t ",
    "---\n",
    "...\n",
    "<<: x\n",
    "null",
    "title",
    "id: x\n",
    "stages:",
]
VALUES = ["2026-13-45", "1e999", "nan", "9" * 400, "date,value", "levels:", "visibility:public\n", "body: |\n", "- - "]
SNIPPETS = st.sampled_from([*SIGNS, *WORDS, *VALUES])
EDITS = st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.lists(SNIPPETS, max_size=4).map("".join))
FUZZ = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def _load(tree: dict[str, bytes]) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in tree.items():
            path = root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        first = load(root / "content", root)
        assert load(root / "content", root) == first
        return first


def _tree(changed: dict[str, bytes]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in GOOD.items()} | changed


def _is_told_well(loaded: Loaded) -> None:
    assert list(loaded.findings) == sorted(loaded.findings, key=lambda finding: finding.sort_key)
    for finding in loaded.findings:
        span = finding.span
        assert span.path.startswith("content/") and finding.message and finding.help
        assert span.line >= 1 and 1 <= span.column <= span.end_column
        assert span.column <= len(span.source) + 1 and "\n" not in span.source
        str((finding, finding.related)).encode()


def test_the_good_tree_is_good():
    assert _load(_tree({})).findings == ()


@FUZZ
@given(st.sampled_from(PLACES), st.binary(max_size=200))
def test_random_bytes(place, data):
    _is_told_well(_load(_tree({place: data})))


@FUZZ
@given(st.sampled_from(PLACES), st.text(max_size=200))
def test_random_text(place, text):
    _is_told_well(_load(_tree({place: text.encode("utf-8", "surrogatepass")})))


@FUZZ
@given(st.sampled_from(PLACES), st.lists(SNIPPETS, max_size=40).map("".join))
def test_random_yaml(place, text):
    _is_told_well(_load(_tree({place: text.encode()})))


@settings(FUZZ, max_examples=250)
@given(st.sampled_from(PLACES), st.lists(EDITS, min_size=1, max_size=3))
def test_edits_of_good_files(place, edits):
    text = GOOD[place]
    for at, deleted, inserted in edits:
        start = at % (len(text) + 1)
        text = text[:start] + inserted + text[start + deleted :]
    _is_told_well(_load(_tree({place: text.encode()})))
