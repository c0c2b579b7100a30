"""Who takes part in a cooperation on a given day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from publication.display import day_text

from .models import Cooperation, Participation


@dataclass(frozen=True, slots=True)
class Party:
    """One line of `parties.html`."""

    name: str
    url: str
    since_text: str = ""
    until_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartyGroup:
    role_label: str
    parties: list[Party]


@dataclass(frozen=True, slots=True)
class State:
    """Who takes part on `day`, grouped by role. `party_count`: partners bound by the agreement, each counted once."""

    day: date
    groups: list[PartyGroup]
    party_count: int
    is_unsure: bool
    """What is known of a beginning or an end is too vague to say for certain that the partner took part that day."""

    @property
    def sentence(self):
        noun = f"{self.party_count} Vertragspartner" if self.party_count else "Beteiligte"
        return f"{noun} am {day_text(self.day)}"


def party_count(day):
    """Expression for a queryset of cooperations: number of partners bound by the agreement on `day`."""
    parties = Participation.visible.filter(cooperation=OuterRef("pk")).on(day).parties()
    counted = parties.order_by().values("cooperation").annotate(number=Count("partner", distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)


def party_counts(cooperations, day):
    """Number of parties on `day` by primary key, cooperations without any left out; one query."""
    parties = Participation.visible.filter(cooperation__in=cooperations).on(day).parties().order_by()
    return dict(parties.values_list("cooperation").annotate(number=Count("partner", distinct=True)))


def state_on(cooperation: Cooperation, day: date):
    """Read the visible participations that run on `day`; two queries (participations, agreements)."""
    rows = cooperation.participations(manager="visible").on(day).select_related("partner").with_visible("agreement")
    rows = list(rows.order_by(F("start").asc(nulls_last=True), "partner__sort_key", "pk"))
    bound = {row.partner_id for row in rows if row.role in Participation.PARTY_ROLES}
    return State(day, list(_groups(rows)), len(bound), any(_is_unsure(row, day) for row in rows))


def _groups(rows):
    for role in Participation.Role:
        parties = [_party(row) for row in rows if row.role == role]
        if parties:
            yield PartyGroup(role.label, parties)


def _party(row):
    notes = [row.remark, row.visible_agreement.title if row.visible_agreement else ""]
    return Party(
        row.partner.name,
        row.partner.get_absolute_url(),
        f"seit {row.since}" if row.since else "",
        f"bis {row.until}" if row.until else "",
        " · ".join(note for note in notes if note),
    )


def _is_unsure(row, day):
    return row.since is None or row.since.last_day > day or (row.until is not None and row.until.day < day)
