"""What the wheel holds, and that it refuses to be built without Mermaid."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MERMAID = "cxsite/vendor/mermaid"


def _build(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """The sdist of `source` and, out of it, the wheel, by the installed backend: nothing is downloaded."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)]
    return subprocess.run(command, capture_output=True, text=True)


def _copy_checkout(target: Path) -> Path:
    """The tracked files as they are on disk, which is what a release is built from."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout, set up."""
    source = _copy_checkout(tmp_path_factory.mktemp("checkout"))
    assert (ROOT / MERMAID / "VERSION").is_file(), "run `make vendor` first"
    shutil.copytree(ROOT / "cxsite" / "vendor", source / "cxsite" / "vendor")
    return source


@pytest.fixture(scope="module")
def distributions(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel."""
    out = tmp_path_factory.mktemp("dist")
    built = _build(checkout, out)
    assert built.returncode == 0, built.stdout + built.stderr
    return out


@pytest.fixture(scope="module")
def wheel_names(distributions: Path) -> set[str]:
    """The paths of all files in the wheel."""
    (wheel,) = distributions.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def sdist_names(distributions: Path) -> set[str]:
    """The paths of all files in the sdist, below its top folder."""
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def _files(checkout: Path, folder: str) -> set[str]:
    found = (checkout / folder).rglob("*")
    return {path.relative_to(checkout).as_posix() for path in found if path.is_file()}


def test_wheel_has_one_package_and_its_metadata(wheel_names: set[str]) -> None:
    top = {name.split("/")[0] for name in wheel_names}
    assert top == {"cxsite", "cxsite-0.1.0.dist-info"}


def test_wheel_holds_every_file_of_the_package(checkout: Path, wheel_names: set[str]) -> None:
    assert _files(checkout, "cxsite") - wheel_names == set()
    assert "cxsite/py.typed" in wheel_names


def test_wheel_holds_mermaid_without_source_maps(wheel_names: set[str]) -> None:
    mermaid = {name for name in wheel_names if name.startswith(MERMAID)}
    assert {f"{MERMAID}/{name}" for name in ("mermaid.esm.min.js", "VERSION", "LICENSES.txt")} <= mermaid
    assert len([name for name in mermaid if "/chunks/" in name]) > 50
    assert [name for name in mermaid if name.endswith(".map")] == []


def test_wheel_holds_the_web_forms_without_source_maps(wheel_names: set[str]) -> None:
    forms = {name for name in wheel_names if name.startswith("cxsite/vendor/forms/")}
    names = ("sveltia/index.js", "yaml/index.js", "schema.json", "VERSION", "LICENSES.txt")
    assert {f"cxsite/vendor/forms/{name}" for name in names} <= forms
    assert [name for name in forms if name.endswith((".map", ".wasm"))] == []
    assert "cxsite/exchange/forms/page/index.html" in wheel_names


def test_wheel_holds_the_theme_overrides(checkout: Path, wheel_names: set[str]) -> None:
    overrides = _files(checkout, "theme_overrides")
    assert overrides
    assert {f"cxsite/{name}" for name in overrides} - wheel_names == set()


def test_wheel_holds_templates_and_the_starter_with_its_workflows(wheel_names: set[str]) -> None:
    assert [name for name in wheel_names if name.startswith("cxsite/templates/")]
    assert [name for name in wheel_names if name.startswith("cxsite/starter/.github/workflows/")]


def test_sdist_can_build_the_same_wheel(sdist_names: set[str]) -> None:
    """`_build` makes the wheel out of the sdist; here: nothing of the checkout's own life is in it."""
    tops = {name.split("/")[0] for name in sdist_names if name}
    assert {"cxsite", "theme_overrides", "pyproject.toml", "hatch_build.py", "PKG-INFO", "LICENSE"} <= tops
    assert tops <= {"LICENSES", "CHANGELOG.md", "SECURITY.md", "cxsite", "theme_overrides", "pyproject.toml",
                    "hatch_build.py", "PKG-INFO", "LICENSE", "README.md", ".gitignore"}  # fmt: skip


def test_metadata_names_the_command_and_the_plugin(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read("cxsite-0.1.0.dist-info/entry_points.txt").decode()
        metadata = archive.read("cxsite-0.1.0.dist-info/METADATA").decode()
    assert "cxsite = cxsite.cli.main:main" in entry_points
    assert "[mkdocs.plugins]\ncxsite = cxsite.plugin:CxsitePlugin" in entry_points
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata


def test_a_wheel_without_mermaid_is_refused_in_one_line(tmp_path: Path) -> None:
    source = _copy_checkout(tmp_path / "checkout")
    built = _build(source, tmp_path / "dist")
    assert built.returncode != 0
    assert "run `make vendor` first" in built.stdout + built.stderr
    assert list((tmp_path / "dist").glob("*.whl")) == []
