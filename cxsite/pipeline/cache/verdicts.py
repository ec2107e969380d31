"""Which files of a site an audit has read and found clean, for the next build of somebody who looks at it.

A job that publishes takes no verdict: neither one of CI, nor one of a machine that shares its cache with others. A
verdict holds for a file's place and its bytes, and for all that the audit looks for; it is kept only where a whole
site was clean, with nothing accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cxsite.pipeline.cache.cache_folder import KEY, store_for
from cxsite.pipeline.cache.code import code_of_all, installed_packages
from cxsite.pipeline.cache.store import Store

JOBS = (
    *("CI", "CONTINUOUS_INTEGRATION", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"),
    *("BUILDKITE", "CODEBUILD_BUILD_ID", "BITBUCKET_BUILD_NUMBER"),
)
"""Variables by which a build knows that it is a job of some CI; `CI` alone is what nearly all of them set."""


def may_trust(environment: Mapping[str, str]) -> bool:
    """Whether a build may take what earlier ones found: on somebody's own machine, with that user's own key."""
    return not any(environment.get(name) for name in (KEY, *JOBS))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The clean files of the last build of one site."""

    _store: Store
    _name: str

    def known(self, fingerprint: bytes) -> frozenset[str]:
        """What tells `Clean` of each file that was clean when the same was looked for."""
        data = self._store.get(self._name)
        said = fingerprint.hex()
        lines = data.decode().split("\n") if data is not None else [""]
        return frozenset(lines[1:]) if lines[0] == said else frozenset()

    def keep(self, fingerprint: bytes, seals: Iterable[str]) -> None:
        """Keep what is told of the files of a site that was clean as a whole, instead of what was kept before."""
        self._store.put(self._name, "\n".join((fingerprint.hex(), *sorted(seals))).encode())


def verdicts_of(root: Path, site: str, environment: Mapping[str, str]) -> Verdicts | None:
    """What is kept of the `site` of a project in the folder `root`; `None` where no build may take it."""
    store = store_for(root, "audits", _version, environment) if may_trust(environment) else None
    return Verdicts(store, store.name(b"site", site.encode())) if store is not None else None


def _version() -> str:
    """Another code may find more, and other packages use other words."""
    said = [code_of_all(), *(name for _, name in installed_packages())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
