"""A table that somebody made by hand, or that a tool without a layout of its own wrote: a map says what it means."""

from __future__ import annotations

from cxsite.exchange.export_layout import Layout

PLAIN = Layout(name="csv", title="a CSV file", signs=(frozenset(),), roles={})
