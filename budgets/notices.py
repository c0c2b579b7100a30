"""Where the money entered and the text of the decision differ."""

import re
from collections import defaultdict
from decimal import Decimal

from django.db.models import Q

from council.models import Consultation, Paper, PaperSection
from publication.display import euro_text
from publication.notices import Rule

from .models import Appropriation, ContributionAmount
from .series import year_totals

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
    """An amount stands in the budget by a paper whose text names amounts, but not this one."""
    amounts = Appropriation.objects.filter(paper__isnull=False, withdrawn_at=None).select_related(
        "paper", "budget_line", "share__budget_line", "share__cooperation"
    )
    amounts = list(amounts.order_by("paper_id", "fiscal_year", "pk"))
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
    for line, amounts in _by_line():
        totals = {total.fiscal_year: total for total in year_totals(_of_whole(amounts))}
        for shares in year_totals(_of_shares(amounts)):
            whole = totals.get(shares.fiscal_year)
            for phase, amount in shares.amounts_eur.items():
                if whole is not None and whole.of(phase) is not None and abs(amount) > abs(whole.of(phase)):
                    yield (
                        line,
                        f"{Appropriation.Phase(phase).label} {shares.fiscal_year}: Die Anteile der Kooperationen sind "
                        f"zusammen {euro_text(amount)} €, die Haushaltsstelle nur {euro_text(whole.of(phase))} €.",
                        "Bitte die Anteile oder den Betrag der Haushaltsstelle berichtigen.",
                    )


def missing_result(today):
    """Two years after a year with a plan its result is still not told."""
    for line, amounts in _by_line():
        for whose, own in _by_owner(amounts):
            for total in year_totals(own):
                is_late = total.fiscal_year <= today.year - YEARS_UNTIL_A_RESULT
                if is_late and total.planned_eur is not None and total.of(Appropriation.Phase.ACTUAL) is None:
                    yield (
                        line,
                        f"{whose}: Für {total.fiscal_year} steht der Plan da, aber noch kein Ergebnis.",
                        "Bitte das Ergebnis aus dem Jahresabschluss nachtragen.",
                    )


def gap_in_years(today):
    """Years before and after have amounts, the one between has none."""
    for line, amounts in _by_line():
        for whose, own in _by_owner(amounts):
            years = [total.fiscal_year for total in year_totals(own)]
            missing = sorted(set(range(years[0], years[-1])) - set(years))
            if missing:
                yield (
                    line,
                    f"{whose}: Für {', '.join(map(str, missing))} fehlt jeder Betrag, davor und danach stehen welche.",
                    "Bitte die Beträge nachtragen.",
                )


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


def _by_line():
    """(line, its amounts and those of its shares), withdrawn ones left out; one query."""
    amounts = Appropriation.objects.filter(withdrawn_at=None).select_related(
        "budget_line", "share__budget_line", "share__cooperation"
    )
    found = defaultdict(list)
    for amount in amounts.order_by("pk"):
        found[amount.line.pk].append(amount)
    return [(own[0].line, own) for _, own in sorted(found.items())]


def _of_whole(amounts):
    return [one for one in amounts if one.share_id is None]


def _of_shares(amounts):
    return [one for one in amounts if one.share_id is not None]


def _by_owner(amounts):
    """(whose they are, the amounts) of the whole line and of each share."""
    found = defaultdict(list)
    for amount in amounts:
        found[amount.share].append(amount)
    for share, own in found.items():
        yield f"Anteil „{share.cooperation}“" if share is not None else "Ganze Haushaltsstelle", own


RULES = (
    Rule("amount_not_in_decision", "Betrag steht nicht in der Vorlage", amount_not_in_decision),
    Rule("shares_exceed_line", "Anteile größer als die Haushaltsstelle", shares_exceed_line),
    Rule("missing_result", "Ergebnis fehlt nach zwei Jahren", missing_result),
    Rule("gap_in_years", "Lücke zwischen Haushaltsjahren", gap_in_years),
    Rule("planned_without_amount", "Mittel eingeplant, Betrag fehlt", planned_without_amount),
)
