"""The rules that loading reports: files and fields, CX001 to CX022."""

from __future__ import annotations

from cxsite.load.field_rules import FIELD_RULES
from cxsite.load.file_rules import FILE_RULES
from cxsite.model.finding import Rule

RULES: tuple[Rule, ...] = tuple(sorted((*FIELD_RULES, *FILE_RULES), key=lambda rule: rule.code))
