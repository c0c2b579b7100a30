"""What of budgets can be searched: accounts by number, however it is written, and by name; contributions."""

from publication.search.documents import Facets, Passage, SearchDocument, Source

from .models import BudgetLine, Contribution


def budget_line_document(line):
    return SearchDocument(
        title=f"{line.code} {line.account_name}".strip(),
        url=line.get_absolute_url(),
        passages=(
            Passage("Produkt", f"{line.product_number} {line.product_name}".strip()),
            Passage("Plan", f"{line.get_plan_display()}, {line.get_direction_display()}"),
            Passage("bewirtschaftet von", line.office),
        ),
        context=f"{line.body.name} {line.body.short_name}",
        place=line.body.called,
        facets=Facets(body=line.body_id),
    )


def contribution_document(contribution):
    payer, receiver = contribution.payer, contribution.receiver
    return SearchDocument(
        title=contribution.name,
        url=contribution.get_absolute_url(),
        passages=(
            Passage("Art", contribution.get_kind_display()),
            Passage("zahlt", payer.name),
            Passage("erhält", receiver.name),
            Passage("Berechnung", contribution.calculation),
        ),
        context=f"{payer.short_name} {receiver.short_name}",
        facets=Facets(partners=(payer.pk, receiver.pk)),
    )


SOURCES = (
    Source(
        BudgetLine,
        "Haushaltsstelle",
        "Haushaltsstellen",
        budget_line_document,
        lambda lines: lines.select_related("body"),
    ),
    Source(
        Contribution,
        "Beitrag",
        "Umlagen und Beiträge",
        contribution_document,
        lambda contributions: contributions.select_related("payer", "receiver"),
    ),
)
