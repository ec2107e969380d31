"""What lesser readers will read that they could not read before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cxsite.check.context import Context
from cxsite.check.exposure import Exposed
from cxsite.check.place import Place
from cxsite.model.finding import dotted
from cxsite.model.levels import Level, Levels
from cxsite.model.roadmap import Key
from cxsite.model.shape import Path

_LONGEST = 300
_SHORTEST = 80
_MOST = 5
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What lesser readers read before: texts, fields and items, each with the least level that did."""

    texts: Mapping[str, Level]
    fields: Mapping[tuple[Key, Path], Level]
    items: Mapping[Key, Level]
    levels: Levels

    @staticmethod
    def of(before: Context, levels: Levels) -> Known:
        """What the earlier content showed, in the levels of the later one."""
        texts: dict[str, Level] = {}
        fields: dict[tuple[Key, Path], Level] = {}
        items: dict[Key, Level] = {}
        for seen, level in _outgoing(before):
            had = levels.get(level.name)
            texts[seen.text] = levels.lowest(had, texts.get(seen.text, had))
            field = (seen.place.item, field_of(seen))
            fields[field] = levels.lowest(had, fields.get(field, had))
            items[seen.place.item] = levels.lowest(had, items.get(seen.place.item, had))
        return Known(texts, fields, items, levels)

    def has_item(self, key: Key, level: Level) -> bool:
        """Whether readers of this level saw the item."""
        return self.items.get(key, self.levels.most).visible_to(level)

    def has_field(self, key: Key, field: str, level: Level) -> bool:
        """Whether readers of this level saw something in this field of the item."""
        return any(of[0] == key and of[1][:1] == (field,) and had.visible_to(level) for of, had in self.fields.items())

    def before(self, seen: Exposed) -> Level:
        """The least level that read this before: a text by its words, another value by its field."""
        if seen.leaf.wordable:
            return self.texts.get(seen.text, self.levels.most)
        return self.fields.get((seen.place.item, field_of(seen)), self.levels.most)


def newly_read(after: Context, known: Known) -> dict[tuple[Key, Level], list[Exposed]]:
    """What is new to lesser readers, by item and level."""
    found: dict[tuple[Key, Level], list[Exposed]] = {}
    for seen, level in _outgoing(after):
        if level.is_below(known.before(seen)) and seen.text.strip():
            found.setdefault((seen.place.item, level), []).append(seen)
    return found


def by_field(new: Iterable[Exposed]) -> dict[str, list[Exposed]]:
    """What is new, by the item's own field."""
    found: dict[str, list[Exposed]] = {}
    for seen in new:
        found.setdefault(_top(seen), []).append(seen)
    return found


def told(new: list[Exposed]) -> str:
    """The fields and their texts, for a message."""
    said = [f"`{_label(seen)}`: {_short(seen, _SHORTEST)}" for seen in new[:_NAMED]]
    return "; ".join(said) + (f"; and {len(new) - _NAMED} more" if len(new) > _NAMED else "")


def listed(new: list[Exposed]) -> Iterator[tuple[Place, str]]:
    """Every text; of the values of one field (a series of measurements) the first ones and how many there are."""
    count = Counter(_top(seen) for seen in new if not seen.leaf.wordable)
    counted: Counter[str] = Counter()
    for seen in new:
        said = f"{_label(seen)}: {_short(seen, _LONGEST)}"
        if not seen.leaf.wordable:
            counted[_top(seen)] += 1
            left = count[_top(seen)] - _MOST
            if counted[_top(seen)] > _MOST:
                continue
            said += f" … and {left} more values" if counted[_top(seen)] == _MOST and left > 0 else ""
        yield seen.place, said


def _outgoing(context: Context) -> Iterator[tuple[Exposed, Level]]:
    """What lesser readers see, with its level: a reference has that of its target too."""
    levels = context.roadmap.levels
    targets = {(one.item, one.at): context.level_of(one.kind, one.id) for one in context.references}
    for seen in context.visible_below_internal:
        target = targets.get((seen.place.item, seen.place.at))
        level = levels.highest(seen.level, *([target] if target else []))
        if levels.is_below_internal(level):
            yield seen, level


def field_of(seen: Exposed) -> Path:
    """The field of a value, without the numbers of entries, which move."""
    return tuple(step for step in seen.place.at if isinstance(step, str)) if seen.place.at else ("body",)


def _top(seen: Exposed) -> str:
    return str(field_of(seen)[0])


def _label(seen: Exposed) -> str:
    return dotted(seen.place.at) or "body"


def _short(seen: Exposed, longest: int) -> str:
    plain = " ".join(seen.text.removesuffix(".0").split() if isinstance(seen.value, float) else seen.text.split())
    return plain if len(plain) <= longest else f"{plain[:longest]}…"
