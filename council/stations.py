"""The way of a paper through the bodies (Beratungsfolge): its stations, and where the matter stands.

What a row of a list says of a paper and what the filter for results finds follow the same rule: `outcome` states it
for Python, `outcome_kind` for the database.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from publication.display import day_text

from .models import AgendaItem, Consultation, File, Meeting
from .vocabulary import ResultKind, RoleKind

DECISIONS = (ResultKind.ACCEPTED, ResultKind.AMENDED, ResultKind.REJECTED, ResultKind.ELECTED)
"""Results that settle a matter where the station decides. A recommendation never does."""

UNSETTLED = (ResultKind.RECOMMENDED, ResultKind.POSTPONED, ResultKind.REFERRED, ResultKind.REMOVED)
PLANNED = "geplant"
NO_RESULT, CANCELLED = "noch kein Ergebnis veröffentlicht", "Sitzung abgesagt"


@dataclass(frozen=True, slots=True)
class Station:
    """One station as `consultations.html` draws it.

    `result_label` has the words of the source; both it and `result_kind` are None while nothing is published.
    `key` is permanent.
    """

    organization: str
    organization_url: str | None
    role_label: str
    day: date | None
    meeting_url: str | None
    item_url: str | None
    item_number: str
    result_kind: str | None
    result_label: str | None
    is_authoritative: bool
    is_future: bool
    is_cancelled: bool
    is_noted: bool
    key: str
    called: str
    minutes_url: str | None

    @property
    def date_text(self):
        if self.day is not None:
            return day_text(self.day)
        return "" if self.is_future else "Termin nicht bekannt"

    @property
    def datetime(self):
        return self.day and self.day.isoformat()

    @property
    def has_result(self):
        return self.result_kind is not None

    @property
    def is_decided(self):
        return self.is_authoritative and self.result_kind in DECISIONS

    @property
    def result_words(self):
        return self.result_label or ResultKind(self.result_kind).label


def with_stations(papers):
    """Prefetch the visible stations of `papers`, in order, as `visible_consultations`: three more queries in all."""
    steps = Consultation.visible.in_order().select_related("organization")
    meetings = Meeting.visible.select_related("organization")
    # Flat and not inside `steps`: Django would follow a nested link with a name of its own once more, row by row.
    return papers.prefetch_related(
        Prefetch("consultations", steps, to_attr="visible_consultations"),
        Prefetch("visible_consultations__meeting", meetings, to_attr="visible_meeting"),
        Prefetch("visible_consultations__agenda_item", AgendaItem.visible.all(), to_attr="visible_agenda_item"),
    )


def with_minutes(papers):
    """The same, and the minutes of their meetings that can be fetched: one more query."""
    minutes = File.visible.filter(role=File.Role.PROTOCOL).exclude(content=None).exclude(content="")
    return with_stations(papers).prefetch_related(
        Prefetch("visible_consultations__visible_meeting__files", minutes.order_by("position", "pk"), "visible_minutes")
    )


def stations(paper, today):
    """The stations of a paper that was loaded `with_stations`, in order; no query."""
    return [_station(consultation, today) for consultation in paper.visible_consultations]


def _station(consultation, today):
    organization, meeting = consultation.organization, consultation.visible_meeting
    item = consultation.visible_agenda_item
    day = meeting.day if meeting else consultation.date
    kind, label = shown_result(consultation, item)
    cancelled = meeting is not None and meeting.cancelled
    if cancelled and kind is None:
        label = CANCELLED
    planned = day >= today if day else consultation.state.strip().lower() == PLANNED
    return Station(
        organization=str(organization) if organization else "Gremium nicht bekannt",
        organization_url=organization.get_absolute_url() if organization else None,
        role_label=consultation.role or consultation.get_role_kind_display() or "Beratung",
        day=day,
        meeting_url=meeting.get_absolute_url() if meeting else None,
        item_url=item.get_absolute_url() if item else None,
        item_number=item.number if item else "",
        result_kind=kind,
        result_label=label,
        is_authoritative=bool(consultation.authoritative) or consultation.role_kind == RoleKind.DECISION,
        is_future=planned and kind is None and not cancelled,
        is_cancelled=cancelled and kind is None,
        is_noted=kind == ResultKind.NOTED or kind == ResultKind.ACCEPTED and _takes_note(item),
        key=consultation.public_id,
        called=organization.called if organization else "Gremium nicht bekannt",
        minutes_url=_minutes_url(item, meeting),
    )


def _minutes_url(item, meeting):
    """What the minutes say of the item, else the minutes of the meeting, where these were loaded `with_minutes`."""
    if item is not None and item.minutes_text.strip():
        return f"{item.get_absolute_url()}#niederschrift"
    minutes = getattr(meeting, "visible_minutes", None)
    return minutes[0].get_absolute_url() if minutes else None


def _takes_note(item):
    """Whether all that was decided is to take note."""
    words = item.resolution_text.strip().rstrip(".").lower() if item else ""
    return words in ("kenntnisnahme", "zur kenntnis genommen")


def shown_result(consultation, item):
    """(kind, words of the source) of a station: the visible agenda item's before its own; both None where neither has.

    The kind is "" where the source's words are known but not what they mean.
    """
    for source in (item, consultation):
        if source is not None and (source.result or source.result_kind):
            return source.result_kind, source.result
    return None, None


def outcome(stations):
    """The station whose result stands for the paper: the last that decided, else the last with a result, else None."""
    results = [station for station in stations if station.has_result]
    decided = [station for station in results if station.is_decided]
    return next(reversed(decided or results), None)


def outcome_kind():
    """The same for the database, as an expression on papers: kind of the result, "" where unclear, NULL without any."""
    items = AgendaItem.visible.filter(pk=OuterRef("agenda_item")).exclude(result="", result_kind="")
    own = Case(When(~Q(result="", result_kind=""), then=F("result_kind")))
    decides = Q(authoritative=True) | Q(role_kind=RoleKind.DECISION)
    steps = (
        Consultation.visible.filter(paper=OuterRef("pk"))
        .annotate(shown=Coalesce(Subquery(items.values("result_kind")[:1]), own))
        .exclude(shown=None)
        .annotate(
            decided=Case(
                When(decides & Q(shown__in=DECISIONS), then=Value(1)), default=Value(0), output_field=IntegerField()
            )
        )
    )
    return Subquery(steps.order_by("-decided", "-order", "-pk").values("shown")[:1])


def next_station(stations):
    """The nearest station to come whose day is known, or None."""
    coming = [station for station in stations if station.is_future and station.day]
    return min(coming, key=lambda station: station.day, default=None)


def last_station(stations):
    """The last station, in order, that is not to come; None where there is none."""
    return next((station for station in reversed(stations) if not station.is_future), None)


def standing(stations, today):
    """Where the matter stands, as one German sentence."""
    coming, result = next_station(stations), outcome(stations)
    if result is not None:
        return f"{_result_clause(stations, result)}{_coming_clause(coming)}."
    if coming is not None:
        return f"Nächste Beratung{_place(coming)}."
    last = last_station(stations)
    if last is None or last.is_cancelled:
        return "Noch kein Ergebnis veröffentlicht."
    if last.day is None:
        return "Noch kein Ergebnis veröffentlicht."
    days = (today - last.day).days
    return f"Beraten{_place(last)}; seit {'einem Tag' if days == 1 else f'{days} Tagen'} kein Ergebnis veröffentlicht."


_HAPPENINGS = {
    ResultKind.AMENDED: "Geändert beschlossen",
    ResultKind.POSTPONED: "Vertagt",
    ResultKind.REFERRED: "Verwiesen",
    ResultKind.REMOVED: "Von der Tagesordnung abgesetzt",
    ResultKind.WITHDRAWN: "Zurückgezogen",
    ResultKind.REJECTED: "Abgelehnt",
}


def happenings(stations):
    """What did not go straight on, in order: "Vertagt am 24. Februar 2025 (Rat)"."""
    return [f"{_HAPPENINGS[one.result_kind]}{_place(one)}" for one in stations if one.result_kind in _HAPPENINGS]


@dataclass(frozen=True, slots=True)
class WayStep:
    """One station on the line of `way.html`; `is_gap`: `label` tells how many are left out here."""

    label: str
    url: str | None = None
    detail: str = ""
    is_future: bool = False
    is_gap: bool = False


ENDS_OF_A_WAY = 3


def way(stations):
    """The way of a paper as one line; of a long one its beginning and its end."""
    left_out = len(stations) - 2 * ENDS_OF_A_WAY
    steps = [_way_step(station) for station in stations]
    if left_out < 2:
        return steps
    gap = WayStep(f"{left_out} weitere Stationen", is_gap=True)
    return [*steps[:ENDS_OF_A_WAY], gap, *steps[-ENDS_OF_A_WAY:]]


def _way_step(station):
    if station.has_result:
        result = station.result_words
    elif station.is_cancelled:
        result = CANCELLED
    else:
        result = "steht bevor" if station.is_future else NO_RESULT
    detail = ", ".join(filter(None, [station.role_label, station.date_text, result]))
    return WayStep(station.called, station.item_url or station.meeting_url, detail, station.is_future)


def _result_clause(stations, result):
    if result.is_decided:
        return f"{_capitalised(ResultKind(result.result_kind).label)}{_place(result)}"
    open_elsewhere = any(station.is_authoritative for station in stations)
    if result.result_kind == ResultKind.NOTED and not open_elsewhere:
        return f"Zur Kenntnis genommen{_place(result)}"
    open_clause = "; eine Entscheidung ist noch nicht veröffentlicht"
    is_open = result.result_kind in UNSETTLED or (open_elsewhere and not result.is_authoritative)
    return f"Zuletzt beraten{_place(result)}: {result.result_words}{open_clause if is_open else ''}"


def _coming_clause(coming):
    return f"; nächste Beratung{_place(coming)}" if coming else ""


def _place(station):
    when = f" am {day_text(station.day)}" if station.day else ""
    return f"{when} ({station.organization})" if station.organization_url else when


def _capitalised(text):
    return text[:1].upper() + text[1:]
