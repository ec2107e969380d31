"""A new site brings its own cxsite along, pinned by its hash, and asks no index for that name."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
import yaml

from cxsite.model.finding import CxsiteError
from cxsite.scaffold import own_wheel as module
from cxsite.scaffold.init import init
from cxsite.scaffold.own_wheel import own_wheel

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def site(tmp_path: Path) -> Path:
    init(tmp_path / "site", dt.date(2026, 5, 5))
    return tmp_path / "site"


def pip(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def own_line(folder: Path) -> Path:
    """The requirement of cxsite alone, since tests ask no index for the others."""
    text = (folder / "requirements.txt").read_text()
    file = folder / "own.txt"
    file.write_text("".join(re.findall(r"^\./wheels/.*?\n(?=\S)", text, re.MULTILINE | re.DOTALL)))
    return file


def test_a_new_site_has_the_wheel_that_its_requirements_name(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (wheel,) = (folder / "wheels").iterdir()
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert f"./wheels/{wheel.name} \\\n    --hash=sha256:{digest}\n" in (folder / "requirements.txt").read_text()


@pytest.mark.slow
def test_the_wheel_is_installed_by_its_hash_and_works(tmp_path: Path) -> None:
    folder = site(tmp_path)
    done = pip(folder, "--require-hashes", "--target", str(tmp_path / "installed"), "-r", str(own_line(folder)))
    assert done.returncode == 0, done.stderr
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    where = [sys.executable, "-c", "import cxsite; print(cxsite.__file__)"]
    found = subprocess.run(where, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout
    assert str(tmp_path / "installed") in found
    for words in (["check"], ["build"]):
        done = subprocess.run(
            [sys.executable, "-m", "cxsite.cli", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_wheel_that_was_changed_is_not_installed(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (wheel,) = (folder / "wheels").iterdir()
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("cxsite/evil.py", "")
    done = pip(folder, "--require-hashes", "--target", str(tmp_path / "installed"), "-r", str(own_line(folder)))
    assert done.returncode != 0 and "DO NOT MATCH THE HASHES" in done.stderr.upper()


def test_everything_is_pinned_and_cxsite_is_looked_for_nowhere(tmp_path: Path, repository: Path) -> None:
    text = (site(tmp_path) / "requirements.txt").read_text()
    entries = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    assert len(entries) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry for entry in entries if not PIN.match(entry)] == [entries[0]]
    assert entries[0].startswith("./wheels/cxsite-")
    pins = dict(PIN.findall(text))
    assert "cxsite" not in pins
    locked = PIN.findall((repository / "requirements.lock").read_text())
    assert {pin for pin in pins.items() if pin not in locked} == set(), "run `make lock`"
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[a-z0-9-]+", one)[0] for one in project["dependencies"]}  # type: ignore[index]
    assert names - pins.keys() == set(), "run `make lock`"


def test_workflows_install_by_hash_only_and_run_nothing_of_a_pull_request(tmp_path: Path) -> None:
    workflows = site(tmp_path) / ".github/workflows"
    for file in workflows.iterdir():
        text = file.read_text()
        for line in re.findall(r".*pip install.*", text):
            assert "--require-hashes" in line and "--only-binary :all:" in line, (file.name, line)
        assert "pull_request_target" not in text
        # What is published from the own branch may keep pages under a key; a pull request sees no secret at all.
        secrets = set(re.findall(r"secrets\.(\w+)", text))
        assert secrets <= ({"CXSITE_CACHE_KEY"} if file.name == "publish.yml" else set()), file.name
        assert not secrets or "pull_request" not in yaml.safe_load(text)[True]
        for job in yaml.safe_load(text)["jobs"].values():
            assert [step for step in job["steps"] if "pip" in step.get("with", {}).get("cache", "")] == []
    steps = yaml.safe_load((workflows / "check.yml").read_text())["jobs"]["check"]["steps"]
    runs = [step for step in steps if "run" in step]
    (installing,) = [number for number, step in enumerate(runs) if 'git archive "$BASE" requirements' in step["run"]]
    # Before it, nothing but git runs.
    assert not any(word in step["run"] for step in runs[:installing] for word in ("python", "pip", "cxsite"))
    (building,) = [step for step in runs if "cxsite build" in step["run"]]
    assert "&& github.event.pull_request.head.repo.full_name == github.repository" in building["if"]
    assert "||" not in building["if"]


def test_the_steps_of_the_check_work_on_a_pull_request(tmp_path: Path) -> None:
    """The first step takes requirements and wheel of the base, whatever the change has put there."""
    folder = site(tmp_path)

    def git(*words: str) -> str:
        named = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        return subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    base = git("rev-parse", "HEAD").strip()
    before = (folder / "requirements.txt").read_bytes()
    (folder / "requirements.txt").write_text("a-strangers-package\n")
    git("commit", "-q", "-a", "-m", "y")
    steps = yaml.safe_load((folder / ".github/workflows/check.yml").read_text())["jobs"]["check"]["steps"]
    script = next(step["run"] for step in steps if "git archive" in step.get("run", ""))
    lines = [line for line in script.splitlines() if not line.startswith(("python ", "venv/", "echo "))]
    assert len(lines) == 3
    environment = {**os.environ, "BASE": base, "RUNNER_TEMP": str(tmp_path)}
    subprocess.run(["bash", "-e", "-c", "\n".join(lines)], cwd=folder, env=environment, check=True)
    assert (tmp_path / "tools/requirements.txt").read_bytes() == before
    assert list((tmp_path / "tools/wheels").iterdir())


@pytest.mark.slow
class TestWhereItComesFrom:
    """A wheel on disk, an installed wheel, a checkout."""

    @pytest.fixture
    def installed(self, tmp_path: Path) -> Path:
        """Our wheel, unpacked as pip does."""
        folder = tmp_path / "site-packages"
        with zipfile.ZipFile(io.BytesIO(own_wheel().data)) as archive:
            archive.extractall(folder)
        (about,) = folder.glob("*.dist-info")
        (about / "INSTALLER").write_text("pip\n")
        with (about / "RECORD").open("a") as record:
            record.write(f"{about.name}/INSTALLER,,\n../../bin/cxsite,,\ncxsite/__pycache__/plugin.cpython-311.pyc,,\n")
        return about

    def test_what_was_installed_is_packed_into_the_same_bytes(self, installed: Path) -> None:
        assert module._packed(Distribution.at(installed)).data == own_wheel().data

    def test_the_file_that_was_installed_is_taken_as_it_is(self, installed: Path, tmp_path: Path) -> None:
        file = tmp_path / "my wheels" / own_wheel().name
        file.parent.mkdir()
        file.write_bytes(b"as it was made")
        said = {
            "url": file.as_uri(),
            "archive_info": {"hashes": {"sha256": hashlib.sha256(b"as it was made").hexdigest()}},
        }
        (installed / "direct_url.json").write_text(json.dumps(said))
        found = module._installed_from(Distribution.at(installed))
        assert found is not None and (found.name, found.data) == (file.name, b"as it was made")
        file.write_bytes(b"another one")
        assert module._installed_from(Distribution.at(installed)) is None
        file.unlink()
        assert module._installed_from(Distribution.at(installed)) is None

    @pytest.mark.parametrize(
        "said",
        [
            "",
            "[]",
            "{}",
            '{"url": "https://example.com/cxsite-1-py3-none-any.whl", "archive_info": {}}',
            '{"url": 3}',
            "\0",
        ],
    )
    def test_what_says_nothing_of_a_file_is_packed(self, installed: Path, said: str) -> None:
        (installed / "direct_url.json").write_text(said)
        assert module._installed_from(Distribution.at(installed)) is None

    def test_files_that_were_changed_are_not_handed_on(self, installed: Path) -> None:
        (installed.parent / "cxsite/plugin.py").write_text("import os\n")
        with pytest.raises(CxsiteError, match=r"plugin\.py is not as it was installed"):
            module._packed(Distribution.at(installed))

    def test_an_editable_install_is_packed_from_its_checkout(self) -> None:
        names = zipfile.ZipFile(io.BytesIO(module._packed(distribution("cxsite")).data)).namelist()
        assert {"cxsite/plugin.py", "cxsite/starter/.gitignore", "cxsite/theme_overrides/main.html"} <= set(names)
        assert [name for name in names if "__pycache__" in name] == []
