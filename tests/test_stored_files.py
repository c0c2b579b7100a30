"""Bytes on disk: what was never public goes with its record, and what belongs to no record can be found and deleted."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cooperations.models import AgreementFile
from council.models import File
from publication.actions import publish
from tests.factories import FileFactory, PaperFactory
from tests.test_admin_acts import EDITING, delete, save, signed_in

pytestmark = pytest.mark.django_db

NEW = "fe/fedcba98765432100123456789abcdef"


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", (*EDITING, "publish"))


@pytest.fixture(autouse=True)
def storage(monkeypatch, tmp_path):
    storage = FileSystemStorage(tmp_path / "stored")
    for model in (File, AgreementFile):
        monkeypatch.setattr(model._meta.get_field("content"), "storage", storage)
    return storage


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stored_file(**state):
    return FileFactory(content=ContentFile(b"Name und Anschrift", name="alt.txt"), file_name="alt.txt", **state)


def bytes_of(storage, file):
    return Path(storage.path(file.content.name)).read_bytes()


def age(storage, name, **ago):
    moment = time.time() - timedelta(**ago).total_seconds()
    os.utime(storage.path(name), (moment, moment))


class TestWhatWasNeverPublic:
    @pytest.mark.slow  # the page that lists what goes, and the deletion
    def test_goes_with_its_record(self, editor, storage, committed):
        file = stored_file(draft=True)

        with committed():
            delete(editor, file)

        assert not File.objects.exists()
        assert not storage.exists(file.content.name)

    def test_goes_with_its_row(self, editor, storage, committed):
        file = stored_file(draft=True, paper__draft=True)

        with committed():
            save(editor, file.paper, **{"files-0-DELETE": "on"})

        assert not File.objects.exists()
        assert not storage.exists(file.content.name)

    @pytest.mark.parametrize("state", [{"draft": True}, {"scheduled": True}])
    def test_goes_when_it_is_replaced(self, editor, storage, committed, state):
        file = stored_file(**state)

        with committed():
            save(editor, file, content=SimpleUploadedFile("neu.txt", b"bereinigt"))

        assert not storage.exists(file.content.name)
        file.refresh_from_db()
        assert bytes_of(storage, file) == b"bereinigt"

    def test_goes_when_it_is_replaced_in_the_row_of_its_whole(self, editor, storage, committed):
        file = stored_file(draft=True, paper__draft=True)

        with committed():
            save(editor, file.paper, **{"files-0-content": SimpleUploadedFile("neu.txt", b"bereinigt")})

        assert not storage.exists(file.content.name)
        file.refresh_from_db()
        assert bytes_of(storage, file) == b"bereinigt"

    def test_stays_until_the_change_is_through(self, editor, storage):
        file = stored_file(draft=True)

        delete(editor, file)

        assert storage.exists(file.content.name)

    def test_stays_while_another_record_names_it(self, editor, storage, committed):
        file = stored_file(draft=True)
        FileFactory(content=file.content.name)

        with committed():
            delete(editor, file)

        assert storage.exists(file.content.name)

    def test_saving_without_a_new_file_keeps_it(self, editor, storage, committed):
        file = stored_file(draft=True)

        with committed():
            save(editor, file, name="Anderer Name")

        file.refresh_from_db()
        assert file.name == "Anderer Name"
        assert storage.exists(file.content.name)


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}])
def test_what_was_public_stays_when_it_is_replaced(editor, storage, committed, state):
    file = stored_file(**state)

    with committed():
        save(editor, file, content=SimpleUploadedFile("neu.txt", b"bereinigt"))

    assert File.objects.get().content.name != file.content.name
    assert storage.exists(file.content.name)


class TestTheCommand:
    def orphan(self, storage, name=NEW, **ago):
        storage.save(name, ContentFile(b"herrenlos"))
        age(storage, name, **ago or {"hours": 2})
        return name

    def once_public(self, storage):
        """The name of what a record showed in public until it got another file."""
        file = stored_file(draft=True, paper=PaperFactory())
        publish(file, by=None)
        name = file.content.name
        file.content = ContentFile(b"bereinigt", name="neu.txt")
        file.save()
        for each in (name, file.content.name):
            age(storage, each, hours=2)
        return name

    def test_deletes_what_no_record_names(self, storage, capsys):
        orphan, file = self.orphan(storage), stored_file(draft=True)
        age(storage, file.content.name, hours=2)

        call_command("delete_orphan_files")

        assert (storage.exists(orphan), storage.exists(file.content.name)) == (False, True)
        assert capsys.readouterr().out == f"{NEW}\n1 Datei gelöscht.\n"

    def test_can_only_tell(self, storage, capsys):
        orphan = self.orphan(storage)

        call_command("delete_orphan_files", "--dry-run")

        assert storage.exists(orphan)
        assert capsys.readouterr().out == f"{NEW}\nZu löschen: 1 Datei. Nichts wurde geändert.\n"

    def test_spares_what_was_stored_just_now_and_what_is_not_ours(self, storage, capsys):
        names = self.orphan(storage, minutes=59), self.orphan(storage, "fe/readme.txt", days=400)

        call_command("delete_orphan_files")

        assert [storage.exists(name) for name in names] == [True, True]
        assert capsys.readouterr().out == "0 Dateien gelöscht.\n"

    def test_spares_what_was_public_unless_told_otherwise(self, storage, capsys):
        name = self.once_public(storage)

        call_command("delete_orphan_files")
        kept = storage.exists(name)
        call_command("delete_orphan_files", "--also-once-public")

        assert (kept, storage.exists(name)) == (True, False)
        assert capsys.readouterr().out == f"0 Dateien gelöscht.\n{name}\n1 Datei gelöscht.\n"

    def test_needs_no_folder(self, capsys):
        call_command("delete_orphan_files")

        assert capsys.readouterr().out == "0 Dateien gelöscht.\n"
