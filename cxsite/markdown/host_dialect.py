"""What git hosts' previews take for lists, tables and headings, written as Python-Markdown reads it.

A list that begins below a line of text, entries indented by two, `1)`, `#1`, a line break by a backslash: the author
sees them in the preview, so readers see them on the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cxsite.model.body import FENCE

_FENCE = re.compile(rf"(?P<indent> *){FENCE}")
_ENTRY = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?P<space>[ \t]+|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DELIMITERS = re.compile(r"[ >]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_NO_HEADING = re.compile(r"^( {0,3})(?=#{1,6}[^#\s]|#{7})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_QUOTE = re.compile(r"(?P<mark> {0,3}> ?)")
_HTML = re.compile(r"</?[a-z][a-z0-9-]*[\s/>]|<!--|<\?", re.IGNORECASE)
_BLOCK = re.compile(r"/{3,}|\[\^[^\]]+\]:|\[[^\]]+\]:|:[ \t]")
_INTERRUPTS = re.compile(r"#{1,6}(?:\s|$)|/{3,}|</?[a-z][a-z0-9-]*[\s/>]", re.IGNORECASE)
_BREAK = re.compile(r"(?<!\\)\\$")
_INDENT = 4


def adapted(text: str) -> str:
    """The text as Python-Markdown has to get it. What stands in code, and what both read the same, stays."""
    if not _differs(text):
        return text
    return "\n".join(_Adapter().lines(text.split("\n")))


# Possessive repetitions: a line of blanks is read once.
_SIGN = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d++[.)])(?:[ \t]|$)|#|\|?[ \t]*+:?-)|\\$", re.MULTILINE)


def _differs(text: str) -> bool:
    return _SIGN.search(text) is not None


@dataclass(slots=True)
class _Entry:
    """An open entry of a list: the column of its text in the source, that of its marker, whether that is a number."""

    content: int
    at: int
    numbered: bool


class _Adapter:
    """Rewrites lines one by one, with the entries of lists that stand open."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.open: list[_Entry] = []
        self.fence = ""
        self.fence_indent = 0
        self.paragraph = False
        # How deep the lines since the last empty one began, and whether with a text: Python-Markdown reads the others
        # as parts of that.
        self.block = (0, False)
        self.blank = True
        self.html = False
        self.table = False

    def lines(self, lines: list[str]) -> list[str]:
        """All lines, rewritten."""
        at = 0
        while at < len(lines):
            if not self.fence and not self.html and _QUOTE.match(lines[at]) and not self._is_inside(lines[at]):
                at = self._quote(lines, at)
                continue
            self._line(lines[at], lines[at + 1] if at + 1 < len(lines) else "")
            at += 1
        return self.made

    def _is_inside(self, line: str) -> bool:
        return bool(self.open) and _indent(line) >= self.open[-1].content

    def _quote(self, lines: list[str], at: int) -> int:
        """A run of quoted lines, rewritten without their marks."""
        end = at
        self._end_table()
        while end < len(lines) and _QUOTE.match(lines[end]):
            end += 1
        self._end_lists(0)
        marks = [match[0] for line in lines[at:end] if (match := _QUOTE.match(line))]
        inner = _Adapter().lines([line[len(mark) :] for line, mark in zip(lines[at:end], marks, strict=True)])
        self.made += [f"> {line}" if line.strip() else ">" for line in inner]
        self.paragraph, self.blank = True, False
        return end

    def _line(self, line: str, following: str) -> None:
        if self.fence:
            self._in_fence(line)
        elif not line.strip():
            self._put("")
            self.paragraph, self.blank, self.html, self.table = False, True, False, False
        else:
            lead = len(line) - len(line.lstrip(" \t"))
            self._written(line[:lead].expandtabs(_INDENT) + line[lead:], line, following)

    def _written(self, line: str, as_typed: str, following: str) -> None:
        indent = _indent(line)
        text = line[indent:]
        if self.html or (not self.open and indent >= _INDENT):
            self.made.append(as_typed)
            self.blank = False
            return
        fence = _FENCE.match(line)
        entry = None if _RULE.match(text) else _ENTRY.match(text)
        begins_table = not self.table and "|" in text and "|" in following and _DELIMITERS.match(following)
        # Only a paragraph goes on in a line that is not indented.
        goes_on = self.paragraph or self.blank or self.table or entry is not None
        if fence or begins_table or not goes_on or _INTERRUPTS.match(text) or _RULE.match(text):
            self._end_table()
            self._end_lists(indent)
        else:
            self._leave(indent, entry is not None)
        if fence:
            self._begin_fence(fence)
        elif entry is not None and self._begins_list(entry, text):
            self._end_table()
            self._entry(indent, entry, text)
        else:
            self._text(line, indent, bool(begins_table), following)

    def _in_fence(self, line: str) -> None:
        stripped = line.strip()
        self._put(line[min(_indent(line), self.fence_indent) :])
        if stripped.startswith(self.fence) and not stripped.strip(self.fence[0]):
            self.fence = ""
            if not self.open:
                self._put("")
                self.blank = True

    def _begin_fence(self, fence: re.Match[str]) -> None:
        if self.made and self.made[-1].startswith(">"):
            self._put("")
        self.fence, self.fence_indent = fence["mark"], len(fence["indent"])
        self._put(fence["mark"] + fence["info"])
        self.paragraph, self.blank = False, False

    def _end_table(self) -> None:
        if self.table:
            self._put("")
            self.table, self.blank = False, True

    def _end_lists(self, indent: int) -> None:
        """End the lists that what comes now, which is no text, stands outside of."""
        ended = False
        while self.open and indent < self.open[-1].content:
            self.open.pop()
            ended = True
        if ended and not self.blank:
            self._put("")
            self.blank = True

    def _leave(self, indent: int, is_entry: bool) -> None:
        """End the entries of lists that this line is no part of; text without an empty line before it goes on."""
        while self.open and indent < self.open[-1].content and (is_entry or self.blank):
            if is_entry and indent >= self.open[-1].at:
                return  # the next entry of the same list
            self.open.pop()

    def _begins_list(self, entry: re.Match[str], text: str) -> bool:
        """Whether this is an entry; in the middle of a paragraph a number must be 1, and an entry not empty."""
        if self.open or not self.paragraph:
            return True
        return bool(text[entry.end() :].strip()) and entry["number"] in (None, "1")

    def _entry(self, indent: int, entry: re.Match[str], text: str) -> None:
        numbered = entry["number"] is not None
        if self.open and indent < self.open[-1].content:
            apart = self.open.pop().numbered != numbered
        else:
            apart = self.paragraph and not self.open
        depth, with_text = self.block
        if (apart or len(self.open) < depth or (with_text and self.open)) and not self.blank:
            self._put("")
            self.blank = True
        rest = text[entry.end() :]
        spaces = len(entry["space"].expandtabs(_INDENT))
        content = indent + len(entry["marker"]) + (spaces if 1 <= spaces <= _INDENT and rest else 1)
        self._begin_block(with_text=False)
        self._put(f"{entry['number']}. {rest}" if numbered else f"{entry['marker']} {rest}")
        self.open.append(_Entry(content, indent, numbered))
        self.paragraph, self.blank = bool(rest.strip()), False

    def _text(self, line: str, indent: int, begins_table: bool, following: str) -> None:
        text = line[indent:]
        if not self.open and _HTML.match(text):
            self.html = True
            self.made.append(line)
            self.blank = False
            return
        if begins_table:
            self.table = True
            if self.paragraph:
                self._put("")
        own = line[min(indent, self.open[-1].content) :] if self.open else line
        own = _NO_HEADING.sub(r"\1\\", own)
        if _BREAK.search(own) and following.strip() and not self.table:
            own = own[:-1] + "  "
        self._begin_block(with_text=True)
        self._put(own)
        self.blank = False
        self.paragraph = not (self.table or _HEADING.match(own) or _RULE.match(own) or _BLOCK.match(text))

    def _begin_block(self, *, with_text: bool) -> None:
        if self.blank:
            self.block = (len(self.open), with_text)

    def _put(self, text: str) -> None:
        """Add a line at the depth of the entries that stand open."""
        self.made.append(" " * (_INDENT * len(self.open)) + text if text.strip() else "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
