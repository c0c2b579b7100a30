"""Plain text and CSV: letters and nothing else."""

import re

from . import foreign
from .findings import Finding, Refused
from .words import personal_data

# What text is made of besides letters; ESC and the like steer terminals.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def open_document(data, ending):
    label = ending.lstrip(".").upper()
    if data.startswith(_UTF16):
        raise Refused(
            "encoding",
            f"Die {label}-Datei ist in UTF-16 gespeichert. Bitte speichern Sie sie mit der Zeichenkodierung UTF-8.",
        )
    if foreign.kind_of(data):
        foreign.refuse_other_kind(data, label)
    if _CONTROL.search(data):
        raise Refused(
            "not_text",
            f"Die {label}-Datei enthält Zeichen, die in keinem Text vorkommen. Bitte speichern Sie sie neu als reinen "
            "Text mit der Zeichenkodierung UTF-8.",
        )
    return data if ending == ".txt" else _Table(data)


class _Table(bytes):
    pass


def look_at_encoding(data, deadline):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield Finding(
            "encoding",
            "Die Datei ist nicht in UTF-8 gespeichert; Umlaute erscheinen beim Lesen falsch. Bitte speichern Sie sie "
            "mit der Zeichenkodierung UTF-8 neu.",
        )


_FORMULA = re.compile(rb"""(?:^|[;,\t\r\n])[ "']*(?:=[A-Za-z(+-]|@[A-Za-z]|[+-][A-Za-z]+\()""")


def look_at_formulas(data, deadline):
    if isinstance(data, _Table) and _FORMULA.search(data):
        yield Finding(
            "formulas",
            "Zellen beginnen mit =, @, + oder - wie eine Formel; Tabellenprogramme führen sie beim Öffnen aus. Bitte "
            "ersetzen Sie die Formeln durch ihre Werte.",
        )


def look_at_words(data, deadline):
    yield from personal_data(data.decode("utf-8", errors="replace"))


INSPECTORS = (look_at_encoding, look_at_formulas, look_at_words)
