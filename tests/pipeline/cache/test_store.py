"""What is kept is whole and ours, or it is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxsite.model.finding import CxsiteError
from cxsite.pipeline.cache.cache_folder import store_for
from cxsite.pipeline.cache.store import MOST_VERSIONS, Store
from tests.histories import git


def _file(place: Path, name: str) -> Path:
    return next(place.rglob(name))


def test_versions_that_nobody_used_for_long_are_taken_away(tmp_path: Path) -> None:
    for number in range(MOST_VERSIONS + 2):
        one = Store(tmp_path, f"v{number}", b"key")
        one.put("name", b"%d" % number)
        os.utime(tmp_path / f"v{number}", (number, number))
        assert one.get("name") == b"%d" % number
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"v{n}" for n in range(2, MOST_VERSIONS + 2)]
    # A version whose folder is taken away while it works makes it again, and keeps it again.
    first = Store(tmp_path, "v0", b"key")
    assert first.get("name") is None
    first.put("name", b"again")
    assert first.get("name") == b"again"


@given(st.integers(0, 70), st.booleans())
def test_what_is_half_written_or_another_s_is_not_there(
    tmp_path_factory: pytest.TempPathFactory, at: int, cut: bool
) -> None:
    place = tmp_path_factory.mktemp("store")
    store = Store(place, "v", b"key")
    store.put("name", b"a page")
    file = _file(place, "name")
    whole = file.read_bytes()
    assert store.get("name") == b"a page"
    at = min(at, len(whole) - 1)
    file.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert store.get("name") is None


def test_nobody_without_the_key_can_put_or_move_anything(tmp_path: Path) -> None:
    store, forger = Store(tmp_path, "v", b"key"), Store(tmp_path, "v", b"another key")
    forger.put("name", b"forged")
    assert store.get("name") is None
    store.put("name", b"ours")
    (tmp_path / "v" / "other").write_bytes(_file(tmp_path, "name").read_bytes())
    assert store.get("name") == b"ours" and store.get("other") is None
    assert store.name(b"ab", b"c") != store.name(b"a", b"bc")
    assert store.name(b"public text") != forger.name(b"public text")


def test_what_no_one_names_is_forgotten_but_not_what_is_new(tmp_path: Path) -> None:
    store = Store(tmp_path, "v", b"key")
    for name in ("old", "new", "named", "index"):
        store.put(name, b"x")
    for name in ("old", "named"):
        os.utime(tmp_path / "v" / name, (1, 1))
    store.keep_only(("named", "index"), "index")
    assert sorted(store.names()) == ["index", "named", "new"]


def test_it_lies_where_nothing_publishes_it(tmp_path: Path) -> None:
    home = {"XDG_STATE_HOME": str(tmp_path / "state")}
    project = tmp_path / "project"
    project.mkdir()
    assert store_for(project, "pages", lambda: "v", home) is None
    git(project, "init", "-q")
    for place, said in ((project / ".git", home), (tmp_path / "there", {**home, "CXSITE_CACHE": f"{tmp_path}/there"})):
        store = store_for(project, "pages", lambda: "v", said)
        assert store is not None
        store.put("name", b"x")
        assert _file(place, "name").is_file()
        again = store_for(project, "pages", lambda: "v", said)
        assert again is not None and again.get("name") == b"x"
    key = tmp_path / "state" / "cxsite" / "cache-key"
    assert key.stat().st_mode & 0o077 == 0 and len(key.read_bytes()) == 32
    key.write_bytes(b"half")
    assert store_for(project, "pages", lambda: "v", home) is None
    assert store_for(project, "pages", lambda: "v", {**home, "CXSITE_CACHE": "off"}) is None
    for wrong in ("cache", str(project / "cache")):
        with pytest.raises(CxsiteError, match="outside of the project"):
            store_for(project, "pages", lambda: "v", {**home, "CXSITE_CACHE": wrong, "CXSITE_CACHE_KEY": "k"})
