"""Small content trees from which rules make their examples."""

from __future__ import annotations

CHARTER_FILE = "title: Our roadmap\ndisclaimer: A plan, not a promise.\n"

# No reserved host, since a rule refuses those: `.gov` is for authorities of one country only, and none has this name.
SITE_STATEMENTS = (
    "statements: {accessibility: https://brookmere.gov/access, privacy: https://brookmere.gov/privacy,"
    " imprint: https://brookmere.gov/imprint}\n"
)


def tree(*files: dict[str, str]) -> dict[str, str]:
    """A content tree that has a roadmap.yml and these files (path below `content/`, then text)."""
    merged = {"roadmap.yml": CHARTER_FILE}
    for part in files:
        merged |= part
    return merged


def item(folder: str, id_: str, fields: str) -> dict[str, str]:
    """One item file with these fields."""
    return {f"{folder}/{id_}.yml": f"title: {id_.replace('-', ' ').capitalize()}\n{fields.strip()}\n"}


def initiative(fields: str = "", id_: str = "first-step") -> dict[str, str]:
    """An idea, which needs almost nothing."""
    return item("initiatives", id_, f"status: idea\n{fields}")


PUBLISHED = "visibility: public\nsummary: We begin.\n"


TEAM = {"teams/care.yml": "title: Care\n"}


NPS = {
    "kpis/nps.yml": "title: NPS\nmetric: nps\nscale: 10\ndirection: up\nunit: points\n"
    "definition: Would you recommend us?\nfrequency: quarter\nbaseline: {date: 2025-12-31, value: 10}\n"
    "targets: [{date: 2027, value: 20}]\nmeasurements: [{date: 2026-03-30, value: 12}]\n"
}


OBJECTIVE = {
    "objectives/trust.yml": "title: Trust\nowner: care\ndue: 2027\nkpis: nps\nmeasure: NPS of 20\nwhy: It lasts\n"
}


WHOLE = "owner: care\nobjectives: trust\nkpis: nps\nexpected: {nps: 2}\n"


def running(fields: str) -> dict[str, str]:
    """An initiative under way, with all that its status asks for, and these fields."""
    return tree(item("initiatives", "portal", WHOLE + fields), TEAM, NPS, OBJECTIVE)


PAIN_POINT = "{id: a, title: Ask, pain_points: [{id: wait, title: Long wait, severity: %d}]}"


MEASURED = (
    "metric: nps\nscale: 10\ndirection: up\ndefinition: Would you recommend us?\nfrequency: quarter\n"
    "baseline: {date: 2025-12-31, value: 10}\ntargets: [{date: 2027, value: 20}]\n"
    "measurements: [{date: 2026-03-30, value: 12}]\n"
)


EVIDENCE = item("evidence", "survey", "type: survey")


def journey_tree(severity: int) -> dict[str, str]:
    """A journey with one pain point of this severity, and evidence of it."""
    return item("journeys", "order", f"evidence: survey\nstages:\n- {PAIN_POINT % severity}") | EVIDENCE


def kpi_tree(fields: str) -> dict[str, str]:
    """A KPI with these fields, and an objective that uses it."""
    used = item("objectives", "trust", "owner: care\ndue: 2027\nkpis: measure")
    return tree(item("kpis", "measure", fields), used, item("teams", "care", ""))


SCALED = (
    "definition: What customers say\nfrequency: year\ndirection: up\nbaseline: {date: 2025-06-30, value: 10}\n"
    "targets: [{date: 2026-12, value: 20}]\nmeasurements: [{date: 2026-03-01, value: 14}]\n"
)


def scaled_kpi(fields: str) -> dict[str, str]:
    """The same with a baseline, a target and a measurement."""
    return kpi_tree(SCALED + fields)
