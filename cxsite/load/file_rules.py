"""Rules about files and folders."""

from __future__ import annotations

from cxsite.model.finding import Rule

UNKNOWN_FOLDER = Rule(
    "CX010",
    "unknown-folder",
    "error",
    "A folder that the format does not know. What is in it is not read, so that a misspelled `inititatives/` would "
    "silently empty the roadmap.",
)
EMPTY_KIND_FOLDER = Rule(
    "CX011",
    "empty-kind-folder",
    "warning",
    "A kind's folder holds no item. Either the items are somewhere else, or the folder can go.",
)
MISSING_DATA_FILE = Rule(
    "CX012",
    "missing-data-file",
    "error",
    "A field names a CSV file that does not stand beside the item's file. Only a plain file name is allowed there, "
    "no path.",
)
INVALID_CSV = Rule(
    "CX013",
    "invalid-csv",
    "error",
    "A CSV file has a header that fits none of the known forms, or a row that can't be read. Each row that can't be "
    "read is told with its line.",
)
NOT_UTF_8 = Rule(
    "CX014",
    "not-utf-8",
    "error",
    "Content files are UTF-8. This one is saved in another encoding, or characters were lost when it was (`\ufffd` "
    "stands where one was).",
)
EMPTY_FILE = Rule(
    "CX015",
    "empty-file",
    "error",
    "The file holds nothing, or only comments. Write the item, or delete the file.",
)
MERGE_CONFLICT = Rule(
    "CX016",
    "merge-conflict",
    "error",
    "Git could not merge two edits and has written both into the file, between `<<<<<<<` and `>>>>>>>`. Keep what is "
    "right and delete the marker lines.",
)
SEVERAL_DOCUMENTS = Rule(
    "CX017",
    "several-documents",
    "error",
    "A line `---` in the middle of a file begins a second YAML document. One file is one item.",
)
STRAY_FILE = Rule(
    "CX020",
    "stray-file",
    "error",
    "A file that nothing reads: a wrong ending, a wrong folder, or a CSV file that no item names. Hidden files and "
    "READMEs are ignored.",
)
UNSAFE_FILE = Rule(
    "CX021",
    "unsafe-file",
    "error",
    "A file that is not read for safety's sake: larger than 5 MB, a link that leads out of the content folder, "
    "something that is no regular file, a name with control characters, or YAML that is nested deeper than 50 "
    "levels.",
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
)
