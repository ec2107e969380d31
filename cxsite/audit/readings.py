"""Every way to read a file: its texts in every encoding that sites use, and what of it can't be read."""

from __future__ import annotations

import hashlib
import html
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cxsite.audit.decode import data_addresses, packed_in, rounds, unescaped
from cxsite.audit.dedupe import Deduplicator, EveryLine
from cxsite.audit.encodings import older_texts, strings, text_of
from cxsite.audit.markup import in_blocks, markup_texts, unescaped_html, without_coordinates
from cxsite.audit.part import MOST, Unread
from cxsite.audit.unpack import bare_parts, parts_of
from cxsite.matching.normal import BLOCK, GAP

PIECE = 4 * 1024 * 1024
"""Bytes of a text that are read at once."""
JSON_PIECE = 512 * 1024
"""The same of JSON, at most: as words in a list, a text takes forty times its size, and an index of all pages is one
line."""
DEPTH = 8
"""Files packed in one another that are opened; what lies deeper counts as unread."""
_OVERLAP = 64 * 1024
_LEAST = 192 * 1024
_JSON_CUT = re.compile(rb"\},\s*\{")
_ONE_IN = 16
"""Of so many places where JSON may be cut, about one is where it is cut."""
_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE_BORDER = re.compile(r"\n|: ")
# Begins with a sign that is quickly found; what stands before that is asked then.
_JSON_BORDER = re.compile(r'"(?<!\\")\s*[,:]')
_ESCAPED_TAG = re.compile(r"&(?:lt|#0*60|#[xX]0*3[cC]);")
_WINDOW = 2000
_LONG = _OVERLAP // 4
_BREAKS = tuple(bytes((sign,)) for sign in b' "<>\t\n\r\f\v')
_BREAK = re.compile(b"[%b]" % b"".join(_BREAKS))


@dataclass(frozen=True, slots=True)
class DecodedText:
    """One way to read a file: its text, and how it was encoded (empty for as it stands)."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a file is read with: what was read before, and which files explain themselves, by their sha256."""

    lines: Deduplicator
    explained: Callable[[str], bool] = lambda digest: False


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a file, where they begin in it, and whether there are more than these."""

    place: int
    data: bytes
    is_part: bool


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """A file: whole, or in pieces that overlap where it is a large text."""
    data = stream.read(PIECE)
    if parts_of(data) is not None or text_of(data, part=True) is None:
        yield Piece(0, data + stream.read(MOST), is_part=False)
        return
    small = looks_like_json(data) and _has_no_long_value(stream)
    size = JSON_PIECE if small else PIECE
    stream.seek(0)
    place, before, data = 0, b"", stream.read(size)
    while data:
        at = _cut(data) if small and len(data) == size else len(data)
        rest = data[at:]
        rest += stream.read(size - len(rest))
        whole = before + data[:at]
        yield Piece(place - len(before), whole, is_part=bool(before or rest))
        place, before, data = place + at, whole[-_OVERLAP:], rest


def _cut(data: bytes) -> int:
    """Where a piece ends: that hangs on what stands there, not on how much stands before. After an edit, most pieces of
    a file are as they were."""
    for border in _JSON_CUT.finditer(data, _LEAST):
        if zlib.crc32(data[border.end() : border.end() + 64]) % _ONE_IN == 0:
            return border.start() + 2
    return len(data)


def _has_no_long_value(stream: BinaryIO) -> bool:
    """Whether nothing may be packed in the text that would be parted where it is read in small pieces."""
    stream.seek(0)
    return not any(map(_has_long_value, iter(lambda: stream.read(PIECE), b"")))


def _has_long_value(data: bytes) -> bool:
    """Whether somewhere no space, quote or angle bracket breaks so many bytes in a row. Such a run holds a byte whose
    place is a multiple of its length: only runs there are looked at."""
    for at in range(0, len(data), _LONG):
        found = _BREAK.search(data, at)
        end = found.start() if found else len(data)
        begin = max(data.rfind(sign, max(at - _LONG, 0), at) for sign in _BREAKS) + 1 or max(at - _LONG, 0)
        if end - begin >= _LONG:
            return True
    return False


def looks_like_json(data: bytes) -> bool:
    """Whether a file that begins so holds JSON."""
    return data.lstrip()[:1] in (b"{", b"[")


def readings(
    data: bytes, context: Context, depth: int = 0, how: str = "", *, part: bool = False, is_json: bool = False
) -> Iterator[DecodedText | Unread]:
    """Every reading of a file's bytes: as text, without tags, decoded, unpacked; and what can't be read.

    `part`: it is a piece of a larger text. `is_json`: the file holds nothing else, which one may not see from where a
    piece begins.
    """
    opened = None if part else parts_of(data)
    text = text_of(data, part=part) if opened is None else None
    if opened is None and text is None:
        opened = bare_parts(data)
    if opened is not None:
        for found in opened:
            if isinstance(found, Unread):
                yield Unread(_joined(how, found.why))
            elif depth == DEPTH:
                yield Unread(_joined(how, f"files packed in files, more than {DEPTH} of them"))
                return
            elif found.as_ == "strings":
                yield from _strings(found.data, context, _joined(how, found.how), depth)
            elif not context.explained(hashlib.sha256(found.data).hexdigest()):
                yield from _whole(found.data, context, depth + 1, _joined(how, found.how))
    elif text is not None:
        yield from _text_readings(context.lines.new_lines(text), context, depth, how, is_json)
    else:
        older = list(older_texts(data))
        for one in older or strings(data):
            yield from _text_readings(one, context, depth, how, is_json=False)
        if not older:
            yield Unread(_joined(how, "data of an unknown form"))


def _whole(data: bytes, context: Context, depth: int, how: str) -> Iterator[DecodedText | Unread]:
    """A file inside another one, in pieces where it is a large text."""
    if len(data) <= PIECE or parts_of(data) is not None or text_of(data[:PIECE], part=True) is None:
        yield from readings(data, context, depth, how)
        return
    is_json = looks_like_json(data)
    for start in range(0, len(data), PIECE):
        piece = data[max(start - _OVERLAP, 0) : start + PIECE]
        yield from readings(piece, context, depth, how, part=True, is_json=is_json)


def _strings(data: bytes, context: Context, how: str, depth: int) -> Iterator[DecodedText | Unread]:
    text = text_of(data)
    for one in (text,) if text is not None else strings(data):
        yield from _text_readings(one, context, depth, how, is_json=False)


def _text_readings(text: str, context: Context, depth: int, how: str, is_json: bool) -> Iterator[DecodedText | Unread]:
    plain = without_coordinates(text)
    if "uuid" in plain or "UID:" in plain:
        plain = _UUID.sub(" ", plain)
    if is_json or plain.lstrip().startswith(("{", "[")):
        # Values that stand side by side do not belong together.
        plain = unescaped(_JSON_BORDER.sub(f'"{BLOCK}', plain))
        how = _joined(how, "JSON escapes") if "\\" in text else how
    if "BEGIN:V" in plain or ("\n " in plain[:4000] and "MIME-Version" in plain):
        # Each line is a text of its own, in a summary also the title of the initiative and that of the milestone.
        unfolded = _FOLD.sub("", plain).replace("\\,", ",").replace("\\n", "\n")
        bordered = _LINE_BORDER.sub(BLOCK, unfolded)
        yield DecodedText(bordered, _joined(how, "folded lines"))
        is_calendar = plain.startswith("BEGIN:VCALENDAR")
        yield from _decoded(bordered if is_calendar else unfolded, context, depth, how)
        return
    yield from _readings(plain, context.lines, how)
    yield from _decoded(plain, context, depth, how)


def _decoded(plain: str, context: Context, depth: int, how: str) -> Iterator[DecodedText | Unread]:
    """What a text says when further encodings are taken off."""
    flat = unescaped_html(plain)
    yield from _packed(flat, context, depth, how)
    if _ESCAPED_TAG.search(plain):
        yield from _readings(unescaped_html(_near_tags(plain)), EveryLine(), _joined(how, "entities"))
    for decoded, name in rounds(flat):
        if name == "deeper":
            yield Unread(_joined(how, "text in too many encodings"))
            return
        yield from _readings(decoded, EveryLine(), _joined(how, name))
        yield DecodedText(in_blocks(html.unescape(decoded)), _joined(how, name))
        yield from _packed(decoded, context, depth, _joined(how, name))


def _near_tags(text: str) -> str:
    """What stands around escaped tags."""
    found: list[str] = []
    begin = end = 0
    for match in _ESCAPED_TAG.finditer(text):
        if match.start() - _WINDOW > end:
            found.append(text[begin:end])
            begin = max(match.start() - _WINDOW, 0)
        end = match.end() + _WINDOW
    return f"\n{GAP}\n".join([*found, text[begin:end]])


def _packed(text: str, context: Context, depth: int, how: str) -> Iterator[DecodedText | Unread]:
    if depth == DEPTH:
        return
    for data in data_addresses(text):
        if not context.explained(hashlib.sha256(data).hexdigest()):
            yield from readings(data, context, depth + 1, _joined(how, "a data address"))
    for data, name in packed_in(text):
        for found in readings(data, context, depth + 1, _joined(how, name)):
            # What only looks like base64 is no file that somebody could not read.
            if isinstance(found, DecodedText):
                yield found


def _readings(text: str, lines: Deduplicator, how: str) -> Iterator[DecodedText]:
    for one, name in markup_texts(text, lines):
        plain = unescaped_html(one)
        yield DecodedText(plain, _joined(_joined(how, "entities") if plain is not one and plain != one else how, name))


def _joined(how: str, name: str) -> str:
    return f"{how}, {name}" if how and name else how or name
