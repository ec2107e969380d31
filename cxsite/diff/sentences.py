"""A change in a sentence, for people. Content is marked by the writer of each form, who knows what it must escape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cxsite.diff.times import distance, from_to, is_time, when
from cxsite.model.change import Change

Mark = Callable[[str], str]
"""How a form shows a text of the content: escaped, shortened."""

_NO_REASON = frozenset({"status", "start", "end", "phase", "shipped"})
"""Fields of a promise: a change of these asks for a reason."""
_LONG, _AROUND = 80, 4
"""The length of a text that is told as a whole, and how many words around a difference are told of a longer one."""


def sentence(change: Change, mark: Mark, emphasis: Mark = lambda text: f"*{text}*") -> str:
    """What one change means, and from when on where that is not at once."""
    said = _said(change, mark, emphasis)
    return f"From {when(change.opens)} on: {said}" if change.opens is not None else said


def _said(change: Change, mark: Mark, emphasis: Mark) -> str:
    title = emphasis(mark(change.title))
    match change.change:
        case "added":
            return f"{title} is new{_summary(change.after, mark)}"
        case "appears":
            return f"{title} becomes visible{_summary(change.after, mark)}"
        case "removed" | "disappears":
            gone = "is gone" if change.change == "removed" else "is no longer shown"
            return f"{title} {gone}{'; its address leads nowhere' if change.is_dead_address else ''}"
        case "renamed":
            leads = "the old address leads there" if change.redirect else "the old address leads nowhere"
            return f"{title} moves from the address `{change.before}` to `{change.after}`; {leads}"
        case "moved":
            return f"{title}{_moved(change, mark)}, {distance(change.days or 0)}{reason(change, mark)}"
    return f"{title}{_changed(change, mark)}{reason(change, mark)}"


def reason(change: Change, mark: Mark) -> str:
    """Why, as the newest update says it; for a promise also that none does."""
    if change.reason and (change.change == "moved" or change.field in _NO_REASON):
        return f": “{mark(change.reason)}”"
    is_promise = change.kind == "initiative" and (change.field in _NO_REASON or change.field.endswith("].date"))
    return "; no update says why" if is_promise and change.weight == "material" else ""


def _moved(change: Change, mark: Mark) -> str:
    times = from_to(change.before, change.after)
    if change.field == "end":
        return f" moves {times}"
    if change.field == "start":
        return f" begins later: {times}" if (change.days or 0) > 0 else f" begins earlier: {times}"
    if change.label:
        return f": “{mark(_label(change))}” moves {times}"
    return f": {field_in_words(change.field)} moves {times}"


def _changed(change: Change, mark: Mark) -> str:
    before, after, name = change.before, change.after, field_in_words(change.field)
    if change.field in ("status", "state", "rag"):
        return f" goes from {_word(before)} to {_word(after)}"
    if change.field == "current" and isinstance(after, dict):
        was = f", before {_number(before.get('value'))}" if isinstance(before, dict) else ""
        return f" stands at {_number(after.get('value'))}{was}"
    if isinstance(before, list) and isinstance(after, list) and change.weight == "cosmetic":
        return f": {name} in another order"
    at = f" of “{mark(_label(change))}”" if change.label and "[" in change.field + "." else ""
    if before is None or before in ("", [], {}):
        return f": {name}{at} {_is(name)} added{_short(after, mark)}"
    if after is None or after in ("", [], {}):
        return f": {name}{at} {_is(name)} taken away{_short(before, mark)}"
    if change.weight == "cosmetic":
        return f": {name}{at} {_is(name)} worded a little differently"
    if change.field.startswith("provenance"):
        return ": its data come from another file, or from one that was changed"
    verb = "changes" if _is(name) == "is" else "change"
    if isinstance(before, str) and isinstance(after, str):
        before, after = _where_they_differ(before, after)
    return f": {name}{at} {verb} from {_value(before, mark)} to {_value(after, mark)}"


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Of long texts what differs, with a few words around it."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    was, now = before.split(), after.split()
    shorter = min(len(was), len(now))
    begun = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    ended = next((n for n in range(shorter - begun) if was[-1 - n] != now[-1 - n]), shorter - begun)
    start, rest = max(begun - _AROUND, 0), max(ended - _AROUND, 0)
    texts = (" ".join(words[start : len(words) - rest]) for words in (was, now))
    one, other = (f"{'… ' if start else ''}{text}{' …' if rest else ''}" for text in texts)
    return one, other


def _is(name: str) -> str:
    """`is` or `are`, for a field in words."""
    first = name.partition(" of ")[0]
    plural = len(first) > 3 and first.endswith(("s", "criteria")) and not first.endswith(("ss", "us", "is"))
    return "are" if plural else "is"


def field_in_words(field: str) -> str:
    """A place in words: the part's name and the field's."""
    steps = [step.partition("[")[0] for step in field.split(".")]
    words = [step.strip('"').replace("_", " ").replace("-", " ") for step in steps if step]
    return " of ".join(reversed(words[-1:] if len(words) < 2 else (words[0], words[-1]))) if words else field


def _label(change: Change) -> str:
    return when(change.label) if is_time(change.label) else change.label


def _summary(value: Any, mark: Mark) -> str:
    text = value.get("summary") if isinstance(value, dict) else ""
    return f": {mark(str(text))}" if text else ""


def _short(value: Any, mark: Mark) -> str:
    if isinstance(value, dict):
        text = next((str(value[name]) for name in ("title", "text", "name") if value.get(name)), "")
        return f": “{mark(text)}”" if text else ""
    return f": {_value(value, mark)}"


def _value(value: Any, mark: Mark) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, list):
        return ", ".join(_value(entry, mark) for entry in value) or "nothing"
    if isinstance(value, dict):
        text = next((str(value[name]) for name in ("title", "text", "name") if value.get(name)), "")
        return f"“{mark(text)}”" if text else ", ".join(f"{key} {_value(entry, mark)}" for key, entry in value.items())
    return when(value) if is_time(value) else f"“{mark(str(value))}”"


def _number(value: Any) -> str:
    if not isinstance(value, (int, float)):
        return "no value"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _word(value: Any) -> str:
    return str(value).replace("-", " ") if value else "nothing"
