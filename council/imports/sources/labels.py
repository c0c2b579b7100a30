"""The labels of head fields, as councils write them, and the field that each stands for."""

import re

from council.imports.vocabulary import fold_label

_VARIANTS = {
    "reference": "Vorlage, Vorlagennummer, Vorlagen-Nummer, Vorlagen-Nr, Vorlagennr, Vorlage-Nr, Vorlagenbezeichnung, "
    "Drucksache, Drucksachennummer, Drucksachen-Nr, Drucksache-Nr, Drs.-Nr, DS-Nr, Nummer, Vorlagen Nr, Vorlage Nr, "
    "Vorl.-Nr, Drucksachen Nr, Drs.Nr, Antragsnummer, Antrags-Nr, Vorlagenzeichen",
    "name": "Betreff, Titel, Gegenstand, Thema",
    "type": "Vorlage-Art, Vorlageart, Vorlagenart, Vorlagen-Art, Vorlagentyp, Vorlagetyp, Drucksache-Art, "
    "Drucksachenart, Drucksachen-Art, Art der Vorlage, Art, Dokumentart, Drucksachentyp, Vorlagen Art",
    "status": "Status, Öffentlichkeitsstatus, Öffentlichkeit, Vertraulichkeit",
    "lead": "Federführend, Federführung, Federführendes Amt, Federführende Dienststelle, Federführender Bereich, "
    "Federführender Fachbereich, Federführende Organisationseinheit, Verantwortlich, Zuständiges Amt, "
    "Organisationseinheit, Fachbereich, Amt, Dezernat, Federf, Fachdienst, Federführende Stelle, Fachabteilung",
    "editor": "Bearbeiter, Bearbeiterin, Bearbeitung, Verfasser, Verfasserin, Sachbearbeiter, Sachbearbeitung, "
    "Ansprechpartner, Berichterstatter, Berichterstattung, 1. Berichterstattung, Vorlagenersteller",
    "originator": "Initiator, Antragsteller, Antragstellend, Antragstellerin, Einreicher, Einreichend, Einbringer, "
    "Eingereicht von, Eingereicht durch, Urheber, Antragstellende Fraktion, Einreichende Fraktion",
    "file_reference": "Aktenzeichen, Az, Geschäftszeichen",
    "regarding": "Bezüglich, Bezug, Bezugsvorlage, Bezugsvorlagen, Bezugsdrucksache, Bezugs-Nr",
    "number": "TOP, Tagesordnungspunkt, TOP-Nr, TOP-Nummer",
    "organization": "Gremium, Ausschuss",
    "result": "Beschlussart, Beschluss, Ergebnis, Beschlussergebnis, Beratungsergebnis",
    "vote": "Abstimmung, Abstimmungsergebnis",
    "day": "Datum, Sitzungsdatum, Sitzungstag, Sitzungstermin, Termin, Tag",
    "time": "Zeit, Uhrzeit, Sitzungszeit, Beginn, Sitzungsbeginn",
    "end": "Ende, Sitzungsende",
    "occasion": "Anlass, Sitzungsart",
    "room": "Raum, Sitzungsraum, Sitzungssaal, Saal",
    "location": "Ort, Sitzungsort, Tagungsort, Adresse",
    "meeting": "Sitzung, Bezeichnung, Sitzungsbezeichnung, Sitzungsnummer, Sitzungs-Nr",
    "publicity": "Beratung, Beratungsart",
    "stations": "Beratungsfolge, Beratungen, Beratungsverlauf",
    "": "Zusatz, Beteiligt, Anlagen, Anlage, Stammbaum, Referenzvorlage, Freigabe, Vorsitz, Schriftführung",
}
_FIELDS = {fold_label(label): field for field, labels in _VARIANTS.items() for label in labels.split(", ")}


# "Bearbeiter/-in", "Bearbeiter(in)", "Bearbeiter:in": all one label.
_FEMALE = re.compile(r"(?:/-?|\(|[*:_])in(?:nen)?\)?$")


def labels_of(field: str) -> tuple[str, ...]:
    return tuple(_VARIANTS[field].split(", "))


def field_of(label: str) -> str | None:
    """The field that `label` stands for, "" for a label of no interest here, None for what is no label."""
    folded = fold_label(label).removesuffix(".")
    return _FIELDS.get(folded, _FIELDS.get(_FEMALE.sub("", folded)))
