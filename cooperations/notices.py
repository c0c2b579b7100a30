"""What is overdue in cooperations."""

from publication.display import day_text
from publication.notices import Rule

from .models import Agreement


def agreement_past_its_review(today):
    """The day on which the parties wanted to look at the agreement again is over."""
    agreements = Agreement.objects.filter(review_date__lt=today, withdrawn_at=None).select_related("cooperation")
    for agreement in agreements.order_by("review_date", "pk").iterator(chunk_size=200):
        yield (
            agreement,
            f"„{agreement.title}“ ({agreement.cooperation}) sollte am {day_text(agreement.review_date)} überprüft "
            "werden.",
            "Bitte bei den Beteiligten nachfragen und den neuen Termin eintragen.",
        )


RULES = (
    Rule("agreement_past_its_review", "Überprüfungstermin einer Vereinbarung ist vorbei", agreement_past_its_review),
)
