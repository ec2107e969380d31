"""A site audited where it is served, and a login before one: nginx and Caddy with the configurations that are shown."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from cxsite.cli.main import main
from cxsite.site.folders.manifest import read_manifest
from cxsite.site.project import read_project
from cxsite.site.served.expected import headers_of
from cxsite.site.served.fetching import url_path
from cxsite.site.served.server_config import site_headers
from tests.browser.nginx import documented, free_port, get, served_by_nginx, wait_for, with_places
from tests.site.small import FILES, write

pytestmark = [pytest.mark.slow, pytest.mark.engine]
COOKIE = "_oauth2_proxy=colleague"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with both sites, at addresses, so that they have feeds; an initiative had another address."""
    sites = "".join(f"  {level}: {{site_url: https://{level}.example.com/}}\n" for level in ("public", "internal"))
    queues = FILES["content/initiatives/queues.md"].replace(
        "area: shop", "area: shop\naliases: [tills]\nupdates: [{date: 2026-03-20, text: A till was opened.}]"
    )
    changed = {
        "content/roadmap.yml": f"{FILES['content/roadmap.yml']}site:\n{sites}",
        "content/initiatives/queues.md": queues,
    }
    folder = write(tmp_path_factory.mktemp("built") / "project", {**FILES, **changed})
    assert main(["build", "--config", str(folder), "--audience", "all"]) == 0
    return folder


@contextmanager
def running(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Good(SimpleHTTPRequestHandler):
    """Serves a site as it should be served, but for what `Host` of a test changes."""

    manifest: Path
    drop: str = ""
    pages: dict[str, bytes]

    def end_headers(self) -> None:
        path = self.path.strip("/") or "index.html"
        listed = read_manifest(self.manifest)
        named = path if path in listed.files else f"{path}/index.html" if path != "index.html" else path
        for name, value in headers_of(named, listed, private=False).items():
            if name not in ("Content-Type", self.drop):
                self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path in self.pages:
            return self._answer(200, self.pages[self.path])
        if not Path(self.translate_path(self.path)).exists():
            return self._answer(404, (Path(self.directory) / "404.html").read_bytes())
        return super().do_GET()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def audit(built: Path, address: str, *words: str, level: str = "public") -> int:
    manifest = str(built / f"site/{level}.manifest.json")
    return main(["audit", address, "--config", str(built), "--audience", level, "--manifest", manifest, *words])


class TestAudit:
    @contextmanager
    def served(self, built: Path, **changed: object) -> Iterator[str]:
        said = {"manifest": built / "site/public.manifest.json", "pages": {}, "drop": "", **changed}
        handler = type("Handler", (Good,), said)
        with running(partial(handler, directory=str(built / "site/public"))) as address:
            yield address

    def test_what_is_served_as_it_was_built(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with self.served(built) as address:
            assert audit(built, address) == 0, capsys.readouterr().out
        assert "files are those of the manifest, with the headers that it should have" in capsys.readouterr().out

    def test_a_proxy_that_strips_headers(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with self.served(built, drop="Content-Security-Policy") as address:
            assert audit(built, address) == 1
            (line,) = capsys.readouterr().out.splitlines()
            assert line.startswith("Content-Security-Policy is not sent, with no file")
            assert audit(built, address, "--without-headers") == 0

    def test_what_was_put_there(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        pages = {
            "/board/": b"<p>Soon: the Zirconium merger</p>",
            "/mkdocs.yml": b"site_name: x",
            "/internal/": b"the other site",
        }
        with self.served(built, pages=pages) as address:
            assert audit(built, address) == 1
        told = capsys.readouterr().out
        assert "board/index.html:9: withheld word “zirconium”" in told or "board/index.html" in told.splitlines()[0]
        assert "withheld" in told and "board/index.html: is another file than that of the build" in told
        assert "mkdocs.yml is served: the server's root is not the site's folder" in told
        assert "internal/index.html is served" in told

    def test_only_the_site_s_own_address_is_asked(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for address, said in (
            (
                "https://elsewhere.example.com/",
                "nobody else's is asked: `site.public.site_url` in roadmap.yml says https://public",
            ),
            ("ftp://127.0.0.1/", "is no address of a site"),
            ("http://127.0.0.1:x/", "is no address of a site"),
            ("http://name:word@127.0.0.1/", "is no address of a site"),
            (f"http://127.0.0.1:{free_port()}/", "can't be reached: Connection refused"),
        ):
            assert audit(built, address) == 2
            assert said in capsys.readouterr().err
        assert main(["audit", "http://127.0.0.1/", "--config", str(built), "--audience", "public"]) == 2
        assert "`--manifest FILE`" in capsys.readouterr().err
        assert audit(built, str(built / "site/public"), "--locked") == 2

    def test_a_redirect_is_not_followed(self, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
        asked: list[str] = []

        class Elsewhere(Good):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

        class Away(Good):
            def do_GET(self) -> None:
                self.send_response(302)
                self.send_header("Location", f"{elsewhere}/login?from={self.path}")
                BaseHTTPRequestHandler.end_headers(self)

        with running(Elsewhere) as elsewhere, running(Away) as address:
            assert audit(built, address) == 1
            assert f"leads to {elsewhere}/login instead of the site" in capsys.readouterr().out
        assert asked == []


class Login(BaseHTTPRequestHandler):
    """As oauth2-proxy: knows by a cookie who is logged in, and has a page of its own for who is not."""

    def do_GET(self) -> None:
        known = COOKIE in self.headers.get("Cookie", "")
        auth = self.path == "/oauth2/auth"
        self.send_response((202 if known else 401) if auth else 200)
        body = b"" if auth else b"<form>Log in</form>"
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def behind_nginx(built: Path, place: Path, hosting: str, login: str, quiet: bool = True) -> Iterator[str]:
    headers = printed(built, "nginx")
    config = documented(hosting, "/etc/nginx/sites-available/roadmap-internal")
    with served_by_nginx(built / "site/internal", headers, config, place, "internal", login, quiet) as address:
        yield address


@contextmanager
def behind_caddy(built: Path, place: Path, hosting: str, login: str) -> Iterator[str]:
    command = shutil.which("caddy")
    if command is None:
        pytest.skip("no Caddy on this machine")
    (place / "headers.caddy").write_text(printed(built, "caddy"))
    port = free_port()
    places = {
        "roadmap.internal.example.com": f"http://127.0.0.1:{port}",
        "/srv/roadmap/internal": str(built / "site/internal"),
        "/etc/caddy/roadmap-internal.caddy": str(place / "headers.caddy"),
        "127.0.0.1:4180": login.removeprefix("http://"),
    }
    config = place / "Caddyfile"
    config.write_text(
        "{\n\tadmin off\n\tauto_https off\n}\n" + with_places(documented(hosting, "Caddyfile, internal"), places)
    )
    env = {"HOME": str(place), "PATH": ""}
    words = [command, "run", "--config", str(config), "--adapter", "caddyfile"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=env, cwd=place)
    try:
        wait_for(process, port, place / "no.log")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def printed(built: Path, form: str) -> str:
    return site_headers(read_project(str(built)), built / "site/internal.manifest.json", form)


@pytest.mark.parametrize("server", [behind_nginx, behind_caddy])
def test_without_a_login_nothing_is_served(
    server: Callable[..., Any],
    built: Path,
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hosting = (repository / "docs/hosting.md").read_text(encoding="utf-8")
    site = built / "site/internal"
    listed = read_manifest(built / "site/internal.manifest.json")
    with running(Login) as login, server(built, tmp_path, hosting, login) as address:
        # A stranger gets nothing: no page, index, feed, list, picture; not even the page for what is missing.
        assert {"index.html", "404.html", "search/search_index.json", "feed.xml", "roadmap.ics"} <= listed.files.keys()
        for path in (*listed.files, "no-such-page/", "board", "internal.manifest.json"):
            status, sent, body = get(address, url_path(path))
            assert status == 302 and sent["Location"].startswith("/oauth2/sign_in?rd=/"), path
            assert b"erger" not in body and b"cxsite" not in body and len(body) < 300, path
        assert get(address, "oauth2/sign_in")[2] == b"<form>Log in</form>"
        assert audit(built, address, "--locked", level="internal") == 0
        assert "strangers get none of" in capsys.readouterr().out
        assert audit(built, address, level="internal") == 1
        assert "leads to" in capsys.readouterr().out
        # A colleague gets all of it, as it was built, with its headers.
        monkeypatch.setenv("CXSITE_AUDIT_HEADER", f"Cookie: {COOKIE}")
        assert audit(built, address, level="internal") == 0, capsys.readouterr().out
        # An old address leads on.
        request = Request(f"{address}initiatives/tills/", headers={"Cookie": COOKIE})
        with urlopen(request) as answer:
            assert b'http-equiv="refresh" content="0; url=../../initiatives/queues/"' in answer.read()
        monkeypatch.setenv("CXSITE_AUDIT_HEADER", "Cookie")
        assert audit(built, address, level="internal") == 2
        assert "Name: value" in capsys.readouterr().err
    assert (site / "404.html").is_file()


@pytest.mark.parametrize("server", [partial(behind_nginx, quiet=False), behind_caddy])
def test_a_login_that_is_down_lets_nobody_in(
    server: Callable[..., Any], built: Path, repository: Path, tmp_path: Path
) -> None:
    hosting = (repository / "docs/hosting.md").read_text(encoding="utf-8")
    with server(built, tmp_path, hosting, f"http://127.0.0.1:{free_port()}") as address:
        for path in ("", "search/search_index.json", "no-such-page/"):
            status, _, body = get(address, path)
            assert status >= 500 and b"cxsite" not in body


def test_a_server_that_asks_for_no_login_is_found_out(
    built: Path, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hosting = (repository / "docs/hosting.md").read_text(encoding="utf-8")
    config = documented(hosting, "/etc/nginx/sites-available/roadmap-internal")
    config = with_places(config, {"auth_request /oauth2/auth;": ""})
    with running(Login) as login:
        headers = printed(built, "nginx")
        with served_by_nginx(built / "site/internal", headers, config, tmp_path, "internal", login) as address:
            assert audit(built, address, "--locked", level="internal") == 1
    assert "is given to whoever asks" in capsys.readouterr().out
