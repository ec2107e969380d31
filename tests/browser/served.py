"""A site served by a web server with the headers of its manifest, and what a browser says while it shows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber} ${event.sample}`;
  console.error(`CSP ${event.violatedDirective}: ${event.blockedURI} ${place}`);
});
"""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, policy: str, **named: Any) -> None:
        self.policy = policy
        super().__init__(*args, **named)

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """The address at which a folder is served; with `policy`, under that content security policy."""
    handler = partial(_Handler, directory=str(folder), policy=policy)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Listener:
    """Opens pages, and notes what should not happen: dialogs, errors, violations, requests to other hosts."""

    def __init__(self, browser: Any, address: str) -> None:
        self.address = address
        self.heard: list[str] = []
        self.requests = 0
        self.page = browser.new_page()
        self.page.add_init_script(VIOLATIONS)
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.page.on("popup", lambda popup: self._note(f"window: {popup.url}"))
        self.page.on("request", self._request)

    def open(self, path: str) -> None:
        """Open a page and wait until everything in it has been loaded."""
        self.page.goto(self.address + path, wait_until="networkidle")

    def _note(self, said: str) -> None:
        self.heard.append(f"{self.page.url.removeprefix(self.address)}: {said}")

    def _dialog(self, dialog: Any) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        self.requests += 1
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._note(f"request: {request.url}")


def page_types(site: Path) -> list[str]:
    """One page of each type: every index, and the first page below each (addresses below the site)."""
    found = {"", "404.html"}
    for folder in sorted(path for path in site.iterdir() if (path / "index.html").is_file()):
        below = sorted(path.parent for path in folder.glob("*/index.html"))
        found |= {f"{page.relative_to(site).as_posix()}/" for page in (folder, *below[:1])}
    return sorted(found)
