"""`cxsite rules` and `cxsite explain`: what the checker knows."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cxsite.model.finding import Rule

_WIDTH = 100


def as_text(rules: Sequence[Rule]) -> str:
    """One line a rule, below the name of its family."""
    lines: list[str] = []
    widest = max((len(rule.name) for rule in rules), default=0)
    for number, rule in enumerate(rules):
        if number == 0 or rule.family.title != rules[number - 1].family.title:
            lines += ["", rule.family.title] if lines else [rule.family.title]
        lines.append(f"  {rule.code}  {rule.name:<{widest}}  {rule.severity}")
    return "\n".join([*lines, "", f"{len(rules)} rules; `cxsite explain CX102` says more of one", ""])


def as_json(rules: Sequence[Rule]) -> str:
    """A list of objects."""
    return json.dumps([_record(rule) for rule in rules], indent=2, ensure_ascii=False) + "\n"


def _record(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "rule": rule.name,
        "severity": rule.severity,
        "family": rule.family.title,
        "explanation": rule.explanation,
        "url": rule.url,
        "bad": dict(rule.bad),
        "good": dict(rule.good),
    }


def as_markdown(rules: Sequence[Rule]) -> str:
    """A table a family."""
    lines: list[str] = []
    for number, rule in enumerate(rules):
        if number == 0 or rule.family.title != rules[number - 1].family.title:
            lines += [
                "",
                f"### {rule.family.title}",
                "",
                "| code | name | severity | what it finds |",
                "|---|---|---|---|",
            ]
        what = rule.explanation.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {rule.code} | {rule.name} | {rule.severity} | {what} |")
    return "\n".join(lines).lstrip("\n") + "\n"


def explain(rule: Rule) -> str:
    """All that there is to say of one rule: why, a bad and a good example."""
    lines = [f"{rule.code} {rule.name} ({rule.severity}; {rule.family.title.lower()})", ""]
    lines += textwrap.wrap(rule.explanation, _WIDTH)
    for label, tree in (("Gives the finding:", rule.bad), ("Does not:", rule.good)):
        shown = {path: text for path, text in tree.items() if path != "roadmap.yml" or text != _usual(rule)}
        if shown:
            lines += ["", label]
        for path, text in shown.items():
            lines += ["", f"  content/{path}", *(f"    {line}".rstrip() for line in text.splitlines())]
    return "\n".join([*lines, "", f"More: {rule.url}", ""])


def _usual(rule: Rule) -> str:
    """The roadmap.yml that both examples have and that so explains nothing."""
    same = rule.bad.get("roadmap.yml") == rule.good.get("roadmap.yml")
    return rule.bad.get("roadmap.yml", "") if same and len(rule.bad) > 1 else ""


FORMS: Mapping[str, Callable[[Sequence[Rule]], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
}
