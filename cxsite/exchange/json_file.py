"""JSON that a tool wrote, and what is told of JSON that it did not."""

from __future__ import annotations

import json
from typing import Any

from cxsite.model.finding import CxsiteError


def json_object(text: str, title: str) -> dict[str, Any]:
    """The object that a text is. Raises `CxsiteError` for what is none."""
    try:
        found = json.loads(text)
    except RecursionError:
        raise CxsiteError(f"it nests deeper than any export of {title} does") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise CxsiteError(f"it can't be read as JSON, line {line}: is it cut off?") from None
    if not isinstance(found, dict):
        raise CxsiteError(f"it is JSON, but no export of {title}, which is an object with names")
    return found


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where there is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """A value of JSON as the text of a cell: of an object its title or name; of yes and no the word."""
    if isinstance(value, dict):
        return next((text_of(value[name]) for name in ("title", "name", "text", "value") if value.get(name)), "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, list) else str(value).strip()


def cells_of(value: Any) -> list[str]:
    """The filled cells that a value of JSON makes: one, or one for each entry of a list."""
    entries = value if isinstance(value, list) else [value]
    return [text for entry in entries if (text := text_of(entry))]
