"""A site served by nginx: the configuration that the documentation shows, run with a folder of its own."""

from __future__ import annotations

import grp
import http.client
import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

SECONDS = 20
# Where packages put nginx is on the path of administrators only.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
TYPES = ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types", "/usr/local/nginx/conf/mime.types")
# Everything that nginx writes lies in its own folder; `worker` names the user who reads the site.
FRAME = """\
daemon off;
{worker}
worker_processes 1;
pid {place}/nginx.pid;
error_log {place}/error.log warn;
events {{ worker_connections 256; }}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
{server}}}
"""


def documented(page: str, title: str) -> str:
    """The block of a page of the documentation that has this title."""
    found = re.search(rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
    assert found, f"the documentation shows no {title}"
    return found[1]


def with_places(config: str, places: Mapping[str, str]) -> str:
    """A configuration that is shown, with addresses and folders of a test in the place of those in it."""
    for old, new in places.items():
        assert old in config, old
        config = config.replace(old, new)
    return config


@contextmanager
def served_by_nginx(
    site: Path, headers: str, server: str, place: Path, level: str = "public", login: str = "", quiet: bool = True
) -> Iterator[str]:
    """The address at which nginx serves a site. `headers`: what `cxsite headers` prints of it; `server`: the
    configuration; `place`: an empty folder for it; `login`: the address of the program that knows who is logged in;
    `quiet`: nginx has nothing to complain of."""
    command = shutil.which("nginx", path=PATH)
    types = next((path for path in TYPES if Path(path).is_file()), None)
    if command is None or types is None:
        pytest.skip("no nginx on this machine")
    port = free_port()
    (place / "headers.conf").write_text(headers)
    places = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        f"root /srv/roadmap/{level};": f'root "{site}";',
        f"include /etc/nginx/roadmap-{level}.conf;": f'include "{place}/headers.conf";',
    }
    server = with_places(server, places | ({"http://127.0.0.1:4180": login} if login else {}))
    config = place / "nginx.conf"
    config.write_text(FRAME.format(worker=_worker(), place=place, types=types, server=server))
    words = [command, "-p", str(place), "-e", str(place / "error.log"), "-c", str(config)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(process, port, place / "error.log")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)
    assert not quiet or (place / "error.log").read_text() == ""


def get(address: str, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Status, headers and body with which a server answers, as a browser asks for it."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=SECONDS)
    try:
        connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _worker() -> str:
    """Only root may choose whose rights nginx has; without a choice it would be nobody, who can't read the site."""
    if os.geteuid() != 0:
        return ""
    return f"user {pwd.getpwuid(0).pw_name} {grp.getgrgid(0).gr_name};"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(process: subprocess.Popen[str], port: int, log: Path) -> None:
    """Wait until a server listens."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    process.terminate()
    told = log.read_text() if log.is_file() else ""
    pytest.fail(f"the server does not answer: {process.communicate(timeout=SECONDS)[1]}{told}")
