"""The content folders of each commit, as its own mkdocs.yml names them: where a folder was none, or was for fewer, so
is its past."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.commits.commit_copy import CommitCopy
from cxsite.pipeline.commits.revision import settings_then
from cxsite.pipeline.memory.cache import Kept
from cxsite.pipeline.memory.edition import Roots
from cxsite.pipeline.memory.line import PURPOSE, WITHOUT
from cxsite.pipeline.settings import Settings

RootsAt = Callable[[str], Roots]
"""The content folders of a commit; raises `CxsiteError` where nobody can tell which they were."""


def roots_by_commit(top: Path, settings: Settings, cache: Kept) -> RootsAt:
    """The content folders of the commits of a repository. Before there was a mkdocs.yml, only today's first folder was
    one: of what lies in the others nobody knows for whom it was."""
    today = roots_of(top, settings)
    known: dict[str, Roots] = {}

    def found(sha: str) -> Roots:
        with tempfile.TemporaryDirectory(prefix="cxsite-") as temporary:
            then = settings_then(settings, CommitCopy(top, sha, Path(temporary).resolve()), sha[:8])
        return roots_of(top, then) if then is not None else Roots(today.first)

    def roots_at(sha: str) -> Roots:
        if sha not in known:
            key = ("roots", sha, settings.root.resolve().relative_to(top).as_posix(), today.first)
            kept = cache.get(key)
            if kept is None:
                roots = found(sha)
                cache.put(key, [roots.first, *(list(one) for one in roots.further)])
            else:
                first, *further = kept
                roots = Roots(first, tuple((path, level) for path, level in further))
            known[sha] = roots
        return known[sha]

    if settings.reread is None or not settings.root.resolve().is_relative_to(top):
        return lambda sha: today
    return roots_at


def roots_of(top: Path, settings: Settings) -> Roots:
    """The content folders that lie in the repository; what lies elsewhere has no past."""
    content = settings.content.resolve()
    if not content.is_relative_to(top):
        raise CxsiteError(f"{PURPOSE}, and the content {settings.content} lies outside of it; {WITHOUT}")
    further = [(root.folder.resolve(), root.at_least) for root in settings.further]
    inside = tuple((at.relative_to(top).as_posix(), level) for at, level in further if at.is_relative_to(top))
    return Roots(content.relative_to(top).as_posix(), inside)
