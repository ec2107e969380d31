"""What Jira calls its columns in other languages. Names of fields that a team made itself, and of types of links, stay
as the team wrote them.

Jira has changed some of these words over the years, so a name may have several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cxsite.model.typed.nearest import fold

LANGUAGES = ("German", "French", "Spanish")
_NAMES: Mapping[str, tuple[str, str, str]] = {
    "Summary": ("Zusammenfassung", "Résumé|Récapitulatif", "Resumen"),
    "Issue key": (
        "Vorgangsschlüssel|Schlüssel|Vorgang Schlüssel",
        "Clé de ticket|Clé de la demande|Clé du ticket|Clé",
        "Clave de incidencia|Clave de la incidencia|Clave de actividad|Clave",
    ),
    "Issue id": (
        "Vorgangs-ID|Vorgangs ID",
        "ID de ticket|ID du ticket|ID de la demande",
        "ID de la incidencia|ID de incidencia|ID de la actividad",
    ),
    "Issue Type": (
        "Vorgangstyp|Typ",
        "Type de ticket|Type de demande|Type de la demande",
        "Tipo de incidencia|Tipo de Incidencia|Tipo de actividad",
    ),
    "Status": ("Status", "État|Statut", "Estado"),
    "Status Category": ("Statuskategorie", "Catégorie d'état|Catégorie de statut", "Categoría de estado"),
    "Resolution": ("Lösung", "Résolution", "Resolución"),
    "Resolved": ("Erledigt|Gelöst", "Résolu|Résolue|Résolution le", "Resuelta|Resuelto"),
    "Due date": ("Fälligkeitsdatum|Fällig", "Date d'échéance|Échéance", "Fecha de vencimiento|Vencimiento"),
    "Description": ("Beschreibung", "Description", "Descripción"),
    "Labels": ("Stichwörter|Stichworte|Labels", "Étiquettes", "Etiquetas"),
    "Parent": ("Übergeordnet|Übergeordneter Vorgang", "Parent|Ticket parent", "Principal|Actividad principal"),
    "Parent key": ("Übergeordneter Schlüssel|Parent-Schlüssel", "Clé parent|Clé du parent", "Clave principal"),
    "Parent summary": ("Übergeordnete Zusammenfassung", "Résumé du parent", "Resumen de la principal"),
    "Comment": ("Kommentar|Kommentare", "Commentaire|Commentaires", "Comentario|Comentarios"),
    "Security Level": ("Sicherheitsebene|Sicherheitsstufe", "Niveau de sécurité", "Nivel de seguridad"),
    "Start date": ("Startdatum|Startdatum (Start date)", "Date de début", "Fecha de inicio"),
    "Epic Link": ("Epic-Verknüpfung|Epos-Verknüpfung", "Lien d'epic|Lien Epic", "Enlace de epic|Enlace de epopeya"),
    "Assignee": ("Zugewiesene Person|Bearbeiter", "Responsable|Personne assignée", "Persona asignada|Responsable"),
    "Reporter": ("Berichterstatter|Autor", "Rapporteur|Auteur", "Informador|Informante"),
    "Creator": ("Ersteller|Erstellt von", "Créateur", "Creador"),
    "Watchers": ("Beobachter", "Observateurs", "Observadores"),
    "Project lead": (
        "Projektleiter|Projektleitung",
        "Responsable du projet|Chef de projet",
        "Responsable del proyecto",
    ),
    "Log Work": ("Arbeit protokollieren|Arbeitsprotokoll", "Consigner le travail|Journal", "Registro de trabajo"),
    "Project": ("Projekt", "Projet", "Proyecto"),
    "Project key": ("Projektschlüssel", "Clé de projet|Clé du projet", "Clave del proyecto|Clave de proyecto"),
    "Project name": ("Projektname", "Nom du projet|Nom de projet", "Nombre del proyecto"),
    "Project type": ("Projekttyp", "Type de projet", "Tipo de proyecto"),
    "Project description": ("Projektbeschreibung", "Description du projet", "Descripción del proyecto"),
    "Created": ("Erstellt", "Création|Créé|Créée", "Creada|Creado"),
    "Updated": ("Aktualisiert", "Mise à jour|Mis à jour", "Actualizada|Actualizado"),
    "Last Viewed": (
        "Zuletzt angesehen|Zuletzt angezeigt",
        "Dernière consultation",
        "Última visualización",
    ),
    "Votes": ("Stimmen", "Votes", "Votos"),
    "Attachment": ("Anhang|Anhänge", "Pièce jointe|Pièces jointes", "Archivo adjunto|Adjunto"),
    "Work Ratio": ("Arbeitsverhältnis|Arbeitsquote", "Ratio de travail|Ratio estimé/consommé", "Ratio de trabajo"),
    "Original estimate": ("Ursprüngliche Schätzung", "Estimation initiale|Estimation originale", "Estimación original"),
    "Remaining Estimate": ("Verbleibende Schätzung", "Estimation restante", "Estimación restante"),
    "Time Spent": (
        "Benötigte Zeit|Aufgewendete Zeit",
        "Temps consacré|Temps passé",
        "Tiempo empleado|Tiempo invertido",
    ),
    "Status Category Changed": (
        "Statuskategorie geändert",
        "Catégorie d'état modifiée|Changement de catégorie d'état",
        "Categoría de estado modificada|Categoría de estado cambiada",
    ),
}
_AROUND: Mapping[str, tuple[str, str, str]] = {
    "Custom field": (
        "Benutzerdefiniertes Feld|Benutzerdefinierte Felder|Benutzerdefinierte(s) Feld(er)",
        "Champs personnalisés|Champ personnalisé",
        "Campo personalizado|Campos personalizados",
    ),
    "Inward issue link": (
        "Eingehende Vorgangsverknüpfung|Eingehender Vorgangslink",
        "Lien de ticket entrant|Lien de demande entrant",
        "Enlace de incidencia entrante|Enlace a incidencia de entrada",
    ),
    "Outward issue link": (
        "Ausgehende Vorgangsverknüpfung|Ausgehender Vorgangslink",
        "Lien de ticket sortant|Lien de demande sortant",
        "Enlace de incidencia saliente|Enlace a incidencia de salida",
    ),
}


def in_all_languages(names: Iterable[str]) -> tuple[str, ...]:
    """These names of columns, each followed by what it is called elsewhere; a `*` at the end stays."""
    return tuple(dict.fromkeys(one for name in names for one in (name, *_elsewhere(name))))


def of_language(name: str, language: str) -> tuple[str, ...]:
    """What a column is called in one language."""
    at = LANGUAGES.index(language)
    return tuple(_NAMES[name][at].split("|")) if name in _NAMES else ()


def language_of(headings: Iterable[str]) -> str:
    """The language of these headings, where it is not English; the one that most of them tell."""
    there = {fold(heading) for heading in headings}
    english = sum(fold(name) in there for name in _NAMES)
    found = {
        language: sum(any(fold(one) in there for one in of_language(name, language)) for name in _NAMES)
        for language in LANGUAGES
    }
    best = max(found, key=lambda language: found[language])
    return best if found[best] > english else ""


def recognised(headings: Iterable[str]) -> dict[str, str]:
    """The headings that are names in another language, with the English one."""
    english = {fold(name) for name in _NAMES}
    names = {fold(one): name for name in _NAMES for one in _elsewhere(name) if fold(one) not in english}
    return {heading: names[fold(heading)] for heading in headings if fold(heading) in names}


def _elsewhere(name: str) -> list[str]:
    begun = name.removesuffix("*")
    star = "*" if name.endswith("*") else ""
    outer, bracket, inner = begun.partition(" (")
    if bracket and outer in _AROUND:
        inside = inner.removesuffix(")")
        close = ")" if inner.endswith(")") else ""
        words = [inside, *_elsewhere(inside)]
        around = [outer, *(one for words_ in _AROUND[outer] for one in words_.split("|"))]
        return [f"{before} ({word}{close}{star}" for before in around for word in words]
    return [f"{one}{star}" for words_ in _NAMES.get(begun, ()) for one in words_.split("|")]
