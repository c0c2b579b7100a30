"""Pages of the desk for tables: write the list as CSV or XLSX, and read a table after a preview."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from publication import readings
from publication.models import Reading
from publication.sheets import FORMATS, MAX_BYTES, MAX_ROWS, Row, UnreadableTable, read_sheet
from publication.tables import SomethingElseNow

from .pages import DeskPages

PREVIEW_LASTS_SECONDS = 60 * 60


class TableForm(forms.Form):
    table = forms.FileField(
        label="Tabelle",
        help_text=f"XLSX oder CSV, höchstens {MAX_ROWS} Zeilen und {MAX_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Bitte wählen Sie eine Datei aus.",
            "empty": "Die Datei ist leer.",
            "missing": "Bitte wählen Sie eine Datei aus.",
        },
    )


class Tables(DeskPages):
    """Mixin of an admin class: `table_class` is its `publication.tables.TableOf`."""

    table_class = None
    list_pages = {"import": "import_page", "export-csv": "export_csv", "export-xlsx": "export_xlsx"}

    def table(self, request):
        return self.table_class(request.user, with_internal_notes=self.has_change_permission(request))

    def list_links(self, request):
        """Exports keep the filters of the list."""
        question = f"?{request.GET.urlencode()}" if request.GET else ""
        links = super().list_links(request)
        if self.has_add_permission(request) and self.has_change_permission(request):
            links = [*links, (self.page_address("import"), "Tabelle einlesen …")]
        return [
            *links,
            (self.page_address("export-xlsx") + question, "Als XLSX"),
            (self.page_address("export-csv") + question, "Als CSV"),
        ]

    # Out

    def export_csv(self, request):
        return self._export(request, "csv")

    def export_xlsx(self, request):
        return self._export(request, "xlsx")

    def _export(self, request, file_format):
        """The rows of the list with its filters, search and order, all pages of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self._list_address()}?e=1")
        content = self.table(request).file(rows, file_format)
        readings.log_rows(request.user, rows, Reading.Page.EXPORT)
        name = f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{file_format}"
        return HttpResponse(
            content,
            content_type=FORMATS[file_format],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    def _list_address(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    # In

    def import_page(self, request):
        """First a file, then what it would do, then all of it or nothing.

        The rows travel from the preview to the confirmation inside the page, signed for this person and this table: no
        file waits on a server, and nothing can be exchanged in between.
        """
        if not self.has_add_permission(request) or not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "rows" in request.POST:
            return self._import(request)
        form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
        if form.is_valid():
            try:
                return self._preview(request, self._read(request, form.cleaned_data["table"]))
            except UnreadableTable as error:
                for message in error.messages:
                    form.add_error("table", message)
        return self._ask(request, form)

    def _ask(self, request, form):
        return self.answer(request, "admin/table_import.html", "Tabelle einlesen", form=form, table=self.table(request))

    def _read(self, request, upload):
        if upload.size > MAX_BYTES:
            raise UnreadableTable(
                f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB. Bitte teilen Sie die Tabelle auf."
            )
        return read_sheet(upload.read(), upload.name, self.table(request).headings)

    def _preview(self, request, rows, report=None):
        """`report`: what a confirmed import would do now, where that is not what was previewed."""
        again = report is not None
        report = report or self.table(request).rehearse(rows)
        told = {
            "rows": [(row.line, row.cells) for row in rows],
            "digest": report.digest(),
            "changing": [row.line for row in report.changed],
        }
        return self.answer(
            request,
            "admin/table_preview.html",
            "Vorschau",
            report=report,
            again=again,
            sealed=signing.dumps(told, salt=self._salt(request), compress=True),
        )

    def _salt(self, request):
        return f"publication.admin.tables:{self.opts.label_lower}:{request.user.pk}"

    def _import(self, request):
        try:
            told = signing.loads(request.POST["rows"], salt=self._salt(request), max_age=PREVIEW_LASTS_SECONDS)
        except signing.BadSignature:
            self.message_user(
                request,
                "Die Vorschau ist abgelaufen oder gehört nicht zu Ihnen. Bitte laden Sie die Tabelle noch einmal hoch.",
                level=messages.ERROR,
            )
            return HttpResponseRedirect(self.page_address("import"))
        rows = [Row(line, cells) for line, cells in told["rows"]]
        try:
            report = self.table(request).run(
                rows, previewed=told["digest"], changing=told["changing"], reason="aus Tabelle eingelesen"
            )
        except SomethingElseNow as changed:
            return self._preview(request, rows, changed.report)
        self.message_user(
            request,
            f"Eingelesen: {len(report.new)} neu als Entwurf, {len(report.changed)} geändert, "
            f"{len(report.unchanged)} unverändert.",
            level=messages.SUCCESS,
        )
        return HttpResponseRedirect(self._list_address())
