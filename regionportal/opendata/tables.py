"""A dataset as CSV, XLSX or JSON, written row by row: a table of any length takes the same memory."""

import csv
import json
import tempfile
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from publication.datasets import AMOUNT
from publication.sheets import FORMATS, safe
from regionportal.heartbeat import going_on

CONTENT_TYPES = FORMATS | {"json": "application/json"}
_BATCH = 100


def table_response(dataset, records, file_format):
    """The rows of `records` as a file to keep, under a name that tells what and of which day."""
    if file_format == "xlsx":
        response = FileResponse(write_xlsx(dataset, records), content_type=CONTENT_TYPES["xlsx"])
    else:
        response = StreamingHttpResponse(
            _bytes_of(WRITERS[file_format](dataset, records)), content_type=CONTENT_TYPES[file_format]
        )
    name = f"{dataset.name}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _bytes_of(texts):
    """A few rows at a time: one write for each would take longer than making it."""
    waiting = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == _BATCH:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()


class _Echo:
    """Hands back what it is asked to write."""

    def write(self, text):
        return text


def csv_lines(dataset, records):
    """By RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(column.name for column in dataset.columns)
    for row in going_on(dataset.rows(records)):
        yield writer.writerow([_csv_cell(value) for value in row])


def _csv_cell(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return safe(value) if isinstance(value, str) else value


def json_lines(dataset, records):
    """One object: which data, by whose licence, and the rows. Unknown is null, so that every row has every key."""
    head = {"name": dataset.name, "title": dataset.title, "licence": settings.PORTAL["data_licence_url"]}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "data": ['
    before = "\n"
    for row in going_on(dataset.rows(records)):
        told = {column.name: plain(value) for column, value in zip(dataset.columns, row, strict=True)}
        yield before + json.dumps(told, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def plain(value):
    """A value as JSON has it. Amounts have two decimals and at most fourteen digits, which a number holds exactly."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


WRITERS = {"csv": csv_lines, "json": json_lines}


def write_xlsx(dataset, records):
    """An open file with one sheet; what does not fit into memory lies on disk until it is sent."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daten")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in dataset.columns])
    for row in going_on(dataset.rows(records)):
        sheet.append([_xlsx_cell(sheet, column, value) for column, value in zip(dataset.columns, row, strict=True)])
    content = tempfile.TemporaryFile()  # noqa: SIM115 — the response closes it
    book.save(content)
    content.seek(0)
    return content


def _xlsx_cell(sheet, column, value):
    """Text is marked as text, so that no program makes a day or a formula of it."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    if not isinstance(value, str):
        return _amount_cell(sheet, value) if column.kind == AMOUNT and value is not None else value
    cell = WriteOnlyCell(sheet, value=safe(value))
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _amount_cell(sheet, value):
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = "#,##0.00"
    return cell
