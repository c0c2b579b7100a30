"""Names, numbers and topics while somebody types."""

from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from publication.models import SearchEntry
from publication.search.documents import sources
from publication.search.engine import Beginning, Token, all_of
from publication.search.finding import places_of, records_of
from publication.search.forms import fold
from publication.search.index import index_due
from publication.search.query import MOST_LETTERS, MOST_TERMS
from publication.search.tokens import TITLE
from publication.search.words import clean, words_in

MOST = 8
LOOKED_AT = 60
FEWEST_LETTERS = 2
OFFERED = (
    "cooperations.cooperation", "partners.partner", "cooperations.topic", "council.organization", "council.body",
    "council.paper", "budgets.budgetline", "cooperations.measure", "council.meeting", "council.agendaitem",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    label: str
    kind: str
    url: str


def suggestions(text):
    """Visible records whose title has the words of `text`, of the last one only its beginning."""
    condition = _condition(clean(text))
    if condition is None:
        return []
    index_due()
    place = Case(*(When(model=name, then=Value(at)) for at, name in enumerate(OFFERED)), default=Value(len(OFFERED)))
    entries = SearchEntry.objects.filter(model__in=OFFERED, tokens__matches=condition)
    placed = entries.order_by(place, F("day").desc(nulls_last=True), "model", "record_id")
    return [_suggestion(*told) for told in records_of(places_of(placed[:LOOKED_AT]))][:MOST]


def _condition(text):
    words = words_in(text)
    letters = sum(letter.isalnum() for letter in text)
    if not words or letters < FEWEST_LETTERS or len(text) > MOST_LETTERS or len(words) > MOST_TERMS:
        return None
    *whole, last = words
    conditions = [Token(f"{TITLE}{word.form}") for word in whole if word.form]
    beginning = last.written.lstrip("0") if last.is_number else fold(last.written)
    if beginning and (len(beginning) >= FEWEST_LETTERS or conditions):
        conditions.append(Beginning(f"{TITLE}{beginning[:64]}"))
    return all_of(conditions) if conditions else None


def _suggestion(source, record, document):
    number = f"{document.number} " if document.number and source.name == "council.paper" else ""
    return Suggestion(f"{number}{document.title}", sources()[source.name].label, document.url)
