"""No rule can be forgotten: what the package declares is what the check runs, and its code names its file."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import cxsite
from cxsite.check.change import ChangeRule
from cxsite.check.rule import CheckedRule
from cxsite.check.rules import registry as check_registry
from cxsite.load.rules import registry as load_registry
from cxsite.model.finding import FAMILIES, Rule
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
            f"{rule.code} in {module.__name__} is never run: declare it in a module of {registry}/ that MODULES of "
            f"{registry}/registry.py names"
        )


def test_rules_are_declared_only_where_they_are_looked_for() -> None:
    assert {rule.code for _, rule in _declared()} == {rule.code for rule in RULES}


def test_the_code_names_the_file() -> None:
    for module, rule in _declared():
        name = module.__name__.rpartition(".")[2]
        assert name.startswith(rule.code[:4].lower() + "_"), (
            f"{rule.code} stands in {name}.py: move it into {rule.code[:4].lower()}_*.py"
        )


def test_every_module_of_rules_is_named() -> None:
    registries: tuple[ModuleType, ...] = (check_registry, load_registry)
    for registry in registries:
        folder = registry.__name__.rpartition(".")[0]
        named = {module.__name__.rpartition(".")[2] for module in registry.MODULES}
        there = {info.name for info in pkgutil.iter_modules(importlib.import_module(folder).__path__)}
        rules = {name for name in there if re.match(r"cx\d\d_", name)}
        assert named == rules, f"name {sorted(rules - named)} in MODULES of {registry.__name__}"
        tens = [name[:4] for name in named]
        assert len(tens) == len(set(tens)), "one ten, one module: from a code its file must be found in one guess"


def test_every_rule_has_a_family() -> None:
    prefixes = {family.prefix for family in FAMILIES}
    for rule in RULES:
        assert rule.code[:3] in prefixes, f"{rule.code}: add its family to FAMILIES in cxsite/model/finding.py"
        assert rule.family.title
