"""CX52x: what gives away more than its words."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path as FilePath

from cxsite.check.context import Context
from cxsite.check.examples import PUBLISHED, initiative, item, tree
from cxsite.check.exposure import Exposed
from cxsite.check.place import Place
from cxsite.check.rule import Problem, rule
from cxsite.check.titles import Title, digest_of_titles, withheld_titles
from cxsite.check.walks import assets_seen
from cxsite.matching.silent import found_in
from cxsite.matching.terms import Found
from cxsite.model.levels import Level
from cxsite.model.shape import fields_of

_PUBLIC = "visibility: public\nsummary: We begin.\nbody: '![A shop](../assets/shop.svg)'"

_SIGNED = (
    '<svg xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:creator>Design office, room 3</dc:creator>'
    "</metadata></svg>"
)

# By the numbers of EXIF: Pillow, which has names for them, is loaded where there is a picture.
_AUTHORS = {0x013B: "artist", 0x013C: "computer", 0x9C9D: "author"}

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
    "CX520",
    "partly-hidden",
    "info",
    bad=tree(
        initiative(PUBLISHED + "phase: build"),
        item("phases", "build", "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
    good=tree(
        initiative(PUBLISHED + "phase: build"),
        item("phases", "build", PUBLISHED + "start: 2026-Q1\nend: 2026-Q2\nsuccess_criteria: It stands"),
    ),
)
def partly_hidden(context: Context) -> Iterator[Problem]:
    """What lesser readers will not see of an item that they see: references to items that are hidden from them."""
    seen_from: dict[tuple[str, str, tuple[tuple[str, str], ...]], Level] = {}
    for kind, key, found, level in context.lesser:
        hidden_here = context.hidden_of(key)
        if not hidden_here:
            continue
        said = tuple(found.disclose.items())
        hidden: dict[str, list[str]] = {}
        total: dict[str, int] = {}
        for reference in context.references_of(key):
            name = str(reference.at[0])
            seen = seen_from.get((kind.name, name, said))
            if seen is None:
                declared = fields_of(kind.model)[name]
                seen = context.visibility.field_level(kind.name, name, declared, found.disclose, True)
                seen_from[kind.name, name, said] = seen
            if not reference.known or not seen.visible_to(level) or reference.ref.local or len(reference.at) > 2:
                continue
            total[name] = total.get(name, 0) + 1
            if reference in hidden_here:
                hidden.setdefault(name, []).append(reference.id)
        reasons = {"objectives", "addresses"}
        if hidden and not (set(hidden) <= reasons and all(len(ids) == total[n] for n, ids in hidden.items())):
            parts = "; ".join(_of(name, ids, total[name]) for name, ids in sorted(hidden.items()))
            yield Problem(Place(key), f"{level} readers don't see {parts}", "nothing to do, if that is meant")


def _of(name: str, ids: list[str], total: int) -> str:
    shown = ", ".join(f"`{id_}`" for id_ in ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
    return f"{len(ids)} of {total} in `{name}` ({shown})"


@rule(
    "CX521",
    "asset-metadata",
    "warning",
    bad=tree(
        initiative(_PUBLIC),
        {"assets/shop.svg": _SIGNED},
    ),
    good=tree(initiative(_PUBLIC), {"assets/shop.svg": "<svg><title>A shop</title></svg>"}),
)
def asset_metadata(context: Context) -> Iterator[Problem]:
    """A picture or document that lesser readers get says where it was made, or by whom: a camera's position (EXIF), an
    author (EXIF, PNG texts, XMP, PDF, SVG), the path of a drawing. Whoever saves the file can read it."""
    for name, seen in sorted(_published(context).items()) if context.roadmap.assets else ():
        file = context.roadmap.assets.get(name)
        found = sorted(set(_told(file))) if file is not None and file.is_file() else []
        if found:
            yield Problem(
                Place(("asset", name)),
                f"`assets/{name}` tells its {' and '.join(found)}, and {seen.level} readers get the file",
                "save it without metadata: `exiftool -all= FILE` for pictures, the export of a program for others",
                ((seen.place, "it is used here"),),
            )


def _published(context: Context) -> dict[str, Exposed]:
    """The assets that lesser readers get, each where its least reader sees it."""
    found: dict[str, Exposed] = {}
    for name, seen in assets_seen(context):
        if name not in found or seen.level.is_below(found[name].level):
            found[name] = seen
    return found


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
    from PIL import ExifTags, Image

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


@rule(
    "CX522",
    "words-for-colleagues",
    "warning",
    bad=tree(initiative(PUBLISHED + "wording: {internal: {summary: Project Falcon begins.}}")),
    good=tree(initiative(PUBLISHED + "wording: {public: {summary: A new start.}}")),
    alone=True,
)
def words_for_colleagues(context: Context) -> Iterator[Problem]:
    """`wording` gives words to `internal` readers or above, and lesser readers have none of their own there. The words
    of a level are for everyone up to it, so all of them read these, which somebody may have meant for colleagues."""
    levels = context.roadmap.levels
    worded = [seen for seen in context.visible_below_internal if seen.place.at[-3:-2] == ("wording",)]
    for seen in worded:
        *above, said, name = seen.place.at
        if not levels.is_below_internal(levels[str(said)]):
            yield Problem(
                Place(seen.place.item, (*above, said), key=True),
                f"{seen.level} readers read the `{name}` that is given here for {said} ones",
                f"give {seen.level} readers words of their own, or write these below `{seen.level}`",
            )


@rule(
    "CX523",
    "quoted-hidden-title",
    "warning",
    bad=tree(
        initiative("visibility: public\nsummary: It waits for our supplier merger.", "a"),
        initiative("", "supplier-merger"),
    ),
    good=tree(
        initiative("visibility: public\nsummary: It waits for our supplier.", "a"), initiative("", "supplier-merger")
    ),
    follows=("CX506",),
    alone=True,
    given=digest_of_titles,
)
def quoted_hidden_title(context: Context) -> Iterator[Problem]:
    """A text that lesser readers see holds the whole title of an item that they may not see, or whose title `wording`
    replaces for them. For a hand-written page the audit of the site refuses that."""
    said = digest_of_titles(context)
    levels = context.roadmap.levels.names

    def quoted_in(text: str, level: Level) -> tuple[Found[Title], ...]:
        """The titles in a text that readers of a level don't see."""

        def look() -> Iterator[Found[Title]]:
            return (one for one in withheld_titles(context).find(text) if not one.of.level.visible_to(level))

        return found_in("quoted_hidden_title", (text, level.name, levels, said), look)

    for seen in context.texts_below_internal():
        for quoted in quoted_in(seen.shown, seen.level):
            title = quoted.of
            kind, id_ = title.key
            yield Problem(
                seen.place.within(quoted.start, quoted.end),
                f"{seen.level} readers read this, and the title “{title.text}” of {kind} `{id_}` in it",
                f"use other words, or let {seen.level} readers see that title",
                ((Place(title.key), "the item"),),
            )
