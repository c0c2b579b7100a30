"""The page that adds several stations to a paper."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.http import HttpResponseRedirect

from council.actions import add_stations
from council.models import Consultation, Paper
from publication.admin.pages import DeskPages

EMPTY_ROWS = 8
FIELDS = ("order", "organization", "role_kind", "meeting", "agenda_item", "date")


class StationForm(forms.ModelForm):
    """A row in which only the prefilled order stands is an empty one."""

    def has_changed(self):
        return bool(set(self.changed_data) - {"order"})

    def clean(self):
        """What follows from the choice of an agenda item or a meeting need not be chosen again."""
        cleaned = super().clean()
        item, meeting = cleaned.get("agenda_item"), cleaned.get("meeting")
        if item is not None and meeting is None:
            meeting = cleaned["meeting"] = item.meeting
        if item is not None and item.meeting_id != meeting.pk:
            self.add_error("agenda_item", "Dieser Punkt gehört zu einer anderen Sitzung. Bitte wählen Sie neu.")
        if cleaned.get("organization") is None and meeting is not None:
            cleaned["organization"] = meeting.organization
        if cleaned.get("organization") is None and "organization" not in self.errors:
            self.add_error("organization", "Bitte wählen Sie das Gremium.")
        if self.instance.paper.consultations.filter(order=cleaned.get("order")).exists():
            self.add_error("order", "An dieser Stelle steht schon eine Station. Bitte eine andere Zahl eintragen.")
        return cleaned


class StationFormSet(BaseInlineFormSet):
    def get_queryset(self):
        return self.model.objects.none()


def station_formset(site):
    choices = {
        name: AutocompleteSelect(Consultation._meta.get_field(name), site)
        for name in ("organization", "meeting", "agenda_item")
    }
    return inlineformset_factory(
        Paper,
        Consultation,
        form=StationForm,
        formset=StationFormSet,
        fields=FIELDS,
        extra=EMPTY_ROWS,
        max_num=EMPTY_ROWS,
        absolute_max=EMPTY_ROWS,
        can_delete=False,
        widgets=choices | {"date": AdminDateWidget},
        error_messages={"order": {"required": "Bitte eine Zahl eintragen."}},
    )


class StationsPage(DeskPages):
    """Mixin for the admin class of papers."""

    record_pages = {**DeskPages.record_pages, "stations": "stations_page"}

    def desk_links(self, request, obj):
        links = super().desk_links(request, obj)
        if self.has_change_permission(request, obj) and request.user.has_perm("council.add_consultation"):
            links = [*links, (self.page_address("stations", obj), "Mehrere Stationen …")]
        return links

    def stations_page(self, request, paper):
        if not request.user.has_perm("council.add_consultation"):
            raise PermissionDenied
        there = paper.consultations.select_related("organization").order_by("order", "pk")
        last = paper.consultations.aggregate(last=Max("order"))["last"] or 0
        formset = station_formset(self.admin_site)(
            request.POST if request.method == "POST" else None,
            instance=paper,
            prefix="stations",
            initial=[{"order": last + number} for number in range(1, EMPTY_ROWS + 1)],
        )
        problems = []
        if formset.is_valid():
            stations = [form.instance for form in formset if form.has_changed()]
            try:
                if not stations:
                    raise ValidationError("Bitte füllen Sie mindestens eine Zeile aus.")
                add_stations(paper, stations, by=request.user)
            except ValidationError as error:
                problems = error.messages
            else:
                self.message_user(request, f"Angelegt als Entwurf: {len(stations)} Stationen.", level=messages.SUCCESS)
                return HttpResponseRedirect(self.change_address(paper))
        return self.answer(
            request,
            "admin/paper_stations.html",
            "Mehrere Stationen",
            record=paper,
            there=there,
            formset=formset,
            form=formset,
            problems=problems,
        )
