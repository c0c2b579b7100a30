"""Where the money entered and the text of the decision differ."""

import re
from collections import defaultdict
from decimal import Decimal

from council.models import PaperSection
from publication.display import euro_text
from publication.notices import Rule

from .models import Appropriation

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


RULES = (Rule("amount_not_in_decision", "Betrag steht nicht in der Vorlage", amount_not_in_decision),)
