"""How a field is declared: its meaning, its level, what it refers to. Everything else derives from that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FieldLevel = Literal["item", "internal"]
"""`item`: as visible as what it belongs to; `internal`: at least internal."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A text that names something: an item of one of `kinds`, or an entry of a list in roadmap.yml.

    One kind: the text is an id. Several kinds: the text is `kind:id`. The kinds `pain_point` and `touchpoint`
    are parts of a journey, written `journey/point`; with `local` the text is the id of a part of the same
    journey. `vocabulary` names a field of roadmap.yml whose entries may be used.
    """

    kinds: tuple[str, ...] = ()
    local: bool = False
    vocabulary: str | None = None

    @property
    def qualified(self) -> bool:
        """Whether the text says its kind (`initiative:self-service`)."""
        return len(self.kinds) > 1


@dataclass(frozen=True, slots=True)
class Asset:
    """A text that names a file in `content/assets/`."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A field that may name a CSV file beside its item; loading replaces the name with what the file holds."""


@dataclass(frozen=True, slots=True)
class LevelName:
    """A text that is the name of one of the site's levels."""


@dataclass(frozen=True, slots=True)
class OrText:
    """A part that may be written as a bare text."""


@dataclass(frozen=True, slots=True)
class Wordable:
    """A text of its own words (not a name of something) that `wording` may replace for an audience."""


class Declared(BaseModel):
    """What every class of the model is: frozen, closed against unknown fields."""

    model_config = ConfigDict(
        defer_build=True, frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )


def field(
    meaning: str,
    *,
    default: Any = ...,
    level: FieldLevel = "item",
    parts: FieldLevel = "item",
    example: str | None = None,
    consumed: bool = False,
    **constraints: Any,
) -> Any:
    """Declare a field; without a `default` it is required.

    `level` is the level that the field has at least. `parts` is the level that the entries of a list have
    unless they say another one (only for lists of parts with a `visibility`). A `consumed` field steers the
    projection itself, so that no View holds it.
    """
    extra: dict[str, Any] = {"x-level": level}
    if parts != "item":
        extra["x-parts"] = parts
    if consumed:
        extra["x-consumed"] = True
    if example is not None:
        extra["x-example"] = example
    if default == {}:
        # Of a default, each item would get a deep copy.
        return Field(default_factory=dict, description=meaning, json_schema_extra=extra, **constraints)
    return Field(default, description=meaning, json_schema_extra=extra, **constraints)
