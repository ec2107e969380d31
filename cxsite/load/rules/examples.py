"""Small content trees from which rules make their examples."""

from __future__ import annotations

ROADMAP = {"roadmap.yml": "title: Our roadmap\ndisclaimer: A plan, not a promise.\n"}
IDEA = "title: Easier returns\nstatus: idea\n"
KPI = "title: Days to refund\nmetric: duration\ndirection: down\nmeasurements: refund-days.csv\n"


def idea(fields: str) -> dict[str, str]:
    """A content tree with one initiative, an idea, with these fields besides."""
    return {**ROADMAP, "initiatives/easier-returns.yml": f"{fields}status: idea\n"}
