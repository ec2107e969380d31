"""What a file's bytes say as text: the encoding is found, never believed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxsite.matching.normal import BLOCK, GAP, INLINE

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Older encodings of the scripts that a roadmap may be written in; what is read wrong says nothing that is withheld.
_OLDER = (
    "cp1252", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1254", "cp1255", "cp1256", "cp874",
    "cp932", "euc-jp", "gb18030", "big5", "euc-kr",
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_SHARE = 200
"""One character in so many may be a control character in a text: scripts hold some."""
_ENDS = 4


def text_of(data: bytes, *, part: bool = False) -> str | None:
    """The text of these bytes, `None` where they are none. `part`: they may begin or end within a letter."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, errors="replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not part or _ENDS <= error.start < len(data) - _ENDS:
            return _wide(data)
        text = data.decode("utf-8", errors="replace")
    controls = _controls(data)
    if controls * _SHARE > len(data):
        return _wide(data)
    text = text.removeprefix("\ufeff")
    # In UTF-8 each control character is one byte: without such bytes there is nothing to clean.
    return _clean(text) if controls or b"\x0b" in data else text


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _wide(data: bytes) -> str | None:
    """Text in UTF-16 without the mark that says so."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(data) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        printable = sum(map(str.isprintable, text)) + text.count("\n") + text.count("\r") + text.count("\t")
        if text and printable >= 0.98 * len(text) and _is_of_one_kind(text):
            return _clean(text)
    return None


def _is_of_one_kind(text: str) -> bool:
    """Whether a text has the spaces or the characters that follow one another in writing, unlike bytes by chance."""
    blocks = [ord(letter) >> 8 for letter in text]
    return len(set(blocks)) <= 3 or max(map(blocks.count, set(blocks))) > 0.3 * len(blocks)


def older_texts(data: bytes) -> Iterator[str]:
    """What bytes without control characters say in encodings of before Unicode; nothing where there are such bytes."""
    if _controls(data) * _SHARE > len(data):
        return
    for encoding in _OLDER:
        try:
            yield _clean(data.decode(encoding))
        except UnicodeDecodeError:
            continue


def strings(data: bytes) -> Iterator[str]:
    """The runs of characters inside of bytes of any sort: in UTF-8, Latin-1 and both orders of UTF-16, each a block."""
    yield _blocks(data.decode("utf-8", errors="replace"))
    if not data.isascii():
        yield _blocks(data.decode("latin-1"))
    if b"\x00" in data:
        # Also where every second byte is missing or doubled by what stands between, as in old EXIF.
        yield _blocks(data.replace(b"\x00", b"").decode("latin-1"))
    for start in (0, 1):
        wide = data[start : start + (len(data) - start) // 2 * 2]
        for encoding in ("utf-16-le", "utf-16-be"):
            yield _blocks(wide.decode(encoding, errors="replace"))


def _blocks(text: str) -> str:
    return _clean(_CONTROL.sub(BLOCK, text.replace("\ufffd", BLOCK)), keep=BLOCK)


def _clean(text: str, keep: str = "") -> str:
    """Without the marks that the audit itself sets, and without what no reader sees of control characters."""
    for mark in (GAP, BLOCK, INLINE):
        if mark != keep:
            text = text.replace(mark, " ")
    return _CONTROL.sub("", text) if not keep and _CONTROL.search(text) else text
