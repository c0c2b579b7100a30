"""Participations as a table."""

from django.db.models import Q

from partners.tables import partners_named
from publication.tables import (
    AudienceColumn,
    ChoiceColumn,
    Column,
    IdColumn,
    LinkColumn,
    MarkColumn,
    StateColumn,
    TableOf,
    VagueDateColumn,
    read_vague_date,
)

from .models import Agreement, Cooperation, Participation


def cooperations_named(text, row, table):
    return table.named(Cooperation.objects.all(), "title")(text)


def agreements_named(text, row, table):
    """Agreements of the cooperation in the same row."""
    cooperations = {one.pk for one in cooperations_named(row.get("Kooperation", ""), row, table)}
    found = table.named(Agreement.objects.all(), "title")(text)
    return [one for one in found if one.cooperation_id in cooperations]


class ParticipationTable(TableOf):
    links = ("cooperation", "partner", "agreement")

    public_id = IdColumn()
    mark = MarkColumn()
    cooperation = LinkColumn("Kooperation", "cooperation", cooperations_named, fixed=True, key=True)
    partner = LinkColumn(
        "Partner", "partner", lambda text, row, table: partners_named(text, table), fixed=True, key=True
    )
    role = ChoiceColumn("Rolle", "role", key=True)
    start = VagueDateColumn("seit", "start", key=True)
    end = VagueDateColumn("bis", "end")
    agreement = LinkColumn("Grundlage", "agreement", agreements_named)
    remark = Column("Bemerkung", "remark")
    state = StateColumn()
    audience = AudienceColumn()
    internal_note = Column("Interne Notiz", "internal_note")

    class Meta:
        model = Participation

    def find(self, row):
        """The constraint of the database is the natural key: cooperation, partner, role and beginning."""
        if not all(row.get(heading) for heading in ("Kooperation", "Partner", "Rolle")):
            return []
        start = read_vague_date(row.get("seit", ""))
        return list(
            Participation.objects.filter(
                Q(start=None) if start is None else Q(start=start.day),
                cooperation__in=cooperations_named(row["Kooperation"], row, self),
                partner__in=partners_named(row["Partner"], self),
                role=self.fields["role"].read(row["Rolle"], row, self),
            ).select_related(*self.links)
        )
