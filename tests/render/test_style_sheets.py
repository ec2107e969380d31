"""The style sheets: each class is written by something, each one written is known; no left and right; colours once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import fields
from pathlib import Path

import pytest

from cxsite.measures.risk import DEFAULT_BANDS, NIST_LEVELS
from cxsite.model.items.initiative import Initiative
from cxsite.model.items.journey import Stage
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.roadmap import View
from cxsite.model.shape import Leaf, fields_of
from cxsite.render import pain_answers
from cxsite.render.diagram_heights import PLACES
from cxsite.render.environment import MOST_BESIDE
from cxsite.render.maps.journey_columns import Entries
from cxsite.render.maps.journey_map import MOST_COLUMNS
from cxsite.render.order import STATES
from cxsite.render.pages import health, risks
from cxsite.render.render import render
from cxsite.render.words.catalogue import words_for
from tests.render.classes import HOLE, STYLES, styled, written
from tests.render.told import told

SHEETS = sorted(STYLES.glob("*.css"))
SCRIPTS = sorted(STYLES.glob("*.js"))
by_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)


STATUSES = fields_of(Initiative)["status"].shape
assert isinstance(STATUSES, Leaf)


RAG = {*words_for("en", colleagues=True).group("rag"), "missed", "stale"}
BANDS = {band.name for band in DEFAULT_BANDS} | set(NIST_LEVELS) | set(risks.LOOKS)
POINTS = set(pain_answers.STATES)
MILESTONES = {"reached", "open", "missed"}
SEVERITIES = {look for _, look, _ in health.LOOKS}
LIFECYCLE = fields_of(Stage)["lifecycle"].shape
assert isinstance(LIFECYCLE, Leaf)
LIFECYCLES = set(LIFECYCLE.choices)
LANES = {"lifecycle", "stage", "step", "curve", "visible", "feeling", "action", "thought", "channel", "backstage"}
LANES |= {"support", "owner"} | {one.name for one in fields(Entries)}
RATINGS = {str(rating) for rating in range(1, 6)}

HOLES: Mapping[str, Set[str]] = {
    "cx-badge--": {*STATUSES.choices} | RAG | BANDS | SEVERITIES | set(DEFAULT_LEVELS) | POINTS | MILESTONES,
    "cx-rm__zone--": set(risks.LOOKS),
    "cx-kp__mark--": {"off-track", "missed"},
    "cx-way--": RAG,
    "cx-share__part--": RAG | {*STATES} - {"dropped"},
    "cx-pp__group--": POINTS,
    "cx-bars__bar--": {"1", "2"},
    "cx-tl__row--": {*STATUSES.choices, "overdue", "waiting"} - {"dropped"},
    "cx-tl__part--": {"sure", "vague", "late"},
    "cx-tl__mark--": MILESTONES,
    "cx-cell--": set(risks.LOOKS),
    "cx-jm__life--": LIFECYCLES,
    "cx-jm__line--": {"1", "2", "3", "4", "target"},
    "cx-jm__pain--": {"open", "being-fixed", "solved", "told"},
    "cx-jm__pin--": {"open", "being-fixed", "solved", "told"},
    "cx-jm__r--": LANES,
    "cx-cmp__feel--": {"good", "fair", "bad"},
    "cx-jm__at--": {str(number) for number in range(1, MOST_COLUMNS + 1)},
    "cx-jm__stage--": {str(number) for number in range(1, MOST_COLUMNS + 1)},
    "cx-fit--": {str(number) for number in range(1, MOST_BESIDE + 1)},
    "cx-score--": RATINGS,
    **{name: {str(number) for number in range(1, most + 1)} for name, _, most in PLACES},
    # An id of Mermaid's, no class.
    "cx-diagram-": set(),
}
"""What a page may write in place of a hole, by what stands before it."""

UNSTYLED = {
    # Names of parts, for the style sheets of sites' owners.
    "cx-card--persona",
    "cx-complaint",
    "cx-feedback",
    "cx-jm__score",
    "cx-jm__timing",
    "cx-kpi",
    "cx-kpi__value",
    # Marks of scripts in a copy that opens from a folder.
    "cx-module",
    "cx-offline",
    "cx-phase",
    "cx-sheet__board",
    "cx-sheet__head",
    "cx-trouble",
    # Values that look as the plain badge, bar or line does.
    "cx-badge--customer",
    "cx-badge--internal",
    "cx-badge--planned",
    "cx-tl__mark--open",
    "cx-bars__bar--1",
    "cx-share__part--no-data",
    "cx-share__part--stale",
    "cx-way--no-data",
    "cx-way--stale",
    "cx-jm__life--presale",
    "cx-jm__life--after-sale",
    "cx-jm__pain--told",
}
"""What pages write and no style sheet names."""


def _all_written() -> dict[str, str]:
    """Each class with the file that writes it, holes filled."""
    found: dict[str, str] = {}
    for name, file in written().items():
        if name.endswith(HOLE):
            found |= {f"{name[:-1]}{value}": file for value in HOLES.get(name[:-1], ())}
        else:
            found[name] = file
    return found


def test_what_fills_a_hole_in_a_class_is_known() -> None:
    holes = {name[:-1]: file for name, file in written().items() if name.endswith(HOLE)}
    missing = [f"{file} writes `{name}…`" for name, file in sorted(holes.items()) if name not in HOLES]
    assert not missing, told(missing, "add to HOLES in tests/render/test_style_sheets.py what may follow")
    assert sorted(HOLES.keys() - holes.keys()) == [], "nothing writes these any more: take them out of HOLES"


def test_every_class_of_the_style_sheets_is_written_by_something() -> None:
    known = _all_written()
    dead = [f"{file}: .{name}" for name, file in sorted(styled().items()) if name not in known]
    assert not dead, told(dead, "no template, module or script writes these classes: remove their rules")


def test_every_class_that_is_written_is_styled_or_known() -> None:
    have = styled()
    bare = [f"{file}: {name}" for name, file in sorted(_all_written().items()) if name not in have.keys() | UNSTYLED]
    assert not bare, told(bare, "add a rule to a style sheet of theme_overrides/, or the name to UNSTYLED")
    assert sorted(UNSTYLED & have.keys()) == [], "these have a rule now: take them out of UNSTYLED"
    assert sorted(UNSTYLED - _all_written().keys()) == [], "nothing writes these any more: take them out of UNSTYLED"


# ---- Directions and colours ---------------------------------------------------------------------------------------

_DECLARATION = re.compile(r"(?<![\w-])(?P<name>--?[\w-]+|[a-z][a-z-]*)\s*:\s*(?P<value>[^;{}]+);")
_FOUR_SIDES = frozenset(
    {"margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin", "scroll-padding"}
)
_SIDE = re.compile(r"(?<![\w-])(?:left|right)(?![\w-])")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|(?<![\w-])(?:rgb|hsl)a?\(")


def _declarations(css: str) -> list[tuple[str, str]]:
    plain = re.sub(r"/\*.*?\*/|url\(.*?\)", "", css, flags=re.DOTALL)
    return [(found["name"], found["value"].strip()) for found in _DECLARATION.finditer(plain)]


def _sides(value: str) -> list[str]:
    """The parts of a value that stand side by side; functions are one part."""
    flat = value
    while "(" in flat:
        flat = re.sub(r"[\w-]*\(([^()]*)\)", lambda found: re.sub(r"\W", "_", found[0]), flat)
    return flat.split()


def _physical(name: str, value: str) -> bool:
    """Whether a declaration means left or right instead of where lines begin and end."""
    if name in {"--cx-begin", "--cx-end"}:
        return False
    if _SIDE.search(name.replace("-", " ")) or _SIDE.search(value):
        return True
    sides = _sides(value)
    if name == "border-radius":
        # From the top left on: both above, both below.
        corners = [*sides, *sides[:1] * 4] if len(sides) < 2 else [*sides, *sides[: 4 - len(sides)]]
        return len(sides) > 1 and (corners[0] != corners[1] or corners[2] != corners[3])
    return name in _FOUR_SIDES and len(sides) == 4 and sides[1] != sides[3]


@by_sheet
def test_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    """A page in Arabic or Hebrew is the mirror image: where lines begin, not where left is."""
    found = [f"{n}: {v}" for n, v in _declarations(sheet.read_text("utf-8")) if _physical(n, v)]
    assert not found, told(found, "write margin-inline, inset-inline-start, text-align: start … instead")


@pytest.mark.parametrize(
    ("css", "physical"),
    [
        ("margin-left: 1px;", True),
        ("left: 0;", True),
        ("text-align: right;", True),
        ("float: left;", True),
        ("padding: 0 1px 0 2px;", True),
        ("margin: 0 calc(1px + 2px) 0 0;", True),
        ("border-radius: 1px 0 0 1px;", True),
        ("background: linear-gradient(to right, red, blue);", True),
        ("border-top-left-radius: 0;", True),
        ("padding: 0 calc(1px + 2px) 3px calc(1px + 2px);", False),
        ("margin: 1px auto;", False),
        ("margin-inline: 1px 2px;", False),
        ("border-start-start-radius: 0;", False),
        ("border-radius: 1px 1px 0 0;", False),
        ("text-align: end;", False),
    ],
)
def test_what_counts_as_left_and_right(css: str, physical: bool) -> None:
    (declaration,) = _declarations(f".a {{ {css} }}")
    assert _physical(*declaration) is physical


@by_sheet
def test_colours_are_said_in_variables_only(sheet: Path) -> None:
    found = [
        f"{name}: {value}"
        for name, value in _declarations(sheet.read_text("utf-8"))
        if _COLOUR.search(value) and not name.startswith("--")
    ]
    assert not found, told(found, "give the colour a name among the variables of cxsite.css, in both schemes")


def test_each_colour_is_said_once_for_each_scheme() -> None:
    said: dict[str, int] = {}
    for sheet in SHEETS:
        for name, value in _declarations(sheet.read_text("utf-8")):
            if name.startswith("--cx-") and _COLOUR.search(value):
                said[name] = said.get(name, 0) + 1
    assert len(said) > 40
    assert {name: times for name, times in said.items() if times > 2} == {}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_scripts_take_their_colours_from_the_style_sheet(script: Path) -> None:
    text = script.read_text("utf-8")
    assert _COLOUR.findall(text) == [], "read the variable of cxsite.css instead: getComputedStyle(…)"


def test_variables_that_are_read_are_there_and_those_that_are_there_are_read() -> None:
    sheets = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    scripts = "".join(script.read_text("utf-8") for script in SCRIPTS)
    declared = {name for name, _ in _declarations(sheets) if name.startswith("--cx-")}
    read = set(re.findall(r"var\((--cx-[\w-]+)", sheets))
    read |= {f"--cx-{name}" for name in re.findall(r'\bof\("([\w-]+)"\)', scripts)}
    for name, count in re.findall(r'\brow\("([\w-]+)", (\d+)\)', scripts):
        read |= {f"--cx-{name}-{number}" for number in range(1, int(count) + 1)}
    assert sorted(read - declared) == [], "declare these variables in cxsite.css"
    assert sorted(declared - read) == [], "nothing reads these variables: remove them"


ONLY_SOME = {
    "journey.css": ("journeys/", "compare/", "present/"),
    "slides.css": ("present/", "on-a-page/"),
    "standing.css": ("index.md", "present/", "report/"),
}


@pytest.mark.slow
@pytest.mark.parametrize("sheet", ONLY_SOME)
def test_what_only_some_pages_load_is_what_only_they_show(
    sheet: str, repository: Path, view_of: Callable[[Path, str], View]
) -> None:
    """A page that does not load a sheet shows nothing that stands in that sheet alone."""
    named = re.compile(r"\.(cx-[\w-]+)")
    others = "".join(file.read_text("utf-8") for file in SHEETS if file.name != sheet)
    alone = set(named.findall((STYLES / sheet).read_text("utf-8"))) - set(named.findall(others))
    assert len(alone) > 10
    pages = [page for name in ("public", "internal") for page in render(view_of(repository / "content", name)).pages]
    shown = set()
    for page in pages:
        classes = {name for said in re.findall(r'class="([^"]*)"', page.text) for name in said.split()}
        shown |= {page.uri} if alone & classes else set()
    assert shown and {place for place in shown if not place.startswith(ONLY_SOME[sheet])} == set()
    head = (STYLES.parents[1] / "main.html").read_text("utf-8")
    for place in ONLY_SOME[sheet]:
        name = place.removesuffix("index.md").rstrip("/")
        assert (f"place[:{len(name)}] == '{name}'" if name else "page.is_homepage) or") in head
