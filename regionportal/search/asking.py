"""What an address of the search asks for: the line and what it is narrowed down to, all from visible records."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from cooperations.models import Topic
from council.models import Body, Organization
from partners.models import Partner
from publication.models import SearchFacet
from publication.search.answering import DEEPEST, LENGTH
from publication.search.documents import sources
from publication.search.finding import NEWEST, OLDEST, PUBLISHED, RELEVANCE, Narrowed
from publication.search.query import Unanswerable

ORDERS = {
    RELEVANCE: "Am besten passend",
    NEWEST: "Datum der Sache, neueste zuerst",
    OLDEST: "Datum der Sache, älteste zuerst",
    PUBLISHED: "Im Portal veröffentlicht, neueste zuerst",
}


@dataclass(frozen=True, slots=True)
class Records:
    """A facet whose values are records: their model, and the field by which addresses name them."""

    model: type
    field: str = "public_id"

    def key(self, value):
        """Primary key of the visible record that `value` names; None where there is none."""
        return self.model.visible.filter(**{self.field: value}).values_list("pk", flat=True).first()

    def named(self, keys):
        """{key as text: (value for addresses, label)} of visible records; one query."""
        rows = self.model.visible.in_bulk([int(key) for key in keys])
        return {str(key): (getattr(row, self.field), getattr(row, "called", str(row))) for key, row in rows.items()}


class Kinds:
    """The kinds of records."""

    def key(self, value):
        return next((name for name, source in sources().items() if source.kind == value), None)

    def named(self, keys):
        return {key: (sources()[key].kind, sources()[key].plural) for key in keys if key in sources()}


class Years:
    def key(self, value):
        return int(value) if value.isascii() and value.isdecimal() and len(value) == 4 else None

    def named(self, keys):
        return {key: (key, key) for key in keys}


class States:
    def key(self, value):
        return value[:60]

    def named(self, keys):
        return {key: (key, key[:1].upper() + key[1:]) for key in keys if key}


@dataclass(frozen=True, slots=True)
class Facet:
    """`column`: its name in the counts of `publication.search.finding`."""

    parameter: str
    label: str
    column: str
    values: object


FACETS = (
    Facet("art", "Art", "model", Kinds()),
    Facet("koerperschaft", "Körperschaft", "body_id", Records(Body, "slug_name")),
    Facet("gremium", "Gremium", SearchFacet.Name.ORGANIZATION, Records(Organization)),
    Facet("jahr", "Jahr", "year", Years()),
    Facet("thema", "Thema", SearchFacet.Name.TOPIC, Records(Topic)),
    Facet("stand", "Stand", "state", States()),
    Facet("partner", "Partner", SearchFacet.Name.PARTNER, Records(Partner)),
)
_COLUMNS = {"art": "model", "koerperschaft": "body", "jahr": "year", "stand": "state"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen`: {parameter of a facet: value}, only those that are set."""

    text: str
    chosen: dict[str, str]
    order: str = RELEVANCE
    page: int = 1

    @classmethod
    def from_question(cls, question):
        """`question`: the GET of a request. Raises Unanswerable for an order or a page that does not exist."""
        chosen = {facet.parameter: value for facet in FACETS if (value := _line(question, facet.parameter))}
        order = _line(question, "sortierung") or RELEVANCE
        if order not in ORDERS:
            raise Unanswerable("Diese Sortierung gibt es nicht. Bitte wählen Sie eine aus der Liste.")
        return cls(_line(question, "suche"), chosen, order, _page(question))

    def narrowed(self):
        """Raises Unanswerable where a choice names nothing that is visible; one query for each facet that is set."""
        columns, keys = {}, {}
        for facet in FACETS:
            value = self.chosen.get(facet.parameter)
            if value is None:
                continue
            key = facet.values.key(value)
            if key is None:
                raise Unanswerable(
                    f"Die Auswahl bei „{facet.label}“ gibt es nicht oder nicht mehr. Bitte nehmen Sie sie weg."
                )
            if facet.parameter in _COLUMNS:
                columns[_COLUMNS[facet.parameter]] = key
            else:
                keys[facet.column] = key
        return Narrowed(**columns, facets=keys)

    def query_string(self, **changes):
        """For addresses; a parameter set to None is left out, and the page is the first but where it is given."""
        values = {"suche": self.text, **self.chosen}
        if self.order != RELEVANCE:
            values["sortierung"] = self.order
        values |= changes
        return urlencode({name: value for name, value in values.items() if value not in (None, "")})

    def on_page(self, page):
        return replace(self, page=page)


def _line(question, name):
    return question.get(name, "").replace("\x00", "").strip()


def _page(question):
    text = _line(question, "page") or "1"
    page = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if page < 1:
        raise Unanswerable("Diese Seite der Trefferliste gibt es nicht. Bitte beginnen Sie mit der ersten.")
    if page > DEEPEST // LENGTH:
        raise Unanswerable(
            f"Die Trefferliste endet nach {DEEPEST} Treffern. Bitte grenzen Sie die Suche ein, zum Beispiel nach Jahr "
            "oder Art."
        )
    return page
