"""Whatever is missing or broken: no crash, and the same findings in any order of files."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cxsite.check.runner import check
from cxsite.load.load import load
from cxsite.model.finding import CxsiteError, Finding
from cxsite.model.roadmap import Roadmap
from cxsite.pipeline.reading import read
from tests.check.trees import REFERENCE, TODAY, settings
from tests.thorough import is_thorough

pytestmark = pytest.mark.slow

FILES = sorted(
    path.relative_to(REFERENCE).as_posix()
    for path in REFERENCE.rglob("*")
    if path.is_file() and "public" not in path.relative_to(REFERENCE).parts
)
WORDS = (
    "\0|---|- |{|}|[|]|: |:|#| #|\t|>-\n|'|\"|&a|*a|<<: |!!python/object:os.system|? |%|@|`|\r\n|\n\n|-1|nan|1e999|"
    "null|~|yes|2026-99-99|9999-12-31|0001-01-01|/// internal\n|///\n|[[|]]|](|<!--|\u2028|```|"
    "visibility: public\n|levels: [a]\n|id: x\n"
)
BYTES = [*(word.encode() for word in WORDS.split("|")), b"|\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3\x28", b"9" * 400]


THOROUGH = bool(os.environ.get("CXSITE_THOROUGH"))
thorough = pytest.mark.skipif(not (THOROUGH or is_thorough()), reason="minutes long: set CXSITE_THOROUGH=1")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(REFERENCE, tmp_path / "content")
    return tmp_path


def _found(root: Path) -> tuple[Finding, ...] | str:
    """All findings, or the one line that says why there can be none."""
    try:
        return read(settings(root)).findings
    except CxsiteError as error:
        assert str(error) and "\n" not in str(error)
        return str(error)


def _subsets(count: int) -> Iterator[tuple[int, list[str]]]:
    for seed in range(count):
        chance = random.Random(seed)
        share = chance.random()
        yield seed, [name for name in FILES if name != "roadmap.yml" and chance.random() > share]


def _subset(root: Path, seed: int, gone: list[str]) -> None:
    for name in gone:
        (root / "content" / name).unlink()
    try:
        loaded = load(root / "content", root)
        assert loaded.roadmap is not None
        first = check(loaded.roadmap, TODAY)
        assert list(first) == sorted(first, key=lambda one: one.sort_key)
        assert first == check(_shuffled(loaded.roadmap, seed), TODAY)
        if seed % 10 == 0:
            assert loaded.findings == load(root / "content", root).findings
            assert read(settings(root)).findings == read(settings(root)).findings
    finally:
        for name in gone:
            shutil.copyfile(REFERENCE / name, root / "content" / name)


def _shuffled(whole: Roadmap, seed: int) -> Roadmap:
    """The same roadmap, its items in another order."""
    chance = random.Random(seed)

    def mixed(table: Mapping[str, Any]) -> dict[str, Any]:
        return {name: table[name] for name in chance.sample(sorted(table), len(table))}

    return Roadmap(
        charter=whole.charter,
        levels=whole.levels,
        items=mixed({kind: mixed(items) for kind, items in whole.items.items()}),
        pages=mixed(whole.pages),
        assets=mixed(whole.assets),
        origins=whole.origins,
        broken=whole.broken,
        unread=whole.unread,
    )


def test_any_subset_of_files_is_checked_the_same_in_any_order(copy: Path) -> None:
    for seed, gone in _subsets(50):
        _subset(copy, seed, gone)


@thorough
@pytest.mark.slow
def test_many_subsets_of_files(copy: Path) -> None:
    for seed, gone in _subsets(1000 if THOROUGH else 70):
        _subset(copy, seed, gone)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of a file cut out, doubled, or replaced by what YAML and Markdown stumble over."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 0, 1, 3, 20, 200)))
        middle = chance.choice((chance.choice(BYTES), chance.randbytes(chance.randint(1, 8)), data[start:end] * 2))
        data = data[:start] + middle + data[end:]
    return data


def _fuzz(root: Path, seeds: range) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        names = chance.sample(FILES, chance.choice((1, 3, 20)))
        for name in names:
            path = root / "content" / name
            path.write_bytes(_spoilt((REFERENCE / name).read_bytes(), chance))
        try:
            found = _found(root)
            assert isinstance(found, str) or all(one.span.path and one.message for one in found)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {names}") from error
        finally:
            for name in names:
                shutil.copyfile(REFERENCE / name, root / "content" / name)


def test_spoilt_files_give_findings_and_no_traceback(copy: Path) -> None:
    _fuzz(copy, range(12))


@thorough
@pytest.mark.slow
def test_many_spoilt_files(copy: Path) -> None:
    _fuzz(copy, range(12, 1000 if THOROUGH else 100))
