"""The public pages of council matters."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publication.calendars import calendar_response
from publication.lists import RecordList
from publication.views import find, record_page

from . import pages
from .calendars import calendar_of, meeting_entries
from .display import Way, nothing_found
from .filters import BodyFilter, MeetingFilter, OrganizationFilter, PaperFilter
from .meetings import item_to_show, listed_meetings, meeting_table, meeting_to_show
from .models import Body, Meeting, Organization, Paper
from .months import parse_month
from .organizations import (
    body_card,
    body_to_show,
    listed_bodies,
    listed_organizations,
    organization_table,
    organization_to_show,
)
from .papers import listed_papers, paper_table, paper_to_show


class CouncilList(RecordList):
    """A list with its nouns and a sentence on what is in it; `other_way`: (url name, label) of another view of it."""

    template_name = "council/list.html"
    singular = plural = lead = ""
    other_way = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "crumbs": [(self.plural, None)],
            "singular": self.singular,
            "plural": self.plural,
            "lead": self.lead,
            "other_way": self.other_way and Way(reverse(self.other_way[0]), self.other_way[1]),
            "nothing": nothing_found(self.plural, self.request.path, is_filtered=bool(self.request.GET)),
        }


class PaperList(CouncilList):
    model = Paper
    filterset_class = PaperFilter
    section = "papers"
    list_name, feed_name = "council:paper_list", "paper_feed"
    singular, plural = "Vorlage", "Vorlagen"
    lead = "Was den Gremien der Region vorgelegt wurde, wo es beraten wird und was daraus geworden ist."

    def get_records(self):
        return listed_papers()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"table": paper_table(context["object_list"], timezone.localdate())}


@record_page(paper_to_show)
def paper_detail(request, paper):
    return render(request, "council/paper_detail.html", pages.paper_page(paper, timezone.localdate()))


@record_page(paper_to_show, name="council:paper_resolution")
def paper_resolution(request, paper):
    page = pages.resolution_page(paper, request.GET, timezone.localdate())
    return render(request, "council/paper_resolution.html", page)


@record_page(paper_to_show, name="council:paper_matter")
def paper_matter(request, paper):
    return render(request, "council/paper_matter.html", pages.matter_page(paper, request.GET, timezone.localdate()))


class OrganizationList(CouncilList):
    model = Organization
    filterset_class = OrganizationFilter
    section = "organizations"
    list_name, feed_name = "council:organization_list", "organization_feed"
    singular, plural = "Gremium", "Gremien"
    lead = "Wer in der Region berät und entscheidet: Versammlungen, Räte und Ausschüsse mit ihren Sitzungen."
    other_way = ("council:body_list", "Nach Körperschaften ansehen")

    def get_records(self):
        return listed_organizations(timezone.now())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"table": organization_table(context["object_list"])}


@record_page(organization_to_show)
def organization_detail(request, organization):
    return render(
        request, "council/organization_detail.html", pages.organization_page(organization, timezone.localdate())
    )


class BodyList(CouncilList):
    model = Body
    filterset_class = BodyFilter
    section = "organizations"
    list_name, feed_name = "council:body_list", "body_feed"
    singular, plural = "Körperschaft", "Körperschaften"
    lead = "Städte, Kreise und Verbände mit eigenem Rat oder eigener Versammlung."
    other_way = ("council:organization_list", "Alle Gremien ansehen")

    def get_records(self):
        return listed_bodies()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"cards": [body_card(body) for body in context["object_list"]]}


@record_page(body_to_show)
def body_detail(request, body):
    return render(request, "council/body_detail.html", pages.body_page(body, timezone.localdate()))


class MeetingList(CouncilList):
    model = Meeting
    filterset_class = MeetingFilter
    section = "meetings"
    list_name, feed_name = "council:meeting_list", "meeting_feed"
    singular, plural = "Sitzung", "Sitzungen"
    lead = "Wann die Gremien tagen, was auf der Tagesordnung steht und mit welchem Ergebnis."
    other_way = ("council:meeting_calendar", "Im Kalender ansehen")

    def get_records(self):
        return listed_meetings()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"table": meeting_table(context["object_list"], timezone.localdate())}


@require_safe
def meeting_calendar(request):
    """One month; without the question `monat` (as in 2025-04) the present one."""
    today = timezone.localdate()
    month = parse_month(request.GET["monat"]) if "monat" in request.GET else today.replace(day=1)
    if month is None:
        raise Http404
    return render(request, "council/meeting_calendar.html", pages.calendar_page(month, today))


@require_safe
def meetings_calendar(request):
    return _calendar_response(Meeting.visible.all(), settings.PORTAL["region"], "sitzungen.ics")


@require_safe
def body_calendar(request, public_id):
    body = find(Body.visible.all(), public_id)
    return _calendar_response(Meeting.visible.filter(organization__body=body), body.name, f"{body.slug}.ics")


@require_safe
def organization_calendar(request, public_id):
    organization = find(Organization.visible.all(), public_id)
    meetings = Meeting.visible.filter(organization=organization)
    return _calendar_response(meetings, organization.name, f"{organization.slug}.ics")


def _calendar_response(meetings, label, file_name):
    return calendar_response(*calendar_of(label), meeting_entries(meetings, timezone.localdate()), file_name)


@record_page(meeting_to_show)
def meeting_detail(request, meeting):
    return render(request, "council/meeting_detail.html", pages.meeting_page(meeting, timezone.localdate()))


@record_page(item_to_show)
def agenda_item_detail(request, item):
    return render(request, "council/agenda_item_detail.html", pages.agenda_item_page(item, timezone.localdate()))
