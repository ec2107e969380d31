"""Names of fields that the format does not have where they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cxsite.load.fields.raw_values import at_home, shape_at, value_at
from cxsite.load.fields.said import Said
from cxsite.load.fields.suggestions import FEW, Suggestion, suggest
from cxsite.load.rules.cx00_fields import UNKNOWN_FIELD
from cxsite.model.declare import Declared
from cxsite.model.finding import Applicability, Change
from cxsite.model.kinds import KINDS
from cxsite.model.shape import Leaf, Many, Path, Record, fields_of
from cxsite.model.typed.nearest import fold, nearest
from cxsite.model.typed.synonyms import field_meant, phrase_meant, why_no_field
from cxsite.model.typed.unseen import odd_characters, plain
from cxsite.syntax.phrases import listed, short
from cxsite.syntax.quoting import quote

_STEERS = frozenset({"visibility", "disclose", "wording", "policy", "levels", "default_visibility", "site"})
"""Fields that decide who sees what: no program writes their names or values without being told to."""


def unknown_field(model: type[Declared], tree: Mapping[str, Any], at: Path, unset: Collection[Path]) -> Said:
    """What to say of a field that its part does not have; `unset` are fields that are written without a value."""
    field = str(at[-1])
    home = at_home(model, at[:-1])
    names = own_names(model, home)
    value = value_at(tree, at)
    if may_be_text(model, at[:-1]) and isinstance(value, str) and fold(field) not in map(fold, names):
        message = f"this entry is read as a field `{short(field)}`, because a colon and a space follow that word"
        alone = len(value_at(tree, at[:-1])) == 1
        changes = (Change(at[:-1], f"{field}: {value}", new=True),) if alone else ()
        help_ = f"put the text in quotes: `{short(quote(f'{field}: {value}'))}`"
        return Said(UNKNOWN_FIELD, at, message, help_, True, None, changes)
    beside = value_at(tree, at[:-1])
    free = [name for name in names if not isinstance(beside, Mapping) or name not in beside]
    if odd := odd_characters(field):
        bare = plain(field)
        message = f"the name `{bare}` holds {odd}, which can't be told by looking"
        changes = (Change(at, bare, key=True),) if bare in free else ()
        help_ = f"write `{bare}`, and normal spaces around it; such characters come in with pasted text"
        return Said(UNKNOWN_FIELD, at, message, help_, True, bare if bare in names else None, changes)
    message = f"there is no field `{short(field)}` here"
    if home is None or not names:
        return Said(UNKNOWN_FIELD, at, message, "delete it", key=True)
    if placed := _around(model, home, at) or _below(home, field, [str(o[-1]) for o in unset if o[:-1] == at[:-1]]):
        return _placed(at, placed)
    if said := _named_otherwise(home, at, message, value, names, free):
        return said
    if placed := _below(home, field, list(beside) if isinstance(beside, Mapping) else []) or _below(home, field, names):
        return _placed(at, placed)
    return _foreign(field, at, message, names)


def _placed(at: Path, belongs: str) -> Said:
    message, help_ = f"there is no field `{short(at[-1])}` here", f"`{short(at[-1])}` is a field of {belongs}"
    return Said(UNKNOWN_FIELD, at, message, help_, key=True, belongs=belongs)


def own_names(model: type[Declared], home: type[Declared] | None) -> list[str]:
    """The names of the fields of a part; the id of an item is none of them."""
    return [name for name in fields_of(home) if not (home is model and name == "id")] if home else []


def may_be_text(model: type[Declared], at: Path) -> bool:
    """Whether a bare text may stand in the place of the part at `at`."""
    shape = shape_at(model, at)
    record = shape.entry if isinstance(shape, Many) else shape
    return isinstance(record, Record) and record.or_text


def _around(model: type[Declared], home: type[Declared], at: Path) -> str:
    """Where a field belongs that a part around this one has; empty where none has."""
    field = str(at[-1])
    for length in range(len(at) - 2, -1, -1):
        around = at_home(model, at[:length])
        if around is None or around is home or field not in own_names(model, around):
            continue
        if not length:
            return "the item itself: move the line to the left, out of this part"
        return f"each entry of `{list_of(at[:length])}`: begin it where the other fields of that entry begin"
    return ""


def _below(home: type[Declared], field: str, names: Collection[str]) -> str:
    """Where a field belongs that a part below one of the fields `names` has; empty where none has."""
    for name, declared in fields_of(home).items():
        shape = declared.shape.entry if isinstance(declared.shape, Many) else declared.shape
        if name not in names or not isinstance(shape, Record) or declared.csv:
            continue
        if field in fields_of(shape.model):
            where = f"each entry of `{name}`" if isinstance(declared.shape, Many) else f"`{name}`"
            return f"{where}: move it there, indented below it"
        if deeper := _below(shape.model, field, fields_of(shape.model)):
            return deeper
    return ""


def _named_otherwise(
    home: type[Declared], at: Path, message: str, value: object, names: list[str], free: list[str]
) -> Said | None:
    field = str(at[-1])
    same = next((name for name in names if fold(name) == fold(field)), None)
    if same is None and (why := why_no_field(field)):
        return Said(UNKNOWN_FIELD, at, message, why, key=True)
    translated = None if same else field_meant(field, names) or phrase_meant(field, names, "fields")
    meant = same or translated
    near = (meant,) if meant else nearest(field, names)
    if len(near) > 1:
        return Said(UNKNOWN_FIELD, at, message, f"did you mean {listed(near)}?", key=True)
    return _meant(home, at, message, value, near[0], free, translated=translated is not None) if near else None


def _foreign(field: str, at: Path, message: str, names: list[str]) -> Said:
    """A field that only other kinds have, or none."""
    kinds = [kind for kind in KINDS if field in fields_of(kind.model)]
    if kinds and len(kinds) <= 3 and "title" in names:
        theirs = " and ".join(kind.plural if kind.name == "kpi" else kind.plural.lower() for kind in kinds)
        return Said(UNKNOWN_FIELD, at, message, f"`{field}` is a field of {theirs}: delete the line here", key=True)
    listing = f"the fields here are {listed(names)}" if len(names) <= FEW else "docs/format.md lists the fields"
    return Said(UNKNOWN_FIELD, at, message, listing, key=True)


def _meant(
    home: type[Declared], at: Path, message: str, value: object, name: str, free: list[str], *, translated: bool
) -> Said:
    """One field is meant: its name, and where the value does not fit it what the value is to be."""
    if name not in free:
        help_ = f"`{name}` is meant, and is written here already: keep one of the two lines"
        return Said(UNKNOWN_FIELD, at, message, help_, key=True, near=name)
    sure: Applicability = "unsafe" if translated or name in _STEERS else "safe"
    rename = Change(at, name, key=True)
    if takes(home, name, value):
        asked = f"did you mean `{name}`?" if not translated else f"here that is `{name}`"
        return Said(UNKNOWN_FIELD, at, message, asked, True, name, (rename,), sure)
    if isinstance(value, str) and (text := _value_for(home, name, value).only) is not None:
        help_ = f"here that is `{name}: {text}`"
        return Said(UNKNOWN_FIELD, at, message, help_, True, name, (rename, Change(at, text)), "unsafe")
    help_ = f"here that is `{name}`, and it takes something else than `{short(value)}`: see docs/format.md"
    return Said(UNKNOWN_FIELD, at, message, help_, key=True, near=name)


def _value_for(home: type[Declared], name: str, value: str) -> Suggestion:
    shape = fields_of(home)[name].shape
    return suggest(shape, value) if isinstance(shape, Leaf) and not shape.level_name else Suggestion()


def takes(home: type[Declared], name: str, value: object) -> bool:
    """Whether a field of a part takes a value; names of levels can't be judged here."""
    shape = fields_of(home)[name].shape
    if isinstance(shape, Leaf) and shape.level_name and value in ("true", "false", "yes", "no"):
        return False
    try:
        _adapter(home, name).validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(home: type[Declared], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(home.model_fields[name].rebuild_annotation())


def list_of(at: Path) -> str:
    """The innermost field that holds what stands at `at`."""
    return next((step for step in reversed(at) if isinstance(step, str)), "")
