"""The one list of the checker's modules of rules: each holds the codes of one ten, which its name begins with."""

from __future__ import annotations

from types import ModuleType

from cxsite.check.change import ChangeRule
from cxsite.check.rule import CheckedRule
from cxsite.check.rules import (
    cx03_texts,
    cx04_bodies,
    cx10_references,
    cx11_folders,
    cx20_dates,
    cx21_steps_and_phases,
    cx22_statuses,
    cx30_kpis,
    cx31_scales,
    cx32_scores,
    cx40_coverage,
    cx41_definitions,
    cx42_risks_and_load,
    cx50_visibility,
    cx51_disclosure,
    cx52_giveaways,
    cx53_changes,
    cx54_acceptances,
    cx55_intent,
    cx60_governance,
    cx61_suppression,
)
from cxsite.model.finding import Rule

MODULES: tuple[ModuleType, ...] = (
    cx03_texts,
    cx04_bodies,
    cx10_references,
    cx11_folders,
    cx20_dates,
    cx21_steps_and_phases,
    cx22_statuses,
    cx30_kpis,
    cx31_scales,
    cx32_scores,
    cx40_coverage,
    cx41_definitions,
    cx42_risks_and_load,
    cx50_visibility,
    cx51_disclosure,
    cx52_giveaways,
    cx55_intent,
    cx53_changes,
    cx54_acceptances,
    cx60_governance,
    cx61_suppression,
)
_DECLARED = [declared for module in MODULES for declared in vars(module).values()]

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
