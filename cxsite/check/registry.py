"""The rules of the checker: everything that the modules `cx…_….py` of `rules` declare."""

from __future__ import annotations

from cxsite.check import rules
from cxsite.check.change_rule import ChangeRule
from cxsite.check.rule import CheckedRule
from cxsite.model.finding import Rule
from cxsite.model.rule_modules import rule_modules

_DECLARED = [declared for module in rule_modules(rules) for declared in vars(module).values()]

RULES: tuple[CheckedRule, ...] = tuple(
    sorted((one for one in _DECLARED if isinstance(one, CheckedRule)), key=lambda one: one.rule.code)
)
"""The rules about one state of the content, by code."""

CHANGE_RULES: tuple[ChangeRule, ...] = tuple(
    sorted((one for one in _DECLARED if isinstance(one, ChangeRule)), key=lambda one: one.rule.code)
)
"""The rules that compare two states of the content, by code."""

TOLD_ELSEWHERE: tuple[Rule, ...] = tuple(
    sorted((one for one in _DECLARED if isinstance(one, Rule)), key=lambda one: one.code)
)
"""Rules without a function of their own: what they find is found while something else is done."""
