"""What a preview says with files of the content: that they may run nothing, as where a site is served."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cxsite.site.folders.csp import ASSETS_POLICY, is_own_asset

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication


def with_strict_assets(application: WSGIApplication, mounted: str) -> WSGIApplication:
    """The same program; files of the content below `assets/` get the policy for them. `mounted` is the path of the
    site's home, with slashes around it."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        asked = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "ignore")
        # As the server finds the file: with what leads upwards taken out.
        path = posixpath.normpath(f"/{asked.removeprefix(mounted.rstrip('/'))}").lstrip("/")

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *_STRICT] if is_own_asset(path) else headers, *more)

        return application(environ, start)

    return answer


_STRICT = [("Content-Security-Policy", ASSETS_POLICY), ("X-Content-Type-Options", "nosniff")]
