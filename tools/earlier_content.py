"""Writes `tests/upgrade/earlier.json.xz`: every starter and reference content that this repository's history holds.

Tests upgrade each. They read the history itself where it is whole; a shallow clone has only this file. Run it after a
change of the format: `python tools/earlier_content.py`.
"""

from __future__ import annotations

import json
import lzma
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "upgrade" / "earlier.json.xz"
PLACES = ("content", "cxsite/starter/content")


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


def is_whole() -> bool:
    """Whether the whole history of a git repository is there."""
    try:
        return _git("rev-parse", "--is-shallow-repository").strip() == b"false"
    except (OSError, subprocess.CalledProcessError):
        return False


def earlier_trees() -> dict[str, dict[str, bytes]]:
    """The files of each content that the history holds, by place and short hash of the tree, the oldest first."""
    found: dict[str, dict[str, bytes]] = {}
    for place in PLACES:
        for commit in _git("log", "--format=%H", "--reverse", "--", place).decode().split():
            listed = _git("ls-tree", "-r", "-z", commit, "--", f"{place}/").decode().split("\0")[:-1]
            tree = _git("rev-parse", "--verify", "--quiet", f"{commit}:{place}").decode()[:10] if listed else ""
            name = f"{place}@{tree}"
            if listed and name not in found:
                files = (line.partition("\t")[::2] for line in listed)
                found[name] = {path.removeprefix(f"{place}/"): _blob(about.split()[2]) for about, path in files}
    return found


_BLOBS: dict[str, bytes] = {}


def _blob(hash_: str) -> bytes:
    if hash_ not in _BLOBS:
        _BLOBS[hash_] = _git("cat-file", "blob", hash_)
    return _BLOBS[hash_]


def stored_trees() -> dict[str, dict[str, bytes]]:
    """The same, from the file."""
    stored = json.loads(lzma.decompress(FILE.read_bytes()))
    blobs = {name: text.encode("utf-8", "surrogateescape") for name, text in stored["blobs"].items()}
    return {tree: {path: blobs[name] for path, name in files.items()} for tree, files in stored["trees"].items()}


def main() -> None:
    """Write the file anew."""
    trees = earlier_trees()
    names = {
        data: str(number) for number, data in enumerate(dict.fromkeys(d for t in trees.values() for d in t.values()))
    }
    stored = {
        "trees": {tree: {path: names[data] for path, data in files.items()} for tree, files in trees.items()},
        "blobs": {name: data.decode("utf-8", "surrogateescape") for data, name in names.items()},
    }
    FILE.write_bytes(lzma.compress(json.dumps(stored).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{FILE.relative_to(ROOT)}: {len(trees)} contents, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
