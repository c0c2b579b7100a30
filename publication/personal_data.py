"""Personal data in a text that is about to become public: an editor is told, and decides.

Found by shape, so both misses and false alarms happen; nothing is refused because of it. All patterns run in linear
time: no repetition is nested, every run is bounded.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_CHARACTERS = 2_000_000
MAX_FINDINGS_OF_A_KIND = 20


class Kind(StrEnum):
    EMAIL = "E-Mail-Adresse"
    PHONE = "Telefonnummer"
    IBAN = "IBAN"
    BIRTH = "Geburtsdatum"
    STREET = "Anschrift"
    PERSON = "Name einer Person"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One place in a text. `excerpt`: as it stands there."""

    kind: Kind
    excerpt: str


_WORD = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]{1,30}"
_NAME = rf"{_WORD}(?:-{_WORD})?"
_DAY = r"\d{1,2}\.[ \u00a0]?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})[ \u00a0]?\d{2,4}"
_NUMBER = r"\d{1,4}[ \u00a0]?[a-h]?(?![\w%€.]|[ \u00a0]?(?:€|Euro|%|Uhr|m²))"

_PATTERNS = {
    Kind.EMAIL: re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    Kind.IBAN: re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{2,4}){3,8}(?!\w)"),
    Kind.PHONE: re.compile(
        r"(?<![\w/.,+-])(?<!\d[ \u00a0])(?:"
        r"(?:Tel(?:efon)?|Mobil|Handy|Fax|Telefax|Durchwahl|Rufnummer)\.?(?:nummer)?:?[ \u00a0]{0,3}"
        r"\+?[\d(][\d ()/.\u00a0–-]{3,22}\d"
        r"|(?:\+|00)[1-9]\d{0,2}[ \u00a0]?(?:\(0\)[ \u00a0]?)?\d[\d /.\u00a0–-]{5,18}\d"
        r"|\(?0[1-9]\d{1,4}\)?[ \u00a0]?[/–-][ \u00a0]?\d[\d \u00a0–-]{2,14}\d"
        r"|\(?0[1-9]\d{1,4}\)?[ \u00a0]\d[\d \u00a0–-]{2,14}\d"
        r")(?![\w/]|[ \u00a0]?(?:€|Euro|%))"
    ),
    Kind.BIRTH: re.compile(
        rf"(?:\b[Gg]eb(?:oren)?\.?(?:[ \u00a0]am)?|\b[Gg]eburtsdatum|\b[Gg]eburtstag|(?<!\w)\*)[ \u00a0:]{{0,3}}{_DAY}"
    ),
    Kind.STREET: re.compile(
        rf"(?<![\w-])(?:"
        rf"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöüß.-]{{1,40}}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|graben|pfad|steig))"
        rf"|(?:(?:{_NAME}[ \u00a0-])(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Graben|Pfad|Steig))"
        rf"|(?:(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Zum|Zur|Unter den)[ \u00a0]{_NAME})"
        rf")[ \u00a0]{_NUMBER}"
    ),
    Kind.PERSON: re.compile(
        rf"(?<!\w)(?:(?:Herrn?|Frau)[ \u00a0](?:(?:Prof|Dr|Dipl)\.[ \u00a0-]?(?:Ing\.[ \u00a0])?){{0,2}}"
        rf"|(?:Prof\.[ \u00a0])?Dr\.[ \u00a0]){_NAME}(?:[ \u00a0]{_NAME})?"
    ),
}
_NOT_A_STREET = re.compile(
    r"^(?:Am|Im|Zum|Zur)[ \u00a0](?:Tag|Jahr|Monat|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|"
    r"November|Dezember|Haushaltsjahr|Zeitraum|Umfang|Abschnitt|Absatz|Anhang|Kapitel|Punkt|Tagesordnungspunkt|Thema|Nr)\b"
    r"|^(?:D(?:er|ie|as|en|em|es)|Ein\w{0,2}|Dies\w{0,2}|Jed\w{0,2})[ \u00a0]"
)


def find_personal_data(text):
    """Places in `text` that look like data of a person, in the order of kinds, each excerpt once.

    Only the first two million characters are read, and at most twenty places of a kind are told.
    """
    text = text[:MAX_CHARACTERS]
    found = []
    for kind, pattern in _PATTERNS.items():
        excerpts = {}
        for match in pattern.finditer(text):
            excerpt = match.group().strip()
            if _is_meant(kind, excerpt):
                excerpts.setdefault(excerpt)
            if len(excerpts) == MAX_FINDINGS_OF_A_KIND:
                break
        found += [PersonalDatum(kind, excerpt) for excerpt in excerpts]
    return tuple(found)


def _is_meant(kind, excerpt):
    if kind == Kind.IBAN:
        return _iban_is_sound(excerpt)
    if kind == Kind.PHONE:
        return sum(letter.isdigit() for letter in excerpt) >= 6 or excerpt[0].isalpha()
    if kind == Kind.STREET:
        return not _NOT_A_STREET.match(excerpt)
    return True


def _iban_is_sound(excerpt):
    """The check digits hold (ISO 13616): account numbers and references of other kinds do not pass by chance."""
    account = "".join(excerpt.split())
    digits = "".join(str(int(letter, 36)) for letter in account[4:] + account[:4])
    return int(digits) % 97 == 1
