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
from collections.abc import Iterator
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


def documented_server(page: str) -> str:
    """The nginx configuration that a page of the documentation shows."""
    found = re.search(r"^```nginx[^\n]*\n(server \{.*?^\}\n)```$", page, re.MULTILINE | re.DOTALL)
    assert found, "the documentation shows no server for nginx"
    return found[1]


@contextmanager
def served_by_nginx(site: Path, policy: str, server: str, place: Path) -> Iterator[str]:
    """The address at which nginx serves a site. `server`: its configuration; `place`: an empty folder for it."""
    command = shutil.which("nginx", path=PATH)
    types = next((path for path in TYPES if Path(path).is_file()), None)
    if command is None or types is None:
        pytest.skip("no nginx on this machine")
    port = _free_port()
    (place / "policy.conf").write_text(f'add_header Content-Security-Policy "{policy}" always;\n')
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/roadmap/public;", f'root "{site}";'),
        ("include /etc/nginx/roadmap-policy.conf;", f'include "{place}/policy.conf";'),
    ):
        assert server.count(old) == 1, old
        server = server.replace(old, new)
    config = place / "nginx.conf"
    config.write_text(FRAME.format(worker=_worker(), place=place, types=types, server=server))
    words = [command, "-p", str(place), "-e", str(place / "error.log"), "-c", str(config)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        _wait(process, port, place / "error.log")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)
    assert (place / "error.log").read_text() == ""


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[str], port: int, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    process.terminate()
    pytest.fail(f"nginx does not answer: {process.communicate(timeout=SECONDS)[1]}{log.read_text()}")
