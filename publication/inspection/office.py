"""Office documents: no programs inside; what a reader of the printed page would not see is told."""

import re
from dataclasses import dataclass

from .findings import Finding, Refused, quoted
from .package import Package
from .words import personal_data

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MAIN_TYPES = {".docx": _WORD, ".xlsx": _EXCEL}
_MIME_TYPES = {
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
STRICT_S = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SCRIPT = "{urn:oasis:names:tc:opendocument:xmlns:script:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
HREF = "{http://www.w3.org/1999/xlink}href"

_MACROS = (
    "macros",
    "Das Dokument enthält Makros oder andere Programme. Bitte speichern Sie es ohne Makros, am besten als PDF.",
)
MAX_PICTURES = 100


@dataclass(frozen=True, slots=True)
class Document:
    package: Package
    ending: str

    @property
    def is_open_document(self):
        return self.ending in _MIME_TYPES


def open_document(data, ending):
    label = ending.lstrip(".").upper()
    document = Document(Package(data, label), ending)
    check = _refuse_odf if document.is_open_document else _refuse_ooxml
    check(document.package, ending, label)
    return document


def _wrong_kind(label):
    return Refused(
        "wrong_kind",
        f"Der Inhalt ist keine {label}-Datei. Bitte speichern Sie das Dokument als {label}, statt nur die Endung zu "
        "ändern.",
    )


def _refuse_ooxml(package, ending, label):
    types = package.tree("[Content_Types].xml")
    if types is None:
        raise _wrong_kind(label)
    told = [element.get("ContentType", "") for element in types]
    if any("macroenabled" in one.lower() for one in told):
        raise Refused(*_MACROS)
    if _MAIN_TYPES[ending] not in told:
        raise _wrong_kind(label)
    programs = r"(?i).*vbaProject|.*vbaData|xl/macrosheets/|.*/activeX/|.*\.(?:exe|dll|js|vbs|ps1|bat|cmd|scr|hta|jar)$"
    if package.named(programs) or any(re.search(r"(?i)vbaProject|macrosheet|activeX", one) for one in told):
        raise Refused(*_MACROS)
    if ending == ".docx" and any(
        re.match(r"\s*DDE(AUTO)?\b", element.text or _value(element, "instr"), re.IGNORECASE)
        for space in (W, STRICT_W)
        for element in package.elements("word/document.xml", f"{space}instrText", f"{space}fldSimple")
    ):
        raise Refused(*_MACROS)


def _value(element, name):
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _refuse_odf(package, ending, label):
    if package.read("mimetype") != _MIME_TYPES[ending].encode() or "content.xml" not in package.entries:
        raise _wrong_kind(label)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise Refused("encrypted", "Das Dokument ist verschlüsselt. Bitte speichern Sie es ohne Kennwort.")
    if package.named(r"Basic/(?!.*(?:script|dialog)-l[bc]\.xml$).*[^/]$|Scripts/.*[^/]$"):
        raise Refused(*_MACROS)
    programs = (f"{OFFICE}script", f"{SCRIPT}event-listener", f"{OFFICE}dde-source", f"{TEXT}dde-connection-decl")
    if any(True for part in ("content.xml", "styles.xml") for _ in package.elements(part, *programs)):
        raise Refused(*_MACROS)


# --- What is told to the editor -----------------------------------------------------------------------------------


def look_at_sheets(document, deadline):
    if document.ending == ".xlsx":
        hidden, covered = _hidden_in_xlsx(document.package, deadline)
    elif document.ending == ".ods":
        hidden, covered = _hidden_in_ods(document.package, deadline)
    else:
        return
    if hidden:
        yield Finding(
            "hidden_sheets",
            f"Ausgeblendete Tabellenblätter: {quoted(hidden)}. Jeder kann sie einblenden. Bitte löschen Sie sie, und "
            "laden Sie die Datei neu hoch.",
        )
    for code, what, sheets in (("hidden_rows", "Zeilen", covered[0]), ("hidden_columns", "Spalten", covered[1])):
        if sheets:
            yield Finding(
                code,
                f"Ausgeblendete oder weggefilterte {what} mit Inhalt auf dem Blatt {quoted(sheets)}. Jeder kann sie "
                "einblenden. Bitte löschen Sie sie, und laden Sie die Datei neu hoch.",
            )


def _hidden_in_xlsx(package, deadline):
    workbook, links = package.tree("xl/workbook.xml"), package.tree("xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): one.get("Target", "") for one in (links if links is not None else ())}
    hidden, rows, columns = [], [], []
    for sheet in workbook.iter(f"{S}sheet", f"{STRICT_S}sheet"):
        name = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
        target = next((targets.get(value, "") for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        has_rows, has_columns = _hidden_in_sheet(package, path, deadline)
        rows += [name] * has_rows
        columns += [name] * has_columns
    return hidden, (rows, columns)


def _is_on(value):
    return value in ("1", "true", "on")


def _hidden_in_sheet(package, path, deadline):
    """Whether filled cells lie in hidden rows, and in hidden columns."""
    ranges, in_rows, in_columns = [], False, False
    tags = [f"{space}{tag}" for space in (S, STRICT_S) for tag in ("row", "cols", "sheetFormatPr")]
    all_hidden = False
    for element in package.elements(path, *tags):
        deadline.check()
        tag = element.tag.rpartition("}")[2]
        if tag == "sheetFormatPr":
            all_hidden = _is_on(element.get("zeroHeight"))
        elif tag == "cols":
            ranges = [(int(one.get("min", 0)), int(one.get("max", 0))) for one in element if _is_on(one.get("hidden"))]
        else:
            filled = [cell for cell in element if len(cell)]
            is_hidden = _is_on(element.get("hidden")) or (all_hidden and element.get("hidden") is None)
            in_rows = in_rows or (is_hidden and bool(filled))
            if ranges and not in_columns:
                numbers = [_column(cell.get("r", "")) for cell in filled]
                in_columns = any(low <= number <= high for number in numbers for low, high in ranges)
    return in_rows, in_columns


def _column(reference):
    """AB12 → 28."""
    number = 0
    for letter in re.match(r"[A-Z]*", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number


def _hidden_in_ods(package, deadline):
    display = f"{TABLE}display"
    invisible = {
        style.get(f"{STYLE}name")
        for part in ("content.xml", "styles.xml")
        for style in package.elements(part, f"{STYLE}style")
        if any(one.get(display) == "false" for one in style)
    }
    hidden, rows, columns = [], [], []
    in_rows = in_columns = False
    ranges, column = [], 0
    tags = [f"{TABLE}{tag}" for tag in ("table", "table-row", "table-column")]
    for element in package.elements("content.xml", *tags):
        deadline.check()
        tag, is_hidden = element.tag.rpartition("}")[2], element.get(f"{TABLE}visibility", "visible") != "visible"
        if tag == "table":
            name = element.get(f"{TABLE}name", "")
            hidden += [name] * (element.get(f"{TABLE}style-name") in invisible)
            rows += [name] * in_rows
            columns += [name] * in_columns
            in_rows = in_columns = False
            ranges, column = [], 0
        elif tag == "table-column":
            width = int(element.get(f"{TABLE}number-columns-repeated", 1))
            ranges += [(column, column + width - 1)] * is_hidden
            column += width
        else:
            filled = _filled_columns(element)
            in_rows = in_rows or (is_hidden and bool(filled))
            in_columns = in_columns or any(low <= number <= high for number in filled for low, high in ranges)
    return hidden, (rows, columns)


def _filled_columns(row):
    """Numbers of the columns in which a row of an ODS sheet has something, from 0 on."""
    filled, column = [], 0
    for cell in row:
        filled += [column] * bool(len(cell))
        column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
    return filled


def look_at_text(document, deadline):
    if document.ending == ".docx":
        changed, unseen, comments = _unseen_in_docx(document.package, deadline)
    elif document.is_open_document:
        changed, unseen, comments = _unseen_in_odf(document.package, deadline)
    else:
        changed = unseen = False
        comments = bool(document.package.named(r"xl/comments.*\.xml$|xl/threadedComments/.*\.xml$"))
    if changed:
        yield Finding(
            "tracked_changes",
            "Das Dokument enthält aufgezeichnete Änderungen: Gelöschtes ist noch lesbar. Bitte nehmen Sie alle "
            "Änderungen an oder lehnen Sie sie ab (Überprüfen › Annehmen), und laden Sie die Datei neu hoch.",
        )
    if unseen:
        yield Finding(
            "hidden_text",
            "Das Dokument enthält ausgeblendeten Text. Jeder kann ihn einblenden. Bitte löschen Sie ihn, und laden Sie "
            "die Datei neu hoch.",
        )
    if comments:
        yield Finding(
            "comments",
            "Das Dokument enthält Kommentare. Bitte löschen Sie sie, und laden Sie die Datei neu hoch.",
        )


def _unseen_in_docx(package, deadline):
    changed = unseen = False
    changes = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
    tags = [f"{space}{tag}" for space in (W, STRICT_W) for tag in ("r", *changes)]
    for part in package.named(r"word/(?:document|header|footer|footnotes|endnotes)[^/]*\.xml$"):
        for element in package.elements(part, *tags):
            deadline.check()
            space, _, tag = element.tag.rpartition("}")
            if tag != "r":
                changed = True
                continue
            looks = element.find(f"{space}}}rPr")
            vanish = None if looks is None else looks.find(f"{space}}}vanish")
            is_on = vanish is not None and vanish.get(f"{space}}}val", "1") not in ("0", "false", "off")
            unseen = unseen or (is_on and any(text.text for text in element.iter(f"{space}}}t")))
    comments = any(
        True for part in package.named(r"word/comments\.xml$") for _ in package.elements(part, f"{W}comment")
    )
    return changed, unseen, comments


def _unseen_in_odf(package, deadline):
    changed = unseen = comments = False
    tags = (
        f"{TEXT}changed-region", f"{TABLE}tracked-changes", f"{OFFICE}annotation", f"{TEXT}hidden-text",
        f"{TEXT}hidden-paragraph", f"{TEXT}section", f"{STYLE}text-properties",
    )  # fmt: skip
    for element in package.elements("content.xml", *tags):
        deadline.check()
        tag = element.tag.rpartition("}")[2]
        changed = changed or tag in ("changed-region", "tracked-changes")
        comments = comments or tag == "annotation"
        unseen = unseen or tag in ("hidden-text", "hidden-paragraph") or element.get(f"{TEXT}display") == "none"
    return changed, unseen, comments


_PROPERTIES = {
    f"{DC}creator": "Autor",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy": "zuletzt geändert von",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords": "Stichwörter",
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Manager": "Verantwortlich",
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company": "Firma",
    f"{META}initial-creator": "Autor",
    f"{META}printed-by": "gedruckt von",
    f"{META}keyword": "Stichwort",
}


def look_at_properties(document, deadline):
    told = []
    for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        tree = document.package.tree(part)
        for element in () if tree is None else tree.iter(*_PROPERTIES):
            if element.text and element.text.strip():
                told.append(f"{_PROPERTIES[element.tag]}: {element.text}")
    if told:
        yield Finding(
            "metadata",
            f"In den Dokumenteigenschaften steht {quoted(told)}. Bitte entfernen Sie dort, was nicht öffentlich werden "
            "soll, vor allem Namen (Datei › Informationen), und laden Sie die Datei neu hoch.",
        )


def look_at_what_is_attached(document, deadline):
    package = document.package
    embedded = r"(?:word|xl)/embeddings/.*[^/]$|Object \d+/content\.xml$|ObjectReplacements/.*[^/]$"
    if package.named(embedded):
        yield Finding(
            "embedded_objects",
            "Im Dokument stecken eingebettete Dateien, zum Beispiel die ganze Tabelle hinter einem Diagramm. Sie "
            "würden mit veröffentlicht. Bitte ersetzen Sie sie durch Bilder.",
        )
    if package.named(r"xl/pivotCache/pivotCacheRecords"):
        yield Finding(
            "pivot_cache",
            "Eine Pivot-Tabelle trägt ihre vollständigen Quelldaten in sich, auch die nicht angezeigten. Bitte "
            "kopieren Sie die Ergebnisse als Werte in eine neue Datei.",
        )
    if package.named(r"Versions/.*[^/]$"):
        yield Finding(
            "old_versions",
            "Das Dokument enthält frühere Fassungen seiner selbst. Bitte löschen Sie sie (Datei › Versionen), und "
            "laden Sie die Datei neu hoch.",
        )
    if _links_outside(document, deadline):
        yield Finding(
            "external_links",
            "Das Dokument holt Inhalte aus anderen Dateien oder aus dem Netz; dabei werden Pfade und Namen sichtbar. "
            "Bitte lösen Sie die Verknüpfungen, und laden Sie die Datei neu hoch.",
        )


def _links_outside(document, deadline):
    """Links of other kinds than those a reader clicks on."""
    package = document.package
    if not document.is_open_document:
        if package.named(r"xl/externalLinks/.*\.xml$|xl/connections\.xml$"):
            return True
        relations = [link for part in package.named(r".*\.rels$") for link in package.tree(part)]
        return any(
            link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
            for link in relations
        )
    tags = (f"{DRAW}image", f"{TABLE}table-source", f"{TEXT}section-source", f"{DRAW}object")
    outside = re.compile(r"(?:[a-z]{2,}:|/|\.\./)", re.IGNORECASE)
    return any(outside.match(link.get(HREF, "")) for link in package.elements("content.xml", *tags))


def look_at_pictures(document, deadline):
    from .pictures import exif_findings, open_image

    for name in document.package.named(r"(?i)(?:word/media|xl/media|Pictures)/.*\.jpe?g$")[:MAX_PICTURES]:
        deadline.check()
        yield from exif_findings(open_image(document.package.read(name), ("JPEG", "MPO")), "Ein Bild im Dokument")


_TEXT_PARTS = (
    r"word/(?:document|header|footer|footnotes|endnotes|comments)[^/]*\.xml$|xl/(?:sharedStrings|comments[^/]*|worksheets/[^/]*)\.xml$"
    r"|content\.xml$"
)
_PARAGRAPHS = (f"{W}p", f"{STRICT_W}p", f"{S}si", f"{STRICT_S}si", f"{S}is", f"{TEXT}p", f"{TEXT}h")


def look_at_words(document, deadline):
    """Paragraph by paragraph, so that a name and the line below it stay apart."""
    lines = []
    for part in document.package.named(_TEXT_PARTS):
        for element in document.package.elements(part, *_PARAGRAPHS):
            deadline.check()
            lines.append("".join(element.itertext()))
    yield from personal_data("\n".join(lines))


INSPECTORS = (
    look_at_words,
    look_at_sheets,
    look_at_text,
    look_at_properties,
    look_at_what_is_attached,
    look_at_pictures,
)
