"""The content security policy under which a site runs: `default-src 'self'`, and what its theme needs."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)

# Inline scripts by their hash. Mermaid writes style elements and attributes into its drawings; Material's style sheet
# has its small icons as data.
_POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)

ASSETS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
"""What a file of the content below `assets/` gets instead: it runs nothing, also where it is opened by itself."""
OF_THE_THEME = ("javascripts", "stylesheets", "cxsite")
"""Folders below `assets/` that hold nothing of the content."""


def is_own_asset(path: str) -> bool:
    """Whether a path of a site, without a slash before it, is that of a file of the content."""
    folder, _, rest = path.partition("/")
    return folder == "assets" and rest.partition("/")[0] not in OF_THE_THEME


def content_security_policy(folder: Path) -> str:
    """The value of the header Content-Security-Policy for the site in `folder`.

    No inline script is allowed but those that the site's own pages hold, by their hashes.
    """
    codes: set[str] = set()
    for path in folder.rglob("*.html"):
        for found in _SCRIPT.finditer(path.read_text("utf-8", errors="replace")):
            if not re.search(r"\ssrc\s*=", found["attributes"]) and not _DATA.search(found["attributes"]):
                codes.add(found["code"])
    hashes = sorted(base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes)
    return _POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in hashes))
