"""One of several processes that save onto the same records through the desk: each adds its marks to texts, all at once.

Run by test_parallel_saves.py as `python -m tests.saving prepare|save|tell …`, with DATABASE_URL pointing at a database.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.contrib.auth.models import User  # noqa: E402 — the settings must be set up before
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from cooperations.models import Cooperation  # noqa: E402
from council.models import Paper, PaperSection  # noqa: E402
from partners.models import Partner  # noqa: E402
from publication.actions import publish  # noqa: E402
from publication.models import Version  # noqa: E402
from publication.versions import broken_versions  # noqa: E402
from tests.factories import CooperationFactory, PaperFactory, PaperSectionFactory, PartnerFactory  # noqa: E402
from tests.test_admin_acts import address, filled_in  # noqa: E402

FIELDS = [(Partner, "description"), (Cooperation, "summary"), (Paper, "sections-0-text")]


def prepare():
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("ada")
    User.objects.create_superuser("ben")
    for record in (PartnerFactory(draft=True), CooperationFactory(draft=True), PaperFactory(draft=True)):
        if isinstance(record, Paper):
            PaperSectionFactory(paper=record, text="Anfang")
        publish(record, by=None)
    return {}


def save(name, number):
    """Save `number` times; a form that is too old is opened and filled in again."""
    setup_test_environment()  # keeps what the forms were made of
    client = Client()
    client.force_login(User.objects.get(username=name))
    stale = 0
    for count in range(int(number)):
        model, field = FIELDS[count % len(FIELDS)]
        page = address(model.objects.get(), "change")
        while True:
            form = filled_in(client.get(page))
            answer = client.post(page, form | {field: f"{form[field]} {name}{count}."})
            if answer.status_code == 302:
                break
            assert answer.status_code == 409, answer.status_code  # nothing but "too old" may refuse it
            stale += 1
    return {"stale": stale}


def tell():
    """What is in the database afterwards."""
    texts = [Partner.objects.get().description, Cooperation.objects.get().summary, PaperSection.objects.get().text]
    trails = [Partner.history.count(), Cooperation.history.count(), PaperSection.history.count()]
    return {
        "marks": sorted(" ".join(texts).replace("Anfang", "").split()),
        "entries": sum(trails),
        "versions": Version.objects.count(),
        "broken": len(list(broken_versions())),
    }


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare, "save": save, "tell": tell}[sys.argv[1]](*sys.argv[2:])))
