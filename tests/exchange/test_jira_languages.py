"""Exports of Jira from accounts that speak German, French or Spanish: understood as English ones are, without a map."""

from __future__ import annotations

import pytest

from cxsite.exchange.layouts.jira_names import in_all_languages, language_of
from cxsite.model.finding import CxsiteError
from tests.exchange.conftest import Reads

GERMAN = """\
Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Projektschlüssel;Zugewiesene Person;Autor;Erstellt;\
Fälligkeitsdatum;Stichwörter;Stichwörter;Beschreibung;Benutzerdefiniertes Feld (Start date);Statuskategorie;\
Ausgehende Vorgangsverknüpfung (Blocks)
Erste;CX-1;10001;Epic;In Bearbeitung;CX;Wer;Wer;15.02.26 16:16;25.06.26 00:00;a;b;h2. Ziel;04.01.26 00:00;In Arbeit;CX-2
Zweite;CX-2;10002;Epic;Offen;CX;Wer;Wer;15.02.26 16:16;;;;;;Zu erledigen;
Dritte;CX-3;10003;Epic;Fertig;CX;Wer;Wer;15.02.26 16:16;;;;;;Fertig;
Klein;CX-4;10004;Story;Fertig;CX;Wer;Wer;15.02.26 16:16;;;;;;Fertig;
"""
FRENCH = """\
Résumé,Clé de ticket,ID de ticket,Type de ticket,État,Clé de projet,Responsable,Rapporteur,Création,Date d'échéance,\
Étiquettes,Étiquettes,Description,Champs personnalisés (Start date),Catégorie d'état,Lien de ticket sortant (Blocks),\
Clé parent,Parent summary
Première,CX-1,10001,Epic,En développement,CX,Qui,Qui,15/févr./26 4:16 PM,25/juin/26 12:00 AM,a,b,h2. But,\
04/janv./26 12:00 AM,En cours,CX-2,,
Deuxième,CX-2,10002,Epic,Ouvert,CX,Qui,Qui,15/févr./26 4:16 PM,,,,,,À faire,,,
Troisième,CX-3,10003,Epic,Terminé,CX,Qui,Qui,15/févr./26 4:16 PM,,,,,,Terminé,,,
Petite,CX-4,10004,Story,Terminé,CX,Qui,Qui,15/févr./26 4:16 PM,,,,,,Terminé,,CX-1,Première
"""
SPANISH = """\
Resumen,Clave de incidencia,ID de la incidencia,Tipo de Incidencia,Estado,Persona asignada,Informador,Creada,\
Fecha de vencimiento,Etiquetas,Etiquetas,Descripción,Campo personalizado (Start date),Categoría de estado,\
Enlace de incidencia saliente (Blocks)
Primera,CX-1,10001,Épica,En curso,Quien,Quien,15/feb/26 4:16 PM,25/jun/26 12:00 AM,a,b,h2. Meta,04/ene/26 12:00 AM,\
En curso,CX-2
Segunda,CX-2,10002,Épica,Pendiente,Quien,Quien,15/feb/26 4:16 PM,,,,,,Tareas por hacer,
Tercera,CX-3,10003,Épica,Listo,Quien,Quien,15/feb/26 4:16 PM,,,,,,Listo,
Chica,CX-4,10004,Historia,Listo,Quien,Quien,15/feb/26 4:16 PM,,,,,,Listo,
"""


@pytest.mark.parametrize(
    ("text", "language", "people", "encoding"),
    [
        (GERMAN, "German", {"Zugewiesene Person", "Autor"}, "cp1252"),
        (FRENCH, "French", {"Responsable", "Rapporteur"}, "utf-8-sig"),
        (SPANISH, "Spanish", {"Persona asignada", "Informador"}, "utf-16"),
    ],
    ids=["german", "french", "spanish"],
)
def test_headings_in_other_languages(reads: Reads, text: str, language: str, people: set[str], encoding: str) -> None:
    export = reads("jira", text.encode(encoding))
    first, second, third = export.items
    assert (first.key, second.key, third.key) == ("CX-1", "CX-2", "CX-3")
    got = {name: first.values[name] for name in ("status", "start", "end", "tags")}
    assert got == {"status": "in-progress", "start": "2026-01-04", "end": "2026-06-25", "tags": ["a", "b"]}
    assert str(first.values["body"]).startswith("## ")
    assert (second.values["status"], third.values["status"]) == ("planned", "shipped")
    assert second.needs == ("CX-1",)
    assert set(export.people) == people and first.remark == ""
    assert sum(export.left_out.values()) == 1
    assert export.told[0].startswith(f"headings in {language}: ") and "is Issue key" in export.told[0]


def test_english_headings_are_no_news(reads: Reads) -> None:
    export = reads("jira", b"Summary,Issue key,Issue Type,Status,Description\nA,CX-1,Epic,To Do,\n")
    assert export.told == []


def test_names_in_other_languages_keep_what_teams_wrote() -> None:
    assert "Champs personnalisés (Start date)" in in_all_languages(["Custom field (Start date)"])
    assert "Benutzerdefiniertes Feld (Startdatum)" in in_all_languages(["Custom field (Start date)"])
    assert "Bearbeiter*" in in_all_languages(["Assignee*"])
    assert language_of(["Summary", "Issue key"]) == "" and language_of(["Resumen", "Estado"]) == "Spanish"


def test_of_another_file_two_sets_of_names_are_told(reads: Reads) -> None:
    with pytest.raises(CxsiteError) as told:
        reads("jira", b"Name,When\nA,2026\n")
    assert "`Issue key`, `Summary`" in str(told.value) and "Vorgang" not in str(told.value)
