"""The content as it was at a revision of its git repository, without touching the work tree."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.commits.commit_copy import CommitCopy, Known
from cxsite.pipeline.commits.git import git, run
from cxsite.pipeline.settings import Settings


@contextmanager
def content_at(settings: Settings, revision: str, known: Known | None = None) -> Iterator[Settings | None]:
    """Settings for a temporary copy of the content as it was at `revision`; None where it held no content then.

    Which folders hold content, for whom at least, for which day a site is made, and which findings count, says the
    configuration file as it was then: else a change of it would be read into the past, and be no change. Copies that
    live at one time may share the files that are `known`. Raises `CxsiteError` outside of a repository, for a revision
    that is not in it, and where that file can't be read.
    """
    top = Path(git(settings.root, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    commit = commit_of(settings.root, revision)
    with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
        copy = CommitCopy(top, commit, Path(temporary).resolve(), {} if known is None else known)
        then = settings_then(settings, copy, revision)
        if then is None:
            yield None
            return
        root = settings.root.resolve()
        content = copy.place(_below(settings.root, then.content))
        if not content.is_relative_to(copy.folder):
            raise CxsiteError(f"the content {then.content} lies outside of the git repository {top}")
        if not content.is_dir():
            yield None
            return
        yield dataclasses.replace(
            settings,
            root=copy.folder / root.relative_to(top) if root.is_relative_to(top) else copy.folder,
            content=content,
            further=tuple(
                dataclasses.replace(one, folder=copy.place(_below(settings.root, one.folder))) for one in then.further
            ),
            docs_dir=copy.place(_below(settings.root, then.docs_dir)) if then.docs_dir is not None else None,
            today=then.today,
            ignore=then.ignore,
            per_path_ignore=then.per_path_ignore,
            severity=then.severity,
        )


def settings_then(settings: Settings, copy: CommitCopy, revision: str) -> Settings | None:
    """What the configuration file said at the commit, of paths in the work tree; None where there was none."""
    if settings.reread is None or not settings.root.resolve().is_relative_to(copy.top):
        return settings
    try:
        return settings.reread(copy.place)
    except CxsiteError as error:
        raise CxsiteError(f"at {revision}: {error}") from None


def _below(root: Path, path: Path) -> Path:
    """The path from the folder of the configuration file, whose own links are followed; those of the path are not."""
    return root.resolve() / os.path.relpath(path.absolute(), root.absolute())


def merge_base(settings: Settings, one: str, other: str) -> str:
    """The newest commit that two revisions have in common; `CxsiteError` where there is none here."""
    commits = [commit_of(settings.root, revision) for revision in (one, other)]
    found = run(settings.root, "merge-base", *commits)
    if found.returncode != 0:
        raise CxsiteError(
            f"`{one}` and `{other}` have no commit in common here; in a shallow clone run `git fetch --unshallow` first"
        )
    return found.stdout.decode().strip()


def content_commit(settings: Settings) -> str:
    """The last commit that changed the content, with `+` where the work tree has changed since; empty without git."""
    where = ("--", str(settings.content.resolve()))
    try:
        found = run(settings.root, "log", "-1", "--format=%H", *where)
        changed = run(settings.root, "status", "--porcelain", *where)
    except CxsiteError:
        return ""
    commit = found.stdout.decode().strip() if found.returncode == 0 else ""
    return f"{commit}+" if commit and changed.stdout.strip() else commit


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names; `CxsiteError` where there is none here."""
    found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    remote, slash, branch = revision.partition("/")
    if not shallow:
        raise CxsiteError(f"there is no revision `{revision}` in this git repository")
    if slash and branch:
        fetch = f"git fetch --depth=1 {remote} {branch}:refs/remotes/{remote}/{branch}"
    else:
        fetch = (
            f"git fetch --depth=1 origin {revision}:{revision}" if revision.isidentifier() else "git fetch --unshallow"
        )
    raise CxsiteError(f"there is no revision `{revision}` in this shallow clone: run `{fetch}` first")
