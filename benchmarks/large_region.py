"""Fills an empty database with a large region, past all verbs: for benchmarks and for the acceptance check of OParl.

DATABASE_URL=sqlite:///large.sqlite3 python benchmarks/large_region.py [--papers 20000]
"""

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

COMMITTEES, ITEMS_OF_A_MEETING = 20, 10
FIRST_DAY = datetime(2015, 1, 5, 17, tzinfo=UTC)
PUBLISHED = datetime(2020, 1, 1, 8, tzinfo=UTC)
WITHDRAWN_EVERY = 200


def fill(papers):
    """One body with `papers` papers, each with two stations, a file without bytes, and a public history."""
    from council import models as council

    body = council.Body(name="Kreis Muster", slug_name="kreis-muster", published_at=PUBLISHED)
    body.save()
    town_hall = council.Location(description="Kreishaus", locality="Muster", published_at=PUBLISHED)
    town_hall.save()
    committees = made(
        council.Organization(body=body, name=f"Ausschuss {number}", published_at=PUBLISHED)
        for number in range(COMMITTEES)
    )
    meetings = made(
        council.Meeting(
            organization=committees[number % COMMITTEES],
            name=f"{number + 1}. Sitzung",
            start=FIRST_DAY + timedelta(days=number),
            location=town_hall,
            published_at=moment(number),
        )
        for number in range(max(1, papers // ITEMS_OF_A_MEETING))
    )
    items = made(
        council.AgendaItem(
            meeting=meetings[number // ITEMS_OF_A_MEETING % len(meetings)],
            order=number + 1,
            number=f"Ö {number % ITEMS_OF_A_MEETING + 1}",
            name=f"Beratung der Vorlage {number}",
            public=True,
            published_at=moment(number),
        )
        for number in range(papers)
    )
    proposals = made(
        council.Paper(
            body=body,
            reference=f"{2015 + number % 10}/{number:05}",
            name=f"Kooperation mit der Partnerregion, Bericht {number}",
            paper_type="Vorlage",
            publicity="public",
            date=date(2015, 1, 1) + timedelta(days=number % 4000),
            published_at=moment(number),
            withdrawn_at=moment(number) + timedelta(days=1) if number % WITHDRAWN_EVERY == 7 else None,
        )
        for number in range(papers)
    )
    made(
        council.PaperSection(
            paper=paper, position=1, kind="facts", heading="Sachlage", text="Der Kreis berichtet. " * 40
        )
        for paper in proposals
    )
    made(station for number, paper in enumerate(proposals) for station in stations(number, paper, items, committees))


def stations(number, paper, items, committees):
    from council.models import Consultation

    item = items[number]
    yield Consultation(
        paper=paper, order=1, meeting=item.meeting, agenda_item=item, organization=item.meeting.organization,
        role="Vorberatung", published_at=moment(number),
    )  # fmt: skip
    yield Consultation(
        paper=paper, order=2, organization=committees[number % COMMITTEES], role="Entscheidung", authoritative=True,
        published_at=moment(number),
    )  # fmt: skip


def moment(number):
    return PUBLISHED + timedelta(minutes=number)


def made(records):
    """`records` in the database, with the versions that their publication would have written."""
    from publication.models import Publishable, Version

    records = list(records)
    model = type(records[0])
    model.objects.bulk_create(records, batch_size=500)
    if not issubclass(model, Publishable):
        return records
    versions = []
    for record in records:
        told = {"model": model._meta.label_lower, "record_id": record.pk, "public_id": record.public_id}
        first = f"{model.__name__}-{record.pk}"
        versions.append(Version(**told, number=1, recorded_at=record.published_at, action="published", hash=first))
        if record.withdrawn_at:
            versions.append(
                Version(
                    **told, number=2, recorded_at=record.withdrawn_at, action="withdrawn", hash=f"{first}-2",
                    previous_hash=first,
                )
            )  # fmt: skip
    Version.objects.bulk_create(versions, batch_size=500)
    return records


def main():
    import django
    from django.core.management import call_command
    from django.db import transaction

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=20_000)
    papers = parser.parse_args().papers
    django.setup()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill(papers)
    print(f"{papers} papers")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regionportal.settings")
    main()
