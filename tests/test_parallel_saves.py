"""Two processes save onto the same records at once: nothing is lost, and both histories are without a gap."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
SAVES_EACH = 100


@pytest.fixture
def database(tmp_path):
    """The address of an empty database of its own, on the engine under test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    known = connection.settings_dict
    server = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    name = f"saving_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as master:
        master.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield "postgres://{user}:{password}@{host}:{port}/{name}".format(name=name, **server)
        master.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def start(database, *arguments):
    command = [sys.executable, "-m", "tests.saving", *arguments]
    environment = os.environ | {"DATABASE_URL": database}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def result(process):
    told, complaints = process.communicate(timeout=600)
    assert process.returncode == 0, complaints
    assert "locked" not in complaints
    return json.loads(told)


@pytest.mark.slow  # two hundred saves through the whole desk, and a database of its own
def test_two_hundred_saves_of_two_processes_lose_nothing(database):
    result(start(database, "prepare"))

    processes = [start(database, "save", name, str(SAVES_EACH)) for name in ("ada", "ben")]
    stale = sum(result(process)["stale"] for process in processes)

    marks = sorted(f"{name}{count}." for name in ("ada", "ben") for count in range(SAVES_EACH))
    assert result(start(database, "tell")) == {
        "marks": marks,
        "entries": 5 + len(marks),  # created (three records), published (two of them; a section is not), each save
        "versions": 3 + len(marks),
        "broken": 0,
    }
    assert stale > 0  # otherwise the two never met
