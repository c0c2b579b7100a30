"""What is new in the portal, from the public history: the page and the feed are drawn from this list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from budgets.models import BudgetLine
from cooperations.models import Cooperation
from council.models import AgendaItem, Meeting, Paper
from partners.models import Partner
from publication.display import day_text
from publication.models import Version

KINDS = {
    Cooperation: "Kooperation",
    Paper: "Vorlage",
    Meeting: "Sitzung",
    AgendaItem: "Tagesordnungspunkt",
    Partner: "Partner",
    BudgetLine: "Haushaltsstelle",
}
_WHY = {Version.Action.PUBLISHED: "Neu im Portal.", Version.Action.CHANGED: "Die Angaben wurden geändert."}


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """A public record and what last happened to it."""

    moment: datetime
    kind_label: str
    title: str
    url: str
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


def news(limit, kinds=tuple(KINDS)):
    """The newest entries, at most one for each record, newest first. Two queries for each kind."""
    entries = [entry for model in kinds for entry in _news_of(model, limit)]
    return sorted(entries, key=lambda entry: (entry.moment, entry.public_id), reverse=True)[:limit]


def _news_of(model, limit):
    label = model._meta.label_lower
    of_visible = Version.objects.filter(model=label, record_id__in=model.visible.values("pk"))
    newest = (
        of_visible.values("record_id").annotate(newest=Max("id")).order_by("-newest").values_list("newest", flat=True)
    )
    versions = list(Version.objects.filter(pk__in=list(newest[:limit])).exclude(action=Version.Action.WITHDRAWN))
    records = model.visible.in_bulk([version.record_id for version in versions])
    for version in versions:
        record = records.get(version.record_id)
        if record is not None:
            yield NewsEntry(
                moment=version.recorded_at,
                kind_label=KINDS[model],
                title=str(record),
                url=record.get_absolute_url(),
                why=_WHY[version.action],
                public_id=record.public_id,
                version_number=version.number,
            )
