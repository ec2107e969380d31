"""The reference pages of the documentation, written from the code itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from cxsite.measures.derived_values import DERIVED_BY_KIND
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.finding import SEVERITIES, Rule
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS, Kind
from cxsite.model.roadmap import Page
from cxsite.model.shape import Either, FieldShape, Many, Record, Shape, Table, fields_of
from cxsite.scaffold.wording import anchor, field_sort, part_title

# What follows from the file itself, and is not written in it.
_FROM_FILE: Mapping[type[Declared], frozenset[str]] = {
    Item: frozenset({"id"}),
    Page: frozenset({"path", "body"}),
}
_INTRODUCTION = """\
# Content format

Every kind, every field: what it holds, who sees it at least, what it means. This page is made from the declarations
that cxsite itself reads, so that it can't be out of date.

**Bold** fields are required. *Level* is the level that a field has at least: *item* means as visible as what it
belongs to, `internal` means for colleagues unless an item's `disclose` or the site's `policy` says otherwise.

What a field holds is said in these words:

| words | what to write |
|---|---|
| a text | words, shown as typed. In quotes where it begins with a sign such as `[`, `{`, `*`, `&`, `!`, `@`, or has `: ` or ` #` in it |
| a number | digits, one point, a sign: `12.5`. No separators of thousands |
| a whole number | digits: `12` |
| a share | `0.38` or `38 %` |
| yes or no | `true`, `false`, `yes` or `no` |
| a day | year-month-day: `2026-07-15`. Something that happened |
| a period | `2026-07-15`, `2026-07`, `2026-Q3`, `2026-H2` or `2026`. A plan: lesser audiences are told it less precisely |
| a span of time | a number and d, m or y: `90d`, `6m`, `1y` |
| an id | lower-case letters, digits, single hyphens: `self-service-returns` |
| a web address | `https:`, `http:`, `mailto:`, or an address within the site |
| a level | one of the site's levels: `public`, `customer`, `internal`, `restricted` unless roadmap.yml names others |
| a list | one entry a line, after a hyphen. A single entry may stand without one |
| a mapping | one entry a line: name, colon, space, value |
| a part | a mapping of the part's own fields |

An optional field without a value (nothing, `null`, `''`, `[]` or `{}`) is as if it were not there. Only texts that readers see are
empty where they are written so, and `visibility`, `wording` and `disclose` are read as they stand.
"""  # noqa: E501


def format_page() -> str:
    """The reference of the content format as Markdown."""
    shown: list[type[Declared]] = []
    sections = [_INTRODUCTION, *_item_section(shown)]
    for kind in KINDS:
        sections += _kind_section(kind, shown)
    sections += _section("roadmap.yml", "The roadmap itself. Its name in `policy` is `roadmap`.", Charter, shown)
    sections += _section(
        "Page",
        "A hand-written page, `pages/<name>.md`: these fields as front matter, then Markdown. `pages/index.md` is the "
        "text of the home page.",
        Page,
        shown,
    )
    sections.append("## Parts\n\nParts stand inside items. A part without a `visibility` has that of what it is in.")
    # The list grows while it is walked: a part may hold further parts.
    for model in shown:
        sections += _part_section(model, shown)
    return "\n\n".join(section.strip() for section in sections) + "\n"


def _item_section(shown: list[type[Declared]]) -> Iterator[str]:
    yield "## Every item"
    yield "All kinds have these fields. The id of an item is the name of its file without the ending."
    yield _table(fields_of(Item).values(), _FROM_FILE[Item], shown)


def _kind_section(kind: Kind, shown: list[type[Declared]]) -> Iterator[str]:
    level = kind.default_level
    yield f"## {kind.title}"
    yield " ".join((kind.model.__doc__ or "").split())
    yield (
        f"In `{kind.folder}/<id>.md`, `{kind.folder}/<id>.yml`, or all of them in `{kind.folder}.yml`. "
        + (f"Without a `visibility`: {level}. " if level else "")
        + "Besides the fields of [every item](#every-item):"
    )
    yield _table(fields_of(kind.model).values(), frozenset(fields_of(Item)), shown)
    if derived := DERIVED_BY_KIND.get(kind.name):
        yield "Derived, not written; `disclose` and `policy` may name them too:"
        rows = [
            f"| `{value.name}` | {', '.join((*value.inputs, *value.settings)) or 'other items'} "
            f"| {_level_words(value.level)} | {_cell(value.meaning)} |"
            for value in derived
        ]
        yield "\n".join(["| value | made from | level | meaning |", "|---|---|---|---|", *rows])


def _section(title: str, text: str, model: type[Declared], shown: list[type[Declared]]) -> Iterator[str]:
    yield f"## {title}"
    yield text
    yield _table(fields_of(model).values(), _FROM_FILE.get(model, frozenset()), shown)


def _part_section(model: type[Declared], shown: list[type[Declared]]) -> Iterator[str]:
    title = part_title(model)
    yield f"### {title} {{ #{anchor(title)} }}"
    yield " ".join((model.__doc__ or "").split())
    yield _table(fields_of(model).values(), frozenset(), shown)


def _table(fields: Iterable[FieldShape], without: frozenset[str], shown: list[type[Declared]]) -> str:
    rows = []
    for field in fields:
        if field.name in without:
            continue
        name = f"**{field.name}**" if field.required else field.name
        meaning = f"{field.meaning} For example `{field.example}`." if field.example else field.meaning
        rows.append(f"| {name} | {_cell(field_sort(field))} | {_level(field)} | {_cell(meaning)} |")
        if not (field.csv and isinstance(field.shape, Record)):
            shown += [part for part in _parts(field.shape) if part not in shown]
    return "\n".join(["| field | what it holds | level | meaning |", "|---|---|---|---|", *rows])


def _level(field: FieldShape) -> str:
    if field.consumed:
        return "never shown"
    if field.parts == "internal":
        return "item; entries that say none: `internal`"
    return _level_words(field.level)


def _level_words(level: str) -> str:
    return "`internal`" if level == "internal" else level


def _parts(shape: Shape) -> Iterator[type[Declared]]:
    if isinstance(shape, Record):
        yield shape.model
    elif isinstance(shape, Many | Table):
        yield from _parts(shape.entry)
    elif isinstance(shape, Either):
        yield from _parts(shape.each)


def _cell(text: str) -> str:
    return _shown(text).replace("|", "\\|").replace("\n", " ")


def _shown(text: str) -> str:
    """The text with no HTML in it; inside backticks nothing is HTML."""
    pieces = text.split("`")
    return "`".join(piece if at % 2 else piece.replace("<", "&lt;") for at, piece in enumerate(pieces))


def rules_page(rules: Iterable[Rule]) -> str:
    """The reference of the rules as Markdown."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    counts = ", ".join(f"{sum(r.severity == s for r in ordered)} {s}" for s in SEVERITIES)
    sections = [
        "# Rules",
        f"What `cxsite check` looks for: {len(ordered)} rules ({counts}). An error keeps every site from being built, "
        "a warning does so with `strict`, an info never does. A code never changes its meaning. This page is made from "
        "the rules themselves.",
        "An item accepts a finding with `ignore`, a rule and a reason; a site with the plugin options `ignore`, "
        "`per_path_ignore` and `severity`. Rules may be named by code, by name, or by the beginning of a code.",
    ]
    for family, found in groupby(ordered, key=lambda rule: rule.family):
        sections.append(f"## {family.title} ({family.prefix}xx)")
        for rule in found:
            sections += _rule_section(rule)
    return "\n\n".join(sections) + "\n"


def _rule_section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.name} {{ #{rule.code.lower()} }}"
    yield f"*{rule.severity.capitalize()}.* {_shown(rule.explanation)}"
    for label, tree, other in (("Wrong", rule.bad, rule.good), ("Right", rule.good, rule.bad)):
        for path, text in tree.items():
            if other.get(path) != text:
                yield _example(f"{label}, in `content/{path}`:", text)


def _example(label: str, text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{label}\n\n{fence}text\n{text.rstrip()}\n{fence}"
