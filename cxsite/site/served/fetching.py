"""Asks one web server for files of a site. Nothing else is asked: no redirect is followed, no other host spoken to."""

from __future__ import annotations

import http.client
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cxsite.model.finding import CxsiteError

SECONDS = 20
LARGEST = 256 * 1024 * 1024
"""Bytes of one file that are read; more is no file of a site."""
_AGENT = "cxsite-audit"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says: its status, headers by their names in lower case, the bytes (without a compression), and
    where it leads instead."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    leads_to: str = ""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: it may lead to another host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """Nothing to ask instead."""
        return None


@dataclass(frozen=True, slots=True)
class Server:
    """A site at its address, which ends in a slash. `header`: name and value that let a program in, sent to it only."""

    address: str
    header: tuple[str, str] | None = None

    def file(self, path: str) -> Answer:
        """The answer for a file of the site. Raises `CxsiteError` where the server does not speak."""
        return self._ask(self.address + url_path(path))

    def _ask(self, url: str) -> Answer:
        asked = Request(url, headers={"Accept-Encoding": "identity", "Cache-Control": "no-cache", "User-Agent": _AGENT})
        if self.header is not None:
            asked.add_unredirected_header(*self.header)
        try:
            with build_opener(_Stay).open(asked, timeout=SECONDS) as answer:
                return _read(answer.status, answer.headers, answer, url)
        except HTTPError as error:
            with error:
                return _read(error.code, error.headers, error, url)
        except URLError as error:
            raise CxsiteError(f"{url} can't be reached: {_why(error.reason)}") from None
        except (OSError, http.client.HTTPException) as error:
            raise CxsiteError(f"{url} can't be reached: {_why(error)}") from None


def url_path(path: str) -> str:
    """How a file of a site is asked for: pages by their folder."""
    folder = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
    return quote(folder)


def _read(status: int, headers: Message, stream: IO[bytes], url: str) -> Answer:
    said = {name.lower(): str(value) for name, value in headers.items()}
    body = stream.read(LARGEST + 1)
    if said.get("content-encoding", "").lower() == "gzip":
        try:
            unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16)
            body = unpacked.decompress(body, LARGEST + 1)
        except zlib.error:
            body = b""
    if len(body) > LARGEST:
        raise CxsiteError(f"{url} gives more than {LARGEST >> 20} MB: that is no file of a site")
    leads = urljoin(url, said["location"]) if 300 <= status < 400 and "location" in said else ""
    return Answer(status, said, body, leads)


def _why(reason: object) -> str:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not valid here: {reason.verify_message}"
    if isinstance(reason, TimeoutError):
        return f"no answer within {SECONDS} seconds"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return str(reason) or type(reason).__name__
