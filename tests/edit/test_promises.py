"""What a finding tells to type is typed, in every example of the rules: the finding is gone, and nothing worse came."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import pytest

from cxsite.edit.apply import apply
from cxsite.model.finding import Finding, Rule
from cxsite.pipeline.edits.fixing import fix
from cxsite.pipeline.reading import read
from cxsite.pipeline.rules import RULES
from cxsite.pipeline.settings import Settings

TODAY = dt.date(2026, 3, 31)
FIXABLE = {"CX001", "CX004", "CX006", "CX007", "CX008", "CX010", "CX018", "CX019", "CX022", "CX026", "CX101", "CX102"}
FIXABLE |= {"CX105", "CX107", "CX502", "CX513", "CX543", "CX611", "CX612", "CX613"}
"""Rules whose example has a fix; others may have some elsewhere."""


def content_of(rule: Rule, root: Path) -> Settings:
    for place, text in {"roadmap.yml": "title: R\n", **rule.bad}.items():
        path = root / "content" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Settings(root, root / "content", TODAY)


def errors(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(one.rule.code for one in findings if one.severity == "error")


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.code)
def test_each_fix_does_what_it_says(rule: Rule, tmp_path: Path) -> None:
    settings = content_of(rule, tmp_path / "before")
    before = read(settings).findings
    own = [one for one in before if one.fix is not None and one.fix.applicability != "display"]
    assert any(one.rule.code == rule.code for one in own) or rule.code not in FIXABLE
    for number, finding in enumerate(own):
        assert finding.fix is not None
        root = tmp_path / str(number)
        shutil.copytree(settings.root, root)
        applied = apply([finding.fix], lambda path, root=root: _data(root / path))  # type: ignore[misc]
        assert applied.fixes == [finding.fix], "it can't be applied"
        for place in applied.changes.removes:
            (root / place).unlink()
        for place, data in applied.changes.writes.items():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / place).write_bytes(data)
        after = read(Settings(root, root / "content", TODAY)).findings
        said = [(one.rule.code, one.message) for one in after]
        assert (finding.rule.code, finding.message) not in said
        assert not errors(after) - errors(before)


def _data(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.code)
@pytest.mark.slow
def test_fixing_twice_is_fixing_once(rule: Rule, tmp_path: Path) -> None:
    settings = content_of(rule, tmp_path)
    before = errors(read(settings).findings)
    fix(settings, lambda finding: True, unsafe=True)
    once = files(tmp_path)
    assert not errors(read(settings).findings) - before
    again = fix(settings, lambda finding: True, unsafe=True)
    assert again.fixes == 0 and files(tmp_path) == once
