"""What each file of a site is sent as: every kind that `assets/` may hold, that a site is made of, or that its theme
brings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
_SCRIPT = ("text/javascript", "application/javascript")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

TYPES: Mapping[str, tuple[str, ...]] = {
    ".html": ("text/html",),
    ".css": ("text/css",),
    ".js": _SCRIPT,
    ".mjs": _SCRIPT,
    ".json": ("application/json",),
    ".map": ("application/json", UNKNOWN),
    ".xml": ("application/xml", "text/xml", "application/rss+xml", "application/atom+xml"),
    ".gz": ("application/gzip", "application/x-gzip", UNKNOWN),
    ".txt": ("text/plain",),
    ".ics": ("text/calendar",),
    # A browser saves it, whatever it is called; servers often know no type of it.
    ".csv": ("text/csv", UNKNOWN),
    ".svg": ("image/svg+xml",),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".gif": ("image/gif",),
    ".webp": ("image/webp",),
    ".avif": ("image/avif",),
    ".ico": ("image/vnd.microsoft.icon", "image/x-icon"),
    ".woff2": ("font/woff2", "application/font-woff2"),
    ".pdf": ("application/pdf",),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", UNKNOWN),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", UNKNOWN),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", UNKNOWN),
    ".odt": (f"{_OPEN}.text", UNKNOWN),
    ".ods": (f"{_OPEN}.spreadsheet", UNKNOWN),
    ".odp": (f"{_OPEN}.presentation", UNKNOWN),
    ".mp4": ("video/mp4",),
    ".m4v": ("video/mp4", "video/x-m4v"),
    ".m4a": ("audio/mp4", "audio/x-m4a"),
    ".mov": ("video/quicktime",),
    ".webm": ("video/webm",),
    ".ogv": ("video/ogg",),
    ".mp3": ("audio/mpeg",),
    ".ogg": ("audio/ogg", "application/ogg"),
    ".oga": ("audio/ogg",),
    ".opus": ("audio/ogg", "audio/opus"),
    ".wav": ("audio/wav", "audio/x-wav", "audio/vnd.wave"),
}
"""The types under which a file works, the one to send first. Under `nosniff` a browser takes no other."""
_TEXTS = frozenset({".html", ".css", ".js", ".mjs", ".ics", ".txt", ".xml", ".csv"})


def types_of(path: str) -> tuple[str, ...]:
    """The types under which the file at `path` works, the one to send first; none where its ending is not known."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), ())


def content_type(path: str) -> str:
    """The `Content-Type` to send the file at `path` with; texts are UTF-8."""
    found = next(iter(types_of(path)), UNKNOWN)
    return f"{found}; charset=utf-8" if PurePosixPath(path).suffix.lower() in _TEXTS else found
