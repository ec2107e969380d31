"""The content security policy under which a site runs: `default-src 'self'`, and what its theme needs."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_ELSEWHERE = re.compile(rb"\ssrc\s*=")
_DATA = re.compile(rb"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)

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


def inline_scripts(page: bytes) -> set[str]:
    """The scripts that a page holds itself, as a browser hashes them."""
    codes = (
        found["code"].decode("utf-8", errors="replace")
        for found in _SCRIPT.finditer(page)
        if not _ELSEWHERE.search(found["attributes"]) and not _DATA.search(found["attributes"])
    )
    return {code.replace("\r\n", "\n").replace("\r", "\n") for code in codes}


def policy_for(scripts: Iterable[str]) -> str:
    """The value of the header Content-Security-Policy for a site whose pages hold these inline scripts: no other one
    is allowed, by their hashes."""
    hashes = sorted(base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts)
    return _POLICY.format(hashes="".join(f" 'sha256-{digest}'" for digest in hashes))
