"""CX521: what pictures and documents say of their makers, below what they show."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path as FilePath

from PIL import ExifTags, Image

from cxsite.check.context import Context
from cxsite.check.examples import initiative, tree
from cxsite.check.links import links_in
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.seen import Seen

_PUBLIC = "visibility: public\nsummary: We begin.\nbody: '![A shop](../assets/shop.svg)'"
_AUTHORS = {
    ExifTags.Base.Artist: "artist",
    ExifTags.Base.HostComputer: "computer",
    ExifTags.Base.XPAuthor: "author",
}
_CAMERA = {0xA430: "camera owner", 0xA431: "camera serial number"}
_TEXT_KEYS = {"author", "artist", "creator", "owner"}
_XMP = (
    ("location", re.compile(rb"exif:GPSL(?:ati|ongi)tude|photoshop:City|Iptc4xmpCore:Location")),
    ("author", re.compile(rb"<dc:creator>|photoshop:AuthorsPosition|xmp:CreatorTool=\"[^\"]*[@\\/]")),
)
_SVG = (
    ("author", re.compile(r"<(?:dc:creator|cc:Agent|creator|author)\b[^>]*>", re.IGNORECASE)),
    ("file name", re.compile(r"\b(?:sodipodi:docname|inkscape:export-filename)\s*=\s*[\"'][^\"']+[\"']")),
)


@rule(
    "CX521",
    "asset-metadata",
    "warning",
    bad=tree(
        initiative(_PUBLIC),
        {"assets/shop.svg": "<svg><metadata><dc:creator>Design office, room 3</dc:creator></metadata></svg>"},
    ),
    good=tree(initiative(_PUBLIC), {"assets/shop.svg": "<svg><title>A shop</title></svg>"}),
)
def asset_metadata(context: Context) -> Iterator[Problem]:
    """A picture or document that lesser readers get says where it was made, or by whom: a camera's position (EXIF), an
    author (EXIF, PNG texts, XMP, PDF, SVG), the path of a drawing. Whoever saves the file can read it."""
    for name, seen in sorted(_published(context).items()):
        file = context.roadmap.assets.get(name)
        found = sorted(set(_told(file))) if file is not None and file.is_file() else []
        if found:
            yield Problem(
                Place(("asset", name)),
                f"`assets/{name}` tells its {' and '.join(found)}, and {seen.level} readers get the file",
                "save it without metadata: `exiftool -all= FILE` for pictures, the export of a program for others",
                ((seen.place, "it is used here"),),
            )


def _published(context: Context) -> dict[str, Seen]:
    """The assets that lesser readers get, each where its least reader sees it."""
    found: dict[str, Seen] = {}
    for name, seen in assets_seen(context):
        if name not in found or seen.level.rank < found[name].level.rank:
            found[name] = seen
    return found


def assets_seen(context: Context) -> Iterator[tuple[str, Seen]]:
    """The assets that lesser readers get, by name, everywhere that they are used."""
    for seen in context.seen_by_lesser:
        if seen.leaf.asset:
            yield seen.text, seen
        elif seen.place.body is not None or seen.place.at[-1:] == ("body",):
            for link in links_in(seen.text, seen.place.item) if "asset" in seen.text else ():
                if link.target is not None and link.target.kind == "asset":
                    yield link.target.id, seen


def _told(file: FilePath) -> Iterator[str]:
    """What a file tells of its making; nothing where it can't be read, which is no secret told."""
    data = file.read_bytes()
    yield from (what for what, pattern in _XMP if pattern.search(data))
    if file.suffix.lower() == ".svg":
        text = data.decode("utf-8", errors="replace")
        yield from (what for what, pattern in _SVG if pattern.search(text))
    elif data.startswith(b"%PDF-"):
        yield from _told_by_pdf(file)
    else:
        yield from _told_by_picture(file)


def _told_by_picture(file: FilePath) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file) as picture:
                exif = picture.getexif()
                if exif.get_ifd(ExifTags.IFD.GPSInfo):
                    yield "location"
                yield from (what for tag, what in _AUTHORS.items() if exif.get(tag))
                camera = exif.get_ifd(ExifTags.IFD.Exif)
                yield from (what for tag, what in _CAMERA.items() if camera.get(tag))
                texts = {str(key).casefold() for key, value in picture.info.items() if isinstance(value, str) and value}
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, Image.DecompressionBombError):
        return
    yield from sorted(texts & _TEXT_KEYS)


def _told_by_pdf(file: FilePath) -> Iterator[str]:
    # Most sites publish no PDF, and loading the library takes longer than a whole check.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    log = logging.getLogger("pypdf")
    quiet = log.disabled
    # A damaged file is no matter for whoever runs the check.
    log.disabled = True
    try:
        about = PdfReader(file).metadata
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    finally:
        log.disabled = quiet
    if about is None:
        return
    if about.author:
        yield "author"
    if about.get("/Company") or about.get("/Manager"):
        yield "company"
