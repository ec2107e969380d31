"""The one list of the modules of rules that loading reports: each holds the codes of one ten, as its name says."""

from __future__ import annotations

from types import ModuleType

from cxsite.load.rules import cx00_fields, cx01_files, cx02_stray_files
from cxsite.model.finding import Rule

MODULES: tuple[ModuleType, ...] = (cx00_fields, cx01_files, cx02_stray_files)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (one for module in MODULES for one in vars(module).values() if isinstance(one, Rule)),
        key=lambda rule: rule.code,
    )
)
"""What loading reports of files and fields, by code."""
