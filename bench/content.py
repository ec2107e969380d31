"""A roadmap of any size, the same at every run: what the benchmark builds."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.words import FORMS, WORDS

# Status, phase, first and last month: well kept at the end of March 2026, so that the checks have little to say.
PLANS = (
    ("in-progress", 1, "2026-01", "2026-06"),
    ("planned", 2, "2026-07", "2026-12"),
    ("idea", 3, "", ""),
    ("shipped", 0, "2025-02", "2025-11"),
    ("paused", 2, "2026-08", "2026-12"),
    ("pilot", 1, "2026-02", "2026-06"),
    ("planned", 2, "2026-09", "2026-12"),
    ("dropped", 3, "", ""),
)
PHASES = (("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31"), ("2027", "2027"))
CHANNELS = ("website", "app", "shop", "phone", "chat")
AREAS = ("buying", "delivery", "returns", "help")
FIRST_DAY = dt.date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How many items of each kind a roadmap of `initiatives` has."""

    initiatives: int

    @property
    def journeys(self) -> int:
        """Journeys of four stages, three touchpoints and two pain points each."""
        return max(2, self.initiatives // 20)

    @property
    def personas(self) -> int:
        """Personas."""
        return max(2, self.initiatives // 20)

    @property
    def evidence(self) -> int:
        """Pieces of evidence."""
        return max(2, self.initiatives // 10)

    @property
    def kpis(self) -> int:
        """KPIs, half of them with a CSV file of 24 measurements."""
        return max(2, self.initiatives // 10)

    @property
    def risks(self) -> int:
        """Risks."""
        return max(2, self.initiatives // 10)

    @property
    def objectives(self) -> int:
        """Objectives."""
        return max(2, self.initiatives // 50)

    @property
    def segments(self) -> int:
        """Segments of customers."""
        return max(2, self.initiatives // 100)

    @property
    def teams(self) -> int:
        """Teams."""
        return max(2, self.initiatives // 50)

    @property
    def reviews(self) -> int:
        """Reviews."""
        return max(2, self.initiatives // 100)

    @property
    def phases(self) -> int:
        """Phases."""
        return 4

    @property
    def items(self) -> int:
        """All items together."""
        others = self.journeys + self.personas + self.evidence + self.kpis + self.risks + self.objectives
        return self.initiatives + others + self.segments + self.teams + self.reviews + self.phases


def size_with(items: int) -> Size:
    """The size whose items come nearest to `items`."""
    return min((Size(n) for n in range(1, items + 1)), key=lambda size: abs(size.items - items))


def write(folder: Path, size: Size) -> None:
    """Write a project (mkdocs.yml and content) of this size into an empty folder."""
    for path, text in files(size):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def files(size: Size) -> Iterator[tuple[str, str]]:
    """Every file of the project: its path and its text."""
    yield "mkdocs.yml", _MKDOCS
    yield "content/roadmap.yml", _ROADMAP
    yield "content/public/robots.txt", "User-agent: *\n"
    yield "content/pages/index.md", "---\ntitle: Home\nvisibility: public\n---\nWhat we do for our customers.\n"
    for n in range(size.initiatives):
        yield f"content/initiatives/initiative-{n}.md", _initiative(n, size)
    for n in range(size.journeys):
        yield f"content/journeys/journey-{n}.yml", _journey(n, size)
    for n in range(size.kpis):
        yield from _kpi(n, size)
    for n in range(size.risks):
        yield f"content/risks/risk-{n}.yml", _risk(n, size)
    for n in range(size.evidence):
        yield f"content/evidence/evidence-{n}.md", _evidence(n)
    for n in range(size.personas):
        yield f"content/personas/persona-{n}.yml", _persona(n, size)
    for n in range(size.objectives):
        yield f"content/objectives/objective-{n}.yml", _objective(n, size)
    for n in range(size.segments):
        yield f"content/segments/segment-{n}.yml", _segment(n)
    for n in range(size.teams):
        yield f"content/teams/team-{n}.yml", _team(n)
    for n in range(size.reviews):
        yield f"content/reviews/review-{n}.yml", _review(n, size)
    yield "content/phases.yml", "".join(_phase(n, size) for n in range(size.phases))


def words(seed: int, count: int) -> str:
    """A sentence of `count` words that depends on `seed` only.

    As in what people write, the same few words don't come again and again: a run of them that only some may read would
    come about by chance where two texts of others meet, and the audit would find it there.
    """
    chance = random.Random(seed)
    found = [WORDS[int(chance.random() * len(WORDS))] + FORMS[int(chance.random() * len(FORMS))] for _ in range(count)]
    return " ".join(found).capitalize()


def _day(n: int) -> str:
    return (FIRST_DAY + dt.timedelta(days=n)).isoformat()


def _visibility(n: int) -> str:
    return ("public", "internal", "internal", "customer")[n % 4]


def _initiative(n: int, size: Size) -> str:
    status, phase, first, last = PLANS[n % len(PLANS)]
    journey, turn = n % size.journeys, n // size.journeys
    day = f"{1 + n % 28:02d}"
    lines = [
        f"title: Initiative {n}, {words(n, 4).lower()}",
        f"summary: {words(n + 1, 12)}.",
        f"outcome: {words(n + 2, 10)}.",
        f"visibility: {_visibility(n)}",
        f"status: {status}",
        f"area: {AREAS[n % len(AREAS)]}",
        f"phase: phase-{phase}",
        f"objectives: [objective-{n % size.objectives}]",
        f"addresses: [journey-{journey}/pain-{turn % 4}-0, journey-{journey}/pain-{(turn + 1) % 4}-1]",
        f"journeys: [journey-{journey}]",
        f"personas: [persona-{n % size.personas}]",
        f"kpis: [kpi-{n % size.kpis}, kpi-{(n * 7 + 1) % size.kpis}]",
        f"owner: team-{n % size.teams}",
        f"impact: {1 + n % 5}",
        f"effort: {1 + n % 3}",
        f"rice: {{reach: {1000 + 37 * n % 9000}, impact: 2, confidence: 0.8, effort: {1 + n % 6}, period: quarter}}",
        f"expected: {{kpi-{n % size.kpis}: 0.5}}",
        f"cost: {10000 + 100 * n}",
        f"benefit: {20000 + 50 * n}",
        "horizon_years: 2",
        f"responsible: team-{n % size.teams}",
        f"accountable: team-{(n + 1) % size.teams}",
        "reviewed: 2026-02-02",
        "success_criteria:",
        f"- {words(n + 5, 8)}.",
    ]
    if first:
        done = "yes" if status == "shipped" else "no"
        began = "no" if status in ("planned", "paused") else "yes"
        lines += [
            f"start: {first}-{day}",
            f"end: {last}-{day}",
            "milestones:",
            f"- {{title: Begin, date: {first}-{day}, done: {began}}}",
            f"- {{title: Everywhere, date: {last}, done: {done}}}",
            "updates:",
            f"- {{date: 2025-01-{day}, text: {words(n + 3, 9)}.}}",
            f"- {{date: 2026-03-{day}, text: {words(n + 4, 9)}., visibility: internal}}",
        ]
        if n % 50 == 0:
            # What even colleagues may not read, so that the audit of their site has something to look for.
            secret = f"Settlement {n} with the {words(n, 2).lower()} supplier and its clause {7_000_000 + n}"
            lines.append(f"- {{date: 2026-03-{day}, text: {secret}., visibility: restricted}}")
    if status == "shipped":
        lines += [f"shipped: {last}-{day}", f"result: {words(n + 6, 10)}."]
    if status in ("paused", "dropped"):
        lines.append(f"status_note: {words(n + 7, 8)}.")
    if status == "planned":
        lines.append(f"depends_on: [initiative-{n - 1}]")
    return "---\n" + "\n".join(lines) + "\n---\n" + _body(n, size)


def _body(n: int, size: Size) -> str:
    # Texts of their own: where one that is withheld begins like one that is not, chance makes a leak of what follows.
    said = [words(10_000 * (1 + number) + n, count) for number, count in enumerate((40, 9, 9, 25, 30))]
    return (
        f"{said[0]}.\n\n"
        f"It follows from [what customers told us](evidence:evidence-{n % size.evidence}) and changes\n"
        f"[the journey](../journeys/journey-{n % size.journeys}.yml).\n\n"
        f"- {said[1]}\n- {said[2]}\n\n"
        f"/// internal\n{said[3]}. See [the risk](risk:risk-{n % size.risks}).\n///\n\n"
        f"{said[4]}.\n"
    )


def _journey(n: int, size: Size) -> str:
    lines = [
        f"title: Journey {n}, {words(n, 3).lower()}",
        f"summary: {words(n, 12)}.",
        "visibility: public",
        f"personas: [persona-{n % size.personas}, persona-{(n + 1) % size.personas}]",
        f"goal: {words(n, 8)}.",
        f"scenario: {words(n + 1, 12)}.",
        f"evidence: [evidence-{n % size.evidence}]",
        "stages:",
    ]
    for stage in range(4):
        lines += [f"- id: stage-{stage}", f"  title: {words(n + stage, 2)}", "  touchpoints:"]
        for point in range(3):
            lines += [
                f"  - id: point-{stage}-{point}",
                f"    title: {words(n + stage + point, 3)}",
                f"    channel: {CHANNELS[(n + point) % len(CHANNELS)]}",
                f"    action: {words(n + point, 6)}",
                f"    feeling: {words(n + stage, 2)}",
                f"    score: {{persona-{n % size.personas}: {1 + (n + point) % 5}}}",
                f"    moment_of_truth: {'yes' if point == 1 and stage == 2 else 'no'}",
                f"    kpis: [kpi-{(n + point) % size.kpis}]",
                f"    backstage: {words(n + point + 1, 7)}",
            ]
        lines.append("  pain_points:")
        for point in range(2):
            lines += [
                f"  - id: pain-{stage}-{point}",
                f"    title: {words(n + stage + point + 2, 4)}",
                f"    severity: {1 + (n + stage + point) % 5}",
                "    frequency: often",
                f"    touchpoint: point-{stage}-{point}",
                f"    evidence: [evidence-{(n + point) % size.evidence}]",
                "    visibility: public",
            ]
        lines += ["  enablers:", f"  - {words(n + stage + 3, 5)}"]
    return "\n".join(lines) + "\n"


def _kpi(n: int, size: Size) -> Iterator[tuple[str, str]]:
    values = [(_day(30 * month), 3.0 + ((n + month * 7) % 30) / 10) for month in range(14)]
    lines = [
        f"title: KPI {n}, {words(n, 3).lower()}",
        f"summary: {words(n, 10)}.",
        "visibility: public",
        "metric: score",
        "unit: points",
        "direction: up",
        "frequency: month",
        f"baseline: {{date: {_day(0)}, value: 3}}",
        f"targets: [{{date: {_day(700)}, value: {5 + n % 4}}}]",
        f"definition: {words(n, 12)}.",
        f"owner: team-{n % size.teams}",
        f"journeys: [journey-{n % size.journeys}]",
    ]
    if n % 2:
        rows = "".join(f"{day},{value}\n" for day, value in values)
        yield f"content/kpis/kpi-{n}.csv", "date,value\n" + rows
        lines.append(f"measurements: kpi-{n}.csv")
    else:
        lines.append("measurements:")
        lines += [f"- {{date: {day}, value: {value}}}" for day, value in values]
    yield f"content/kpis/kpi-{n}.yml", "\n".join(lines) + "\n"


def _risk(n: int, size: Size) -> str:
    return f"""title: Risk {n}, {words(n, 3).lower()}
summary: {words(n, 10)}.
category: {("strategic", "operational", "financial", "reputational")[n % 4]}
likelihood: {1 + n % 5}
impact: {1 + n * 3 % 5}
response: mitigate
status: open
owner: team-{n % size.teams}
affects: ["initiative:initiative-{n * 7 % size.initiatives}", "objective:objective-{n % size.objectives}"]
mitigated_by: [initiative-{n * 11 % size.initiatives}]
prevention:
- {words(n + 1, 8)}
detection:
- {words(n + 2, 8)}
correction:
- {words(n + 3, 8)}
trigger: {words(n + 4, 6)}
residual: {{likelihood: 1, impact: 1}}
tested: 2026-02-02
due: {_day(500 + n % 100)}
"""


def _evidence(n: int) -> str:
    return f"""---
title: Survey {n}, {words(n, 3).lower()}
summary: {words(n, 10)}.
visibility: public
type: survey
date: {_day(n % 365)}
sample_size: {100 + n}
findings:
- {words(n + 1, 10)}
- {words(n + 2, 10)}
quotes:
- {words(n + 3, 8)}
---
{words(n, 40)}.
"""


def _persona(n: int, size: Size) -> str:
    return f"""title: Persona {n}, {words(n, 2).lower()}
summary: {words(n, 10)}.
visibility: public
segment: segment-{n % size.segments}
basis: research
quote: {words(n, 8)}
goals:
- {words(n + 1, 6)}
needs:
- {words(n + 2, 6)}
frustrations:
- {words(n + 3, 6)}
channels: [{CHANNELS[n % 5]}, {CHANNELS[(n + 1) % 5]}]
empathy: {{says: [{words(n + 4, 5)}], thinks: [{words(n + 5, 5)}], does: [{words(n + 6, 5)}], feels: [{words(n, 5)}]}}
evidence: [evidence-{n % size.evidence}]
"""


def _objective(n: int, size: Size) -> str:
    return f"""title: Objective {n}, {words(n, 3).lower()}
summary: {words(n, 10)}.
visibility: public
due: {_day(700)}
kpis: [kpi-{n % size.kpis}]
measure: {words(n, 8)}.
why: {words(n + 1, 8)}.
owner: team-{n % size.teams}
"""


def _segment(n: int) -> str:
    return f"""title: Segment {n}, {words(n, 2).lower()}
summary: {words(n, 10)}.
visibility: public
criteria:
- {words(n, 6)}
share: 0.1
value: high
"""


def _team(n: int) -> str:
    return f"""title: Team {n}, {words(n, 2).lower()}
summary: {words(n, 8)}.
visibility: internal
department: service
lead: Head of {words(n, 1).lower()}
capacity: 40
"""


def _review(n: int, size: Size) -> str:
    return f"""title: Review {n}
summary: {words(n, 8)}.
date: {_day(n % 365)}
type: quarterly
attendees: [team-{n % size.teams}]
initiatives: [initiative-{n % size.initiatives}]
decisions:
- {{text: {words(n, 8)}., initiatives: [initiative-{n * 3 % size.initiatives}]}}
"""


def _phase(n: int, size: Size) -> str:
    first, last = PHASES[n]
    return f"""phase-{n}:
  title: Phase {n}
  summary: {words(n, 8)}.
  visibility: public
  start: {first}
  end: {last}
  goals: [{words(n, 5)}]
  success_criteria: [{words(n + 1, 5)}]
  kpis: [kpi-{n % size.kpis}]
"""


_MKDOCS = """site_name: Benchmark
docs_dir: content/public
site_dir: site/public
theme: material
plugins:
  - search
  - cxsite:
      today: 2026-03-31
"""

_ROADMAP = """title: Benchmark roadmap
vision: Customers get what they came for.
disclaimer: This is a plan, not a promise.
areas: {buying: Buying, delivery: Delivery, returns: Returns, help: Help}
channels: {website: Online shop, app: App, shop: Shop, phone: Phone, chat: Chat}
departments: {service: Service}
prioritization: {model: rice}
site:
  public: {site_name: Benchmark, site_url: https://roadmap.example.com/}
  internal: {site_name: Benchmark (internal), site_url: https://roadmap.example.org/}
"""
