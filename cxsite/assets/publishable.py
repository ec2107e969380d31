"""Whether a file of `assets/` may be published: what it is, told by its content, and whether it could run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cxsite.assets.svg import refused_svg


class Unfit(NamedTuple):
    """Why a file can't be published, and what to do."""

    message: str
    help: str


_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"\x89PNG\r\n\x1a\n", "png"),
        (rb"\xff\xd8\xff", "jpeg"),
        (rb"GIF8[79]a", "gif"),
        (rb"RIFF....WEBP", "webp"),
        (rb"....ftypavi[fs]", "avif"),
        (rb"\x00\x00\x01\x00", "ico"),
        (rb"%PDF-", "pdf"),
        (rb"....ftyp", "mp4"),
        (rb"\x1aE\xdf\xa3", "webm"),
        (rb"ID3|\xff[\xf2\xf3\xfb]", "mp3"),
        (rb"OggS", "ogg"),
        (rb"RIFF....WAVE", "wav"),
        (rb"PK\x03\x04", "office"),
    )
)
_ENDINGS: Mapping[str, frozenset[str]] = {
    "png": frozenset({".png"}),
    "jpeg": frozenset({".jpg", ".jpeg"}),
    "gif": frozenset({".gif"}),
    "webp": frozenset({".webp"}),
    "avif": frozenset({".avif"}),
    "ico": frozenset({".ico"}),
    "svg": frozenset({".svg"}),
    "pdf": frozenset({".pdf"}),
    "mp4": frozenset({".mp4", ".m4a", ".m4v", ".mov"}),
    "webm": frozenset({".webm"}),
    "mp3": frozenset({".mp3"}),
    "ogg": frozenset({".ogg", ".oga", ".ogv", ".opus"}),
    "wav": frozenset({".wav"}),
    "office": frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}),
    "text": frozenset({".txt", ".csv", ".ics"}),
}
ENDINGS = frozenset().union(*_ENDINGS.values())
"""How names of published files may end."""
_KINDS = (
    "pictures (PNG, JPEG, GIF, WebP, AVIF, ICO, SVG), PDF, office documents without macros, plain text (.txt, .csv,"
    " .ics), sound and film"
)
_START = 4096
_XML = re.compile(r"(?:\ufeff|\s|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*<(?P<root>[\w:.-]+)", re.DOTALL)
_MACROS = re.compile(r"vbaProject\.bin|macros?/|Basic/|Scripts/|activeX", re.IGNORECASE)


def unfit_file(name: str, place: Path) -> Unfit | None:
    """The same of a file, of which no more is read than its kind needs. Raises `OSError` where it can't be read."""
    with place.open("rb") as stream:
        start = stream.read(_START)
        plain = any(pattern.match(start) for pattern, kind in _MAGIC if kind != "office")
        return unfit_asset(name, start if plain else start + stream.read())


def unfit_asset(name: str, data: bytes) -> Unfit | None:
    """Why the file `name` with this content can't be published; `None` where it can. An empty file is nothing."""
    if not data:
        return None
    kind = _kind(data)
    ending = PurePosixPath(name).suffix.lower()
    if kind in ("page", "unknown") or kind not in _ENDINGS:
        what = "a page or program for browsers" if kind == "page" else "no kind of file that a site may hold"
        return Unfit(f"`assets/{name}` is {what}", f"assets are {_KINDS}")
    if ending not in _ENDINGS[kind]:
        wanted = " or ".join(sorted(_ENDINGS[kind]))
        named = {"office": "a package of files", "text": "plain text"}.get(kind, kind.upper())
        return Unfit(f"`assets/{name}` is {named}, and is not named so", f"let its name end in {wanted}")
    if kind == "svg" and (found := refused_svg(data)):
        help_ = "export it anew as a plain drawing, without scripts, links and outside files"
        return Unfit(f"`assets/{name}` holds {found}", help_)
    if kind == "office" and (found := _refused_office(data)):
        return Unfit(f"`assets/{name}` holds {found}", "save it without macros, or as PDF")
    return None


def _kind(data: bytes) -> str:
    for pattern, kind in _MAGIC:
        if pattern.match(data):
            return kind
    text = _text(data)
    if text is None:
        return "unknown"
    if root := _XML.match(text[: 16 * _START]):
        return "svg" if root["root"].rpartition(":")[2] == "svg" else "page"
    return "page" if "<script" in text.lower() else "text"


def _text(data: bytes) -> str | None:
    """The file as text; `None` where it is none."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        unseen = re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text[:_START])
        return None if unseen else text
    return None


def _refused_office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "a package that can't be read"
    if not {"[Content_Types].xml", "mimetype"} & set(names):
        return "an archive, which is no document"
    return next((f"a macro `{name[:60]}`" for name in names if _MACROS.search(name)), "")
