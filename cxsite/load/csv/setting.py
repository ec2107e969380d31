"""Where the settings of a KPI stand, to tell what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.load.findings import Reporter
from cxsite.load.rules.cx00_fields import INVALID_VALUE
from cxsite.syntax.positions import Source


@dataclass(frozen=True, slots=True)
class Setting:
    """The fields of one KPI that say how its file is to be read."""

    source: Source
    report: Reporter

    def tell(self, at: tuple[str, ...], message: str, help_: str, *, key: bool = False) -> None:
        """Say what is wrong with a setting."""
        self.report.add(INVALID_VALUE, self.source.span(at, key=key), message, help_, ".".join(at))
