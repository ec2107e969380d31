"""A release is the same bytes each time, says what it consists of, and holds the licences of all that is in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.bill_of_materials import NPM_LOCK, PYTHON_LOCK, ROOT, VENDOR, as_text, bill_of_materials
from tools.release import NoRelease, refuse_unfit, release

MADE = 1_767_225_600
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two releases of this checkout: as it lies here, and from a copy with other times and permissions."""
    first, second = (tmp_path_factory.mktemp("dist") for _ in range(2))
    release(first, MADE)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    copy = tmp_path_factory.mktemp("copy")
    names = [*filter(None, listed.stdout.split("\0")), *(p.relative_to(ROOT).as_posix() for p in VENDOR.rglob("*"))]
    for number, name in enumerate(reversed(names)):
        if (ROOT / name).is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            target.chmod(0o600 if number % 2 else 0o664)
            os.utime(target, (MADE - number, MADE + number))
    was = os.umask(0o077)
    try:
        release(second, MADE, copy)
    finally:
        os.umask(was)
    return first, second


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(twice: tuple[Path, Path]) -> None:
    first, second = map(digests, twice)
    name = f"cxsite-{VERSION}"
    assert set(first) == {f"{name}-py3-none-any.whl", f"{name}.tar.gz", f"{name}.cdx.json", "SHA256SUMS"}
    assert first == second
    told = dict(line.split("  ")[::-1] for line in (twice[0] / "SHA256SUMS").read_text().splitlines())
    assert told == {name: digest for name, digest in first.items() if name != "SHA256SUMS"}


@pytest.mark.slow
def test_nothing_in_them_is_newer_than_the_commit(twice: tuple[Path, Path]) -> None:
    (sdist,) = twice[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        assert {member.mtime for member in archive.getmembers()} == {MADE}
    (wheel,) = twice[0].glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2026, 1, 1, 0, 0, 0)}


@pytest.mark.slow
def test_the_wheel_holds_every_licence(twice: tuple[Path, Path]) -> None:
    (wheel,) = twice[0].glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        folder = f"cxsite-{VERSION}.dist-info/licenses/"
        held = {name.removeprefix(folder): packed.read(name).decode() for name in packed.namelist() if folder in name}
    parts = {path.relative_to(ROOT).as_posix() for path in VENDOR.glob("*/LICENSES.txt")}
    assert {"LICENSE", "LICENSES/mkdocs-material.txt"} | parts == set(held)
    assert len(parts) == len([path for path in VENDOR.iterdir() if path.is_dir()])
    assert "Martin Donath" in held["LICENSES/mkdocs-material.txt"]


def own_bill() -> dict[str, Any]:
    return bill_of_materials(MADE)


def test_the_bill_of_materials_is_cyclonedx() -> None:
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(as_text(MADE))
    assert found is None, found


def test_a_wrong_bill_of_materials_would_be_told() -> None:
    broken = own_bill() | {"components": [{"type": "book", "name": ""}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(broken)) is not None


def test_the_bill_names_every_package_of_the_locks_and_no_other() -> None:
    pinned = set(re.findall(r"^([\w.-]+)==([^\s;\\]+)", PYTHON_LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    components = own_bill()["components"]
    ours = {(one["name"], one["version"]) for one in components if one["purl"].startswith("pkg:pypi/")}
    assert ours == pinned
    assert all(one["properties"] for one in components if one["purl"].startswith("pkg:pypi/"))
    browser = {one["name"]: one.get("version") for one in components if one["purl"].startswith("pkg:npm/")}
    declared = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    for name in ("mermaid", "yaml", "@sveltia/cms"):
        assert browser[name] == declared[f"node_modules/{name}"]["version"]
    with_hash = [one for one in components if "hashes" in one]
    assert len(with_hash) > 40
    assert all(re.fullmatch(r"[0-9a-f]{128}", one["hashes"][0]["content"]) for one in with_hash)


def test_every_python_package_has_a_licence() -> None:
    """In one of its versions; some packages are for other systems only, and not installed here."""
    ours = [one for one in own_bill()["components"] if one["purl"].startswith("pkg:pypi/")]
    with_licence = {one["name"] for one in ours if "licenses" in one}
    assert {one["name"] for one in ours} - with_licence <= {"colorama", "tzdata"}


def test_a_version_that_the_changelog_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.release._git", lambda *arguments: "")
    refuse_unfit(VERSION)
    with pytest.raises(NoRelease, match=r"CHANGELOG\.md says nothing of 9\.9\.9"):
        refuse_unfit("9.9.9")


def test_a_checkout_with_changes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.release._git", lambda *arguments: " M cxsite/plugin.py\n?? notes.txt")
    with pytest.raises(NoRelease, match=r"changes that no commit holds: M cxsite/plugin\.py"):
        refuse_unfit(VERSION)
