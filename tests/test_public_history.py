"""The public history is append-only in the database, and any tampering shows."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from council.models import Paper
from publication.models import Version
from publication.versions import broken_versions, heads_digest, record_versions, version_hash
from tests.factories import PaperFactory

pytestmark = pytest.mark.django_db

TABLE = Version._meta.db_table


@pytest.fixture
def chain():
    """Three versions of one paper, one of another."""
    paper, other = PaperFactory(name="Eins"), PaperFactory()
    for name in ("Eins", "Zwei", "Drei"):
        paper.name = name
        paper.save()
        record_versions(paper, at=timezone.now())
    record_versions(other, at=timezone.now())
    return list(Version.objects.of(paper))


def raw(sql, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def without_triggers():
    """What somebody with the database's own rights could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER {TABLE}_no_update")
            cursor.execute(f"DROP TRIGGER {TABLE}_no_delete")


@pytest.mark.parametrize("column", ["content", "action", "hash", "number"])
def test_the_database_refuses_to_change_a_version(chain, column):
    with pytest.raises(DatabaseError, match="never changed"):
        raw(f"UPDATE {TABLE} SET {column} = {column}")


def test_the_database_refuses_to_delete_a_version(chain):
    with pytest.raises(DatabaseError, match="never changed"):
        raw(f"DELETE FROM {TABLE} WHERE id = %s", chain[0].pk)


def test_the_framework_is_refused_too(chain):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Version.objects.all().delete()


def test_deleting_a_record_leaves_its_history(chain):
    Paper.objects.get(pk=chain[0].record_id).delete()

    assert Version.objects.filter(record_id=chain[0].record_id, model="council.paper").count() == 3


def test_an_untouched_history_is_whole(chain):
    assert list(broken_versions()) == []


def test_each_version_carries_the_hash_of_the_one_before(chain):
    assert [version.previous_hash for version in chain] == ["", chain[0].hash, chain[1].hash]


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("content = %s", '{"name": "anders"}'),
        ("action = %s", "withdrawn"),
        ("public_id = %s", "aaaaaaaaaa"),
        ("hash = %s", "0" * 64),
        ("previous_hash = %s", "0" * 64),
    ],
)
def test_a_changed_column_is_found(chain, assignment, value):
    without_triggers()
    raw(f"UPDATE {TABLE} SET {assignment} WHERE id = %s", value, chain[1].pk)

    assert chain[1].pk in [version.pk for version, _ in broken_versions()]


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_version_is_found(chain, missing):
    without_triggers()
    raw(f"DELETE FROM {TABLE} WHERE id = %s", chain[missing].pk)

    assert [version.pk for version, _ in broken_versions()] == [chain[missing + 1].pk]


def test_a_cut_end_shows_in_the_digest_of_the_heads(chain):
    kept_elsewhere = heads_digest()
    without_triggers()

    raw(f"DELETE FROM {TABLE} WHERE id = %s", chain[2].pk)

    assert list(broken_versions()) == []
    assert heads_digest() != kept_elsewhere


def test_two_versions_cannot_follow_the_same_one(chain):
    fork = Version.objects.get(pk=chain[1].pk)
    fork.pk, fork.number, fork.content = None, 4, {"name": "Gabelung"}
    fork.hash = version_hash(fork)

    with pytest.raises(DatabaseError), transaction.atomic():
        fork.save(force_insert=True)


def test_the_hash_does_not_depend_on_how_the_database_keeps_json():
    paper = PaperFactory(name="ÄÖÜ ß „Anführung“ \n\t 1.0")
    record_versions(paper, at=timezone.now())

    read = Version.objects.of(paper).get()
    assert read.hash == version_hash(read)
