"""Makes what a release consists of, in `dist/`: wheel, sdist, bill of materials, hashes. `make release` runs it.

Same commit, same environment: same bytes. The time in all of them is that of the commit.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.bill_of_materials import ROOT, as_text

DIST = ROOT / "dist"


class NoRelease(Exception):  # noqa: N818 - it reads as what it says
    """What keeps this checkout from being released, in one line."""


def commit_time() -> int:
    """When the commit at hand was made, in seconds since 1970."""
    return int(_git("log", "-1", "--format=%ct"))


def refuse_unfit(version: str) -> None:
    """Raise `NoRelease` for a checkout with changes, and for a version that the changelog does not know."""
    if changed := _git("status", "--porcelain"):
        raise NoRelease(f"this checkout has changes that no commit holds: {changed.splitlines()[0].strip()}")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)}\b", changelog, re.MULTILINE):
        raise NoRelease(f"CHANGELOG.md says nothing of {version}: begin a part `## {version}` in it")


def release(out: Path, made: int, source: Path = ROOT) -> list[Path]:
    """Build everything of the checkout at `source` into the empty folder `out`; the files."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(made)}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if built.returncode:
        raise NoRelease(f"it can't be built: {(built.stdout + built.stderr).strip().splitlines()[-1]}")
    (wheel,) = out.glob("*.whl")
    (out / f"{'-'.join(wheel.name.split('-')[:2])}.cdx.json").write_text(as_text(made), encoding="utf-8")
    files = sorted(path for path in out.iterdir() if path.is_file())
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return [*files, out / "SHA256SUMS"]


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoRelease(f"a release is made of a commit, and git says: {done.stderr.strip()}")
    return done.stdout.strip()


def main() -> int:
    """0 when all is there, 1 with one line when it can't be."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    try:
        refuse_unfit(version)
        shutil.rmtree(DIST, ignore_errors=True)
        DIST.mkdir()
        files = release(DIST, commit_time())
    except NoRelease as reason:
        print(f"cxsite: {reason}", file=sys.stderr)
        return 1
    for file in files:
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size} bytes")
    print(f"tag the commit: git tag -s v{version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
