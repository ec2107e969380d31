"""The audit that runs beside the engine: what it says depends on the complete site only."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from cxsite.audit.audit import Reader
from cxsite.audit.clean import seal
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.verdicts import Verdicts, verdicts_of
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.pipeline.reading import read
from cxsite.processes.end import end
from cxsite.processes.parallel import Both, at_once, beside, in_turn
from cxsite.site import site_reading
from cxsite.site.background_audit import BackgroundAudit
from cxsite.site.early_reader import EarlyReader
from cxsite.site.interface import interface_of
from cxsite.site.site_reading import Sought
from tests.check.trees import settings, site_of

CLEAN = "<p>Nobody waits longer than four minutes.</p>\n"
LEAK = "<p>About the Zirconium merger of next year.</p>\n"
NOTHING_KNOWN = Interface((), frozenset())
EARLY = pytest.mark.parametrize("early", [False, True])


def nothing_known() -> Interface:
    return NOTHING_KNOWN


class _Slow(type(Path())):  # type: ignore[misc]
    """A folder whose files are listed when it is too late."""

    def rglob(self, pattern: str) -> Iterator[Path]:
        time.sleep(60)
        return super().rglob(pattern)  # type: ignore[no-any-return]


@pytest.fixture
def inspection(project: Path) -> Inspection:
    return site_of(read(settings(project)), "public").inspection


@contextmanager
def auditing(
    early: bool, inspection: Inspection, site: Path, both: Both = in_turn, verdicts: Verdicts | None = None
) -> Iterator[BackgroundAudit]:
    """An audit by a process that was begun for it, or `early`."""
    begun = EarlyReader() if early else nullcontext()
    with begun as reader, BackgroundAudit(inspection, nothing_known, site, both, verdicts, reader) as audit:
        yield audit
    assert multiprocessing.active_children() == []


def put(folder: Path, **pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text)
        long_ago = time.time() - 60
        os.utime(folder / f"{name}.html", (long_ago, long_ago))
    return folder


@EARLY
def test_what_changes_after_it_was_read_is_read_again(early: bool, inspection: Inspection, tmp_path: Path) -> None:
    site = put(tmp_path / "site", one=CLEAN, two=LEAK)
    with auditing(early, inspection, site) as audit:
        time.sleep(1)
        put(site, one=LEAK, two=CLEAN)
        assert {leak.path for leak in audit.leaks()} == {"one.html"}


@EARLY
def test_it_says_what_an_audit_says(early: bool, inspection: Inspection, tmp_path: Path) -> None:
    pages = {f"page{number}": LEAK if number % 3 else CLEAN for number in range(12)}
    site = put(tmp_path / "site", **pages)
    with auditing(early, inspection, site) as audit:
        time.sleep(0.5)
        assert audit.leaks() == inspection.leaks(site, NOTHING_KNOWN)


@EARLY
@pytest.mark.parametrize("both", [in_turn, at_once])
@pytest.mark.parametrize("other", [CLEAN, CLEAN * 9])
def test_a_large_rest_is_read_in_halves(
    inspection: Inspection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both: Both, other: str, early: bool
) -> None:
    """One page in each half, the longer one in the first: neither is left out."""
    monkeypatch.setattr("cxsite.audit.audit.LARGE", 1)
    monkeypatch.setattr("cxsite.site.site_reading.LARGE", 1)
    site = put(tmp_path / "site", leaky=LEAK, other=other)
    reader = Reader(inspection.dictionary(NOTHING_KNOWN), inspection.explanation(NOTHING_KNOWN))
    reader.read_all(site, both)
    assert {leak.path for leak in reader.found} == {"leaky.html"}
    with auditing(early, inspection, site, both) as audit:
        assert {leak.path for leak in audit.leaks()} == {"leaky.html"}


@EARLY
def test_what_was_clean_is_not_read_again_until_more_is_withheld(early: bool, project: Path, tmp_path: Path) -> None:
    """Who reads a page in between would find the leak in it: it is there although its bytes were sealed."""
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "CXSITE_CACHE": str(tmp_path / "cache")}
    verdicts = verdicts_of(project, "public", environment)
    site = put(tmp_path / "site", one=CLEAN, two="<p>Nobody waits till Beryllium day.</p>")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in site.iterdir()}

    def leaks(*, of: Verdicts | None = verdicts) -> set[str]:
        inspection = site_of(read(settings(project)), "public").inspection
        with auditing(early, inspection, site, verdicts=of) as audit:
            return {leak.path for leak in audit.leaks()}

    assert verdicts is not None and leaks() == set()
    inspection = site_of(read(settings(project)), "public").inspection
    sought = inspection.explanation(NOTHING_KNOWN).fingerprint(inspection.dictionary(NOTHING_KNOWN))
    assert verdicts.known(sought) == {seal(name, digest) for name, digest in digests.items()}
    # An edit that withholds nothing more: a page with other bytes is read, the other one is not.
    verdicts.keep(sought, [seal("one.html", hashlib.sha256(LEAK.encode()).hexdigest())])
    put(site, one=LEAK)
    assert leaks() == set() and leaks(of=None) == {"one.html"}
    verdicts.keep(sought, [])
    assert leaks() == {"one.html"} == leaks()
    put(site, one=CLEAN)
    assert leaks() == set()
    (project / "content/initiatives/new.yml").write_text("title: Beryllium\nstatus: idea\nsummary: Beryllium day\n")
    assert leaks() == {"two.html"}


def test_a_reader_that_was_killed_is_no_pass(inspection: Inspection, tmp_path: Path) -> None:
    with BackgroundAudit(inspection, nothing_known, put(tmp_path / "site", one=CLEAN)) as audit:
        (reader,) = multiprocessing.active_children()
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGKILL)
        with pytest.raises(CxsiteError, match="can't be audited: it ended early"):
            audit.leaks()


def test_whoever_puts_together_what_is_sought_is_gone_then(inspection: Inspection, tmp_path: Path) -> None:
    site = put(tmp_path / "site", one=LEAK)
    with EarlyReader() as reader, BackgroundAudit(inspection, nothing_known, site, early=reader) as audit:
        (other,) = (child for child in multiprocessing.active_children() if child.pid != reader.process.pid)
        other.join(60)
        assert not other.is_alive() and reader.process.is_alive()
        assert {leak.path for leak in audit.leaks()} == {"one.html"}


@pytest.mark.parametrize("killed", ["reader", "other"])
def test_an_early_reader_that_was_killed_is_no_pass(inspection: Inspection, tmp_path: Path, killed: str) -> None:
    site = put(tmp_path / "site", one=CLEAN)
    with EarlyReader() as reader:
        # What may not be in the site takes longer than to kill whoever puts it together.
        object.__setattr__(inspection, "content", _Slow(inspection.content))
        with BackgroundAudit(inspection, nothing_known, site, early=reader) as audit:
            (other,) = (child for child in multiprocessing.active_children() if child.pid != reader.process.pid)
            victim = reader.process if killed == "reader" else other
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
            with pytest.raises(CxsiteError, match="can't be audited: it ended early"):
                audit.leaks()


def test_who_reads_a_site_loads_nothing_else(inspection: Inspection, tmp_path: Path) -> None:
    """Neither before it is begun nor for what it is told: each process of a build has its own copy of what it loads."""
    interface = interface_of({}, tmp_path, "en")
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "CXSITE_CACHE": str(tmp_path / "cache")}
    verdicts = verdicts_of(tmp_path / "root", "public", environment)
    explanation = inspection.explanation(interface)
    sought = Sought(inspection.dictionary(interface), explanation, inspection.accepted(), tmp_path, at_once, verdicts)
    program = "import pickle, sys, cxsite.cli.engines, cxsite.site.site_reading"
    program += "; pickle.load(sys.stdin.buffer); print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", program), input=pickle.dumps(sought), capture_output=True, check=True)
    loaded = set(done.stdout.decode().split())
    assert "cxsite.audit.audit" in loaded and "cxsite.site.engines.packages" in loaded
    assert loaded.isdisjoint(("pydantic", "yaml", "jinja2", "markdown", "mkdocs.config", "cxsite.model.roadmap"))


def test_what_packages_use_is_found_out_once(inspection: Inspection, tmp_path: Path) -> None:
    """Of much that is withheld they use some: who reads half of a small rest would have to find that out as well."""
    explanation, dictionary = inspection.explanation(NOTHING_KNOWN), inspection.dictionary(NOTHING_KNOWN)
    sought = Sought(dictionary, explanation, inspection.accepted(), tmp_path, at_once, None)
    assert site_reading._large(sought) == site_reading.LARGE
    source = next(iter(dictionary.words.values()))
    dictionary.words.update({f"word{number}": source for number in range(site_reading.MANY_WORDS)})
    assert site_reading._large(sought) is None
    explanation.word("word1", in_code=False)
    assert site_reading._large(sought) == site_reading.LARGE


def test_who_helps_with_something_else_hands_over_first(inspection: Inspection, tmp_path: Path) -> None:
    site = put(tmp_path / "site", one=LEAK)
    with EarlyReader() as reader, BackgroundAudit(inspection, nothing_known, site, early=reader, helped=True) as audit:
        assert multiprocessing.active_children() == [reader.process] and audit.hand_over is not None
        with beside(audit.hand_over) as other:
            other.result()
        assert {leak.path for leak in audit.leaks()} == {"one.html"}
    assert multiprocessing.active_children() == []


def test_what_nobody_hands_over_is_no_pass(inspection: Inspection, tmp_path: Path) -> None:
    site = put(tmp_path / "site", one=CLEAN)
    with (
        EarlyReader() as reader,
        BackgroundAudit(inspection, nothing_known, site, early=reader, helped=True) as audit,
        pytest.raises(CxsiteError, match="can't be audited: it ended early"),
    ):
        audit.leaks()


def test_it_says_why_nobody_knows_what_may_not_be_there(inspection: Inspection, tmp_path: Path) -> None:
    broken = replace(inspection, content=None)  # type: ignore[arg-type]
    with EarlyReader() as reader, BackgroundAudit(broken, nothing_known, tmp_path, early=reader) as audit:
        reader.process.join(60)
        with pytest.raises(CxsiteError, match="can't be audited: AttributeError: 'NoneType' object"):
            audit.leaks()


def test_a_reader_that_nobody_needs_ends_without_a_word(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it hears that before it could say how it answers: its parent answers with an exception."""
    before = signal.signal(signal.SIGTERM, _interrupted)
    monkeypatch.setattr("cxsite.site.early_reader.keep_shared", lambda: None)
    for pause in (*[0.0] * 30, *[0.002] * 20, 0.2):
        with EarlyReader():
            time.sleep(pause)
        assert multiprocessing.active_children() == []
    signal.signal(signal.SIGTERM, before)
    assert capfd.readouterr() == ("", "")


def _interrupted(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def test_it_is_gone_with_the_build(inspection: Inspection, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), BackgroundAudit(inspection, nothing_known, tmp_path):
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []


def test_what_hears_no_signal_is_gone_too() -> None:
    """A signal that comes while a process starts can get lost."""
    ready, started = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_deaf, args=(started,))
    process.start()
    assert ready.recv() == "deaf"
    end(process)
    assert not process.is_alive()


def _deaf(started: Connection) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    started.send("deaf")
    time.sleep(600)
