"""CX01x: files and folders, and texts that YAML cuts."""

from __future__ import annotations

from cxsite.load.rules.examples import IDEA, KPI, ROADMAP, idea
from cxsite.model.finding import Rule

UNKNOWN_FOLDER = Rule(
    "CX010",
    "unknown-folder",
    "error",
    "A folder that the format does not know. What is in it is not read, so that a misspelled `inititatives/` would "
    "silently empty the roadmap.",
    bad={**ROADMAP, "inititatives/easier-returns.yml": IDEA},
    good={**ROADMAP, "initiatives/easier-returns.yml": IDEA},
)
EMPTY_KIND_FOLDER = Rule(
    "CX011",
    "empty-kind-folder",
    "warning",
    "A kind's folder holds no item. Either the items are somewhere else, or the folder can go.",
    bad={**ROADMAP, "teams/README.md": "One file a team.\n"},
    good={**ROADMAP, "teams/README.md": "One file a team.\n", "teams/care.yml": "title: Care\n"},
)
MISSING_DATA_FILE = Rule(
    "CX012",
    "missing-data-file",
    "error",
    "A field names a CSV file that does not stand beside the item's file. Only a plain file name is allowed there, "
    "no path.",
    bad={**ROADMAP, "kpis/refund-days.yml": KPI},
    good={**ROADMAP, "kpis/refund-days.yml": KPI, "kpis/refund-days.csv": "date,value\n2026-01-31,9.5\n"},
)
INVALID_CSV = Rule(
    "CX013",
    "invalid-csv",
    "error",
    "A CSV file has a header that fits none of the known forms, or a row that can't be read. Each row that can't be "
    "read is told with its line.",
    bad={**ROADMAP, "kpis/refund-days.yml": KPI, "kpis/refund-days.csv": "date,value\n31.01.2026,9.5\n"},
    good={**ROADMAP, "kpis/refund-days.yml": KPI, "kpis/refund-days.csv": "date,value\n2026-01-31,9.5\n"},
)
NOT_UTF_8 = Rule(
    "CX014",
    "not-utf-8",
    "error",
    "Content files are UTF-8. This one is saved in another encoding, or characters were lost when it was (`\ufffd` "
    "stands where one was).",
    bad={**ROADMAP, "initiatives/easier-returns.yml": "title: Caf\ufffd in the shop\nstatus: idea\n"},
    good={**ROADMAP, "initiatives/easier-returns.yml": "title: Café in the shop\nstatus: idea\n"},
)
EMPTY_FILE = Rule(
    "CX015",
    "empty-file",
    "error",
    "The file holds nothing, or only comments. Write the item, or delete the file.",
    bad={**ROADMAP, "initiatives/easier-returns.yml": "# to be written\n"},
    good={**ROADMAP, "initiatives/easier-returns.yml": IDEA},
)
MERGE_CONFLICT = Rule(
    "CX016",
    "merge-conflict",
    "error",
    "Git could not merge two edits and has written both into the file, between `<<<<<<<` and `>>>>>>>`. Keep what is "
    "right and delete the marker lines.",
    bad={
        **ROADMAP,
        "initiatives/easier-returns.yml": (
            f"{'<' * 7} HEAD\ntitle: Easier returns\n{'=' * 7}\n"
            f"title: Simple returns\n{'>' * 7} wording\nstatus: idea\n"
        ),
    },
    good={**ROADMAP, "initiatives/easier-returns.yml": IDEA},
)
SEVERAL_DOCUMENTS = Rule(
    "CX017",
    "several-documents",
    "error",
    "A line `---` in the middle of a file begins a second YAML document. One file is one item.",
    bad={**ROADMAP, "initiatives/easier-returns.yml": f"{IDEA}---\ntitle: Another one\nstatus: idea\n"},
    good={
        **ROADMAP,
        "initiatives/easier-returns.yml": IDEA,
        "initiatives/another-one.yml": "title: Another one\nstatus: idea\n",
    },
)
FORBIDDEN_YAML = Rule(
    "CX018",
    "forbidden-yaml",
    "error",
    "Anchors (`&name`), aliases (`*name`), merge keys (`<<`) and tags (`!name`) are not read: what a file says is "
    "to be seen where it stands. Mostly such a sign is meant as text; then the text goes in quotes.",
    bad=idea("title: Easier returns\nsummary: &label Print a label.\noutcome: *label\n"),
    good=idea("title: Easier returns\nsummary: Print a label.\noutcome: Print a label.\n"),
)
CUT_TEXT = Rule(
    "CX019",
    "cut-text",
    "error",
    "A text ends earlier than its author thinks. ` #` begins a comment, so `Become the #1 shop` is read as `Become "
    "the`; in `{text: a, b}` the comma ends the text. Put the text in quotes. After a text, only two or more spaces "
    "and a `#` that is itself followed by a space count as a comment on purpose.",
    bad=idea("title: Easier returns\nsummary: Become the #1 shop for returns.\n"),
    good=idea('title: Easier returns  # a working title\nsummary: "Become the #1 shop for returns."\n'),
)
