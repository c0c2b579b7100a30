"""What a page says as forms, and the forms as what the page says: the way from a frozen record to a person and back."""

from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone

from council.imports.records import (
    AgendaItemRecord,
    AgendaRowRecord,
    ConsultationRecord,
    FileRecord,
    ImportedDocument,
    Kind,
    MeetingRecord,
    PaperRecord,
    ReferenceRecord,
    SectionRecord,
    VoteRecord,
)
from council.imports.sources.decoding import LOST, MOJIBAKE
from council.imports.sync import KeptAside, recognise_body
from council.models import AgendaItem, Body, Consultation, File, Location, Meeting, Organization, Paper, PaperSection
from council.vocabulary import PaperKind, Publicity, ResultKind, RoleKind, SectionKind
from publication.responsibility import bodies_of_user

MAX_ROWS = 400
MAX_TEXT = 500_000


def not_damaged(text):
    if LOST in text or MOJIBAKE.search(text):
        raise ValidationError("Hier sind Umlaute beschädigt. Bitte berichtigen Sie sie.", code="damaged_letters")


class Words(forms.CharField):
    """One line; empty is None. `of`: (model, field) that it ends up in, which bounds its length."""

    default_validators = [not_damaged]

    def __init__(self, label, of=None, **options):
        if of is not None:
            model, name = of
            options["max_length"] = model._meta.get_field(name).max_length
        options.setdefault("widget", forms.TextInput(attrs={"class": "vTextField"}))
        super().__init__(label=label, required=False, empty_value=None, **options)


class LongText(forms.CharField):
    """Paragraphs; browsers send other line ends than readers write."""

    default_validators = [not_damaged]

    def __init__(self, label, rows=6):
        widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": rows})
        super().__init__(label=label, required=False, empty_value=None, max_length=MAX_TEXT, widget=widget)

    def to_python(self, value):
        text = super().to_python(value)
        return text and text.replace("\r\n", "\n")


class Choice(forms.TypedChoiceField):
    def __init__(self, label, choices, **options):
        widget = forms.Select()
        offered = [("", "–"), *choices.choices]
        super().__init__(
            label=label, choices=offered, coerce=choices, empty_value=None, required=False, widget=widget, **options
        )


class Day(forms.DateField):
    default_error_messages = {"invalid": "Bitte schreiben Sie das Datum als TT.MM.JJJJ, zum Beispiel 24.02.2025."}

    def __init__(self, label):
        super().__init__(label=label, required=False, widget=forms.DateInput(attrs={"class": "vDateField"}))


class Clock(forms.TimeField):
    default_error_messages = {"invalid": "Bitte schreiben Sie die Uhrzeit als 16:30."}

    def __init__(self, label):
        super().__init__(
            label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs={"class": "vTimeField"})
        )


class Count(forms.IntegerField):
    default_error_messages = {
        "invalid": "Bitte tragen Sie eine ganze Zahl ein.",
        "min_value": "Die Zahl darf nicht kleiner als 0 sein.",
    }

    def __init__(self, label):
        widget = forms.TextInput(attrs={"class": "vIntegerField", "inputmode": "numeric"})
        super().__init__(label=label, required=False, min_value=0, max_value=2_000_000_000, widget=widget)


class RecordForm(forms.Form):
    """Fields are named like those of `record_class`; what has no field stays as the page says it."""

    record_class = None
    paths: dict[str, str] = {}
    """Name of the field in paths of the contract, where it is another one."""

    @classmethod
    def initial_of(cls, record):
        return {name: getattr(record, name) for name in cls.base_fields if hasattr(record, name)}

    def record(self, original):
        return replace(original or self.record_class(), **self.cleaned_data)

    def path(self, name):
        return self.paths.get(name, name)


class PaperForm(RecordForm):
    record_class = PaperRecord

    reference = Words("Vorlagennummer", (Paper, "reference"))
    name = Words("Betreff", (Paper, "name"))
    paper_type = Words("Art im Wortlaut", (Paper, "paper_type"))
    paper_kind = Choice("Art", PaperKind)
    publicity = Choice("Öffentlichkeit", Publicity)
    workflow = Words("Bearbeitungsstand", (Paper, "workflow"))
    under_direction_of = Words("federführend", (Paper, "under_direction_of"))
    originator = Words("Urheber", (Paper, "originator"))


class InternalForm(RecordForm):
    """Names of office staff, apart from what people will read."""

    record_class = PaperRecord

    signed_by = Words("gezeichnet", (Paper, "signed_by"))
    editor_name = Words("Bearbeitung", (Paper, "editor_name"))


class RowForm(RecordForm):
    """One of several; a row added below the others counts once something is entered."""

    left_out = forms.BooleanField(label="weglassen", required=False)

    def record(self, original):
        values = {name: value for name, value in self.cleaned_data.items() if name != "left_out"}
        return replace(original, **values) if original is not None else self.new_record(values)

    def new_record(self, values):
        return self.record_class(**values)


class SectionForm(RowForm):
    kind = Choice("Art", SectionKind)
    heading = Words("Überschrift", (PaperSection, "heading"))
    text = LongText("Text")

    def new_record(self, values):
        return SectionRecord(**values)

    def clean(self):
        """Kind, heading and text are never None in a record."""
        cleaned = super().clean()
        cleaned["kind"] = cleaned.get("kind") or SectionKind.OTHER
        return cleaned | {name: cleaned.get(name) or "" for name in ("heading", "text")}


class StationForm(RowForm):
    record_class = ConsultationRecord

    organization = Words("Gremium", (Organization, "name"))
    role = Words("Zuständigkeit im Wortlaut", (Consultation, "role"))
    role_kind = Choice("Zuständigkeit", RoleKind)
    date = Day("Datum")
    meeting_reference = Words("Sitzungsnummer", (Meeting, "reference"))
    meeting_name = Words("Sitzung", (Meeting, "name"))
    agenda_item_number = Words("TOP", (AgendaItem, "number"))
    result = Words("Ergebnis im Wortlaut", (Consultation, "result"))
    result_kind = Choice("Ergebnis", ResultKind)
    state = Words("Stand", (Consultation, "state"))


class FileForm(RowForm):
    record_class = FileRecord

    number = Count("Nummer")
    name = Words("Name", (File, "name"))


class ReferenceForm(RowForm):
    record_class = ReferenceRecord
    paths = {"raw": ""}

    raw = Words("Angabe im Wortlaut", max_length=200)
    reference = Words("Vorlagennummer", (Paper, "reference"))
    date = Day("Datum")

    def clean(self):
        cleaned = super().clean()
        cleaned["raw"] = cleaned.get("raw") or cleaned.get("reference") or ""
        if self.has_changed() and not cleaned["raw"] and not cleaned.get("left_out"):
            self.add_error("raw", "Bitte schreiben Sie, worauf verwiesen wird, oder lassen Sie die Zeile weg.")
        return cleaned


class AgendaItemForm(RecordForm):
    record_class = AgendaItemRecord

    number = Words("Nummer", (AgendaItem, "number"))
    name = Words("Betreff", (AgendaItem, "name"))
    public = forms.NullBooleanField(
        label="öffentlich",
        required=False,
        widget=forms.NullBooleanSelect(),
        help_text="Von nichtöffentlichen Punkten wird nur die Ankündigung behalten.",
    )
    paper_reference = Words("Vorlagennummer", (Paper, "reference"))
    result = Words("Ergebnis im Wortlaut", (AgendaItem, "result"))
    result_kind = Choice("Ergebnis", ResultKind)
    votes_yes = Count("Ja-Stimmen")
    votes_no = Count("Nein-Stimmen")
    votes_abstained = Count("Enthaltungen")
    resolution_text = LongText("Beschlusstext")
    minutes_text = LongText("Niederschrift")

    VOTES = {"votes_yes": "yes", "votes_no": "no", "votes_abstained": "abstained"}

    @classmethod
    def initial_of(cls, record):
        votes = {name: record.vote and getattr(record.vote, told) for name, told in cls.VOTES.items()}
        return super().initial_of(record) | votes

    def record(self, original):
        values = dict(self.cleaned_data)
        counts = {told: values.pop(name) for name, told in self.VOTES.items()}
        if original.vote or any(count is not None for count in counts.values()):
            values["vote"] = replace(original.vote or VoteRecord(), **counts)
        if original.paper:
            values["paper"] = replace(original.paper, reference=values["paper_reference"])
        return replace(original, **values)


class MeetingForm(RecordForm):
    record_class = MeetingRecord
    paths = {"day": "start", "begin": "start", "finish": "end"}

    organization = Words("Gremium", (Organization, "name"))
    reference = Words("Sitzungsnummer", (Meeting, "reference"))
    name = Words("Bezeichnung", (Meeting, "name"))
    day = Day("Tag")
    begin = Clock("Beginn")
    finish = Clock("Ende")
    room = Words("Raum", (Meeting, "room"))
    location = Words("Ort", (Location, "description"))

    @classmethod
    def initial_of(cls, record):
        start, end = record.start, record.end
        has_time = isinstance(start, datetime)
        return super().initial_of(record) | {
            "day": timezone.localdate(start) if has_time else start,
            "begin": timezone.localtime(start).time() if has_time else None,
            "finish": timezone.localtime(end).time() if end else None,
        }

    def clean(self):
        cleaned = super().clean()
        day, begin, finish = (cleaned.get(name) for name in ("day", "begin", "finish"))
        if day is None and (begin or finish) and "day" not in self.errors:
            self.add_error("day", "Zur Uhrzeit gehört der Tag. Bitte tragen Sie ihn ein.")
        if finish and not begin and "begin" not in self.errors:
            self.add_error("begin", "Zum Ende gehört der Beginn. Bitte tragen Sie ihn ein oder löschen Sie das Ende.")
        if not cleaned.get("organization") and "organization" not in self.errors:
            self.add_error("organization", "Bitte tragen Sie das Gremium ein.")
        if day is None and "day" not in self.errors:
            self.add_error("day", "Bitte tragen Sie den Tag der Sitzung ein.")
        return cleaned

    def record(self, original):
        values = dict(self.cleaned_data)
        day, begin, finish = (values.pop(name) for name in ("day", "begin", "finish"))
        start = _moment(day, begin) if begin else day
        end = _moment(day, finish) if finish else None
        if end is not None and end <= start:
            end = _moment(day + timezone.timedelta(days=1), finish)  # a meeting that lasts past midnight
        return replace(original or MeetingRecord(), start=start, end=end, **values)


def _moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


class AgendaRowForm(RowForm):
    number = Words("Nummer", (AgendaItem, "number"))
    public = forms.NullBooleanField(label="öffentlich", required=False)
    name = Words("Betreff", (AgendaItem, "name"))
    paper_reference = Words("Vorlagennummer", (Paper, "reference"))

    def new_record(self, values):
        return AgendaRowRecord(**values | {"number": values["number"] or ""})


class OriginForm(forms.Form):
    """Whose the page is and where it was found."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Körperschaft",
        empty_label="– bitte wählen –",
        error_messages={"required": "Bitte wählen Sie die Körperschaft, von der die Seite stammt."},
    )
    address = forms.URLField(
        label="Adresse der Seite",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies_for(user)

    def clean_address(self):
        return only_https(self.cleaned_data["address"])


def bodies_for(user):
    own = bodies_of_user(user)
    bodies = Body.objects.order_by("sort_key", "pk")
    return bodies if own is None else bodies.filter(pk__in=own)


def only_https(address):
    if address and not address.startswith("https://"):
        raise ValidationError("Bitte geben Sie eine Adresse an, die mit https:// beginnt.")
    return address


@dataclass(frozen=True, slots=True)
class Group:
    """Forms under one heading. `path`: how their fields begin in the contract; `rows`: the forms of several rows."""

    key: str
    title: str
    path: str
    form: RecordForm | None = None
    rows: BaseFormSet | None = None
    hint: str = ""

    @property
    def forms(self):
        """Pairs of path and form."""
        if self.form is not None:
            return [(self.path, self.form)]
        return [(f"{self.path}.{number}", form) for number, form in enumerate(self.rows)]

    def field_paths(self):
        """Triples of path, form and name of the field."""
        for path, form in self.forms:
            for name in form.fields:
                if name != "left_out":
                    yield ".".join(part for part in (path, form.path(name)) if part), form, name


class Sheet:
    """All forms of one page. `data`: what was sent; None shows what was read."""

    def __init__(self, document, *, intake, user, data=None):
        self.document = as_taken(document)
        self.data = data
        own = set(bodies_for(user).values_list("pk", flat=True))
        self.known_body = intake.body or _recognised(document)
        if self.known_body and self.known_body.pk not in own:
            self.known_body = None
        told = {"body": self.known_body, "address": intake.address}
        self.origin = OriginForm(data, initial=told, prefix="origin", user=user)
        make = {Kind.PAPER: self._paper, Kind.AGENDA_ITEM: self._agenda_item, Kind.MEETING: self._meeting}
        self.groups = list(make[self.document.kind]())

    def _paper(self):
        paper = self.document.paper
        yield self._form("paper", "Vorlage", "paper", PaperForm, paper)
        yield self._rows("stations", "Beratungsfolge", "paper.consultations", StationForm, paper.consultations)
        yield self._rows("sections", "Abschnitte", "paper.sections", SectionForm, paper.sections)
        yield self._rows("files", "Anlagen", "paper.files", FileForm, paper.files, extra=0)
        yield self._rows("references", "Verweise", "paper.references", ReferenceForm, paper.references)
        hint = "Nie öffentlich: nur die Redaktion sieht diese Namen."
        yield self._form("internal", "Intern", "paper", InternalForm, paper, hint)

    def _agenda_item(self):
        item = self.document.agenda_item
        yield self._form("item", "Tagesordnungspunkt", "agenda_item", AgendaItemForm, item)
        yield self._form("meeting", "Sitzung", "meeting", MeetingForm, self.document.meeting or MeetingRecord())
        yield self._rows("files", "Anlagen", "agenda_item.files", FileForm, item.files, extra=0)

    def _meeting(self):
        meeting = self.document.meeting
        yield self._form("meeting", "Sitzung", "meeting", MeetingForm, meeting)
        yield self._rows("agenda", "Tagesordnung", "meeting.agenda", AgendaRowForm, meeting.agenda)

    def _form(self, key, title, path, form_class, record, hint=""):
        form = form_class(self.data, initial=form_class.initial_of(record), prefix=key)
        return Group(key, title, path, form=form, hint=hint)

    def _rows(self, key, title, path, form_class, records, extra=1):
        rows = formset_factory(form_class, extra=extra, max_num=MAX_ROWS, absolute_max=MAX_ROWS)
        initial = [form_class.initial_of(record) for record in records]
        return Group(key, title, path, rows=rows(self.data, initial=initial, prefix=key))

    def is_valid(self):
        parts = [self.origin, *(group.form or group.rows for group in self.groups)]
        problems = [part for part in parts if not part.is_valid()]  # all are asked, so that each tells its own
        return not problems

    def corrected(self) -> ImportedDocument:
        """What the person says that the page says; once the forms are valid."""
        groups = {group.key: group for group in self.groups}
        document = self.document
        if document.kind == Kind.PAPER:
            paper = groups["internal"].form.record(groups["paper"].form.record(document.paper))
            paper = replace(
                paper,
                consultations=_kept(groups["stations"], paper.consultations),
                sections=_kept(groups["sections"], paper.sections),
                files=_kept(groups["files"], paper.files),
                references=_kept(groups["references"], paper.references),
            )
            return replace(document, paper=paper)
        meeting = groups["meeting"].form.record(document.meeting)
        if document.kind == Kind.MEETING:
            return replace(document, meeting=replace(meeting, agenda=_kept(groups["agenda"], meeting.agenda)))
        item = groups["item"].form.record(document.agenda_item)
        return replace(document, meeting=meeting, agenda_item=replace(item, files=_kept(groups["files"], item.files)))


def _kept(group, records):
    """The records of the rows that are not left out; rows below those of the page count once they are filled in."""
    found = []
    for number, form in enumerate(group.rows):
        original = records[number] if number < len(records) else None
        if not form.cleaned_data.get("left_out") and (original is not None or form.has_changed()):
            found.append(form.record(original))
    return tuple(found)


def as_taken(document):
    """An unknown page is offered as a Vorlage, to be filled in by hand."""
    if document.kind != Kind.UNKNOWN:
        return document
    return replace(document, kind=Kind.PAPER, paper=document.paper or PaperRecord())


def _recognised(document):
    try:
        return recognise_body(document)
    except KeptAside:
        return None
