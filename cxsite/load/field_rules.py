"""Rules about what stands in a file: its YAML and its fields."""

from __future__ import annotations

from cxsite.model.finding import Rule

INVALID_YAML = Rule(
    "CX001",
    "invalid-yaml",
    "error",
    "The file can't be read as YAML. The message names the line that causes it, which is often not the line at "
    "which a parser gives up, and what to type instead. The other fields of the file, and all other files, are "
    "checked all the same.",
)
NOT_A_MAPPING = Rule(
    "CX002",
    "not-a-mapping",
    "error",
    "An item is a mapping: lines of a field's name, a colon, a space and the value. Here a list or a bare text "
    "stands in its place.",
)
DUPLICATE_KEY = Rule(
    "CX003",
    "duplicate-key",
    "error",
    "A field is written twice in one place. YAML parsers silently take one of the two; nobody can tell which one "
    "was meant. Keep one.",
)
UNKNOWN_FIELD = Rule(
    "CX004",
    "unknown-field",
    "error",
    "The format has no field of this name here. Mostly it is misspelled, or stands one level too deep or too high. "
    "It is never ignored, since a misspelled `visibility` would publish too much.",
)
MISSING_FIELD = Rule(
    "CX005",
    "missing-field",
    "error",
    "A field that every item or part of this sort needs is not there, or has no value.",
)
INVALID_VALUE = Rule(
    "CX006",
    "invalid-value",
    "error",
    "The value is not of the sort that the field holds: a word that is not one of the allowed ones, a number with "
    "separators, a text where a list of parts belongs. The help says what would be right.",
)
INVALID_DATE = Rule(
    "CX007",
    "invalid-date",
    "error",
    "This is no date or period, or one that the calendar does not have. A day is written 2026-07-15; a plan may be "
    "less precise: 2026-07, 2026-Q3, 2026-H2 or 2026.",
)
INVALID_ID = Rule(
    "CX008",
    "invalid-id",
    "error",
    "Ids become addresses and file names: lower-case letters, digits and single hyphens between them. The id of an "
    "item is its file's name.",
)
DUPLICATE_ID = Rule(
    "CX009",
    "duplicate-id",
    "error",
    "Two items of a kind, or two parts of a journey, have the same id, so that nobody can tell what a reference "
    "means. Rename one of them.",
)
FORBIDDEN_YAML = Rule(
    "CX018",
    "forbidden-yaml",
    "error",
    "Anchors (`&name`), aliases (`*name`), merge keys (`<<`) and tags (`!name`) are not read: what a file says is "
    "to be seen where it stands. Mostly such a sign is meant as text; then the text goes in quotes.",
)
CUT_TEXT = Rule(
    "CX019",
    "cut-text",
    "error",
    "A text ends earlier than its author thinks. ` #` begins a comment, so `Become the #1 shop` is read as `Become "
    "the`; in `{text: a, b}` the comma ends the text. Put the text in quotes. After a text, only two or more spaces "
    "and a `#` that is itself followed by a space count as a comment on purpose.",
)

FIELD_RULES = (
    INVALID_YAML,
    NOT_A_MAPPING,
    DUPLICATE_KEY,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    INVALID_VALUE,
    INVALID_DATE,
    INVALID_ID,
    DUPLICATE_ID,
    FORBIDDEN_YAML,
    CUT_TEXT,
)
