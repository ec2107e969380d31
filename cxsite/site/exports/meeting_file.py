"""`cxsite export`: the presentation or the report as a file, made from what one audience sees, audited like a site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from cxsite.audit.leak import Leak
from cxsite.model.finding import CxsiteError
from cxsite.render.pages.report import QUARTER
from cxsite.report.report import counted
from cxsite.site.audit import audit_site
from cxsite.site.build import BuildResult, build_sites
from cxsite.site.exports.slides import slides
from cxsite.site.exports.texts import texts_of
from cxsite.site.folders.output import refuse_file
from cxsite.site.offline.copy import copy_offline
from cxsite.site.project import Project

FORMATS = ("pdf", "pptx")
BROWSER = "CXSITE_CHROMIUM"
"""The environment variable that names the browser to print with."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
_TIMES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}([^)]*\))")
_CANONICAL = re.compile(r'<link rel="canonical" href="(?P<url>[^"]+)"')
_LINK = re.compile(r'(?P<before><a\b[^>]*?\s)href="(?P<url>[^"]*)"')
_INDEX = re.compile(r"(?<=/)index\.html(?=[?#]|$)")
_MOST_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Export:
    """What to export: `present` or `report`, in which format, for whom, into which file; `quarter`: the report on the
    quarter instead of the one since the last review."""

    name: str
    format: str
    audience: str
    out: Path
    quarter: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """How it went: the size of the file in bytes, or why there is none."""

    size: int = 0
    refused: str = ""
    leaks: tuple[Leak, ...] = ()


def export(project: Project, wanted: Export, tell: Callable[[str], None]) -> Exported:
    """Write the file where nothing refuses it. Raises `CxsiteError` where it can't be made at all."""
    _refuse_place(project, wanted.out)
    with tempfile.TemporaryDirectory(prefix="cxsite-export-") as space:
        folder = Path(space)
        make = _pdf if wanted.format == "pdf" else _slides
        made = make(project, wanted, folder, tell)
        if isinstance(made, str):
            return Exported(refused=made)
        alone = folder / "audited"
        alone.mkdir()
        for name, text in texts_of(made, wanted.format):
            (alone / name).write_bytes(text)
        tell("reading the file for what is withheld")
        audited = audit_site(project, alone, wanted.audience, None)
        if not audited.passed:
            return Exported(leaks=audited.leaks)
        # Whole or not at all: a name beside it first.
        beside = wanted.out.with_name(f".{wanted.out.name}.new")
        beside.write_bytes(made)
        beside.replace(wanted.out)
    return Exported(len(made))


def _refuse_place(project: Project, out: Path) -> None:
    """Raises `CxsiteError` where the file would be published, or taken for content."""
    place = out.resolve()
    if place.is_dir() or not place.parent.is_dir():
        raise CxsiteError(f"{out} is no file in a folder that is there: name a file")
    refuse_file(out, project.kept, ())


def _slides(project: Project, wanted: Export, folder: Path, tell: Callable[[str], None]) -> bytes | str:
    tell("making the slides")
    reading, made = slides(project.settings, wanted.audience, wanted.name, quarter=wanted.quarter)
    return made if made is not None else counted(reading.findings)


def _pdf(project: Project, wanted: Export, folder: Path, tell: Callable[[str], None]) -> bytes | str:
    """Print the page of a site that is built and audited for this."""
    browser = find_browser()
    made = build_sites(project, (wanted.audience,), folder / "site", False, tell)
    if made.refused:
        return _why(made)
    copy = folder / "copy"
    copy_offline(made.sites[0].folder, copy)
    page = copy / wanted.name / (QUARTER if wanted.quarter else "") / "index.html"
    if not page.is_file():
        raise CxsiteError(f"{wanted.audience} readers have no such page, so there is nothing to export")
    page.write_text(with_whole_links(page.read_text("utf-8")), "utf-8")
    tell("printing")
    day = project.settings.today.strftime("%Y%m%d").encode()
    return _TIMES.sub(rb"\g<1>" + day + rb"000000\g<2>", _printed(browser, page, folder))


def with_whole_links(page: str) -> str:
    """A page whose links to other pages name the site that it is of, by its canonical address; without one it has none:
    in a file that is handed on, a link into a folder of this machine leads nowhere and tells of it."""
    canonical = _CANONICAL.search(page)
    base = unescape(canonical["url"]) if canonical else ""

    def whole(link: re.Match[str]) -> str:
        url = unescape(link["url"])
        if url.startswith("#") or urlsplit(url).scheme:
            return link[0]
        address = urljoin(base, url)
        return f'{link["before"]}href="{escape(_INDEX.sub("", address))}"' if base else link["before"]

    return _LINK.sub(whole, page)


def _why(made: BuildResult) -> str:
    leaks = "; ".join(outcome.leaks for outcome in made.outcomes if outcome.leaks)
    return leaks or counted(made.reading.findings)


def find_browser() -> str:
    """The browser to print with; `CxsiteError` where there is none."""
    named = os.environ.get(BROWSER, "")
    if named:
        if found := shutil.which(named):
            return found
        raise CxsiteError(f"{BROWSER} names {named}, which is no program here")
    for name in (*_BROWSERS, *_PLACES):
        if found := shutil.which(name):
            return found
    raise CxsiteError(
        f"a PDF needs a browser of the Chromium family, and there is none: install one, name it in {BROWSER}, or"
        " export with `--format pptx`"
    )


def _printed(browser: str, page: Path, folder: Path) -> bytes:
    out = folder / "printed.pdf"
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-extensions",
        # Nothing is asked of any other machine.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        "--export-tagged-pdf",
        f"--print-to-pdf={out}",
        page.as_uri(),
    ]
    if sys.platform == "linux" and os.geteuid() == 0:
        # The browser's sandbox refuses root, which is whom containers run as.
        command.insert(1, "--no-sandbox")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise CxsiteError(f"{browser} did not print within {_MOST_SECONDS} seconds") from None
    if done.returncode or not out.is_file():
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CxsiteError(f"{browser} could not print: {said[-1] if said else f'exit code {done.returncode}'}")
    return out.read_bytes()
