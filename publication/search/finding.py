"""From a question to hits, counts and facets: one statement over index and visibility rule together.

The index tells where words stand, the rule of `visible` who may know: it is a condition on every row that is counted
or shown, so that no count, facet or order can contain what is hidden, whatever the index still holds.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from publication.models import SearchEntry, SearchFacet

from .documents import sources
from .engine import Token, any_of, by_index
from .ranking import Candidate, score
from .rule import Visible
from .tokens import NUMBER

RANKED = 100
"""So many of the best are ranked by their words; those after them stay in the order of tier and date."""
FACETS = ("model", "year", "body_id", "state")
RELEVANCE, NEWEST, OLDEST, PUBLISHED = "relevanz", "neueste", "aelteste", "veroeffentlicht"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What hits are narrowed down to; `facets`: {SearchFacet.Name: primary key}."""

    model: str = ""
    year: int | None = None
    body: int | None = None
    state: str = ""
    facets: dict = field(default_factory=dict)

    def apply(self, entries):
        wanted = {"model": self.model, "year": self.year, "body_id": self.body, "state": self.state}
        entries = entries.filter(**{name: value for name, value in wanted.items() if value})
        for name, value in self.facets.items():
            entries = entries.filter(Exists(SearchFacet.objects.filter(entry=OuterRef("pk"), name=name, value=value)))
        return entries


@dataclass(slots=True)
class Found:
    """`places`: key of the entry, model and key of the record of each hit on the page, in order.

    `counts`: {facet: {value: number}}.
    """

    count: int = 0
    places: list[tuple[int, str, int]] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))


def visible_entries(model=""):
    """Entries of records that the public sees at this moment."""
    return SearchEntry.objects.filter(Visible(model, timezone.now()))


def find(query, condition, narrowed, *, order=RELEVANCE, start=0, length=20):
    """Hits of `query` for which `condition` (see `Query`) holds."""
    entries = narrowed.apply(visible_entries(narrowed.model).filter(tokens__matches=condition))
    if order != RELEVANCE or start >= RANKED:
        return _ask(entries.annotate(tier=_tier(query, condition, order)), order, start, start + length)
    found = _ask(entries.annotate(tier=_tier(query, condition, order)), order, 0, max(RANKED, start + length))
    found.places = [*ranked(query, found.places[:RANKED]), *found.places[RANKED:]][start : start + length]
    return found


def exists(condition):
    with by_index(connection):
        return visible_entries().filter(tokens__matches=condition).exists()


def numbers_of(conditions):
    """For how many entries each of `conditions` holds, in one statement."""
    counted = {f"number_{at}": Count("pk", filter=Q(tokens__listed=one)) for at, one in enumerate(conditions)}
    with by_index(connection):
        return list(visible_entries().filter(tokens__matches=any_of(conditions)).aggregate(**counted).values())


def first_place(condition):
    """Of the first kind and the lowest key, as a list; empty where nothing is found."""
    entries = visible_entries().filter(tokens__matches=condition)
    # Summed up, so that PostgreSQL does not walk along the index of the keys and unpack all tokens on its way.
    with by_index(connection):
        return places_of(entries.order_by("model", F("record_id") + 0)[:1])


def _tier(query, condition, order):
    """0: all words in the title, 1: there or often, 2: all themselves, 3: some only inside compounds, 4: not all."""
    if order != RELEVANCE:
        return Value(0, output_field=IntegerField())
    told = [query.in_title(), query.often(), query.exactly(), query.within()]
    stricter = told[: told.index(condition)] if condition in told else told
    whens = [When(tokens__listed=one, then=Value(tier)) for tier, one in enumerate(stricter)]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())


_ORDERS = {
    RELEVANCE: "tier, day IS NULL, day DESC, model, record_id",
    NEWEST: "day IS NULL, day DESC, model, record_id",
    OLDEST: "day IS NULL, day, model, record_id",
    PUBLISHED: "published_at DESC, model, record_id",
}


def _ask(entries, order, first, last):
    """Everything at once, so that matching and rule are worked out only once for all hits.

    Columns are counted in all their combinations, of which there are few; `_read` adds them up.
    """
    columns = ", ".join(FACETS)
    hits, parameters = (
        entries.order_by()
        .values_list("pk", *FACETS, "day", "published_at", "record_id", "tier")
        .query.sql_with_params()
    )
    statement = f"""
        WITH hit (id, {columns}, day, published_at, record_id, tier) AS MATERIALIZED ({hits})
        SELECT 'hit', {columns}, id, record_id, row_number() OVER (ORDER BY {_ORDERS[order]}) FROM (
            SELECT * FROM hit ORDER BY {_ORDERS[order]} LIMIT %s OFFSET %s
        ) AS placed
        UNION ALL SELECT 'combination', {columns}, 0, 0, count(*) FROM hit GROUP BY {columns}
        UNION ALL SELECT facet.name, '', 0, 0, '', 0, facet.value, count(*)
            FROM hit CROSS JOIN {SearchFacet._meta.db_table} AS facet WHERE facet.entry_id = hit.id
            GROUP BY facet.name, facet.value
    """  # noqa: S608 — names of our own columns; what was typed is in the parameters
    with by_index(connection), connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, last - first, first])
        return _read(cursor.fetchall())


def _read(rows):
    found, places = Found(), {}
    for name, *values, entry, key, number in rows:
        if name == "hit":
            places[number] = entry, values[0], key
        elif name == "combination":
            found.count += number
            for column, value in zip(FACETS, values, strict=True):
                if value is not None:
                    found.counts[column][str(value)] = found.counts[column].get(str(value), 0) + number
        else:
            found.counts[name][str(key)] = number
    found.places = [places[place] for place in sorted(places)]
    return found


def ranked(query, places):
    """`places`, the best answers first; among equals their order stays."""
    tokens = dict(SearchEntry.objects.filter(pk__in=[entry for entry, *_ in places]).values_list("pk", "tokens"))
    scores = {place: score(query, Candidate(tokens[place[0]])) for place in places if place[0] in tokens}
    return sorted(scores, key=lambda place: -scores[place])


def places_of(entries):
    return list(entries.values_list("pk", "model", "record_id"))


def records_of(places):
    """[(source, record, document)] of those that are visible, read anew: a few queries per kind."""
    wanted, found = defaultdict(list), {}
    for _, model, key in places:
        wanted[model].append(key)
    for model, keys in wanted.items():
        source = sources()[model]
        for record, document in source.documents(source.model.visible.filter(pk__in=keys)):
            found[model, record.pk] = (source, record, document)
    return [found[model, key] for _, model, key in places if (model, key) in found]


def number_named(query):
    """Entries whose own number is exactly what was asked for; empty where more than a number was typed."""
    if not query.number_keys:
        return SearchEntry.objects.none()
    keys = any_of([Token(f"{NUMBER}{key}") for key in query.number_keys])
    return visible_entries().filter(tokens__matches=keys)
