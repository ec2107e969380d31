"""Values of the model as plain ones, and places as `cxsite set` takes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from cxsite.model.declare import Declared
from cxsite.model.period import Period
from cxsite.model.shape import Path, set_fields

_BARE = re.compile(r"[\w-]+")


def plain(value: Any) -> Any:
    """Texts, numbers, lists and objects: what JSON can hold."""
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Declared):
        return {name: plain(getattr(value, name)) for name, _ in set_fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def spelled(at: Path) -> str:
    """A place: `milestones[2].date` (counted from 1), `stages.after-sale.goal`; odd keys stand in quotes."""
    text = ""
    for step in at:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            name = step if _BARE.fullmatch(step) else '"' + step.replace('"', '\\"') + '"'
            text += f".{name}" if text else name
    return text
