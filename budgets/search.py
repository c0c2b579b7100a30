"""What of budgets can be searched: accounts by number, however it is written, and by name."""

from publication.search.documents import Facets, Passage, SearchDocument, Source

from .models import BudgetLine


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


SOURCES = (
    Source(
        BudgetLine,
        "haushaltsstelle",
        "Haushaltsstelle",
        "Haushaltsstellen",
        budget_line_document,
        lambda lines: lines.select_related("body"),
    ),
)
