"""One edit of the reference content, one finding at its line: what an editor who slips gets to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxsite.model.finding import Finding
from tests.check.mutations import EDITS, Edit
from tests.check.trees import check, copy_reference, shown

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the reference content; every test puts back what it changed."""
    return copy_reference(tmp_path_factory.mktemp("reference"))


@pytest.fixture(scope="module")
def usual(reference: Path) -> set[tuple[str, str, int, str]]:
    """What is found in the content as it is."""
    return set(shown(check(reference)))


@pytest.fixture
def edited(reference: Path, edit: Edit) -> Iterator[Path]:
    """The reference content with one edit."""
    path = reference / "content" / edit.path
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if edit.old is None:
        assert before is None and edit.new is not None
        path.parent.mkdir(exist_ok=True)
        path.write_text(edit.new, encoding="utf-8")
    elif edit.new is None:
        path.unlink()
    else:
        assert before is not None and edit.old in before, "the edit no longer fits the reference content"
        path.write_text(before.replace(edit.old, edit.new, 1), encoding="utf-8")
    yield reference
    if before is not None:
        path.write_text(before, encoding="utf-8")
    else:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _line(root: Path, edit: Edit) -> int:
    """The first line that holds the marker; of a marker of several lines, its first one."""
    if not edit.at:
        return 1
    text = (root / "content" / (edit.file or edit.path)).read_text(encoding="utf-8")
    return text[: text.index(edit.at)].count("\n") + 1


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_one_edit_gives_its_finding_at_its_line(
    edited: Path, edit: Edit, usual: set[tuple[str, str, int, str]]
) -> None:
    found = check(edited)
    new = [one for one, key in zip(found, shown(found), strict=True) if key not in usual]
    where = (edit.code, f"content/{edit.file or edit.path}", _line(edited, edit))
    assert where in {(one.rule.code, one.span.path, one.span.line) for one in new}, _told(new)


def _told(findings: list[Finding]) -> str:
    return "\n".join(f"{one.rule.code} {one.span.path}:{one.span.line} {one.message}" for one in findings)


def test_there_are_enough_different_edits() -> None:
    assert len(EDITS) >= 60
    assert len({edit.code for edit in EDITS.values()}) >= 60
