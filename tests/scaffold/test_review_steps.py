"""The steps of the workflow that may write: it takes a text for a text, and replaces its own comment only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scaffold.hosts import MARK, Host, steps

STEPS = steps("review.yml", "comment")
TEXT = f"{MARK}\n\n**Check: 1 warning**\n\n- **public**: 1 later\n\n#### public\n\n- later\n"


def find(host: Host, source: str = "o/r", pull: str = "7") -> dict[str, str]:
    """What the first step finds out, for the steps after it."""
    done = host.run(
        STEPS["Find the pull request"]["run"], HEAD="abc", OWNER="o", BRANCH="b", SOURCE=source, PULL_FOUND=pull
    )
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in host.told("env").splitlines())


def comment(
    folder: Path, text: str = TEXT, others: str = "", pull: str = "7", preview: str = "", **found: str
) -> tuple[int, Host]:
    host = Host(folder)
    (host.answers / "comment.md").write_text(text)
    (host.answers / "comments.tsv").write_text(others)
    found = found or find(host, pull=pull)
    assert host.run(STEPS["Fetch the text"]["run"], RUN="5", **found).returncode == 0
    done = host.run(
        STEPS["Comment"]["run"], RUN="5", RUN_URL="https://h.example/runs/5", PREVIEW_FOUND=preview, **found
    )
    return done.returncode, host


@pytest.mark.parametrize("files", ["content/a.md\n.github/workflows/check.yml\n", "a\n" * 3000])
def test_of_a_fork_with_workflows_of_its_own_neither_text_nor_outcome_is_taken(tmp_path: Path, files: str) -> None:
    host = Host(tmp_path)
    (host.answers / "files.txt").write_text(files)
    found = find(host, source="mallory/r")
    assert found == {"PULL": "7", "FOREIGN": "yes"}
    code, host = comment(tmp_path, "<!-- cxsite diff mkdocs.yml -->\nAll is well!\n", preview="99", **found)
    said = (host.checkout / "body.md").read_text()
    assert code == 0 and "is not repeated here" in said and "All is well" not in said and "artifacts" not in said
    environment = {"HEAD": "abc", "CONCLUSION": "success", "RUN_URL": "u", **found}
    assert host.run(STEPS["Say the counts"]["run"], **environment).returncode == 0
    assert "state=failure" in host.asked and "state=success" not in host.asked


def test_of_a_fork_that_closed_its_pull_request_nothing_is_taken(tmp_path: Path) -> None:
    """Else it would open it again, with a status that says of the same commit that all is well."""
    host = Host(tmp_path)
    found = find(host, source="mallory/r", pull="")
    assert found == {"PULL": "", "FOREIGN": "yes"}
    environment = {"HEAD": "abc", "CONCLUSION": "success", "RUN_URL": "u", **found}
    assert host.run(STEPS["Fetch the text"]["run"], RUN="5", **found).returncode == 0
    assert host.run(STEPS["Say the counts"]["run"], **environment).returncode == 0
    assert "state=failure" in host.asked and "state=success" not in host.asked


@pytest.mark.parametrize(("files", "source"), [("content/.github/a.md\n", "mallory/r"), (".github/a.yml\n", "o/r")])
def test_other_changes_are_told(tmp_path: Path, files: str, source: str) -> None:
    host = Host(tmp_path)
    (host.answers / "files.txt").write_text(files)
    assert find(host, source=source) == {"PULL": "7"}


def test_the_first_comment_is_written(tmp_path: Path) -> None:
    code, host = comment(tmp_path)
    assert code == 0 and "--method POST repos/o/r/issues/7/comments" in host.asked
    assert (host.checkout / "body.md").read_text() == TEXT


def test_only_the_own_comment_of_this_site_is_replaced(tmp_path: Path) -> None:
    others = f"11\t<!-- cxsite diff other.yml -->\n12\t{MARK}\n13\t{MARK}\n"
    code, host = comment(tmp_path, others=others)
    assert code == 0 and "--method PATCH repos/o/r/issues/comments/12" in host.asked and "POST" not in host.asked


def test_many_comments_break_no_pipe(tmp_path: Path) -> None:
    code, host = comment(tmp_path, others=f"12\t{MARK}\n" + "13\tanother comment\n" * 20_000)
    assert code == 0 and "issues/comments/12" in host.asked


def test_the_sites_to_look_at_stand_behind_the_counts(tmp_path: Path) -> None:
    code, host = comment(tmp_path, preview="99")
    lines = (host.checkout / "body.md").read_text().splitlines()
    assert code == 0 and lines[0] == MARK
    assert "(https://h.example/runs/5/artifacts/99)" in lines[6] and lines[8] == "#### public"
    code, host = comment(tmp_path / "nothing", text=f"{MARK}\n\n- **public**: nothing\n", preview="99")
    assert "artifacts/99" in (host.checkout / "body.md").read_text().splitlines()[-1]


def test_another_text_is_no_comment(tmp_path: Path) -> None:
    code, host = comment(tmp_path, "hello\n")
    assert code == 1 and "PATCH" not in host.asked and "POST" not in host.asked


def test_a_pull_request_that_moved_on_gets_none(tmp_path: Path) -> None:
    code, host = comment(tmp_path, pull="")
    assert code == 0 and "PATCH" not in host.asked and "POST" not in host.asked


def counts(folder: Path, text: str, conclusion: str) -> str:
    host = Host(folder)
    (host.checkout / "review").mkdir()
    (host.checkout / "review/counts.txt").write_text(text)
    done = host.run(
        STEPS["Say the counts"]["run"], HEAD="abc", CONCLUSION=conclusion, RUN_URL="https://h.example/runs/5"
    )
    assert done.returncode == 0, done.stderr
    return host.asked


def test_the_title_of_a_check_says_the_counts(tmp_path: Path) -> None:
    said = "2 errors, 5 warnings; public: 2 new, 1 later; needs customer-care"
    asked = counts(tmp_path / "a", f"{said}\n", "failure")
    assert "repos/o/r/statuses/abc -f state=failure -f context=cxsite" in asked and f"description={said} -f" in asked
    assert "state=success" in counts(tmp_path / "b", "no findings; public: nothing\n", "success")


def test_a_text_of_strangers_is_plain_and_short(tmp_path: Path) -> None:
    asked = counts(tmp_path, "$(id) `id` <b>@care</b> #12\nsecond " + "x" * 1000, "cancelled")
    assert "state=failure" in asked and len(asked.splitlines()) == 1
    description = asked.partition("description=")[2].partition(" -f target_url")[0]
    assert len(description) == 140 and not set(description) & set("$`<>@#\n")
