"""Tables as files: CSV and XLSX to rows of text and back. Knows no records.

Every cell is text here, so that both formats mean the same. Text that a spreadsheet would take for a formula gets an
apostrophe on the way out, which is taken off on the way in.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from publication.xml_text import for_xml

MAX_BYTES = 1_000_000
MAX_ROWS = 200
"""As many as one request can look through with time to spare (see docs/adr/0018)."""
MAX_COLUMNS = 60
MAX_UNPACKED_BYTES = 20_000_000
MAX_CELL = 30_000
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


class UnreadableTable(Exception):
    """The file cannot be taken; the messages say what to do."""

    def __init__(self, *messages):
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `line`: its number in the spreadsheet, where the headings are line 1."""

    line: int
    cells: dict[str, str]


def escape(text):
    return f"'{text}" if _FORMULA.match(text) else text


def unescape(text):
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def tidy(text):
    """What spreadsheets change by themselves does not count: line ends, blanks around, characters they cannot hold."""
    return for_xml(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


# Reading


def read_sheet(content, file_name, known):
    """Rows of the uploaded bytes `content`, cells as text without formula escapes. `known`: the headings we know.

    Raises UnreadableTable.
    """
    rows = _rows_of(content, file_name, known, MAX_ROWS, MAX_BYTES)
    return _with_headings(rows, known, MAX_ROWS)


def read_foreign_sheet(content, file_name, *, max_rows=MAX_ROWS, max_bytes=MAX_BYTES):
    """Like `read_sheet`, for a table whose headings others chose; numbers are written the German way.

    Raises UnreadableTable.
    """
    rows = _rows_of(content, file_name, None, max_rows, max_bytes)
    german = ([cell.german if isinstance(cell, Number) else cell for cell in cells] for cells in rows)
    return _with_headings(german, None, max_rows)


def _rows_of(content, file_name, known, max_rows, max_bytes):
    if not content:
        raise UnreadableTable("Die Datei ist leer.")
    if len(content) > max_bytes:
        raise UnreadableTable(
            f"Die Datei ist größer als {max_bytes // 1_000_000} MB. Bitte teilen Sie die Tabelle auf."
        )
    ending = file_name.rsplit(".", 1)[-1].lower()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(
            "Die Datei hat das alte Excel-Format (.xls) oder ist verschlüsselt. Bitte speichern Sie sie als .xlsx ohne "
            "Kennwort."
        )
    if ending not in FORMATS:
        raise UnreadableTable("Bitte eine Datei mit der Endung .xlsx oder .csv hochladen.")
    is_zip = content.startswith(b"PK\x03\x04")
    if is_zip != (ending == "xlsx"):
        raise UnreadableTable(f"Der Inhalt ist keine {ending.upper()}-Datei. Bitte speichern Sie die Tabelle neu.")
    return _rows_of_xlsx(content, max_rows) if is_zip else _rows_of_csv(content, known)


def _with_headings(rows, known, max_rows):
    """`rows`: iterable of lists of text, the first one with the headings."""
    rows = iter(rows)
    headings = [tidy(unescape(text)) for text in next(rows, [])]
    while headings and not headings[-1]:
        headings.pop()
    _check_headings(headings, known)
    found, problems = [], []
    for line, cells in enumerate(rows, 2):
        if not any(tidy(cell) for cell in cells):
            continue
        if len(found) == max_rows:
            raise UnreadableTable(f"Die Tabelle hat mehr als {max_rows} Zeilen. Bitte teilen Sie sie auf.")
        for heading, cell in zip(headings, cells, strict=False):
            if isinstance(cell, Formula):
                problems.append(
                    f"Zeile {line}, Spalte {heading}: Hier steht eine Formel. Bitte setzen Sie den Wert ein "
                    "(in Excel: kopieren, dann „Werte einfügen“)."
                )
            elif len(cell) > MAX_CELL:
                problems.append(f"Zeile {line}, Spalte {heading}: Der Text ist länger als {MAX_CELL} Zeichen.")
        if any(tidy(cell) for cell in cells[len(headings) :]):
            problems.append(f"Zeile {line}: Hier stehen mehr Werte, als es Überschriften gibt.")
        cells = [*cells, *[""] * (len(headings) - len(cells))]
        found.append(Row(line, {heading: tidy(unescape(cells[at])) for at, heading in enumerate(headings)}))
    if problems:
        raise UnreadableTable(*problems[:50])
    if not found:
        raise UnreadableTable("Die Tabelle hat außer den Überschriften keine Zeile.")
    return found


def _check_headings(headings, known):
    """`known`: None where any heading will do."""
    problems = []
    if not any(headings):
        raise UnreadableTable("In der ersten Zeile fehlen die Überschriften der Spalten.")
    if len(headings) > MAX_COLUMNS:
        raise UnreadableTable(f"Die Tabelle hat mehr als {MAX_COLUMNS} Spalten.")
    for at, heading in enumerate(headings, 1):
        if not heading:
            problems.append(f"Spalte {get_column_letter(at)} hat keine Überschrift.")
        elif known is not None and heading not in known:
            problems.append(f"Spalte „{heading[:60]}“ ist unbekannt.{_meant(heading, known)}")
        elif headings.index(heading) < at - 1:
            problems.append(f"Spalte „{heading}“ kommt zweimal vor.")
    if problems:
        raise UnreadableTable(*problems, *([f"Bekannt sind: {', '.join(known)}."] if known is not None else []))


def _meant(heading, known):
    same = [one for one in known if one.lower() == heading.lower()]
    return f" Meinten Sie „{same[0]}“?" if same else ""


class Formula(str):
    """The text of a cell that holds a formula."""

    __slots__ = ()


class Number(str):
    """The text of a cell that holds a number with a fraction, with a point."""

    __slots__ = ()

    @property
    def german(self):
        return self.replace(".", ",")


def _rows_of_csv(content, known):
    # cp1252: what Excel in German writes as "CSV (Trennzeichen-getrennt)"
    is_utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if is_utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableTable("Die Zeichen der Datei sind nicht lesbar. Bitte speichern Sie sie als „CSV UTF-8“.")
    if "\x00" in text:
        raise UnreadableTable("Der Inhalt ist keine CSV-Datei. Bitte speichern Sie die Tabelle neu.")
    first = next(iter(text.splitlines()), "")
    delimiter = max(";,\t", key=lambda one: len(_headings_in(first, one, known)))
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [Formula(cell) if cell.startswith("=") else cell for cell in cells]
    except csv.Error:
        raise UnreadableTable(
            "Die Anführungszeichen der CSV-Datei gehen nicht auf, oder eine Zelle ist viel zu lang. "
            "Bitte speichern Sie die Tabelle neu oder nehmen Sie .xlsx."
        ) from None


def _headings_in(line, delimiter, known):
    headings = {tidy(cell) for cell in _cells(line, delimiter)}
    return headings if known is None else headings.intersection(known)


def _cells(line, delimiter):
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows_of_xlsx(content, max_rows):
    try:
        _check_package(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if _has_cells(sheet)]
        if len(sheets) > 1:
            raise UnreadableTable("Die Datei hat mehrere Blätter mit Inhalt. Bitte lassen Sie nur eines übrig.")
        for sheet in sheets:
            for cells in sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=max_rows * 4):
                yield [_text_of(cell) for cell in cells]
    except UnreadableTable:
        raise
    except Exception:  # whatever a broken file makes the reader raise
        raise UnreadableTable("Die XLSX-Datei ist beschädigt. Bitte speichern Sie die Tabelle neu.") from None


def _check_package(content):
    """Refuse what unpacks to more than a table can need, and entities, before a parser sees it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        if len(members) > 200 or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise UnreadableTable("Die XLSX-Datei ist entpackt zu groß. Bitte speichern Sie nur die Tabelle selbst.")
        for member in members:
            with package.open(member) as part:
                text = part.read(MAX_UNPACKED_BYTES + 1).replace(b"\x00", b"")
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise UnreadableTable("Die XLSX-Datei ist beschädigt. Bitte speichern Sie die Tabelle neu.")


def _has_cells(sheet):
    return any(cell.value not in (None, "") for row in sheet.iter_rows(max_row=20, max_col=20) for cell in row)


def _text_of(cell):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Formula(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        if "d" not in (cell.number_format or "d").lower() and value.day == 1:
            return f"{value:%m/%Y}"  # typed as a month: Excel shows "Feb 24" and keeps the first
        return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        # fifteen digits are what a spreadsheet shows; the rest is noise of binary fractions
        return str(int(value)) if value.is_integer() else Number(f"{Decimal(f'{value:.15g}'):f}")
    return str(value)


# Writing


def write_sheet(file_format, headings, rows):
    """Bytes of a table. Cells are text, or numbers (int, Decimal), which stay numbers; None is an empty cell."""
    rows = [[safe(cell) for cell in row] for row in rows]
    return {"csv": _csv, "xlsx": _xlsx}[file_format](headings, rows)


def safe(cell):
    """`cell`, if it is text, fit for every spreadsheet: no formula, no characters that it cannot hold."""
    return escape(for_xml(cell).replace("\r\n", "\n")) if isinstance(cell, str) else cell


def _csv(headings, rows):
    """With byte order mark and semicolons, as Excel in German opens it by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(
        [str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def _xlsx(headings, rows):
    """Text cells are marked as text, so that nobody's "02/2024" becomes a day when it is edited."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tabelle"
    for line, row in enumerate([headings, *rows], 1):
        for at, value in enumerate(row, 1):
            if value in (None, ""):
                continue
            cell = sheet.cell(line, at)
            if isinstance(value, str):
                cell.value, cell.data_type, cell.number_format = value, "s", "@"
            else:
                cell.value = value
            if line == 1:
                cell.font = Font(bold=True)
    for at, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(14, len(heading) + 2)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
