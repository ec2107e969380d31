"""Every form of a report tells the same findings, and SARIF is what the standard says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from cxsite.cli.main import main
from cxsite.model.finding import Finding
from cxsite.report.forms import FORMS
from cxsite.report.report import Report
from tests.check.mutations import EDITS
from tests.check.trees import check, copy_reference, write

Told = list[tuple[str, str, int]]
PREFIX = "sites/roadmap"
BREAKING = (
    "a field misspelled", "a reference misspelled", "a row cut short", "HTML in a title", "a link to nothing",
    "no title", "a picture that nothing uses", "an exception from nothing", "shipped tomorrow", "a code name in public",
)  # fmt: skip


@pytest.fixture(scope="module", params=["as it is", "broken"])
def findings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """The findings of the reference content, and of a copy with ten mistakes."""
    root = copy_reference(tmp_path_factory.mktemp("site"))
    for name in BREAKING if request.param == "broken" else ():
        edit = EDITS[name]
        path = root / "content" / edit.path
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text.replace(edit.old, edit.new or "", 1) if edit.old else edit.new or "", encoding="utf-8")
    found = check(root)
    assert len(found) > 30
    return found


def told_as_text(said: str) -> Told:
    found = re.findall(r"^(\S+?):(\d+):\d+: (?:error|warning|info)\[(CX\d+)\] ", said, re.MULTILINE)
    return [(code, path, int(line)) for path, line, code in found]


def told_as_json(said: str) -> Told:
    return [(one["code"], one["path"], one["line"]) for one in json.loads(said)]


def told_as_markdown(said: str) -> Told:
    found: Told = []
    path = ""
    for line in said.splitlines():
        if match := re.fullmatch(r"\*\*`(.+)`\*\*", line):
            path = match[1]
        elif match := re.match(r"- line (\d+): \*\*\w+\*\* (CX\d+) ", line):
            found.append((match[2], path, int(match[1])))
    return found


def told_as_github(said: str) -> Told:
    found = re.findall(r"^::(?:error|warning|notice) file=([^,]+),line=(\d+),.*?title=(CX\d+) ", said, re.MULTILINE)
    return [(code, path.removeprefix(f"{PREFIX}/"), int(line)) for path, line, code in found]


def told_as_sarif(said: str) -> Told:
    found: Told = []
    for result in json.loads(said)["runs"][0]["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        path = unquote(place["artifactLocation"]["uri"]).removeprefix(f"{PREFIX}/")
        found.append((result["ruleId"], path, place["region"]["startLine"]))
    return found


def told_as_gitlab(said: str) -> list[tuple[str, str, int]]:
    return [
        (
            one["check_name"].split()[0],
            one["location"]["path"].removeprefix(f"{PREFIX}/"),
            one["location"]["lines"]["begin"],
        )
        for one in json.loads(said)
    ]


READERS = {
    "text": told_as_text,
    "json": told_as_json,
    "markdown": told_as_markdown,
    "github": told_as_github,
    "gitlab": told_as_gitlab,
    "sarif": told_as_sarif,
}


def test_every_form_is_read_here() -> None:
    assert set(READERS) == set(FORMS)


@pytest.mark.parametrize("form", READERS)
def test_all_forms_tell_the_same(form: str, findings: tuple[Finding, ...]) -> None:
    said = FORMS[form](Report(findings, 100, prefix=PREFIX, asked_for=True))
    expected = [(one.rule.code, one.span.path, one.span.line) for one in findings]
    # People at a terminal are told the worst first.
    assert READERS[form](said) == expected if form != "text" else sorted(READERS[form](said)) == sorted(expected)


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_git_hosts_get_paths_from_the_top_of_the_repository(form: str, findings: tuple[Finding, ...]) -> None:
    assert f"{PREFIX}/content/" in FORMS[form](Report(findings, 100, prefix=PREFIX))
    assert f"{PREFIX}/" not in FORMS["json"](Report(findings, 100, prefix=PREFIX))


def _closed(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def _many(entry: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": entry, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
LINE = {"type": "integer", "minimum": 1}
MESSAGE = _closed(("text",), text=TEXT, markdown=TEXT)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
PLACE = _closed(
    ("artifactLocation",),
    artifactLocation=_closed(("uri",), uri={"type": "string", "pattern": r"^(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}),
    region=_closed(("startLine",), startLine=LINE, startColumn=LINE, endLine=LINE, endColumn=LINE),
)
LOCATION = _closed((), id={"type": "integer", "minimum": -1}, physicalLocation=PLACE, message=MESSAGE)
RULE = _closed(
    ("id",),
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=_closed((), level=LEVEL),
    properties=_closed((), tags={"type": "array", "items": TEXT, "uniqueItems": True}),
)
FILE = _closed((), uri={"type": "string", "pattern": r"^(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"})
REPLACEMENT = _closed(
    ("deletedRegion",),
    deletedRegion=_closed((), startLine=LINE, startColumn=LINE, endLine=LINE, endColumn=LINE),
    insertedContent=_closed((), text={"type": "string"}),
)
FIX = _closed(
    ("artifactChanges",),
    description=MESSAGE,
    artifactChanges=_many(
        _closed(("artifactLocation", "replacements"), artifactLocation=FILE, replacements=_many(REPLACEMENT, 1)), 1
    ),
)
RESULT = _closed(
    ("message",),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations=_many(LOCATION),
    relatedLocations={**_many(LOCATION), "uniqueItems": True},
    fixes={**_many(FIX), "uniqueItems": True},
)
SARIF = _closed(
    ("version", "runs"),
    **{"$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"}},
    version={"const": "2.1.0"},
    runs=_many(
        _closed(
            ("tool",),
            tool=_closed(
                ("driver",),
                driver=_closed(("name",), name=TEXT, version=TEXT, rules={**_many(RULE), "uniqueItems": True}),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=_many(RESULT),
        )
    ),
)
"""What SARIF 2.1.0 (OASIS, section 3) says of the properties that are used here: their types, bounds and words, what
is required, and that nothing else may stand there. No package on which the tests depend carries the whole schema."""


def test_sarif_keeps_to_the_standard(findings: tuple[Finding, ...]) -> None:
    log = json.loads(FORMS["sarif"](Report(findings, 100, prefix=PREFIX)))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for other in result.get("relatedLocations", []):
            assert other["message"]["text"]


CONFIG = "site_name: x\ndocs_dir: content/public\nplugins:\n  - cxsite:\n      today: 2026-03-31\n"
CHARTER = "title: Our roadmap\ndisclaimer: A plan.\n"


@pytest.fixture
def site(tmp_path: Path) -> str:
    broken = "title: Portal\nstatus: idea\ndepends_on: nowhere\nsummary: <b>x</b>\n"
    root = write({"roadmap.yml": CHARTER, "initiatives/portal.yml": broken, "public/CNAME": "x\n"}, tmp_path)
    (root / "mkdocs.yml").write_text(CONFIG)
    return str(root / "mkdocs.yml")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 1, ["CX034", "CX102"]),
        (["--select", "CX1"], 1, ["CX102"]),
        (["--select", "unknown-target,html-in-text"], 1, ["CX034", "CX102"]),
        (["--ignore", "CX102"], 0, ["CX034"]),
        (["--ignore", "CX102", "--fail-on", "warning"], 1, ["CX034"]),
        (["--ignore", "CX0", "--ignore", "CX1"], 0, []),
    ],
)
def test_selecting_and_failing(
    site: str, arguments: list[str], code: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--config", site, "--format", "json", *arguments]) == code
    assert sorted(one["code"] for one in json.loads(capsys.readouterr().out)) == told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--select", "CX999"], "there is no rule `CX999`"),
        (["check", "--ignore", "unknown-targets"], "did you mean `unknown-target`?"),
        (["check", "--base", "HEAD"], "no git repository"),
        (["explain", "unknown-targets"], "did you mean `unknown-target`?"),
    ],
)
def test_what_is_unknown_is_one_line(
    site: str, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path(site).parent.parent))
    config = ["--config", site] if arguments[0] == "check" else []
    assert main([*arguments, *config]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and said in shown.err and shown.err.count("\n") == 1


def test_nothing_to_check_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write({"roadmap.yml": CHARTER, "public/CNAME": "x\n"}, tmp_path)
    (root / "mkdocs.yml").write_text(CONFIG)
    assert main(["check", "--config", str(root / "mkdocs.yml")]) == 2
    assert "nothing to check" in capsys.readouterr().err


def test_rules_are_listed_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert main(["rules"]) == 0
    text = capsys.readouterr().out
    assert main(["rules", "--format", "markdown"]) == 0
    table = capsys.readouterr().out
    assert len(rules) > 100
    for rule in rules:
        assert f"  {rule['code']}  {rule['rule']} " in text and f"| {rule['code']} | {rule['rule']} |" in table


@pytest.mark.parametrize("word", ["CX102", "cx102", "unknown-target"])
def test_explain_takes_a_code_or_a_name(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 0
    said = capsys.readouterr().out
    assert said.startswith("CX102 unknown-target (error") and "retrun-portal" in said
