"""Words in braces that stand for the operator's data in a text, so that a new telephone number is told in one place."""

import re
from dataclasses import dataclass

from django.conf import settings

from publication.display import day_text

from .markdown import addresses_not_taken, escaped

IN_BRACES = re.compile(r"\{([^{}\s]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in braces. `setting` is the key in settings.PORTAL, `variable` what the operator sets.

    A line with a placeholder that may be empty, and is, is left out.
    """

    meaning: str
    setting: str
    variable: str
    may_be_empty: bool = False


PLACEHOLDERS = {
    "portal": Placeholder("Name des Portals", "name", "PORTAL_NAME"),
    "region": Placeholder("Name der Region", "region", "PORTAL_REGION"),
    "adresse_portal": Placeholder("Internetadresse des Portals", "base_url", "SITE_URL"),
    "betreiber": Placeholder("Name des Betreibers", "operator", "OPERATOR_NAME"),
    "strasse": Placeholder("Straße und Hausnummer", "operator_street", "OPERATOR_STREET"),
    "ort": Placeholder("Postleitzahl und Ort", "operator_city", "OPERATOR_CITY"),
    "email": Placeholder("E-Mail-Adresse des Betreibers", "operator_email", "OPERATOR_EMAIL"),
    "telefon": Placeholder("Telefonnummer", "operator_phone", "OPERATOR_PHONE", may_be_empty=True),
    "vertreten_durch": Placeholder("wer den Betreiber vertritt", "operator_represented_by", "OPERATOR_REPRESENTED_BY"),
    "datenschutz_email": Placeholder(
        "E-Mail-Adresse für Datenschutz", "data_protection_email", "DATA_PROTECTION_EMAIL"
    ),
    "datenlizenz": Placeholder("Lizenz der Daten", "data_licence", "DATA_LICENCE_NAME", may_be_empty=True),
    "datenlizenz_adresse": Placeholder(
        "Internetadresse der Lizenz", "data_licence_url", "DATA_LICENCE_URL", may_be_empty=True
    ),
    "quelltext": Placeholder("Internetadresse des Quelltexts", "source_url", "SOURCE_CODE_URL", may_be_empty=True),
    "ueberprueft_am": Placeholder(
        "Tag der letzten Überprüfung (Barrierefreiheit)", "accessibility_reviewed", "ACCESSIBILITY_REVIEWED"
    ),
    "rueckmeldung_tage": Placeholder(
        "Tage, nach denen beantwortete Rückmeldungen gelöscht werden",
        "feedback_retention_days",
        "FEEDBACK_RETENTION_DAYS",
    ),
}


def filled(body, *, reviewed_on=None):
    """`body` with the operator's data in place of the placeholders; `reviewed_on` goes before the one from settings."""
    values = {name: settings.PORTAL[one.setting] for name, one in PLACEHOLDERS.items()}
    reviewed_on = reviewed_on or values["ueberprueft_am"]
    values["ueberprueft_am"] = day_text(reviewed_on) if reviewed_on else ""
    lines = [line for line in body.splitlines() if not _waits_for_nothing(line, values)]
    return IN_BRACES.sub(lambda found: _value(found, values), "\n".join(lines))


def _waits_for_nothing(line, values):
    names = [name for name in IN_BRACES.findall(line) if name in PLACEHOLDERS]
    return any(PLACEHOLDERS[name].may_be_empty and not values[name] for name in names)


def _value(found, values):
    name = found[1]
    if name not in PLACEHOLDERS:
        return found[0]
    if values[name]:
        return escaped(values[name])
    return escaped(f"[… {PLACEHOLDERS[name].meaning}]").replace(" ", "\N{NO-BREAK SPACE}")  # may stand in a link


def faults_of(body):
    """What must be changed in a text before it can be saved, as messages for people."""
    unknown = [name for name in dict.fromkeys(IN_BRACES.findall(body)) if name not in PLACEHOLDERS]
    faults = [
        f"Den Platzhalter {{{name}}} gibt es nicht. Bitte nehmen Sie einen von denen, die unter dem Feld stehen."
        for name in unknown
    ]
    told = IN_BRACES.sub("/wert", body)
    return faults + [
        f"Die Adresse „{address}“ wird kein Link und kein Bild. Erlaubt sind https://…, mailto:…, tel:… und eigene "
        "Seiten, die mit / beginnen; Bilder nur aus dem Portal."
        for address in addresses_not_taken(told)
    ]
