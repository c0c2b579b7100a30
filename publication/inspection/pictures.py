"""Pictures: nothing before, nothing behind, not too large when unpacked; where and by whom they were taken."""

import io
import warnings
from dataclasses import dataclass

from lxml import etree
from PIL import ExifTags, Image

from . import foreign
from .findings import Finding, Refused, quoted

MAX_PIXELS = 60_000_000
PADDING_BYTES = 64
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    image: Image.Image


def open_document(data, ending):
    label = ending.lstrip(".").upper()
    if not data.startswith({"PNG": PNG_SIGNATURE, "JPEG": b"\xff\xd8\xff"}[FORMATS[ending]]):
        foreign.refuse_other_kind(data, label)
    foreign.refuse_script(data, "Im Bild")
    end = _end_of_png(data) if FORMATS[ending] == "PNG" else _end_of_jpeg(data)
    rest = data[end:]
    if len(rest) > PADDING_BYTES or rest.strip(foreign.SAFE_PADDING):
        raise Refused(
            "foreign_content",
            "Hinter dem Ende des Bildes stehen fremde Daten. Bitte öffnen Sie das Bild und speichern Sie es neu.",
        )
    return Picture(data, open_image(data, (FORMATS[ending],)))


def open_image(data, formats):
    """`formats`: the names that Pillow has for them. Refuses what would fill the memory before unpacking it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            image = Image.open(io.BytesIO(data), formats=formats)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused(*_TOO_MANY_PIXELS) from None
        if image.width * image.height > MAX_PIXELS:
            raise Refused(*_TOO_MANY_PIXELS)
        image.load()
    return image


_TOO_MANY_PIXELS = (
    "too_complex",
    f"Das Bild hat mehr als {MAX_PIXELS // 1_000_000} Millionen Bildpunkte. Bitte verkleinern Sie es.",
)
_INCOMPLETE = ("incomplete", "Das Bild ist unvollständig. Bitte öffnen Sie es und speichern Sie es neu.")


def _end_of_png(data):
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    raise Refused(*_INCOMPLETE)


def _end_of_jpeg(data):
    """Behind the mark for the end that belongs to the picture itself: previews inside have such marks, too."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at = data.find(b"\xff", at)  # pixels: on to the next mark
            if at < 0:
                break
            continue
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0x00 or mark == 0x01 or 0xD0 <= mark <= 0xD8:
            at += 2
        elif mark == 0xD9:
            return at + 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    if data[-2:] == b"\xff\xd9":
        return len(data)
    raise Refused(*_INCOMPLETE)


_PEOPLE = (
    (ExifTags.Base.Artist, "Fotograf"),
    (ExifTags.Base.XPAuthor, "Autor"),
    (ExifTags.Base.CameraOwnerName, "Besitzer der Kamera"),
    (ExifTags.Base.XPComment, "Kommentar"),
    (ExifTags.Base.ImageDescription, "Beschreibung"),
)


def look_at_exif(picture, deadline):
    yield from exif_findings(picture.image, "Das Bild")


def exif_findings(image, subject):
    """`subject`: "Das Bild", "Ein Bild im Dokument"."""
    exif = image.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo).get(ExifTags.GPS.GPSLatitude):
        yield Finding(
            "gps_position",
            f"{subject} verrät, an welchem Ort es aufgenommen wurde (GPS-Position). Bitte entfernen Sie die Angaben "
            "zum Ort in Ihrem Bildprogramm und laden Sie die Datei neu hoch.",
        )
    values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    told = [f"{label}: {text}" for key, label in _PEOPLE if (text := _text(values.get(key)))]
    told += [f"Autor: {name}" for name in _creators(image)]
    if told:
        yield Finding(
            "metadata",
            f"In den Angaben zum Bild steht {quoted(told)}. Bitte entfernen Sie dort, was nicht öffentlich werden "
            "soll, vor allem Namen, und laden Sie die Datei neu hoch.",
        )


def _text(value):
    """The XP… fields of Windows are UTF-16 in bytes."""
    if isinstance(value, bytes):
        value = value.decode("utf-16-le", errors="replace")
    return str(value or "").replace("\x00", "").strip()


def _creators(image):
    """Names in the XMP of the picture, and in the plain fields of a PNG."""
    names = [image.info.get(key, "") for key in ("Author", "Artist")] if image.format == "PNG" else []
    described = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    described = described.encode() if isinstance(described, str) else described
    if described:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        tree = etree.fromstring(described.strip(foreign.SAFE_PADDING), parser)
        names += [name.text or "" for creator in tree.iter(f"{DC}creator") for name in creator.iter(f"{RDF}li")]
    return [name for name in names if str(name).strip()]


INSPECTORS = (look_at_exif,)
