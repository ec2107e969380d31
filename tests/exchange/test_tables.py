"""Tables by hand, and files that are none: maps, days, numbers, encodings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cxsite.exchange.decoding import MAX_BYTES
from cxsite.exchange.incoming import NeedsMap
from cxsite.model.finding import CxsiteError
from tests.exchange.conftest import Reads

Sample = Callable[[str], bytes]
MAP = """\
fields: {Maßnahme: title, Status: status, Beginn: start, Ende: end, Kosten: cost, Verantwortlich: owner}
owners: {Kundenservice: care}
"""


def test_the_sample_with_the_map_that_is_printed(reads: Reads, sample: Sample) -> None:
    data = sample("excel-german.csv")
    with pytest.raises(NeedsMap) as needed:
        reads("csv", data)
    assert "  Kosten: cost" in needed.value.proposed and "  verworfen: dropped" in needed.value.proposed
    export = reads("csv", data, needed.value.proposed)
    first, second = export.items
    assert first.values == {
        "title": "Rücksendeetikett selbst drucken",
        "status": "in-progress",
        "start": "2026-01-04",
        "end": "2026-Q2",
        "cost": "80000.00",
    }
    assert second.values == {"title": "Fax-Kanal", "status": "dropped"}
    assert "Bemerkung: nur intern: Vertrag läuft aus" in first.remark
    assert export.people == ("Verantwortlich",) and "Kundenservice" not in first.remark


def test_a_map_may_read_teams_and_never_levels(reads: Reads, sample: Sample) -> None:
    export = reads("csv", sample("excel-german.csv"), MAP)
    assert export.items[0].values["owner"] == "care"
    with pytest.raises(CxsiteError, match="no column can fill `visibility`: imported items are internal"):
        reads("csv", sample("excel-german.csv"), "fields: {'Öffentlich?': visibility}")


CLICKUP = """\
Task ID, Task Name,Status,Due Date,Start Date,Tags,Assignees,Points (number)
abc1,Label at home,in review,1767225600000,1764547200000,"[a,b]",[Jo],3
abc2,Fax channel,,,,,,
"""
MONDAY = """\
CX board,,,
,,,
Name,Person,Status,Date
Next quarter,,,
Label at home,Jo Doe,Working on it,2026-05-02
Fax,Jo Doe,Stuck,2026-05-13
"""


def test_other_tools_through_a_map(reads: Reads) -> None:
    said = "id: Task ID\nfields: {Task Name: title, Status: status, Due Date: end, Start Date: start, Tags: tags}"
    label, fax = reads("csv", CLICKUP, said).items
    assert (label.key, label.values["end"], label.values["start"]) == ("abc1", "2026-01-01", "2025-12-01")
    assert label.values["status"] == "in-progress" and fax.values["status"] == "idea"
    export = reads("csv", MONDAY, "fields: {Name: title, Status: status, Date: end}\nonly: {Person: [Jo Doe]}")
    assert [(one.title, one.values["status"]) for one in export.items] == [
        ("Label at home", "in-progress"),
        ("Fax", "paused"),
    ]
    assert export.people == ("Person",)


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["03/04/2026", "25/04/2026"], ["2026-04-03", "2026-04-25"]),
        (["03/04/2026", "04/25/2026"], ["2026-03-04", "2026-04-25"]),
        (["3.4.2026"], ["2026-04-03"]),
        (["05/05/2026"], ["2026-05-05"]),
        (["46115", "Q2 2026"], ["2026-04-03", "2026-Q2"]),
        (["15/Feb/26 4:16 PM"], ["2026-02-15"]),
        (["2026-06-25T12:00:00.000Z"], ["2026-06-25"]),
    ],
)
def test_days_are_read_from_the_whole_column(reads: Reads, days: list[str], read: list[str]) -> None:
    rows = "".join(f"T{number},{day}\n" for number, day in enumerate(days))
    export = reads("csv", f"Name,Due\n{rows}", "fields: {Name: title, Due: end}")
    assert [one.values["end"] for one in export.items] == read


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["03/04/2026", "05/06/2026"], r"`03/04/2026` in the column `Due` can be 2026-04-03 or 2026-03-04"),
        (["25/04/2026", "04/25/2026"], r"has days in different orders \(`25/04/2026`, `04/25/2026`\)"),
    ],
)
def test_days_that_can_be_read_in_two_ways_are_refused(reads: Reads, days: list[str], said: str) -> None:
    rows = "".join(f"T{number},{day}\n" for number, day in enumerate(days))
    with pytest.raises(CxsiteError, match=said):
        reads("csv", f"Name,Due\n{rows}", "fields: {Name: title, Due: end}")
    dated = "fields: {Name: title, Due: end}\ndates: {Due: '%d/%m/%Y'}"
    first = reads("csv", f"Name,Due\n{rows}", dated).items[0]
    assert first.values["end"] == f"2026-04-{days[0][:2]}"


def test_what_no_field_can_hold_is_in_the_note(reads: Reads) -> None:
    export = reads(
        "csv", 'Name,Due,Cost\nA,soon,many\nB,2026-05,"1,5"\n', "fields: {Name: title, Due: end, Cost: cost}"
    )
    first, second = export.items
    assert "end" not in first.values and "Due: soon" in first.remark and "Cost: many" in first.remark
    assert second.values["cost"] == "1.5" and len(export.told) == 2


def test_an_end_before_its_beginning_and_a_day_to_come_do_not_pass(reads: Reads) -> None:
    said = "fields: {Name: title, From: start, To: end, Done: shipped, State: status}"
    rows = "A,2026-05-02,2026-04-02,,planned\nB,,,2026-12-24,done\n"
    first, second = reads("csv", f"Name,From,To,Done,State\n{rows}", said).items
    assert first.values["end"] == "2026-04-02" and "Start: 2026-05-02" in first.remark and "start" not in first.values
    assert "shipped" not in second.values and "Completed: 2026-12-24" in second.remark


def test_formulas_are_texts(reads: Reads) -> None:
    export = reads(
        "csv", 'Name,Text\n"=HYPERLINK(""http://x.example"",""x"")",=1+1\n', "fields: {Name: title, Text: body}"
    )
    assert export.items[0].title.startswith("=HYPERLINK") and export.items[0].values["body"] == "=1+1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"  \n\n", "it is empty"),
        (b"PK\x03\x04rest", "it is an Excel workbook"),
        (b"Summary,Issue key\n", "there are no entries in it"),
        (b"Task ID,Name,Section/Column\n1,A,Next\n", "this is no export of Jira"),
        (b"Titel,Nummer\nA,1\n", "there are `Titel`, `Nummer`. If it is one with other names, say in a map"),
        (b"\x00\x01\x02", "bytes that no text has"),
        (b"Summary,Issue key\n\x81\xff,1\n", "no text that can be read"),
        (b"x" * (MAX_BYTES + 1), "it is larger than 50 MB"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value[:20],
)
def test_files_that_are_none(reads: Reads, data: bytes, said: str) -> None:
    with pytest.raises(CxsiteError) as refusal:
        reads("jira", data)
    assert said in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(reads: Reads, encoding: str) -> None:
    data = "Summary,Issue key\nÄpfel – süß,A-1\n".encode(encoding)
    assert reads("jira", data).items[0].title == "Äpfel – süß"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("fields: {Name: titel}", "a field `titel`, which no initiative has; did you mean `title`?"),
        ("fields: {Nmae: title}", "a column `nmae`, which the file has not; did you mean `Name`?"),
        ("fields: {Name: milestones}", "no column can fill `milestones`"),
        ("fileds: {}", "the map can't say `fileds`; did you mean `fields`?"),
        ("status: {Now: running}", "a status `running`"),
        ("kind: epic", "a kind `epic`"),
        ("url: https://example.org", "has no `{key}`"),
        ("- a", "the map is empty"),
        ("a: [", "the map can't be read, line"),
    ],
)
def test_maps_that_say_nothing(reads: Reads, said: str, answer: str) -> None:
    with pytest.raises(CxsiteError) as refusal:
        reads("csv", "Name,Status\nA,Now\n", said)
    assert answer in str(refusal.value)


def test_words_that_no_map_knows_are_listed(reads: Reads) -> None:
    with pytest.raises(NeedsMap, match=r"`Phase 7 gate` \(2\)") as needed:
        reads("jira", "Summary,Issue key,Status\nA,1,Phase 7 gate\nB,2,Phase 7 gate\nC,3,Done\n")
    assert "  Phase 7 gate:\n" in needed.value.proposed and "  Done: shipped" in needed.value.proposed
