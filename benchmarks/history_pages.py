"""How long the largest pages of the history take, as multiples of a small one of the same kind in the same run.

    python benchmarks/history_pages.py

In a database of its own, in memory: a paper with 200 stations and 50 versions of 100 kB each, a cooperation with
5,000 events, and news of 2,000 papers with 5 versions each. Beside the time of the processor stand the queries, which
must not grow, and the size of the answer.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {
    "READ_ENV_FILE": "false",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "DATABASE_URL": "sqlite://:memory:",
}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from publication.differences import difference  # noqa: E402
from publication.models import Version  # noqa: E402
from publication.versions import record_rows, version_hash  # noqa: E402
from tests.factories import (  # noqa: E402
    BodyFactory,
    ConsultationFactory,
    CooperationFactory,
    MilestoneFactory,
    OrganizationFactory,
    PaperFactory,
    PaperSectionFactory,
)

SENTENCE = "Der Kreistag nimmt den {}. Bericht der Verwaltung über {} Euro für die Städteregion zur Kenntnis.\n"
ROUNDS = 3


def text_of(size_bytes, turn):
    """Lines of about 100 bytes, of which every twentieth tells the number of the version."""
    lines = (
        SENTENCE.format(number, turn if number % 20 == 0 else number * 1000) for number in range(size_bytes // 100)
    )
    return "".join(lines)


def paper(stations, versions, size_bytes):
    """Versions are written as `record_edit` would write them, without its questions to all the stations."""
    section = PaperSectionFactory(text=text_of(size_bytes, 0))
    organization = OrganizationFactory(body=section.paper.body)
    ConsultationFactory.create_batch(stations, paper=section.paper, meeting=None, organization=organization)
    record_rows(type(section.paper), [section.paper.pk], at=timezone.now())
    last = Version.objects.of(section.paper).get()
    for turn in range(1, versions):
        last = follow(last, sections=[last.content["sections"][0] | {"text": text_of(size_bytes, turn)}])
    return section.paper


def follow(last, **changed):
    version = Version(
        model=last.model, record_id=last.record_id, public_id=last.public_id, number=last.number + 1,
        recorded_at=timezone.now(), action=Version.Action.CHANGED, content=last.content | changed,
        previous_hash=last.hash,
    )  # fmt: skip
    version.hash = version_hash(version)
    version.save()
    return version


def papers(number, versions):
    """Many papers with many versions each, for the pages over everything."""
    body = BodyFactory()
    for one in PaperFactory.create_batch(number, body=body):
        record_rows(type(one), [one.pk], at=timezone.now())
        last = Version.objects.of(one).get()
        for turn in range(1, versions):
            last = follow(last, name=f"Beitritt {turn}")


def pages_of_news():
    return {"news": reverse("news"), "news as Atom": reverse("news_feed"), "list as Atom": reverse("paper_feed")}


def cooperation(events):
    one = CooperationFactory()
    for number in range(events):
        MilestoneFactory(cooperation=one, day=date(1990, 1, 1) + timedelta(days=2 * number))
    record_rows(type(one), [one.pk], at=timezone.now())
    return one


def pages_of_paper(one, versions):
    arguments = [one.kind_word(), one.public_id]
    comparison = reverse("publication:comparison", args=arguments)
    return {
        "paper": one.get_absolute_url(),
        "history": one.history_url,
        "version": reverse("publication:version", args=[*arguments, versions]),
        "comparison": f"{comparison}?von=1&bis={versions}",
        "comparison, side by side": f"{comparison}?von=1&bis={versions}&ansicht=spalten",
        "feed of the history": reverse("history_feed", args=arguments),
    }


def pages_of_cooperation(one):
    arguments = [one.public_id, one.slug]
    return {
        "cooperation": one.get_absolute_url(),
        "story": reverse("story", args=arguments),
        "story, last page": f"{reverse('story', args=arguments)}?page=50",
        "story as Atom": reverse("story_feed", args=arguments),
        "story as JSON": reverse("story_json", args=arguments),
        "history of the cooperation": one.history_url,
    }


def measure(url):
    """(seconds of processor time, queries, kB) of the fastest of some rounds."""
    client, spent = Client(), []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            start = process_time()
            response = client.get(url)
            spent.append(process_time() - start)
        assert response.status_code == 200, url  # noqa: S101 — a benchmark of an error page tells nothing
    return min(spent), len(queries), len(response.content) / 1000


def show(small, large):
    """`small`: addresses of small pages, or what was measured of them before."""
    for name, url in large.items():
        seconds, queries, size = measure(url)
        small_seconds, small_queries, _ = small[name] if isinstance(small[name], tuple) else measure(small[name])
        print(f"{name:28}{seconds * 1000:9.0f}{seconds / small_seconds:9.1f}{queries:9}{small_queries:9}{size:9.0f}")


def show_difference():
    print(f"\n{'difference of two texts':28}{'ms':>9}{'x tenth':>9}")
    for name, changed in {
        "100 kB, lines changed": lambda text: text.replace("Bericht", "Antrag", len(text) // 2000),
        "100 kB in one line": lambda text: text.replace("\n", " ").replace("Bericht", "Antrag", len(text) // 2000),
        "100 kB, all other": lambda text: text[::-1],
    }.items():
        spent = []
        for size_bytes in (10_000, 100_000):
            old, times = text_of(size_bytes, 0), []
            old = old.replace("\n", " ") if "one line" in name else old
            for _ in range(ROUNDS):
                start = process_time()
                difference(old, changed(text_of(size_bytes, 0)))
                times.append(process_time() - start)
            spent.append(min(times))
        print(f"{name:28}{spent[1] * 1000:9.0f}{spent[1] / spent[0]:9.1f}")


if __name__ == "__main__":
    setup_test_environment()
    call_command("migrate", verbosity=0)
    print(f"{'page':28}{'ms':>9}{'x small':>9}{'queries':>9}{'of small':>9}{'kB':>9}")
    papers(50, 5)
    few = {name: measure(url) for name, url in pages_of_news().items()}
    papers(2000, 5)
    show(few, pages_of_news())
    show(pages_of_paper(paper(1, 2, 1_000), 2), pages_of_paper(paper(200, 50, 100_000), 50))
    show(pages_of_cooperation(cooperation(101)), pages_of_cooperation(cooperation(5000)))
    show_difference()
