"""Exports of Jira: two headings that were seen, what Excel makes of them, wiki markup, links, comments."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cxsite.exchange.prose import as_markdown
from cxsite.exchange.wiki import wiki_as_markdown
from cxsite.model.finding import CxsiteError
from tests.exchange.conftest import Reads

Sample = Callable[[str], bytes]


def test_the_sample(reads: Reads, sample: Sample) -> None:
    export = reads("jira", sample("jira-cloud-all-fields.csv"))
    label, contracts = export.items
    assert label.key == "CX-12" and contracts.key == "CX-14"
    assert label.values == {
        "title": "Print your own return label",
        "body": "## Goal\n\nCustomers call us only to get a label.\n\n"
        "- Two minutes, at any hour\n- [Survey](https://wiki.example.com/x)",
        "tags": ["after-sale", "self-service"],
        "status": "in-progress",
        "start": "2026-01-04",
        "end": "2026-06-25",
    }
    assert label.needs == ("CX-14",), "what blocks it says so from its own side"
    assert label.remark.split("\n") == [
        "From Jira:",
        "Priority: Medium",
        "Fix versions: 2026.2",
        "Sprint: CX Sprint 4",
        "Custom field (Story Points): 13.0",
    ]
    assert contracts.values == {"title": "Carrier contracts for returns", "status": "planned"}
    assert sum(export.left_out.values()) == 1 and "Story" in next(iter(export.left_out))
    assert {"Assignee", "Reporter", "Creator", "Watchers", "Project lead"} <= set(export.people)


def test_comments_come_on_request_and_name_nobody(reads: Reads, sample: Sample) -> None:
    data = sample("jira-cloud-all-fields.csv")
    assert reads("jira", data).items[0].comments == ()
    assert reads("jira", data, comments=True).items[0].comments == (
        {"date": "2026-03-05", "text": "pilot is live"},
        {"date": "2026-03-20", "text": "Second carrier fails at peak, contract value EUR 80,000"},
    )


AFTER_EXCEL = """\
sep=;
Issue Type;Issue key;Issue id;Summary;Status;Resolution;Resolved;Due date;Labels;Labels;Labels;Epic Name;Assignee
Epic;HR-1;1;Onboarding by phone;Fertig;Done;6/21/2025 16:14;6/30/2025 0:00;a;;b;;Jo
Epic;HR-2;2;Second counter;Closed;Won't Do;6/2/2025 9:00;;;;;;;;;beyond
;;;;;;
Epic;HR-3;3;;In Progress;;;;;;;;
Epic;HR-4;4;Doors;Blocked;;
"""


def test_an_older_one_after_excel(reads: Reads) -> None:
    export = reads("jira", AFTER_EXCEL)
    assert [(one.key, one.values["status"]) for one in export.items] == [
        ("HR-1", "shipped"),
        ("HR-2", "dropped"),
        ("HR-4", "paused"),
    ]
    first, second, _ = export.items
    assert first.values["shipped"] == "2025-06-21" and first.values["end"] == "2025-06-30"
    assert first.values["tags"] == ["a", "b"]
    assert "Beyond the last column: beyond" in second.remark and "Completed: 2025-06-02" in second.remark
    assert export.left_out == {"without a title": 1}


STORIES = """\
Summary,Issue key,Issue Type,Status,Status Category,Due date,Parent key,Description,Security Level
Faster tills,S-1,Story,Backlog,To Do,2026-05-01,,"{code}x = 1{code} ask [~accountid:1] or a.b@example.org
!shot.png|width=200!
/// internal
<script>alert(1)</script>[x|javascript:alert(1)]",Secret
Second till,S-2,Sub-task,Done,Done,,S-1,,
"""


def test_without_epics_what_stands_at_the_top(reads: Reads) -> None:
    export = reads("jira", STORIES)
    (one,) = export.items
    assert one.key == "S-1" and one.values["status"] == "idea" and one.confidential
    assert "Confidential in Jira: yes" in one.remark
    body = one.values["body"]
    assert body.startswith("```\nx = 1\n```\n")
    assert not any(
        word in body for word in ("accountid", "example.org", "shot.png", "<script", "](javascript:", "\n/// internal")
    )


def test_a_map_chooses_types_and_words(reads: Reads) -> None:
    said = "only: {Issue Type: [Story, Sub-task]}\nstatus: {Backlog: planned}\nurl: 'https://jira.example.com/browse/{key}'"
    first, second = reads("jira", STORIES, said).items
    assert first.values["status"] == "planned" and second.values["status"] == "shipped"
    assert first.values["links"] == [{"title": "Jira S-1", "url": "https://jira.example.com/browse/S-1"}]
    assert "Part of: Faster tills" in second.remark


def test_one_key_for_two_entries_is_refused(reads: Reads) -> None:
    with pytest.raises(
        CxsiteError, match="`S-1` in the column `Issue key` names two different entries, in lines 2 and 7"
    ):
        reads("jira", STORIES + "Something else,S-1,Story,Done,Done,,,,\n")
    again = STORIES + STORIES.split("\n")[-2] + "\n"
    assert reads("jira", again).left_out["there twice, word for word"] == 1


WIKI = """\
h2. Goal & *scope*
Customers *call* us _only_ for {{a_label}}, -not- +ever+ x^2^ {color:red}red{color}
* Two minutes
** nested [Survey|https://wiki.example.com/x_y_z|smart-link]
# one
# two
||A||B||
|1|[x|https://a.example/b]|
bq. said
{quote}so
it is{quote}
{code:title=a.py|language=python}*x* = 1{code}
{panel:title=Note}inside{panel}
----
a well-known thing, snake_case_name, 2 * 3 * 4, [plain] !shot.png|width=200! [^file.pdf]
first \\\\ second"""
MARKDOWN = """\
## Goal & **scope**

Customers **call** us _only_ for `a_label`, ~~not~~ ever x2 red

- Two minutes
  - nested [Survey](https://wiki.example.com/x_y_z)
1. one
1. two

| A | B |
| --- | --- |
| 1 | [x](https://a.example/b) |

> said

> so
> it is

```
*x* = 1
```

**Note**
inside

---

a well-known thing, snake_case_name, 2 * 3 * 4, [plain]
first
second"""


def test_wiki_markup_is_markdown_then() -> None:
    made = as_markdown(WIKI, "wiki")
    assert [line.rstrip() for line in made.split("\n")] == MARKDOWN.split("\n")


def test_wiki_markup_takes_no_time() -> None:
    begun = time.process_time()
    for text in (
        "*a" * 20_000,
        "{quote}" * 5_000,
        "[x|" * 10_000,
        "!a" * 10_000,
        "plain words of a line " * 5_000,
        "*a " * 20_000,
    ):
        wiki_as_markdown(text)
    assert time.process_time() - begun < 5
