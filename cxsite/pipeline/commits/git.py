"""Asking git: one run of it, and the content of blobs. The work tree is never touched."""

from __future__ import annotations

import subprocess
from pathlib import Path

from cxsite.model.finding import CxsiteError

COMPARING = "comparing needs a git revision"
"""What the comparing commands say where there is no repository."""


def git(where: Path, *arguments: str, stdin: bytes = b"", purpose: str = COMPARING) -> bytes:
    """What git says; `CxsiteError` where it fails, with the `purpose` where there is no repository at all."""
    done = run(where, *arguments, stdin=stdin, purpose=purpose)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        if any("not a git repository" in line for line in said):
            raise CxsiteError(f"{purpose}, and this folder is in no git repository")
        raise CxsiteError(f"git {arguments[0]} failed: {said[0] if said else f'exit code {done.returncode}'}")
    return done.stdout


def run(
    where: Path, *arguments: str, stdin: bytes = b"", purpose: str = COMPARING
) -> subprocess.CompletedProcess[bytes]:
    """One run of git, whatever comes of it; `CxsiteError` where it is not installed."""
    try:
        return subprocess.run(["git", "-C", str(where), *arguments], input=stdin, capture_output=True, check=False)
    except FileNotFoundError:
        raise CxsiteError(f"{purpose}, and git is not installed here") from None


def blobs(top: Path, ids: list[bytes], purpose: str = COMPARING) -> list[bytes]:
    """The content of blobs, in one run of git."""
    if not ids:
        return []
    out = git(top, "cat-file", "--batch", stdin=b"\n".join(ids) + b"\n", purpose=purpose)
    found: list[bytes] = []
    at = 0
    for _ in ids:
        end = out.index(b"\n", at)
        size = int(out[at:end].split(b" ")[2])
        found.append(out[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found
