"""What people type that is no YAML, line by line: the cause in words, and the line as it was probably meant.

A repair is a guess. It counts only where the parser gets further with it, so a guess here may be bold; but its words
must be true whenever it helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cxsite.syntax.missing_colons import NO_COLON, missing_colons
from cxsite.syntax.names import field_names
from cxsite.syntax.phrases import short
from cxsite.syntax.quoting import quotable, quote
from cxsite.syntax.repair import Repair

ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]")
_LINE = re.compile(
    r"(?P<head>(?P<indent>[\s\u200b\u2060]*)(?P<dash>(?:-[^\S\n]+)*))"
    r"(?:(?P<key>[^\s:#'\"\[\]{},&*!|>%@`-][^:#\n]*?|\"[^\"\n]*\"|'[^'\n]*')(?P<gap>[^\S\n]*):(?P<sep>[\s\u200b\u2060]+|$))?"
    r"(?P<value>.*)",
)
_SQUEEZED = re.compile(r"(?P<head>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)\s*:(?P<value>[^\s/:].*)")
_EQUALS = re.compile(r"(?P<head>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)\s*=\s*(?P<value>.*)")
_FLOW_SPECIAL = re.compile(r"(?<=[\[{,:\s])(?P<text>[#@`%&*!][^,\]}]*)")
_FLOW_COMMA = re.compile(r"(?<=[^\s,{\[:])\s+(?=[A-Za-z_]+\s*:\s)")
_SEVERAL = re.compile(
    r"(?P<head>\s*(?:- +)*)(?P<key>[a-z_]+): +(?P<value>[^\s,;:'\"\[{]+)\s*(?P<sign>[,;]?)"
    r"\s+(?P<next>[a-z_]+): +(?P<rest>\S.*)"
)
_BARE = re.compile(r"[a-z0-9.+-]+")
_LONG_NAME = 4
_ODD_COLON = re.compile(
    r"(?P<head>\s*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)\s*(?P<colon>[\uff1a\ufe55\u2236\ua789\u02d0\ufe13])\s*(?P<value>.*)"
)
_LINKED = re.compile(r"!?\[[^\]\n]*\]\(\s*<?(?P<target>[^()<>\s]+)>?\s*\)")
_DASH = re.compile(r"(?P<indent> *)-(?P<value>[^\s-].*)")


def repairs_of(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Guesses about one line, the most telling first."""
    line = lines[number]
    yield from _spaces(lines, number)
    yield from _stars(lines, number)
    yield from missing_colons(lines, number)
    yield from _several(line, number)
    yield from _separators(line, number)
    match = _LINE.fullmatch(line)
    if match is not None and match["value"]:
        start = match.start("value")
        yield from _link(line, number, start)
        for found in quotable(match["value"]):
            text = line[:start] + quote(found.text) + found.rest
            shown = (match["key"] + ": " if match["key"] else "- " if match["dash"] else "") + quote(found.text)
            help_ = found.help or f"put the text in quotes: `{short(shown)}`"
            at = start + found.column
            yield Repair(number, at, at + found.length, found.message, help_, ((number, text),))
            if (further := _continued(lines, number)) > number:
                yield Repair(
                    number,
                    at,
                    at + found.length,
                    found.message,
                    found.help or "put the whole text, over all of its lines, in quotes",
                    _over_lines(lines, number, further, start, match["value"]),
                )
        if match["value"][0] in "[{":
            yield from _flow(line, number, start)


def _stars(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """`* entry`, as other notations begin the entries of a list."""
    begin = re.match(r"( *)\*(?= +\S)", lines[number])
    if begin is None:
        return
    alike = [number]
    for further in range(number + 1, len(lines)):
        if lines[further].startswith(f"{begin[0]} "):
            alike.append(further)
        elif not lines[further].startswith(f"{begin[1]} "):
            break
    changes = tuple((at, f"{begin[1]}-{lines[at][begin.end() :]}") for at in alike)
    help_ = f"begin each entry with a dash and a space: `{short(changes[0][1].strip())}`"
    yield Repair(number, len(begin[1]), begin.end(), "`*` is no dash: it begins an alias", help_, changes)


def _link(line: str, number: int, start: int) -> Iterator[Repair]:
    """A link in the place of an id or an address."""
    match = _LINKED.fullmatch(line[start:].rstrip())
    if code := re.fullmatch(r"`([^`\s]+)`", line[start:].rstrip()):
        written = ((number, line[:start] + code[1]),)
        yield Repair(number, start, len(line), "a text can't begin with a backtick", f"write `{code[1]}`", written)
    if match is None:
        return
    target = match["target"]
    if "//" not in target:
        target = re.sub(r"\.(?:md|ya?ml)$", "", re.split(r"[:/#]", target)[-1])
    help_ = f"write what the link leads to: `{short(target)}`"
    message = "a link can't stand in a field"
    yield Repair(number, start, len(line), message, help_, ((number, line[:start] + target),))


def _spaces(lines: Sequence[str], number: int) -> Iterator[Repair]:
    line = lines[number]
    match = _LINE.fullmatch(line)
    lead = max(match.end("head"), match.end("sep")) if match else 0
    if odd := ODD_SPACE.search(line, 0, lead):
        mended = ODD_SPACE.sub(lambda m: "" if m[0] in "\u200b\u2060" else " ", line[:lead]) + line[lead:]
        yield Repair(
            number,
            odd.start(),
            odd.end(),
            f"an unusual space (U+{ord(odd[0]):04X}) stands here, which only looks like one",
            "delete it and type a normal space; such spaces come in with pasted text",
            ((number, mended),),
        )
    indent = _indent(line)
    if "\t" in indent:
        tabbed = [number, *takewhile(lambda n: "\t" in _indent(lines[n]), range(number + 1, len(lines)))]
        for width in (2, 4, 8, 0):
            yield Repair(
                number,
                indent.index("\t"),
                len(indent),
                "this line is indented with a tab" if len(tabbed) == 1 else "lines from here on are indented with tabs",
                "indent with spaces, two for each step",
                tuple((n, _indent(lines[n]).replace("\t", " " * width) + lines[n].lstrip()) for n in tabbed),
            )


def _several(line: str, number: int) -> Iterator[Repair]:
    """`impact: 4, effort: 3`: two fields in one line."""
    match = _SEVERAL.fullmatch(line)
    if match is None or not {match["key"], match["next"]} <= field_names():
        return
    # Without a sign it may be a sentence: `source: Tablet at: the exit`.
    if not match["sign"] and (len(match["next"]) < _LONG_NAME or not _BARE.fullmatch(match["value"])):
        return
    first = f"{match['head']}{match['key']}: {match['value']}"
    second = f"{match['next']}: {match['rest']}"
    indent = " " * len(match["head"])
    start = match.start("next")
    yield Repair(
        number,
        start,
        start + len(match["next"]),
        f"`{match['next']}` is a field of its own, and stands in the line of `{match['key']}`",
        f"write `{short(second)}` on a line of its own, without the sign before it",
        ((number, first),),
        ((number, f"{first}\n{indent}{second}"),),
        (match["next"],),
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _separators(line: str, number: int) -> Iterator[Repair]:
    if match := _SQUEEZED.fullmatch(line):
        key, value = match["key"], match["value"]
        colon = line.index(":", match.end("key"))
        for written in (value, quote(value.strip())):
            yield Repair(
                number,
                colon,
                colon + 1,
                f"there is no space after the colon of `{key}:`",
                f"write `{short(f'{key}: {written}')}`",
                ((number, f"{match['head']}{key}: {written}"),),
            )
    if match := _EQUALS.fullmatch(line):
        sign = line.index("=")
        yield Repair(
            number,
            sign,
            sign + 1,
            "a field's name is followed by a colon, not by `=`",
            f"write `{short(match['key'] + ': ' + match['value'])}`",
            ((number, f"{match['head']}{match['key']}: {match['value']}"),),
        )
    if match := _ODD_COLON.fullmatch(line):
        colon = match.start("colon")
        yield Repair(
            number,
            colon,
            colon + 1,
            f"this sign (U+{ord(match['colon']):04X}) only looks like a colon",
            f"write `{short(match['key'] + ': ' + match['value'])}`",
            ((number, f"{match['head']}{match['key']}: {match['value']}"),),
        )
    if (match := NO_COLON.fullmatch(line)) and match["key"] in field_names():
        column = match.end("key")
        yield Repair(
            number,
            column,
            column + 1,
            f"there is no colon after `{match['key']}`",
            f"write `{short(match['key'] + ': ' + match['value'])}`",
            ((number, f"{match['head']}{match['key']}: {match['value']}"),),
        )
    if match := _DASH.fullmatch(line):
        column = match.end("indent")
        yield Repair(
            number,
            column,
            column + 1,
            "there is no space after the dash",
            f"write `- {short(match['value'])}`",
            ((number, f"{match['indent']}- {match['value']}"),),
        )


def _continued(lines: Sequence[str], number: int) -> int:
    """The last line of a text that goes on below, indented more than its first line."""
    indent = len(lines[number]) - len(lines[number].lstrip(" -"))
    last = number
    for following in range(number + 1, len(lines)):
        text = lines[following]
        if not text.strip() or len(text) - len(text.lstrip(" ")) < max(indent, 1) or text.lstrip().startswith("- "):
            break
        last = following
    return last


def _over_lines(lines: Sequence[str], first: int, last: int, start: int, value: str) -> tuple[tuple[int, str], ...]:
    """The lines with one pair of quotes around a text that goes over several."""
    opening = lines[first][:start] + '"' + _escaped(value.strip("\"'"))
    between = [(number, _escaped(lines[number])) for number in range(first + 1, last)]
    return ((first, opening), *between, (last, _escaped(lines[last]).rstrip().rstrip("\"'") + '"'))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _flow(line: str, number: int, start: int) -> Iterator[Repair]:
    """A list or mapping in brackets with something missing."""
    value = line[start:]
    if special := _FLOW_SPECIAL.search(value):
        at = start + special.start("text")
        entry = special["text"].strip()
        yield Repair(
            number,
            at,
            at + 1,
            f"a text can't begin with `{entry[0]}`",
            f"put it in quotes: `{quote(entry)}`",
            ((number, line[:at] + quote(entry) + line[start + special.end("text") :]),),
        )
    if gap := _FLOW_COMMA.search(value):
        at = start + gap.start()
        mended = line[:start] + _FLOW_COMMA.sub(", ", value)
        yield Repair(
            number,
            at,
            at + 1,
            "a comma is missing here",
            f"separate the entries with commas: `{short(mended[start:])}`",
            ((number, mended),),
        )
    for opening, closing, what in (("[", "]", "list"), ("{", "}", "mapping")):
        missing = value.count(opening) - value.count(closing)
        if missing > 0:
            column = start + value.index(opening)
            yield Repair(
                number,
                column,
                column + 1,
                f"the {what} that begins here with `{opening}` is never closed",
                f"close it with `{closing}`",
                ((number, line.rstrip().rstrip(",") + closing * missing),),
            )
