"""CX55x: texts that say of themselves that they are not for those who read them."""

from __future__ import annotations

from collections.abc import Iterator

from cxsite.check.context import Context
from cxsite.check.examples import PUBLISHED, initiative, tree
from cxsite.check.exposure import Exposed
from cxsite.check.rule import Problem, rule
from cxsite.check.texts.intent import Said, said_internal

_BODY = "to withhold it, write `/// internal` before it and `///` behind it, each on a line of its own"
_FIELD = "to withhold it, say `visibility: internal` of the item or entry, or give these readers words with `wording`"


@rule(
    "CX551",
    "meant-as-internal",
    "error",
    bad=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ::: internal\n  It costs too much.\n  :::")),
    good=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  /// internal\n  It costs too much.\n  ///")),
)
def meant_as_internal(context: Context) -> Iterator[Problem]:
    """A text that readers below internal see marks a part of itself, or all of it, as internal, confidential or not to
    be published, in a notation that means nothing here: `INTERNAL: …`, `[intern] …`, `!!! internal`, a comment
    around it, `ne pas publier`. Somebody believes that it is withheld, and it is not. English, German, French and
    Spanish are understood."""
    for seen, said in _found(context):
        if said.marks:
            yield Problem(
                seen.place.within(said.start, said.end),
                f"`{seen.text[said.start : said.end]}` withholds nothing here, and {seen.level} readers read this",
                _BODY if seen.place.body else _FIELD,
            )


@rule(
    "CX552",
    "sounds-internal",
    "warning",
    bad=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ## Internal notes\n\n  It costs too much.")),
    good=tree(initiative(PUBLISHED + "body: |\n  We begin.\n\n  ## How we work internally\n\n  In teams.")),
)
def sounds_internal(context: Context) -> Iterator[Problem]:
    """A heading or a phrase that readers below internal see says that something is internal or confidential. It may be
    what they should read; look at it once."""
    for seen, said in _found(context):
        if not said.marks:
            yield Problem(
                seen.place.within(said.start, said.end),
                f"`{seen.text[said.start : said.end]}` sounds as if {seen.level} readers should not read this",
                f"{_BODY if seen.place.body else _FIELD}; or accept it with `ignore` and a reason",
            )


def _found(context: Context) -> Iterator[tuple[Exposed, Said]]:
    for seen in context.texts_below_internal():
        yield from ((seen, said) for said in said_internal(seen.text, body=seen.place.body is not None))
