"""Who may take what an earlier audit found, and when it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.pipeline.cache.verdicts import may_trust, verdicts_of


@pytest.mark.parametrize("name", ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "CXSITE_CACHE_KEY"])
def test_no_job_takes_one(tmp_path: Path, name: str) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "CXSITE_CACHE": str(tmp_path / "cache")}
    assert may_trust(environment) and verdicts_of(tmp_path / "project", "public", environment) is not None
    said = environment | {name: "true"}
    assert not may_trust(said) and verdicts_of(tmp_path / "project", "public", said) is None


def test_it_holds_for_the_same_site_and_what_was_looked_for(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "CXSITE_CACHE": str(tmp_path / "cache")}
    ours = verdicts_of(tmp_path / "project", "public", environment)
    other = verdicts_of(tmp_path / "project", "internal", environment)
    elsewhere = verdicts_of(tmp_path / "project", "public", environment | {"XDG_STATE_HOME": str(tmp_path / "theirs")})
    assert ours is not None and other is not None and elsewhere is not None
    assert ours.known(b"sought") == frozenset()
    ours.keep(b"sought", ["one", "two"])
    assert ours.known(b"sought") == {"one", "two"}
    assert not (ours.known(b"else") | other.known(b"sought") | elsewhere.known(b"sought"))
    elsewhere.keep(b"sought", ["forged"])
    assert ours.known(b"sought") == {"one", "two"}
    ours.keep(b"else", [])
    assert ours.known(b"else") == ours.known(b"sought") == frozenset()
