"""When a cooperation is news because partners joined it."""

from publication.reasons import Reason, Why, rows_by_id

from .models import Participation


def partners_acceded(version, before):
    """A Why where the version knows parties that the one before did not."""
    known = rows_by_id(before, "participations")
    names = [
        row["partner"]["label"]
        for key, row in rows_by_id(version, "participations").items()
        if key not in known and row.get("role") in Participation.PARTY_ROLES and row.get("partner")
    ]
    return Why(Reason.ACCEDED, f"Neu dabei: {', '.join(names)}.") if names else None
