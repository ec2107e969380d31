"""Drawings measured as a browser draws them: no mark is more than a pixel from its data, at either width."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RISKS = """() => Math.max(...[...document.querySelectorAll('.cx-rm > li')].flatMap((row) => {
  const track = row.querySelector('.cx-rm__track').getBoundingClientRect();
  const scores = row.querySelector('.cx-rm__words').textContent.match(/\\d+/g).map(Number);
  const marks = [row.querySelector('.cx-rm__now'), row.querySelector('.cx-rm__rest')].filter(Boolean);
  return marks.map((mark, at) => {
    const box = mark.getBoundingClientRect();
    return Math.abs(box.left + box.width / 2 - track.left - (track.width * (scores[at] - 0.5)) / 25);
  });
}))"""
WAYS = """() => Math.max(...[...document.querySelectorAll('.cx-kpi:has(.cx-way)')].map((tile) => {
  const all = tile.querySelector('.cx-way__all').getBoundingClientRect();
  const done = tile.querySelector('.cx-way__done').getBoundingClientRect();
  const share = Number(tile.querySelector('.cx-kpi__text strong').textContent.match(/\\d+/)[0]);
  return Math.abs((100 * done.width) / all.width - Math.min(share, 100));
}))"""
MATRIX = """() => {
  const edge = document.querySelector('.cx-ie__edge').getBoundingClientRect();
  return [...document.querySelectorAll('.cx-ie__mark')].filter((mark) => {
    const box = mark.getBoundingClientRect();
    return box.width < 23.9 || box.left < edge.left || box.right > edge.right || box.bottom > edge.bottom;
  }).length;
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_marks_stand_where_their_data_is(width: int, reader: Open) -> None:
    looking = reader("internal", width=width)
    assert looking.open("risks/").evaluate(RISKS) < 1
    # Words are whole percent.
    assert looking.open("kpis/").evaluate(WAYS) < 0.51
    assert looking.open("prioritization/").evaluate(MATRIX) == 0
