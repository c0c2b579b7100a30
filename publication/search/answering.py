"""From the line that was typed to one page of hits: strictly first, then more widely where that finds too little."""

from dataclasses import dataclass, field

from . import finding, spelling
from .documents import Source
from .finding import Found, Narrowed
from .index import index_due
from .query import Query, read_query
from .snippets import Marker, Snippet, marked, snippet_of
from .synonyms import synonyms

LENGTH = 20
DEEPEST = 1000
"""Nobody looks further than so many hits; whoever wants more narrows down."""
ENOUGH = 10
"""With fewer hits than that, parts of compounds are searched for as well; by date only where there is no hit at all."""

STRICTLY, PARTLY, SOME, CORRECTED = "streng", "wortteile", "einige", "berichtigt"


@dataclass(frozen=True, slots=True)
class Hit:
    """`record` is visible; `title` and `snippet` have what was found marked."""

    source: Source
    record: object
    document: object
    title: Snippet
    snippet: Snippet


@dataclass(slots=True)
class Answer:
    """`way`: how the hits were found. `meant`: what may have been meant, as a line; "" where nothing comes to mind."""

    query: Query
    way: str = STRICTLY
    meant: str = ""
    found: Found = field(default_factory=Found)
    hits: list[Hit] = field(default_factory=list)


def answer(text, narrowed=None, *, order=finding.RELEVANCE, page=1, length=LENGTH):
    """One page of hits. Raises Unanswerable."""
    query = read_query(text, synonyms())
    index_due()
    if not query.terms:
        return Answer(query)
    options = {"order": order, "start": (page - 1) * length, "length": length}
    told = _find(query, narrowed or Narrowed(), options)
    told.hits = hits_of(told.query, told.found.places)
    return told


def _find(query, narrowed, options):
    strictly = finding.find(query, query.within(), narrowed, **options)
    if strictly.count >= ENOUGH:
        return Answer(query, found=strictly)
    if not strictly.count and (meant := spelling.meant_by(query, is_narrowed=narrowed != Narrowed())):
        corrected = read_query(meant.text, synonyms())
        found = finding.find(corrected, corrected.within(), narrowed, **options)
        return Answer(corrected, CORRECTED, meant.text, found)
    if query.partly() != query.within() and (options["order"] == finding.RELEVANCE or not strictly.count):
        # By date, hits with a part of the word only would stand before those with all of it.
        partly = finding.find(query, query.partly(), narrowed, **options)
        if partly.count > strictly.count:
            return Answer(query, PARTLY, found=partly)
    if not strictly.count and len(query.terms) > 1:
        some = finding.find(query, query.some(), narrowed, **options)
        return Answer(query, SOME if some.count else STRICTLY, found=some)
    return Answer(query, found=strictly)


def hits_of(query, places):
    """Hits in this order; what has been hidden in the meantime is left out."""
    marker = Marker(query)
    return [
        Hit(source, record, document, marked(document.title, marker), snippet_of(document, marker))
        for source, record, document in finding.records_of(places)
    ]


def named_by_number(text):
    """The only visible record whose own number `text` is, as a hit; None where there is none, or more than one."""
    query = read_query(text, {})
    hits = hits_of(query, finding.places_of(finding.number_named(query))[:2])
    return hits[0] if len(hits) == 1 else None
