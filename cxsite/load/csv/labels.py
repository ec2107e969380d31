"""Answers in words: which of them mean that nobody answered, and what the usual ones stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_MARKS = ("-", "–", "—", "--", ".", "?", "na", "n/a", "#n/a", "n.a.", "null", "(null)", "none", "nan", "nil")
_WORDS = ("offered", "not offered", "unoffered", "no answer", "not answered", "unanswered", "not rated", "don't know")
_OTHER_WORDS = ("not applicable", "prefer not to say", "keine angabe", "k. a.", "k.a.", "weiß nicht", "ns/nc")
_MORE_WORDS = ("ne sait pas", "sans réponse", "no sabe", "sin respuesta")
NO_ANSWER = frozenset((*_MARKS, *_WORDS, *_OTHER_WORDS, *_MORE_WORDS))
"""Texts that mean that nobody answered, wherever they stand."""
_GROUPS: Mapping[str, int] = {"detractor": 0, "passive": 8, "promoter": 10}
_FILLED, _STARS = "★⭐", frozenset("★☆⭐\ufe0f ")
_SERIES = tuple(
    tuple(frozenset(step.split("|")) for step in series.split(" < "))
    for series in (
        "bad|schlecht|mauvais|malo|mala|negative|negativ|thumbs down|👎"
        " < good|gut|bon|bien|bueno|buena|positive|positiv|thumbs up|👍",
        "no|nein|non < yes|ja|oui|sí",
        "not good|bad|unhappy|sad|dissatisfied < okay|ok|neutral < great|good|happy|satisfied",
        "extremely unhappy < neutral < extremely happy",
        "very dissatisfied < dissatisfied < neutral|neither satisfied nor dissatisfied < satisfied < very satisfied",
        "very unsatisfied < unsatisfied < neutral < satisfied < very satisfied",
        "very unhappy < unhappy < neutral < happy < very happy",
        "extremely unhappy < very unhappy < unhappy < neutral < happy < very happy < extremely happy",
        "very bad < bad < okay|ok|neutral|average < good < very good",
        "terrible < bad < okay|ok < great|good < amazing|excellent",
        "very poor < poor < fair|average|neutral < good < very good|excellent",
        "poor < fair < good < very good < excellent",
        "strongly disagree < disagree < neutral|neither agree nor disagree|undecided < agree < strongly agree",
        "strongly disagree < disagree < somewhat disagree < neutral|neither agree nor disagree < somewhat agree < agree"
        " < strongly agree",
        "very difficult < difficult < neutral|neither easy nor difficult < easy < very easy",
        "very difficult < difficult < somewhat difficult < neutral|neither easy nor difficult < somewhat easy < easy"
        " < very easy",
        "sehr unzufrieden < unzufrieden|eher unzufrieden < neutral|teils/teils|teils, teils < zufrieden|eher zufrieden"
        " < sehr zufrieden",
        "sehr schlecht < schlecht < mittel|mittelmäßig|neutral|befriedigend < gut < sehr gut",
        "stimme überhaupt nicht zu|stimme gar nicht zu < stimme eher nicht zu|stimme nicht zu"
        " < teils/teils|neutral|weder noch < stimme eher zu|stimme zu < stimme voll zu|stimme voll und ganz zu",
        "très insatisfait < insatisfait|plutôt insatisfait < neutre < satisfait|plutôt satisfait < très satisfait",
        "muy insatisfecho < insatisfecho < neutral|neutro < satisfecho < muy satisfecho",
        "😠|😡|😭 < 🙁|☹|😟|😞 < 😐 < 😃|🙂|😊|😀 < 🤩|😍",
        "🙁|☹|😟|😞|😠 < 😐 < 😃|🙂|😊|😀",
    )
)
"""Usual scales of answers, from the worst to the best, the ways to say a step side by side."""


def fold(text: str) -> str:
    """A text without the differences that a label may have: capitals, spaces."""
    return " ".join(text.split()).casefold()


def numbers_of(labels: Collection[str], highest: int, *, nps: bool) -> Mapping[str, int]:
    """What labels most probably stand for on a scale up to `highest`, to be proposed; nothing where that is not known.

    All of them must belong to one scale of as many steps.
    """
    if nps:
        groups = {label: _GROUPS.get(fold(label).removesuffix("s"), -1) for label in labels}
        return {} if -1 in groups.values() else groups
    if labels and all(set(label) <= _STARS and any(mark in label for mark in _FILLED) for label in labels):
        return {label: sum(map(label.count, _FILLED)) for label in labels}
    readings = []
    for series in _SERIES:
        if len(series) == highest:
            found = {label: at for label in labels for at, step in enumerate(series, 1) if _plain(label) in step}
            if len(found) == len(labels) and found not in readings:
                readings.append(found)
    return readings[0] if len(readings) == 1 else {}


def are_answers(labels: Collection[str]) -> bool:
    """Whether texts are usual answers, on whatever scale."""
    every = {label for series in _SERIES for step in series for label in step} | _GROUPS.keys()
    return all(
        _plain(label) in every or fold(label).removesuffix("s") in every or set(label) <= _STARS for label in labels
    )


def _plain(label: str) -> str:
    return fold(label.replace("\ufe0f", ""))
