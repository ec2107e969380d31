"""What people and spreadsheets write for a time, and what of it the format has a form for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_MONTHS = (
    "january jan januar janner jaenner janvier janv enero ene",
    "february feb februar feber fevrier fevr fev febrero",
    "march mar maerz marz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre set",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DAYS = "mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mie|jeu|jue|ven|vie|sam|sab|dim|dom"
_WEEKDAY = rf"(?:(?:{_DAYS})[a-z]*\.?,?\s+)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_GAP = r"[\s/.,-]*(?:de\s+|del\s+|of\s+)?"
_QUARTER = re.compile(
    rf"(?:(?:q|t|quartal\s*|quarter\s*|trimestre\s*)(?P<q>[1-4])|(?P<q2>[1-4])\.?\s*(?:q|t)|(?P<q3>[1-4])(?:\.|st|nd|rd|th|e|er|ere|eme|o|º)?"
    rf"\s*(?:quartal|quarter|trimestre|trim\.?))(?![a-z]){_GAP}{_YEAR}"
    r"|(?P<year2>\d{4})[\s/.-]*(?:(?:q|t|quartal\s*|quarter\s*)(?P<q4>[1-4])|(?P<q5>[1-4])(?:q|t|\.\s*quartal))"
)
_HALF = re.compile(
    rf"(?:(?:h|s|hj\s*|halbjahr\s*)(?P<h>[12])|(?P<h2>[12])\s*(?:h|s|hj)|(?P<h3>[12])(?:\.|st|nd|e|er|eme|o|º)?\s*(?:half|halbjahr|semestre|hj))"
    rf"(?![a-z]){_GAP}{_YEAR}|(?P<year2>\d{{4}})[\s/.-]*(?:(?:h|s|hj)(?P<h4>[12])|(?P<h5>[12])h)"
)
_DAY_NAMED = re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?{_GAP}(?P<name>{_NAME})\.?{_GAP}{_YEAR}")
_NAMED_DAY = re.compile(
    rf"{_WEEKDAY}(?P<name>{_NAME})\.?[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(?P<year>\d{{4}})"
)
_YEAR_NAMED = re.compile(rf"(?P<year>\d{{4}})[\s/.-]+(?P<name>{_NAME})\.?(?:[\s/.-]+(?P<day>\d{{1,2}}))?")
# `Dec 25` may be a day; `Dec-25` is what spreadsheets make of a month.
_NAMED = re.compile(
    rf"(?P<name>{_NAME})\.?(?:(?:\s*[/-]\s*|\s*(?=['’])){_YEAR}|\s+(?:de\s+|del\s+|of\s+)?(?P<full>\d{{4}}))"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s*[-/. ]\s*(?P<month>\d{1,2})(?:\s*[-/. ]\s*(?P<day>\d{1,2}))?\.?")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})\s*[-/. ]\s*(?P<year>\d{4})")
_TRIPLE = re.compile(r"(?P<first>\d{1,2})\s*(?P<sign>[-/.])\s*(?P<second>\d{1,2})\s*(?P=sign)\s*(?P<year>\d{4}|\d{2})")
_ABOUT = re.compile(
    r"(?:(?:ca\.?|about|around|circa|approx\.?|etwa|env\.?|environ|vers|hacia|~|≈"
    r"|by|until|till|bis|before|vor|avant|antes de|from|since|ab|seit|des|desde|am|im|in|on|le|el|en"
    r"|the|early|mid|middle|late|end|beginning|start|anfang|mitte|ende|debut|mi|fin|a|principios|mediados|finales|finals"
    r"|of|de)(?:[\s-]+|(?<=[.~≈])\s*))+"
)
"""Words before a time that the format has no place for."""
_DAY_BEFORE = re.compile(rf"(?:{_DAYS})[a-z]*\.?,?\s*(?=\d{{1,4}}[-./])")
_PART_OF_YEAR = re.compile(
    r"(?:\S+\s)?(?:early|mid|middle|late|end|beginning|start|anfang|mitte|ende|debut|mi|fin|principios|mediados|finales|finals"
    r"|spring|summer|autumn|fall|winter|fruhling|fruhjahr|sommer|herbst|printemps|ete|automne|hiver|primavera|verano"
    r"|otono|invierno)\W(?:(?:of|de|des)\s)?\d{4}"
)
_ORDINALS = (
    "first erste[rsn]? premiere? prim(?:er|era) 1er",
    "second zweite[rsn]? deuxieme segund[oa]",
    "third dritte[rsn]? troisieme tercer[oa]?",
    "fourth vierte[rsn]? quatrieme cuart[oa]",
)
_ORDINAL = [
    (re.compile(rf"\b(?:{words.replace(' ', '|')})\s+(?=q|h|t|s)"), f"{n}. ") for n, words in enumerate(_ORDINALS, 1)
]
_WHOLE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-[qh][1-4])?")
_SPAN = re.compile(
    r"(?P<first>.*?)\s*(?:\s-\s|--|\.\.+|\s(?:to|until|till|bis|und|and|or|oder|ou|o|a|au|hasta)\s)\s*(?P<last>.*\d.*)"
)
_TIME = re.compile(r"[t\s,]+\d{1,2}(?::|h)\d{2}.*$")
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,]\d+)?")
_FISCAL = re.compile(
    r"(?:fy|gj|geschaftsjahr|fiscal year|exercice|ejercicio)\s*'?\d{2}.*"
    r"|(?P<a>\d{4})\s*[/-]\s*(?P<b>\d{2}|\d{4})"
)
_WEEK = re.compile(r"(?:\d{4}[\s/-]*)?(?:w|kw|cw|week|semana|semaine)\.?\s*\d{1,2}(?:[\s/-]*\d{2,4})?")
_NOBODY_KNOWS = (
    "tbd tba tbc asap open offen ongoing later soon bald spater ? ?? - n/a na unknown unbekannt unklar unclear inconnu "
    "desconocido laufend"
)
_OPEN = frozenset(_NOBODY_KNOWS.split())
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIALS_BEGIN = dt.date(1899, 12, 30)
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("\u00a0\u202f\u2009", " ")
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FINE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text means, in the form of the format: one reading, or two between which nobody can tell; words where
    there is none. `sure` unless words were left out: about, end of, by."""

    readings: tuple[str, ...] = ()
    words: str = ""
    sure: bool = True


def read_time(text: str) -> Meant:
    """What somebody who typed `text` for a day or a period probably means."""
    bare = unicodedata.normalize("NFKD", text.translate(_DASHES).casefold())
    plain = " ".join("".join(c for c in bare if not unicodedata.combining(c) and c not in _UNSEEN).split())
    plain = _DAY_BEFORE.sub("", _TIME.sub("", plain).strip(" ,'*"))
    for pattern, number in _ORDINAL:
        plain = pattern.sub(number, plain)
    if found := _standing(plain):
        return Meant(found)
    if _PART_OF_YEAR.fullmatch(plain):
        return Meant(words="parts of a year are quarters or months here: write 2026-Q3 or 2026-07")
    if (span := _SPAN.fullmatch(plain)) and (ends := _ends(span["first"], span["last"])):
        return Meant(ends)
    if (bare := _ABOUT.sub("", plain, count=1)) != plain and (found := _standing(bare)):
        return Meant(found, sure=False)
    for guess in _guesses(plain):
        swapped = re.sub(r"-(\d\d)-(\d\d)$", r"-\2-\1", guess)
        if exists(swapped):
            return Meant((swapped,), "the month stands before the day")
    return Meant(words=_why_not(plain))


def _standing(plain: str) -> tuple[str, ...]:
    """The readings of a text that the calendar has."""
    guesses = [plain.upper()] if _WHOLE.fullmatch(plain) else _guesses(plain)
    return tuple(dict.fromkeys(guess for guess in guesses if exists(guess)))


def _ends(first: str, last: str) -> tuple[str, ...]:
    """Both ends of a span of time, where each can be read in one way."""
    found = [read_time(part).readings for part in (first, last)]
    return tuple(dict.fromkeys(one for (one,) in found)) if all(len(one) == 1 for one in found) else ()


def exists(text: str) -> bool:
    """Whether the calendar has this day, month, quarter, half-year or year, written as the format has it."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q[1-4]|-H[12])?", text)
    try:
        return match is not None and bool(dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def _why_not(plain: str) -> str:
    fiscal = _FISCAL.fullmatch(plain)
    if fiscal and (fiscal["a"] is None or int(fiscal["b"][-2:]) == (int(fiscal["a"]) + 1) % 100):
        return "this is a fiscal year, which has no form here: write when it begins or ends, for example 2026-Q3"
    if _WEEK.fullmatch(plain):
        return "weeks have no form here: write a day or the month, for example 2026-04"
    if plain in _OPEN:
        return "leave the field out as long as nobody knows"
    numbers = [guess for guess in _guesses(plain) if _FINE.fullmatch(guess) or re.fullmatch(r"\d{4}-\d{2}", guess)]
    return f"there is no such day in the calendar: {numbers[0]}" if numbers else ""


def _guesses(text: str) -> list[str]:
    """What a text may say, in the format's forms, whether the calendar has it or not."""
    if match := _QUARTER.fullmatch(text):
        quarter = next(match[name] for name in ("q", "q2", "q3", "q4", "q5") if match[name])
        return [f"{_year(match['year'] or match['year2'])}-Q{quarter}"]
    if match := _HALF.fullmatch(text):
        half = next(match[name] for name in ("h", "h2", "h3", "h4", "h5") if match[name])
        return [f"{_year(match['year'] or match['year2'])}-H{half}"]
    for pattern in (_DAY_NAMED, _NAMED_DAY, _YEAR_NAMED, _NAMED):
        if match := pattern.fullmatch(text):
            named = match.groupdict()
            month = f"{_year(named['year'] or named['full'])}-{_MONTH_OF[named['name']]:02d}"
            return [month + (f"-{int(named['day']):02d}" if named.get("day") else "")]
    return _of_numbers(text)


def _of_numbers(text: str) -> list[str]:
    if match := _COMPACT.fullmatch(text):
        return [f"{match['year']}-{match['month']}-{match['day']}"]
    if match := _YEAR_FIRST.fullmatch(text):
        return [f"{match['year']}-{int(match['month']):02d}" + (f"-{int(match['day']):02d}" if match["day"] else "")]
    if match := _MONTH_YEAR.fullmatch(text):
        return [f"{match['year']}-{int(match['month']):02d}"]
    if match := _TRIPLE.fullmatch(text):
        first, second, year = int(match["first"]), int(match["second"]), _year(match["year"])
        day_first, month_first = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
        if match["sign"] == ".":
            return [day_first]
        guesses = [day_first, month_first]
        if match["sign"] == "-" and len(match["year"]) == 2:
            guesses.append(f"20{match['first']:0>2}-{second:02d}-{match['year']}")
        return guesses
    if (match := _SERIAL.fullmatch(text)) and _FIRST_SERIAL <= int(match["days"]) <= _LAST_SERIAL:
        return [(_SERIALS_BEGIN + dt.timedelta(days=int(match["days"]))).isoformat()]
    return []


def _year(text: str) -> str:
    digits = text.lstrip("'’")
    return digits if len(digits) == 4 else f"20{digits}"
