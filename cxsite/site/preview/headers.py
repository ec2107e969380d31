"""What a preview says with files of the content: that they may run nothing, as where a site is served; and whom it
answers."""

from __future__ import annotations

import ipaddress
import posixpath
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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


def for_its_own_names(application: WSGIApplication, bound: str) -> WSGIApplication:
    """The same program for those who ask it by a name of its own: the address that it is `bound` to, this machine, or
    any number. Under another name a page of a stranger would have its readers' browsers fetch what only they may see.
    """

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if _is_own(str(environ.get("HTTP_HOST", "")), bound):
            return application(environ, start_response)
        told = b"This preview answers under its own address only.\n"
        start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
        return [told]

    return answer


def _is_own(host: str, bound: str) -> bool:
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in ("", "localhost", bound.lower()) or name.endswith(".localhost")
    return True


_STRICT = [("Content-Security-Policy", ASSETS_POLICY), ("X-Content-Type-Options", "nosniff")]
