"""The first page of the desk: what waits for the person who signed in.

One query or two for each kind of record that the person may see, however many records there are.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from council.models import AgendaItem, Meeting
from publication.admin.states import state_condition
from publication.display import moment_text
from publication.models import PublicationState, Publishable
from publication.responsibility import responsible_for
from publication.wholes import whole_links
from regionportal.models import FeedbackMessage, TextPage
from regionportal.texts import reminders

from .notices import groups

ROWS = 6
DAYS_BACK_FOR_RESULTS = 365


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One box of the page. `total`: how many there are in all; None: not counted."""

    key: str
    title: str
    rows: list[Row]
    empty: str
    total: int | None = None
    more: list[Row] = field(default_factory=list)
    """Where the rest is found, one for each kind."""


def panels(site, request, now):
    """All boxes that `request.user` has a use for, at `now` (aware)."""
    kinds = [_Kind(admin, request, now) for admin in _publishable_admins(site, request)]
    found = [
        _my_drafts(kinds, request.user),
        _waiting(kinds, request),
        _scheduled(kinds),
        _changed_today(kinds, now),
    ]
    if _may_see(site, request, Meeting):
        found += [_next_meetings(site, request, now), _without_results(now)]
    return [panel for panel in found if panel is not None]


def _publishable_admins(site, request):
    admins = (admin for model, admin in site._registry.items() if issubclass(model, Publishable))
    return [admin for admin in admins if admin.has_view_or_change_permission(request)]


def _may_see(site, request, model):
    return site._registry[model].has_view_or_change_permission(request)


class _Kind:
    """The records of one kind, counted with one query and fetched with one more where there are any."""

    def __init__(self, admin, request, now):
        self.admin, self.now = admin, now
        self.name = capfirst(admin.opts.verbose_name_plural)
        self.may_publish = admin.may(request, "publish")
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        self.conditions = {
            "drafts": state_condition(PublicationState.DRAFT, now),
            "scheduled": state_condition(PublicationState.SCHEDULED, now),
            "today": Q(updated_at__gte=midnight),
        }
        # A draft under a draft waits with its whole.
        for link in whole_links(admin.model):
            alone = Q(**{f"{link}__isnull": True}) | Q(**{f"{link}__published_at__isnull": False})
            self.conditions["drafts"] &= alone
        trail = admin.model.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
        self.rows = admin.get_queryset(request).annotate(
            last_editor_id=Subquery(trail.values("history_user_id")[:1]),
            last_editor_name=Subquery(trail.values("history_user__username")[:1]),
        )
        self.counts = admin.model.objects.aggregate(
            **{name: Count("pk", filter=condition) for name, condition in self.conditions.items()}
        )

    def newest(self, name, condition=None, order="-updated_at"):
        if not self.counts[name]:
            return []
        rows = self.rows.filter(self.conditions[name]).order_by(order, "-pk")
        return list((rows.filter(condition) if condition is not None else rows)[:ROWS])

    def url(self, record):
        return reverse(f"admin:{self.admin.opts.app_label}_{self.admin.opts.model_name}_change", args=[record.pk])

    def list_url(self, state):
        address = reverse(f"admin:{self.admin.opts.app_label}_{self.admin.opts.model_name}_changelist")
        return f"{address}?stand={state.value}"

    def row(self, record, note):
        return Row(f"{capfirst(self.admin.opts.verbose_name)} „{record}“", self.url(record), note)


def _newest_of_all(kinds, name, note, condition=None):
    found = [(record, kind) for kind in kinds for record in kind.newest(name, condition)]
    found.sort(key=lambda pair: pair[0].updated_at, reverse=True)
    return [kind.row(record, note(record)) for record, kind in found[:ROWS]]


def _changed(record):
    return f"geändert {_when(record.updated_at)}"


def _when(moment):
    return f"{timezone.localtime(moment):%d.%m. %H:%M}"


def _my_drafts(kinds, user):
    rows = _newest_of_all(kinds, "drafts", _changed, Q(last_editor_id=user.pk))
    return Panel("mine", "Meine Entwürfe", rows, "Sie haben keine offenen Entwürfe.")


def _waiting(kinds, request):
    """Drafts of others that this person may publish."""
    mine = [kind for kind in kinds if kind.may_publish]
    if not mine:
        return None
    others = ~Q(last_editor_id=request.user.pk) | Q(last_editor_id=None)
    found = [(record, kind) for kind in mine for record in kind.newest("drafts", others)]
    found = [(record, kind) for record, kind in found if responsible_for(request.user, record)]
    found.sort(key=lambda pair: pair[0].updated_at, reverse=True)
    rows = [
        kind.row(record, f"von {record.last_editor_name or 'Import'}, {_changed(record)}")
        for record, kind in found[:ROWS]
    ]
    more = [
        Row(f"{kind.name}: {kind.counts['drafts']}", kind.list_url(PublicationState.DRAFT))
        for kind in mine
        if kind.counts["drafts"] and kind.admin.has_module_permission(request)
    ]
    total = sum(kind.counts["drafts"] for kind in mine)
    return Panel("waiting", "Wartet auf Veröffentlichung", rows, "Kein fremder Entwurf wartet.", total, more)


def _scheduled(kinds):
    found = [(record, kind) for kind in kinds for record in kind.newest("scheduled", order="published_at")]
    found.sort(key=lambda pair: pair[0].published_at)
    rows = [kind.row(record, f"öffentlich ab {moment_text(record.published_at)}") for record, kind in found[:ROWS]]
    total = sum(kind.counts["scheduled"] for kind in kinds)
    more = [
        Row(f"{kind.name}: {kind.counts['scheduled']}", kind.list_url(PublicationState.SCHEDULED))
        for kind in kinds
        if kind.counts["scheduled"]
    ]
    return Panel("scheduled", "Geplant", rows, "Nichts ist geplant.", total, more)


def _changed_today(kinds, now):
    def told(record):
        state = record.publication_state(now).label
        return f"{state}, {record.last_editor_name or 'Befehl oder Import'}, {_when(record.updated_at)}"

    rows = _newest_of_all(kinds, "today", told)
    total = sum(kind.counts["today"] for kind in kinds)
    return Panel("today", "Heute geändert", rows, "Heute hat noch niemand etwas geändert.", total)


def _meeting_rows(meetings, note):
    return [
        Row(str(meeting.organization), reverse("admin:council_meeting_change", args=[meeting.pk]), note(meeting))
        for meeting in meetings
    ]


def _next_meetings(site, request, now):
    meetings = site._registry[Meeting].get_queryset(request).filter(start__gt=now, cancelled=False).order_by("start")
    rows = _meeting_rows(meetings.select_related("organization")[:ROWS], lambda meeting: meeting.start_text)
    return Panel("next", "Nächste Sitzungen", rows, "Es ist keine Sitzung eingetragen.")


def _without_results(now):
    """Meetings that are over and show no result for any of their items."""
    today = timezone.localdate(now)
    results = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(result="")
    meetings = Meeting.objects.filter(
        ~Exists(results), start__lt=now, start__gt=now - timedelta(days=DAYS_BACK_FOR_RESULTS), cancelled=False
    )
    rows = _meeting_rows(
        meetings.select_related("organization").order_by("-start", "pk")[:ROWS],
        lambda meeting: f"{meeting.start_text}, seit {(today - timezone.localdate(meeting.start)).days} Tagen",
    )
    return Panel(
        "results", "Sitzungen ohne Ergebnis", rows, "Zu allen Sitzungen liegen Ergebnisse vor.", meetings.count()
    )


def notices(site, request, now):
    """What needs somebody's attention, counted, each with the page at the desk where it is mended."""
    today = timezone.localdate(now)
    told = [
        Row(f"{group.rule.title}: {group.total}", f"{reverse('admin:notices')}#rule-{group.rule.key}")
        for group in groups(site, request, today)
    ]
    if _may_see(site, request, FeedbackMessage):
        new = FeedbackMessage.objects.filter(state=FeedbackMessage.State.NEW).count()
        told += [Row(f"Unbeantwortete Rückmeldungen: {new}", _list_address(FeedbackMessage))] if new else []
    pages = site._registry[TextPage]
    if pages.has_change_permission(request) and pages.has_add_permission(request):
        told += [Row(reminder.text, reminder.url) for reminder in reminders(today)]
    return told


def _list_address(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
