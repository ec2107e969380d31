"""The measured values of each KPI as a file for spreadsheets: the same that its page shows, all of them."""

from __future__ import annotations

import csv
import io

from cxsite.model.items.kpi import Kpi
from cxsite.render.address import item_address
from cxsite.render.readings import Row, reading
from cxsite.render.site import Site

NAME = "measurements.csv"
_HEAD = ("date", "value", "n", "low", "high")


def measurements(site: Site) -> dict[str, bytes]:
    """The files by their place: one beside each KPI that was measured, with a mark for Excel at its beginning."""
    files = {}
    for kpi in site.all(Kpi):
        found = reading(site, kpi)
        if not found.rows:
            continue
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(_HEAD)
        for row in found.rows:
            writer.writerow(row_cells(row, found.figures.digits))
        files[f"{item_address('kpi', kpi.id)}{NAME}"] = text.getvalue().encode("utf-8-sig")
    return files


def row_cells(row: Row, digits: int) -> list[str]:
    """Day, value, number of answers and interval of a measurement, as other programs read them."""
    one, interval = row.measured, row.interval or {}
    # As exact as the page says it: more digits are no more knowledge.
    ends = [f"{interval[end]:.{digits}f}" if end in interval else "" for end in ("low", "high")]
    return [one.date.isoformat(), f"{one.value:.15g}", "" if one.n is None else str(one.n), *ends]
