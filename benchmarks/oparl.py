"""How fast the OParl server answers, as a multiple of a bare JSON view of the same rows.

    DATABASE_URL=sqlite:///large.sqlite3 python benchmarks/large_region.py
    DATABASE_URL=sqlite:///large.sqlite3 python benchmarks/oparl.py [--times 10]

The bare view reads the columns of the same hundred rows by `values()` and serialises them: no embedded objects, no
stamps, no rule of visibility. Both go through the whole chain of middleware in one process, one after the other, so a
busy machine slows both. Shown is the best of `--times`.
"""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regionportal.settings")
os.environ["ALLOWED_HOSTS"] = "*"

import django

django.setup()

from django.http import JsonResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

from council.models import AgendaItem, Body, Consultation, Meeting, Paper  # noqa: E402
from council.oparl.addresses import object_url  # noqa: E402
from regionportal import urls  # noqa: E402

MODELS = {"paper": Paper, "meeting": Meeting, "agendaItem": AgendaItem, "consultation": Consultation}


def bare(request, name):
    return JsonResponse({"data": list(MODELS[name].objects.order_by("public_id").values()[:100])})


def seconds(client, url, times):
    best = None
    for _ in range(times + 1):
        start = perf_counter()
        answer = client.get(url)
        spent = perf_counter() - start
        if answer.status_code != 200:
            raise SystemExit(f"{url} answers {answer.status_code}")
        best = spent if best is None else min(best, spent)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    urls.urlpatterns.insert(0, path("bare/<str:name>", bare))
    client, body = Client(), Body.visible.first()
    print(f"{'list of 100':40}{'ms':>8}{'objects/s':>12}{'x bare JSON':>14}")
    for name in MODELS:
        own = seconds(client, f"/bare/{name}", times)
        base = urlsplit(f"{object_url(body)}/{name}").path
        for question in ("", "?modified_since=2020-01-10T00:00:00Z", "?modified_since=2026-01-01T00:00:00Z"):
            spent = seconds(client, base + question, times)
            count = len(client.get(base + question).json()["data"])
            print(f"{name + question:40}{spent * 1000:8.0f}{count / spent:12.0f}{spent / own:14.1f}")


if __name__ == "__main__":
    main()
