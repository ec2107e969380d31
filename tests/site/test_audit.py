"""The second lock in place: no build that leaks leaves a site, and any folder can be audited."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import CONFIG, run, tree, write

SECRET = "Zirconium merger"
HOOK = """\
from pathlib import Path
def on_post_build(config):
    place = Path(config.site_dir) / "extra" / "notes.txt"
    place.parent.mkdir()
    place.write_text("About the Zirconium merger of next year.")
"""


def hooked(project: Path, hook: str = HOOK) -> None:
    write(project, {"hook.py": hook, "mkdocs.yml": CONFIG + "hooks: [hook.py]\n"})


class TestBuild:
    def test_a_leak_leaves_the_old_sites(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "--audience", "all"]) == 0
        before = tree(project / "site")
        hooked(project)
        capsys.readouterr()
        assert main(["build", "--audience", "all"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "the public site holds one thing that public readers may not see:" in err
        assert "extra/notes.txt:10: withheld word “zirconium”, from initiative `merger`, title" in err
        assert err.splitlines()[-1].startswith("cxsite: no site was built: it would tell")
        assert tree(project / "site") == before
        assert [path.name for path in (project / "site").iterdir() if path.name.startswith(".")] == []

    def test_a_hand_written_page_explains_no_hidden_title(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = "---\ntitle: About\nvisibility: public\n---\nAll lamps wait for the *zirconium  merger*.\n"
        write(project, {"content/pages/about.md": page})
        assert main(["build"]) == 1
        err = capsys.readouterr().err
        assert "1 warning: `cxsite check` lists them" in err and "about.md:5" in err
        assert "zirconium" in err and "from initiative `merger`, title" in err
        assert not (project / "site").exists()

    def test_colleagues_may_read_it(self, project: Path) -> None:
        hooked(project)
        assert main(["build", "--audience", "internal"]) == 0

    def test_a_first_build_that_leaks_leaves_nothing(self, project: Path) -> None:
        hooked(project)
        assert main(["build"]) == 1
        assert not (project / "site").exists()

    def test_a_restricted_thing_on_the_internal_site(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(
            project, {"content/initiatives/merger.yml": f"title: {SECRET}\nstatus: planned\nvisibility: restricted\n"}
        )
        hooked(project)
        assert main(["build", "--audience", "internal"]) == 1
        assert "internal readers may not see" in capsys.readouterr().err

    def test_sensitive_terms_count_however_short(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        charter = "title: Lamp shop\ndisclaimer: A plan.\nareas: {shop: The shop}\nsensitive_terms: [Ox]\n"
        write(project, {"content/roadmap.yml": charter})
        hooked(project, HOOK.replace("Zirconium merger", "ox"))
        assert main(["build"]) == 1
        assert "withheld term “ox”" in capsys.readouterr().err


class TestPlugin:
    def test_a_leak_empties_site_dir(self, project: Path) -> None:
        assert run(project, "mkdocs", "build").returncode == 0
        assert (project / "site/public.manifest.json").exists()
        hooked(project)
        done = run(project, "mkdocs", "build")
        assert done.returncode == 1
        assert "withheld word “zirconium”" in done.stderr and "Traceback" not in done.stderr
        assert tree(project / "site") == {}

    def test_a_build_that_fails_later_leaves_nothing_either(self, project: Path) -> None:
        hooked(project, "def on_post_build(config):\n    raise OSError(5, 'Input/output error', 'x')\n")
        assert run(project, "mkdocs", "build").returncode == 1
        assert tree(project / "site") == {}

    def test_stale_hidden_files_are_read_too(self, project: Path) -> None:
        write(project, {"site/public/.old.json": f'{{"title": "{SECRET}"}}'})
        done = run(project, "mkdocs", "build")
        assert done.returncode == 1 and ".old.json" in done.stderr
        assert tree(project / "site") == {}


class TestCommand:
    def audit(self, *words: str) -> int:
        return main(["audit", "site/public", "--audience", "public", *words])

    def test_a_clean_site(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build"]) == 0
        capsys.readouterr()
        assert self.audit("--manifest", "site/public.manifest.json") == 0
        assert "nothing that is withheld, and they are those of the manifest" in capsys.readouterr().out

    def test_the_site_of_another_audience(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "--audience", "internal", "--out", "out"]) == 0
        capsys.readouterr()
        assert main(["audit", "out/internal", "--audience", "public", "--manifest", "out/internal.manifest.json"]) == 1
        out = capsys.readouterr().out
        assert "initiatives/merger/index.html:0: withheld id “initiatives/merger” (its name)" in out
        assert "withheld text “zirconium merger" in out or "withheld word “zirconium”" in out
        assert "the manifest is that of the internal site" in out

    def test_what_was_changed_after_the_build(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build"]) == 0
        site = project / "site/public"
        (site / "404.html").unlink()
        (site / "CNAME").write_text("elsewhere.example.com")
        write(site, {"added.txt": "x"})
        capsys.readouterr()
        assert self.audit() == 0
        capsys.readouterr()
        assert self.audit("--manifest", "site/public.manifest.json") == 1
        assert capsys.readouterr().out.splitlines() == [
            "404.html: is missing",
            "CNAME: was changed",
            "added.txt: was added",
        ]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["audit", "nowhere", "--audience", "public"], "there is no site in nowhere"),
            (["audit", "content", "--audience", "publik"], "there is no level `publik`"),
            (["audit", "content"], "--audience"),
            (["audit", "content", "--audience", "public", "--manifest", "nowhere"], "nowhere can't be read"),
            (["audit", "content", "--audience", "public", "--manifest", "mkdocs.yml"], "mkdocs.yml is no manifest"),
        ],
    )
    def test_what_it_can_not_do(
        self, project: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
    ) -> None:
        assert main(words) == 2
        assert said in capsys.readouterr().err

    def test_content_that_can_not_be_read_is_no_clean_site(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["build"]) == 0
        write(project, {"content/initiatives/merger.yml": "title: [\n"})
        assert self.audit() == 2
        assert "initiative `merger` can't be read" in capsys.readouterr().err


def test_only_colleagues_learn_the_commit(project: Path) -> None:
    def git(*words: str) -> str:
        identity = ["-c", "user.name=Team", "-c", "user.email=team@example.com"]
        done = subprocess.run(["git", *identity, *words], cwd=project, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def told(level: str) -> object:
        return json.loads((project / f"site/{level}.manifest.json").read_text()).get("commit")

    git("init", "-q")
    git("add", "content", "mkdocs.yml")
    git("commit", "-q", "-m", "Begin")
    commit = git("rev-parse", "HEAD")
    assert main(["build", "--audience", "all"]) == 0
    assert (told("public"), told("internal")) == (None, commit)
    assert commit[:10].encode() not in b"".join(tree(project / "site/public").values())
    write(project, {"content/pages/about.md": "---\ntitle: About\nvisibility: public\n---\nOther words.\n"})
    assert main(["build", "--audience", "all"]) == 0
    assert (told("public"), told("internal")) == (None, f"{commit}+")
