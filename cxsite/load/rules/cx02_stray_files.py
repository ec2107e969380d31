"""CX02x: files that belong nowhere, and what is read otherwise than it was meant."""

from __future__ import annotations

from cxsite.load.rules.examples import IDEA, ROADMAP
from cxsite.model.finding import Rule

_LOYALTY = (
    "title: Loyalty\nmetric: nps\ndirection: up\nfrequency: month\n"
    "definition: Would you recommend us?\nmeasurements: loyalty.csv\n"
)
_SURVEY = "title: Survey\ntype: survey\nfindings:\n"
_FROM_ONE = "".join(f"2026-01-31,{score}\n" for score in range(1, 11))

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
    "A file that is not read for safety's sake: larger than 5 MB (an asset: than 50 MB; a data file: than 200 MB), "
    "a link that leads out of the content folder, something that is no regular file, a name with control characters, "
    "or YAML that is nested deeper than 50 levels.",
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
DOUBTFUL_SCALE = Rule(
    "CX023",
    "doubtful-scale",
    "warning",
    "The answers to the question for NPS look as if they had been given on another scale than 0 to 10: none is 0 "
    "though some are 1, or none is 9 or 10. From another scale, promoters and detractors mean something else, and "
    "the value can't be compared with any NPS. Where the scale was 0 to 10 all the same, `scale: 10` says so.",
    bad={**ROADMAP, "kpis/loyalty.yml": _LOYALTY, "kpis/loyalty.csv": f"date,score\n{_FROM_ONE}"},
    good={**ROADMAP, "kpis/loyalty.yml": f"{_LOYALTY}scale: 10\n", "kpis/loyalty.csv": f"date,score\n{_FROM_ONE}"},
)
WRITTEN_TWICE = Rule(
    "CX024",
    "written-twice",
    "error",
    "A later content folder says again what an earlier one says: a field of an item, a page, an asset, or a setting of "
    "roadmap.yml. It may only add. What the first folder says holds, so that the sites of those who may not read the "
    "later one are the same with and without it; for the same reason `visibility`, `wording` and the levels of other "
    "fields are for the first folder to say.",
    bad={
        **ROADMAP,
        "initiatives/easier-returns.yml": IDEA,
        "../private/initiatives/easier-returns.yml": "title: Another title\nnotes: [{text: Ask the board}]\n",
    },
    good={
        **ROADMAP,
        "initiatives/easier-returns.yml": IDEA,
        "../private/initiatives/easier-returns.yml": "notes: [{text: Ask the board}]\n",
    },
)
BELOW_ITS_ROOT = Rule(
    "CX025",
    "below-its-folder",
    "error",
    "Something in a later content folder asks for a level below that of its folder (`at_least` in mkdocs.yml), or lies "
    "in `public/` there, whose files would be published as they are. Nothing in such a folder is seen by readers below "
    "its level.",
    bad={**ROADMAP, "../private/initiatives/easier-returns.yml": f"{IDEA}visibility: public\n"},
    good={**ROADMAP, "../private/initiatives/easier-returns.yml": f"{IDEA}visibility: restricted\n"},
)
NEWER_FORMAT = Rule(
    "CX027",
    "newer-format",
    "error",
    "The content is written in a newer format than this cxsite reads (`format` in roadmap.yml). Nothing of it is read: "
    "what is new there might say who may see what. Install a newer cxsite.",
    bad={"roadmap.yml": "title: Our roadmap\nformat: 99\ndisclaimer: A plan, not a promise.\n"},
    good={"roadmap.yml": "title: Our roadmap\nformat: 1\ndisclaimer: A plan, not a promise.\n"},
)
JOINED_ENTRIES = Rule(
    "CX026",
    "joined-entries",
    "warning",
    "A line in a list of texts begins like an entry, with a capital letter, and has no dash, so it goes on with the "
    "text of the entry above it: two entries become one. Where a text only goes on, let the line above it be as long "
    "as it can be, or begin the text with `>-` on its own lines.",
    bad={**ROADMAP, "evidence/survey.yml": f"{_SURVEY}- Half of them ask twice\n  A third asks at night\n"},
    good={**ROADMAP, "evidence/survey.yml": f"{_SURVEY}- Half of them ask twice\n- A third asks at night\n"},
)
