"""Trello: the JSON of a board, and the CSV of a paid workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from cxsite.exchange.export_layout import Layout
from cxsite.exchange.export_table import Comment, Row, Step, Table, read_table
from cxsite.exchange.json_file import cells_of, json_object, objects, text_of
from cxsite.model.finding import CxsiteError

_COLOUR = re.compile(r"\s*\((?:green|yellow|orange|red|purple|blue|sky|lime|pink|black|none|no color)(?:_\w+)?\)")


def _read(text: str, fits: Callable[[Sequence[str]], bool]) -> Table:
    if text.lstrip()[:1] in "{[":
        return _board(json_object(text, "Trello"))
    table = read_table(text, fits)
    for row in table.rows:
        if "Labels" in row.cells:
            row.cells["Labels"] = [_COLOUR.sub("", cell) for cell in row.cells["Labels"]]
    return table


def _board(board: dict[str, Any]) -> Table:
    if not isinstance(board.get("cards"), list) or not isinstance(board.get("lists"), list):
        raise CxsiteError("it is JSON, but no board of Trello, which has `lists` and `cards`")
    lists = {text_of(one.get("id")): one for one in objects(board["lists"])}
    steps = _steps(board)
    comments = _comments(board)
    custom = {text_of(one.get("id")): one for one in objects(board.get("customFields"))}
    names: dict[str, None] = {}
    rows: list[Row] = []
    for number, card in enumerate(objects(board["cards"]), 1):
        home = lists.get(text_of(card.get("idList")), {})
        id_ = text_of(card.get("id"))
        labels = objects(card.get("labels"))
        put_away = card.get("closed") or home.get("closed") or card.get("isTemplate")
        cells = {
            "Card ID": [id_],
            "Number": [text_of(card.get("idShort"))],
            "Card Name": [text_of(card.get("name"))],
            "Card Description": [text_of(card.get("desc"))],
            "List Name": [text_of(home)],
            "Complete": ["Done"] if card.get("dueComplete") else [],
            "Labels": [text_of(one) for one in labels],
            "Label colours": [text_of(one.get("color")) for one in labels if not one.get("name")],
            "Start Date": [text_of(card.get("start"))],
            "Due Date": [text_of(card.get("due"))],
            "Card URL": [text_of(card.get("shortUrl") or card.get("url"))],
            "Archived": ["true" if put_away else "false"],
            **_custom(card, custom),
        }
        filled = {name: kept for name, cells in cells.items() if (kept := [cell for cell in cells if cell])}
        names |= dict.fromkeys(cells)
        rows.append(Row(number, filled, steps.get(id_, ()), comments.get(id_, ())))
    return Table(tuple(names), rows)


def _steps(board: dict[str, Any]) -> dict[str, tuple[Step, ...]]:
    """The entries of a card's checklists, in their order."""
    found: dict[str, tuple[Step, ...]] = {}
    for checklist in sorted(objects(board.get("checklists")), key=_position):
        made = [
            Step(text_of(one), one.get("state") == "complete", text_of(one.get("due")))
            for one in sorted(objects(checklist.get("checkItems")), key=_position)
        ]
        card = text_of(checklist.get("idCard"))
        found[card] = (*found.get(card, ()), *made)
    return found


def _position(one: dict[str, Any]) -> float:
    place = one.get("pos")
    return float(place) if isinstance(place, (int, float)) else 0.0


def _comments(board: dict[str, Any]) -> dict[str, tuple[Comment, ...]]:
    found: dict[str, tuple[Comment, ...]] = {}
    for action in reversed(objects(board.get("actions"))):
        data = action.get("data")
        if action.get("type") == "commentCard" and isinstance(data, dict) and isinstance(data.get("card"), dict):
            card = text_of(data["card"].get("id"))
            found[card] = (*found.get(card, ()), Comment(text_of(action.get("date")), text_of(data.get("text"))))
    return found


def _custom(card: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """The values of a board's own fields."""
    found: dict[str, list[str]] = {}
    for one in objects(card.get("customFieldItems")):
        declared = known.get(text_of(one.get("idCustomField")), {})
        options = {text_of(option.get("id")): option for option in objects(declared.get("options"))}
        value = one.get("value")
        if isinstance(value, dict):
            value = next(iter(value.values()), None)
        chosen = options.get(text_of(one.get("idValue")))
        said = cells_of(chosen.get("value") if chosen else value)
        if said and text_of(declared):
            found[text_of(declared)] = said
    return found


TRELLO = Layout(
    name="trello",
    title="Trello",
    signs=(frozenset(("Card ID", "Card Name")), frozenset(("Card Name", "List Name"))),
    roles={
        "key": ("Card ID",),
        "number": ("Number", "Card URL"),
        "title": ("Card Name",),
        "text": ("Card Description",),
        "status": ("List Name",),
        "category": ("Complete",),
        "start": ("Start Date",),
        "end": ("Due Date",),
        "tags": ("Labels",),
        "url": ("Card URL",),
        "archived": ("Archived",),
    },
    people=("Members",),
    skipped=("List ID", "Board ID", "Board Name", "Last Activity Date", "Attachment*", "Due Reminder", "Due Complete"),
    markup="markdown",
    read=_read,
)
