"""What the YAML parser says, in other words: for what no repair explains."""

from __future__ import annotations

import yaml

_CONTEXT = {
    "while scanning a quoted scalar": (
        "the quotation mark that begins here is never closed",
        "close it at the end of the text",
    ),
    "while parsing a flow sequence": (
        "the list that begins here with `[` is not closed, or a comma is missing in it",
        "separate its entries with commas, and close it with `]`",
    ),
    "while parsing a flow mapping": (
        "the mapping that begins here with `{` is not closed, or a comma is missing in it",
        "separate its entries with commas, write each as `name: value`, and close it with `}`",
    ),
    "while scanning a simple key": (
        "this line is no field: a name, a colon and a space are missing",
        "write `name: value`; if it belongs to the text above, indent it more than that field's name",
    ),
    "while scanning an alias": ("`*` begins an alias here", "if it belongs to a text, put the text in quotes"),
    "while scanning an anchor": ("`&` begins an anchor here", "if it belongs to a text, put the text in quotes"),
    "while scanning a tag": ("`!` begins a tag here", "if it belongs to a text, put the text in quotes"),
    "while parsing a tag": ("`!` begins a tag here", "if it belongs to a text, put the text in quotes"),
    "while scanning a directive": ("`%` begins a directive here", "if it belongs to a text, put the text in quotes"),
}
_PROBLEM = {
    "mapping values are not allowed in this context": (
        "a colon stands where no field's name can be",
        "put the text that holds it in quotes, or look at the indentation of this line",
    ),
    "did not find expected key": (
        "this does not fit the lines above it",
        "look at its indentation and at the quotation marks before it",
    ),
    "did not find expected '-' indicator": (
        "this line is neither an entry of the list above nor a field",
        "begin an entry with `- `, and give all lines of an entry the same indentation",
    ),
    "found character that cannot start any token": (
        "no text can begin with this character",
        "put the text in quotes",
    ),
    "found undefined alias": ("`*` begins an alias here", "if it belongs to a text, put the text in quotes"),
}
_OTHER = (
    "this can't be read as YAML",
    "look at the indentation, colons and quotation marks of this line and the one above",
)


def in_words(error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """Where the cause of a parser's error is (an offset), a message and a help."""
    mark, context_mark = error.problem_mark, error.context_mark
    if error.context in _CONTEXT and context_mark is not None:
        return context_mark.index, *_CONTEXT[error.context]
    message, help_ = _PROBLEM.get(error.problem or "", _OTHER)
    return (mark.index if mark is not None else 0), message, help_


def line_of(error: yaml.MarkedYAMLError) -> int:
    """The offset at which the parser gave up."""
    return error.problem_mark.index if error.problem_mark is not None else 0
