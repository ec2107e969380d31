"""A build tells what keeps it from being made; a check sums what there is much of."""

from __future__ import annotations

from cxsite.model.finding import Finding, Related, Rule, Severity, Span
from cxsite.report.report import Report
from cxsite.report.text import MANY, as_text, finding_text, in_short


def _finding(code: str, severity: Severity, line: int = 1) -> Finding:
    return Finding(
        Rule(code, f"rule-{code.lower()}", severity, "Why."), Span("content/a.yml", line), f"wrong {line}", "so"
    )


def test_a_build_tells_errors_and_counts_the_rest() -> None:
    findings = [_finding("CX401", "warning"), _finding("CX101", "error"), _finding("CX408", "info")]
    said = in_short(findings)
    assert "CX101" in said and "CX401" not in said
    assert said.endswith("1 warning, 1 remark: `cxsite check` lists them\n")
    assert "CX401" in in_short(findings, strict=True)
    assert in_short([]) == ""


def test_a_check_begins_with_the_worst() -> None:
    said = as_text(Report((_finding("CX401", "warning"), _finding("CX101", "error", 9)), 2))
    assert said.index("CX101") < said.index("CX401")


def test_many_of_one_rule_are_summed_unless_asked_for() -> None:
    many = tuple(_finding("CX401", "warning", line) for line in range(1, MANY + 6))
    said = as_text(Report(many, 1))
    assert said.count("wrong ") == 3
    assert "12 more of CX401 rule-cx401: `cxsite check --select CX401` lists them" in said
    assert as_text(Report(many, 1, asked_for=True)).count("wrong ") == len(many)
    errors = tuple(_finding("CX101", "error", line) for line in range(1, MANY + 6))
    assert as_text(Report(errors, 1)).count("wrong ") == len(errors)


def test_many_places_are_counted() -> None:
    places = tuple(Related(Span("content/a.yml", line), "here") for line in range(1, 9))
    one = _finding("CX102", "error")
    told = finding_text(Finding(one.rule, one.span, one.message, one.help, related=places))
    assert told.count("see ") == 5
    assert "and 3 more places" in told
