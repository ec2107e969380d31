"""No rule can be forgotten: what the package declares is what the check runs, and its code names its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import cxsite
from cxsite.check import rules as check_rules
from cxsite.check.change_rule import ChangeRule
from cxsite.check.rule import CheckedRule
from cxsite.load import rules as load_rules
from cxsite.model.finding import FAMILIES, Rule
from cxsite.model.rule_modules import rule_modules
from cxsite.pipeline.rules import RULES


def _declared() -> Iterator[tuple[ModuleType, Rule]]:
    """Every rule that some module of the package declares; each with the module it stands in."""
    for info in pkgutil.walk_packages(cxsite.__path__, "cxsite."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            if isinstance(value, CheckedRule | ChangeRule) and value.run.__module__ == info.name:
                yield module, value.rule
            elif isinstance(value, Rule) and info.name.startswith(("cxsite.check.rules.", "cxsite.load.rules.")):
                yield module, value


def test_every_rule_is_registered() -> None:
    known = {id(rule) for rule in RULES}
    for module, rule in _declared():
        registry = "cxsite/load/rules" if module.__name__.startswith("cxsite.load") else "cxsite/check/rules"
        assert id(rule) in known, (
            f"{rule.code} in {module.__name__} is never run: declare it in {registry}/{rule.code[:4].lower()}_….py"
        )


def test_rules_are_declared_only_where_they_are_looked_for() -> None:
    assert {rule.code for _, rule in _declared()} == {rule.code for rule in RULES}


def test_the_code_names_the_file() -> None:
    for module, rule in _declared():
        name = module.__name__.rpartition(".")[2]
        assert name.startswith(rule.code[:4].lower() + "_"), (
            f"{rule.code} stands in {name}.py: move it into {rule.code[:4].lower()}_*.py"
        )


def test_one_ten_is_one_module() -> None:
    for package in (check_rules, load_rules):
        named = [module.__name__.rpartition(".")[2] for module in rule_modules(package)]
        there = {info.name for info in pkgutil.iter_modules(package.__path__)} - {"registry", "examples"}
        assert set(named) == there, f"call {sorted(there - set(named))} in {package.__name__} after a ten of codes"
        tens = [name[:4] for name in named]
        assert len(tens) == len(set(tens)), "one ten, one module: from a code its file must be found in one guess"


def test_every_rule_has_a_family() -> None:
    prefixes = {family.prefix for family in FAMILIES}
    for rule in RULES:
        assert rule.code[:3] in prefixes, f"{rule.code}: add its family to FAMILIES in cxsite/model/finding.py"
        assert rule.family.title
