"""Raw values as YAML: texts, lists and mappings, in lines of their own or in brackets.

There are several ways, the plainest first; whoever uses one reads it again to see whether it says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cxsite.syntax.quoting import quote

Raw = Any
"""A text, None, a list of raw values, or a mapping of texts to them."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is written: by how many columns fields are indented, lists below their field, what follows a dash."""

    step: int = 2
    list_step: int = 2
    flow_lists: bool = True


def scalar_ways(text: str | None, style: str | None, *, flow: bool) -> Iterator[str]:
    """A text in one line, as its former `style` (None: plain) has it if that can be."""
    if text is None:
        return
    one_line = "\n" not in text
    single = "'" + text.replace("'", "''") + "'"
    if style == "'" and one_line:
        yield single
    if style == '"':
        yield _double(text)
    if one_line:
        yield text
        yield quote(text)
        yield single
    yield _double(text)


def block_text(text: str, header: str, indent: int) -> str:
    """A text of several lines below `header` (`|`, `>-` …), each indented. A folded text has an empty line for each
    of its own line ends."""
    lines = text.rstrip("\n").split("\n")
    if header.startswith(">"):
        lines = "\n\n".join(lines).split("\n")
    return "\n".join([header, *(" " * indent + line if line else "" for line in lines)])


def flow_value(value: Raw) -> str:
    """A value in brackets."""
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow_value(key)}: {flow_value(entry)}" for key, entry in value.items()) + "}"
    return "null" if value is None else _flow_text(value)


def after_colon(value: Raw, indent: int, habits: Habits) -> Iterator[str]:
    """What may follow the colon of a field that stands at column `indent`, with the space or line end before it."""
    if isinstance(value, dict) and value:
        yield "\n" + "\n".join(_fields(value, indent + habits.step, habits))
    elif isinstance(value, list) and value:
        short = flow_value(value)
        if (
            habits.flow_lists
            and len(short) < _WIDTH
            and all(isinstance(entry, str) and " " not in entry for entry in value)
        ):
            yield " " + short
        yield "\n" + "\n".join(list_lines(value, indent + habits.list_step, habits))
    elif isinstance(value, str) and "\n" in value.rstrip("\n"):
        yield " " + block_text(value, _header(value), indent + habits.step)
        yield " " + _double(value)
    elif isinstance(value, str):
        yield from (f" {way}" for way in scalar_ways(value, None, flow=False))
    else:
        yield " " + flow_value(value)


def list_lines(value: list[Raw], indent: int, habits: Habits) -> list[str]:
    """The entries of a list, each behind a dash at column `indent`."""
    lines: list[str] = []
    for entry in value:
        lines += entry_lines(entry, indent, habits)
    return lines


def entry_lines(entry: Raw, indent: int, habits: Habits) -> list[str]:
    """One entry of a list behind a dash at column `indent`."""
    dash = " " * indent + "- "
    if isinstance(entry, dict) and entry:
        first, *rest = "\n".join(_fields(entry, indent + 2, habits)).split("\n")
        return [dash + first[indent + 2 :], *rest]
    if isinstance(entry, str) and "\n" in entry.rstrip("\n"):
        return (dash + block_text(entry, _header(entry), indent + 2)).split("\n")
    return [dash + (_block_scalar(entry) if isinstance(entry, str) else flow_value(entry))]


def _fields(value: dict[str, Raw], indent: int, habits: Habits) -> list[str]:
    lines: list[str] = []
    for key, entry in value.items():
        one_line = isinstance(entry, str) and "\n" not in entry
        text = f" {_block_scalar(entry)}" if one_line else next(after_colon(entry, indent, habits))
        lines += (" " * indent + _block_scalar(key) + ":" + text).split("\n")
    return lines


def _header(text: str) -> str:
    return "|" if text.endswith("\n") else "|-"


def _block_scalar(text: str) -> str:
    return text if _is_plain(text, flow=False) else quote(text) if text.isprintable() else _double(text)


def _flow_text(text: str) -> str:
    return text if _is_plain(text, flow=True) else quote(text) if text.isprintable() else _double(text)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text means itself without quotes; carefully: what looks unusual is none."""
    if not text or text != text.strip() or not text.isprintable() or text[0] in "-?:,[]{}#&*!|>'\"%@`=<~":
        return _is_number(text)
    if text.lower() in ("null", "~"):
        return False
    return ": " not in text and " #" not in text and text[-1] != ":" and not (flow and any(c in ",[]{}:" for c in text))


def _is_number(text: str) -> bool:
    return len(text) > 1 and text[0] == "-" and text[1:].replace(".", "", 1).isdigit() and text.isascii()


def _double(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(c, c if c.isprintable() else _escaped(c)) for c in text) + '"'


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
