"""How pages, exports and imports of budgets grow: 200,000 amounts against 2,000.

    python benchmarks/budgets.py [--amounts 200000]

Each number is the time with many amounts divided by the time with few, and the queries of both, in one run on one
in-memory database. A page of one line, cooperation or partner should stay near 1: it reads its own amounts, not all.
The list shows one page of lines, so it may grow a little; the notices for staff read every amount and grow with them.
"""

import argparse
import os
import sys
from decimal import Decimal
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"DATABASE_URL": "sqlite://:memory:", "DEBUG": "true"}
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from budgets.models import Appropriation, BudgetLine, Contribution, CooperationShare  # noqa: E402
from budgets.notices import RULES  # noqa: E402
from tests import factories as f  # noqa: E402

FEW = 2_000
YEARS = range(2015, 2025)
PHASES = ("approved", "actual")
OF_A_LINE = len(YEARS) * len(PHASES)


def public(**values):
    return {"published_at": timezone.now(), **values}


def fill(body, cooperation, lines, start):
    """`lines` more lines with twenty amounts each; the first five belong to the cooperation."""
    made = BudgetLine.objects.bulk_create(
        BudgetLine(body=body, product_number="990100", account_number=f"54{start + n:06}", account_name="K", **public())
        for n in range(lines)
    )
    shares = CooperationShare.objects.bulk_create(
        CooperationShare(budget_line=line, cooperation=cooperation, **public()) for line in made[: 0 if start else 5]
    )
    owners = [{"budget_line": line} for line in made] + [{"share": share} for share in shares]
    Appropriation.objects.bulk_create(
        (
            Appropriation(fiscal_year=year, phase=phase, amount_eur=Decimal("1.10"), **owner, **public())
            for owner in owners
            for year in YEARS
            for phase in PHASES
        ),
        batch_size=500,
    )
    return made


def pages(body, cooperation, line, levy):
    urls = {
        "list": reverse("budgets:budget_line_list"),
        "list, a word": reverse("budgets:budget_line_list") + "?suche=54000001",
        "line": line.get_absolute_url(),
        "line, CSV": reverse("budgets:line_export", args=[line.public_id]),
        "cooperation": reverse("budgets:cooperation_budget", args=[cooperation.public_id]),
        "cooperation, CSV": reverse("budgets:cooperation_export", args=[cooperation.public_id]),
        "body": reverse("budgets:body_budget", args=[body.public_id]),
        "partner": reverse("budgets:partner_budget", args=[levy.payer.public_id]),
        "contribution": levy.get_absolute_url(),
    }
    client = Client()
    return {name: lambda url=url: asked(client, url) for name, url in urls.items()} | {
        f"notice {rule.key}": lambda rule=rule: list(rule.find(timezone.localdate())) for rule in RULES
    }


def asked(client, url):
    response = client.get(url)
    if response.status_code != 200:
        raise SystemExit(f"{url} answered {response.status_code}")


def measured(action):
    """(queries, seconds of processor time: the best of three)."""
    action()
    with CaptureQueriesContext(connection) as told:
        action()
    queries = len(told)
    spent = []
    for _ in range(3):
        start = process_time()
        action()
        spent.append(process_time() - start)
    return queries, min(spent)


def main(amounts):
    call_command("migrate", verbosity=0)
    body, cooperation = f.BodyFactory(), f.CooperationFactory()
    line, *_ = fill(body, cooperation, FEW // OF_A_LINE, 0)
    levy = f.ContributionFactory(paying_line=line)
    f.ContributionAmountFactory(contribution=levy)
    levy = Contribution.objects.select_related("payer").get()
    actions = pages(body, cooperation, line, levy)
    few = {name: measured(action) for name, action in actions.items()}
    fill(body, cooperation, (amounts - FEW) // OF_A_LINE, FEW)
    print(f"{Appropriation.objects.count():,} amounts against {FEW:,}")
    print(f"{'':32}{'queries':>10}{'x time':>10}")
    for name, action in actions.items():
        queries, seconds = measured(action)
        same = f"{queries}" if queries == few[name][0] else f"{few[name][0]} -> {queries}"
        print(f"{name:32}{same:>10}{seconds / few[name][1]:10.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--amounts", type=int, default=200_000)
    main(parser.parse_args().amounts)
