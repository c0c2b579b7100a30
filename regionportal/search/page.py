"""The page of hits as the template draws it."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from publication.display import day_text
from publication.lists import Chip
from publication.search import answering, finding
from publication.search.answering import DEEPEST, LENGTH, answer, named_by_number
from publication.search.query import Unanswerable

from .asking import FACETS, ORDERS, Asked

MOST_OPTIONS = 12
"""Of committees, topics and partners the most frequent are offered; the others are found by searching for them."""


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class FacetBox:
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit as `search_hit.html` draws it. `date_label` says which date it is."""

    kind: str
    title: str
    url: str
    number: str
    place: str
    date_label: str
    date_text: str
    datetime: str
    snippet_label: str
    snippet: str
    note: str
    state: str


@dataclass(slots=True)
class Results:
    """What was asked, what came of it, and what to say about it."""

    asked: Asked | None
    problem: str = ""
    answer: answering.Answer | None = None
    lines: list[HitLine] = field(default_factory=list)

    @property
    def count(self):
        return self.answer.found.count if self.answer else 0

    @property
    def remark(self):
        """How the hits were found, where not all words are in all of them."""
        return _REMARKS.get(self.answer.way, "") if self.answer and self.count else ""


_REMARKS = {
    answering.PARTLY: "Darunter sind Treffer, die nur einen Teil eines zusammengesetzten Wortes enthalten.",
    answering.SOME: "Kein Treffer enthält alle Wörter. Diese enthalten einige davon.",
}


def results_of(question, *, length=LENGTH, order=None):
    """Read the GET of a request and search. Problems are told in `problem`, never raised."""
    asked = None
    try:
        asked = Asked.from_question(question)
        narrowed = asked.narrowed()
        told = answer(asked.text, narrowed, order=order or asked.order, page=asked.page, length=length)
    except Unanswerable as problem:
        return Results(asked, str(problem))
    return Results(asked, "", told, [line_of(hit, asked.order) for hit in told.hits])


def straight_to(question):
    """Address of the only record whose number is all that was asked for; None in every other case."""
    try:
        asked = Asked.from_question(question)
        if asked.chosen or asked.page > 1 or not asked.text:
            return None
        hit = named_by_number(asked.text)
    except Unanswerable:
        return None
    return hit and hit.document.url


def line_of(hit, order=finding.RELEVANCE):
    document = hit.document
    published = order == finding.PUBLISHED
    day = timezone.localdate(hit.record.published_at) if published else None
    return HitLine(
        kind=hit.source.label,
        title=hit.title.html,
        url=document.url,
        number=document.number,
        place=document.place,
        date_label="Im Portal seit" if published else document.when_label if document.when else "",
        date_text=day_text(day) if day else str(document.when or ""),
        datetime=day.isoformat() if day else document.when.datetime if document.when else "",
        snippet_label=hit.snippet.label,
        snippet=hit.snippet.html,
        note=document.note,
        state=document.facets.state,
    )


def search_page(question):
    """Context of search.html."""
    results = results_of(question)
    asked = results.asked
    context = {
        "results": results,
        "text": question.get("suche", "").replace("\x00", "")[:500],
        "orders": [(value, label, asked is not None and value == asked.order) for value, label in ORDERS.items()],
        "hidden": list(asked.chosen.items()) if asked else [],
        "crumbs": [("Suche", None)],
    }
    if asked is None or results.problem:
        return context | {"chips": _chips(asked) if asked else []}
    paginator = Paginator(range(min(results.count, DEEPEST)), LENGTH)
    return context | {
        "chips": _chips(asked),
        "boxes": list(_boxes(asked, results.answer.found.counts)),
        "page_obj": paginator.get_page(asked.page),
        "is_too_long": results.count > DEEPEST,
        "links": _links(asked),
    }


def choices(facet, numbers):
    """[(value, label, count)] in the order they are offered: most hits first, years from the latest."""
    named = [(value, label, numbers[key]) for key, (value, label) in facet.values.named(numbers).items()]
    if facet.parameter == "jahr":
        return sorted(named, key=lambda one: one[1], reverse=True)
    return sorted(named, key=lambda one: (-one[2], one[1]))


def _boxes(asked, counts):
    for facet in FACETS:
        numbers = counts.get(facet.column, {})
        if not numbers or facet.parameter in asked.chosen:
            continue
        options = [
            Option(label, count, f"?{asked.query_string(**{facet.parameter: value})}")
            for value, label, count in choices(facet, numbers)
        ]
        if options:
            yield FacetBox(facet.label, options[:MOST_OPTIONS])


def _chips(asked):
    for facet in FACETS:
        value = asked.chosen.get(facet.parameter)
        if value is None:
            continue
        key = facet.values.key(value)
        _, label = facet.values.named([key]).get(str(key), (value, value)) if key is not None else (value, value)
        yield Chip(f"{facet.label}: {label}", f"?{asked.query_string(**{facet.parameter: None})}")


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    url: str
    hint: str


def _links(asked):
    query = asked.query_string()
    return [
        Download("Atom", f"{reverse('search_feed')}?{query}", "Suche abonnieren"),
        Download("CSV", f"{reverse('search_csv')}?{query}", "mit Semikolon, für Tabellenprogramme"),
        Download("JSON", f"{reverse('search_json')}?{query}", "für Programme"),
    ]
