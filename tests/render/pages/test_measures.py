"""KPIs, risks, prioritization and traceability: what their pages say of the derived values."""

from __future__ import annotations

import re

import pytest

from tests.render.pages.conftest import Pages, Render

INTERNAL = ("prioritization/", "risks/", "traceability/", "reviews/", "health/", "visibility/")


def rows(page: str, table: str) -> list[list[str]]:
    """The cells of the table with this id, as texts."""
    body = page.split(f'id="{table}"', 1)[1].split("</table>", 1)[0].split("<tbody>", 1)[1]
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1])
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.parametrize("address", INTERNAL)
def test_pages_for_colleagues_are_theirs(pages: Render, address: str) -> None:
    assert address in pages("internal")
    assert address not in pages("public")
    assert address not in pages("customer")


def test_the_scorecard_says_the_status_in_words(pages: Render) -> None:
    site = pages("public")
    effort, empty = sorted(rows(site["kpis/"], "kpis"))
    assert effort == ["Effort", "5.0 points 120 answers · February 2026", "6.0 points Q4 2026", "50 %",
                      "↑ +0.8 points", "At risk"]  # fmt: skip
    assert empty == ["No numbers yet", "", "", "", "", "No data"]


def test_a_kpi_shows_the_formula_with_its_numbers(pages: Render) -> None:
    site = pages("internal")
    assert "(current − baseline) ÷ (target − baseline) = (5 − 4) ÷ (6 − 4)" in site.text("kpis/effort/")
    assert "expected +0.6 points" in site.text("kpis/effort/")
    assert "expected" not in pages("public").text("kpis/effort/").replace("expected by now", "").replace(
        "expected progress", ""
    )


def test_a_kpi_without_numbers_draws_nothing(pages: Render) -> None:
    assert "<svg" not in pages("internal")["kpis/empty/"]


def test_the_trend_and_the_table_have_the_same_values(pages: Render) -> None:
    page = pages("internal")["kpis/effort/"]
    assert [row[1] for row in rows(page, "measured")] == ["5.0 points", "4.2 points"]
    assert page.count('class="cx-kp__dot"') == 2
    assert "Effort: from 4.2 in June 2025 to 5.0 points in February 2026." in page


def test_the_matrix_has_25_fields_with_a_word_each_and_open_risks_in_theirs(pages: Render) -> None:
    page = pages("internal")["risks/"]
    cells = re.findall(r"<td class=\"cx-cell--(\w+)\"><span class=\"cx-cell__band\">(\w+)</span>(.*?)</td>", page)
    assert len(cells) == 25
    assert {look: word for look, word, _ in cells} == {
        "low": "Low", "medium": "Moderate", "high": "High", "critical": "Extreme",
    }  # fmt: skip
    # Row 4 of likelihood, column 5 of impact.
    assert "Carrier fails" in cells[9][2] and cells[9][1] == "Extreme"
    assert sum("<a " in inside for _, _, inside in cells) == 1
    assert "Old worry" in page


def test_a_risk_shows_what_remains_and_where_it_hurts(pages: Render) -> None:
    text = pages("internal").text("risks/carrier/")
    assert "Before the response Likely 4 of 5 Severe 5 of 5 20 Extreme" in text
    assert "After the response Unlikely 2 of 5 Moderate 3 of 5 6 Moderate" in text
    assert "What is at risk Print labels Initiative" in text
    assert "What reduces it Scanners" in text


def test_the_ranking_is_by_score_and_shows_its_inputs(pages: Render) -> None:
    site = pages("internal")
    ranking = rows(site["prioritization/"], "ranking")
    assert [row[:2] for row in ranking] == [
        ["1", "Scanners Reach 5,000 · Impact 1 · Confidence 0.5 · Effort 1"],
        ["2", "Print labels Reach 1,000 · Impact 2 · Confidence 0.8 · Effort 2"],
    ]
    assert "reach × impact × confidence ÷ effort" in site.text("prioritization/")
    assert ranking[1][-2:] == ["100 %", "0.5"]


def test_the_ranking_says_how_far_a_place_carries(pages: Render) -> None:
    near = """
a: {title: A, status: planned, impact: 4, effort: 2, rice: {reach: 100, impact: 1, confidence: 0.5, effort: 1}}
b: {title: B, status: planned, impact: 4, effort: 2, rice: {reach: 90, impact: 1, confidence: 0.5, effort: 1}}
c: {title: C, status: planned, impact: 4, effort: 2, rice: {reach: 1, impact: 1, confidence: 0.5, effort: 1}}
"""
    site = pages("internal", initiatives=near)
    assert [row[0] for row in rows(site["prioritization/"], "ranking")] == ["1 (1–2)", "2 (1–2)", "3"]
    assert "confidence by 0.1" in site.text("prioritization/")
    assert "Rank 1 (1–2)" in site.text("initiatives/a/") and "(3" not in site.text("initiatives/c/")


def test_numbers_of_the_matrix_are_the_ranks_in_the_diagram_too(pages: Render) -> None:
    page = pages("internal")["prioritization/"]
    listed = dict(re.findall(r"<li>(\d+)\. <a [^>]*>([^<]+)</a>", page))
    points = re.findall(r'^  "([\d ·]+)": \[([\d.]+), ([\d.]+)\]$', page, re.MULTILINE)
    assert listed == {"1": "Scanners", "2": "Print labels"}
    where = {number: (float(x), float(y)) for label, x, y in points for number in label.split(" · ")}
    # A quick win is low in effort and high in impact; the other one is the opposite.
    assert where["2"][0] < 0.5 < where["2"][1]
    assert where["1"][1] < 0.5 < where["1"][0]


def gaps(site: Pages) -> str:
    return site.text("traceability/").split("From pain point to objective")[0]


def test_traceability_marks_its_gaps(pages: Render) -> None:
    site = pages("internal")
    assert "2 of 3 pain points have no initiative." in gaps(site)
    assert "Initiatives without a KPI Scanners" in gaps(site)
    assert "Print labels" not in gaps(site)
    assert site["traceability/"].count('<span class="cx-missing">No initiative</span>') == 2
    assert "No label Print labels In progress Effort Effortless" in site.text("traceability/")


def test_content_health_tells_no_place_in_a_file(pages: Render) -> None:
    assert "No findings." in pages("internal").text("health/")


def test_who_sees_what_counts_items_and_fields_by_level(pages: Render) -> None:
    site = pages("internal")
    fields = {(row[1], row[0]): row[2:] for row in rows(site["visibility/"], "fields-table")}
    assert fields["Personas", "basis"] == ["–", "–", "2"]
    assert fields["Touchpoint", "backstage"] == ["–", "–", "1"]
    assert "Personas 2 – 1" in site.text("visibility/")


def test_reviews_link_their_decisions(pages: Render) -> None:
    page = pages("internal")["reviews/march/"]
    assert "Go on" in page and 'href="../../initiatives/labels/"' in page
