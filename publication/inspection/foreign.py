"""Signs of what does not belong: other kinds of files, scripts, the test virus."""

import re

from .findings import Refused

# The test pattern of EICAR, which every virus scanner knows. In two halves, so that none raises the alarm over this.
TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

# What a browser or a shell would take for a program if it were asked to guess.
SCRIPT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php|object|embed|img|meta|link|style|form)[\s>/]|<\?php",
    re.IGNORECASE,
)
OLD_OFFICE = "ein Dokument im alten Office-Format oder mit Kennwortschutz"
SAFE_PADDING = b"\x00\t\n\f\r "

_KINDS = (
    ("eine PDF-Datei", re.compile(rb"%PDF-")),
    ("ein PNG-Bild", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("ein JPEG-Bild", re.compile(rb"\xff\xd8\xff")),
    ("ein Bild im Format GIF", re.compile(rb"GIF8[79]a")),
    ("ein Bild im Format TIFF", re.compile(rb"II\*\x00|MM\x00\*")),
    ("ein Bild im Format WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("ein Bild im Format HEIC", re.compile(rb"....ftyp(?:heic|mif1|heix)", re.DOTALL)),
    ("ein Archiv oder Office-Dokument", re.compile(rb"PK\x03\x04|PK\x05\x06")),
    (OLD_OFFICE, re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("ein Programm", re.compile(rb"MZ.{0,62}\x00|\x7fELF|\xca\xfe\xba\xbe|\xfe\xed\xfa", re.DOTALL)),
    ("ein Skript", re.compile(rb"#!|<\?php", re.IGNORECASE)),
    ("ein RTF-Dokument", re.compile(rb"\{\\rtf")),
    ("eine SVG-Grafik", re.compile(rb"(?>(?:<\?xml[^>]*>|<!--.*?-->|<!doctype svg[^>]*>|\s)*)<svg[\s>]", re.I | re.S)),
    ("eine HTML-Seite", SCRIPT),
    ("ein XML-Dokument", re.compile(rb"<\?xml|<!--", re.IGNORECASE)),
)


def kind_of(data):
    """What the beginning of `data` says it is, in German with its article; None where it says nothing."""
    beginning = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if not beginning.startswith((b"\x89", b"\xff", b"\xd0")):
        beginning = beginning.lstrip(SAFE_PADDING)
    return next((kind for kind, signature in _KINDS if signature.match(beginning)), None)


def refuse_empty(data):
    if not data.strip(SAFE_PADDING):
        raise Refused("empty", "Die Datei ist leer. Bitte wählen Sie eine andere Datei.")


def refuse_test_virus(data):
    if TEST_VIRUS in data:
        raise Refused(
            "virus", "Die Datei enthält das Testmuster für Virenscanner (EICAR). Bitte prüfen Sie Ihren Rechner."
        )


def refuse_other_kind(data, label):
    """Refuse `data`, whose beginning is not that of a `label` file ("PDF"), and say what it is instead."""
    kind = kind_of(data)
    instead = f", sondern {kind}" if kind else ""
    raise Refused(
        "wrong_kind",
        f"Der Inhalt ist keine {label}-Datei{instead}. Bitte speichern Sie das Dokument als {label}, statt nur die "
        "Endung zu ändern.",
    )


def refuse_script(data, where):
    """`where`: "Vor dem Bild", "Hinter dem Dokument"."""
    if SCRIPT.search(data):
        raise Refused(
            "foreign_content",
            f"{where} steckt HTML oder ein Skript. Solche Dateien werden nicht angenommen. Bitte öffnen Sie das "
            "Dokument und speichern Sie es neu.",
        )
