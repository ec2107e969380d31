"""What validation says, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from cxsite.load.fields.list_entries import bare_entries
from cxsite.load.fields.raw_values import at_home, shape_at, value_at
from cxsite.load.fields.said import Said
from cxsite.load.fields.suggestions import Suggestion, accepts, allowed, suggest
from cxsite.load.fields.together import together
from cxsite.load.fields.unknown_names import may_be_text, unknown_field
from cxsite.load.rules.cx00_fields import INVALID_DATE, INVALID_ID, INVALID_VALUE, MISSING_FIELD, UNKNOWN_FIELD
from cxsite.model.declare import Declared
from cxsite.model.finding import Change, Rule
from cxsite.model.scalars import in_words
from cxsite.model.shape import Leaf, Many, Path, Record, Shape, Table, fields_of
from cxsite.model.typed.nearest import fold
from cxsite.model.typed.synonyms import folder_meant
from cxsite.syntax.phrases import listed, short

_SQUEEZED = re.compile(r"([A-Za-z_]+):(\S.*)", re.DOTALL)
_OF_TEXTS = frozenset({"literal_error", "less_than_equal", "string_pattern_mismatch"})
_SORTS = {
    "string_type": "one text",
    "int_type": "one number",
    "float_type": "one number",
    "bool_type": "true or false",
    "dict_type": "a mapping (lines of a name, a colon and a value)",
    "tuple_type": "a list",
}
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}


def say(model: type[Declared], tree: Mapping[str, Any], errors: list[Any], unset: Collection[Path]) -> list[Said]:
    """What `errors` of pydantic, found in `tree`, mean to the person who typed it.

    `unset` are the fields that were written without a value and are not in `tree` any more.
    """
    said = [_say(model, tree, error, unset) for error in errors]
    kept = [_asking(entry, said, model) for entry in said if not _is_other_half(entry, said, model)]
    return together(model, tree, bare_entries(model, tree, kept))


def place_of(error: Any) -> tuple[Path, bool]:
    """The place in the item that an error is about, and whether it is about the key there."""
    at: Path = tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith("|")))
    return (at[:-1], True) if at and at[-1] == "[key]" else (at, False)


def _say(model: type[Declared], tree: Mapping[str, Any], error: Any, unset: Collection[Path]) -> Said:
    at, key = place_of(error)
    if at[-1:] == ("id",) and isinstance(value_at(tree, at[:-1]), str):
        # A bare text stands for a part whose text it is.
        at = at[:-1]
    kind, context = error["type"], error.get("ctx") or {}
    value = value_at(tree, at)
    name = _name(at)
    if kind == "missing":
        return _missing(model, at, at in unset)
    if kind == "extra_forbidden":
        return unknown_field(model, tree, at, unset)
    shape = shape_at(model, at)
    leaf = shape.entry if isinstance(shape, Many) else shape
    if "help" in context:
        rule = {"date": INVALID_DATE, "id": INVALID_ID}.get(kind, INVALID_VALUE)
        help_, found = context["help"], Suggestion()
        if isinstance(leaf, Leaf) and isinstance(value, str) and kind in ("number", "date"):
            found = suggest(leaf, value)
            help_ = found.in_words() or ((kind == "number" and allowed(leaf)) or help_)
        elif "instead" in context:
            found = Suggestion((context["instead"],), context.get("applicability", "safe") == "safe")
        return _wrong_value(rule, at, f"{name}: {error['msg']}", help_, found, key=key)
    if value is None:
        return Said(INVALID_VALUE, at, f"{name} has no value", "write one, or delete it", key)
    if at and isinstance(at[-1], int) and isinstance(value_at(tree, at[:-1]), dict):
        # A mapping where a list is meant was taken for its only entry.
        name = _name(at[:-1])
        if kind == "string_type":
            help_ = "write each entry on a line of its own, after a dash and a space"
            return Said(INVALID_VALUE, at, f"{name} is a mapping, where a list belongs", help_, key)
    message, help_ = _wrong(kind, context, shape, name, value)
    found = Suggestion()
    if kind == "string_type" and isinstance(value, list) and isinstance(shape, Leaf):
        only = None if shape.wordable else _only_text(value)
        found = Suggestion((only,)) if only is not None else found
        help_ = f"write `{only}`, without a list" if only is not None else _one_of(shape, value) or help_
    if kind == "string_type" and isinstance(value, dict) and isinstance(leaf, Leaf) and _qualified(leaf, value):
        found = Suggestion((_qualified(leaf, value),))
        help_ = f"write `{found.only}`, without a space"
    if isinstance(leaf, Leaf) and isinstance(value, str) and kind in _OF_TEXTS:
        found = suggest(leaf, value)
        help_ = found.in_words() or help_
    return _wrong_value(
        INVALID_VALUE, at, message, help_ or error["msg"], found, key=key, listed=isinstance(value, (list, dict))
    )


def _wrong_value(
    rule: Rule, at: Path, message: str, help_: str, found: Suggestion, *, key: bool, listed: bool = False
) -> Said:
    changes = (Change(at, found.only, key, new=listed),) if found.only is not None else ()
    return Said(rule, at, message, help_, key, None, changes, "safe" if found.sure else "unsafe")


def _is_other_half(entry: Said, said: list[Said], model: type[Declared]) -> bool:
    """Whether a field is missing only because it is there under a wrong name, or because a text became a field."""
    if entry.rule is not MISSING_FIELD:
        return False
    beside = [other for other in said if other.rule is UNKNOWN_FIELD and other.at[:-1] == entry.at[:-1]]
    return any(other.near in (None, entry.at[-1]) for other in beside) or bool(
        beside and may_be_text(model, entry.at[:-1])
    )


def _asking(entry: Said, said: list[Said], model: type[Declared]) -> Said:
    """An unknown name that may be meant for a field that is missing beside it says so."""
    if entry.rule is not UNKNOWN_FIELD or entry.near or entry.belongs or may_be_text(model, entry.at[:-1]):
        return entry
    missing = [str(other.at[-1]) for other in said if other.rule is MISSING_FIELD and other.at[:-1] == entry.at[:-1]]
    if not missing:
        return entry
    return replace(entry, help=f"{listed(missing)} is missing here: if that is meant, write `{missing[0]}: …`")


def _name(at: Path) -> str:
    last = next((step for step in reversed(at) if isinstance(step, str)), "")
    if at and isinstance(at[-1], int):
        return f"an entry of `{last}`"
    return f"`{last}`" if last else "this"


def _missing(model: type[Declared], at: Path, written: bool) -> Said:
    field = str(at[-1])
    home = at_home(model, at[:-1])
    shape = fields_of(home)[field].shape if home and field in fields_of(home) else None
    help_ = f"write `{field}: …`"
    if isinstance(shape, Leaf) and shape.choices and allowed(shape):
        help_ += f"; {allowed(shape)}"
    elif home and field in fields_of(home):
        meaning = fields_of(home)[field].meaning
        help_ += f" ({meaning[:1].lower()}{meaning[1:].rstrip('.')})"
    if written:
        return Said(MISSING_FIELD, at, f"`{field}` has no value", help_, key=True)
    where = f" in {_name(at[:-1])}" if len(at) > 1 else ""
    return Said(MISSING_FIELD, at, f"`{field}` is missing{where}", help_)


def _wrong(kind: str, context: Mapping[str, Any], shape: Shape | None, name: str, value: object) -> tuple[str, str]:
    """Message and help for a value of the wrong sort."""
    if kind == "literal_error" and isinstance(shape, Leaf):
        return f"{name} can't be `{short(value)}`", allowed(shape) or "docs/format.md lists what it can be"
    if kind in _LIMITS:
        limit, words = _LIMITS[kind]
        leaf = shape.entry if isinstance(shape, Many) else shape
        said = allowed(leaf) if isinstance(leaf, Leaf) else ""
        return f"{name} can't be `{short(value)}`", said or f"write {words} {context[limit]:g}"
    if kind in ("string_too_short", "too_short"):
        return f"{name} is empty", "write at least one entry" if kind == "too_short" else "write something"
    if kind == "string_pattern_mismatch":
        return f"{name} can't be `{short(value)}`", f"it has to look like {_pattern(context['pattern'])}"
    if kind in ("model_type", "model_attributes_type"):
        return _no_part(shape, name, value)
    if kind in _SORTS:
        help_ = _one_value(kind, value)
        if isinstance(shape, Table) and isinstance(shape.entry, Leaf) and shape.entry.level_name:
            help_ = f"say of each field who sees it, on a line of its own: `{_first_text(value)}: public`"
        return f"{name} is {_sort(value)}, where {_SORTS[kind]} belongs", help_
    return f"{name} can't be {_sort(value)}", ""


def _qualified(leaf: Leaf, value: dict[str, Any]) -> str:
    """A reference with its kind that was read as a field, for the space behind its colon; empty where it is none."""
    (kind, id_), *more = value.items() if value else [("", None)]
    kinds = leaf.ref.kinds if leaf.ref is not None and leaf.ref.qualified else ()
    meant = [one for one in kinds if fold(one) == fold(kind) or folder_meant(kind, (f"{one}s",))]
    return f"{meant[0]}:{id_}" if len(meant) == 1 and isinstance(id_, str) and not more else ""


def _first_text(value: object) -> str:
    """The first text in a value that should be a mapping."""
    first = value[0] if isinstance(value, list) and value else value
    return short(first) if isinstance(first, str) else "…"


def _only_text(value: object) -> str | None:
    """The only text in a list, or in a list in it: what `[[name]]` is read as."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else None


def _one_of(leaf: Leaf, value: list[Any]) -> str:
    """What to do with several texts where one belongs."""
    texts = [one for one in value if isinstance(one, str)]
    if len(texts) < len(value) or not texts:
        return ""
    if len(texts) < 2:
        return ""
    if not leaf.wordable:
        return f"only one can stand here: {in_words([f'`{short(text)}`' for text in texts])}, without a list"
    return "write all of it as one text, without dashes; brackets that belong to it need quotes around the text"


def _one_value(kind: str, value: object) -> str:
    if kind == "dict_type":
        return "write each entry on its own line: a name, a colon, a space, a value"
    sign = "[" if isinstance(value, (list, tuple)) else "{"
    if kind == "string_type" and isinstance(value, (list, dict)):
        return f"write one text; if it begins with `{sign}`, or holds a colon, put it in quotes"
    return "write one value"


def _no_part(shape: Shape | None, name: str, value: object) -> tuple[str, str]:
    """A bare text or list where a part with fields belongs."""
    record = shape.entry if isinstance(shape, Many) else shape
    names = list(fields_of(record.model)) if isinstance(record, Record) else []
    message = f"{name} is {_sort(value)}, where a part with fields belongs"
    if isinstance(value, str):
        squeezed = _SQUEEZED.fullmatch(value)
        if squeezed and squeezed[1] in names:
            return message, f"write a space after the colon: `{squeezed[1]}: {short(squeezed[2])}`"
        if value.endswith(".csv"):
            return message, "name a CSV file without a dash or brackets before it"
        needed = [n for n in names if isinstance(record, Record) and fields_of(record.model)[n].required]
        fitting = [n for n in needed if isinstance(record, Record) and _fits(fields_of(record.model)[n].shape, value)]
        if len(needed) > 1 and len(fitting) == 1:
            others = "".join(f", and `{n}: …`" for n in needed if n != fitting[0])
            return message, f"write `{fitting[0]}: {short(value)}`{others}, each on a line of its own below it"
        if len(needed) == 1:
            dash = "- " if isinstance(shape, Record) and name.startswith("an entry") else ""
            return message, f"write `{dash}{needed[0]}: {short(value)}`"
    return message, f"its fields are {listed(names)}" if names else "write its fields"


def _fits(shape: Shape, value: str) -> bool:
    return isinstance(shape, Leaf) and not shape.wordable and accepts(shape, value)


def _pattern(pattern: str) -> str:
    return {
        r"^[0-9]{1,2}(-[0-9]{1,2})?$": "`10-16`",
        r"^[A-Z]{3}$": "`EUR`, three capitals",
    }.get(pattern, "`en` or `pt-BR`" if pattern.startswith("^[a-z]{2,3}") else f"`{pattern}`")


def _sort(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "a list"
    return "a mapping" if isinstance(value, dict) else "a text"
