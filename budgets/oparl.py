"""What OParl objects tell of money, beside the standard; the amounts themselves are in the API."""

from collections import defaultdict

from council.models import AgendaItem, Body, Paper
from council.oparl.extensions import Extension, extend
from publication.datasets import api_address
from publication.stamps import Source

from .models import Appropriation


def _lines_decided(link):
    def values(keys):
        """{paper or agenda item: addresses of the budget lines whose amounts it decided}; one query."""
        amounts = Appropriation.visible.filter(**{f"{link}__in": keys}).select_related(
            "budget_line", "share__budget_line"
        )
        found = defaultdict(dict)
        for amount in amounts.order_by("pk"):
            found[getattr(amount, f"{link}_id")][amount.line.public_id] = None
        return {key: [api_address("budget-lines", one) for one in sorted(lines)] for key, lines in found.items()}

    return values


def lines_of_bodies(keys):
    """{body: where its budget lines are}; one query."""
    bodies = Body.visible.filter(pk__in=keys)
    return {body.pk: f"{api_address('budget-lines')}?body={body.public_id}" for body in bodies}


def extend_oparl():
    for model, link in ((Paper, "paper"), (AgendaItem, "agenda_item")):
        extend(Extension(model, "budgetLine", _lines_decided(link), (Source(Appropriation, link),)))
    extend(Extension(Body, "budgetLine", lines_of_bodies))
