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
