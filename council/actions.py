"""What is done to several council records at once."""

from django.db import transaction

from publication.actions import record_edit, require

from .models import Consultation


@transaction.atomic
def add_stations(paper, stations, *, by):
    """Save the unsaved `stations` (Consultation) of `paper` as drafts, all or none."""
    require(by, "add", Consultation(paper=paper))
    with record_edit(paper, by=by):
        for station in stations:
            station.paper, station._history_user = paper, by
            station._change_reason = "mehrere Stationen auf einmal"
            station.full_clean()
            station.save()
