"""The wiki markup of Jira as Markdown, in time that grows with the length of a text only.

What Markdown has no form for (colours, underlined, raised) keeps its words; images and attachments go.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Keep = Callable[[str], str]
"""Puts a finished piece aside, so that nothing else is done to it; what stands for it meanwhile."""

_PRE = re.compile(r"\{(?P<name>code|noformat)(?::(?P<said>[^}\n]*))?\}(?P<inside>.*?)\{(?P=name)\}", re.DOTALL)
_QUOTE = re.compile(r"\{quote\}(?P<inside>.*?)\{quote\}", re.DOTALL)
_PANEL = re.compile(r"\{panel(?::(?P<said>[^}\n]*))?\}")
_GONE = re.compile(
    r"\{(?:color|anchor|toc|expand|section|column)(?::[^}\n]*)?\}|\[\^[^\]\n]*\]"
    r"|(?<![\w!])!(?=\S)[^!\n|]*\.\w{2,4}(?:\|[^!\n]*)?!"
)
_HEADING = re.compile(r"[ \t]*h([1-6])\.[ \t]+(.*)")
_ENTRY = re.compile(r"[ \t]*([*#]+|-)[ \t]+(.*)")
_MONO = re.compile(r"\{\{(.+?)\}\}")
_LINK = re.compile(
    r"\[(?:(?P<words>[^|\]\n]+)\|)?(?P<to>(?:https?://|mailto:|ftp:|www\.|#|/)[^|\]\s]*)(?:\|[^\]\n]*)?\]"
)
_OTHER_LINK = re.compile(r"\[(?P<words>[^|\]\n]+)\|[^\]\n]+\]")
# What is marked is a piece of a line: without a bound each sign would be looked for to the end of it.
_EDGE = r"(?<![\w\\*_]){sign}(?=\S)(?P<inside>[^\n]{{0,300}}?\S){sign}(?![\w*_])"
_MARKS = (
    (re.compile(_EDGE.format(sign=r"\*")), r"**\g<inside>**"),
    (re.compile(_EDGE.format(sign=r"\+")), r"\g<inside>"),
    (re.compile(r"\^(?P<inside>[^\s^]{1,50})\^"), r"\g<inside>"),
    (re.compile(r"(?<=\w)~(?P<inside>[^\s~]{1,50})~"), r"\g<inside>"),
    (re.compile(_EDGE.format(sign=r"\?\?")), r"_\g<inside>_"),
    (re.compile(_EDGE.format(sign="-")), r"~~\g<inside>~~"),
)
_LANGUAGE = re.compile(r"(?:language=)?([A-Za-z+#]+)")


def wiki_as_markdown(text: str) -> str:
    """A text in Jira's wiki markup as Markdown."""
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\x02{len(kept) - 1}\x03"

    text = text.replace("\x02", "").replace("\x03", "")
    text = _PRE.sub(lambda match: f"\n{keep(_fence(match))}\n", text)
    text = _MONO.sub(lambda match: keep(f"`{match[1].strip('`')}`"), text)
    text = _GONE.sub("", text)
    text = _PANEL.sub(_panel, text)
    text = _QUOTE.sub(lambda match: "\n" + _quoted(match["inside"]) + "\n", text)
    made = "\n".join(_lines(text.split("\n"), keep))
    return re.sub("\x02(\\d+)\x03", lambda match: kept[int(match[1])], made)


def _fence(match: re.Match[str]) -> str:
    said = (match["said"] or "").split("|")[0] if match["name"] == "code" else ""
    language = found[1].lower() if (found := _LANGUAGE.fullmatch(said.strip())) else ""
    inside = match["inside"].strip("\n")
    fence = "````" if "```" in inside else "```"
    return f"{fence}{language}\n{inside}\n{fence}"


def _panel(match: re.Match[str]) -> str:
    title = next((part[6:] for part in (match["said"] or "").split("|") if part.startswith("title=")), "")
    return f"\n*{title}*\n" if title else "\n"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))


def _lines(lines: list[str], keep: Keep) -> list[str]:
    found: list[str] = []
    before = ""
    for line in lines:
        sort, made = _line(line, keep, before == "row")
        # Markdown wants an empty line where a list, a table, a quote or a heading begins or ends.
        if found and found[-1].strip() and sort != before and (sort or before) and made.strip():
            found.append("")
        found += made.split("\n")
        before = sort
    return found


def _line(line: str, keep: Keep, in_table: bool) -> tuple[str, str]:
    """A line as Markdown, and what it is: empty for a line of a paragraph."""
    if match := _HEADING.fullmatch(line):
        return "heading", f"{'#' * int(match[1])} {_inline(match[2], keep)}"
    if re.fullmatch(r"[ \t]*-{4,}[ \t]*", line):
        return "rule", "---"
    if line.startswith("bq. "):
        return "quote", f"> {_inline(line[4:], keep)}"
    if match := _ENTRY.fullmatch(line):
        signs = match[1]
        indent = sum(3 if sign == "#" else 2 for sign in signs[:-1])
        return "list", f"{' ' * indent}{'1.' if signs[-1] == '#' else '-'} {_inline(match[2], keep)}"
    bare = line.strip()
    if len(bare) > 2 and bare.startswith("|") and bare.endswith("|"):
        head = bare.startswith("||")
        inner = _inline(bare, keep).strip("|")
        cells = [cell.strip() for cell in (re.split(r"\|\|?", inner) if head else inner.split("|"))]
        row = f"| {' | '.join(cells)} |"
        return "row", row if in_table else f"{row}\n|{' --- |' * len(cells)}"
    return "quote" if line.startswith(">") else "", _inline(line, keep)


def _inline(text: str, keep: Keep) -> str:
    text = _LINK.sub(lambda match: keep(_link(match)), text)
    text = _OTHER_LINK.sub(lambda match: match["words"], text)
    for pattern, made in _MARKS:
        text = pattern.sub(made, text)
    return re.sub(r"\\\\[ \t]*$", "  ", re.sub(r"\\\\[ \t]*(?=\S)", "  \n", text))


def _link(match: re.Match[str]) -> str:
    to = f"https://{match['to']}" if match["to"].startswith("www.") else match["to"]
    return f"[{match['words']}]({to})" if match["words"] else f"<{to}>"
