"""A preview: before each answer it looks whether anything has changed, and makes what is asked for first.

A page is made from the content as it is when the page is asked for, with everything checked before. So nobody sees an
old page as if it were new, and an edit is seen after one page is made, not after all are.
"""

from __future__ import annotations

import gc
import posixpath
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.livereload import LiveReloadServer

from cxsite.processes.held import no_collection
from cxsite.site.failure import in_one_line
from cxsite.site.preview.changes import Changes
from cxsite.site.preview.prepared import PreparedSite

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

_SEARCH = "search/search_index.json"
"""What is made of all pages."""
_TROUBLE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>This can\'t be shown yet</title></head>'
    "<body><pre>{}</pre></body></html>"
)


def _collect_again(was: bool) -> None:
    if was:
        gc.enable()


class _Answer:
    """An answer, and what is done when it is given, or nobody waits for it any more."""

    def __init__(self, parts: Iterable[bytes], after: Callable[[], None]) -> None:
        self._parts, self._after = parts, after

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        """The server calls this at the end, whatever became of the answer."""
        try:
            getattr(self._parts, "close", list)()
        finally:
            self._after()


class Preview:
    """Answers a browser. `make` prepares a site of all that is there now, `places` are the files and folders that it is
    made of. What is no page is answered by `server`, from its folder."""

    def __init__(
        self, server: LiveReloadServer, make: Callable[[], PreparedSite], places: Callable[[], Iterable[Path]]
    ) -> None:
        self._server, self._make, self._places = server, make, places
        self._others: WSGIApplication = server.serve_request
        self._changes = Changes()
        self._site: PreparedSite | None = None
        self._trouble: Exception | None = None
        self._lock = threading.RLock()
        self._asking = 0

    def refresh(self) -> None:
        """Prepare the site anew where anything has changed. Raises what went wrong, until something changes."""
        with self._lock, no_collection(once=False):
            if self._changes.are_there(self._places()):
                self._site = None
                self._trouble = None
                try:
                    self._site = self._make()
                except Exception as error:
                    self._trouble = error
            if self._trouble is not None:
                raise self._trouble

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request. What nobody needs any more is looked for when the answer is given."""
        was = gc.isenabled()
        gc.disable()
        try:
            found = self._answered(environ, start_response)
        except BaseException:
            _collect_again(was)
            raise
        return _Answer(found, lambda: _collect_again(was))

    def _answered(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "ignore")
        mounted = self._server.mount_path
        if path.startswith("/livereload/") or not path.startswith(mounted):
            return self._others(environ, start_response)
        place = posixpath.normpath(f"/{path[len(mounted) :]}").lstrip("/")
        try:
            if place == _SEARCH:
                self._make_all()
            with self._turn():
                self.refresh()
                found = self._found(place, folder=path.endswith("/"))
        except Exception as error:
            found = _TROUBLE.format(escape(in_one_line(error))).encode()
            return self._answer(start_response, "500 Internal Server Error", "trouble.html", found)
        if isinstance(found, str):
            start_response("302 Found", [("Location", found)])
            return []
        if found is None:
            return self._others(environ, start_response)
        name = f"{place}/index.html" if path.endswith("/") else place
        return self._answer(start_response, "200 OK", name, found)

    def _found(self, place: str, *, folder: bool) -> bytes | str | None:
        """The content of a page or larger file, or where its page is; `None` for all else."""
        assert self._site is not None
        inside = posixpath.join(place, "index.html").lstrip("/")
        if folder:
            return self._site.file(inside)
        return self._site.file(place) or (f"{self._server.mount_path}{place}/" if self._site.has(inside) else None)

    def _answer(self, start_response: StartResponse, status: str, name: str, content: bytes) -> Iterable[bytes]:
        if name.endswith(".html"):
            content = self._server._inject_js_into_html(content, self._server._visible_epoch)
        kind = self._server._guess_type(name)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the site for oneself; who makes all the rest gives way."""
        self._asking += 1
        try:
            with self._lock:
                yield
        finally:
            self._asking -= 1

    def _make_all(self) -> None:
        """Make all pages of the site as it is, one by one; of another site where something changes meanwhile."""
        while True:
            with self._lock:
                self.refresh()
                assert self._site is not None
                if not self._site.make_one_more():
                    return
            while self._asking:
                time.sleep(0.01)
