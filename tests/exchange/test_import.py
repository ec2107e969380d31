"""`cxsite import` from its words to files: a dry run, a second time after edits on both sides, taken back whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cxsite.cli.main import main

Capture = pytest.CaptureFixture[str]
Sample = Callable[[str], bytes]
TODAY = "2026-03-31"
LABEL = "content/initiatives/print-your-own-return-label.md"


def run(*words: str) -> int:
    return main(["import", *words, "--today", TODAY])


def files(project: Path) -> dict[str, bytes]:
    content = project / "content"
    return {str(path.relative_to(project)): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def counts(text: str) -> list[int]:
    return [
        int(number)
        for number in re.findall(r"(\d+) (?:new|changed|as before|conflicts|left out)", text.splitlines()[0])
    ]


@pytest.fixture
def export(project: Path, sample: Sample) -> Path:
    path = project / "export.csv"
    path.write_bytes(sample("jira-cloud-all-fields.csv"))
    return path


def test_a_dry_run_counts_what_is_then_done(project: Path, export: Path, capsys: Capture) -> None:
    before = files(project)
    assert run("jira", str(export), "--dry-run") == 0
    said = capsys.readouterr().out
    assert files(project) == before and "(dry run: nothing was written)" in said
    assert run("jira", str(export)) == 0
    done = capsys.readouterr().out
    assert counts(said) == counts(done) == [2, 0, 0, 0, 1]
    assert said.splitlines()[1:] == done.splitlines()[1:]
    assert len(set(files(project)) - set(before)) == 2
    assert run("jira", str(export)) == 0
    assert counts(capsys.readouterr().out) == [0, 0, 2, 0, 1]


def test_a_file_before_and_after(project: Path, export: Path) -> None:
    run("jira", str(export))
    text = (project / LABEL).read_text()
    fields, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert fields.startswith("title: Print your own return label\nvisibility: internal\nstatus: in-progress\n")
    assert "depends_on: [carrier-contracts-for-returns]\n" in fields
    assert "imported:\n  from: jira\n  key: CX-12\n  at: 2026-03-31\n  hashes:\n" in fields
    assert body.startswith("\n## Goal\n\nCustomers call us") and "Person One" not in text


def test_edits_on_both_sides_are_kept(project: Path, export: Path, capsys: Capture) -> None:
    run("jira", str(export))
    path = project / LABEL
    edited = path.read_text().replace("end: 2026-06-25\n", "end: 2026-07-31 # agreed in the review\nowner: care\n")
    edited = edited.replace("status: in-progress", "status: pilot").replace("owner: care\n", "")
    path.write_text(edited.replace("Sprint: CX Sprint 4", "Sprint: none"))
    data = export.read_text().replace("25/Jun/26", "25/Aug/26").replace("04/Jan/26 12:00", "11/Jan/26 12:00")
    export.write_text(data.replace("Two minutes, at any hour", "One minute").replace("CX Sprint 4", "CX Sprint 5"))
    capsys.readouterr()
    assert run("jira", str(export), "--dry-run") == 1
    tried = capsys.readouterr().out
    assert path.read_text().count("2026-01-11") == 0
    assert run("jira", str(export)) == 1
    said = capsys.readouterr().out
    assert counts(said) == counts(tried) == [0, 1, 1, 2, 1]
    text = path.read_text()
    assert "end: 2026-07-31 # agreed in the review\n" in text and "status: pilot\n" in text, "edited here"
    assert "start: 2026-01-11\n" in text and "One minute" in text, "changed there"
    assert "Sprint: none" in text
    assert "conflict  initiative:print-your-own-return-label  end: edited here, and changed there; not written" in said
    assert "here:  2026-07-31" in said and "there: 2026-08-25" in said
    (settle,) = re.findall(r"cxsite (set initiative:\S+ imported\.hashes\.end=\w+)", said)
    assert main([*settle.split(), "--today", TODAY]) == 0
    capsys.readouterr()
    assert run("jira", str(export)) == 1
    assert "  end:" not in capsys.readouterr().out, "decided once, it is not asked again"


def test_nothing_is_deleted(project: Path, export: Path, capsys: Capture) -> None:
    run("jira", str(export))
    lines = export.read_text().replace("25/Jun/26 12:00 AM", "").split("\n")
    export.write_text("\n".join(line for line in lines if not line.startswith("Carrier contracts")))
    capsys.readouterr()
    assert run("jira", str(export)) == 0
    said = capsys.readouterr().out
    assert "initiative:carrier-contracts-for-returns  the export has it no more" in said
    assert "the export says nothing of end" in said
    assert "end: 2026-06-25\n" in (project / LABEL).read_text()


def test_what_readers_see_is_never_changed_unseen(project: Path, export: Path, capsys: Capture) -> None:
    run("jira", str(export))
    path = project / LABEL
    path.write_text(path.read_text().replace("visibility: internal", "visibility: public"))
    data = export.read_text().replace("Customers call us only", "Contract value EUR 80,000. Customers call us only")
    data = data.replace("Medium,,,,Person One", "Medium,,,,Person One", 1).replace("self-service,", "phone,")
    export.write_text(data)
    capsys.readouterr()
    assert run("jira", str(export)) == 1
    said = capsys.readouterr().out
    assert "body: readers below internal would see the change" in said
    text = path.read_text()
    assert "80,000" not in text and "tags: [after-sale, phone]" in text, (
        "what only colleagues read is brought up to date"
    )


def test_what_is_confidential_there_and_public_here_is_told(project: Path, export: Path, capsys: Capture) -> None:
    run("jira", str(export))
    path = project / LABEL
    path.write_text(path.read_text().replace("visibility: internal", "visibility: public"))
    lines = export.read_text().replace("CX Sprint 4,04/Jan", "CX Sprint 4,04/Jan")
    head, rest = lines.split("\n", 1)
    export.write_text(
        f"{head.replace('Environment', 'Security level')}\n{rest.replace(chr(34) + ',,,,', chr(34) + ',Board,,,', 1)}"
    )
    capsys.readouterr()
    assert run("jira", str(export)) == 1
    assert "visibility: confidential in Jira, but readers below internal see it" in capsys.readouterr().out


def test_an_import_never_writes_over(project: Path, export: Path, capsys: Capture) -> None:
    path = project / "content/initiatives/print-your-own-return-label.yml"
    path.write_text("title: By hand\nstatus: idea\n")
    assert run("jira", str(export)) == 0
    assert "`print-your-own-return-label` is there already" in capsys.readouterr().out
    assert path.read_text() == "title: By hand\nstatus: idea\n"
    assert (project / "content/initiatives/print-your-own-return-label-cx-12.md").is_file()


def test_the_last_import_is_taken_back_as_a_whole(project: Path, export: Path, capsys: Capture) -> None:
    before = files(project)
    run("jira", str(export))
    assert main(["import", "--undo", "--today", TODAY]) == 0
    assert files(project) == before
    assert main(["import", "--undo"]) == 2
    run("jira", str(export))
    first = files(project)
    export.write_text(export.read_text().replace("Two minutes", "Three minutes"))
    run("jira", str(export))
    (project / LABEL).write_text((project / LABEL).read_text() + "\nA line more.\n")
    capsys.readouterr()
    assert main(["import", "--undo"]) == 2
    assert "changed since the import: initiatives/print-your-own-return-label.md" in capsys.readouterr().err
    (project / LABEL).write_text((project / LABEL).read_text().removesuffix("\nA line more.\n"))
    assert main(["import", "--undo"]) == 0
    assert files(project) == first


def test_what_the_check_refuses_is_not_written_by_half(project: Path, capsys: Capture) -> None:
    before = files(project)
    table = project / "table.csv"
    table.write_text("Name,Link\nA,1\nB,2\n")
    said = project / "map.yml"
    said.write_text("fields: {Name: title, Link: feedback}\n")
    table.write_text("Name,Link\nA,1\nB,javascript:x\n")
    assert run("csv", str(table), "--map", str(said)) == 1
    assert "nothing was written" in capsys.readouterr().err and files(project) == before


def test_imported_items_rest_until_somebody_plans_them(project: Path, export: Path, capsys: Capture) -> None:
    config = project / "mkdocs.yml"
    config.write_text(re.sub(r" +ignore:.*\n", "", config.read_text()))
    run("jira", str(export))
    capsys.readouterr()
    main(["check", LABEL, "--today", TODAY])
    assert "CX221" not in capsys.readouterr().out
    text = (project / LABEL).read_text()
    (project / LABEL).write_text(text.replace("visibility: internal\n", "visibility: public\n"))
    main(["check", LABEL, "--today", TODAY])
    said = capsys.readouterr().out
    assert "CX221" in said and "CX403" in said


def test_a_kind_in_one_file_gets_its_entries_there(project: Path, capsys: Capture) -> None:
    (project / "content/objectives.yml").write_text("calm:\n  title: Calm tills # ours\n")
    (project / "table.csv").write_text("Goal,Text,Due\nShort queues,Four minutes,2026-Q4\n")
    (project / "map.yml").write_text("kind: objective\nfields: {Goal: title, Text: body, Due: due}\n")
    assert run("csv", str(project / "table.csv"), "--map", str(project / "map.yml")) == 0
    text = (project / "content/objectives.yml").read_text()
    assert text.startswith("calm:\n  title: Calm tills # ours\nshort-queues:\n  title: Short queues\n")
    assert run("csv", str(project / "table.csv"), "--map", str(project / "map.yml")) == 0
    assert (project / "content/objectives.yml").read_text() == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name a format and a file"),
        (["jira"], "name a format and a file"),
        (["jria", "x.csv"], "there is no format `jria`; did you mean `jira`?"),
        (["jira", "gone.csv"], "gone.csv can't be read"),
        (["csv", "export.csv", "--map", "gone.yml"], "gone.yml can't be read"),
        (["csv", "export.csv", "--undo"], "name no format and no file"),
    ],
)
def test_one_line_that_helps(project: Path, export: Path, capsys: Capture, words: list[str], said: str) -> None:
    assert run(*words) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and len(err.splitlines()) == 1


@pytest.mark.slow
def test_the_health_page_says_how_many_wait(project: Path, export: Path, tmp_path: Path) -> None:
    run("jira", str(export))
    assert main(["stage", "--audience", "internal", "--out", str(tmp_path / "out"), "--today", TODAY]) == 0
    (page,) = (tmp_path / "out").rglob("health/index.md")
    assert "2 imported items are not planned yet" in page.read_text()
    items = [path.read_text() for path in (tmp_path / "out").rglob("*.md") if "print-your-own" in str(path)]
    assert any("Imported from" in text and "jira CX-12" in text for text in items)
    assert main(["stage", "--audience", "public", "--out", str(tmp_path / "public"), "--today", TODAY]) == 0
    assert not [path for path in (tmp_path / "public").rglob("*") if path.is_file() and b"CX-12" in path.read_bytes()]
