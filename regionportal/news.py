"""What is new in the portal, from the public history: every face of it is drawn from these entries.

Each public version is an entry, so that a subscriber misses no decision because of a corrected comma a day later.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from budgets.models import BudgetLine, Contribution
from budgets.reasons import amounts_changed
from cooperations.models import Cooperation, Topic
from cooperations.reasons import partners_acceded
from council.models import AgendaItem, Body, Meeting, Organization, Paper
from council.reasons import item_decided, paper_decided
from partners.models import Partner
from publication.display import day_text
from publication.facts import model_named
from publication.history import latest, versions_of_visible, with_names, with_predecessors, withdrawals
from publication.models import Version
from publication.reasons import Reason, why

KINDS = (Cooperation, Paper, Meeting, AgendaItem, Partner, BudgetLine, Contribution, Organization, Body, Topic)
OWN_REASONS = {
    Paper: paper_decided,
    AgendaItem: item_decided,
    Cooperation: partners_acceded,
    BudgetLine: amounts_changed,
    Contribution: amounts_changed,
}


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One thing that happened to a record in public, as `news_list.html` and the feeds show it."""

    moment: datetime
    kind_label: str
    title: str
    url: str
    reason: Reason
    why: str
    public_id: str
    version_number: int

    @property
    def permanent_url(self):
        """The address without the words that may change."""
        return self.url.rsplit("/", 2)[0] + "/"

    @property
    def date_text(self):
        return day_text(timezone.localdate(self.moment))

    @property
    def datetime(self):
        return timezone.localtime(self.moment).isoformat()


MOST = 500
"""So far back the pages go; what is older stands in the history of its record."""


def versions_to_tell(querysets, *, with_withdrawals, limit=MOST):
    """The newest versions of the rows of `querysets`, which must come from managers `visible`.

    `with_withdrawals`: also those of what is visible no more, of the same models.
    """
    visible = versions_of_visible(*querysets)[:limit]
    gone = withdrawals(*(rows.model for rows in querysets))[:limit] if with_withdrawals else []
    return sorted([*visible, *gone], key=lambda one: (one.recorded_at, one.pk), reverse=True)[:limit]


def newest_records(limit, kinds):
    """The newest entry of each of the `limit` records that changed last."""
    return entries_of(latest(versions_of_visible(*(model.visible.all() for model in kinds)))[:limit])


def entries_of(versions):
    """Entries for versions from `publication.history`, in their order; the queries depend on the kinds named only."""
    versions = list(versions)
    told = with_predecessors([one for one in versions if one.action != Version.Action.WITHDRAWN])
    pairs = {(version.label, version.record_id, version.number): (version, before) for version, before in told}
    records = _records(versions)
    entries = []
    for one in versions:
        pair = pairs.get((one.model, one.record_id, one.number))
        record = records.get((one.model, one.record_id))
        if pair is None:
            entries.append(_withdrawal(one))
        elif record is not None:
            entries.append(_entry(record, *pair))
    return entries


def _records(versions):
    """{(model, key): visible record}; one query for each kind."""
    keys = defaultdict(set)
    for one in versions:
        keys[one.model].add(one.record_id)
    found = {}
    for label, of_model in keys.items():
        rows = with_names(model_named(label).visible.all()).in_bulk(of_model)
        found |= {(label, key): row for key, row in rows.items()}
    return found


def _entry(record, version, before):
    reason = why(version, before, OWN_REASONS.get(version.model))
    return NewsEntry(
        moment=version.moment,
        kind_label=_kind_label(version.model),
        title=str(record),
        url=record.get_absolute_url(),
        reason=reason.reason,
        why=reason.text,
        public_id=record.public_id,
        version_number=version.number,
    )


def _withdrawal(version):
    """Tells that something was there, as its address does, and nothing else."""
    model = model_named(version.model)
    return NewsEntry(
        moment=version.recorded_at,
        kind_label=_kind_label(model),
        title="Nicht mehr verfügbar",
        url=reverse(model.url_name, args=[version.public_id, "-"]),
        reason=Reason.WITHDRAWN,
        why="Wurde zurückgezogen.",
        public_id=version.public_id,
        version_number=version.number,
    )


def _kind_label(model):
    return capfirst(str(model._meta.verbose_name))
