"""All that was measured, in one tidy table for spreadsheets and other programs: a row a measurement."""

from __future__ import annotations

import csv
import io

from cxsite.model.items.kpi import Kpi
from cxsite.render.files.measurements import row_cells
from cxsite.render.readings import reading
from cxsite.render.site import Site
from cxsite.syntax.formulas import harmless

COLUMNS = (
    "kpi",
    "title",
    "unit",
    "date",
    "value",
    "n",
    "interval_low",
    "interval_high",
    "method",
    "source",
)
"""Names and order of the columns; further ones would come behind them."""


def series(site: Site) -> bytes | None:
    """The table with a byte-order mark, as Excel wants it; None where nothing was measured.

    Days as ISO 8601, numbers with a point, KPIs by id, each from its oldest value on. Texts are no formulas.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    measured = False
    for kpi in sorted(site.all(Kpi), key=lambda one: one.id):
        found = reading(site, kpi)
        about = [harmless(one) for one in (kpi.id, kpi.title, kpi.unit)]
        origin = [harmless(kpi.method or ""), harmless(kpi.source)]
        for row in found.rows:
            writer.writerow([*about, *row_cells(row, found.figures.digits), *origin])
            measured = True
    return text.getvalue().encode("utf-8-sig") if measured else None
