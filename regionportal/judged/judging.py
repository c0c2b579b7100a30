"""Asks the questions of a judged set and counts what was found."""

import math
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from council.models import Body, Paper
from publication.search import index
from publication.search.answering import answer
from publication.search.finding import Narrowed
from publication.search.query import Unanswerable

FOLDER = Path(__file__).parent
SETS = ("tuned", "held_out", "later", "latest")
DEPTH = 10
REGION = "Region"
# Of everyday matters that no question is about, so that what should be found has something to stand out from.
_PLACES = ("Altenbrook", "Birkenfelde", "Cronsheim", "Dahlrode", "Eschtal", "Friesenau", "Gellnitz", "Hohenmoor")
_MATTERS = (
    "Die Spielgeräte in {place} sind verschlissen und werden im Frühling ersetzt.",
    "Der Wochenmarkt in {place} zieht während der Kirmes auf den Parkplatz um.",
    "In {place} wird ein Trinkbrunnen aufgestellt; der Bauhof wartet ihn.",
    "Die Kirchturmuhr von {place} schlägt wieder, nachdem ein Uhrmacher sie gereinigt hat.",
    "Das Schwimmbecken in {place} ist undicht, der Betrieb ruht bis zum Sommer.",
    "Für {place} liegt ein Angebot über neue Sitzbänke am Marktbrunnen vor.",
    "Der Kanal in {place} wird gespült; Anlieger bekommen vorher einen Brief.",
    "Am Denkmal in {place} blättert die Farbe ab, ein Maler bessert sie aus.",
)


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    text: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`found`: keys of the first ten hits, in order; "" for a hit that nobody wants."""

    question: Question
    found: tuple[str, ...]

    @property
    def recall(self):
        wanted = self.question.wanted[:DEPTH]
        return sum(key in self.found for key in wanted) / len(wanted) if wanted else float(not self.found)

    @property
    def precision(self):
        hits = sum(key in self.question.wanted for key in self.found)
        return hits / len(self.found) if self.found else float(not self.question.wanted)

    @property
    def ndcg(self):
        """Of two equally good hits none comes first; every document that should be found counts one."""
        best = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(self.question.wanted))))
        gained = sum(1 / math.log2(at + 2) for at, key in enumerate(self.found) if key in self.question.wanted)
        return gained / best if best else float(not self.found)


def read_set(name):
    """(documents, questions) of a judged set."""
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return told["documents"], [Question(kind, text, tuple(wanted)) for kind, text, wanted in told["questions"]]


def fill(documents, *, others):
    """Publish `documents`, and `others` papers of everyday matters beside them. Returns {key of a paper: its key here}.

    For a database that is thrown away, or a transaction that is rolled back.
    """
    now = timezone.now()
    body = Body.objects.create(name="Kreis Musterland", slug_name="judged", published_at=now)
    keys = {}
    for at, (key, number, title, text) in enumerate(documents):
        keys[_paper(body, number, title, text, at, now)] = key
    for at in range(others):
        place, matter = _PLACES[at % len(_PLACES)], _MATTERS[at // len(_PLACES) % len(_MATTERS)]
        text = " ".join(one.format(place=place) for one in (matter, _MATTERS[at % 7]))
        _paper(body, f"M-{at}", f"Mitteilung {at} aus {place}", text, at, now)
    for start in range(0, len(keys) + others, index.ROWS_AT_ONCE):
        index.update(Paper, set(_keys_of(body)[start : start + index.ROWS_AT_ONCE]))
    return keys


def _paper(body, number, title, text, at, now):
    paper = Paper.objects.create(
        body=body,
        reference=number,
        name=title,
        publicity="public",
        date=date(2031, 1, 1) + timedelta(days=at),
        published_at=now,
    )
    paper.sections.create(position=1, kind="facts", heading="Sachlage", text=text)
    return paper.pk


def _keys_of(body):
    return list(Paper.objects.filter(body=body).order_by("pk").values_list("pk", flat=True))


def judge(questions, keys):
    """Questions about the invented texts are put to these alone, those about the demonstration region to everything."""
    body = Paper.objects.get(pk=next(iter(keys))).body_id
    return [Judgement(question, _found(question, keys, body)) for question in questions]


def _found(question, keys, body):
    of_the_region = question.kind == REGION
    narrowed = Narrowed() if of_the_region else Narrowed(body=body)
    try:
        hits = answer(question.text, narrowed, length=DEPTH).hits
    except Unanswerable:
        return ()
    if of_the_region:
        return tuple((hit.record.origin or "").removeprefix("demo:") for hit in hits)
    return tuple(keys.get(hit.record.pk, "") for hit in hits)


def mean(judgements, name):
    return sum(getattr(one, name) for one in judgements) / len(judgements)
