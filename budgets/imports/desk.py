"""Pages of the desk for budget tables: choose a file, say what its columns mean, look at what it would do, agree."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from budgets.models import Appropriation, CooperationShare
from council.models import Body
from publication.admin.pages import DeskPages
from publication.admin.tables import PREVIEW_LASTS_SECONDS, TableForm
from publication.responsibility import bodies_of_user
from publication.sheets import MAX_BYTES, Row, UnreadableTable, read_foreign_sheet
from publication.tables import SomethingElseNow

from .columns import MEANINGS, guessed, problems_of
from .rows import read_rows
from .sync import rehearse, remember, remembered, run

MAX_ROWS = 500
"""As many as the page can carry from step to step; an operator's command takes more."""
SHOWN_ROWS = 3


class BudgetFileForm(TableForm):
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Körperschaft",
        help_text="Wessen Haushalt die Tabelle enthält.",
        empty_label="bitte wählen",
        error_messages={"required": "Bitte wählen Sie die Körperschaft aus."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].help_text = f"XLSX oder CSV, höchstens {MAX_ROWS} Zeilen und {MAX_BYTES // 1_000_000} MB."
        own = bodies_of_user(user)
        bodies = Body.objects.order_by("sort_key", "pk")
        self.fields["body"].queryset = bodies if own is None else bodies.filter(pk__in=own)

    def clean_table(self):
        upload = self.cleaned_data["table"]
        try:
            self.rows = read_foreign_sheet(upload.read(MAX_BYTES + 1), upload.name, max_rows=MAX_ROWS)
        except UnreadableTable as error:
            raise forms.ValidationError(list(error.messages)) from None
        return upload


class ColumnsForm(forms.Form):
    """One field for each column: what it means."""

    def __init__(self, *args, rows, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = list(mapping)
        for at, (heading, meaning) in enumerate(mapping.items()):
            examples = [row.cells[heading] for row in rows[:SHOWN_ROWS] if row.cells[heading]]
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=heading,
                choices=list(MEANINGS.items()),
                initial=meaning,
                required=False,
                help_text="Zum Beispiel: " + " | ".join(examples) if examples else "Diese Spalte ist am Anfang leer.",
            )

    @property
    def mapping(self):
        return {heading: self.cleaned_data[f"column-{at}"] for at, heading in enumerate(self.headings)}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and (problems := problems_of(self.mapping)):
            raise forms.ValidationError(problems)
        return cleaned


class BudgetTables(DeskPages):
    """Mixin of the admin class of budget lines."""

    list_pages = {"import": "import_page"}

    def list_links(self, request):
        links = super().list_links(request)
        if self._may_import(request):
            links = [*links, (self.page_address("import"), "Haushaltstabelle einlesen …")]
        return links

    def _may_import(self, request):
        models = [self.model, CooperationShare, Appropriation]
        return all(request.user.has_perm(f"budgets.add_{model._meta.model_name}") for model in models)

    def import_page(self, request):
        """First a file, then its columns, then what it would do, then all of it or nothing.

        The rows travel from step to step inside the page, signed for this person: no file waits on a server, and
        nothing can be exchanged in between.
        """
        if not self._may_import(request):
            raise PermissionDenied
        if request.method == "POST" and "plan" in request.POST:
            return self._import(request)
        if request.method == "POST" and "rows" in request.POST:
            return self._map(request)
        form = BudgetFileForm(*([request.POST, request.FILES] if request.method == "POST" else []), user=request.user)
        if form.is_valid():
            return self._columns(request, form.rows, form.cleaned_data["body"])
        return self.answer(request, "admin/budget_file.html", "Haushaltstabelle einlesen", form=form)

    def _columns(self, request, rows, body, form=None):
        form = form or ColumnsForm(rows=rows, mapping=guessed(list(rows[0].cells), remembered(body)))
        return self.answer(
            request,
            "admin/budget_columns.html",
            "Spalten zuordnen",
            form=form,
            body=body,
            sealed=self._seal(request, rows, body),
        )

    def _map(self, request):
        told = self._open(request, "rows")
        if told is None:
            return self._start_again(request)
        rows, body = told["rows"], told["body"]
        form = ColumnsForm(request.POST, rows=rows, mapping=guessed(list(rows[0].cells)))
        if not form.is_valid():
            return self._columns(request, rows, body, form)
        return self._preview(request, rows, body, form.mapping)

    def _preview(self, request, rows, body, mapping, again=False):
        plan = rehearse(read_rows(rows, mapping), body=body, user=request.user)
        return self.answer(
            request,
            "admin/budget_preview.html",
            "Vorschau",
            report=plan.report(),
            missing=plan.missing,
            again=again,
            seal_name="plan",
            sealed=self._seal(request, rows, body, mapping=mapping, digest=plan.digest()),
        )

    def _import(self, request):
        told = self._open(request, "plan")
        if told is None or "mapping" not in told:
            return self._start_again(request)
        rows, body, mapping = told["rows"], told["body"], told["mapping"]
        try:
            plan = run(read_rows(rows, mapping), body=body, user=request.user, previewed=told["digest"])
        except SomethingElseNow:
            return self._preview(request, rows, body, mapping, again=True)
        remember(body, mapping)
        outcomes = [step.outcome for step in plan.steps]
        self.message_user(
            request,
            f"Eingelesen: {outcomes.count('new') + outcomes.count('new_state')} neue Beträge und "
            f"{outcomes.count('corrected')} Berichtigungen als Entwürfe, {outcomes.count('unchanged')} unverändert.",
            level=messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:budgets_budgetline_changelist"))

    # From step to step

    def _seal(self, request, rows, body, **more):
        told = {"rows": [(row.line, row.cells) for row in rows], "body": body.pk, **more}
        return signing.dumps(told, salt=self._salt(request), compress=True)

    def _open(self, request, name):
        """What was sealed, with rows and body as they were; None where it is too old or somebody else's."""
        try:
            told = signing.loads(request.POST[name], salt=self._salt(request), max_age=PREVIEW_LASTS_SECONDS)
            body = Body.objects.get(pk=told["body"])
        except (signing.BadSignature, Body.DoesNotExist):
            return None
        return told | {"rows": [Row(line, cells) for line, cells in told["rows"]], "body": body}

    def _salt(self, request):
        return f"budgets.imports.desk:{request.user.pk}"

    def _start_again(self, request):
        self.message_user(
            request,
            "Die Vorschau ist abgelaufen oder gehört nicht zu Ihnen. Bitte laden Sie die Tabelle noch einmal hoch.",
            level=messages.ERROR,
        )
        return HttpResponseRedirect(self.page_address("import"))
