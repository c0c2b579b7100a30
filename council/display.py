"""Small display objects that several pages of council matters share."""

from dataclasses import dataclass

from django.utils.text import Truncator

from publication.display import Cell, Column, size_text

NOT_HERE = "Datei liegt nur im Ratsinformationssystem vor"
SCANNED = "gescannt, nicht durchsuchbar"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of `file_list.html`; `url` is None where the portal does not have the bytes."""

    name: str
    url: str | None
    type_label: str
    size_text: str
    note: str


def file_lines(files):
    return [
        FileLine(
            file.name,
            file.get_absolute_url() if file.content else None,
            file.type_label or "Datei",
            size_text(file.size_bytes),
            _note(file),
        )
        for file in files
    ]


def _note(file):
    if not file.content:
        return NOT_HERE
    return SCANNED if any(finding["code"] == "scanned_pages" for finding in file.findings or ()) else ""


def short(text):
    """For the breadcrumb: a subject may be 500 characters long."""
    return Truncator(text).chars(60)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of `table.html`."""

    columns: list[Column]
    rows: list[list[Cell]]

    def without(self, label):
        """The same table without the column of that label, where the page says it already."""
        place = [column.label for column in self.columns].index(label)
        return Table(_leave_out(place, self.columns), [_leave_out(place, row) for row in self.rows])


def _leave_out(place, row):
    return [*row[:place], *row[place + 1 :]]


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another view of the same things."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Input of `empty_state.html`."""

    title: str
    text: str
    url: str | None = None
    link_label: str = ""


def nothing_found(plural, list_url, *, is_filtered):
    """Why a list is empty, and what to do."""
    if is_filtered:
        text = "Zu dieser Auswahl gibt es nichts. Nehmen Sie einen Filter weg oder suchen Sie nach anderen Wörtern."
        return Nothing(f"Keine {plural} gefunden", text, list_url, f"Alle {plural} zeigen")
    return Nothing(f"Noch keine {plural} veröffentlicht", "Sobald etwas veröffentlicht ist, steht es hier.")
