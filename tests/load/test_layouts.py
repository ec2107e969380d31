"""Exports in many layouts: other orders, languages, separators, spellings of days and answers. Nothing but the settings
that the check proposes is written into the KPI, letter by letter, until the file is read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest

from cxsite.load.csv.labels import numbers_of
from tests.load.export_files import MOMENTS, NPS, SCORES

HEAD = "title: K\ndirection: up\nfrequency: month\nmeasurements: k.csv\n"
WORDS = 'Somebody said this,\nand "more"; really'
STARS = [1 + n % 5 for n in range(len(SCORES))]
MONTHS = ["Januar", "Februar", "März"]
Row = Callable[[dt.datetime, str], Sequence[str]]


def _table(
    head: str, rows: Iterable[Sequence[str]], separator: str = ",", encoding: str = "utf-8", above: str = ""
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(head.split("|"))
    writer.writerows(rows)
    return (above + out.getvalue()).encode(encoding)


def _nps(head: str, row: Row, **how: str) -> bytes:
    return _table(head, (row(moment, score) for moment, score in zip(MOMENTS, SCORES, strict=True)), **how)


def _five(head: str, row: Callable[[dt.datetime, int], Sequence[str]], **how: str) -> bytes:
    return _table(head, [row(t, s) for t, s in zip(MOMENTS, STARS, strict=True) for _ in range(2)], **how)


def _stamp(moment: dt.datetime) -> str:
    """5.1.2026 9:13, as a German spreadsheet has it."""
    return f"{moment.day}. {MONTHS[moment.month - 1]} {moment.year}"


OF_NPS: Mapping[str, bytes] = {
    "SurveyMonkey in German": _nps(
        "Befragten-ID|Collector-ID|Startdatum|Enddatum|Wie wahrscheinlich ist es?|Warum?|",
        lambda t, s: ["114", "42", f"{t:%d.%m.%Y %H:%M:%S}", f"{t:%d.%m.%Y %H:%M:%S}", s, WORDS, ""],
        separator=";",
        encoding="utf-8-sig",
    ),
    "SurveyMonkey, group before score": _table(
        "Respondent ID|Collector ID|End Date|How likely is it?||Why?",
        [
            ["", "", "", "Detractor", "NPS", "Open-Ended Response"],
            *(
                ["114", "42", f"{t:%m/%d/%Y %I:%M:%S %p}", "Group", s, WORDS]
                for t, s in zip(MOMENTS, SCORES, strict=True)
            ),
        ],
    ),
    "Qualtrics, columns turned round, as TSV in UTF-16": _table(
        "Q2|Q1|ResponseId|RecordedDate|Finished|Status|EndDate",
        [
            ["Why?", "How likely,\nis it?", "Response ID", "Recorded Date", "Finished", "Response Type", "End Date"],
            [f'{{"ImportId":"{name}"}}' for name in ("QID2", "QID1", "_recordId", "r", "finished", "status", "e")],
            *([WORDS, s, "R_1", str(t), "True", "IP Address", str(t)] for t, s in zip(MOMENTS, SCORES, strict=True)),
            *(["", "0", "R_2", str(MOMENTS[0]), "True", "Survey Preview", str(MOMENTS[0])] for _ in range(3)),
            ["", "0", "R_3", str(MOMENTS[0]), "False", "IP Address", str(MOMENTS[0])],
        ],
        separator="\t",
        encoding="utf-16",
    ),
    "Qualtrics as numbers": _nps(
        "StartDate|EndDate|Status|Progress|Finished|RecordedDate|ResponseId|Q1",
        lambda t, s: [str(t), str(t), "0", "100", "1", str(t), "R_1", s],
    ),
    "Medallia with names of months": _nps(
        "Survey ID|Response Date|Unit|Likelihood to Recommend|Comment",
        lambda t, s: ["1", f"{t:%d-%b-%Y}", "S 12", s, WORDS],
    ),
    "Delighted by its interface": _nps(
        "id|score|survey_type|created_at|comment", lambda t, s: ["1", s, "nps", f"{t.isoformat()}Z", WORDS]
    ),
    "Typeform in German": _nps(
        "#|Wie wahrscheinlich?|Warum?|Antworttyp|Startdatum (UTC)|Absendedatum (UTC)|Netzwerk-ID",
        lambda t, s: ["a", s, WORDS, "completed", str(t), str(t), "ff"],
    ),
    "Google Forms in French, hours without a nought": _nps(
        "Horodateur|Nous recommanderiez-vous ?", lambda t, s: [f"{t:%d/%m/%Y} {t.hour}:{t:%M:%S}", s]
    ),
    "Bitrix24 in Russian": _nps(
        "ID|Дата создания|Ответственный|Оценка|Комментарий",
        lambda t, s: ["1", f"{t:%d.%m.%Y %H:%M:%S}", "И", s, WORDS],
        separator=";",
        encoding="utf-8-sig",
    ),
    "HubSpot": _nps(
        "Response ID|Survey name|Response date|Sentiment|Response|Follow-up",
        lambda t, s: ["1", "NPS", f"{t:%Y-%m-%d %H:%M}", "Promoter", s, WORDS],
    ),
    "LimeSurvey, some not sent": _nps(
        "id|submitdate|lastpage|startlanguage|startdate|NPS|Why",
        lambda t, s: ["1", str(t) if s else "", "3" if s else "1", "de", str(t), s, WORDS],
    ),
    "Usabilla": _nps(
        "ID|Date|NPS|Comment|URL",
        lambda t, s: ["5a", f"{t:%d %b %Y %H:%M:%S}", s, WORDS, "https://x.example"],
        separator=";",
    ),
    "Microsoft Forms": _nps(
        "ID|Start time|Completion time|Email|How likely?",
        lambda t, s: ["1", *[f"{t.month}/{t.day}/{t:%y} {t:%H:%M:%S}"] * 2, "anonymous", s],
    ),
    "Microsoft Forms with Excel's days": _nps(
        "ID|Completion time|How likely?",
        lambda t, s: ["1", str((t.date() - dt.date(1899, 12, 30)).days), s],
    ),
    "milliseconds since 1970": _nps(
        "ts|Score", lambda t, s: [str(int(t.replace(tzinfo=dt.UTC).timestamp() * 1000)), s]
    ),
    "a title and what Excel wants": _nps(
        "Datum|Bewertung",
        lambda t, s: [f"{t:%d.%m.%Y}", s],
        separator=";",
        above="sep=;\r\nBericht Kundenzufriedenheit\r\nErstellt am 31.03.2026\r\n\r\n",
    ),
    "days in English words": _nps("When|Score", lambda t, s: [f"{t:%A, %B} {t.day}, {t.year}", s]),
    "days in English words with ordinals": _nps("When|Score", lambda t, s: [f"{t:%B} {t.day}th, {t.year}", s]),
    "bars": _nps("Completed|NPS score|Comment", lambda t, s: [str(t), s, WORDS], separator="|"),
    "days in German words": _nps("Wann|Punkte", lambda t, s: [_stamp(t), s], separator=";"),
    "answers of ten": _nps("date|score", lambda t, s: [str(t), f"{s} / 10" if s else ""]),
    "answers with decimal commas": _nps("date|score", lambda t, s: [str(t), f"{s},0" if s else ""], separator=";"),
}
OF_FIVE: Mapping[str, bytes] = {
    "Trustpilot": _five(
        "Review ID|Review Created (UTC)|Review Title|Review Stars|Review Language",
        lambda t, s: ["5a", str(t), WORDS, str(s), "en"],
    ),
    "Jira, three columns of one name": _five(
        "Summary|Issue key|Resolved|Satisfaction rating|Comment|Comment|Comment",
        lambda t, s: [WORDS, "A-1", f"{t:%d/%b/%y} 9:13 AM", str(s), "a", "b", ""],
    ),
    "Intercom": _five("conversation_id|rated_at|rating", lambda t, s: ["1", str(t), "😠🙁😐😃🤩"[s - 1]]),
    "stars": _five("date|score", lambda t, s: [str(t), "★" * s + "☆" * (5 - s)]),
    "a heading that begins with a number": _five("Submitted|5-star rating", lambda t, s: [str(t), f"{s} stars"]),
    "five of five": _five("date|score", lambda t, s: [str(t), f"{s}/5"]),
    "words": _five(
        "Resolved|Rating",
        lambda t, s: [
            str(t),
            ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"][s - 1],
        ],
    ),
}
LATER = ("columns", "date_format", "answers", "blank", "filter")


def _by_the_letter(load_tree, data: bytes, settings: str):
    """What is loaded when all that the check proposes is written, round by round."""
    for _ in range(4):
        loaded = load_tree({"kpis/k.yml": HEAD + settings, "kpis/k.csv": data})
        if not loaded.findings:
            break
        told = " ".join(one.message + " " + one.help for one in loaded.findings)
        assert "Somebody" not in told
        for name, value in re.findall(rf"`({'|'.join(LATER)}): ([^`]+)`", told):
            if not re.search(rf"^{name}:", settings, re.MULTILINE):
                settings += f"{name}: {value}\n"
    assert loaded.findings == (), settings
    return loaded.roadmap.get("kpi", "k")


@pytest.mark.parametrize("name", OF_NPS)
def test_settings_that_are_proposed_read_an_export_for_nps(name: str, load_tree) -> None:
    kpi = _by_the_letter(load_tree, OF_NPS[name], "metric: nps\n")
    assert [(one.value, one.n) for one in kpi.measurements] == [(pytest.approx(value), n) for _, value, n in NPS]


@pytest.mark.parametrize("name", OF_FIVE)
def test_settings_that_are_proposed_read_an_export_of_five_points(name: str, load_tree) -> None:
    kpi = _by_the_letter(load_tree, OF_FIVE[name], "metric: csat\nscale: 5\nmethod: mean\n")
    of_month: dict[int, list[int]] = {}
    for moment, score in zip(MOMENTS, STARS, strict=True):
        of_month.setdefault(moment.month, []).extend([score, score])
    means = [(pytest.approx(sum(scores) / len(scores)), len(scores)) for scores in of_month.values()]
    assert [(one.value, one.n) for one in kpi.measurements] == means


def test_tickets_that_are_not_solved_yet_are_blank(load_tree) -> None:
    rows = [[str(n), str(t) if n % 4 else "", f"{20 + n}:30:00" if n % 4 else ""] for n, t in enumerate(MOMENTS)]
    data = _table("Ticket ID|Resolved time|Resolution time (in hrs)", rows)
    kpi = _by_the_letter(load_tree, data, "metric: duration\nunit: hours\naggregate: mean\n")
    assert kpi.provenance.left_out == {"blank": 5} and kpi.provenance.used == 15


@pytest.mark.parametrize(
    ("metric", "head", "cells", "values"),
    [
        ("nps\nscale: 10", "Month|NPS|Responses", ["31", "32.5"], [31, 32.5]),
        ("rate\nunit: '%'", "Month|CSAT|Agent", ["71 %", "72.5%"], [71, 72.5]),
        ("duration\nunit: minutes", "Month|Average wait|Agent", ["0:01:30", "0:02:00"], [1.5, 2]),
    ],
)
def test_finished_values_are_proposed_too(metric, head, cells, values, load_tree) -> None:
    rows = [[f"2026-{month:02}", cell, "A"] for month, cell in enumerate(cells, 1)]
    kpi = _by_the_letter(load_tree, _table(head, rows), f"metric: {metric}\n")
    assert [(one.date.isoformat(), one.value) for one in kpi.measurements] == [
        ("2026-01-31", values[0]),
        ("2026-02-28", values[1]),
    ]


@pytest.mark.parametrize(
    ("cell", "message"),
    [("€4.50", "is an amount of money"), ("01:30", "can be read in two ways"), ("71 %", "is a number in percent")],
)
def test_the_column_that_is_meant_is_found_and_what_is_wrong_with_it_told(cell, message, load_tree) -> None:
    data = _table("Month|Value a contact", [["2026-01-31", cell], ["2026-02-28", cell]])
    text = HEAD + "metric: rate\n"
    (told,) = load_tree({"kpis/k.yml": text, "kpis/k.csv": data}).findings
    (said,) = re.findall("`(columns: [^`]+)`", told.help)
    (told,) = load_tree({"kpis/k.yml": text + said + "\n", "kpis/k.csv": data}).findings
    assert message in told.message and cell not in told.message + told.help


def test_a_value_without_its_day_is_no_blank(load_tree) -> None:
    data = b"date,value\n2026-01-05,3\n,4\n"
    (told,) = load_tree({"kpis/k.yml": HEAD + "metric: rate\n", "kpis/k.csv": data}).findings
    assert told.span.line == 3 and "is empty" in told.message


@pytest.mark.parametrize(
    ("labels", "highest", "numbers"),
    [
        (["Good", "bad"], 2, [2, 1]),
        # On another scale than the words have steps, and for words of two scales, nobody knows.
        (["Good", "bad"], 5, [4, 2]),
        (["Good", "bad"], 7, None),
        (["Agree", "strongly  disagree"], 5, [4, 1]),
        (["Agree", "Strongly disagree"], 7, [6, 1]),
        (["Agree", "Very satisfied"], 5, None),
        (["good", "bad"], 3, [3, 1]),
        # Good is the third of five, or the fourth.
        (["good"], 5, None),
        (["★★", "⭐⭐⭐"], 5, [2, 3]),
        (["Mostly"], 5, None),
    ],
)
def test_words_stand_for_numbers_where_one_scale_only_has_them(labels, highest, numbers) -> None:
    found = numbers_of(labels, highest, nps=False)
    assert (list(found.values()) if found else None) == numbers


def test_groups_of_nps_are_known_by_their_names() -> None:
    assert numbers_of(["Promoters", "Detractor"], 10, nps=True) == {"Promoters": 10, "Detractor": 0}
    assert numbers_of(["Promoter", "Good"], 10, nps=True) == {}


@pytest.mark.parametrize(
    ("data", "settings", "line", "message", "help_"),
    [
        ("date,score\n", "", 1, "a heading, and no row below it", "with its rows"),
        ("Only words.\nAnd more.\n", "", 1, "this file is no table", "columns"),
        ("date,score,score\n2026-01-05,9,8\n", "", 1, "several columns `score`", 'columns: {score: "score [1]"}'),
        ("date,score\n2026-01-05,99\n", "", 2, "not on the scale 0 to 10", "`blank`"),
        ("date,score\n14/3/2026,9\n", "date_format: '%m/%d/%Y'\n", 2, "calendar does not", 'date_format: "%d/%m/%Y"'),
    ],
)
def test_a_bad_file_is_told_once_with_what_would_read_it(data, settings, line, message, help_, load_tree) -> None:
    text = HEAD + "metric: nps\n" + settings
    (told,) = load_tree({"kpis/k.yml": text, "kpis/k.csv": data}).findings
    assert told.span.line == line and message in told.message and help_ in told.help
    # What is proposed in full reads the file.
    written = re.findall(r"`((?:columns|date_format): [^`]+)`", told.help)
    if written:
        kept = "".join(row for row in text.splitlines(True) if not row.startswith("date_format"))
        assert load_tree({"kpis/k.yml": kept + written[0] + "\n", "kpis/k.csv": data}).findings == ()


def test_a_day_that_neither_order_has_is_only_told(load_tree) -> None:
    text = HEAD + "metric: nps\ndate_format: '%m/%d/%Y'\n"
    (told,) = load_tree({"kpis/k.yml": text, "kpis/k.csv": "date,score\n31/2/2026,9\n"}).findings
    assert told.help == "correct the day"
