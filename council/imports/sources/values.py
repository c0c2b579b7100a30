"""Single values as council pages write them: days, times, sizes, numbers of items and papers, counts of votes."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from council.imports.records import FileRecord, ReferenceRecord, VoteRecord

BERLIN = ZoneInfo("Europe/Berlin")

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
DAY = re.compile(
    r"(?:(Mo|Di|Mi|Do|Fr|Sa|So)(?:n?ntag|enstag|ttwoch|nnerstag|eitag|mstag)?\.?,? ?(?:de[nr] )?)?"
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
)
# "12. März 2031", and as ALLRIS 4 writes days for readers whose language it does not know: "2031 Mar 3".
_MONTH = r"(?P<month>[A-Za-zä]{3,9})\.?"
_SPELLED_DAYS = (
    re.compile(rf"(?:\w{{2,10}}\.?, ?)?(?P<day>\d{{1,2}})\.? {_MONTH} (?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}}) {_MONTH} (?P<day>\d{{1,2}})"),
    re.compile(rf"(?:\w{{2,10}}\.?, ?)?{_MONTH} (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"),
)
_MONTHS = {
    "jan": 1, "feb": 2, "mär": 3, "mae": 3, "mar": 3, "mrz": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
# The headline of a meeting: "Kreistag - 27.03.2031 - 17:00 Uhr".
MEETING_HEADLINE = re.compile(
    r"(.{3,300}?) - (?:\w{2,10}, ?)?(\d{1,2}\.\d{1,2}\.\d{4})(?: - (\d{1,2}[:.]\d\d.{0,20}?)(?: - .{3,200})?)?"
)
TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?: Uhr)?")
SIZE = re.compile(r"([\d.]{1,12}(?:,\d{1,3})?) ?(Bytes|Byte|B|kB|KB|MB|GB)")
ITEM_NUMBER = re.compile(r"([ÖN])? ?(\d{1,3}(?:\.\d{1,3}){0,5}[a-z]?)\.?")

_UNITS = {"Bytes": 1, "Byte": 1, "B": 1, "kB": 1000, "KB": 1000, "MB": 1000**2, "GB": 1000**3}


def is_day(text: str | None) -> bool:
    """Whether `text` has the form of a day, even of one that no calendar knows."""
    return bool(DAY.fullmatch(text or "") or _spelled_day(text))


def read_day(text: str | None) -> date | None:
    """The day when `text` is nothing but a day, with or without its weekday."""
    if found := DAY.fullmatch(text or ""):
        return _date(found[4], found[3], found[2])
    if found := _spelled_day(text):
        return _date(found["year"], _MONTHS[found["month"][:3].lower()], found["day"])
    return None


def _spelled_day(text: str | None) -> re.Match | None:
    found = next((match for form in _SPELLED_DAYS if (match := form.fullmatch(text or ""))), None)
    return found if found and found["month"][:3].lower() in _MONTHS else None


def weekday_differs(text: str | None) -> bool:
    """True for "Di., 22.03.2031", which is a Saturday."""
    found, day = DAY.fullmatch(text or ""), read_day(text)
    return bool(found and day and found[1] and WEEKDAYS[day.weekday()] != found[1])


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def at_time(day: date | None, text: str | None) -> datetime | None:
    """`day` at the time `text` ("16:00", "18.05 Uhr") in Europe/Berlin."""
    found = TIME.fullmatch(text or "")
    if not (found and day):
        return None
    try:
        return datetime(day.year, day.month, day.day, int(found[1]), int(found[2]), tzinfo=BERLIN)
    except ValueError:
        return None


def read_size(text: str) -> int | None:
    """Bytes of "169,7 kB"."""
    found = SIZE.fullmatch(text)
    if not found:
        return None
    figure = found[1].replace(".", "").replace(",", ".")
    try:
        return round(float(figure) * _UNITS[found[2]])
    except ValueError:
        return None


def is_item_number(text: str) -> bool:
    return bool(ITEM_NUMBER.fullmatch(text)) and not DAY.fullmatch(text)


def read_item_number(text: str | None) -> tuple[str | None, bool | None]:
    """Number of an agenda item and whether it is public, as far as the number tells: "N 2" is not, "8" is silent."""
    found = ITEM_NUMBER.fullmatch(text or "")
    if not found:
        return (text or None), None
    letter, digits = found.groups()
    return (f"{letter} {digits}", letter == "Ö") if letter else (digits, None)


# -- numbers of papers ------------------------------------------------------------------------------------------------

# Candidates only: `is_paper_number` decides. "FB 02/0083/WP16", "0876/III (neu)", "WP 04-09 SV 20/007", "19-11844".
_NUMBER = r"(?:WP \d\d-\d\d SV |[A-ZÄÖÜ]{1,4} )?[A-Z0-9][A-Z0-9/.-]{2,40}(?: \(neu\))?"
_PAPER_NUMBER = re.compile(_NUMBER)
# A number that says itself what it is needs no word before it.
_MENTION = re.compile(
    r"\b(?P<own>WP \d\d-\d\d SV \d{1,3}/\d{1,4}|(?:SV-|(?:VO|DS|BV|MV|SV|UV|AN|VL)/)\d[A-Z0-9/.-]{2,40})"
    r"|\b(?:(?:[A-ZÄÖÜ][a-zäöüß]{2,20})?(?:[Vv]orlagen?(?:nummern?)?|[Dd]rucksachen?(?:nummern?)?)|SV|Vorl\.|Drs\.?|DS\.?"
    r"|Antrag|Anfrage)(?:-?Nr\.)?(?::? |(?<=\.))(?:Nr\.:? ?)?"
    rf"(?P<number>{_NUMBER})"
    rf"|\bBeschl(?:uss|üsse):? Nr\. ?(?P<decided>{_NUMBER})"
    r"|(?P<dated>(?:Ratsantrag|Dringlichkeitsantrag|Einwohnerantrag|\bAntrag)(?: de[rs] [^\n.;:]{1,80}?)? vom "
    r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\. [A-ZM][a-zä]{2,8} \d{4}))"
)
_FURTHER = re.compile(r"(?:,|,? und|,? sowie|;) ([A-Z0-9][A-Z0-9/.-]{2,40})")
_SUFFIX = re.compile(r"(.{4,60})(?:/\d{1,2}|\.\d{2})")
_SUPPLEMENT = re.compile(
    r"(?:- )?(?:\(?\d{1,2}\.? ?)?(?:Ergänzung|Erg\.|Änderung|Nachtrag|Version|Neufassung|Fassung)\)?"
)
_BARE_NUMBER = re.compile(r"[A-ZÄÖÜ]{0,4}[ -]?\d{1,8}[a-zA-Z]?")
_LINK_NUMBER = re.compile(r"(?=\D*\d)[A-Za-zÄÖÜäöüß0-9./_-]{3,40}(?: \(neu\))?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_paper_number(text: str) -> bool:
    return bool(_PAPER_NUMBER.fullmatch(text)) and _has_number_shape(text)


def is_number_of_headline(text: str) -> bool:
    """Behind "Vorlage - " a mere "4711" is a number too, and so is "2031/007 1. Ergänzung"."""
    number, rest = split_paper_number(text)
    return bool(number and (not rest or _SUPPLEMENT.fullmatch(rest)) or _BARE_NUMBER.fullmatch(text))


def is_number_of_link(text: str) -> bool:
    """The text of a link to a paper may have small letters in its number: "Rpr/002/2031"."""
    return is_paper_number(text) or bool(_LINK_NUMBER.fullmatch(text)) and _has_number_shape(text) and not is_day(text)


def _has_number_shape(text: str) -> bool:
    has_separator = "/" in text or "-" in text
    return has_separator and any(letter.isdigit() for letter in text) and not _ISO_DAY.fullmatch(text)


def split_paper_number(text: str) -> tuple[str | None, str]:
    """A leading paper number and the rest: ("2031/003", "Sachstand Musterprojekt"); None without a number."""
    found = _PAPER_NUMBER.match(text)
    if found and _has_number_shape(found[0]) and text[found.end() :][:1] in ("", " "):
        return found[0], text[found.end() :].strip()
    return None, text


def split_meeting_number(text: str) -> tuple[str | None, str]:
    """A leading meeting number and the rest: ("SI/2031/004", "Ordentliche Sitzung …"), ("Rat/33/WP.17", …)."""
    first, _, rest = text.partition(" ")
    if "/" in first and any(letter.isdigit() for letter in first) and len(first) <= 40:
        return first, rest.strip()
    return None, text


def base_number(number: str | None) -> str | None:
    """The paper that "2023/0112/1" or "22-1940.01" adds to; None for a number without such a suffix."""
    found = _SUFFIX.fullmatch(number or "")
    return found[1] if found and is_paper_number(found[1]) else None


def find_references(*texts: str | None) -> list[ReferenceRecord]:
    """Papers named in running text, in order of appearance, as often as they are named."""
    found: list[ReferenceRecord] = []
    for text in texts:
        for mention in _MENTION.finditer(text or ""):
            record = _dated_reference(mention) if mention["dated"] else _numbered_reference(mention)
            if record:
                found.append(record)
                found += _further_numbers(mention) if record.reference else []
    return found


def _further_numbers(mention: re.Match) -> Iterator[ReferenceRecord]:
    """The numbers after the first: "Vorlagen 2031/007, 2031/008 und 2031/009"."""
    text, at = mention.string, mention.end()
    while (more := _FURTHER.match(text, at)) and _has_number_shape(number := more[1].rstrip(".-/")):
        yield ReferenceRecord(raw=number, reference=number)
        at = more.end()


def other_papers(references: Iterable[ReferenceRecord], own: str | None) -> tuple[ReferenceRecord, ...]:
    """Each of `references` once, led by the paper that the suffix of `own` points to, and without `own` itself."""
    base = base_number(own)
    found = {base: ReferenceRecord(raw=own, reference=base)} if base else {}
    for record in references:
        found.setdefault(record.reference or record.raw, record)
    found.pop(own, None)
    return tuple(found.values())


def _dated_reference(mention: re.Match) -> ReferenceRecord | None:
    return ReferenceRecord(raw=mention["dated"], date=read_day(mention["day"]))


def _numbered_reference(mention: re.Match) -> ReferenceRecord | None:
    group = next(name for name in ("own", "number", "decided") if mention[name])
    number = mention[group].rstrip(".-/")
    if not _has_number_shape(number):
        return None
    words_before = mention[0][: mention.start(group) - mention.start()]
    return ReferenceRecord(raw=words_before + number, reference=number)


# -- files ------------------------------------------------------------------------------------------------------------

_FILE_ROW = re.compile(r"(?:Anlage \d{1,4} )?(\d{1,4}) (.{1,300}) \(([\d.,]{1,12} ?(?:Byte|B|kB|KB|MB|GB))\)")
_VERSION_ROW = re.compile(r"(\d{1,3})\. Version vom \d{1,2}\.\d{1,2}\.\d{4}")


def read_file_row(line: str) -> FileRecord | None:
    """ALLRIS 3: "Anlage 1 1 name (12 KB)", the first words often lost, in Berlin "2. Version vom 27.01.2032"."""
    if row := _FILE_ROW.fullmatch(line):
        return FileRecord(number=int(row[1]), name=row[2], size_bytes=read_size(row[3]))
    if row := _VERSION_ROW.fullmatch(line):
        return FileRecord(number=int(row[1]), name=line)
    return None


# -- votes ------------------------------------------------------------------------------------------------------------

_VOTE_WORDS = {
    "yes": "Ja-Stimmen?|Ja|Zustimmung(?:en)?|dafür",
    "no": "Nein-Stimmen?|Nein|Ablehnung(?:en)?|Gegenstimmen?|dagegen",
    "abstained": "(?:Stimme?n)?enthaltung(?:en)?|Enth\\.",
    "excluded": r"Befangen|pers(?:\.|önlich) beteiligt",
    "entitled": "Stimmberechtigte",
}
_WORD_FIRST = {
    name: re.compile(rf"\b(?:{words})(?!\w):? ?(\d{{1,4}})\b", re.IGNORECASE) for name, words in _VOTE_WORDS.items()
}
_COUNT_FIRST = {
    name: re.compile(rf"\b(\d{{1,4}}) (?:{words})(?!\w)", re.IGNORECASE) for name, words in _VOTE_WORDS.items()
}
_FIRST_COUNT_OR_WORD = re.compile(rf"(\d)|{'|'.join(_VOTE_WORDS.values())}", re.IGNORECASE)


def read_vote(text: str | None) -> VoteRecord | None:
    """A count that the text gives twice, as with separate votes per item, is left open."""
    if not text:
        return None
    first = _FIRST_COUNT_OR_WORD.search(text)
    patterns = _COUNT_FIRST if first and first[1] else _WORD_FIRST
    counts = {name: [int(count) for count in pattern.findall(text)] for name, pattern in patterns.items()}
    return VoteRecord(text=text, **{name: found[0] for name, found in counts.items() if len(found) == 1})
