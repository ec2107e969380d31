"""Sheets: out, through a spreadsheet, back in. Nothing is lost that a sheet does not show; formulas never run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS
from cxsite.pipeline.edits import applying, importing
from cxsite.pipeline.edits.applying import apply_sheet
from cxsite.pipeline.edits.sheets import export_sheets
from cxsite.pipeline.settings import Settings
from cxsite.site.guard import guard_docs_dir

Capture = pytest.CaptureFixture[str]
TODAY = "2026-03-31"
RICH = """\
# remark at the top
title: Calm tills
summary: "=SUM(A1)"
status: in-progress # since the review
start: 2026-07
end: 2026-09-25
tags: [one, "two; three"]
cost: 80000
rice: {reach: 100, impact: 1, confidence: 80 %, effort: 2.5}
wording:
  public:
    title: Calm
milestones:
  - title: Pilot
    date: 2026-07-15
    done: yes
  - title: All shops # soon
    date: 2026-09
    visibility: internal
success_criteria:
  - Bare text
  - text: Whole part
    visibility: internal
"""


@pytest.fixture
def rich(project: Path) -> Path:
    """An item with a value of each sort; its file."""
    path = project / "content/initiatives/calm.yml"
    path.write_text(RICH)
    return path


def sheet(*words: str) -> int:
    return main(["sheet", *words, "--today", TODAY])


def edit(path: Path, change: Callable[[dict[str, str]], None], only: str = "calm") -> None:
    """Change the rows of a CSV file as a program does that knows nothing of us."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    for row in rows:
        if row["id"] == only:
            change(row)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_sheet_goes_to_no_place_that_is_published(project: Path, capsys: Capture) -> None:
    config = project / "mkdocs.yml"
    config.write_text("docs_dir: content/public\ntheme: {name: material, custom_dir: overrides}\nplugins: [cxsite]\n")
    for folder in ("content/public", "site/public", "overrides", "old/deep"):
        (project / folder).mkdir(parents=True, exist_ok=True)
    (project / "link").symlink_to(project / "content/public")
    (project / "old.manifest.json").write_text('{"audience": "public", "files": {}}')
    for place in ("content/public", "content", "site/public", "link", "overrides", "old/deep"):
        assert sheet("export", "initiatives", str(project / place / "i.csv"), "--config", str(config)) == 2, place
        assert "choose another place" in capsys.readouterr().err
        assert not (project / place / "i.csv").exists()


def test_a_sheet_in_the_published_folder_stops_everything(project: Path, rich: Path) -> None:
    public = project / "content/public"
    public.mkdir(exist_ok=True)
    for made in (project / "i.csv", project / "i.xlsx"):
        assert sheet("export", "initiatives", str(made)) == 0
    table = (project / "i.csv").read_bytes()
    guard_docs_dir(public, [project / "content"])
    for name, data in {
        "i.csv": table,
        "i.xlsx": (project / "i.xlsx").read_bytes(),
        "semicolons.csv": table.replace(b",", b";"),
        "other.txt": table,
    }.items():
        (public / name).write_bytes(data)
        with pytest.raises(CxsiteError, match=rf"public/{name} is a sheet of `cxsite sheet export`"):
            guard_docs_dir(public, [project / "content"])
        (public / name).unlink()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.slow
def test_every_kind_goes_out_and_comes_back_as_it_is(repository: Path, tmp_path: Path, ending: str) -> None:
    shutil.copytree(repository / "content", tmp_path / "content")
    settings = Settings(tmp_path, tmp_path / "content", dt.date.fromisoformat(TODAY))
    rows = 0
    for kind in KINDS:
        written = export_sheets(settings, kind.name, tmp_path / f"{kind.folder}.{ending}")
        rows += sum(count for _, count in written)
        for path in {tmp_path / f"{kind.folder}.xlsx"} if ending == "xlsx" else {path for path, _ in written}:
            applied = apply_sheet(settings, path, dry_run=False)
            assert (applied.cells, applied.conflicts) == ([], []), path.name
    assert rows > 300


def test_what_was_changed_is_written_and_no_other_line(project: Path, rich: Path, capsys: Capture) -> None:
    table = project / "i.csv"
    assert sheet("export", "initiatives", str(table)) == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf") and "'=SUM(A1)" in table.read_text("utf-8-sig")

    def change(row: dict[str, str]) -> None:
        assert row["tags"] == r"one; two\; three" and row["rice.reach"] == "100" and "body" not in row
        row |= {
            "status": "pilot",
            "end": "31.10.2026",
            "tags": row["tags"] + "; four",
            "cost": "",
            "rice.effort": "3",
        }

    edit(table, change)
    capsys.readouterr()
    assert sheet("apply", str(table), "--dry-run") == 0
    said = capsys.readouterr().out
    assert said.startswith("5 cells changed, 0 conflicts (dry run") and rich.read_text() == RICH
    assert sheet("apply", str(table)) == 0
    assert capsys.readouterr().out.splitlines()[1:] == said.splitlines()[1:]
    wanted = RICH.replace("in-progress #", "pilot #").replace("end: 2026-09-25", "end: 2026-10-31")
    wanted = wanted.replace('"two; three"]', '"two; three", four]').replace("cost: 80000\n", "")
    assert rich.read_text() == wanted.replace("effort: 2.5", "effort: 3")
    assert sheet("apply", str(table)) == 0, "once more changes nothing"


def test_parts_have_a_sheet_of_their_own(project: Path, rich: Path, capsys: Capture) -> None:
    sheet("export", "initiative", str(project / "i.csv"))
    edit(project / "i.milestones.csv", lambda row: row.update(done="ja") if row["position"] == "2" else None)
    edit(project / "i.success_criteria.csv", lambda row: row.update(visibility="internal"))
    # Meanwhile another one came before them: a place is known by what stands there.
    rich.write_text(RICH.replace("milestones:\n", "milestones:\n  - title: New\n"))
    assert sheet("apply", str(project / "i.milestones.csv")) == 0
    assert (
        "  - title: All shops # soon\n    date: 2026-09\n    visibility: internal\n    done: true\n" in rich.read_text()
    )
    assert sheet("apply", str(project / "i.success_criteria.csv")) == 0
    assert "  - text: Bare text\n    visibility: internal\n" in rich.read_text()
    rich.write_text(rich.read_text().replace("All shops", "Everywhere"))
    edit(project / "i.milestones.csv", lambda row: row.update(date="2026-10"))
    capsys.readouterr()
    assert sheet("apply", str(project / "i.milestones.csv")) == 1
    said = capsys.readouterr().out
    assert "1 cells changed, 1 conflicts" in said and "milestones 2: this part is not there any more" in said


def test_what_changed_on_both_sides_is_listed(project: Path, rich: Path, capsys: Capture) -> None:
    table = project / "i.csv"
    sheet("export", "initiatives", str(table))
    edit(table, lambda row: row.update(end="2026-11", title="Calm tills everywhere"))
    rich.write_text(RICH.replace("end: 2026-09-25", "end: 2026-12"))
    capsys.readouterr()
    assert sheet("apply", str(table)) == 1
    said = capsys.readouterr().out
    assert "conflict  initiative:calm  end: changed here as well since the export; not written" in said
    assert "here:  2026-12" in said and "sheet: 2026-11" in said
    assert "end: 2026-12\n" in rich.read_text() and "title: Calm tills everywhere\n" in rich.read_text()


def test_what_a_spreadsheet_writes_in_its_own_way_is_no_change(project: Path, rich: Path) -> None:
    table = project / "i.csv"
    sheet("export", "initiatives", str(table))
    edit(
        table, lambda row: row.update(start="01.07.2026", end="25.09.2026", cost="80.000,00", **{"rice.effort": "2,5"})
    )
    edit(project / "i.milestones.csv", lambda row: row.update(done="WAHR" if row["done"] else ""))
    for path in (table, project / "i.milestones.csv"):
        rows = path.read_text("utf-8-sig")
        path.write_bytes(rows.replace("\r\n", "\n").encode("utf-16"))
        assert sheet("apply", str(path)) == 0
    assert rich.read_text() == RICH


def test_what_the_check_refuses_is_not_written_by_half(project: Path, rich: Path, capsys: Capture) -> None:
    table = project / "i.csv"
    sheet("export", "initiatives", str(table))
    edit(table, lambda row: row.update(title="Better", status="sometime"))
    capsys.readouterr()
    assert sheet("apply", str(table)) == 1
    assert "nothing was written" in capsys.readouterr().err and rich.read_text() == RICH


def test_a_workbook_holds_texts_and_no_formula(project: Path, rich: Path, capsys: Capture) -> None:
    path = project / "i.xlsx"
    sheet("export", "initiatives", str(path))
    book = openpyxl.load_workbook(path)
    page = book["initiatives"]
    columns = {cell.value: cell.column for cell in page[1]}
    line = next(cell.row for cell in page["A"] if cell.value == "calm")
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert page.cell(line, columns["summary"]).value == "=SUM(A1)"
    page.cell(line, columns["end"]).value = dt.datetime(2026, 10, 31)
    page.cell(line, columns["cost"]).value = 90000.5
    capsys.readouterr()
    page.cell(line, columns["phase"]).value = "=1+1"
    book.save(path)
    assert sheet("apply", str(path)) == 2
    assert "holds a formula: put its value there, none is worked out" in capsys.readouterr().err
    page.cell(line, columns["phase"]).value = None
    book.save(path)
    book.close()
    assert sheet("apply", str(path)) == 0
    assert rich.read_text() == RICH.replace("2026-09-25", "2026-10-31").replace("cost: 80000\n", "cost: 90000.5\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "initiatives"], "name a kind and a file"),
        (["export", "initiatve", "x.csv"], "did you mean `initiative`?"),
        (["export", "initiatives", "x.ods"], "ends neither in .csv nor in .xlsx"),
        (["export", "risks", "x.csv"], "there is no risk yet"),
        (["apply", "a.csv", "b.csv"], "name a file"),
        (["apply", "gone.csv"], "gone.csv can't be read"),
        (["apply", "other.csv"], "the column `_version` does not say which sheet this is"),
        (["apply", "broken.xlsx"], "can't be read as an Excel workbook"),
        (["apply", "column.csv"], "no field is called `titel`; did you mean `title`?"),
    ],
)
def test_one_line_that_helps(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, words: list[str], said: str
) -> None:
    monkeypatch.chdir(project)
    (project / "other.csv").write_text("id,title\ncalm,x\n")
    (project / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (project / "column.csv").write_text("id,titel,_version\ncalm,x,initiatives\n")
    before = sorted(project.rglob("*"))
    assert sheet(*words) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and len(err.splitlines()) == 1 and sorted(project.rglob("*")) == before


def test_rows_that_nobody_knows_and_files_that_are_there(project: Path, rich: Path, capsys: Capture) -> None:
    table = project / "i.csv"
    sheet("export", "initiatives", str(table))
    assert sheet("export", "initiatives", str(table)) == 2
    assert "nothing is written over" in capsys.readouterr().err
    edit(table, lambda row: row.update(id="gone"))
    with table.open("a", encoding="utf-8", newline="") as out:
        out.write("brand-new,\r\nqueues,Not exported\r\nBrand New,Title\r\n")
    capsys.readouterr()
    assert sheet("apply", str(table)) == 1
    said = capsys.readouterr().out
    assert "initiative:gone" in said and "there is no such item any more" in said
    assert "initiative:brand-new" in said and "needs an `id`" in said and "initiative:Brand New" in said
    assert "`queues` is there already" in said and rich.read_text() == RICH


@pytest.mark.slow
def test_a_new_row_with_id_and_title_begins_an_item(project: Path, rich: Path, capsys: Capture) -> None:
    """Through the writer of `cxsite new`, also into the file of all items of a kind; a dry run counts the same."""
    (project / "content/teams.yml").write_text("care:\n  title: Care # of customers\n")
    for kind, row in (("initiatives", {"status": "planned", "tags": "a; b", "end": "2026-12"}), ("teams", {})):
        table = project / f"{kind}.csv"
        assert sheet("export", kind, str(table)) == 0
        rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
        new = dict.fromkeys(rows[0], "") | {"id": "brand-new", "title": "Brand: new", **row}
        edit(table, lambda one: one.update(summary="Changed"), only="care")
        with table.open("a", encoding="utf-8", newline="") as out:
            csv.DictWriter(out, rows[0]).writerow(new)
        capsys.readouterr()
        assert sheet("apply", str(table), "--dry-run") == 0
        counted = capsys.readouterr().out
        assert not (project / "content/initiatives/brand-new.yml").exists() or kind == "teams"
        assert sheet("apply", str(table)) == 0
        done = capsys.readouterr().out
        assert "1 items begun" in done and done.splitlines()[1:] == counted.splitlines()[1:]
    (made,) = (project / "content/initiatives").glob("brand-new.*")
    text = made.read_text()
    assert "title: 'Brand: new'" in text or 'title: "Brand: new"' in text
    assert "status: planned" in text and "end: 2026-12" in text
    assert re.search(r"^tags:\s*(\[a, b\]|- a\s+- b)$", text, re.MULTILINE), text
    teams = (project / "content/teams.yml").read_text()
    assert teams.startswith("care:\n  title: Care # of customers\n") and "brand-new:" in teams and "Changed" in teams


@pytest.mark.slow
@pytest.mark.parametrize("command", ["sheet", "import"])
def test_a_file_that_changes_meanwhile_stops_all_of_it(
    project: Path, rich: Path, command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves it between our reading and our writing: one line, and no file is written."""
    module = {"sheet": applying, "import": importing}[command]
    table = project / "i.csv"
    if command == "sheet":
        sheet("export", "initiatives", str(table))
        edit(table, lambda row: row.update(status="pilot"))
        edit(table, lambda row: row.update(title="Both"), only="queues")
        words, touched = ["sheet", "apply", str(table)], rich
    else:
        for title in ("First", "Second"):
            table.write_text("id,title,key,status\n" + "".join(f"{one},{title} {one},{one},planned\n" for one in "ab"))
            words = ["import", "csv", str(table), "--map", str(project / "map.yml")]
            (project / "map.yml").write_text("fields: {title: title, status: status}\nid: key\n")
            if title == "First":
                assert main([*words, "--today", TODAY]) == 0, capsys.readouterr()
        touched = next((project / "content/initiatives").glob("first-a.*"))
    real = module.write

    def late(*args: Any, **options: Any) -> Any:
        touched.write_text(touched.read_text() + "# saved meanwhile\n")
        return real(*args, **options)

    monkeypatch.setattr(module, "write", late)
    before = {path: path.read_bytes() for path in (project / "content").rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main([*words, "--today", TODAY]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "has changed meanwhile; nothing was written: try again" in said
    before[touched] += b"# saved meanwhile\n"
    assert {path: path.read_bytes() for path in (project / "content").rglob("*") if path.is_file()} == before


MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(address As String, page As String, place As String, text As String)
  Dim options(0) As New com.sun.star.beans.PropertyValue
  options(0).Name = "Hidden"
  options(0).Value = True
  Dim book As Object
  book = StarDesktop.loadComponentFromURL(address, "_blank", 0, options())
  book.getSheets().getByName(page).getCellRangeByName(place).setString(text)
  book.store()
  book.close(True)
End Sub
</script:module>
"""
LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.skipif(shutil.which("localc") is None, reason="needs LibreOffice Calc")
def test_libreoffice_opens_edits_and_saves_one(project: Path, rich: Path, tmp_path: Path, capsys: Capture) -> None:
    path = project / "i.xlsx"
    sheet("export", "initiatives", str(path))
    book = openpyxl.load_workbook(path)
    line = next(cell.row for cell in book["initiatives"]["A"] if cell.value == "calm")
    book.close()
    home = tmp_path / "office"
    office = ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={home.as_uri()}"]
    subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library = home / "user/basic/Standard"
    (library / "Module1.xba").write_text(MACRO)
    (library / "script.xlb").write_text(LIBRARY)
    before = path.read_bytes()
    call = f'macro:///Standard.Module1.Edit("{path.as_uri()}","initiatives","B{line}","Tills of our own")'
    subprocess.run([*office, call], check=True, capture_output=True, timeout=120)
    assert path.read_bytes() != before
    capsys.readouterr()
    assert sheet("apply", str(path)) == 0
    assert capsys.readouterr().out.startswith("1 cells changed, 0 conflicts")
    assert rich.read_text() == RICH.replace("title: Calm tills", "title: Tills of our own", 1)
