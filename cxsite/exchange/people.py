"""What names people: columns that are not read, and mentions and addresses that are taken out of texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxsite.model.typed.nearest import fold

_SAID = """
assignee assignees reporter creator creators author watcher watchers member members owner owners person people lead
user username email e-mail mail assigned requester contact responsible accountable approver approvers attendees
stakeholder stakeholders verantwortlich verantwortliche verantwortlicher zuständig bearbeiter ansprechpartner besitzer
responsable propietario propriétaire autor auteur asignado assigné collaborators manager managers managed sponsor
sponsors champion advocate delegate erstellerin ersteller gemeldet melder meldende zugewiesen leiter
leiterin rapporteur responsables gestionnaire informador gestor encargado encargada
"""
_WORDS = frozenset(map(fold, _SAID.split()))
_BY = re.compile(r"\b(by|von|par|por)\W*$", re.IGNORECASE)
"""Created by, angelegt von, créé par, creado por."""
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_MAILTO = re.compile(r"<?mailto:[^\s>)\]|]+>?", re.IGNORECASE)
_NAMED_MAIL = re.compile(r"[^<>,;\n]*<\s*[\w.+%-]+@[\w-]+(?:\.[\w-]+)+\s*>")
_ACCOUNT = re.compile(r"\[~[^\]\n]*\]|@?\b\d{6}:[0-9a-f]{8}-[0-9a-f-]{27}\b|<@[UW][A-Z0-9]+>")
_MENTION = re.compile(r"(?<![\w/@.`])@[\w](?:[\w.-]*\w)?(?!\w*[(/])")
_MOST = 0.5


def names_people(heading: str) -> bool:
    """Whether a column of this heading holds people, in the words of tools and languages."""
    words = re.split(r"[^\w-]+", heading.casefold())
    return any(fold(word) in _WORDS for word in words if word) or _BY.search(heading) is not None


def hold_people(values: Sequence[str]) -> bool:
    """Whether the values of a column are mostly addresses or accounts of people."""
    found = [
        value for value in values if _MAIL.fullmatch(value) or _NAMED_MAIL.fullmatch(value) or _ACCOUNT.search(value)
    ]
    return len(found) > _MOST * len(values)


def without_people(text: str) -> str:
    """The text without mentions, accounts and mail addresses; spaces close up behind them."""
    bare = text
    for pattern in (_ACCOUNT, _MAILTO, _MAIL, _MENTION):
        bare = pattern.sub("\0", bare)
    if bare == text:
        return text
    bare = re.sub(r"\[\0?\]\(\0?\)|\[([^\]\n]*)\]\(\0\)", r"\1", bare)
    bare = re.sub(r"[ \t]*\(\s*\0\s*\)|[ \t]*<\0>|(?<=\s)\0[ \t]*|^\0[ \t]*|[ \t]*\0", "", bare, flags=re.MULTILINE)
    return bare.replace("\0", "")
