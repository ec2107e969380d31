"""Rules about files and folders."""

from __future__ import annotations

from cxsite.load.example_trees import IDEA, KPI, ROADMAP
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
STRAY_FILE = Rule(
    "CX020",
    "stray-file",
    "error",
    "A file that nothing reads: a wrong ending, a wrong folder, or a CSV file that no item names. Hidden files and "
    "READMEs are ignored.",
    bad={**ROADMAP, "initiatives/easier-returns.yml": IDEA, "initiatives/minutes.docx": "…"},
    good={**ROADMAP, "initiatives/easier-returns.yml": IDEA},
)
UNSAFE_FILE = Rule(
    "CX021",
    "unsafe-file",
    "error",
    "A file that is not read for safety's sake: larger than 5 MB (an asset: than 50 MB), a link that leads out of "
    "the content folder, something that is no regular file, a name with control characters, or YAML that is nested "
    "deeper than 50 levels.",
    bad={**ROADMAP, "initiatives/easier-returns.yml": f"{IDEA}tags: {'[' * 60}deep{']' * 60}\n"},
    good={**ROADMAP, "initiatives/easier-returns.yml": f"{IDEA}tags: [deep]\n"},
)
PAGE_IN_PUBLIC = Rule(
    "CX022",
    "page-in-public",
    "error",
    "A page lies in `public/`, whose files every engine publishes as they are, without asking who may see them. "
    "Hand-written pages belong into `pages/`, where they have a level.",
    bad={**ROADMAP, "public/about.md": "We want to hear from you.\n"},
    good={**ROADMAP, "pages/about.md": "---\ntitle: About\n---\nWe want to hear from you.\n"},
)

FILE_RULES = (
    UNKNOWN_FOLDER,
    EMPTY_KIND_FOLDER,
    MISSING_DATA_FILE,
    INVALID_CSV,
    NOT_UTF_8,
    EMPTY_FILE,
    MERGE_CONFLICT,
    SEVERAL_DOCUMENTS,
    STRAY_FILE,
    UNSAFE_FILE,
    PAGE_IN_PUBLIC,
)
