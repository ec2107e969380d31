"""A site over HTTP on this machine, as a good host serves it: compressed, with the right types, with its 404 page."""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cxsite.site.served.content_types import content_type

PACKED = frozenset({".html", ".css", ".js", ".mjs", ".json", ".xml", ".ics", ".txt", ".svg"})


@functools.cache
def _packed(path: Path, changed: int) -> bytes:
    """The content of a file with gzip; `changed` makes a file that was written again another one."""
    return gzip.compress(path.read_bytes(), 6)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        found = self._file()
        path = found or self.folder / "404.html"
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _packed(path, path.stat().st_mtime_ns) if packed else path.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", content_type(path.name))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def _file(self) -> Path | None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        if path.is_dir():
            path /= "index.html"
        inside = path.resolve().is_relative_to(self.folder)
        return path if inside and path.is_file() else None

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever looks at pages looks at pages."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page drops what it no longer wants; all else is an error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder of a site; gives its address, which ends in a slash."""
    handler = type("Handler", (_Handler,), {"folder": site.resolve()})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
