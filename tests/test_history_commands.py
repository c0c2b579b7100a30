import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from publication.models import Version
from publication.versions import heads_digest, record_versions
from tests.factories import MilestoneFactory, PaperFactory

pytestmark = pytest.mark.django_db

TABLE = Version._meta.db_table


def run(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def run_and_fail(command, **options):
    """What the command wrote, and the message it ended with."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command(command, stdout=out, **options)
    return out.getvalue(), str(error.value)


@pytest.fixture
def paper():
    """A public paper with two versions."""
    paper = PaperFactory(name="Eins")
    record_versions(paper, at=timezone.now())
    paper.name = "Zwei"
    paper.save()
    record_versions(paper, at=timezone.now())
    return paper


def tamper(sql):
    """What somebody with the database's own rights could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}")
        cursor.execute(sql)


class TestVerifyHistory:
    def test_a_whole_history_is_told_with_the_digest_of_its_heads(self, paper):
        assert run("verify_history") == (
            f"Alle 2 Fassungen sind unversehrt.\nPrüfsumme der letzten Fassungen: {heads_digest()}\n"
        )

    def test_all_damaged_versions_are_named_the_first_as_such(self, paper):
        tamper(f"UPDATE {TABLE} SET action = 'withdrawn'")

        output, message = run_and_fail("verify_history")

        name = f"council.paper {paper.public_id}, Fassung"
        assert output.splitlines()[:2] == [
            f"Erste beschädigte Fassung: {name} 1: Der Inhalt passt nicht zur Prüfsumme.",
            f"{name} 2: Der Inhalt passt nicht zur Prüfsumme.",
        ]
        assert message == "2 von 2 Fassungen sind beschädigt."

    def test_the_same_as_json(self, paper):
        tamper(f"DELETE FROM {TABLE} WHERE number = 1")

        output, _ = run_and_fail("verify_history", json=True)

        reason = "Die Fassung davor fehlt oder wurde ausgetauscht."
        assert json.loads(output) == {
            "versions": 1,
            "broken": [{"model": "council.paper", "id": paper.public_id, "number": 2, "reason": reason}],
            "heads": heads_digest(),
            "as_expected": True,
        }

    def test_an_end_cut_off_shows_by_the_expected_digest(self, paper):
        digest = heads_digest()
        tamper(f"DELETE FROM {TABLE} WHERE number = 2")

        _, message = run_and_fail("verify_history", expect=digest)

        assert message.startswith(f"Die Prüfsumme der letzten Fassungen ist {heads_digest()}, erwartet war {digest}")

    def test_the_expected_digest_is_found(self, paper):
        assert run("verify_history", expect=heads_digest()).startswith("Alle 2 Fassungen sind unversehrt.")


class TestRecordDueVersions:
    def test_what_became_public_by_schedule_is_recorded_once(self):
        paper = PaperFactory(published_at=timezone.now() + timedelta(hours=1))
        record_versions(paper, at=timezone.now())
        paper.published_at = timezone.now()
        paper.save()

        first, second = run("record_due_versions"), run("record_due_versions")

        # the body of the paper is public since its factory made it
        assert first == "2 Datensätze geprüft, 2 neue Fassungen.\n"
        assert second == "2 Datensätze geprüft, 0 neue Fassungen.\n"
        assert [version.action for version in Version.objects.of(paper)] == ["published"]

    def test_what_vanished_by_schedule_is_recorded(self, paper):
        paper.withdrawn_at = timezone.now()
        paper.save()

        run("record_due_versions")

        assert [version.action for version in Version.objects.of(paper)] == ["published", "changed", "withdrawn"]

    def test_a_link_to_what_became_public_is_recorded_too(self):
        paper = PaperFactory(scheduled=True)
        milestone = MilestoneFactory(paper=paper)
        record_versions(milestone, at=timezone.now())
        paper.published_at = timezone.now()
        paper.save()

        run("record_due_versions")

        first, second = Version.objects.of(milestone)
        assert (first.content["paper"], second.content["paper"]["id"]) == (None, paper.public_id)

    def test_drafts_stay_without_history(self):
        paper = PaperFactory(draft=True)

        run("record_due_versions")

        assert not Version.objects.of(paper).exists()
