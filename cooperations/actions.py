"""What is done to several records of a cooperation at once."""

from django.db import transaction

from publication.actions import record_edit, require
from publication.dates import Precision

from .models import Participation


def already_there(cooperation, partners, *, role, since):
    """Keys of those of `partners` that have this role since that day already; one query."""
    rows = Participation.objects.filter(cooperation=cooperation, partner__in=partners, role=role)
    rows = rows.filter(start=since.day) if since is not None else rows.filter(start=None)
    return set(rows.values_list("partner", flat=True))


@transaction.atomic
def add_participations(cooperation, partners, *, role, since, agreement, by):
    """Make a draft for each of `partners` that does not have that part yet. Returns the drafts.

    `since`: a VagueDate or None.
    """
    require(by, "add", Participation(cooperation=cooperation))
    known, made = already_there(cooperation, partners, role=role, since=since), []
    with record_edit(cooperation, by=by):
        for partner in partners:
            if partner.pk in known:
                continue
            part = Participation(
                cooperation=cooperation,
                partner=partner,
                role=role,
                start=since and since.day,
                start_precision=since.precision if since else Precision.DAY,
                agreement=agreement,
            )
            part._history_user, part._change_reason = by, "mehrere Beteiligte auf einmal"
            part.full_clean()
            part.save()
            made.append(part)
    return made
