"""The JSON Schema of `roadmap.json`, from the same declarations as the content, and its page in the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.measures.record import Derived
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.shape import Record, fields_of
from cxsite.scaffold.json_schema import DIALECT, Definitions, Schema, part_schema, schemas

NAME = "roadmap-json"

_ENVELOPE: tuple[tuple[str, Schema, str], ...] = (
    (
        "format",
        {"type": "integer"},
        "The format of this file; programs refuse one that they don't know.",
    ),
    ("title", {"type": "string"}, "What the roadmap is called."),
    ("url", {"type": "string"}, "Where the site is; empty where nobody said it."),
    ("language", {"type": "string"}, "The language of the content, as BCP 47 has it."),
    ("audience", {"type": "string"}, "The level that this file was made for."),
    ("as_of", {"type": "string", "format": "date"}, "The day that this file was made for."),
)
_OF_ITEMS: tuple[tuple[str, Schema, str], ...] = (
    ("id", {"type": "string"}, "Its id, unique within its kind."),
    ("url", {"type": "string"}, "Its page, relative to `url` above."),
    ("opens", {"type": "string"}, "Where an embargo holds: the level that it has from `visible_from` on."),
)


def export_schema() -> Schema:
    """The schema: what the file says of itself, then a list of items, each of one of the kinds."""
    content = schemas()
    parts = Definitions()
    for kind in KINDS:
        document = content[kind.name]
        parts |= document["$defs"]
        parts[kind.model.__name__] = _item(kind, document, parts)
        for one in _of_parts(kind):
            model = "".join(word.capitalize() for word in one.part.removesuffix("s").split("_"))
            parts[model]["properties"][one.name_in_part] = {"description": one.meaning}
    properties: Schema = {name: {"description": meaning, **schema} for name, schema, meaning in _ENVELOPE}
    items = {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{kind.model.__name__}"} for kind in KINDS]}}
    return {
        "$schema": DIALECT,
        "title": "cxsite: roadmap.json",
        "description": "Everything that one audience sees, for other programs.",
        "type": "object",
        "properties": {**properties, "items": {"description": "Every item that the audience sees.", **items}},
        "required": [*properties, "items"],
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


def _item(kind: Kind, document: Schema, parts: Definitions) -> Schema:
    """An item as it is exported: its fields as content has them, what goes before, and the values derived from it.

    Where a field and a derived value have one name, the derived value stands, so the field's own schema does not.
    """
    own: Schema = {"kind": {"const": kind.name, "description": "Its kind."}}
    own |= {name: {"description": meaning, **schema} for name, schema, meaning in _OF_ITEMS}
    of_item = (one for one in DERIVED_BY_KIND.get(kind.name, ()) if not one.part)
    derived = {one.name: {"description": one.meaning} for one in of_item}
    consumed = {name for name, declared in fields_of(kind.model).items() if declared.consumed}
    fields = {name: said for name, said in document["properties"].items() if name not in consumed}
    for name, declared in fields_of(kind.model).items():
        if name == "aliases":
            fields[name] = {"description": declared.meaning, "type": "array", "items": {"type": "string"}}
        elif declared.csv and isinstance(declared.shape, Record):
            # What content says by the name of a file is exported as what the file holds.
            fields[name] = {"description": declared.meaning, **part_schema(declared.shape, parts)}
    return {
        "type": "object",
        "description": document["description"],
        "properties": {**own, **fields, **derived},
        "required": ["kind", "id", "url", *document.get("required", ())],
        "additionalProperties": False,
    }


def _of_parts(kind: Kind) -> list[Derived]:
    """The derived values that stand in parts of an item."""
    return [one for one in DERIVED_BY_KIND.get(kind.name, ()) if one.part]


def export_page() -> str:
    """The page of the documentation about `roadmap.json`."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# roadmap.json\n"
    yield (
        "Every site has its own content as data in `roadmap.json`, named in the head of each page. It holds what the "
        "site's audience may see, and nothing else. `cxsite schema` writes its JSON Schema as "
        f"`schemas/{NAME}.schema.json`. This page is made from the declarations that cxsite itself reads.\n"
    )
    yield "## The file\n"
    yield "| key | what it holds |\n|---|---|"
    yield from (f"| `{name}` | {meaning} |" for name, _, meaning in _ENVELOPE)
    yield "| `items` | Every item that the audience sees, kind by kind, by id. |\n"
    yield "## What stays as it is\n"
    yield (
        "`format` is the version of this shape. As long as it is 1, programs that were written for it go on working:\n"
    )
    yield (
        "- **Never**: a key goes, gets another name, or means something else; a value gets another type or another way "
        "of writing it (days `2026-03-31`, periods `2026-Q2`, ids, numbers without units); what is one value becomes a "
        "list, or the other way round; an item gets another `kind`.\n"
        "- **May be added** at any time: keys of the file, of items and of parts, words of an enumeration, kinds, and "
        "derived values. Leave aside what you don't know.\n"
        "- **Nobody promises** the order of keys, that a key is there (it has none while it is unset or withheld), "
        "how exact a derived number is, or that an item stays visible.\n"
    )
    yield (
        "What can't be done so is another `format`; a program that finds one it does not know should stop. A test "
        "compares each change of the declarations with the shape that was published. `series.csv` keeps the same "
        "promise: the columns keep their names and their order, further ones come behind them.\n"
    )
    yield "## An item\n"
    yield (
        "First `kind` (in the singular), `id` and `url`, and for colleagues `opens`, the level that an item has from "
        "`visible_from` on; then its fields by the names of the "
        "[content format](format.md), then the values derived from it. What is unset, withheld or without a value has "
        "no key. References are ids, days and periods are text at the audience's precision, shares and other numbers "
        "are not rounded. A part says its `visibility` only where it is not that of what it belongs to. Bodies are "
        "Markdown with links as `[label](kind:id)`; where the audience is no public one, parts of a body for a level "
        "stand between `/// level` and `///`.\n"
    )
    yield "## Derived values\n"
    yield "Where a field and a derived value have one name, the derived one stands.\n"
    yield "| kind | key | what it is |\n|---|---|---|"
    for kind in KINDS:
        for one in DERIVED_BY_KIND.get(kind.name, ()):
            key = f"{one.part}[].{one.name_in_part}" if one.part else one.name
            yield f"| {kind.name} | `{key}` | {one.meaning} |"
    yield "\n## Identity\n"
    yield (
        "`kind` and `id` name an item; an id that changed is in `aliases` where these are disclosed. The entries of "
        "`feed.xml` and the events of `roadmap.ics` keep their own ids over renames: those of the oldest alias."
    )
