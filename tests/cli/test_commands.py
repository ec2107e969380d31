"""Commands from the words that somebody types to exit code and output."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest

from cxsite.cli.main import main
from tests.site.small import CONFIG, command, run, tree, write

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]


def line(capsys: Capture, *words: str) -> str:
    """What a command that can't run says: one line on standard error, exit code 2."""
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (said,) = err.splitlines()
    assert said.startswith("cxsite: ")
    return said


def output(capsys: Capture, *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


class TestMisspelled:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["chek"], "there is no command `chek`; did you mean `check`?"),
            (["build", "--audiance", "public"], "there is no option `--audiance`; did you mean `--audience`?"),
            (["build", "--audience", "pubic"], "there is no level `pubic`; did you mean `public`?"),
            (["list", "initiatve"], "there is no kind `initiatve`; did you mean `initiative`?"),
            (["list", "kpi", "--audience", "intern"], "did you mean `internal`?"),
            (["list", "initiatives", "--sort", "statsu"], "did you mean `status`?"),
            (["check", "--select", "unknown-targt"], "did you mean `unknown-target`?"),
            (["check", "--ignore", "CX99"], "there is no rule `CX99`"),
            (["check", "--format", "jason"], "invalid choice: 'jason'"),
            (["check", "--today", "2026-13-01"], "`2026-13-01` is no day"),
            (["check", "--today", "tomorrow"], "`tomorrow` is no day"),
            (["check", "nothing/here.md"], "there is no nothing/here.md"),
            (["stage", "--audience", "public"], "--out"),
            (["stage", "--audience", "x", "--out", "y"], "there is no level `x`"),
            (["serve", "--audience", "x"], "there is no level `x`"),
            ([], "COMMAND"),
        ],
    )
    def test_one_line_that_helps(self, project: Path, capsys: Capture, words: list[str], said: str) -> None:
        before = tree(project)
        assert said in line(capsys, *words)
        assert tree(project) == before


class TestProject:
    """What keeps every command from running."""

    @pytest.mark.parametrize("words", [["check"], ["build"], ["list", "kpi"], ["policy"], ["serve"]], ids=" ".join)
    def test_no_content(self, project: Path, capsys: Capture, words: list[str]) -> None:
        (project / "content").rename(project / "elsewhere")
        write(project, {"mkdocs.yml": CONFIG.replace("content/public", "elsewhere/public")})
        assert str(project / "content") in line(capsys, *words)

    @pytest.mark.parametrize("words", [["check"], ["build"], ["list", "kpi"], ["policy"], ["serve"]], ids=" ".join)
    def test_no_roadmap_yml(self, project: Path, capsys: Capture, words: list[str]) -> None:
        (project / "content/roadmap.yml").unlink()
        assert "roadmap.yml" in line(capsys, *words)

    def test_no_mkdocs_yml(self, project: Path, capsys: Capture) -> None:
        (project / "mkdocs.yml").unlink()
        assert "there is no mkdocs.yml" in line(capsys, "check")
        assert "there is no x.yml" in line(capsys, "check", "--config", "x.yml")

    @pytest.mark.parametrize(
        ("config", "said"),
        [
            (CONFIG.replace("today:", "todays:"), "there is no option `todays`; did you mean `today`?"),
            (CONFIG.replace("[CX034, ", "[CX9999, "), "there is no rule `CX9999`"),
            (CONFIG + "      severity: {CX4: fatal}\n", "severity"),
            (CONFIG + "      strict: maybe\n", "strict"),
            (CONFIG.replace("cxsite", "tags"), "write `plugins: [search, cxsite]`"),
            ("plugins: cxsite\n", "is no list"),
            ("plugins: [a: b\n", "mkdocs.yml:1:10: the list that begins here"),
            ("- 1\n", "no mapping"),
        ],
    )
    def test_a_config_that_is_wrong(self, project: Path, capsys: Capture, config: str, said: str) -> None:
        write(project, {"mkdocs.yml": config})
        assert said in line(capsys, "check")

    def test_config_is_found_elsewhere(self, project: Path, capsys: Capture, tmp_path: Path) -> None:
        write(tmp_path / "other", {"x": ""})
        for config in (project, project / "mkdocs.yml"):
            done = run(tmp_path / "other", "cxsite", "check", "--config", str(config))
            assert (done.returncode, done.stderr) == (0, "")
        done = run(tmp_path / "other", "cxsite", "build", "--config", str(project))
        assert done.returncode == 0 and (project / "site/public/index.html").is_file()

    @pytest.mark.parametrize(
        "plugins",
        [
            "plugins:\n  search: {}\n  cxsite:\n    today: 2026-03-31\n",
            "plugins:\n  - search\n  - cxsite: {today: '2026-03-31'}\n",
            "plugins: [search, cxsite]\n",
        ],
    )
    def test_every_way_to_name_a_plugin(self, project: Path, plugins: str) -> None:
        write(project, {"mkdocs.yml": CONFIG.split("plugins:")[0] + plugins})
        assert main(["build"]) == 0


class TestCheck:
    def test_a_clean_project(self, project: Path, capsys: Capture) -> None:
        assert re.fullmatch(r"nothing found in 2 items, \d+\.\d\d s\n", output(capsys, "check"))

    def test_errors_fail_and_warnings_only_when_asked(self, project: Path, capsys: Capture) -> None:
        write(project, {"mkdocs.yml": CONFIG.replace("CX034, ", "")})
        assert main(["check"]) == 0
        assert main(["check", "--fail-on", "warning"]) == 1
        assert main(["check", "--fail-on", "warning", "--ignore", "CX034"]) == 0
        assert main(["check", "--fail-on", "warning", "--select", "CX1,CX2"]) == 0
        assert main(["check", "--fail-on", "warning", "--select", "html-in-text"]) == 1
        write(project, {"mkdocs.yml": CONFIG.replace("CX034, ", "") + "      strict: true\n"})
        assert main(["check"]) == 1
        write(project, {"mkdocs.yml": CONFIG.replace("CX034, ", "") + "      severity: {CX034: error}\n"})
        assert main(["check"]) == 1

    def test_paths_select_findings(self, project: Path, capsys: Capture) -> None:
        write(project, {"content/initiatives/merger.yml": "title: M\nstatus: plannd\n"})
        assert main(["check", "content/initiatives/queues.md"]) == 0
        assert main(["check", "content/initiatives"]) == 1
        assert main(["check", "content/initiatives/merger.yml", "content/pages"]) == 1
        capsys.readouterr()
        assert "lies outside" in line(capsys, "check", "mkdocs.yml")

    def test_json_is_for_programs(self, project: Path, capsys: Capture) -> None:
        write(project, {"content/initiatives/merger.yml": "title: M\nstatus: plannd\n"})
        assert main(["check", "--format", "json"]) == 1
        out, err = capsys.readouterr()
        assert err == ""
        (found,) = json.loads(out)
        assert (found["path"], found["line"], found["column"]) == ("content/initiatives/merger.yml", 2, 9)
        assert (found["kind"], found["id"], found["field"]) == ("initiative", "merger", "status")

    def test_github_names_files_from_the_top_of_the_repository(self, project: Path, capsys: Capture) -> None:
        (project.parent / ".git").mkdir()
        write(project, {"content/initiatives/merger.yml": "title: M\nstatus: plannd\n"})
        assert main(["check", "--format", "github"]) == 1
        assert capsys.readouterr().out.startswith("::error file=project/content/initiatives/merger.yml,line=2,col=9,")

    def test_colours_are_for_terminals(self, project: Path, capsys: Capture) -> None:
        write(project, {"content/initiatives/merger.yml": "title: M\nstatus: plannd\n"})
        assert main(["check"]) == 1
        assert "\x1b" not in capsys.readouterr().out

    def test_an_empty_content_is_nothing_to_check(self, project: Path, capsys: Capture) -> None:
        for path in (project / "content/initiatives").iterdir():
            path.unlink()
        (project / "content/initiatives").rmdir()
        assert "nothing to check" in line(capsys, "check")


class TestList:
    def test_an_audience_sees_its_own(self, project: Path, capsys: Capture) -> None:
        assert output(capsys, "list", "initiatives").split()[-1] != ""
        assert "merger" not in output(capsys, "list", "initiatives")
        assert "merger" in output(capsys, "list", "initiative", "--audience", "internal")

    def test_json_has_the_promised_shape(self, project: Path, capsys: Capture) -> None:
        (found,) = json.loads(output(capsys, "list", "initiative", "--format", "json"))
        assert (found["kind"], found["id"], found["url"]) == ("initiative", "queues", "initiatives/queues/")
        assert (found["start"], found["end"], found["horizon"]) == ("2026-Q1", "2026-Q3", "now")
        assert "cost" not in found and "owner" not in found and "ignore" not in found

    def test_sorting(self, project: Path, capsys: Capture) -> None:
        def ids(*words: str) -> list[str]:
            said = output(capsys, "list", "initiative", "--audience", "internal", "--format", "csv", *words)
            return [row["id"] for row in csv.DictReader(io.StringIO(said))]

        assert ids() == ["merger", "queues"]
        assert ids("--sort", "start") == ["queues", "merger"]
        assert ids("--sort=-start") == ["merger", "queues"]
        # What has no value comes last, either way round.
        assert ids("--sort", "area") == ids("--sort=-area") == ["queues", "merger"]

    def test_an_empty_kind(self, project: Path, capsys: Capture) -> None:
        assert json.loads(output(capsys, "list", "risks", "--format", "json")) == []
        assert output(capsys, "list", "risks") == ""

    def test_a_reader_that_stops_is_no_traceback(self, project: Path) -> None:
        process = subprocess.Popen(
            [*command("cxsite"), "policy"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        process.stderr.close()
        process.wait(timeout=60)


class TestPolicy:
    def policies(self, capsys: Capture) -> dict[tuple[str, str], dict[str, object]]:
        found = json.loads(output(capsys, "policy", "--format", "json"))
        return {(entry["of"], entry["field"]): entry for entry in found["fields"]}

    def test_it_previews_what_each_audience_reads(self, project: Path, capsys: Capture) -> None:
        wording = "wording: {public: {title: Shorter lines, id: lines}}\ndisclose: {owner: public}\ncost: 5\n"
        queues = (project / "content/initiatives/queues.md").read_text().replace("visibility: public\n", wording)
        write(project, {"content/initiatives/queues.md": queues.replace("---\n", "---\nvisibility: public\n", 1)})
        items = json.loads(output(capsys, "policy", "--format", "json"))["items"]
        found = next(item for item in items if item["id"] == "queues")
        assert found["level"] == "public" and found["disclose"] == {"owner": "public"}
        read = found["audiences"]
        assert (read["public"]["id"], read["public"]["title"]) == ("lines", "Shorter lines")
        assert read["internal"]["id"] == "queues" and read["internal"]["cost"] == 5 and "cost" not in read["public"]
        hidden = next(item for item in items if item["id"] == "merger")["audiences"]
        assert hidden["public"] is None and hidden["internal"]["title"] == "Zirconium merger"
        said = output(capsys, "policy", "initiative:queues")
        assert "  public:\n" in said and "    title: Shorter lines\n" in said and "    cost: 5\n" in said
        assert "merger (internal)\n  public: nothing\n" in output(capsys, "policy", "initiatives")
        assert "did you mean `queues`?" in line(capsys, "policy", "initiative:queus")

    def test_it_counts_what_each_audience_sees(self, project: Path, capsys: Capture) -> None:
        title = self.policies(capsys)["initiative", "title"]
        assert (title["level"], title["said_by"]) == ("public", "model")
        assert title["audiences"] == {
            "public": {"shown": 1, "withheld": 1},
            "customer": {"shown": 1, "withheld": 1},
            "internal": {"shown": 2, "withheld": 0},
            "restricted": {"shown": 2, "withheld": 0},
        }

    def test_the_sites_policy_goes_before_the_model(self, project: Path, capsys: Capture) -> None:
        assert self.policies(capsys)["initiative", "cost"]["level"] == "internal"
        roadmap = (project / "content/roadmap.yml").read_text()
        policy = "policy:\n  initiative: {summary: internal, cost: public}\n  touchpoint: {backstage: customer}\n"
        write(project, {"content/roadmap.yml": roadmap + policy})
        found = self.policies(capsys)
        for key, level in {
            ("initiative", "summary"): "internal",
            ("initiative", "cost"): "public",
            ("touchpoint", "backstage"): "customer",
        }.items():
            assert (found[key]["level"], found[key]["said_by"]) == (level, "policy")
        summary = found["initiative", "summary"]["audiences"]
        assert summary["public"] == {"shown": 0, "withheld": 1}  # type: ignore[index]

    @pytest.mark.parametrize("form", ["text", "markdown"])
    def test_people_can_read_it(self, project: Path, capsys: Capture, form: str) -> None:
        said = output(capsys, "policy", "--format", form)
        assert "initiative" in said and "backstage" in said and "internal" in said


def test_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("cxsite ")


def test_init_and_schema_write_what_they_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "mine"]) == 0
    assert main(["init", "mine"]) == 2
    assert "not empty" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path / "mine")
    assert main(["schema"]) == 0
    named = capsys.readouterr().out.split("\n")[:-1]
    assert named and all(Path(name).is_file() for name in named)
    assert main(["check", "--fail-on", "warning"]) == 0
    assert main(["build", "--audience", "all"]) == 0
