"""What the columns of a foreign budget table mean: suggested from the headings, decided by a person, remembered."""

import re
from dataclasses import dataclass

from budgets.models import Appropriation
from publication.folding import fold

from .amounts import factor_in

_PHASE = Appropriation.Phase
IGNORED, AMOUNT = "", "amount"

FIELDS = {
    "body": "Körperschaft",
    "line": "Produkt und Sachkonto in einer Zelle",
    "product_number": "Produkt (Nummer)",
    "product_name": "Produkt (Name)",
    "account_number": "Sachkonto (Nummer)",
    "account_name": "Sachkonto (Name)",
    "plan": "Plan",
    "direction": "Richtung",
    "office": "bewirtschaftet von",
    "cooperation": "Kooperation (nur ihr Anteil)",
    "fiscal_year": "Haushaltsjahr",
    "phase": "Phase",
    "amendment": "fortgeschrieben durch",
    "as_of": "Stand vom",
    "paper": "Vorlage (Nummer)",
    "source": "Quelle",
}
MEANINGS = {
    IGNORED: "nicht einlesen",
    **FIELDS,
    AMOUNT: "Betrag, Phase steht in eigener Spalte",
    **{f"{AMOUNT}:{phase.value}": f"Betrag: {phase.label}" for phase in _PHASE},
}

# The words that headings use, folded; whole headings only.
_WORDS = {
    "body": "koerperschaft gemeinde kommune mandant",
    "line": "haushaltsstelle produktsachkonto produktkonto buchungsstelle",
    "product_number": "produkt teilprodukt produktnummer produktnr teilproduktnummer produktgruppe",
    "product_name": "produktname produktbezeichnung nameproduktes namedesprodukts bezeichnungprodukt teilproduktname",
    "account_number": "sachkonto konto kontonummer sachkontonummer kontonr sachkontonr",
    "account_name": "bezeichnung sachkontoname kontobezeichnung sachkontobezeichnung namedessachkontos kontoname",
    "plan": "plan planart teilplan",
    "direction": "richtung aufwandertrag ertragaufwand",
    "office": "amt bewirtschaftetvon organisationseinheit fachbereich",
    "cooperation": "kooperation",
    "fiscal_year": "jahr haushaltsjahr",
    "phase": "phase wertart",
    "amendment": "fortgeschriebendurch",
    "as_of": "stand standvom",
    "paper": "vorlage vorlagennummer beschluss vorlagennr",
    "source": "quelle fundstelle",
    AMOUNT: "betrag betragineuro betragineur betrageur betragineurinte wert summe",
}
_BY_WORD = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}

# Looked for in this order: "fortgeschriebener Ansatz" holds "Ansatz".
_PHASE_WORDS = (
    (_PHASE.AMENDED, r"fortgeschrieben\w*|nachtrag\w*"),
    (_PHASE.DRAFT_BUDGET, r"\w*entwurf"),
    (_PHASE.APPROVED, r"\w*ansatz|\w*ansaetze"),
    (_PHASE.ACTUAL, r"\w*ergebnis|ist"),
    (_PHASE.MEDIUM_TERM, r"mittelfristig\w*|planung|planjahr|finanzplanung"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts. Year and phase are None where columns of their own tell them."""

    heading: str
    phase: str | None
    year: int | None
    factor: int


def phase_in(text):
    """The one phase that `text` names ("Ist", "Ansatz 2024"); None where it names none."""
    folded = fold(text)
    return next((phase for phase, words in _PHASE_WORDS if re.search(rf"\b(?:{words})\b", folded)), None)


def year_in(text):
    """The only year in `text`; None where there are none or several."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def guessed(headings, remembered=None):
    """{heading: meaning}; what was `remembered` wins, what nothing is known of is left out of the import."""
    remembered = remembered or {}
    found = {heading: _guess(heading) for heading in headings}
    return found | _plans_after_the_last_ansatz(found) | {one: remembered[one] for one in headings if one in remembered}


def _plans_after_the_last_ansatz(found):
    """ "Plan 2027" beside "Ansatz 2026" is the mittelfristige Planung; alone it could be either."""
    decided = [year_in(heading) for heading, meaning in found.items() if meaning == f"{AMOUNT}:{_PHASE.APPROVED.value}"]
    years = [year for year in decided if year is not None]
    return {
        heading: f"{AMOUNT}:{_PHASE.MEDIUM_TERM.value}"
        for heading, meaning in found.items()
        if meaning == IGNORED
        and years
        and re.search(r"\bplan\b", fold(heading))
        and (year_in(heading) or 0) > max(years)
    }


def _guess(heading):
    bare = re.sub(
        r"\(.*?\)|\[.*?\]|\bin\s+(?:t|tsd|mio|mrd)?\.?\s?(?:€|eur\b|euro\b)", "", heading, flags=re.IGNORECASE
    )
    word = re.sub(r"[^a-z0-9]", "", fold(bare))
    if word in _BY_WORD:
        return _BY_WORD[word]
    phase = phase_in(heading)
    if phase is not None:
        return f"{AMOUNT}:{phase.value}"
    return AMOUNT if re.fullmatch(r"(?:betrag|wert)?(?:19|20)\d\d", word) else IGNORED


def undecided(mapping, remembered):
    """Problems with columns that name a year, so hold amounts, and of which nobody said what they mean."""
    return [
        f"Spalte „{heading}“: Es ist nicht klar, welche Phase gemeint ist. Bitte schreiben Sie zum Beispiel „Ansatz "
        "2025“ oder „Planung 2027“, oder ordnen Sie die Spalte einmal in der Verwaltung zu."
        for heading, meaning in mapping.items()
        if meaning == IGNORED and heading not in remembered and year_in(heading) is not None
    ]


def amount_columns(mapping):
    """The columns of amounts in a {heading: meaning}."""
    for heading, meaning in mapping.items():
        kind, _, phase = meaning.partition(":")
        if kind == AMOUNT:
            yield AmountColumn(heading, phase or None, year_in(heading), factor_in(heading) or 1)


def problems_of(mapping):
    """What is missing or told twice, in German; empty where the table can be read."""
    meanings = [meaning for meaning in mapping.values() if meaning in FIELDS]
    problems = [
        f"„{FIELDS[meaning]}“ ist zwei Spalten zugeordnet. Bitte nur einer zuordnen."
        for meaning in dict.fromkeys(meanings)
        if meanings.count(meaning) > 1
    ]
    if "line" not in meanings and not {"product_number", "account_number"} <= set(meanings):
        problems.append("Es fehlen die Nummern von Produkt und Sachkonto. Bitte ordnen Sie die Spalten zu.")
    columns = list(amount_columns(mapping))
    if not columns:
        problems.append("Es fehlt eine Spalte mit Beträgen, zum Beispiel „Ansatz 2025“.")
    for column in columns:
        if column.year is None and "fiscal_year" not in meanings:
            problems.append(
                f"Spalte „{column.heading}“: Es fehlt das Jahr. Bitte schreiben Sie es in die Überschrift oder in eine "
                "Spalte „Haushaltsjahr“."
            )
        if column.phase is None and "phase" not in meanings:
            problems.append(
                f"Spalte „{column.heading}“: Es fehlt die Phase. Bitte schreiben Sie sie in die Überschrift, zum "
                "Beispiel „Ansatz 2025“, oder in eine Spalte „Phase“."
            )
    return problems
