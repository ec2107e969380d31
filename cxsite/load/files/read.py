"""From a file to its text: too large, not UTF-8, not merged, with characters that nobody typed on purpose."""

from __future__ import annotations

import re
from itertools import islice

from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import MOST_TOLD, Reporter
from cxsite.load.rules.cx00_fields import INVALID_YAML
from cxsite.load.rules.cx01_files import EMPTY_FILE, MERGE_CONFLICT, NOT_UTF_8
from cxsite.load.rules.cx02_stray_files import UNSAFE_FILE
from cxsite.model.finding import Edit, Fix, Rule, Span
from cxsite.syntax.positions import TextFile
from cxsite.syntax.source_text import MAX_BYTES, Lines, NotText, Parts, decode, span, split

_PAGE_FIELD = re.compile(r"(?:title|visibility|nav_order):")
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
_HALF = re.compile(r"^(?:={7}|\|{7}(?: .*)?)$", re.MULTILINE)
_FIELDS = re.compile(r"---\n.*?^---$", re.MULTILINE | re.DOTALL)
_OTHER_LINE = re.compile(r"^(?:-{4,}|-{2}|[\u2010-\u2015]+|\*{3,}|_{3,}|={3,}|\+{3}|- - -)[ \t]*$", re.MULTILINE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff\ufffd]")


def read_text(file: FoundFile, report: Reporter, unreadable: Rule = INVALID_YAML) -> str | None:
    """The text of a file; None where it has none that can be used.

    A control character in it is told as `unreadable`.
    """
    try:
        data = file.read_up_to(MAX_BYTES)
    except OSError as error:
        report.add(
            UNSAFE_FILE,
            Span(file.shown),
            f"this file can't be read: {error.strerror}",
            "look at its permissions",
        )
        return None
    if data is None:
        report.add(UNSAFE_FILE, Span(file.shown), "this file is larger than 5 MB", "split it")
        return None
    text = decode(data)
    if isinstance(text, NotText):
        place = Span(file.shown, text.line, text.column, text.column + 1, text.source)
        report.add(NOT_UTF_8, place, text.message, text.help)
        return None
    return text if _is_clean(file, text, report, unreadable) else None


def read_file(found: FoundFile, report: Reporter, *, page: bool = False) -> TextFile | None:
    """An item's file, or a page's, cut into YAML and body; None where it can't be."""
    text = read_text(found, report)
    if text is None:
        return None
    markdown = found.ending == ".md"
    file = TextFile(found.shown, text, split(text, markdown=markdown))
    if not text.strip():
        report.add(EMPTY_FILE, file.in_text(0, 0), "this file is empty", "write something into it, or delete it")
        return None
    if markdown and not (file.parts.opened and file.parts.closed):
        if page and not file.parts.opened and not _PAGE_FIELD.match(text):
            # A page needs no fields at all.
            return TextFile(found.shown, text, Parts("", 0, text.strip(), len(text) - len(text.lstrip())))
        _tell_front_matter(file, report)
        return file if file.parts.yaml.strip() else None
    return file


def _tell_front_matter(file: TextFile, report: Reporter) -> None:
    if file.parts.opened and (line := _OTHER_LINE.search(file.text, 4)):
        number, _ = file.lines.place(line.start())
        edit = Edit(file.path, number + 1, 1, number + 1, len(line[0]) + 1, "---")
        help_ = "write three hyphens: `---`"
        fix = Fix("unsafe", f"{help_}: if the fields end here", (edit,))
        message = f"the fields seem to end here, with `{line[0].strip()}`, which is no line of three hyphens"
        report.add(INVALID_YAML, file.in_text(line.start(), len(line[0])), message, help_, fix=fix)
    elif not file.parts.opened and (line := re.match(r"\s+(?=---[ \t]*\n)", file.text)):
        number, column = file.lines.place(line.end())
        fix = Fix("safe", "delete what stands above it", (Edit(file.path, 1, 1, number + 1, column + 1, ""),))
        message = "empty space stands before the line `---` with which the fields begin"
        report.add(INVALID_YAML, file.in_text(0, 1), message, "delete what stands above that line", fix=fix)
    elif file.parts.opened:
        report.add(
            INVALID_YAML,
            file.in_text(0, 3),
            "the fields that begin here never end",
            "write a line `---` below the last field; the body follows it",
            fix=_closing(file),
        )
    else:
        report.add(
            INVALID_YAML,
            file.in_text(0, 1),
            "this file does not begin with its fields",
            "the first line is `---`, then come the fields, then `---` again, then the body",
        )


def _closing(file: TextFile) -> Fix | None:
    """A line that ends the fields, where they seem to end."""
    end = file.parts.yaml_start + len(file.parts.yaml)
    line, column = file.lines.place(end)
    if column or not file.parts.yaml.strip():
        return None
    edit = Edit(file.path, line + 1, 1, line + 1, 1, "---\n")
    return Fix("unsafe", "write `---` below the last field: where the fields end is a guess", (edit,))


def _is_clean(file: FoundFile, text: str, report: Reporter, unreadable: Rule) -> bool:
    """Whether no merge conflict and no character that can't be meant stands in a text."""
    clean = True
    if unseen := _UNSEEN.search(text):
        lines = Lines(text)
        place = span(file.shown, lines, *lines.place(unseen.start()), lines.place(unseen.end())[1])
        if unseen[0] == "\ufffd":
            report.add(
                NOT_UTF_8,
                place,
                "a character was lost here when the file was saved in another encoding",
                "type the character again",
            )
        else:
            report.add(
                unreadable,
                place,
                f"a character that can't be seen (U+{ord(unseen[0]):04X}) stands here",
                "delete it; it mostly comes in with pasted text",
            )
            clean = False
    if "<<<<<<<" in text or ">>>>>>>" in text:
        lines = Lines(text)
        for mark in islice(_CONFLICT.finditer(text), MOST_TOLD):
            if mark[0][0] == "<" or "<<<<<<<" not in text:
                report.add(
                    MERGE_CONFLICT,
                    span(file.shown, lines, *lines.place(mark.start()), None),
                    "two edits of this file were not merged",
                    "keep the right lines, and delete those that begin with <<<<<<<, ======= and >>>>>>>",
                )
            clean = False
    elif left := _half_merged(file, text):
        lines = Lines(text)
        line, _ = lines.place(left.start())
        place = span(file.shown, lines, line, 0, None)
        edit = Edit(file.shown, line + 1, 1, line + 2, 1, "")
        help_ = "look at the lines above and below it, and delete this one"
        fix = Fix("unsafe", "delete this line: what stands above and below may say things twice", (edit,))
        report.add(MERGE_CONFLICT, place, "a line of git is left here, from two edits that were merged", help_, fix=fix)
        clean = False
    return clean


def _half_merged(file: FoundFile, text: str) -> re.Match[str] | None:
    """What is left of a merge that somebody mended by hand. In a body such a line may underline a heading."""
    if "=======" not in text and "|||||||" not in text:
        return None
    fields = _FIELDS.match(text) if file.ending == ".md" else None
    return _HALF.search(text, 0, fields.end() if fields else len(text) if file.ending != ".md" else 0)
