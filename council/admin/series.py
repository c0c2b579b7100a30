"""The page that makes a series of meetings from one."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format

from council.models import AgendaItem
from council.series import LAST, NoDays, digest, every_weeks, make_series, nth_weekdays, proposals, read_days
from publication.admin.pages import DeskPages

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


class SeriesForm(forms.Form):
    """Which days, in one of three ways."""

    way = forms.ChoiceField(
        label="Wie oft",
        choices=[
            ("weekday", "an einem Wochentag im Monat"),
            ("weeks", "alle paar Wochen"),
            ("days", "an einzelnen Tagen, die ich eintrage"),
        ],
        initial="weekday",
        widget=forms.RadioSelect,
    )
    first = forms.DateField(label="vom", required=False, widget=AdminDateWidget, help_text="Nicht für einzelne Tage.")
    last = forms.DateField(label="bis", required=False, widget=AdminDateWidget)
    nth = forms.TypedChoiceField(
        label="Wochentag im Monat: der wievielte",
        coerce=int,
        choices=[(1, "1."), (2, "2."), (3, "3."), (4, "4."), (5, "5."), (LAST, "letzte")],
    )
    weekday = forms.TypedChoiceField(label="Wochentag", coerce=int, choices=list(enumerate(WEEKDAYS)))
    every_months = forms.IntegerField(label="jeden wievielten Monat", min_value=1, max_value=12, initial=1)
    weeks = forms.IntegerField(
        label="Alle paar Wochen: Abstand in Wochen",
        min_value=1,
        max_value=52,
        initial=4,
        help_text="Gezählt ab dem ersten Tag.",
    )
    days = forms.CharField(
        label="Einzelne Tage",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Getippt oder eingefügt: 24.02.2025, 03.03.2025; auch untereinander.",
    )
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(),
        label="Ständige Punkte der Tagesordnung übernehmen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = meeting.agenda_items.order_by("order", "pk")
        if not self.fields["items"].queryset:
            del self.fields["items"]
        day = meeting.day
        nth = (day.day - 1) // 7 + 1
        self.initial = {"nth": nth, "weekday": day.weekday(), "first": max(day, timezone.localdate())} | self.initial

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            cleaned["found"] = self._days(cleaned)
        except NoDays as error:
            self.add_error("days" if cleaned["way"] == "days" else "last", str(error))
        return cleaned

    def _days(self, cleaned):
        if cleaned["way"] == "days":
            return read_days(cleaned["days"])
        first, last = cleaned["first"], cleaned["last"]
        if first is None or last is None or last < first or (last - first).days > 5 * 366:
            self.add_error(
                "last", "Bitte tragen Sie den ersten und den letzten Tag ein, höchstens fünf Jahre auseinander."
            )
            return []
        if cleaned["way"] == "weeks":
            return every_weeks(first, last, weeks=cleaned["weeks"])
        return nth_weekdays(
            first, last, nth=cleaned["nth"], weekday=cleaned["weekday"], every_months=cleaned["every_months"]
        )


class SeriesPage(DeskPages):
    """Mixin for the admin class of meetings."""

    record_pages = {**DeskPages.record_pages, "series": "series_page"}

    def desk_links(self, request, obj):
        links = super().desk_links(request, obj)
        if self.has_change_permission(request, obj) and self.has_add_permission(request):
            links = [*links, (self.page_address("series", obj), "Sitzungsreihe anlegen …")]
        return links

    def series_page(self, request, meeting):
        """First the days, then a list to tick them off; only what is ticked is made."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SeriesForm(request.POST if request.method == "POST" else None, meeting=meeting)
        proposed = None
        if form.is_valid():
            try:
                proposed = proposals(meeting, form.cleaned_data["found"])
            except NoDays as error:
                form.add_error(None, str(error))
        if proposed and "confirmed" in request.POST and self._make(request, meeting, form, proposed):
            return HttpResponseRedirect(self.change_address(meeting))
        return self.answer(
            request,
            "admin/meeting_series.html",
            "Sitzungsreihe",
            record=meeting,
            form=form,
            proposed=proposed,
            digest=proposed and self._digest(form, proposed),
        )

    def _digest(self, form, proposed):
        return digest(proposed, form.cleaned_data.get("items", ()))

    def _make(self, request, meeting, form, proposed):
        chosen = request.POST.getlist("day")
        days = [one.day for one in proposed if one.day.isoformat() in chosen]
        as_seen = request.POST.get("previewed") == self._digest(form, proposed)
        if not days or not as_seen or len(days) != len(set(chosen)):
            form.add_error(
                None, "Die Angaben haben sich geändert, oder es ist kein Tag angekreuzt. Bitte prüfen Sie die Liste."
            )
            return False
        try:
            made = make_series(meeting, days, by=request.user, items=form.cleaned_data.get("items", ()))
        except (NoDays, ValidationError) as error:
            form.add_error(None, str(error) if isinstance(error, NoDays) else error.messages)
            return False
        first, last = (date_format(day, "d.m.Y") for day in (days[0], days[-1]))
        self.message_user(
            request,
            f"Angelegt als Entwurf: {len(made)} Sitzungen vom {first} bis {last}."
            if len(made) > 1
            else f"Angelegt als Entwurf: die Sitzung am {first}.",
            level=messages.SUCCESS,
        )
        return True
