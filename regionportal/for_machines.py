"""Small addresses that machines look for: robots.txt, security.txt, sitemaps, the calendar of everything."""

from datetime import datetime, time

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperations.calendars import milestone_entries
from council.calendars import meeting_entries
from council.models import Meeting
from publication.calendars import calendar_response

from .sitemaps import index_xml, page_of, urlset_xml

MONTHS_OF_SECURITY_TXT = 6


@require_safe
def robots(request):
    """Everything public may be found; what the desk is behind answers `noindex` itself."""
    return _text(f"User-agent: *\nAllow: /\n\nSitemap: {settings.SITE_URL}{reverse('sitemap_index')}\n")


@require_safe
def security(request):
    """By RFC 9116. Where nobody is named to write to, there is none."""
    contact = settings.PORTAL["security_contact"] or _mail_to(settings.PORTAL["operator_email"])
    if not contact:
        raise Http404
    fields = {
        "Contact": contact,
        "Expires": _expires(timezone.localdate()).isoformat(),
        "Preferred-Languages": "de, en",
        "Canonical": settings.SITE_URL + reverse("security"),
    }
    return _text("".join(f"{name}: {value}\n" for name, value in fields.items()))


def _mail_to(address):
    return f"mailto:{address}" if address else ""


def _expires(today):
    """The first of a month half a year ahead: the address is looked at with every renewal of the portal."""
    year, month = divmod(today.year * 12 + today.month - 1 + MONTHS_OF_SECURITY_TXT, 12)
    return timezone.make_aware(datetime.combine(today.replace(year=year, month=month + 1, day=1), time()))


def _text(text):
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request):
    return HttpResponse(index_xml(), content_type="application/xml; charset=utf-8")


@require_safe
def sitemap(request, name, number):
    entries = page_of(name, number)
    if entries is None:
        raise Http404
    return HttpResponse(urlset_xml(entries), content_type="application/xml; charset=utf-8")


@require_safe
def all_dates(request):
    entries = [*meeting_entries(Meeting.visible.all(), timezone.localdate()), *milestone_entries()]
    name = f"Termine: {settings.PORTAL['region']}"
    return calendar_response(name, "Sitzungen und Meilensteine", entries, "termine.ics")
