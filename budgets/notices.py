"""Where the money entered and the text of the decision differ."""

import re
from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from council.models import Consultation, Paper, PaperSection
from publication.display import euro_text
from publication.notices import Rule

from .models import Appropriation, ContributionAmount, CooperationShare
from .series import BINDING, year_totals

YEARS_UNTIL_A_RESULT = 2
_SAYS_PLANNED = (
    Q(text__icontains="im Haushalt eingeplant")
    | Q(text__icontains="im Haushalt veranschlagt")
    | Q(text__icontains="im Haushaltsplan eingeplant")
    | Q(text__icontains="im Haushaltsplan veranschlagt")
    | Q(text__icontains="stehen im Haushalt")
)
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<figure>\d{1,3}(?:[. \u00a0]\d{3}){1,4}|\d{1,12})(?:,(?P<cents>\d{2}|-|–))?[ \u00a0]?"
    r"(?P<unit>€|EUR\b|Euro\b|T€|TEUR\b|Mio\.? ?(?:€|EUR\b|Euro\b))"
)


def amounts_in(text):
    """Amounts in euro that `text` names, as Decimals: "25.000 €", "40.000,00 EUR", "12 T€"."""
    return {_amount(found) for found in _AMOUNT.finditer(text)}


def _amount(found):
    figure = re.sub(r"[^\d]", "", found["figure"])
    cents = found["cents"] if found["cents"] and found["cents"].isdigit() else "00"
    factor = 1_000_000 if found["unit"].startswith("Mio") else 1000 if found["unit"].startswith("T") else 1
    return Decimal(f"{figure}.{cents}") * factor


def amount_not_in_decision(today):
    """An amount stands in the budget by a paper whose text names amounts, but not this one; it is not corrected yet."""
    links = {
        Appropriation: ("budget_line", "share__budget_line", "share__cooperation"),
        ContributionAmount: ("contribution",),
    }
    amounts = [
        amount
        for model, names in links.items()
        for amount in model.objects.filter(paper__isnull=False, withdrawn_at=None, corrected_by=None)
        .select_related("paper", *names)
        .order_by("paper_id", "fiscal_year", "pk")
    ]
    named = defaultdict(set)
    texts = PaperSection.objects.filter(paper__in={one.paper_id for one in amounts})
    for paper_id, text in texts.values_list("paper_id", "text").iterator(chunk_size=200):
        named[paper_id] |= amounts_in(text)
    for one in amounts:
        if named[one.paper_id] and abs(one.amount_eur) not in named[one.paper_id]:
            told = ", ".join(f"{euro_text(amount)} €" for amount in sorted(named[one.paper_id])[:6])
            yield (
                one,
                f"Für {one.fiscal_year} sind {euro_text(one.amount_eur)} € eingetragen; "
                f"die Vorlage „{one.paper}“ nennt {told}.",
                "Bitte den Betrag oder die angegebene Vorlage berichtigen.",
            )


def shares_exceed_line(today):
    """Cooperations have more of a line between them than the whole line is told to hold."""
    with_shares = CooperationShare.objects.filter(withdrawn_at=None).values("budget_line")
    amounts = Appropriation.objects.filter(Q(share__isnull=False) | Q(budget_line__in=with_shares), withdrawn_at=None)
    by_line = defaultdict(list)
    for amount in amounts.select_related("budget_line", "share__budget_line").order_by("pk"):
        by_line[amount.line.pk].append(amount)
    for _, found in sorted(by_line.items()):
        whole = {total.fiscal_year: total for total in year_totals([one for one in found if one.share is None])}
        for shares in year_totals([one for one in found if one.share is not None]):
            yield from _phases_above(found[0].line, shares, whole.get(shares.fiscal_year))


def _phases_above(line, shares, whole):
    for phase, amount in shares.amounts_eur.items():
        if whole is not None and whole.of(phase) is not None and abs(amount) > abs(whole.of(phase)):
            yield (
                line,
                f"{Appropriation.Phase(phase).label} {shares.fiscal_year}: Die Anteile der Kooperationen sind zusammen "
                f"{euro_text(amount)} €, die Haushaltsstelle nur {euro_text(whole.of(phase))} €.",
                "Bitte die Anteile oder den Betrag der Haushaltsstelle berichtigen.",
            )


def missing_result(today):
    """Two years after a year with a plan its result is still not told; the database looks, since most have one."""
    results = Appropriation.objects.filter(
        Q(budget_line=OuterRef("budget_line")) | Q(share=OuterRef("share")),
        fiscal_year=OuterRef("fiscal_year"),
        phase=Appropriation.Phase.ACTUAL,
        withdrawn_at=None,
    )
    plans = Appropriation.objects.filter(
        ~Exists(results), phase__in=BINDING, fiscal_year__lte=today.year - YEARS_UNTIL_A_RESULT, withdrawn_at=None
    )
    told = set()
    for plan in _with_owner(plans).order_by("budget_line", "share", "fiscal_year").iterator(chunk_size=200):
        if (*plan.owner, plan.fiscal_year) not in told:
            told.add((*plan.owner, plan.fiscal_year))
            yield (
                plan.line,
                f"{_whose(plan)}: Für {plan.fiscal_year} steht der Plan da, aber noch kein Ergebnis.",
                "Bitte das Ergebnis aus dem Jahresabschluss nachtragen.",
            )


def gap_in_years(today):
    """Years before and after have amounts, the one between has none; the database finds where."""
    amounts = Appropriation.objects.filter(withdrawn_at=None).order_by()
    known = Count("fiscal_year", distinct=True)
    span = Max("fiscal_year") - Min("fiscal_year") + 1
    for owner in ("budget_line", "share"):
        of_owner = amounts.filter(**{f"{owner}__isnull": False})
        with_gap = of_owner.values(owner).annotate(known=known, span=span).filter(span__gt=F("known")).values(owner)
        by_owner = defaultdict(list)
        for amount in _with_owner(of_owner.filter(**{f"{owner}__in": with_gap})).order_by(owner, "pk"):
            by_owner[amount.owner].append(amount)
        for found in by_owner.values():
            years = {amount.fiscal_year for amount in found}
            missing = sorted(set(range(min(years), max(years))) - years)
            yield (
                found[0].line,
                f"{_whose(found[0])}: Für {', '.join(map(str, missing))} fehlt jeder Betrag, davor und danach stehen "
                "welche.",
                "Bitte die Beträge nachtragen.",
            )


def _with_owner(amounts):
    return amounts.select_related("budget_line", "share__budget_line", "share__cooperation")


def _whose(amount):
    return "Ganze Haushaltsstelle" if amount.share is None else f"Anteil „{amount.share.cooperation}“"


def planned_without_amount(today):
    """A paper says that money is planned in the budget, and no amount in the portal names it."""
    texts = PaperSection.objects.filter(_SAYS_PLANNED, paper__withdrawn_at=None)
    named = Appropriation.objects.filter(withdrawn_at=None, paper__isnull=False).values("paper")
    due = ContributionAmount.objects.filter(withdrawn_at=None, paper__isnull=False).values("paper")
    at_items = Appropriation.objects.filter(withdrawn_at=None, agenda_item__isnull=False).values("agenda_item")
    papers = (
        Paper.objects.filter(pk__in=texts.values("paper"))
        .exclude(pk__in=named)
        .exclude(pk__in=due)
        .exclude(pk__in=Consultation.objects.filter(agenda_item__in=at_items).values("paper"))
    )
    for paper in papers.order_by("pk").iterator(chunk_size=200):
        yield (
            paper,
            "Der Text sagt, dass Mittel im Haushalt eingeplant sind; ein Betrag dazu ist nicht erfasst.",
            "Bitte die Haushaltsstelle und den Betrag eintragen und diese Vorlage als Beschluss angeben.",
        )


RULES = (
    Rule("amount_not_in_decision", "Betrag steht nicht in der Vorlage", amount_not_in_decision),
    Rule("shares_exceed_line", "Anteile größer als die Haushaltsstelle", shares_exceed_line),
    Rule("missing_result", "Ergebnis fehlt nach zwei Jahren", missing_result),
    Rule("gap_in_years", "Lücke zwischen Haushaltsjahren", gap_in_years),
    Rule("planned_without_amount", "Mittel eingeplant, Betrag fehlt", planned_without_amount),
)
