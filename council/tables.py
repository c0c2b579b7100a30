"""Meetings as a table."""

from django.utils import timezone

from publication.tables import (
    AudienceColumn,
    ChoiceColumn,
    Column,
    IdColumn,
    LinkColumn,
    MarkColumn,
    StateColumn,
    TableOf,
    YesNoColumn,
    read_moment,
)

from .models import Location, Meeting, Organization


def organizations_named(text, row, table):
    """Organizations of that name, those of the body in the same row where it is named; one query for a whole table."""
    found = table.named(Organization.objects.select_related("body"), "name", "short_name")(text)
    if body := row.get("Körperschaft"):
        bodies = table.named_bodies(body)
        found = [one for one in found if one.body_id in bodies]
    return found


def locations_named(text, row, table):
    return table.named(Location.objects.all(), "description")(text)


class BodyColumn(Column):
    """Tells organizations of the same name apart; belongs to the organization, so nothing is written."""

    def text(self, record):
        return str(record.organization.body) if record.organization_id else ""

    def read(self, text, row, table):
        if not table.named_bodies(text):
            raise ValueError(f"Körperschaft „{text}“ gibt es im Portal nicht. Bitte prüfen Sie die Schreibweise.")
        return text

    def write(self, instance, value):
        """The organization says whose it is."""


class MomentColumn(Column):
    """Day and time in one cell. `time_known`: the field that says whether the time counts; none: it always does."""

    def __init__(self, heading, attribute, *, time_known=None, **options):
        super().__init__(heading, attribute, **options)
        self.time_known = time_known

    def text(self, record):
        moment = getattr(record, self.attribute)
        if moment is None:
            return ""
        has_time = self.time_known is None or getattr(record, self.time_known)
        return f"{timezone.localtime(moment):{'%d.%m.%Y %H:%M' if has_time else '%d.%m.%Y'}}"

    def read(self, text, row, table):
        moment, time_known = read_moment(text)
        if not time_known and self.time_known is None:
            raise ValueError(f"Bei „{text}“ fehlt die Uhrzeit. Möglich ist zum Beispiel 28.10.2024 16:00.")
        return moment, time_known

    def empty(self, record):
        return None, True

    def write(self, instance, value):
        moment, time_known = value
        setattr(instance, self.attribute, moment)
        if self.time_known is not None:
            setattr(instance, self.time_known, time_known)


class MeetingTable(TableOf):
    links = ("organization__body", "location")

    public_id = IdColumn()
    mark = MarkColumn()
    body = BodyColumn("Körperschaft", "body", fixed=True, key=True)
    organization = LinkColumn("Gremium", "organization", organizations_named, fixed=True, key=True)
    reference = Column("Sitzungsnummer", "reference")
    name = Column("Bezeichnung", "name")
    start = MomentColumn("Beginn", "start", time_known="time_known", key=True)
    end = MomentColumn("Ende", "end")
    room = Column("Raum", "room")
    location = LinkColumn("Ort", "location", locations_named)
    meeting_state = ChoiceColumn("Stand der Sitzung", "meeting_state")
    cancelled = YesNoColumn("abgesagt", "cancelled")
    state = StateColumn()
    audience = AudienceColumn()
    internal_note = Column("Interne Notiz", "internal_note")

    class Meta:
        model = Meeting

    def named_bodies(self, text):
        """Keys of the bodies of that name, short name or Kürzel."""
        names = ("body__name", "body__short_name", "body__slug_name")
        found = self.named(Organization.objects.select_related("body").order_by("pk"), *names)(text)
        return {one.body_id for one in found}

    def find(self, row):
        if not row.get("Gremium") or not row.get("Beginn"):
            return []
        organizations = organizations_named(row["Gremium"], row, self)
        moment, _ = read_moment(row["Beginn"])
        return list(Meeting.objects.filter(organization__in=organizations, start=moment).select_related(*self.links))
