"""The headers with which a web server should send each file of a site: for the configurations that are printed, and for
the audit of what is really sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cxsite.site.folders.csp import is_own_asset
from cxsite.site.folders.manifest import Manifest
from cxsite.site.served.content_types import content_type

CSP, NO_SNIFFING, REFERRER = "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"
CACHE, TYPE = "Cache-Control", "Content-Type"
FOR_ALL: Mapping[str, str] = {NO_SNIFFING: "nosniff", REFERRER: "same-origin"}
"""What every answer has. Other sites are not told from which page a reader comes: its address may say what is planned.
"""

HASHED = r"\.[0-9a-f]{8}\.min\.(css|js)$"
"""Names of the theme's own files that hold a hash of their bytes: another version has another name."""
KEEP = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""Everything else may be kept, but is asked for again before it is shown: what was withdrawn is gone at once."""


def cache_control(path: str, private: bool) -> str:
    """How long a file of a site may be kept; `private`: by nobody but the reader's own browser."""
    if re.search(HASHED, path):
        return KEEP
    return f"private, {ASK_AGAIN}" if private else ASK_AGAIN


def policy_of(path: str, listed: Manifest) -> str:
    """The content security policy of a file of a site."""
    return listed.assets_policy if is_own_asset(path) else listed.policy


def headers_of(path: str, listed: Manifest, private: bool) -> dict[str, str]:
    """Every header with which a file should be sent, by its path in the site."""
    return {TYPE: content_type(path), CACHE: cache_control(path, private), CSP: policy_of(path, listed), **FOR_ALL}
