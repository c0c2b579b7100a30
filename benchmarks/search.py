"""How fast the search answers, how long its index takes and how large it is.

    python benchmarks/search.py [--papers 100000] [--rounds 40]

Generated papers of 3 kB, with words as frequent as in German texts (Zipf) and compounds made of them, go into an
empty database: SQLite in a temporary folder, or what DATABASE_URL names (its tables must be migrated; it is filled).
The first tenth is indexed by `rebuild_search`; the others repeat its texts under numbers and days of their own, and
their entries are copied, so that only a tenth has to be analysed. Measured is the whole page through Django's test
client, with other words in every round: by the clock, and the time that this process worked, which other load of the
machine changes little. The portal promises a factor below 3 between a tenth and all.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SYLLABLES = (
    "ba be bi bo da de di do fa fe fi ga ge gi ha he ho ka ke ko la le li lo ma me mi mo na ne no pa pe ra re ri ro sa "
    "se si so ta te ti to va ve wa we wi za ze"
).split()
NOUNS = (
    "Kooperation Haushalt Förderung Wirtschaft Stadt Region Verband Versammlung Satzung Umlage Konzept Verkehr Schule "
    "Bildung Klima Energie Wasser Straße Fläche Planung Entwicklung Fachkräfte Sicherung Beitritt Vereinbarung Partner "
    "Hochschule Unternehmen Netzwerk Projekt Bericht Beschluss Ausschuss Kreis Gemeinde Land Bund Europa Mittel Kosten"
).split()
VERBS = "beschließt berichtet prüft fördert vereinbart unterstützt plant sichert bewilligt erweitert".split()
LITTLE = "die der und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus".split()


class Writer:
    """Makes texts; the same ones for the same seed."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)  # noqa: S311 — nobody's secret
        self.invented = ["".join(self.random.choices(SYLLABLES, k=3 + number % 3)) for number in range(60_000)]
        self.compounds = [f"{one}s{other.lower()}" for one in NOUNS for other in NOUNS if one != other]
        self.words = [*NOUNS, *VERBS, *self.invented[:2000], *self.compounds, *self.invented[2000:]]
        self.weights = [1 / (rank + 60) for rank in range(len(self.words))]
        self.total = None

    def text(self, letters=3000):
        if self.total is None:
            total, self.total = 0.0, []
            for weight in self.weights:
                total += weight
                self.total.append(total)
        drawn = self.random.choices(self.words, cum_weights=self.total, k=letters // 11)
        little = self.random.choices(LITTLE, k=len(drawn))
        return " ".join(f"{short} {word}" for short, word in zip(little, drawn, strict=True)) + "."


def fill(first, last, texts, body):
    """Papers with the numbers from `first` to `last`; texts are taken in turns."""
    from council.models import Paper, PaperSection

    moment, day = datetime(2024, 1, 1, tzinfo=UTC), date(2015, 1, 1)
    for start in range(first, last, 2000):
        papers = [
            Paper(
                body=body, reference=f"{2015 + number % 11}/{number:06}", name=texts[number % len(texts)][:150],
                published_at=moment, publicity="public", paper_kind="proposal",
                date=day + timedelta(days=number % 4000),
            )
            for number in range(start, min(last, start + 2000))
        ]  # fmt: skip
        Paper.objects.bulk_create(papers)
        PaperSection.objects.bulk_create(
            PaperSection(
                paper=paper, position=1, kind="facts", heading="Sachlage", text=texts[(start + at) % len(texts)]
            )
            for at, paper in enumerate(papers)
        )


def copy_entries():
    """Entries of papers that have the text of another one: what the analysis makes of it is known already."""
    from council.models import Paper
    from publication.models import SearchEntry

    tokens = {}
    known = dict(SearchEntry.objects.filter(model="council.paper").values_list("record_id", "tokens"))
    rows = []
    for paper in Paper.objects.order_by("pk").iterator():
        if paper.pk in known:
            tokens[paper.name] = known[paper.pk]
            continue
        entry = SearchEntry(
            model="council.paper", record_id=paper.pk, tokens=tokens[paper.name], day=paper.date, year=paper.date.year,
            published_at=paper.published_at, body_id=paper.body_id, state="noch kein Ergebnis veröffentlicht",
        )  # fmt: skip
        rows.append(entry)
        if len(rows) == 1000:
            SearchEntry.objects.bulk_create(rows)
            rows = []
    SearchEntry.objects.bulk_create(rows)


def questions(writer, rounds, texts):
    """{kind: lines}: other words in every round. `texts`: those that are indexed."""
    chosen = writer.random
    often, mid = writer.words[250:400], writer.words[3700:4700]
    return {
        "rare word": [chosen.choice(writer.invented[20_000:]) for _ in range(rounds)],
        "word of 1 %": [chosen.choice(mid) for _ in range(rounds)],
        "word of 10 %": [chosen.choice(often) for _ in range(rounds)],
        "two words": [f"{chosen.choice(often)} {chosen.choice(mid)}" for _ in range(rounds)],
        "phrase": [_phrase(chosen, chosen.choice(texts)) for _ in range(rounds)],
        "phrase, common": [f'"{chosen.choice(often)} der {chosen.choice(NOUNS)}"' for _ in range(rounds)],
        "beginning": [f"{chosen.choice(writer.invented)[:5]}*" for _ in range(rounds)],
        "facet": [f"{chosen.choice(mid)}&jahr={2015 + number % 10}" for number in range(rounds)],
        "mistyped": [f"{chosen.choice(mid)[:-1]}xn" for _ in range(rounds)],
        "word of 75 %": [chosen.choice(NOUNS) for _ in range(rounds)],
    }


def _phrase(chosen, text):
    """Two words that stand next to one another in `text`, none of them among the most common."""
    words = text.rstrip(".").split()[1::2]
    pairs = [" ".join(pair) for pair in pairwise(words) if not {*pair} & {*NOUNS, *VERBS}]
    return f'"{chosen.choice(pairs)}"'


def measure(asked):
    from django.test import Client

    client = Client()
    client.get("/suche/?suche=Haushalt")
    gc.freeze()  # as gunicorn does
    told = {}
    for kind, lines in asked.items():
        spent, worked = [], []
        for line in lines:
            start, work = perf_counter(), process_time()
            response = client.get("/suche/?suche=" + line.replace(" ", "+"))
            spent.append((perf_counter() - start) * 1000)
            worked.append((process_time() - work) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{line}: {response.status_code}")
        spent.sort()
        worst = spent[min(len(spent) - 1, int(len(spent) * 0.95))]
        told[kind] = (statistics.median(spent), worst, statistics.median(worked))
    return told


def size_mb(connection):
    """Of the whole database on SQLite, which does not tell the size of a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            return f"{cursor.fetchone()[0] / 1e6:.0f} MB with the papers themselves"
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'publication_search%%' "
            "AND relkind = 'r'"
        )
        return f"{float(cursor.fetchone()[0]) / 1e6:.0f} MB"


def index_everything(count):
    from django.core.management import call_command

    for kind in ("all", "again, unchanged"):
        start = perf_counter()
        call_command("rebuild_search", verbosity=0)
        spent = perf_counter() - start
        print(f"indexed, {kind}: {spent:.0f} s, {count / spent:.0f} papers/s", flush=True)


def main(count, rounds):
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    from council.models import Body

    body, _ = Body.objects.get_or_create(
        slug_name="benchmark", defaults={"name": "Benchmark", "published_at": datetime(2024, 1, 1, tzinfo=UTC)}
    )
    writer, tenth = Writer(), count // 10
    texts = [writer.text() for _ in range(tenth)]
    print(f"{connection.vendor}, load of the machine {os.getloadavg()[0]:.1f}")
    fill(0, tenth, texts, body)
    index_everything(tenth)
    print(f"index of {tenth}: {size_mb(connection)}", flush=True)
    few = measure(questions(Writer(), rounds, texts))
    fill(tenth, count, texts, body)
    copy_entries()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")  # as autovacuum does
    print(f"index of {count}: {size_mb(connection)}", flush=True)
    many = measure(questions(Writer(), rounds, texts))
    print(f"{connection.vendor}, load {os.getloadavg()[0]:.1f}; page in ms: median / 95 % (this process alone)")
    print(f"{'':18}{tenth:>22}{count:>22}{'factor':>8}")
    for kind, (median, worst, worked) in many.items():
        before = f"{few[kind][0]:.0f} / {few[kind][1]:.0f} ({few[kind][2]:.0f})"
        told = f"{median:.0f} / {worst:.0f} ({worked:.0f})"
        print(f"{kind:18}{before:>22}{told:>22}{worst / few[kind][1]:8.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        main(arguments.papers, arguments.rounds)
