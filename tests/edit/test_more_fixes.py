"""Mistakes for which there is one edit that is right: the finding carries it, and its help says the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cxsite.edit.apply import apply
from cxsite.model.finding import Finding
from cxsite.pipeline.reading import read
from cxsite.pipeline.settings import Settings
from tests.check.trees import write

TODAY = dt.date(2026, 3, 31)
TREE = {
    "roadmap.yml": "title: R\ndisclaimer: A plan.\n",
    "teams/care.yml": "title: Care\n",
    "evidence/survey.yml": "title: Survey\ntype: survey\n",
    "risks/flood.yml": "title: Flood\ncategory: operational\nlikelihood: 2\nimpact: 2\nresponse: accept\n"
    "owner: care\nreviewed: 2026-03-01\nreview_every: 1y\n",
    "personas/buyer.yml": "title: Buyer\n",
    "journeys/order.yml": "title: Order\nevidence: survey\npersonas: buyer\nstages:\n- id: ask\n  title: Ask\n",
    "initiatives/portal.md": "---\ntitle: Portal\nstatus: idea\nowner: care\n---\nIt opens.\n",
    "assets/a-map.svg": "<svg xmlns='http://www.w3.org/2000/svg'><title>A map</title></svg>\n",
    "pages/about.md": "---\ntitle: About\n---\n![A map](../assets/a-map.svg)\n",
}
Case = tuple[str, str, str, str, str]
CHANGES: dict[str, Case] = {
    "an id with its ending": ("initiatives/portal.md", "owner: care", "owner: care.yml", "CX102", "owner: care"),
    "an id with its path": ("initiatives/portal.md", "owner: care", "owner: ../teams/care.yml", "CX102", "owner: care"),
    "an id with its kind": ("initiatives/portal.md", "owner: care", "owner: team:care", "CX102", "owner: care"),
    "a link for an id": (
        "initiatives/portal.md",
        "owner: care",
        "owner: '[Care](team:care)'",
        "CX102",
        "owner: 'care'",
    ),
    "an id in brackets": ("initiatives/portal.md", "owner: care", "owner: [[care]]", "CX006", "owner: care"),
    "an id in a list": ("initiatives/portal.md", "owner: care", "owner:\n- care", "CX006", "owner: care"),
    "an id in quotes": ("initiatives/portal.md", "owner: care", "owner: “care”", "CX102", "owner: care"),
    "a kind apart": (
        "risks/flood.yml",
        "owner:",
        "affects:\n- Initiative: portal\nowner:",
        "CX006",
        "initiative:portal",
    ),
    "a path for a kind": (
        "risks/flood.yml",
        "owner:",
        "affects: initiatives/portal.md\nowner:",
        "CX102",
        "initiative:portal",
    ),
    "no colon": ("initiatives/portal.md", "owner: care", "owner care", "CX001", "owner: care"),
    "a wide colon": ("initiatives/portal.md", "owner: care", "owner：care", "CX001", "owner: care"),
    "twice the same": ("initiatives/portal.md", "owner: care", "owner: care\nowner: care", "CX003", "owner: care"),
    "a text that is a field": (
        "personas/buyer.yml",
        "Buyer\n",
        "Buyer\ngoals:\n- Note: be quick\n",
        "CX004",
        '"Note: be quick"',
    ),
    "other dashes": (
        "personas/buyer.yml",
        "Buyer\n",
        "Buyer\ngoals:\n  • Be quick\n  • Pay less\n",
        "CX001",
        "  - Pay less",
    ),
    "stars": ("personas/buyer.yml", "Buyer\n", "Buyer\ngoals:\n  * Be quick\n  * Pay less\n", "CX001", "  - Pay less"),
    "some dashes": (
        "personas/buyer.yml",
        "Buyer\n",
        "Buyer\ngoals:\n  Be quick\n  - Pay less\n",
        "CX001",
        "  - Be quick",
    ),
    "no dash": (
        "personas/buyer.yml",
        "Buyer\n",
        "Buyer\ngoals:\n  - Be quick\n    Pay less\n",
        "CX026",
        "  - Pay less",
    ),
    "a bare milestone": (
        "initiatives/portal.md",
        "owner:",
        "milestones:\n- It opens\nowner:",
        "CX006",
        "- title: It opens",
    ),
    "a day for a name": (
        "initiatives/portal.md",
        "owner:",
        "updates:\n- 2026-02-01: It opens\nowner:",
        "CX004",
        "  text: It opens",
    ),
    "an anchor": ("initiatives/portal.md", "owner:", "summary: &Co is new\nowner:", "CX018", '"&Co is new"'),
    "an empty line": ("initiatives/portal.md", "---\ntitle", "\n---\ntitle", "CX001", "---\ntitle"),
    "four hyphens": ("initiatives/portal.md", "care\n---", "care\n----", "CX001", "care\n---\n"),
    "a line below": ("risks/flood.yml", "every: 1y\n", "every: 1y\n---\n", "CX017", "every: 1y\n"),
    "half a merge": ("risks/flood.yml", "impact: 2\n", "impact: 2\n=======\n", "CX016", "impact: 2\nresponse"),
    "a path to an asset": (
        "pages/about.md",
        "../assets/a-map.svg",
        "/assets/a-map.svg",
        "CX037",
        "(../assets/a-map.svg)",
    ),
    "an asset in capitals": (
        "pages/about.md",
        "../assets/a-map.svg",
        "../assets/A-Map.SVG",
        "CX030",
        "(../assets/a-map.svg)",
    ),
    "an asset from Windows": (
        "pages/about.md",
        "../assets/a-map.svg",
        "..\\assets\\a-map.svg",
        "CX037",
        "(../assets/a-map.svg)",
    ),
    "a portrait with its path": (
        "personas/buyer.yml",
        "Buyer\n",
        "Buyer\nportrait: ../assets/a-map.svg\n",
        "CX030",
        "portrait: a-map.svg",
    ),
    "a link to a folder": ("initiatives/portal.md", "It opens", "It [opens](risks:flood)", "CX037", "(risk:flood)"),
    "a link to another kind": ("initiatives/portal.md", "It opens", "It [opens](flood.md)", "CX106", "(risk:flood)"),
}
MOVES = {
    "an item at the top": ("risks/flood.yml", "flood.yml", "CX020"),
    "an item in a folder": ("risks/flood.yml", "risks/2026/flood.yml", "CX020"),
    "a folder by another name": ("risks/flood.yml", "Risiken/flood.yml", "CX010"),
    "a picture beside a page": ("assets/a-map.svg", "pages/a-map.svg", "CX020"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write(TREE, tmp_path)
    return Settings(root=tmp_path, content=tmp_path / "content", today=TODAY)


def mended(settings: Settings, code: str) -> Finding:
    """The only finding, whose fix was applied: nothing is found then."""
    before = {(one.rule.code, one.message) for one in read(settings).findings}
    (found,) = (one for one in read(settings).findings if one.severity == "error" or one.rule.code == code)
    assert found.rule.code == code and found.fix is not None and found.help
    root = settings.root
    applied = apply([found.fix], lambda path: (root / path).read_bytes() if (root / path).is_file() else None)
    assert applied.fixes
    for path in applied.changes.removes:
        (root / path).unlink()
    for path, data in applied.changes.writes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    after = read(settings).findings
    assert not [one for one in after if one.severity == "error" or (one.rule.code, one.message) not in before]
    return found


@pytest.mark.parametrize("case", CHANGES)
def test_one_edit(settings: Settings, case: str) -> None:
    path, old, new, code, right = CHANGES[case]
    file = settings.content / path
    assert old in TREE[path]
    file.write_text(TREE[path].replace(old, new, 1), encoding="utf-8")
    mended(settings, code)
    assert right in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", MOVES)
def test_one_move(settings: Settings, case: str) -> None:
    old, new, code = MOVES[case]
    target = settings.content / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (settings.content / old).rename(target)
    if not any((settings.content / old).parent.iterdir()):
        (settings.content / old).parent.rmdir()
    mended(settings, code)
    assert (settings.content / old).is_file()
