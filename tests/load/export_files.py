"""Files in the layouts of other programs: their headings as these write them, rows that were made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

SCORES = ["9", "10", "7", "6", "8", "9", "10", "3", "9", "8", "", "10", "9", "5", "10", "9", "7", "8", "9", "10"]
NPS = [("2026-01-29", 100 / 3, 9), ("2026-02-28", 400 / 9, 9), ("2026-03-03", 100.0, 1)]
"""What the scores come to by month, one every third day from 5 January."""
MOMENTS = [dt.datetime(2026, 1, 5, 9, 13, 44) + dt.timedelta(days=3 * n, minutes=17 * n) for n in range(len(SCORES))]
_OWN_WORDS = '"Somebody said this, and more"'


def _delighted() -> str:
    rows = (f",,{s},{_OWN_WORDS},NPS,{t} UTC,{n},x" for n, (s, t) in enumerate(zip(SCORES, MOMENTS, strict=True)))
    return _table("Person,Email,Score,Comment,Survey Type,Response Date (UTC),Response ID,Permalink", rows)


def _typeform() -> str:
    head = (
        "#,How likely are you to recommend us?,Why?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),"
    )
    rows = (f"odw,{s},{_OWN_WORDS},completed,{t},,{t},653e," for s, t in zip(SCORES, MOMENTS, strict=True))
    return _table(head + "Network ID,Tags", rows)


def _medallia() -> str:
    rows = (f"1,{t:%Y-%m-%d},Store 12,{s},5,{_OWN_WORDS},1.2" for s, t in zip(SCORES, MOMENTS, strict=True))
    return _table("surveyid,responsedate,unit,ltr,osat,comment,weight", rows)


def _qualtrics() -> str:
    head = "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,Q1_NPS_GROUP,Q1,Q2"
    labels = 'Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,"Recommend us, 0-10 - Group",'
    codes = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in head.split(","))
    good = [f"{t},{t},IP Address,True,{t},R_1,Group,{s},{_OWN_WORDS}" for s, t in zip(SCORES, MOMENTS, strict=True)]
    test = f"{MOMENTS[0]},{MOMENTS[0]},Survey Preview,True,{MOMENTS[0]},R_2,Detractor,0,"
    broken = f"{MOMENTS[0]},{MOMENTS[0]},IP Address,False,{MOMENTS[0]},R_3,,0,"
    return _table(head, [f'{labels}"Recommend us, 0-10",Why?', codes, *good, test, broken])


def _surveymonkey() -> str:
    head = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,"
    head += "How likely is it that you would recommend us to a friend?,,What do you value?,,What should change?"
    rows = (
        f"114,4210,{t:%m/%d/%Y %I:%M:%S %p},{t:%m/%d/%Y %I:%M:%S %p},,,{s},,Price,,{_OWN_WORDS}"
        for s, t in zip(SCORES, MOMENTS, strict=True)
    )
    return _table(head, [",,,,,,Response,Other (please specify),Price,Quality,Open-Ended Response", *rows])


def _google_forms() -> str:
    rows = (f"{t:%m/%d/%Y %H:%M:%S},{1 + n % 5},{_OWN_WORDS}" for n, t in enumerate(MOMENTS))
    return _table("Timestamp,How satisfied are you with our help?,Anything else?", rows)


def _zendesk() -> str:
    head = "Summation column,Id,Requester,Subject,Ticket type,Created at,Solved at,Satisfaction Score,"
    words = ("Bad", "Offered", "Good", "Not Offered")
    rows = (
        f"1,{n},,{_OWN_WORDS},Ticket,{t:%Y-%m-%d %H:%M},{t:%Y-%m-%d %H:%M},{words[n % 4]},{400 + n}"
        for n, t in enumerate(MOMENTS)
    )
    return _table(head + "Full resolution time in minutes", rows)


def _freshdesk() -> str:
    head = "Ticket ID,Subject,Status,Created time,Resolved time,Resolution time (in hrs),Tags,Survey results"
    states = ("Resolved", "Closed", "Open")
    rows = (
        f"{n},{_OWN_WORDS},{states[n % 3]},{t},{t if n % 3 < 2 else ''},{f'{20 + n}:30:00' if n % 3 < 2 else ''},,"
        for n, t in enumerate(MOMENTS)
    )
    return _table(head, rows)


def _bitrix24() -> str:
    rows = (f"{n};{t:%d.%m.%Y %H:%M:%S};{s};{_OWN_WORDS}" for n, (s, t) in enumerate(zip(SCORES, MOMENTS, strict=True)))
    return _table("ID;Created;Rating;Comment", rows)


def _plain(separator: str = ",", blank: str = "", first: str = "", label: Callable[[str], str] = str) -> str:
    rows = (f"{t:%Y-%m-%d}{separator}{label(s) if s else blank}" for s, t in zip(SCORES, MOMENTS, strict=True))
    return first + _table(f"date{separator}score", rows)


def _labelled(score: str) -> str:
    return {"9": "9 - Very likely", "10": "10 (Extremely likely)"}.get(score, score)


def _table(head: str, rows: object) -> str:
    assert hasattr(rows, "__iter__")
    return "\n".join([head, *rows]) + "\n"


FILES: Mapping[str, bytes] = {
    "delighted": _delighted().encode(),
    "typeform": _typeform().encode(),
    "medallia": _medallia().encode(),
    "qualtrics": _qualtrics().encode(),
    "surveymonkey": _surveymonkey().encode(),
    "google-forms": _google_forms().encode(),
    "zendesk": _zendesk().encode(),
    "freshdesk": _freshdesk().encode("utf-8-sig"),
    "bitrix24": _bitrix24().encode(),
    "tab": _plain("\t").encode(),
    "utf16": _plain("\t").encode("utf-16"),
    "titled": _plain(first="Survey export 2026-03-31\n\n").encode(),
    "labels": _plain(label=_labelled).encode(),
    "na": _plain(blank="-").encode(),
}
