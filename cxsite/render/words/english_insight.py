"""English: personas, journeys, segments, evidence, KPIs, risks, reviews and the pages for governance."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {}

FOR_CUSTOMERS: Mapping[str, str] = {}
