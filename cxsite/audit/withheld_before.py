"""What earlier editions of a roadmap withheld from an audience."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cxsite.audit.leak import Source, What


@dataclass(frozen=True, slots=True)
class Earlier:
    """Texts, days and names, each with where it stood."""

    texts: tuple[tuple[str, Source], ...] = ()
    days: tuple[tuple[dt.date, Source], ...] = ()
    names: tuple[tuple[str, What, Source], ...] = ()
