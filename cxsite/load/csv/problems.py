"""What is wrong in a data file: said once for each cause, with the first line that shows it, and never with a cell.

Rows of data files are what single customers said. A finding names the column, the line, and what sort of thing
stands there.
"""

from __future__ import annotations

from dataclasses import dataclass

from cxsite.load.csv.stream import Unreadable
from cxsite.load.findings import Reporter
from cxsite.load.rules.cx01_files import INVALID_CSV
from cxsite.model.finding import Change, Fix, Origin, Rule, Span, more_like_it


class CellError(Exception):
    """A cell that can't be read: its column, what is wrong with it, what would be right, and the setting that says so
    where there is one only."""

    def __init__(self, column: str, what: str, help_: str, change: Change | None = None) -> None:
        super().__init__(what)
        self.column = column
        self.what = what
        self.help = help_
        self.change = change


@dataclass(slots=True)
class _Cause:
    line: int
    rows: int
    change: Change | None


class Problems:
    """The problems of one data file, by cause; `source` is the item whose settings would read it."""

    def __init__(self, path: str, report: Reporter, source: Origin | None = None) -> None:
        self.path = path
        self.report = report
        self.source = source
        self._causes: dict[tuple[str, str], _Cause] = {}
        self.rows = 0
        self.told = False

    def add(self, line: int, what: str, help_: str, rows: int = 1, change: Change | None = None) -> None:
        """Note that rows, the first of them in this line (1-based), have one problem."""
        self.rows += rows
        cause = self._causes.setdefault((what, help_), _Cause(line, 0, change))
        cause.line = min(cause.line, line)
        cause.rows += rows

    def add_cell(self, line: int, error: CellError, rows: int = 1) -> None:
        """Note a cell that can't be read."""
        self.add(line, f"`{error.column}` {error.what}", error.help, rows, error.change)

    def tell(self, line: int, message: str, help_: str, rule: Rule = INVALID_CSV, change: Change | None = None) -> None:
        """Say at once what is wrong with a line, or with the whole file; `change` is the setting that would read it."""
        self.told = True
        edits = self.source.edits(change) if change is not None and self.source is not None else ()
        # It says what the file means; whoever exported it should look.
        fix = Fix("unsafe", f"{help_}: look whether the file means that", edits) if edits else None
        self.report.add(rule, Span(self.path, line), message, help_, fix=fix)

    def tell_unreadable(self, found: Unreadable) -> None:
        """Say at once that the file, or the rest of it, can't be read."""
        self.tell(found.line, found.message, found.help, found.rule)

    def close(self) -> None:
        """Say what was noted."""
        for (what, help_), cause in self._causes.items():
            self.tell(cause.line, more_like_it(what, cause.rows - 1), help_, change=cause.change)
