"""What other tools call a status, in the words of the format."""

from __future__ import annotations

import re
from collections.abc import Collection

from cxsite.model.typed.nearest import fold
from cxsite.model.typed.synonyms import value_meant

_ALSO = {
    "idea": "someday icebox maybe inbox ideas parking-lot wishlist future-consideration under-consideration triage "
    "not-started-yet ideen irgendwann idées ideas-backlog long-term longer-term exploring",
    "planned": "next soon upcoming up-next selected-for-development to-do todo open opened not-started unstarted "
    "will-implement ready-to-develop ready-for-development ready-for-dev ready-to-start offen "
    "geplant zu-erledigen à-faire por-hacer pendiente "
    "scheduled near-term new proposed defined prioritized prioritised",
    "in-progress": "now doing in-review review in-code-review code-review in-qa qa testing-in-progress building "
    "in-design design ready-to-ship ready-to-merge committed in-entwicklung in-umsetzung in-bearbeitung underway "
    "under-way working-on-it implementing started in-arbeit en-cours en-curso en-progreso",
    "shipped": "done shipped live released resolved closed completed complete merged ready-for-release finished "
    "erledigt fertig abgeschlossen geschlossen gelöst veröffentlicht terminé terminée fini fermé fermée résolu résolue "
    "terminado terminada finalizado finalizada hecho listo cerrado cerrada resuelto resuelta",
    "dropped": "wont-do will-not-implement wont-implement won-t-implement won-t-do wontfix wont-fix never rejected "
    "removed duplicate cancelled canceled declined not-planned will-not-do not-doing cannot-reproduce obsolete "
    "abgelehnt verworfen wird-nicht-gemacht wird-nicht-umgesetzt duplikat abandonné annulé doublon ne-sera-pas-fait "
    "cancelado cancelada descartado duplicada no-se-hará archived",
    "paused": "blocked stuck on-hold waiting parked deferred pausiert blockiert bloqué bloqueado en-attente en-espera",
}
_MEANT = {fold(word): ours for ours, words in _ALSO.items() for word in words.split()}
_OF_CATEGORY: dict[str, tuple[str, ...]] = {
    "to-do": ("planned", "idea", "paused"),
    "new": ("planned", "idea", "paused"),
    "in-progress": ("in-progress", "pilot", "paused"),
    "indeterminate": ("in-progress", "pilot", "paused"),
    "done": ("shipped", "dropped"),
}
# Jira names its three categories in the language of whoever exports.
_CATEGORIES = {
    "to-do": "zu-erledigen à-faire por-hacer tareas-por-hacer",
    "in-progress": "in-arbeit en-cours en-curso",
    "done": "fertig erledigt terminé terminée terminados finalizado finalizada listo hecho",
}
_OF_CATEGORY |= {fold(word): _OF_CATEGORY[name] for name, words in _CATEGORIES.items() for word in words.split()}


def status_meant(word: str, known: Collection[str]) -> str | None:
    """The status that a word of another tool means; None where nobody can tell. Of several words the first counts."""
    parts = [part for part in re.split(r"[/|,]", word) if part.strip()]
    return next((found for part in (word, *parts) if (found := _meant(part, known))), None)


def _meant(word: str, known: Collection[str]) -> str | None:
    plain = fold(re.sub(r"[^\w\s'’-]+", " ", word).strip())
    for one in (plain, plain.replace("'", "-").replace("’", "-"), re.sub(r"[-\s]*\d{2,4}$", "", plain)):
        if one in known:
            return one
        found = _MEANT.get(one)
        if found in known:
            return found
        found = value_meant(one, known)
        if found is not None:
            return found
    return None


def status_of_category(category: str, word: str, known: Collection[str]) -> str | None:
    """The status of a category that a tool gives beside the words of a team: the word's own where the two agree."""
    possible = [one for one in _OF_CATEGORY.get(fold(category), ()) if one in known]
    meant = status_meant(word, possible)
    return meant or (possible[0] if possible else None)
