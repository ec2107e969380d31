"""Fields that stand in a mapping whose keys are levels, or whose values are: one step too far right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cxsite.load.fields.raw_values import at_home, value_at
from cxsite.load.fields.unknown_names import own_names, takes
from cxsite.model.declare import Declared
from cxsite.model.shape import Path, fields_of
from cxsite.model.typed.nearest import nearest


def misplaced(
    model: type[Declared], values: Mapping[str, Any], at: Path, *, is_key: bool, levels: Collection[str]
) -> tuple[str, str] | None:
    """Message and help where the entry at `at`, which names no level, is a field of the part around the mapping that
    it stands in; None where it is not."""
    if len(at) < 2 or not isinstance(at[-1], str) or not isinstance(at[-2], str):
        return None
    field, table = at[-1], at[-2]
    home = at_home(model, at[:-2])
    mapping = value_at(values, at[:-1])
    if home is None or field not in own_names(model, home) or not isinstance(mapping, Mapping):
        return None
    value = mapping.get(field)
    bare = is_key and table == "wording" and isinstance(value, str) and not set(mapping) & set(levels)
    if bare and all(name in fields_of(home) and fields_of(home)[name].wordable for name in mapping):
        help_ = f"write the level on a line of its own below `wording`, as in `{next(iter(levels))}:`"
        return f"`wording` says for no level what `{field}` is", f"{help_}, and indent the fields below it"
    is_value = isinstance(value, str) and value.strip() and not nearest(value, levels) and takes(home, field, value)
    if not is_key and not is_value:
        return None
    what = "the item itself" if len(at) == 2 else "the entry around it"
    return f"`{field}` is no part of `{table}`", f"it is a field of {what}: move the line to the left, out of `{table}`"
