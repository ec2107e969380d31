"""What people and spreadsheets write for a number, and the digits that it means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, DecimalException

_SEPARATED = re.compile(r"([+-]?)(\d{1,3}(?:([.,' _])\d{3}(?:\3\d{3})*))(?:([.,])(\d+))?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d{1,2}", re.ASCII)
_FRACTION = re.compile(r"(?:(?P<whole>\d+)\s+)?(?P<over>\d{1,4})\s*/\s*(?P<under>\d{1,4})")
_OUT_OF = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|de|aus)\s*(?P<most>\d+)")
_CURRENCY = r"(?:[€$£¥₹]|eur|usd|gbp|chf|sek|nok|dkk|pln|czk|jpy|cad|aud|euros?|dollars?|pounds?|fr\.|us\$)"
_ABOUT = re.compile(r"^(?:ca\.?|approx\.?|about|etwa|env\.?|environ|aprox\.?|circa|~|≈)\s*")
_AROUND = re.compile(rf"^{_CURRENCY}\s*(?=[\d+-])|\s*{_CURRENCY}$|[.,](?:-{{1,2}}|—|–)$")
_SCALE = re.compile(
    r"(?P<number>[+-]?[\d.,' _]*\d)\s*(?P<scale>k|tsd\.?|t|thousand|tausend|mille|mil|mio\.?|mn|million(?:en|s|es)?"
    r"|millon(?:es)?|mrd\.?|bn|billion|milliarde?n?s?)"
)
_THOUSANDS = "t€|teur|k€|keur|tchf|kchf|tusd"
_PREFIXED = re.compile(rf"(?:{_THOUSANDS})\s*(?P<number>[\d.,' _]*\d)|(?P<number2>[\d.,' _]*\d)\s*(?:{_THOUSANDS})")
_SCALES = dict.fromkeys(("k", "t", "tsd", "thousand", "tausend", "mille", "mil"), 3) | {"bn": 9, "billion": 9}
_PERCENT = re.compile(
    r"(?P<number>[+-]?[\d.,]+)\s*(?:%|percent|per cent|pct\.?|prozent|pour ?cent|por ?ciento|v\.?h\.?)"
)
_RANGE = re.compile(
    r"(?P<first>.*\d.*?)\s*(?:\s-\s|(?<=\d)-(?=\d)|\.\.+|\s(?:to|bis|und|and|a|et|y|hasta|or|oder)\s)\s*(?P<last>.*\d.*)"
)
_NAMED = re.compile(r"^(?:n|anzahl|number|count|=|nr\.?|no\.?)\s*[=:]?\s*(?=\d)")
_UNIT = re.compile(r"(?P<number>[+-]?[\d.,' _]*\d)\s*(?P<unit>(?!m$)[^\W\d_][^\d]{0,24})")
_WORDS = (
    "zero null nul cero",
    "one eins ein un une uno una",
    "two zwei deux dos",
    "three drei trois tres",
    "four vier quatre cuatro",
    "five funf fuenf cinq cinco",
    "six sechs seis",
    "seven sieben sept siete",
    "eight acht huit ocho",
    "nine neun neuf nueve",
    "ten zehn dix diez",
    "eleven elf onze once",
    "twelve zwolf zwoelf douze doce",
)
_TENS = {"fifteen": 15, "funfzehn": 15, "quinze": 15, "quince": 15, "twenty": 20, "zwanzig": 20, "vingt": 20}
_TENS |= {"veinte": 20, "thirty": 30, "dreissig": 30, "trente": 30, "treinta": 30, "fifty": 50, "funfzig": 50}
_TENS |= {"cinquante": 50, "cincuenta": 50, "hundred": 100, "hundert": 100, "cent": 100, "cien": 100}
_TENS |= {"thousand": 1000, "tausend": 1000}
_NUMBER_OF = {word: str(number) for number, words in enumerate(_WORDS) for word in words.split()}
_NUMBER_OF |= {word: str(number) for word, number in _TENS.items()}
_GRADES = (
    "very low|sehr gering|sehr niedrig|tres faible|tres bas|muy bajo|muy baja|minimal|xs"
    "|very unlikely|rare|sehr unwahrscheinlich|tres improbable|muy improbable",
    "low|gering|niedrig|klein|faible|bas|basse|bajo|baja|small|s"
    "|unlikely|unwahrscheinlich|eher unwahrscheinlich|improbable|peu probable|poco probable",
    "medium|mittel|moyen|moyenne|medio|media|moderate|mid|m|possible|moglich|posible",
    "high|hoch|gross|eleve|elevee|haut|haute|alto|alta|large|big|l|likely|probable|wahrscheinlich|eher wahrscheinlich",
    "very high|sehr hoch|sehr gross|tres eleve|tres elevee|tres haut|muy alto|muy alta|huge|xl"
    "|very likely|almost certain|sehr wahrscheinlich|tres probable|muy probable",
)
_GRADE_OF = {word: number for number, words in enumerate(_GRADES, 1) for word in words.split("|")}
_MARKS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u2007", " ")
    | dict.fromkeys("’‘´`", "'")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
)


@dataclass(frozen=True, slots=True)
class Number:
    """A reading of a text: digits with at most one point. `sure` unless something that may count was left out: a unit,
    a word for more or less."""

    digits: str
    sure: bool = True


def read_number(text: str, *, most: float | None = None) -> tuple[Number, ...]:
    """The numbers that a text may mean; none where it is no number. `most` is the upper end of a scale, so that `4/5`
    is a mark on it."""
    plain = _plain(text)
    if most is not None and (match := _OUT_OF.fullmatch(plain)) and float(match["most"]) == most:
        return tuple(map(Number, separated(match["number"])))
    if plain in _NUMBER_OF:
        return (Number(_NUMBER_OF[plain]),)
    if most is not None and plain in _GRADE_OF and most == len(_GRADES):
        return (Number(str(_GRADE_OF[plain]), sure=False),)
    if match := _PREFIXED.fullmatch(plain):
        return _scaled(match["number"] or match["number2"], 3)
    if match := _RANGE.fullmatch(plain):
        ends = [read_number(match[part], most=most) for part in ("first", "last")]
        return tuple(Number(one.digits, sure=False) for (one,) in ends) if all(len(end) == 1 for end in ends) else ()
    plain = _NAMED.sub("", plain)
    about = _ABOUT.sub("", plain)
    if about != plain:
        return tuple(Number(found.digits, sure=False) for found in read_number(about, most=most))
    bare = _AROUND.sub("", _AROUND.sub("", plain)).strip()
    if match := _SCALE.fullmatch(bare):
        return _scaled(match["number"], _SCALES.get(match["scale"].rstrip("."), _power(match["scale"])))
    if found := separated(bare):
        return tuple(map(Number, found))
    if _SCIENTIFIC.fullmatch(bare):
        return _exact(Decimal(bare.replace(",", ".")))
    if match := _PERCENT.fullmatch(bare):
        return tuple(map(Number, separated(match["number"])))
    if (match := _FRACTION.fullmatch(bare)) and int(match["under"]):
        return _exact(int(match["whole"] or 0) + Decimal(int(match["over"])) / int(match["under"]))
    if match := _UNIT.fullmatch(bare):
        return tuple(Number(found, sure=False) for found in separated(match["number"]))
    return ()


def _plain(text: str) -> str:
    spread = "".join(f" {unicodedata.normalize('NFKD', c)} " if _is_fraction(c) else c for c in text)
    bare = unicodedata.normalize("NFKD", spread.translate(_MARKS).casefold().replace("ß", "ss"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).replace("\u2044", "/").split())


def _is_fraction(char: str) -> bool:
    return "VULGAR FRACTION" in unicodedata.name(char, "")


def separated(text: str) -> tuple[str, ...]:
    """Digits with a point of a text with separators: `1,204.50` means one number, `1,204` may mean two."""
    text = text.strip()
    if _PLAIN.fullmatch(text) and not re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", text):
        return (text.lstrip("+"),)
    match = _SEPARATED.fullmatch(text)
    if match and match[3] != match[4]:
        sign, whole, separator, _, decimals = match.groups()
        digits = sign.strip("+") + whole.replace(separator, "")
        if decimals:
            return (f"{digits}.{decimals}",)
        if separator in ".," and whole.count(separator) == 1:
            # Behind three decimals a zero more would look like thousands again.
            decimal = f"{sign.strip('+')}{whole.replace(separator, '.').rstrip('0').rstrip('.')}"
            return (decimal,) if whole.startswith("0") else (digits, decimal)
        return (digits,)
    return (text.replace(",", ".").lstrip("+"),) if _COMMA.fullmatch(text) else ()


def _scaled(number: str, power: int) -> tuple[Number, ...]:
    found = [_exact(Decimal(digits).scaleb(power)) for digits in separated(number)]
    # Behind a decimal comma `1,5 Mio.` can't be one and a half thousand million: the reading with fewer digits.
    return found[-1] if found else ()


def _power(scale: str) -> int:
    return 9 if scale.startswith(("mrd", "milliard")) else 6


def _exact(value: Decimal) -> tuple[Number, ...]:
    """The number where at most four decimals say it exactly."""
    try:
        short = value.quantize(Decimal("0.0001"))
    except DecimalException:
        return ()
    if short != value:
        return ()
    text = f"{short:f}"
    return (Number(text.rstrip("0").rstrip(".")),)
