"""Content of older formats becomes content of this one: through the writer, all or nothing, as often as one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.edit.content_file import ContentFile
from cxsite.edit.upgrade_steps import STEPS, run_steps
from cxsite.model.charter import FORMAT
from cxsite.model.finding import CxsiteError
from cxsite.pipeline.edits.upgrading import upgrade_content
from cxsite.pipeline.reading import read
from tests.check.trees import check, settings, write
from tools.earlier_content import earlier_trees, is_whole, stored_trees

OLD = {
    "roadmap.yml": "# Ours\ntitle: Our roadmap\ndisclaimer: A plan.\nprioritization:\n  model: rice\n"
    "  high_impact: 4  # of five\n  low_effort: 2\n",
    "initiatives/a.yml": "title: A\nstatus: idea\nbenefit: [12000] # a year\n",
    "initiatives/b.md": "---\ntitle: B\nstatus: idea\nbenefit:\n- 5\n- 6\n---\nText\n",
}
NEW = {
    "roadmap.yml": "# Ours\ntitle: Our roadmap\nformat: 1\ndisclaimer: A plan.\nprioritization:\n  model: rice\n"
    "  quick_win:\n    impact: 4\n    effort: 2\n",
    "initiatives/a.yml": "title: A\nstatus: idea\nbenefit: 12000 # a year\n",
    "initiatives/b.md": OLD["initiatives/b.md"],
}


def files(root: Path) -> dict[str, str]:
    content = root / "content"
    return {path.relative_to(content).as_posix(): path.read_text() for path in content.rglob("*") if path.is_file()}


def errors(root: Path) -> list[tuple[str, str]]:
    return [(one.rule.code, one.message) for one in check(root) if one.severity == "error"]


def test_what_was_renamed_and_reshaped_is_rewritten_and_nothing_else(tmp_path: Path) -> None:
    root = write(OLD, tmp_path)
    assert errors(root)
    done = upgrade_content(settings(root), dry_run=False).done
    assert files(root) == NEW
    assert not errors(root)
    assert len(done) == 3
    assert upgrade_content(settings(root), dry_run=False).done == ()
    assert files(root) == NEW


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    root = write(OLD, tmp_path)
    dry = upgrade_content(settings(root), dry_run=True)
    assert files(root) == OLD
    assert dry.done == upgrade_content(settings(root), dry_run=False).done


@pytest.mark.parametrize("half", ["roadmap.yml", "initiatives/a.yml"])
def test_half_an_upgrade_by_hand_is_finished(tmp_path: Path, half: str) -> None:
    """Also where the new limits stand beside the old ones."""
    done = NEW[half].replace("format: 1\n", "").replace("quick_win:", "low_effort: 2\n  quick_win:")
    root = write({**OLD, half: done}, tmp_path)
    upgrade_content(settings(root), dry_run=False)
    assert files(root) == NEW


@pytest.mark.parametrize("said", ["2", "99", "1" * 5000])
def test_a_newer_format_is_one_finding_and_nothing_is_read(tmp_path: Path, said: str) -> None:
    root = write({**OLD, "roadmap.yml": f"title: Our roadmap\nformat: {said}\nnobody_knows: this\n"}, tmp_path)
    found = read(settings(root))
    assert [(one.rule.code, one.span.line) for one in found.findings] == [("CX027", 2)]
    assert found.refused
    assert found.roadmap is None
    with pytest.raises(CxsiteError, match=r"^this content has format \d+.*install a newer cxsite"):
        upgrade_content(settings(root), dry_run=False)


@pytest.mark.parametrize("said", ["0", "-1", "one", "1.5"])
def test_what_is_no_format_is_told_as_any_value(tmp_path: Path, said: str) -> None:
    root = write({"roadmap.yml": f"title: Our roadmap\nformat: {said}\n"}, tmp_path)
    assert [(one.rule.family.prefix, one.field) for one in check(root)] == [("CX0", "format")]


def test_commands_refuse_a_newer_format_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write({"roadmap.yml": "title: Ours\nformat: 7\n", "public/x.txt": ""}, tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\ndocs_dir: content/public\nplugins: [cxsite]\n")
    assert main(["upgrade", "--config", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("\n") == 1
    assert "format 7" in said.err


def test_every_format_has_what_it_changed() -> None:
    """A format that changes nothing is none."""
    assert {step.to for step in STEPS} == set(range(1, FORMAT + 1))


_KILLED = """
import os, sys
from pathlib import Path
from cxsite.edit.transaction import Changes, write_changes
root, after = Path(sys.argv[1]), int(sys.argv[2])
old = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*.*") if p.is_file()}
new = {name: Path(sys.argv[3], name).read_bytes() for name in old}
count = 0
def step():
    global count
    count += 1
    if count > after:
        os.kill(os.getpid(), 9)
changed = {name: data for name, data in new.items() if data != old[name]}
write_changes(root, Changes(changed, before={name: old[name] for name in changed}), step)
print("done")
"""


@pytest.mark.slow
def test_an_upgrade_that_is_killed_is_finished_by_the_next_one(tmp_path: Path) -> None:
    target = write(NEW, tmp_path / "target")
    for after in range(20):
        root = write(OLD, tmp_path / str(after))
        arguments = [sys.executable, "-c", _KILLED, str(root / "content"), str(after), str(target / "content")]
        ended = subprocess.run(arguments, capture_output=True, check=False, env=dict(os.environ))
        upgrade_content(settings(root), dry_run=False)
        assert files(root) == NEW, after
        if ended.stdout:
            return
    raise AssertionError("it was killed each time")


# The first commits of the reference content name items and pictures that came with later ones.
UNFINISHED = {"CX102", "CX106", "CX030"}
UNFINISHED_TREES = {"content@084f92d59e", "content@a5e4d94142", "content@b0332ca170", "content@d2baedfd9b"}
# Those that still say a field as it was named before format 1.
REWRITTEN_TREES = {*UNFINISHED_TREES, "content@536b57aea2"}


@pytest.mark.slow
def test_every_earlier_starter_and_reference_content_can_be_upgraded(tmp_path: Path) -> None:
    # The file holds contents that a history written anew no longer has; the history those since the file was made.
    trees = {**stored_trees(), **(earlier_trees() if is_whole() else {})}
    rewritten, unfinished = set(), set()
    for number, (name, tree) in enumerate(trees.items()):
        root = tmp_path / str(number)
        for path, data in tree.items():
            (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / path).write_bytes(data)
        done = upgrade_content(settings(root), dry_run=False).done
        if len(done) > 1:
            rewritten.add(name)
        left = {code for code, _ in errors(root)}
        if left:
            unfinished.add(name)
            assert left <= UNFINISHED, (name, errors(root))
        file = ContentFile((root / "content/roadmap.yml").read_bytes(), markdown=False)
        assert file.values()["format"] == str(FORMAT)
        assert run_steps(file, "roadmap", 0) == []
    assert rewritten == REWRITTEN_TREES
    assert unfinished == UNFINISHED_TREES
