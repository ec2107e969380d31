"""The rules that loading reports: everything that the modules `cx…_….py` of this folder declare."""

from __future__ import annotations

from cxsite.load import rules
from cxsite.model.finding import Rule
from cxsite.model.rule_modules import rule_modules

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (one for module in rule_modules(rules) for one in vars(module).values() if isinstance(one, Rule)),
        key=lambda rule: rule.code,
    )
)
"""What loading reports of files and fields, by code."""
