"""Words of a budget, explained where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    word: str
    meaning: str


TERMS = (
    Term("Entwurf", "Was die Verwaltung vorschlägt. Beschlossen ist es noch nicht."),
    Term("Ansatz", "Was für das Jahr im beschlossenen Haushalt steht: so viel darf ausgegeben werden."),
    Term(
        "fortgeschriebener Ansatz",
        "Der Ansatz, nachdem er sich im Lauf des Jahres geändert hat, zum Beispiel durch einen Nachtrag oder weil "
        "nicht ausgegebenes Geld ins nächste Jahr mitgenommen wurde.",
    ),
    Term("Ergebnis", "Was am Ende wirklich ausgegeben oder eingenommen wurde."),
    Term("mittelfristige Planung", "Was für spätere Jahre erwartet wird. Sie bindet niemanden."),
    Term(
        "Umlage",
        "Was die Mitglieder eines Verbandes zahlen, damit er seine Aufgaben erfüllen kann. Der Verband beschließt sie, "
        "im Haushalt der Mitglieder steht sie als Aufwand.",
    ),
    Term(
        "anteilige Mittel", "Der Teil einer Haushaltsstelle, der auf eine Kooperation entfällt, nicht das ganze Konto."
    ),
    Term(
        "Ergebnisplan und Finanzplan",
        "Der Ergebnisplan zählt Aufwand und Ertrag eines Jahres, der Finanzplan die Zahlungen. Derselbe Euro kann in "
        "beiden stehen; deshalb werden sie nie zusammengezählt.",
    ),
)
