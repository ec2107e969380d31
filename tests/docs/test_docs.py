from __future__ import annotations

import datetime as dt
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from cxsite.cli.arguments import new_parser
from cxsite.cli.main import main
from cxsite.load.load import load
from cxsite.measures.derived_values import DERIVED
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.finding import Finding, Rule
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.shape import Either, Leaf, Many, Record, Shape, Table, fields_of
from cxsite.pipeline.reading import read
from cxsite.pipeline.rules import RULES
from cxsite.pipeline.settings import Settings
from cxsite.scaffold.reference import format_page, rules_page
from cxsite.scaffold.wording import part_title, sort
from cxsite.site.plugin_options import CxsiteOptions
from tools.screenshots import SHOWN

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TODAY = dt.date(2026, 3, 31)
BLOCK = re.compile(r'^```(?:yaml|markdown|text) title="(?P<path>content/[^"]+)"\n(?P<text>.*?)^```$', re.M | re.S)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def findings_in(folder: Path) -> tuple[Finding, ...]:
    return read(Settings(folder, folder / "content", TODAY)).findings


def test_generated_pages_are_current() -> None:
    generated: dict[Path, str] = runpy.run_path(str(DOCS / "generate.py"))["written"]()
    assert {file.name for file in generated} == {"format.md", "roadmap-json.md", "rules.md", "heights.css"}
    old = [file.name for file, text in generated.items() if text != file.read_text(encoding="utf-8")]
    assert old == [], "run `python docs/generate.py`"


def _parts(shape: Shape) -> Iterator[type[Declared]]:
    if isinstance(shape, Record):
        yield shape.model
        for field in fields_of(shape.model).values():
            yield from _parts(field.shape)
    elif isinstance(shape, Many | Table):
        yield from _parts(shape.entry)


def test_the_reference_has_every_field_of_every_class() -> None:
    text = format_page()
    sections = dict(re.findall(r"^##+ ([^\n{]+?)(?: \{[^}]*\})?\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    classes: dict[str, type[Declared]] = {kind.title: kind.model for kind in KINDS}
    classes |= {"Every item": Item, "roadmap.yml": Charter}
    for kind in (*(kind.model for kind in KINDS), Charter):
        for field in fields_of(kind).values():
            if not (field.csv and isinstance(field.shape, Record)):
                classes |= {part_title(part): part for part in _parts(field.shape)}
    assert len(classes) > 35
    for title, model in classes.items():
        inherited = set(fields_of(Item)) if issubclass(model, Item) and model is not Item else set()
        own = set(fields_of(model)) - inherited - ({"id"} if model is Item else set())
        shown = set(re.findall(r"^\| \**(\w+)\** \| (?!what it holds)", sections[title].split("Derived,")[0], re.M))
        assert shown == own, title


def test_the_reference_says_what_a_field_refers_to_and_who_sees_it() -> None:
    rows = {line.split("|")[1].strip(): line for line in format_page().splitlines() if line.startswith("| ")}
    assert "`journey/pain-point`" in rows["addresses"]
    assert "`initiative:id` or `objective:id`" in rows["affects"]
    assert "| `internal` |" in rows["depends_on"]
    assert "an id from [Initiatives](#initiative)" in rows["depends_on"]
    assert "1 to 5" in rows["**likelihood**"]
    assert "the name of a file in `assets/`" in rows["portrait"]
    assert "a span of time" in rows["review_every"]
    assert "or the name of a CSV file" in rows["measurements"]
    assert "`top-box`" in rows["method"] or "`top-box`" in format_page()


def test_every_leaf_has_words() -> None:
    """A new scalar type must not turn up as something that nobody can read."""

    def leaves(shape: Shape) -> Iterator[Leaf]:
        if isinstance(shape, Leaf):
            yield shape
        elif isinstance(shape, Many | Table):
            yield from leaves(shape.entry)
        elif isinstance(shape, Either):
            yield from (*leaves(shape.one), *leaves(shape.each))
        elif isinstance(shape, Record):
            yield from (leaf for field in fields_of(shape.model).values() for leaf in leaves(field.shape))

    found = [leaf for kind in KINDS for field in fields_of(kind.model).values() for leaf in leaves(field.shape)]
    unsaid = [
        leaf
        for leaf in found
        if sort(leaf) == "a text" and not {"pattern", "format"}.isdisjoint(TypeAdapter(leaf.annotation).json_schema())
    ]
    assert unsaid == [], "say in `_SORTS` in cxsite/scaffold/wording.py what such a text looks like"
    assert "^" not in re.sub(r"`[^`]*`", "", format_page())


def test_rules_are_shown_with_examples_that_stay_text() -> None:
    text = "<b>`a`\n```\nx"
    rule = Rule("CX099", "odd-rule", "info", "Not <b>, but `<b>`.", {"a.yml": text, "same.yml": "x"}, {"same.yml": "x"})
    shown = rules_page([rule])
    assert "### CX099 odd-rule { #cx099 }" in shown
    assert "Not &lt;b>, but `<b>`." in shown
    assert f"````text\n{text}\n````" in shown
    assert "same.yml" not in shown


def test_each_rule_has_its_place_on_the_page() -> None:
    text = page("rules.md")
    assert [rule.code for rule in RULES if f"{rule.code} {rule.name} {{ #{rule.code.lower()} }}" not in text] == []
    assert all(rule.url == f"docs/rules.md#{rule.code.lower()}" for rule in RULES)


def test_every_command_and_option_is_documented_and_no_other() -> None:
    text = page("commands.md")
    parsers = new_parser()[1]
    assert set(re.findall(r"^## .*?$", text, re.M)) and set(parsers) == {
        name for heading in re.findall(r"^## (.*)$", text, re.M) for name in re.findall(r"cxsite (\w+)", heading)
    }
    options = {
        option
        for parser in parsers.values()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) == options


def test_every_plugin_option_is_documented() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", page("configuration.md"), re.M))
    assert {name for name, _ in CxsiteOptions()._schema} <= rows


def test_every_derived_value_has_its_formula() -> None:
    text = page("measures.md")
    assert {derived.name for derived in DERIVED} <= set(re.findall(r"`(\w+)`", text))
    formulas = {d.meaning for d in DERIVED if "÷" in d.meaning and "current" not in d.meaning}
    assert [formula for formula in formulas if formula.rstrip(".").lower() not in text.lower()] == []


@pytest.fixture(scope="module")
def hotel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content that the guide for editors shows, as files."""
    folder = tmp_path_factory.mktemp("hotel")
    for block in BLOCK.finditer(page("editors.md")):
        place = folder / block["path"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(block["text"], encoding="utf-8")
    return folder


def test_the_examples_for_editors_have_no_finding(hotel: Path) -> None:
    loaded = load(hotel / "content", hotel)
    assert loaded.roadmap is not None
    assert [kind.name for kind in KINDS if not loaded.roadmap.items.get(kind.name)] == []
    assert [(f.span.path, f.span.line, f.message, f.help) for f in findings_in(hotel)] == []


MISTAKES = re.findall(
    r"^\| `([^|]+)` \| ([^|]+; [^|]+) \|$", page("editors.md").split("Some that everyone meets")[1], re.M
)


@pytest.mark.parametrize(("typed", "said"), MISTAKES, ids=[typed for typed, _ in MISTAKES])
def test_what_editors_are_told(hotel: Path, tmp_path: Path, typed: str, said: str) -> None:
    for file in hotel.rglob("*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(hotel)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    initiative = tmp_path / "content/initiatives/check-in-before-arrival.md"
    name = {"onwer": "owner", "shipped": "start"}.get(typed.split(":")[0], typed.split(":")[0])
    text, changed = re.subn(rf"^{name}: .*$", typed, initiative.read_text(encoding="utf-8"), count=1, flags=re.M)
    assert changed == 1
    initiative.write_text(text, encoding="utf-8")
    assert said in [f"{f.message}; {f.help}" for f in findings_in(tmp_path)]


def test_there_are_mistakes_to_try() -> None:
    assert len(MISTAKES) >= 9


def test_getting_started_shows_what_a_person_gets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "my-roadmap"
    assert main(["init", str(site), "--today", "2026-05-05"]) == 0
    file = site / "content/initiatives/longer-evenings.yml"
    text = file.read_text(encoding="utf-8")
    assert "status: planned\n" in text
    file.write_text(text.replace("status: planned\n", "status: begun\n"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "--config", str(site / "mkdocs.yml"), "--today", "2026-05-05"]) == 1
    shown = re.search(r"```text\n(.*?)```", page("getting-started.md"), re.S)
    assert shown is not None
    lines = [line.strip() for line in shown[1].splitlines() if line.strip()]
    assert lines == [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()][: len(lines)]


@pytest.mark.slow
def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(DOCS / "config/mkdocs.yml")]
    built = subprocess.run(
        [*command, "-d", str(tmp_path / "out")],
        capture_output=True, text=True, env={"PATH": "", "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    made = {path.parent.name for path in (tmp_path / "out").glob("*/index.html")}
    assert {path.stem for path in PAGES} - {"index"} <= made
    foreign = re.compile(
        r'(?:src|href)="(https?:)?//(?!squidfunk\.github\.io|www\.mkdocs\.org)[^"]*\.(?:js|css|woff2?|png|svg)"'
    )
    hits = [str(path) for path in (tmp_path / "out").rglob("*.html") if foreign.search(path.read_text("utf-8"))]
    assert hits == []
    _every_link_leads_somewhere(tmp_path / "out")


def _every_link_leads_somewhere(out: Path) -> None:
    """Also those that the hook makes, which MkDocs does not see; and no command is named without a link."""
    pages = {path: path.read_text("utf-8") for path in out.rglob("*.html")}
    ids = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in pages.items()}
    made = 0
    for path, text in pages.items():
        if path.name == "404.html":
            continue
        for address, anchor in re.findall(r'<a href="([^":#]*)#([^"]+)">(?=<code>|[^<]+</a>[,<])', text):
            target = (path.parent / address / "index.html").resolve()
            assert anchor in ids[target], (path, address, anchor)
            made += 1
        plain = re.sub(r"<a\b.*?</a>|<pre\b.*?</pre>|<h[1-6]\b.*?</h[1-6]>", "", text, flags=re.S)
        named = set(re.findall(r"<code>cxsite (\w+)", plain))
        assert named & set(new_parser()[1]) == set(), path
    assert made > 200
    assert "cxsite audit" in (out / "search/search_index.json").read_text("utf-8")


def test_the_readme_names_what_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"\]\(((?!https?:|#)[^)#]+)", readme))
    images = {target for target in targets if target.startswith("docs/images/")}
    assert images == {"docs/images/public-board.png", "docs/images/internal-initiative.png"}
    # Every picture that is shown is one that `make pictures` takes, and the other way round.
    shown = {name for file in PAGES for name in re.findall(r"\]\(images/([^)]+)\)", file.read_text("utf-8"))}
    assert shown == set(SHOWN) == {file.name for file in (DOCS / "images").iterdir()}
    assert [target for target in targets - images if not (ROOT / target).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", readme))
    assert {"site", "test"} <= named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.M)] == []
    commands = set(re.findall(r"(?:`|\$ |&& )cxsite ([a-z]+)", readme))
    assert len(commands) > 4
    assert commands <= set(new_parser()[1])
