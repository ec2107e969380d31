"""Findings that only building or auditing a site brings."""

from __future__ import annotations

import sys

from cxsite.cli.terminal import coloured
from cxsite.model.finding import Finding
from cxsite.report.text import finding_text


def tell_of(findings: tuple[Finding, ...]) -> None:
    """What the audit and earlier editions have to say of roadmap.yml, which `cxsite check` can't know."""
    sys.stderr.write("".join(finding_text(finding, colour=coloured(sys.stderr)) for finding in findings))
