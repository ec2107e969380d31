"""A site served by a web server with the headers of its manifest, and what a browser says while it shows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TABS = 6
"""How many pages are opened at once."""
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
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
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
        self._context = browser.new_context()
        self._context.add_init_script(VIOLATIONS)
        self._tabs = [self._tab() for _ in range(TABS)]
        self.page = self._tabs[0]

    def open(self, path: str) -> None:
        """Open a page and wait until everything in it has been loaded."""
        self.page.goto(self.address + path, wait_until="networkidle")

    def open_all(self, paths: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """Open pages as `open` does, several at once, as most of it is waiting for silence: path and Playwright page.

        A page is there until the next one is asked for.
        """
        for begin in range(0, len(paths), TABS):
            opened = list(zip(paths[begin : begin + TABS], self._tabs, strict=False))
            for path, tab in opened:
                tab.goto(self.address + path, wait_until="commit")
            for path, tab in opened:
                tab.wait_for_load_state("networkidle")
                yield path, tab

    def close(self) -> None:
        """Close all that was opened."""
        self._context.close()

    def _tab(self) -> Any:
        tab = self._context.new_page()

        def note(said: str) -> None:
            self.heard.append(f"{tab.url.removeprefix(self.address)}: {said}")

        def dialog(shown: Any) -> None:
            note(f"dialog: {shown.message}")
            shown.dismiss()

        def request(sent: Any) -> None:
            self.requests += 1
            if not sent.url.startswith((self.address, "data:", "blob:")):
                note(f"request: {sent.url}")

        tab.on("dialog", dialog)
        tab.on("console", lambda said: note(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: note(f"error: {error}"))
        tab.on("popup", lambda popup: note(f"window: {popup.url}"))
        tab.on("request", request)
        return tab


def page_types(site: Path) -> list[str]:
    """One page of each type: every index, and the first page below each (addresses below the site)."""
    found = {"", "404.html"}
    for folder in sorted(path for path in site.iterdir() if (path / "index.html").is_file()):
        below = sorted(path.parent for path in folder.glob("*/index.html"))
        found |= {f"{page.relative_to(site).as_posix()}/" for page in (folder, *below[:1])}
    return sorted(found)
