"""The content as it was at a revision of its git repository, without touching the work tree."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cxsite.model.finding import CxsiteError
from cxsite.model.roots import ContentRoot
from cxsite.pipeline.git import blobs, git, run
from cxsite.pipeline.settings import Settings

Wanted = Callable[[str], bool]
_FILE, _LINK = ("100644", "100755"), "120000"


@contextmanager
def content_at(settings: Settings, revision: str) -> Iterator[Settings | None]:
    """Settings for a temporary copy of the content as it was at `revision`; None where it held no content then.

    Raises `CxsiteError` outside of a repository, and for a revision that is not in it.
    """
    top = Path(git(settings.root, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    commit = commit_of(settings.root, revision)
    root, content = settings.root.resolve(), settings.content.resolve()
    if not content.is_relative_to(top):
        raise CxsiteError(f"the content {settings.content} lies outside of the git repository {top}")
    with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
        folder = Path(temporary).resolve()
        written = write_tree(top, commit, content.relative_to(top).as_posix(), folder)
        if not written:
            yield None
            return
        further = [_at(root_, top, commit, folder) for root_ in settings.further]
        yield dataclasses.replace(
            settings,
            root=folder / root.relative_to(top) if root.is_relative_to(top) else folder,
            content=folder / content.relative_to(top),
            further=tuple(further),
        )


def _at(root: ContentRoot, top: Path, commit: str, folder: Path) -> ContentRoot:
    """A later content folder as it was at the commit; as it is now where it lies outside of the repository."""
    place = root.folder.resolve()
    if not place.is_relative_to(top):
        return root
    within = place.relative_to(top)
    write_tree(top, commit, within.as_posix(), folder)
    return dataclasses.replace(root, folder=folder / within)


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


def write_tree(top: Path, commit: str, path: str, folder: Path, wanted: Wanted = lambda name: True) -> int:
    """Write the files below `path` at a commit that are `wanted` by their names into `folder`; how many they are.

    Blobs are read one by one, not with `git archive`, which leaves out what `.gitattributes` says.
    """
    where = ["--", path] if path != "." else []
    listed = git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *where)
    entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
    entries = [entry for entry in entries if wanted(entry[1].decode("utf-8", "surrogateescape"))]
    found = [(*about.split(b" "), name) for about, name in entries]
    names = [(mode.decode(), name.decode("utf-8", "surrogateescape")) for mode, _, _, name in found]
    contents = blobs(top, [sha for mode, kind, sha, _ in found if kind == b"blob"])
    files = [(mode, name) for (mode, name), (_, kind, _, _) in zip(names, found, strict=True) if kind == b"blob"]
    # Asking for each file whether its folder is there takes as long as writing it.
    for parent in {PurePosixPath(name).parent for _, name in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for (mode, name), data in zip(files, contents, strict=True):
        place = folder / name
        if mode in _FILE:
            place.write_bytes(data)
        elif mode == _LINK and not _leaves(name, data):
            place.symlink_to(data.decode("utf-8", "surrogateescape"))
    return len(files)


def _leaves(name: str, target: bytes) -> bool:
    """Whether a link leads out of the folder in which it stands; the temporary copy holds nothing there."""
    said = PurePosixPath(target.decode("utf-8", "surrogateescape"))
    return said.is_absolute() or ".." in said.parts
