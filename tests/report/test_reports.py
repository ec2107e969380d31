"""Findings in each form: what people and programs read."""

from __future__ import annotations

import json

import pytest

from cxsite.model.finding import Cause, Edit, Finding, Fix, Move, Related, Rule, Span
from cxsite.report.forms import FORMS
from cxsite.report.report import Report
from cxsite.report.text import as_text

UNKNOWN = Rule("CX101", "unknown-target", "error", "A reference names nothing.")
OLD = Rule("CX206", "overdue", "warning", "The end has passed.")
SOURCE = "depends_on: [retrun-portal]"


def finding(**other: object) -> Finding:
    fields = {
        "rule": UNKNOWN,
        "span": Span("content/initiatives/x.md", 7, 14, 27, SOURCE),
        "message": "`depends_on` names `retrun-portal`, which is no initiative",
        "help": "did you mean `return-portal`?",
        "kind": "initiative",
        "id": "x",
        "field": "depends_on[0]",
    }
    return Finding(**{**fields, **other})  # type: ignore[arg-type]


def report(*findings: Finding, prefix: str = "") -> Report:
    return Report(findings or (finding(),), items=87, seconds=0.214, prefix=prefix)


def test_text_shows_place_line_caret_and_help() -> None:
    assert as_text(report()) == (
        "content/initiatives/x.md:7:14: error[CX101] `depends_on` names `retrun-portal`, which is no initiative\n"
        "    7 | depends_on: [retrun-portal]\n"
        "      |              ^^^^^^^^^^^^^\n"
        "  help: did you mean `return-portal`?\n"
        "\n"
        "1 error in 87 items, 0.21 s\n"
    )


def test_text_colours_only_on_request() -> None:
    assert "\x1b[" not in as_text(report())
    assert "\x1b[31m" in as_text(report(), colour=True)


def test_text_counts_each_severity() -> None:
    assert as_text(report(finding(), finding(rule=OLD), finding(rule=OLD))).endswith(
        "1 error, 2 warnings in 87 items, 0.21 s\n"
    )
    assert as_text(Report((), 1)) == "nothing found in 1 item, 0.00 s\n"


def test_caret_stands_below_wide_characters() -> None:
    source = "title: 日本 x"
    lines = as_text(report(finding(span=Span("a.yml", 1, 11, 12, source)))).splitlines()
    # Two wide characters take two columns each.
    assert lines[2].index("^") - lines[2].index("|") == lines[1].index("x") - lines[1].index("|") + 2


def test_text_of_a_file_cannot_steer_the_terminal() -> None:
    shown = as_text(report(finding(message="a\x1b[2Jb", span=Span("x\r.yml", 1, 1, 2, "\x1b]0;t\x07"))))
    assert "\x1b" not in shown and "\r" not in shown and "\x07" not in shown


def test_long_line_is_cut_around_the_place() -> None:
    source = "a" * 500 + "BAD" + "c" * 500
    lines = as_text(report(finding(span=Span("a.yml", 1, 501, 504, source)))).splitlines()
    assert len(lines[1]) < 160
    start = lines[2].index("^")
    assert lines[1][start : start + 3] == "BAD" and lines[2].count("^") == 3


def test_json_has_the_promised_names() -> None:
    (found,) = json.loads(FORMS["json"](report(finding(related=(Related(Span("b.yml", 2, 3), "the first"),)))))
    assert found == {
        "code": "CX101",
        "rule": "unknown-target",
        "severity": "error",
        "message": "`depends_on` names `retrun-portal`, which is no initiative",
        "help": "did you mean `return-portal`?",
        "path": "content/initiatives/x.md",
        "line": 7,
        "column": 14,
        "kind": "initiative",
        "id": "x",
        "field": "depends_on[0]",
        "url": UNKNOWN.url,
        "related": [{"path": "b.yml", "line": 2, "column": 3, "message": "the first"}],
    }


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(FORMS["json"](Report((), 3))) == []


def test_github_escapes_what_would_end_a_command() -> None:
    said = FORMS["github"](report(finding(message="100 %\n::error::x", span=Span("a,b:c.md", 1, 2, 5)), prefix="sub"))
    assert said.count("\n") == 1
    assert said.startswith("::error file=sub/a%2Cb%3Ac.md,line=1,col=2,endColumn=4,title=CX101 unknown-target::")
    assert "100 %25%0A::error::x" in said


def test_github_calls_an_info_a_notice() -> None:
    assert FORMS["github"](report(finding(severity_override="info"))).startswith("::notice ")


def test_sarif_names_rules_and_places() -> None:
    log = json.loads(FORMS["sarif"](report(finding(), finding(rule=OLD, span=Span("ü x.yml", 2)), prefix="docs")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CX101", "CX206"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first, second = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["artifactLocation"]["uri"] == "docs/content/initiatives/x.md"
    assert first["region"] == {"startLine": 7, "startColumn": 14, "endColumn": 27}
    assert second["artifactLocation"]["uri"] == "docs/%C3%BC%20x.yml"
    assert second["region"] == {"startLine": 2, "startColumn": 1}
    assert [result["level"] for result in run["results"]] == ["error", "warning"]


def test_markdown_shows_texts_as_typed() -> None:
    said = FORMS["markdown"](report(finding(message="`a_b` and *c* <img> [x](y) @team")))
    assert "`a_b` and \\*c\\* \\<img\\> \\[x\\](y) \\@team" in said
    assert said.startswith("### 1 error in 87 items\n")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_the_rule(form: str) -> None:
    assert "CX101" in FORMS[form](report())


EDIT = Edit("content/initiatives/x.md", 7, 14, 7, 27, "return-portal")
SAFE = Fix("safe", "write `return-portal`", (EDIT,))


def test_json_holds_the_fix() -> None:
    moved = Fix("unsafe", "rename the file", (), (Move("content/a b.yml", "content/a-b.yml"),))
    plain, fixed, renamed = json.loads(FORMS["json"](report(finding(), finding(fix=SAFE), finding(fix=moved))))
    assert "fix" not in plain and "caused_by" not in plain
    assert fixed["fix"] == {
        "applicability": "safe",
        "message": "write `return-portal`",
        "edits": [
            {
                "path": "content/initiatives/x.md",
                "line": 7,
                "column": 14,
                "end_line": 7,
                "end_column": 27,
                "text": "return-portal",
            }
        ],
        "moves": [],
    }
    assert renamed["fix"]["moves"] == [{"from": "content/a b.yml", "to": "content/a-b.yml"}]


def test_json_names_the_finding_that_made_another_possible() -> None:
    cause = Cause("CX101", "content/initiatives/x.md", 7, 14)
    unknown = Cause("CX101", "content/initiatives/y.md", 7, 14)
    told = json.loads(FORMS["json"](report(finding(rule=OLD, caused_by=unknown), finding(), finding(caused_by=cause))))
    assert "caused_by" not in told[0] and told[2]["caused_by"] == 1


def test_sarif_holds_a_fix_that_edits() -> None:
    moved = Fix("safe", "rename the file", (EDIT,), (Move("a", "b"),))
    found = report(finding(fix=SAFE), finding(fix=moved), prefix="sites/hotel")
    fixed, without = json.loads(FORMS["sarif"](found))["runs"][0]["results"]
    assert fixed["fixes"] == [
        {
            "description": {"text": "write `return-portal` (safe)"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "sites/hotel/content/initiatives/x.md"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 7, "startColumn": 14, "endLine": 7, "endColumn": 27},
                            "insertedContent": {"text": "return-portal"},
                        }
                    ],
                }
            ],
        }
    ]
    assert "fixes" not in without


def test_text_says_what_fix_would_do() -> None:
    unsafe = Fix("unsafe", "", (EDIT,))
    only_shown = Fix("display", "", (EDIT,))
    assert as_text(report(finding(fix=SAFE), finding(fix=unsafe), finding(fix=only_shown))).endswith(
        "`cxsite check --fix` mends 1 of them, `--unsafe-fixes` 1 more, which you should look at\n"
    )
    assert as_text(report(finding(fix=unsafe))).endswith(
        "`cxsite check --unsafe-fixes` mends 1 of them, which you should look at\n"
    )
    assert as_text(report(finding(fix=only_shown))).endswith("s\n")
    assert as_text(Report((), 3, fixed=2, changed=("a",))).startswith("2 fixed in 1 file; nothing found in 3 items")


def test_gitlab_shows_them_in_a_merge_request() -> None:
    moved = finding(span=Span("content/initiatives/x.md", 9, 14, 27, SOURCE))
    issues = json.loads(FORMS["gitlab"](report(finding(), moved, finding(rule=OLD), prefix="sites")))
    assert issues[0] == {
        "description": "`depends_on` names `retrun-portal`, which is no initiative. did you mean `return-portal`?",
        "check_name": "CX101 unknown-target",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "sites/content/initiatives/x.md", "lines": {"begin": 7}},
    }
    assert [issue["severity"] for issue in issues] == ["major", "major", "minor"]
    assert len({issue["fingerprint"] for issue in issues}) == 3
    alone = json.loads(FORMS["gitlab"](report(moved, prefix="sites")))
    assert alone[0]["fingerprint"] == issues[0]["fingerprint"], "a finding stays the same one while its line moves"
