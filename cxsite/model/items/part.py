"""Parts that several kinds share: said texts, links, notes, milestones."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, create_model

from cxsite.model.declare import Declared, LevelName, OrText, Ref, Wordable, field
from cxsite.model.scalars import Amount, Date, Id, Text, Url

Words = Annotated[Text, Wordable()]
"""A text in the author's words, shown as typed; `wording` may replace it."""

LevelOrNone = Annotated[str | None, LevelName()]
Wording = dict[Annotated[str, LevelName()], dict[str, str]]


class Part(Declared):
    """Something inside an item that may have a level of its own."""

    visibility: LevelOrNone = field("Who may see it, at most; its parent's level unless said.", default=None)
    wording: Wording = field(
        "Other words for lesser audiences: level, then field, then text.", default={}, consumed=True
    )


def _said(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class SaidText(Part):
    """A text, or `{text, visibility}`."""

    text: Words = field("What is said.")

    def __str__(self) -> str:
        return self.text


class SaidAtTouchpoint(SaidText):
    """A text that may belong to one touchpoint of its journey."""

    touchpoint: Annotated[str, Ref(("touchpoint",), local=True)] | None = field(
        "The touchpoint of this journey where it happens.", default=None
    )


Said = Annotated[SaidText, OrText(), BeforeValidator(_said)]
SaidAt = Annotated[SaidAtTouchpoint, OrText(), BeforeValidator(_said)]


class Alias(Declared):
    """An old id of an item, and who knew the item by it."""

    id: Id = field("The old id.")
    visibility: LevelOrNone = field("The least level that finds the item at its old address.", default=None)

    def __str__(self) -> str:
        return self.id


def _alias(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


OldId = Annotated[Alias, OrText(), BeforeValidator(_alias)]


class Link(Part):
    """A web address worth knowing; internal unless it says otherwise."""

    title: Words = field("What is behind the link.")
    url: Url = field("https, http, mailto or an address relative to the site.")


class Note(Part):
    """A remark for colleagues."""

    date: Date | None = field("The day of the remark.", default=None)
    text: Words = field("The remark.")


class Update(Part):
    """What happened: a fact with its day."""

    date: Date = field("The day on which it happened or was told.")
    text: Words = field("What happened.")


def _spent(value: object) -> object:
    return value if isinstance(value, (dict, SpentMoney)) else {"value": value}


class SpentMoney(Declared):
    """Money that was spent: an amount, or an amount with its day."""

    date: Date | None = field("The day up to which, or on which, it was spent.", default=None)
    value: Amount = field("The amount, in the site's currency.", ge=0)


Spent = Annotated[SpentMoney, OrText(), BeforeValidator(_spent)]


# `from` is a word of Python, so that no class can declare a field of this name.
_ORIGIN: dict[str, Any] = {"from": (Text, field("The tool that it was imported from.", example="jira"))}
_From: Any = create_model("_From", __base__=Declared, **_ORIGIN)


class Imported(_From):
    """Where an item was imported from; the import keeps it by itself."""

    key: Text = field("What names the entry there.", example="CX-12")
    at: Date = field("The day on which something came from there last.")
    hashes: dict[str, Text] = field("Field, then a hash of what came, by which a later import knows edits.", default={})


class SuppressedRule(Declared):
    """A finding that the team accepts, with its reason."""

    rule: Text = field("Code or name of the rule.")
    reason: Words = field("Why it is accepted here.", min_length=1)
