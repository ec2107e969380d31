"""The files of commits: what of a repository editions are read from, once it is known which commits they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cxsite.pipeline.commits.commit_copy import write_tree
from cxsite.pipeline.commits.git import git


class Trees(Protocol):
    """The files of the commits of one repository, by paths in it; `.` is all of it."""

    def write(self, sha: str, path: str, folder: Path, wanted: Callable[[str], bool]) -> object:
        """Write the files below `path` at a commit that are `wanted` by their paths into `folder`."""

    def changed(self, before: str, sha: str, paths: Sequence[str]) -> frozenset[str]:
        """The paths of files below these paths (below all, where none is named) that differ between two commits."""


@dataclass(frozen=True, slots=True)
class GitTrees:
    """The files of commits as git has them; `top` is the folder of the repository."""

    top: Path

    def write(self, sha: str, path: str, folder: Path, wanted: Callable[[str], bool]) -> object:
        """Write files of a commit."""
        return write_tree(self.top, sha, path, folder, wanted)

    def changed(self, before: str, sha: str, paths: Sequence[str]) -> frozenset[str]:
        """What differs between two commits."""
        told = git(self.top, "diff-tree", "-r", "--name-only", "-z", before, sha, "--", *paths)
        return frozenset(name.decode("utf-8", "surrogateescape") for name in told.split(b"\0") if name)
