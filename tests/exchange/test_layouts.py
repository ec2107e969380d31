# ruff: noqa: E501 - rows of exports are as long as they are
"""Exports of other tools than Jira: a sample each, and variants that were never seen but may come."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cxsite.exchange.incoming import Export
from cxsite.exchange.layouts.registry import LAYOUTS
from cxsite.model.finding import CxsiteError
from tests.exchange.conftest import SAMPLES, Reads

Sample = Callable[[str], bytes]


def short(export: Export) -> dict[str, tuple[Any, ...]]:
    """Each item's title with its status and times."""
    return {
        one.title: tuple(one.values.get(name) for name in ("status", "start", "end", "shipped")) for one in export.items
    }


LABEL = "Print your own return label"


def test_trello(reads: Reads, sample: Sample) -> None:
    data = sample("trello-board.json")
    export = reads("trello", data, comments=True)
    assert short(export) == {LABEL: ("in-progress", "2026-01-04", "2026-06-25", None)}
    (one,) = export.items
    assert one.values["milestones"] == [
        {"title": "Pilot in two countries", "date": "2026-03-01", "done": "true"},
        {"title": "All countries"},
    ]
    assert one.comments == ({"date": "2026-03-04", "text": "The pilot is live"},)
    assert one.values["body"].endswith("---\nBudget: 80.000 €") and "Person One" not in repr(export.items)
    assert export.left_out == {"archived; `--archived` takes them": 1}
    assert short(reads("trello", data, archived=True))["Fax channel"] == ("shipped", None, None, None)


BOARD = {
    "lists": [
        {"id": "a", "name": "✅ Done"},
        {"id": "b", "name": "Ideas", "closed": True},
        {"id": "c", "name": "Up next / soon"},
    ],
    "cards": [
        {"id": "1", "name": "Till two", "idList": "c", "dueComplete": True, "due": "2026-02-01T09:00:00.000Z"},
        {"id": "2", "name": "In a closed list", "idList": "b"},
        {"id": "3", "name": "A template", "idList": "c", "isTemplate": True},
        {"id": "4", "name": "Calm", "idList": "c", "labels": [{"name": "Internal", "color": "red"}, {"color": "sky"}]},
        {
            "id": "5",
            "name": "Own fields",
            "idList": "a",
            "desc": "Ask @somebody or a@example.org. ![](https://example.org/x.png)",
            "customFieldItems": [
                {"idCustomField": "f", "idValue": "o"},
                {"idCustomField": "g", "value": {"number": "3"}},
            ],
        },
    ],
    "customFields": [
        {"id": "f", "name": "Region", "options": [{"id": "o", "value": {"text": "North"}}]},
        {"id": "g", "name": "Size"},
    ],
}


def test_trello_of_another_board(reads: Reads) -> None:
    export = reads("trello", json.dumps(BOARD))
    assert short(export) == {
        "Till two": ("shipped", None, "2026-02-01", None),
        "Calm": ("planned", None, None, None),
        "Own fields": ("shipped", None, None, None),
    }
    calm, own = export.items[1:]
    assert calm.confidential and calm.values["tags"] == ["Internal"] and "Label colours: sky" in calm.remark
    assert own.values["body"] == "Ask or." and "Region: North\nSize: 3" in own.remark


def test_trello_as_csv(reads: Reads) -> None:
    text = (
        "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Board Name,Archived\n"
        'x1,Label,https://trello.com/c/x1,,"Self-service (green), Urgent (red)",Jo,2026-06-25,l,Doing,CX,false\n'
        "x2,Old,https://trello.com/c/x2,,,,,l,Doing,CX,true\n"
    )
    export = reads("trello", text)
    assert short(export) == {"Label": ("in-progress", None, "2026-06-25", None)}
    assert export.items[0].values["tags"] == ["Self-service", "Urgent"] and export.people == ("Members",)


def test_asana(reads: Reads, sample: Sample) -> None:
    export = reads("asana", sample("asana.csv"))
    assert short(export) == {
        LABEL: ("in-progress", "2026-01-04", "2026-06-25", None),
        "Carrier contracts for returns": ("planned", None, None, None),
    }
    assert export.items[0].needs == ("1201234567890003",) and export.left_out == {"a part of another entry": 1}
    assert "example.org" not in repr(export.items)


def test_asana_through_a_spreadsheet(reads: Reads) -> None:
    text = (
        ",,,,,,,,\n,,,,,,,,\nCX roadmap,,,,,,,,\n"
        "Task ID,Created At,Completed At,Name,Section/Column,Due Date,Brand Name ,Parent task,Blocking (Dependencies)\n"
        "1.21143E+15,22/9/2025,,Label,Doing,25/6/2026,Blue,,\n"
        '1.21143E+15,22/9/2025,13/3/2026,"Contracts, all of them",Doing,1/4/2026,,,Label\n'
        "1.21143E+15,22/9/2025,,Part,Doing,,,Label,\n"
    )
    export = reads("asana", text)
    assert short(export) == {
        "Label": ("in-progress", None, "2026-06-25", None),
        "Contracts, all of them": ("shipped", None, "2026-04-01", "2026-03-13"),
    }
    assert export.items[0].needs == ("Contracts, all of them",) and "Brand Name: Blue" in export.items[0].remark
    assert any("titles name the entries" in line for line in export.told)


def test_asana_with_sections_of_its_own(reads: Reads) -> None:
    text = "Task ID,Name,Section/Column,Blocked By (Dependencies)\n1,A,Quarter goals,B\n2,B,Untitled,A\n"
    export = reads("asana", text, "status: {Quarter goals: planned, Untitled: idea}")
    assert [(one.values["status"], one.needs) for one in export.items] == [("planned", ("2",)), ("idea", ("1",))]


def test_github(reads: Reads, sample: Sample) -> None:
    export = reads("github", sample("gh-project.json"))
    assert short(export) == {
        LABEL: ("in-progress", None, "2026-06-25", None),
        "Fax channel": ("dropped", None, None, None),
    }
    first, draft = export.items
    assert first.key == "https://github.com/example/cx/issues/12" and draft.key.startswith("PVTI_")
    assert "Milestone: 2026-Q2\nsprint: Sprint 4\nstory Points: 5" in first.remark


def test_github_with_dates_parents_and_a_limit(reads: Reads) -> None:
    issue: dict[str, Any] = {"title": "Till two", "status": "In Progress", "id": "i1", "start date": "2026-02-01"}
    issue |= {
        "target Date": "2026-05-01",
        "content": {"type": "Issue", "title": "Till two", "url": "https://x.example/1"},
    }
    part = {
        "title": "Part",
        "status": "Todo",
        "id": "i2",
        "parent issue": {"title": "Till two", "url": "https://x.example/1"},
    }
    pull = {
        "title": "Fix",
        "status": "Done",
        "id": "i3",
        "content": {"type": "PullRequest", "url": "https://x.example/3"},
    }
    items = {"items": [issue, part, pull], "totalCount": 3}
    export = reads("github", json.dumps(items))
    assert short(export) == {"Till two": ("in-progress", "2026-02-01", "2026-05-01", None)}
    assert export.left_out == {"PullRequest: no part of a roadmap": 1, "a part of another entry": 1}
    with pytest.raises(CxsiteError, match=r"it has 3 of 57 entries, .* `--limit 57`"):
        reads("github", json.dumps(items | {"totalCount": 57}))


def test_github_as_a_view(reads: Reads) -> None:
    text = "Title\tURL\tAssignees\tStatus\tLabels\tTarget date\nTill two\thttps://x.example/1\tjo\t\U0001f6a7 Now\ta, b\tMay 1, 2026\n"
    export = reads("github", text)
    assert short(export) == {"Till two": ("in-progress", None, "2026-05-01", None)}
    assert export.items[0].values["tags"] == ["a", "b"] and export.people == ("Assignees",)


LINEAR = (
    "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,"
    "Cycle Start,Cycle End,Created,Updated,Started,Triaged,Completed,Canceled,Archived,Due Date,Parent issue,Initiatives,"
    "Project Milestone ID,Project Milestone,SLA Status,UUID,Time in status (minutes),Related to,Blocked by,Duplicate of"
)


def linear(**cells: str) -> str:
    return ",".join(f'"{cells.get(name.replace(" ", "_"), "")}"' for name in LINEAR.split(","))


def test_linear(reads: Reads) -> None:
    rows = [
        linear(ID="CX-1", Title="Label", Status="In Review", Labels="a, b", Started="2026-01-04T08:00:00.000Z",
               Creator="a@example.org", Description="Ask **us** [x](relative/y)", Priority="No priority", Blocked_by="CX-2"),
        linear(ID="CX-2", Title="Contracts", Status="Done", Completed="2026-03-01T08:00:00.000Z", Due_Date="2026-02-28"),
        linear(ID="CX-3", Title="Part", Status="Todo", Parent_issue="CX-1"),
        linear(ID="CX-4", Title="Old", Status="Backlog", Archived="2026-01-01T00:00:00Z"),
        linear(ID="CX-5", Title="No", Status="Canceled"),
    ]  # fmt: skip
    export = reads("linear", "\n".join([LINEAR, *rows]))
    assert short(export) == {
        "Label": ("in-progress", "2026-01-04", None, None),
        "Contracts": ("shipped", None, "2026-02-28", "2026-03-01"),
        "No": ("dropped", None, None, None),
    }
    label = export.items[0]
    assert label.needs == ("CX-2",) and label.values["body"] == "Ask **us** x" and label.values["tags"] == ["a", "b"]
    assert sum(export.left_out.values()) == 2 and "example.org" not in repr(export.items)


def test_linear_of_an_older_shape_with_short_rows(reads: Reads) -> None:
    head = "ID,Team,Title,Description,Status,Priority,Created,Due Date,Parent issue,SLA Status,Roadmaps"
    export = reads(
        "linear", f'{head}\nA-1,CX,Short,,Triage\nA-2,CX,Other,"two\nlines",Backlog,High,,2026-05-01,,,2026,more\n'
    )
    assert short(export) == {"Short": ("idea", None, None, None), "Other": ("idea", None, "2026-05-01", None)}
    assert "Roadmaps: 2026" in export.items[1].remark and "Beyond the last column: more" in export.items[1].remark


AZURE = """\
https://dev.azure.com/example
ID,Work Item Type,Title,Assigned To,State,Tags,Area Path,Description,Target Date,Parent
"7","Epic","Label","Jo Doe <jo@example.org>","Active","a; b","CX\\Returns","<div>Ask <b>us</b><ul><li>x</li></ul></div>","6/25/2026 12:00:00 AM",""
"8","User Story","Part","","New","","CX","","","7"
"9","Feature","Contracts","","Removed","","CX","","","7"
"""


def test_azure_devops(reads: Reads) -> None:
    export = reads("azure-devops", AZURE)
    assert short(export) == {
        "Label": ("in-progress", None, "2026-06-25", None),
        "Contracts": ("dropped", None, None, None),
    }
    label, contracts = export.items
    assert label.values["body"] == "Ask **us**\n\n- x" and label.values["tags"] == ["a", "b"]
    assert "Area Path: CX\\Returns" in label.remark and "Part of: Label" in contracts.remark
    assert export.people == ("Assigned To",) and "Jo Doe" not in repr(export.items)


def test_azure_devops_of_a_tree_and_with_semicolons(reads: Reads) -> None:
    text = "ID;Work Item Type;Title 1;Title 2;Title 3;State\n1;Epic;Label;;;Done\n2;Feature;;Pilot;;Resolved\n3;Task;;;Part;New\n"
    export = reads("azure-devops", text)
    assert short(export) == {"Label": ("shipped",) + (None,) * 3, "Pilot": ("shipped",) + (None,) * 3}
    assert "Part of: Label" in export.items[1].remark


GITLAB = (
    "Issue ID,URL,Title,State,Description,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,"
    "Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent\n"
)


def test_gitlab(reads: Reads) -> None:
    rows = (
        '5,https://gitlab.example.org/cx/-/issues/5,Label,Open,"Ask @jo, see #4",Jo,jo,,,Yes,No,2026-06-25,2026-01-01 10:00,,,'
        '2026.2,3,"a,b",0,0\n'
        "6,https://gitlab.example.org/cx/-/issues/6,Fax,Closed,,Jo,jo,,,No,No,,2026-01-01 10:00,,2026-03-01 10:00,,,,0,0\n"
    )
    export = reads("gitlab", GITLAB + rows)
    assert short(export) == {
        "Label": ("planned", None, "2026-06-25", None),
        "Fax": ("shipped", None, None, "2026-03-01"),
    }
    label, fax = export.items
    assert label.confidential and not fax.confidential and label.values["body"] == "Ask, see #4"
    assert label.values["links"][0]["url"] == "https://gitlab.example.org/cx/-/issues/5"


def test_gitlab_of_a_group_and_of_an_older_one(reads: Reads) -> None:
    older = GITLAB.replace("Locked,", "").replace("Weight,", "")
    rows = "5,https://x.example/a/5,One,Open" + "," * 14 + "\n5,https://x.example/b/5,Two,Open" + "," * 14 + "\n"
    export = reads("gitlab", older + rows)
    assert [one.title for one in export.items] == ["One", "Two"], "a number is one of its project only"
    assert short(reads("gitlab", (older + rows).replace(",", ";"))) == short(export)


def test_aha(reads: Reads, sample: Sample) -> None:
    export = reads("aha", sample("aha-features.csv"))
    assert short(export) == {
        LABEL: ("in-progress", "2026-01-04", "2026-06-25", None),
        "Fax channel": ("dropped", None, None, None),
    }
    assert export.items[0].values["body"] == "Customers call us only to get a label."
    assert "Epic name: Returns\n" in export.items[0].remark and export.people == ("Feature assigned to",)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            "Epic reference #,Epic name,Epic status,Epic start date,Epic due date,Workspace name",
            "E-1,Label,Shipped,1/13/2026,,CX",
        ),
        (
            "Release name,Activity reference #,Activity name,Activity status,Activity start date",
            "R1,A-1,Label,Shipped,13/01/2026",
        ),
    ],
)
def test_aha_with_other_records(reads: Reads, head: str, row: str) -> None:
    assert short(reads("aha", f"{head}\n{row}\n")) == {"Label": ("shipped", "2026-01-13", None, None)}


def test_roadmunk(reads: Reads, sample: Sample) -> None:
    export = reads("roadmunk", sample("roadmunk.csv"))
    assert short(export) == {
        LABEL: ("planned", "2026-01-04", "2026-06-25", None),
        "Fax channel": ("dropped", None, None, None),
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Items;Description;Start Date;End Date;Bucket\nA;;;;soon\nB;;;;future\n", ["planned", "idea"]),
        ("Item,Items,Bucket,Status\n,A,,In Progress\n,B,never,\n", ["in-progress", "dropped"]),
    ],
)
def test_roadmunk_with_buckets(reads: Reads, text: str, status: list[str]) -> None:
    assert [one.values["status"] for one in reads("roadmunk", text).items] == status


@pytest.mark.parametrize(
    ("layout", "name", "said"),
    [
        ("jira", "asana.csv", "this is no export of Jira but one of Asana: `cxsite import asana` reads it"),
        ("linear", "aha-features.csv", "one of Aha!: `cxsite import aha`"),
        ("asana", "roadmunk.csv", "one of Roadmunk"),
        ("trello", "gh-project.json", "no board of Trello, which has `lists` and `cards`"),
        ("github", "trello-board.json", "no list of a project"),
        ("gitlab", "trello-board.json", "it is JSON, and no table"),
    ],
)
def test_an_export_of_another_tool_is_known(reads: Reads, sample: Sample, layout: str, name: str, said: str) -> None:
    with pytest.raises(CxsiteError) as refusal:
        reads(layout, sample(name))
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("layout", "text", "said"),
    [
        ("trello", "{", "can't be read as JSON, line 1"),
        ("trello", "[1]", "which is an object with names"),
        ("trello", '{"a":' * 100_000, "nests deeper"),
        ("github", '{"items": 3}', "no list of a project"),
        ("trello", '{"lists": [], "cards": [7, null]}', "there are no entries"),
    ],
    ids=range(5),
)
def test_json_that_is_none(reads: Reads, layout: str, text: str, said: str) -> None:
    with pytest.raises(CxsiteError) as refusal:
        reads(layout, text)
    assert said in str(refusal.value)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_cut_off_or_of_another_shape_is_answered(reads: Reads, sample: Sample, layout: str) -> None:
    """Nothing but `CxsiteError` comes out, wherever a file ends and whichever program wrote it."""
    odd = [b'{"lists": [3], "cards": [{"id": [], "name": {}, "idList": {}, "labels": 3, "due": [1]}]}']
    odd += [b'{"items": [{"content": 3, "title": [1], "labels": {"a": 1}, "milestone": "x"}], "totalCount": "9"}']
    for path in sorted(SAMPLES.iterdir()):
        data = path.read_bytes()
        odd += [data[: len(data) * part // 7] for part in range(1, 8)] + [data.replace(b",", b'"', 3)]
    refused = []
    for data in odd:
        try:
            reads(layout, data)
        except CxsiteError as error:
            refused.append(str(error))
    assert refused and [said for said in refused if not said or "\n" in said] == []
