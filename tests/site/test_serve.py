"""The live preview: edits, added and removed files are seen, and an error recovers with the next good edit."""

from __future__ import annotations

import http.client
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxsite.site.folders.csp import ASSETS_POLICY
from tests.site.running import DEADLINE, Preview, free_port
from tests.site.small import CONFIG, INTERNAL, PUBLIC, command, tree, write

pytestmark = pytest.mark.slow
PAGE = "initiatives/queues/"


@pytest.fixture(params=["mkdocs", "cxsite"])
def preview(project: Path, request: pytest.FixtureRequest) -> Iterator[Preview]:
    port = free_port()
    option = "--dev-addr" if request.param == "mkdocs" else "--address"
    write(project, {"mkdocs.yml": CONFIG.replace("https://lamps.example.com/", f"http://127.0.0.1:{port}/")})
    running = Preview(project, port, [*command(request.param), "serve", option, f"127.0.0.1:{port}"])
    try:
        running.until(lambda: "calm" in running.get(PAGE))
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def test_preview_follows_the_content(project: Path, preview: Preview) -> None:
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "quiet")})
    preview.until(lambda: "quiet" in preview.get(PAGE))
    write(project, {"content/initiatives/benches.yml": INTERNAL + "visibility: public\n"})
    preview.until(lambda: "irconium" in preview.get("initiatives/benches/"))
    (project / "content/initiatives/benches.yml").unlink()
    preview.until(lambda: preview.get("initiatives/benches/") == "")
    assert preview.get("initiatives/merger/") == ""


def test_an_error_is_shown_and_the_next_good_edit_recovers(project: Path, preview: Preview) -> None:
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("in-progress", "in-progres")})
    preview.until(lambda: "CX006" in preview.get(PAGE))
    assert "content/initiatives/queues.md:5:9" in preview.get(PAGE)
    assert "content/initiatives/queues.md:5:9: error[" in preview.log.read_text()
    (project / "content/roadmap.yml").rename(project / "roadmap.bak")
    preview.until(lambda: "roadmap.yml" in preview.get(PAGE) and "CX006" not in preview.get(PAGE))
    (project / "roadmap.bak").rename(project / "content/roadmap.yml")
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "mended")})
    preview.until(lambda: "mended" in preview.get(PAGE))
    assert "Traceback" not in preview.log.read_text()


def test_nothing_is_written_into_the_project(project: Path, preview: Preview) -> None:
    before = tree(project)
    (project / "content/initiatives/merger.yml").unlink()
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("calm", "still")})
    preview.until(lambda: "still" in preview.get(PAGE))
    changed = {"content/initiatives/merger.yml", "content/initiatives/queues.md"}
    assert {name for name in before if tree(project).get(name) != before[name]} == changed
    assert set(tree(project)) == set(before) - {"content/initiatives/merger.yml"}


def test_a_preview_that_begins_with_an_error_shows_it(project: Path) -> None:
    port = free_port()
    write(project, {"content/initiatives/queues.md": PUBLIC.replace("in-progress", "in-progres")})
    running = Preview(project, port, [*command("cxsite"), "serve", "--address", f"127.0.0.1:{port}"])
    try:
        running.until(lambda: "CX006" in running.get(""))
        write(project, {"content/initiatives/queues.md": PUBLIC})
        running.until(lambda: "calm" in running.get(PAGE))
    finally:
        running.process.terminate()
        running.process.wait(timeout=30)


def test_a_taken_address_is_one_line(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        words = [*command("cxsite"), "serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}"]
        done = subprocess.run(words, cwd=project, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("cxsite: the preview can't be served: ")
    assert "Traceback" not in done.stderr


def test_a_public_preview_tells_nothing_hidden(preview: Preview) -> None:
    assert preview.get("initiatives/merger/") == ""
    for path in ("", "initiatives/", "search/search_index.json", "roadmap.json", "sitemap.xml", "404.html"):
        found = preview.get(path)
        assert "irconium" not in found and "initiatives/merger" not in found
        assert found or path == "404.html"


def test_files_of_the_content_run_nothing(project: Path, preview: Preview) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    body = PUBLIC.replace("We open", "![A](../assets/a.svg) ![B](../assets/own/b.svg)\n\nWe open")
    write(
        project, {"content/assets/a.svg": svg, "content/assets/own/b.svg": svg, "content/initiatives/queues.md": body}
    )
    preview.until(lambda: preview.get("assets/own/b.svg") != "")
    for path, strict in {
        "assets/a.svg": True,
        "assets/own/b.svg": True,
        "assets/stylesheets/../a.svg": True,
        "assets/gone.svg": True,
        "assets/cxsite/cxsite.js": False,
        "assets/cxsite/../cxsite/cxsite.js": False,
        "": False,
    }.items():
        connection = http.client.HTTPConnection(
            "127.0.0.1", int(preview.address.rsplit(":", 1)[1].strip("/")), timeout=10
        )
        connection.request("GET", f"/{path}")
        headers = connection.getresponse().headers
        connection.close()
        assert (headers["Content-Security-Policy"] == ASSETS_POLICY) is strict, path
