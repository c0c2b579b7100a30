"""What changed in the money of a cooperation, as entries of a timeline; the face that shows them sorts them in."""

from itertools import groupby

from django.db.models import Prefetch, Q
from django.utils.text import capfirst

from cooperations.models import Cooperation
from council.models import AgendaItem
from publication.dates import VagueDate
from publication.timeline import Source, TimelineEntry

from .changes import extent_text, with_dues_before, with_previous
from .display import money_text
from .models import Appropriation, ContributionAmount, CooperationShare, Grant
from .series import beside_own, corrected


def timeline(cooperation: Cooperation):
    """Amounts of lines, shares and contributions, and grants, whose day is known; twelve queries.

    An amount counts from its day, else from its decision. One that was corrected is told by its correction alone.
    """
    return [*_amounts(cooperation), *_dues(cooperation), *_grants(cooperation)]


def _amounts(cooperation):
    shares = CooperationShare.visible.filter(cooperation=cooperation)
    whole = shares.filter(extent=CooperationShare.Extent.WHOLE).values("budget_line")
    amounts = Appropriation.visible.filter(Q(share__in=shares) | Q(budget_line__in=whole))
    amounts = amounts.select_related("budget_line", "share__budget_line", "share__cooperation")
    for change in with_previous(_as_in_the_budget(_that_count(amounts))):
        amount = change.appropriation
        text = f"{capfirst(extent_text(amount))}: {amount.line}."
        yield from _entries(change, amount.line, "Haushalt", text, "betrag")


def _as_in_the_budget(amounts):
    """`amounts` of one cooperation, which has one share in a line at most, as its accounts choose them."""
    chosen = []
    for _, of_one_line in groupby(sorted(amounts, key=_line_pk), key=_line_pk):
        found = list(of_one_line)
        own = [amount for amount in found if amount.share_id is not None]
        chosen += beside_own(own, [amount for amount in found if amount.share_id is None])
    return chosen


def _line_pk(amount):
    return amount.line.pk


def _dues(cooperation):
    dues = ContributionAmount.visible.filter(contribution__cooperation=cooperation)
    for change in with_dues_before(_that_count(dues.select_related("contribution__payer", "contribution__receiver"))):
        due = change.appropriation.contribution
        text = f"{due.payer.called} zahlt an {due.receiver.called}: {due}."
        yield from _entries(change, due, "Umlage oder Beitrag", text, "beitrag")


def _that_count(amounts):
    decided_at = Prefetch("agenda_item", AgendaItem.visible.select_related("meeting"), to_attr="visible_agenda_item")
    amounts = amounts.exclude(pk__in=corrected(amounts.model))
    return list(amounts.with_visible("paper").prefetch_related(decided_at).order_by("pk"))


def _day(amount):
    if amount.as_of is not None:
        return amount.as_of
    if amount.visible_agenda_item is not None:
        return amount.visible_agenda_item.meeting.day
    return amount.visible_paper.date if amount.visible_paper else None


def _entries(change, record, label, text, key):
    """One entry that leads to `record`, none where the day is not known."""
    amount, day = change.appropriation, _day(change.appropriation)
    if day is None:
        return
    yield TimelineEntry(
        date=VagueDate(day),
        title=f"{amount.get_phase_display()} {amount.fiscal_year}: {money_text(amount.amount_eur)} Euro",
        url=record.get_absolute_url(),
        kind="budget",
        kind_label=label,
        text=_before(change.previous) + text,
        sources=tuple(_sources(amount)),
        key=f"{key}-{amount.public_id}",
    )


def _before(previous):
    if previous is None:
        return ""
    return f"Vorher {money_text(previous.amount_eur)} Euro ({previous.get_phase_display()} {previous.fiscal_year}). "


def _sources(amount):
    if amount.visible_paper:
        yield Source(f"Vorlage {amount.visible_paper.reference}".strip(), amount.visible_paper.get_absolute_url())
    if amount.visible_agenda_item:
        item = amount.visible_agenda_item
        yield Source(f"Tagesordnungspunkt {item}", item.get_absolute_url())
    if amount.source:
        yield Source(amount.source, "")


def _grants(cooperation):
    grants = Grant.visible.filter(cooperation=cooperation).exclude(start_date=None)
    for grant in grants.select_related("programme").with_visible("paper"):
        paper, amount = grant.visible_paper, money_text(grant.amount_eur)
        yield TimelineEntry(
            date=VagueDate(grant.start_date),
            title=f"Förderung aus {grant.programme}: {f'{amount} Euro' if amount else 'Summe nicht bekannt'}",
            url=paper.get_absolute_url() if paper else "",
            kind="budget",
            kind_label="Förderung",
            text=grant.purpose,
            sources=(Source(f"Vorlage {paper.reference}".strip(), paper.get_absolute_url()),) if paper else (),
            key=f"foerderung-{grant.public_id}",
        )
