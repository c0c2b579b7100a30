"""PDF: a document that stands alone, and what it carries besides its pages."""

import io
import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from . import foreign
from .findings import Finding, OutOfTime, Refused, on_pages, quoted
from .painted import is_dark, painted_pages
from .words import personal_data

HEAD_BYTES = 1024
MANY = 2000


@dataclass(frozen=True, slots=True)
class PdfFile:
    data: bytes
    pdf: pikepdf.Pdf


def open_document(data, ending):
    _refuse_neighbours(data)
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Refused(*_ENCRYPTED) from None
    if pdf.is_encrypted:
        raise Refused(*_ENCRYPTED)
    if len(pdf.pages) == 0:
        raise Refused("empty", "Die PDF-Datei hat keine Seiten. Bitte wählen Sie eine andere Datei.")
    for attached in _attached_files(pdf):
        foreign.refuse_test_virus(attached)
    return PdfFile(data, pdf)


_ENCRYPTED = (
    "encrypted",
    "Die PDF-Datei ist verschlüsselt oder mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort und ohne "
    "Einschränkungen, und laden Sie sie dann hoch.",
)


def _refuse_neighbours(data):
    """Refuse what is a PDF and something else at once."""
    save_again = "Bitte öffnen Sie das Dokument und speichern Sie es neu als PDF."
    if not data.startswith(b"%PDF-"):
        if b"%PDF-" in data[: 4 * HEAD_BYTES]:
            raise Refused("foreign_content", f"Vor dem Anfang der PDF-Datei stehen fremde Daten. {save_again}")
        foreign.refuse_other_kind(data, "PDF")
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data[:end]:
        raise Refused("incomplete", f"Die PDF-Datei ist unvollständig: Ihr Ende fehlt. {save_again}")
    if data[end + 5 :].strip(foreign.SAFE_PADDING):
        raise Refused("foreign_content", f"Hinter dem Ende der PDF-Datei stehen fremde Daten. {save_again}")
    head, tail = data[:HEAD_BYTES].partition(b" obj")[0], data[max(0, data.rfind(b"endobj", 0, end)) : end]
    foreign.refuse_script(head, "Vor dem Inhalt der PDF-Datei")
    foreign.refuse_script(tail, "Am Ende der PDF-Datei")
    if not _LAST_WORDS.search(tail[-64:]) or any(sign in part for sign in _ARCHIVE for part in (head, tail)):
        raise Refused("foreign_content", f"In der PDF-Datei stecken fremde Daten. {save_again}")


_LAST_WORDS = re.compile(rb"startxref\s+\d+\s*$")
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")


def _attached_files(pdf):
    for one in list(pdf.attachments.values())[:MANY]:
        try:
            yield one.get_file().read_bytes()
        except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError):
            continue


def look_at_pages(document, deadline):
    """What cannot be seen on the pages and can be read in the file."""
    pages, stopped = [], None
    try:
        for page in painted_pages(document.data, covering_annotations(document.pdf), deadline):
            pages.append(page)
    except OutOfTime:
        stopped = f"Nur die ersten {len(pages)} von {len(document.pdf.pages)} Seiten wurden geprüft"
    except Exception:  # of a broken page, the parser raises whatever it likes
        stopped = f"Seite {len(pages) + 1} ließ sich nicht lesen; sie und die folgenden wurden nicht geprüft"
    found = [_told(code, message, pages, condition) for code, message, condition in _PAGE_FINDINGS]
    found += personal_data("\n".join(page.text for page in pages))
    if stopped:
        message = f"{stopped}. Bitte sehen Sie die übrigen selbst durch, besonders geschwärzte Stellen."
        found.append(Finding("not_fully_inspected", message))
    return [finding for finding in found if finding]


_PAGE_FINDINGS = (
    (
        "covered_text",
        "{pages}: Unter einer Fläche (zum Beispiel einer Schwärzung) steht lesbarer Text. Wer die Datei hat, kann ihn "
        "kopieren. Bitte schwärzen Sie mit einem Programm, das den Text entfernt, und laden Sie die Datei neu hoch.",
        lambda page: page.covered,
    ),
    (
        "text_behind_scan",
        "{pages}: Hinter dem Bild der Seite liegt unsichtbarer Text (Texterkennung). Was im Bild geschwärzt ist, kann "
        "dort noch stehen. Bitte suchen Sie in der Datei nach den geschwärzten Wörtern.",
        lambda page: page.is_picture and page.has_text,
    ),
    (
        "invisible_text",
        "{pages}: Die Seite enthält unsichtbaren Text. Bitte markieren Sie alles (Strg+A), kopieren Sie es in ein "
        "leeres Dokument und prüfen Sie, was dort steht.",
        lambda page: page.invisible and not page.is_picture,
    ),
    (
        "text_outside_page",
        "{pages}: Außerhalb des sichtbaren Ausschnitts steht Text. Abgeschnittenes bleibt in der Datei. Bitte erzeugen "
        "Sie das PDF neu, ohne ihn.",
        lambda page: page.outside,
    ),
    (
        "scanned_pages",
        "{pages}: Die Seite ist nur ein Bild ohne Text, also für Vorleseprogramme leer und nicht durchsuchbar. Bitte "
        "erzeugen Sie das PDF aus dem Dokument selbst oder mit Texterkennung.",
        lambda page: page.is_picture and not page.has_text,
    ),
)


def _told(code, message, pages, condition):
    numbers = [page.number for page in pages if condition(page)]
    return Finding(code, message.format(pages=on_pages(numbers))) if numbers else None


def _annotations(pdf):
    """(page number, annotation, its kind) of every annotation that is one."""
    for number, page in enumerate(pdf.pages, start=1):
        marks = page.obj.get("/Annots")
        for mark in list(marks)[:MANY] if isinstance(marks, Array) else []:
            if isinstance(mark, Dictionary):
                yield number, mark, str(mark.get("/Subtype", "")).lstrip("/")


def _numbers(values):
    return [float(value) for value in values] if isinstance(values, Array) else []


def covering_annotations(pdf):
    """{page number: rectangles} of annotations that hide what is under them."""
    found = {}
    for number, mark, kind in _annotations(pdf):
        try:
            for box in _boxes(mark, kind):
                found.setdefault(number, []).append(box)
        except (ValueError, TypeError, ArithmeticError, pikepdf.PdfError):
            continue
    return found


def _boxes(mark, kind):
    box = _numbers(mark.get("/Rect"))
    if len(box) != 4 or float(mark.get("/CA", 1)) < 0.9:
        return
    colour, filling = _numbers(mark.get("/C")), _numbers(mark.get("/IC"))
    if (kind in ("Square", "Polygon", "Circle") and filling) or (kind == "FreeText" and colour):
        yield box
    elif kind in ("Highlight", "Line", "Ink", "Underline", "StrikeOut") and colour and is_dark(colour):
        corners = _numbers(mark.get("/QuadPoints")) if kind == "Highlight" else []
        for start in range(0, len(corners) - 7, 8):
            across, up = corners[start : start + 8 : 2], corners[start + 1 : start + 8 : 2]
            yield [min(across), min(up), max(across), max(up)]
        style = mark.get("/BS")
        if kind in ("Line", "Ink") and isinstance(style, Dictionary) and float(style.get("/W", 1)) >= 6:
            yield box


def look_at_annotations(document, deadline):
    redactions, comments, attached = [], [], []
    for number, mark, kind in _annotations(document.pdf):
        deadline.check()
        if kind == "Redact":
            redactions.append(number)
        elif kind == "FileAttachment":
            attached.append(number)
        elif kind not in ("Link", "Widget", "Popup") and str(mark.get("/Contents", "")).strip():
            comments.append(number)
    if redactions:
        yield Finding(
            "redaction_marks",
            f"{on_pages(redactions)}: Stellen sind zum Schwärzen nur vorgemerkt, der Text ist noch da. Bitte wenden "
            "Sie die Schwärzung in Ihrem PDF-Programm an und laden Sie die Datei neu hoch.",
        )
    if comments:
        yield Finding(
            "comments",
            f"{on_pages(comments)}: Die Datei enthält Kommentare oder Anmerkungen. Bitte lesen Sie sie, und löschen "
            "Sie, was nicht öffentlich werden soll.",
        )
    if attached:
        yield Finding(
            "embedded_files",
            f"{on_pages(attached)}: An der Seite hängt eine eingebettete Datei; sie würde mit veröffentlicht. Bitte "
            "entfernen Sie sie oder prüfen Sie sie wie eine eigene Anlage.",
        )


def look_at_attachments(document, deadline):
    names = list(document.pdf.attachments.keys())[:MANY]
    if names:
        yield Finding(
            "embedded_files",
            f"In der PDF-Datei stecken weitere Dateien: {quoted(names)}. Sie würden mit veröffentlicht. Bitte "
            "entfernen Sie sie oder prüfen Sie sie wie eigene Anlagen.",
        )


def look_at_layers(document, deadline):
    layers = document.pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    config, groups = layers.get("/D", Dictionary()), list(layers.get("/OCGs", Array()))
    hidden = list(config.get("/OFF", Array()))
    if config.get("/BaseState") == Name.OFF:
        shown_ones = {one.objgen for one in config.get("/ON", Array())}
        hidden = [one for one in groups if one.objgen not in shown_ones]
    if hidden:
        names = quoted(str(one.get("/Name", "ohne Namen")) for one in hidden if isinstance(one, Dictionary))
        yield Finding(
            "hidden_layers",
            f"Die Datei hat ausgeblendete Ebenen: {names}. Jeder kann sie einblenden. Bitte löschen Sie diese Ebenen "
            "und erzeugen Sie das PDF neu.",
        )


def look_at_outline(document, deadline):
    root = document.pdf.Root.get("/Outlines")
    first = root.get("/First") if isinstance(root, Dictionary) else None
    titles, waiting, known = [], [first], set()
    while waiting and len(titles) < MANY:
        entry = waiting.pop()
        if not isinstance(entry, Dictionary) or (entry.is_indirect and entry.objgen in known):
            continue
        deadline.check()
        known.add(entry.objgen)
        titles.append(str(entry.get("/Title", "")))
        waiting += [entry.get("/Next"), entry.get("/First")]
    if titles:
        yield Finding(
            "outline",
            f"Die Datei hat {len(titles)} Lesezeichen: {quoted(titles)}. Lesezeichen behalten Überschriften, die im "
            "Text schon entfernt sind. Bitte lesen Sie alle durch.",
        )


# Programs sign as /Creator and /Producer; these name people and matters.
_INFO = {
    "/Author": "Autor",
    "/Subject": "Thema",
    "/Keywords": "Stichwörter",
    "/Manager": "Verantwortlich",
    "/Company": "Firma",
}
_XMP = {"dc:creator": "Autor", "dc:description": "Thema", "pdf:Keywords": "Stichwörter"}


def look_at_metadata(document, deadline):
    told = []
    info = document.pdf.trailer.get("/Info")
    if isinstance(info, Dictionary):
        told += [(label, str(info.get(key, ""))) for key, label in _INFO.items()]
    if isinstance(document.pdf.Root.get("/Metadata"), pikepdf.Stream):
        xmp = document.pdf.open_metadata()
        for key, label in _XMP.items():
            value = xmp.get(key) or ""
            told += [(label, str(one)) for one in (value if isinstance(value, (list, set, tuple)) else [value])]
    told = [f"{label}: {text}" for label, text in told if text.strip()]
    if told:
        yield Finding(
            "metadata",
            f"In den Dokumenteigenschaften steht {quoted(told)}. Bitte entfernen Sie dort, was nicht öffentlich werden "
            "soll, vor allem Namen, und laden Sie die Datei neu hoch.",
        )


_ACTIVE = {
    "JavaScript": "javascript",
    "Rendition": "javascript",
    "Launch": "launch",
    "ImportData": "launch",
    "SubmitForm": "submit",
}


def look_at_actions(document, deadline):
    """Every object is asked, because actions hang on pages, fields, bookmarks, annotations and the document itself."""
    found = set()
    for part in document.pdf.objects:
        deadline.check()
        found |= _actions_in(part)
    if "javascript" in found:
        yield Finding(
            "javascript",
            "Die Datei enthält JavaScript, also ein Programm. Bitte erzeugen Sie das PDF neu, ohne Skripte.",
        )
    if "launch" in found:
        yield Finding(
            "launch",
            "Die Datei will beim Lesen andere Programme oder Dateien öffnen. Bitte erzeugen Sie das PDF neu, ohne "
            "solche Aktionen.",
        )
    if "submit" in found:
        yield Finding(
            "submit",
            "Ein Formular in der Datei sendet Eingaben an eine fremde Adresse. Bitte entfernen Sie die Schaltfläche "
            "zum Absenden.",
        )


def _actions_in(part, depth=4):
    """Codes of the actions in one object and in what is written inside it, not of what it refers to."""
    if depth == 0 or not isinstance(part, (Dictionary, pikepdf.Stream, Array)):
        return set()
    inside = [part[n] for n in range(min(len(part), MANY))] if isinstance(part, Array) else list(part.values())
    found = set()
    if not isinstance(part, Array):
        found |= {_ACTIVE.get(str(part.get("/S", "")).lstrip("/"))} - {None}
        found |= {"javascript"} if "/JS" in part or "/JavaScript" in part else set()
    for one in inside:
        if isinstance(one, (Dictionary, Array)) and not one.is_indirect:
            found |= _actions_in(one, depth - 1)
    return found


def look_at_fields(document, deadline):
    form = document.pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and (len(form.get("/Fields", Array())) or "/XFA" in form):
        yield Finding(
            "form_fields",
            "Die Datei enthält Formularfelder, vielleicht schon ausgefüllte. Bitte prüfen Sie die Eingaben, oder "
            "drucken Sie das Dokument als PDF, um die Felder festzuschreiben.",
        )


def look_at_tags(document, deadline):
    root = document.pdf.Root
    marked = root.get("/MarkInfo", Dictionary())
    if not (isinstance(marked, Dictionary) and marked.get("/Marked") is True and "/StructTreeRoot" in root):
        yield Finding(
            "untagged",
            "Die PDF-Datei ist nicht getaggt, also nicht barrierefrei. Bitte exportieren Sie das Dokument als PDF/UA "
            "oder „barrierefrei“ beziehungsweise „mit Tags“.",
        )


# The pages last: they take what time is left.
INSPECTORS = (
    look_at_annotations,
    look_at_layers,
    look_at_outline,
    look_at_metadata,
    look_at_attachments,
    look_at_actions,
    look_at_fields,
    look_at_tags,
    look_at_pages,
)
