"""`audit.accept`: what somebody has looked at passes at its place, and nothing else does; the audit tries itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import ROADMAP, write

FONT = b"wOF2" + bytes((number * 91 + 7) % 256 for number in range(900))
SITE = {"index.html": "<p>Home</p>", "assets/viewer.js": "var zirconium = 1", "board/index.html": "<p>Zirconium</p>"}


@pytest.fixture
def site(project: Path) -> Path:
    folder = write(project / "out", SITE)
    (folder / "assets/a.woff2").write_bytes(FONT)
    return folder


def accept(*entries: str) -> None:
    lines = "".join(f"    - {{{entry}, reason: We looked at it}}\n" for entry in entries)
    write(Path(), {"content/roadmap.yml": f"{ROADMAP}sensitive_terms: [Falcon]\naudit:\n  accept:\n{lines}"})


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    main(["audit", "out", "--audience", "public", *words])
    return [line.split(":")[0] for line in capsys.readouterr().out.splitlines() if "tell public" not in line]


WORD = "text: zirconium, where: assets/viewer.js"
HASH = f"sha256: {hashlib.sha256(FONT).hexdigest()}, where: '*.woff2'"


def test_text_and_place_must_both_match(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys) == ["assets/a.woff2", "assets/viewer.js", "board/index.html"]
    accept(WORD)
    assert told(capsys) == ["assets/a.woff2", "board/index.html"]
    accept(WORD, HASH)
    assert told(capsys) == ["board/index.html"]
    accept("text: zirconium, where: '*'", HASH)
    assert told(capsys) == []


@pytest.mark.parametrize(
    "entry",
    [
        "text: zircon, where: assets/",
        "text: zirconium merger, where: assets/",
        "text: zirconium, where: asset",
        "text: zirconium, where: assets/, audience: customer",
        "text: zirconium, where: assets/, until: 2026-03-30",
        f"sha256: {'0' * 64}, where: assets/",
        f"sha256: {hashlib.sha256(SITE['assets/viewer.js'].encode()).hexdigest()}, where: assets/",
    ],
)
def test_what_is_not_meant_is_still_told(entry: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept(entry)
    assert told(capsys) == ["assets/a.woff2", "assets/viewer.js", "board/index.html"]


def test_until_its_last_day(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept("text: ZIRCONIUM, where: assets/, until: 2026-03-31, audience: public")
    assert told(capsys) == ["assets/a.woff2", "board/index.html"]


@pytest.mark.parametrize(("text", "planted"), [("falcon", "The falcon"), ("zirconium merger", "A zirconium merger")])
def test_secrets_are_told_whatever_is_accepted(
    text: str, planted: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accept("text: zirconium, where: '*'", HASH, f"text: {text}, where: '*'")
    write(site, {"board/index.html": f"<p>{planted}</p>"})
    assert told(capsys) == ["board/index.html"]
    assert main(["check"]) == 1
    assert "can't be accepted" in capsys.readouterr().out


def test_the_audit_says_why_and_where(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "---\ntitle: About\nvisibility: public\n---\nx\n\nThe zirconium merger.\n"
    write(Path(), {"content/pages/about.md": page})
    write(site, {"about/index.html": "<p>The zirconium merger.</p>"})
    capsys.readouterr()
    assert main(["audit", "out", "--audience", "public"]) == 1
    lines = capsys.readouterr().out.splitlines()
    about = [line for line in lines if line.startswith("about/")]
    assert any("from initiative `merger`, title (content/initiatives/merger.yml:1)" in line for line in about)
    assert all(line.endswith("said in content/pages/about.md:7") for line in about)
    word = next(line for line in lines if line.startswith("assets/viewer.js"))
    assert "its readers see this word nowhere, and no package of the site uses it" in word
    unread = next(line for line in lines if line.startswith("assets/a.woff2"))
    assert "can't be read: a font in WOFF2" in unread and hashlib.sha256(FONT).hexdigest() in unread


def test_idle_ones_are_told_by_the_audit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept("text: zirconium, where: nowhere.js, audience: public", HASH)
    capsys.readouterr()
    main(["audit", "out", "--audience", "public"])
    out, err = capsys.readouterr()
    assert "content/roadmap.yml:10:7: warning[CX543]" in out + err


def test_the_build_tells_idle_ones(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept("text: zirconium, where: nowhere.js")
    assert main(["build"]) == 0
    assert "CX543" not in capsys.readouterr().err, "another audience may need it"
    assert main(["build", "--audience", "all"]) == 0
    assert "CX543" in capsys.readouterr().err
    assert main(["build", "--audience", "all", "--strict"]) == 1


class TestSelfTest:
    def run(self, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["audit", "out", "--audience", "public", "--self-test"])
        return code, capsys.readouterr().out

    def test_it_finds_its_canaries_also_after_what_is_accepted(
        self, site: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()}
        accept(WORD, HASH)
        code, out = self.run(capsys)
        assert code == 0, out
        assert "MISSED" not in out and "a ZIP: found" in out and "a file that nobody can read: found unread" in out
        assert "`assets/viewer.js`, where something is accepted: found title" in out
        assert "accepted: “zirconium” in assets/viewer.js: We looked at it" in out
        assert {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before

    def test_it_says_what_an_acceptance_would_hide(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        accept("text: zirconium, where: canary/")
        code, out = self.run(capsys)
        assert code == 1 and "a page: found id, title, term; MISSED word" in out.replace("title, id", "id, title")

    def test_a_broken_audit_is_noticed(
        self, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cxsite.audit.readings.parts_of", lambda data: None)
        code, out = self.run(capsys)
        assert code == 1 and "gzip: MISSED" in out

    def test_it_says_that_there_is_nothing_to_find(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["audit", "out", "--audience", "restricted", "--self-test"]) == 2
        assert "nothing is withheld" in capsys.readouterr().err
