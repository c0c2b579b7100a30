"""The pages of "Dokument übernehmen". What was handed in is seen by the person who did so, and by nobody else."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from council.imports.sources import read_document
from council.imports.sources.recognise import MAX_BYTES
from council.imports.sync import is_not_public
from council.models import Body, Intake
from publication.actions import MayNot

from .actions import ChangedMeanwhile, NotTaken, Refused, hand_in, subject_of, take_over
from .changes import NEW, WRITTEN, rehearse
from .forms import Group, Sheet, bodies_for, only_https
from .marks import Target, pieces
from .mentions import quote
from .wishes import NotPossible, Wishes

MAX_FILES = 40
MAX_PASTED = 1_500_000
PASTED = "Eingefügter Text"
CHANGED = (
    "Übernommen wurde noch nichts: Es gibt Änderungen an Datensätzen, die Sie noch nicht gesehen haben. Bitte prüfen "
    "Sie unten, was sich ändert, und übernehmen Sie dann noch einmal."
)


def may_take_over(user):
    """Whether `user` may write all that a page can turn into."""
    return all(
        user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")
        for model in WRITTEN
        for verb in ("add", "change")
    )


def _require(user):
    if not may_take_over(user):
        raise PermissionDenied


# -- hand in ----------------------------------------------------------------------------------------------------------


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads; empty where none was chosen."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one, initial) for one in data or []]


class HandInForm(forms.Form):
    text = forms.CharField(
        label="Text oder HTML einfügen",
        required=False,
        max_length=MAX_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 14}),
        help_text="Öffnen Sie die Seite im Ratsinformationssystem, wählen Sie alles aus (Strg+A), kopieren Sie "
        "(Strg+C) und fügen Sie es hier ein (Strg+V).",
        error_messages={"max_length": "Das ist zu lang zum Einfügen. Bitte laden Sie die Seite als Datei hoch."},
    )
    files = FilesField(
        label="oder Dateien hochladen",
        required=False,
        help_text=f"Gespeicherte Seiten (.html oder .txt), bis zu {MAX_FILES} auf einmal, je höchstens 5 MB.",
    )
    address = forms.URLField(
        label="Adresse der Seite",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
        help_text="Freiwillig. Sie wird mit der Herkunft aufgehoben. Nur bei einer einzelnen Seite.",
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Körperschaft",
        required=False,
        empty_label="an der Seite erkennen",
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies_for(user)

    def clean_address(self):
        return only_https(self.cleaned_data["address"])

    def clean(self):
        cleaned = super().clean()
        text, files = cleaned.get("text", "").strip(), cleaned.get("files", [])
        if not text and not files and not self.errors:
            raise forms.ValidationError("Bitte fügen Sie einen Text ein oder wählen Sie mindestens eine Datei.")
        if len(files) > MAX_FILES:
            self.add_error("files", f"Bitte laden Sie höchstens {MAX_FILES} Dateien auf einmal hoch.")
        if cleaned.get("address") and len(files) + bool(text) > 1:
            self.add_error("address", "Die Adresse passt nur zu einer einzelnen Seite. Bitte lassen Sie sie weg.")
        return cleaned

    def pages(self):
        """Pairs of name and bytes; of a file one byte more than is taken, so that the reader can tell."""
        if self.cleaned_data["text"].strip():
            yield PASTED, self.cleaned_data["text"].replace("\r\n", "\n").encode()
        for upload in self.cleaned_data["files"]:
            yield upload.name, upload.read(MAX_BYTES + 1)


def start(request, site):
    """Hand in pages, and see which ones still wait to be checked."""
    _require(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandInForm(*sent, user=request.user)
    if form.is_valid():
        answer = _hand_in(request, form)
        if answer is not None:
            return answer
    context = {
        **site.each_context(request),
        "title": "Dokument übernehmen",
        "form": form,
        "waiting": Intake.objects.filter(created_by=request.user).defer("content"),
        "kept_days": Intake.KEPT_DAYS,
    }
    return TemplateResponse(request, "admin/takeover.html", context)


def _hand_in(request, form):
    """None where nothing could be kept: then the form shows why, with what was typed."""
    kept, refused = [], []
    chosen = form.cleaned_data
    for name, data in form.pages():
        try:
            kept.append(
                hand_in(
                    data,
                    name=name,
                    address=chosen["address"],
                    body=chosen["body"],
                    by=request.user,
                    now=timezone.now(),
                )
            )
        except Refused as reason:
            refused.append(f"{name}: {reason}")
    if not kept:
        form.add_error(None, refused)
        return None
    for reason in refused:
        messages.error(request, reason)
    if len(kept) == 1 and not refused:
        return HttpResponseRedirect(reverse("admin:takeover_check", args=[kept[0].pk]))
    messages.success(request, f"{len(kept)} Seiten warten darauf, dass Sie sie prüfen.")
    return HttpResponseRedirect(reverse("admin:takeover"))


# -- check ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field with the doubts of the reader and the id of its place in the text, "" where it has none."""

    bound: forms.BoundField
    mark: str = ""
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    form: forms.Form
    fields: list[FieldView]
    left_out: forms.BoundField | None = None


@dataclass(frozen=True, slots=True)
class Block:
    group: Group
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class WishView:
    form: forms.Form
    mark: str


def check(request, site, pk):
    """One page: its text beside what was read, what exists, what would change, and the act that takes it over."""
    _require(request.user)
    intake = Intake.objects.filter(created_by=request.user, pk=pk).select_related("body").first()
    if intake is None:
        messages.info(request, "Diese Seite wartet nicht mehr: Sie ist übernommen, verworfen oder abgelaufen.")
        return HttpResponseRedirect(reverse("admin:takeover"))
    user, sent = request.user, request.POST if request.method == "POST" else None
    document = read_document(intake.name, bytes(intake.content))
    sheet = Sheet(document, intake=intake, user=user, data=sent)
    is_valid = sent is not None and sheet.is_valid()
    corrected = sheet.corrected() if is_valid else sheet.document
    body = sheet.origin.cleaned_data.get("body") if sent is not None else sheet.known_body
    address = sheet.origin.cleaned_data.get("address", "") if sent is not None else intake.address
    wishes = Wishes(sheet.document, user=user, body=body, is_secret=is_not_public(corrected), data=sent)
    is_valid = (sent is None or wishes.is_valid()) and (is_valid or sent is None)
    written = {"body": body, "address": address, "by": user, "now": timezone.now()}
    problems = []
    if is_valid and sent is not None and "accept" in sent:
        try:
            taken = take_over(intake, corrected, wishes, shown=sent.get("shown") or NEW, **written)
        except ChangedMeanwhile:
            problems.append(CHANGED)
        except (NotTaken, NotPossible, MayNot) as refused:
            problems.append(str(refused))
        else:
            return _taken_over(request, taken)
    rehearsal = None
    if is_valid and body is not None:
        rehearsal = rehearse(corrected, bytes(intake.content), **written)
        problems += [rehearsal.refusal] if rehearsal.refusal and rehearsal.refusal not in problems else []
    context = {
        **site.each_context(request),
        "title": subject_of(document),
        "is_nav_sidebar_enabled": False,  # two columns need the room
        "intake": intake,
        "origin": sheet.origin,
        "problems": problems,
        "has_errors": sent is not None and not is_valid,
        "rehearsal": rehearsal,
        "is_unknown": document.kind != sheet.document.kind,
        "is_secret": is_not_public(corrected),
        **_shown(document, sheet, wishes),
    }
    if rehearsal and rehearsal.record:
        context["there"] = _form_address(rehearsal.record)
    return TemplateResponse(request, "admin/takeover_check.html", context)


def _shown(document, sheet, wishes):
    """The forms with doubts and places, and the text with its marks."""
    doubts, places, told, blocks = {}, [], set(), []
    for problem in document.problems:
        doubts.setdefault(problem.field, []).append(problem.message)
    for group in sheet.groups:
        rows = {}
        for path, form, name in group.field_paths():
            bound = form[name]
            mark = ""
            if path in document.places and path not in told:
                mark = f"ort-{path.replace('.', '-')}"
                places.append((Target(str(bound.label), mark, bound.auto_id), document.places[path]))
            rows.setdefault(form, []).append(FieldView(bound, mark, [] if path in told else doubts.pop(path, [])))
            told.add(path)
        shown = [
            Row(number, form, fields, form["left_out"] if "left_out" in form.fields else None)
            for number, (form, fields) in enumerate(rows.items(), start=1)
        ]
        blocks.append(Block(group, shown))
    marks = {}
    for form, label, span in wishes.places():
        marks[form] = f"ort-{form.prefix}"
        places.append((Target(label, marks[form], form["take"].auto_id), span))
    return {
        "blocks": blocks,
        "doubts": [message for messages_ in doubts.values() for message in messages_],
        "pieces": pieces(document.text, places),
        "cooperations": wishes.cooperations,
        "cooperation": wishes.cooperation,
        "partners": [WishView(form, marks[form]) for form in wishes.partners],
        "budget": [
            (WishView(form, marks[form]), form.mention.quote or quote(document.text, form.mention.span))
            for form in wishes.budget
        ],
    }


def _taken_over(request, taken):
    outcome = taken.outcome
    told = [", ".join(outcome.changes), ", ".join(str(one._meta.verbose_name) for one in taken.made)]
    told = [one for one in told if one]
    messages.success(request, f"Übernommen – {outcome.subject}" + (f": {'; '.join(told)}" if told else ""))
    if outcome.kept_aside:
        messages.warning(request, outcome.kept_aside)
    rest = Intake.objects.filter(created_by=request.user).count()
    if rest:
        words = "eingereichte Seite wartet" if rest == 1 else "eingereichte Seiten warten"
        link = format_html('<a href="{}">Weiter prüfen</a>', reverse("admin:takeover"))
        messages.info(request, format_html("Noch {} {}. {}", rest, words, link))
    return HttpResponseRedirect(_form_address(outcome.record))


def _form_address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


@require_POST
def discard(request, site, pk):
    _require(request.user)
    get_object_or_404(Intake, created_by=request.user, pk=pk).delete()
    messages.success(request, "Die Seite ist verworfen. Es wurde nichts übernommen.")
    return HttpResponseRedirect(reverse("admin:takeover"))
