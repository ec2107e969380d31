"""Whether a second process helps: decided here, for everything that can be done in two halves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxsite.pipeline.settings import Settings
from cxsite.processes.parallel import Both, at_once, in_turn, worth_it


def both_for(settings: Settings, items: Mapping[str, Mapping[str, Any]]) -> Both:
    """How to do two halves of work on `items`: at once where a process may be forked and there are many."""
    may_fork = settings.may_fork
    return at_once if may_fork and worth_it(sum(map(len, items.values()))) else in_turn
