"""CX00x: what stands in a file: its YAML and its fields."""

from __future__ import annotations

from cxsite.load.rules.examples import ROADMAP, idea
from cxsite.model.finding import Rule

INVALID_YAML = Rule(
    "CX001",
    "invalid-yaml",
    "error",
    "The file can't be read as YAML. The message names the line that causes it, which is often not the line at "
    "which a parser gives up, and what to type instead. The other fields of the file, and all other files, are "
    "checked all the same.",
    bad=idea("title: Returns: easier\n"),
    good=idea('title: "Returns: easier"\n'),
)
NOT_A_MAPPING = Rule(
    "CX002",
    "not-a-mapping",
    "error",
    "An item is a mapping: lines of a field's name, a colon, a space and the value. Here a list or a bare text "
    "stands in its place.",
    bad={**ROADMAP, "teams/care.yml": "- title: Care\n"},
    good={**ROADMAP, "teams/care.yml": "title: Care\n"},
)
DUPLICATE_KEY = Rule(
    "CX003",
    "duplicate-key",
    "error",
    "A field is written twice in one place. YAML parsers silently take one of the two; nobody can tell which one "
    "was meant. Keep one.",
    bad=idea("title: Easier returns\nsummary: Print a label.\nsummary: Show a code.\n"),
    good=idea("title: Easier returns\nsummary: Show a code.\n"),
)
UNKNOWN_FIELD = Rule(
    "CX004",
    "unknown-field",
    "error",
    "The format has no field of this name here. Mostly it is misspelled, or stands one level too deep or too high. "
    "It is never ignored, since a misspelled `visibility` would publish too much.",
    bad=idea("title: Easier returns\nvisiblity: internal\n"),
    good=idea("title: Easier returns\nvisibility: internal\n"),
)
MISSING_FIELD = Rule(
    "CX005",
    "missing-field",
    "error",
    "A field that every item or part of this sort needs is not there, or has no value.",
    bad={**ROADMAP, "initiatives/easier-returns.yml": "title: Easier returns\n"},
    good=idea("title: Easier returns\n"),
)
INVALID_VALUE = Rule(
    "CX006",
    "invalid-value",
    "error",
    "The value is not of the sort that the field holds: a word that is not one of the allowed ones, a number with "
    "separators, a text where a list of parts belongs. The help says what would be right.",
    bad=idea("title: Easier returns\nimpact: very high\n"),
    good=idea("title: Easier returns\nimpact: 5\n"),
)
INVALID_DATE = Rule(
    "CX007",
    "invalid-date",
    "error",
    "This is no date or period, or one that the calendar does not have. A day is written 2026-07-15; a plan may be "
    "less precise: 2026-07, 2026-Q3, 2026-H2 or 2026.",
    bad=idea("title: Easier returns\nstart: Q3 2026\n"),
    good=idea("title: Easier returns\nstart: 2026-Q3\n"),
)
INVALID_ID = Rule(
    "CX008",
    "invalid-id",
    "error",
    "Ids become addresses and file names: lower-case letters, digits and single hyphens between them. The id of an "
    "item is its file's name.",
    bad={**ROADMAP, "teams/Customer Care.yml": "title: Customer Care\n"},
    good={**ROADMAP, "teams/customer-care.yml": "title: Customer Care\n"},
)
DUPLICATE_ID = Rule(
    "CX009",
    "duplicate-id",
    "error",
    "Two items of a kind, or two parts of a journey, have the same id, so that nobody can tell what a reference "
    "means. Rename one of them.",
    bad={
        **ROADMAP,
        "teams.yml": "care:\n  title: Customer Care\n",
        "teams/care.md": "---\ntitle: Care team\n---\nThey answer the phone.\n",
    },
    good={
        **ROADMAP,
        "teams.yml": "care:\n  title: Customer Care\n",
        "teams/shops.md": "---\ntitle: Shops\n---\nThey run the shops.\n",
    },
)
