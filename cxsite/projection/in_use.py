"""The charter as an audience gets it: without entries of lists and statements that nothing visible needs."""

from __future__ import annotations

from collections.abc import Mapping

from cxsite.model.charter import Charter, Statements, entries
from cxsite.model.items.item import Item
from cxsite.model.kinds import KINDS
from cxsite.model.roadmap import Page
from cxsite.model.scalars import is_address
from cxsite.model.shape import references

VOCABULARIES = ("areas", "channels", "departments", "risk_categories")
"""The lists of roadmap.yml that are cut to what is used."""


def in_use(charter: Charter, items: Mapping[str, Mapping[str, Item]], pages: Mapping[str, Page]) -> Charter:
    """The charter with only those entries of its vocabularies that something visible uses, and without statements on
    pages that are not visible."""
    used: dict[str, set[str]] = {}
    for kind in KINDS:
        for item in items.get(kind.name, {}).values():
            for _, ref, value in references(kind.model, item):
                if ref.vocabulary:
                    used.setdefault(ref.vocabulary, set()).add(value)
    pruned = {
        name: {id_: title for id_, title in getattr(charter, name).items() if id_ in used.get(name, ())}
        for name in VOCABULARIES
        if entries(charter, name)
    }
    told = {name: said for name, said in charter.statements if said and (is_address(said) or said in pages)}
    return charter.model_copy(update={**pruned, "statements": Statements.model_construct(**told)})
