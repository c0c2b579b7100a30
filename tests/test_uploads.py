"""What becomes of uploaded files: taken as they are, or refused with a word of help and nothing left behind."""

import gc
import hashlib
import logging
import sys
import tempfile

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cooperations.models import AgreementFile
from council.models import File
from partners.models import Partner
from publication.actions import publish
from publication.files import clean_file_name
from publication.models import PublicationState
from publication.uploads import FILES_AT_ONCE, SECONDS_AT_ONCE, BoundedUploadHandler, check_upload
from tests import specimens
from tests.factories import FileFactory, MeetingFactory, PaperFactory
from tests.specimens import EICAR, HTML, PROGRAM, SVG
from tests.test_admin_acts import EDITING, address, errors, filled_in, new_row, save, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # each file is looked into by a process of its own

PDF = specimens.pdf()
LIMIT = 1024**2


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", EDITING)


@pytest.fixture(autouse=True)
def folders(monkeypatch, settings, tmp_path):
    """Files are stored on a disk, as in operation; one megabyte is the limit, so that tests need not send twenty."""
    stored, passing = tmp_path / "stored", tmp_path / "passing"
    passing.mkdir()
    for model in (File, AgreementFile):
        monkeypatch.setattr(model._meta.get_field("content"), "storage", FileSystemStorage(stored))
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    settings.FILE_UPLOAD_TEMP_DIR = str(passing)
    settings.MAX_UPLOAD_MB = 1
    return stored, passing


def left_behind(folders):
    gc.collect()
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def upload(client, name, content, **changes):
    facts = {"name": "Lageplan", "role": "auxiliary", "position": "1", "audience": "public"}
    paper = PaperFactory(draft=True)
    sent = {"paper": paper.pk, "content": SimpleUploadedFile(name, content)}
    return client.post(address(File, "add"), facts | sent | changes)


def upload_in_row(client, record, name, content, **changes):
    row = {"name": "Plan", "role": "auxiliary", "position": "1", "content": SimpleUploadedFile(name, content)}
    return save(client, record, **new_row("files", 0, **row | changes))


def post_file(client, disposition, content):
    """A hand-made request: the test client would clean the name before it is sent."""
    facts = {"name": "Plan", "role": "auxiliary", "position": "1", "audience": "public"}
    facts["paper"] = str(PaperFactory(draft=True).pk)
    parts = [f'--grenze\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}' for name, text in facts.items()]
    head = "\r\n".join([*parts, f'--grenze\r\nContent-Disposition: form-data; name="content"; {disposition}\r\n\r\n'])
    body = head.encode() + content + b"\r\n--grenze--\r\n"
    return client.post(address(File, "add"), body, content_type="multipart/form-data; boundary=grenze")


ALLOWED = "Erlaubt sind: PDF, PNG, JPG, JPEG, CSV, TXT, DOCX, XLSX, ODT, ODS."
REFUSED = {
    "HTML renamed": ("seite.pdf", HTML, "keine PDF-Datei, sondern eine HTML-Seite"),
    "HTML before a PDF": ("a.pdf", HTML + PDF, "Vor dem Anfang der PDF-Datei stehen fremde Daten"),
    "HTML behind a PDF": ("a.pdf", PDF + HTML, "Hinter dem Ende der PDF-Datei stehen fremde Daten"),
    "HTML in the head of a PDF": ("a.pdf", b"%PDF-1.7\n%" + HTML + PDF[8:], "Vor dem Inhalt der PDF-Datei steckt HTML"),
    "archive behind a PDF": ("a.pdf", PDF + specimens.docx(), "Hinter dem Ende der PDF-Datei stehen fremde Daten"),
    "archive that ends as a PDF": ("a.pdf", PDF + specimens.docx() + b"\n%%EOF\n", "stecken fremde Daten"),
    "archive that ends well": (
        "a.pdf",
        PDF + specimens.docx() + b"\nstartxref\n9\n%%EOF\n",
        "stecken fremde Daten",
    ),
    "program before a PDF": ("a.pdf", PROGRAM + PDF, "Vor dem Anfang der PDF-Datei stehen fremde Daten"),
    "PDF cut off": ("a.pdf", PDF[: len(PDF) // 2], "unvollständig"),
    "PDF without sense": ("a.pdf", b"%PDF-1.7\nInhalt\nstartxref\n0\n%%EOF\n", "beschädigt"),
    "PDF without a directory": ("a.pdf", b"%PDF-1.7\nInhalt\n%%EOF\n", "unvollständig"),
    "encrypted PDF": ("a.pdf", specimens.encrypted_pdf("kennwort"), "mit einem Kennwort geschützt"),
    "restricted PDF": ("a.pdf", specimens.encrypted_pdf(), "mit einem Kennwort geschützt"),
    "SVG": ("bild.svg", SVG, ALLOWED),
    "SVG renamed": ("bild.png", SVG, "keine PNG-Datei, sondern eine SVG-Grafik"),
    "HTML": ("seite.html", HTML, ALLOWED),
    "XML": ("daten.xml", b"<?xml version='1.0'?><a/>", ALLOWED),
    "two endings": ("plan.pdf.exe", PROGRAM, ALLOWED),
    "no ending": ("ohne", PDF, ALLOWED),
    "only an ending": (".pdf", PDF, ALLOWED),
    "program renamed": ("plan.docx", PROGRAM, "keine DOCX-Datei, sondern ein Programm"),
    "script renamed": ("liste.csv", b"#!/bin/sh\nrm -r x\n", "keine CSV-Datei, sondern ein Skript"),
    "HTML as text": ("text.txt", b"\n\n  " + HTML, "keine TXT-Datei, sondern eine HTML-Seite"),
    "bytes as text": ("text.txt", b"abc\x00\x01\x02", "Zeichen, die in keinem Text vorkommen"),
    "UTF-16": ("text.csv", "a;b".encode("utf-16"), "UTF-16"),
    "EICAR": ("test.txt", EICAR, "Testmuster für Virenscanner"),
    "EICAR in an archive": ("test.docx", specimens.docx(word__x=EICAR), "Testmuster für Virenscanner"),
    "empty": ("leer.pdf", b"", "leer"),
    "blank": ("leer.txt", b" \n\n", "leer"),
    "one byte too large": ("gross.txt", b"a" * (LIMIT + 1), "größer als 1 MB"),
    "old Word": ("brief.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "alte Office-Format"),
    "legacy ending": ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ALLOWED),
    "macros": ("m.docx", specimens.with_entries(specimens.docx(), {"word/vbaProject.bin": b"x"}), "enthält Makros"),
    "macro document renamed": (
        "m.docx",
        specimens.docx(types='<Default Extension="bin" ContentType="application/vnd.ms-word.macroEnabled.12"/>'),
        "enthält Makros",
    ),
    "Basic": ("m.odt", specimens.odt(Basic__Standard__Module1_dot_xml="<x/>"), "enthält Makros"),
    "Python in a table": ("m.ods", specimens.ods(Scripts__python__m_dot_py="import os"), "enthält Makros"),
    "DDE": (
        "m.docx",
        specimens.docx('<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe "/k calc" </w:instrText></w:r></w:p>'),
        "enthält Makros",
    ),
    "DDE in a simple field": (
        "m.docx",
        specimens.docx('<w:p><w:fldSimple w:instr="DDE Excel a.xlsx"/></w:p>'),
        "enthält Makros",
    ),
    "DDE in a table": ("m.ods", specimens.ods("<table:table><office:dde-source/></table:table>"), "enthält Makros"),
    "macro for an event": ("m.odt", specimens.odt("<script:event-listener/>"), "enthält Makros"),
    "table as text": ("a.docx", specimens.xlsx(), "keine DOCX-Datei"),
    "archive as table": ("a.xlsx", specimens.archive({"a.txt": "a"}), "keine XLSX-Datei"),
    "data before a document": ("a.docx", b"abc" + specimens.docx(), "Vor dem Anfang des Dokuments"),
    "HTML behind a document": ("a.docx", specimens.docx() + HTML, "Hinter dem Ende des Dokuments"),
    "way out of the archive": (
        "a.docx",
        specimens.with_entries(specimens.docx(), {"../../x.xml": "x"}),
        "unerlaubtem Namen",
    ),
    "bomb": (
        "a.docx",
        specimens.with_entries(specimens.docx(), {"word/x.xml": bytes(20 * 1024**2)}),
        "entpackt zu groß",
    ),
    "many entries": (
        "a.docx",
        specimens.with_entries(specimens.docx(), {f"x{n}": "" for n in range(5001)}),
        "entpackt zu groß",
    ),
    "picture bomb": ("a.png", specimens.png_claiming(60_000, 60_000), "60 Millionen Bildpunkte"),
    "picture just too large": ("a.png", specimens.png_claiming(9_000, 7_000), "60 Millionen Bildpunkte"),
    "archive behind a picture": ("a.jpg", specimens.jpeg() + specimens.docx(), "Hinter dem Ende des Bildes"),
    "HTML in a picture": ("a.jpg", specimens.jpeg(comment=HTML), "Im Bild steckt HTML"),
    "picture cut off": ("a.png", specimens.png()[:-20], "unvollständig"),
    "picture of another kind": ("a.png", specimens.jpeg(), "keine PNG-Datei, sondern ein JPEG-Bild"),
}


class TestRefusals:
    @pytest.mark.parametrize(("name", "content", "told"), REFUSED.values(), ids=REFUSED)
    def test_the_form_says_why_and_nothing_stays(self, editor, folders, name, content, told):
        answer = upload(editor, name, content)

        assert told in errors(answer)
        assert not File.objects.exists()
        assert left_behind(folders) == []

    @pytest.mark.parametrize("case", ["HTML renamed", "one byte too large", "EICAR", "macros"])
    def test_so_do_the_rows_in_the_form_of_the_whole(self, editor, folders, case):
        name, content, told = REFUSED[case]
        paper = PaperFactory()

        answer = upload_in_row(editor, paper, name, content)

        assert told in errors(answer)
        assert not paper.files.exists()
        assert left_behind(folders) == []

    def test_a_sound_file_is_not_kept_when_something_else_in_the_form_is_wrong(self, editor, folders):
        answer = upload(editor, "plan.pdf", PDF, date="gestern", position="viele")

        assert set(answer.context["adminform"].form.errors) == {"date", "position"}
        assert not File.objects.exists()
        assert left_behind(folders) == []

    def test_a_sound_row_is_not_kept_beside_a_wrong_one(self, editor, folders):
        paper = PaperFactory()
        page = address(paper, "change")
        sound = new_row(
            "files", 0, name="Gut", role="auxiliary", position="1", content=SimpleUploadedFile("a.pdf", PDF)
        )
        wrong = new_row(
            "files", 1, name="Böse", role="auxiliary", position="2", content=SimpleUploadedFile("b.pdf", HTML)
        )

        answer = editor.post(page, filled_in(editor.get(page)) | sound | wrong)

        assert "sondern eine HTML-Seite" in errors(answer)
        assert not paper.files.exists()
        assert left_behind(folders) == []

    def test_a_refused_replacement_leaves_the_file_as_it_was(self, editor, folders):
        upload(editor, "plan.pdf", PDF)
        before = left_behind(folders)

        save(editor, File.objects.get(), content=SimpleUploadedFile("neu.pdf", HTML))

        assert left_behind(folders) == before
        assert File.objects.get().sha512 == hashlib.sha512(PDF).hexdigest()


class TestSizes:
    def test_a_file_of_exactly_the_limit_is_taken(self, editor, folders):
        upload(editor, "genau.txt", b"a" * LIMIT)

        assert [path.stat().st_size for path in left_behind(folders)] == [LIMIT]

    def test_what_is_larger_is_dropped_while_it_still_arrives(self, rf, admin_user, folders):
        request = rf.post("/")
        request.user = admin_user
        handler = BoundedUploadHandler(request)
        handler.new_file("content", "gross.txt", "text/plain", None)

        handler.receive_data_chunk(b"a" * LIMIT, 0)
        arriving = [path.stat().st_size for path in left_behind(folders)]
        handler.receive_data_chunk(b"a", LIMIT)
        handler.receive_data_chunk(b"a" * LIMIT, LIMIT + 1)
        refused = handler.file_complete(2 * LIMIT + 1)

        assert len(arriving) == 1
        assert left_behind(folders) == []
        assert (refused.size, refused.read()) == (2 * LIMIT + 1, b"")

    def test_several_files_may_not_be_too_large_together(self, editor, folders):
        paper, rows = PaperFactory(), {}
        for number in range(FILES_AT_ONCE + 1):
            content = SimpleUploadedFile(f"{number}.txt", b"a" * LIMIT)
            rows |= new_row("files", number, name="Plan", role="auxiliary", position="1", content=content)

        answer = save(editor, paper, **rows)

        assert "Zusammen sind die Dateien zu groß." in errors(answer)
        assert left_behind(folders) == []

    def test_all_files_of_a_request_share_the_time_of_one(self, rf, admin_user):
        request = rf.post("/", {"a": SimpleUploadedFile("a.pdf", PDF), "b": SimpleUploadedFile("b.txt", b"Text")})
        request.user = admin_user
        first, late = request.FILES["a"], request.FILES["b"]

        check_upload(first)
        left = late.patience.seconds
        first.patience.seconds = 0.5

        assert left < SECONDS_AT_ONCE
        with pytest.raises(ValidationError, match="Bitte laden Sie sie nacheinander hoch"):
            check_upload(late)
        request.close()

    @pytest.mark.parametrize("user", [None, AnonymousUser(), User(username="rat")])
    def test_of_strangers_not_a_byte_is_kept(self, rf, folders, user):
        request = rf.post("/", {"content": SimpleUploadedFile("a.txt", b"a" * LIMIT)})
        request.user = user

        [file] = request.FILES.getlist("content")

        assert (file.size, file.read()) == (LIMIT, b"")
        assert left_behind(folders) == []
        request.close()

    def test_twenty_megabytes_are_the_default(self):
        from regionportal import settings as portal

        assert (portal.MAX_UPLOAD_MB, portal.VIRUS_SCAN_COMMAND) == (20, [])


NAMES = {
    "folders": ('filename="../../etc/plan.pdf"', "plan.pdf"),
    "folders of Windows": (r'filename="C:\\Akten\\plan.pdf"', "plan.pdf"),
    "folders in disguise": ("filename*=utf-8''..%2F..%2Fplan.pdf", "plan.pdf"),
    "direction turned": ("filename*=utf-8''Plan%E2%80%AEgnp.pdf", "Plangnp.pdf"),
    "direction embedded": ("filename*=utf-8''%E2%81%A6Plan%E2%81%A9.pdf", "Plan.pdf"),
    "lines": ("filename*=utf-8''Plan%0D%0ASet-Cookie%3A%20a%3Db.pdf", "PlanSet-Cookie_ a=b.pdf"),
    "NUL": ("filename*=utf-8''Plan%00.pdf", "Plan.pdf"),
    "300 letters": (f'filename="{"a" * 300}.pdf"', "a" * 196 + ".pdf"),
    "150 letters of two bytes": (f"filename*=utf-8''{'%C3%A4' * 150}.pdf", "ä" * 98 + ".pdf"),
    "quotes": (r"filename*=utf-8''Plan%20%22A%22%20%3Cb%3E.pdf", "Plan _A_ _b_.pdf"),
    "apart and together": ("filename*=utf-8''Pla%CC%88ne.pdf", "Pläne.pdf"),
}


class TestNames:
    @pytest.mark.parametrize(("sent", "kept"), NAMES.values(), ids=NAMES)
    def test_are_cleaned_and_kept_with_their_ending(self, editor, client, sent, kept):
        answer = post_file(editor, sent, PDF)

        file = File.objects.get()
        assert (answer.status_code, file.file_name) == (302, kept)
        publish(file.paper, by=None)
        publish(file, by=None)
        served = client.get(file.get_absolute_url())
        assert served.status_code == 200
        assert b"".join(served.streaming_content) == PDF

    @pytest.mark.parametrize("sent", ["filename*=utf-8''Plan%E2%80%AEfdp.exe", "filename*=utf-8''plan.pdf%00.html"])
    def test_cannot_hide_what_the_file_is(self, editor, sent):
        answer = post_file(editor, sent, PDF)

        assert ALLOWED in errors(answer)

    @pytest.mark.parametrize("name", ["", ".", "...", "/", "\u202e", "\x00"])
    def test_without_a_letter_are_none(self, name):
        assert clean_file_name(name) == ""

    def test_cleaning_twice_changes_nothing(self):
        for _, kept in NAMES.values():
            assert clean_file_name(kept) == kept


TAKEN = {
    "Lageplan Ä 1.PDF": (PDF, "application/pdf"),
    "bild.png": (specimens.png(), "image/png"),
    "bild.jpeg": (specimens.jpeg(), "image/jpeg"),
    "liste.csv": ("Name;Betrag\nÜbung;-5,00\n".encode(), "text/csv"),
    "text.txt": ("\ufeffÜbung <b> in der Mitte".encode(), "text/plain"),
    "brief.docx": (specimens.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "tabelle.xlsx": (specimens.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "brief.odt": (specimens.odt(), "application/vnd.oasis.opendocument.text"),
    "tabelle.ods": (specimens.ods(), "application/vnd.oasis.opendocument.spreadsheet"),
}


class TestAcceptance:
    @pytest.mark.parametrize("name", TAKEN)
    def test_what_is_known_of_the_file_is_filled_in(self, editor, folders, name):
        content, mime_type = TAKEN[name]

        upload(editor, name, content)

        file = File.objects.get()
        assert (file.file_name, file.size_bytes, file.mime_type) == (name, len(content), mime_type)
        assert file.sha512 == hashlib.sha512(content).hexdigest()
        assert file.findings == []
        assert file.publication_state() == PublicationState.DRAFT

    def test_the_file_stays_byte_for_byte_under_a_name_that_tells_nothing(self, editor, folders):
        content = specimens.pdf_metadata(Author="Kim Muster")

        upload(editor, "Lageplan.pdf", content)

        [stored] = left_behind(folders)
        assert stored.read_bytes() == content
        assert "Lageplan" not in str(stored.relative_to(folders[0]))
        assert stored.suffix == ""

    def test_rows_of_files_are_filled_in_as_well(self, editor):
        paper = PaperFactory()

        upload_in_row(editor, paper, "plan.pdf", PDF)

        file = paper.files.get()
        assert (file.file_name, file.size_bytes, file.findings, file.is_visible()) == ("plan.pdf", len(PDF), [], False)

    def test_saving_again_keeps_the_file(self, editor):
        upload(editor, "plan.pdf", PDF)
        file = File.objects.get()

        save(editor, file, name="Anderer Name")

        again = File.objects.get()
        assert (again.name, again.content.name, again.sha512, again.findings) == (
            "Anderer Name",
            file.content.name,
            file.sha512,
            [],
        )

    def test_a_new_file_brings_its_own_findings(self, editor):
        upload(editor, "plan.pdf", PDF)

        save(editor, File.objects.get(), content=SimpleUploadedFile("neu.pdf", specimens.pdf(tagged=False)))

        file = File.objects.get()
        assert file.file_name == "neu.pdf"
        assert [finding["code"] for finding in file.findings] == ["untagged"]

    def test_a_late_attachment_of_a_public_meeting_is_a_draft(self, editor):
        """A tender was readable for a weekend because it was added late."""
        meeting = MeetingFactory()

        upload_in_row(editor, meeting, "nachgereicht.pdf", PDF)

        file = meeting.files.get()
        assert meeting.is_visible()
        assert not file.is_visible()
        assert Client().get(file.get_absolute_url()).status_code == 404


class TestANewFileOfWhatIsPublic:
    """It would be public at once, without the page that tells of findings."""

    REFUSED = "Eine neue Datei wäre ohne weiteren Schritt öffentlich."

    @pytest.fixture
    def publisher(self, client):
        return signed_in(client, "veroeffentlichung", (*EDITING, "publish"))

    @pytest.mark.parametrize("state", [{}, {"scheduled": True}])
    @pytest.mark.parametrize("content", [ContentFile(b"alt", name="alt.pdf"), None])
    def test_is_refused_to_those_who_may_not_publish(self, editor, state, content):
        file = FileFactory(content=content, **state)

        answer = save(editor, file, content=SimpleUploadedFile("neu.pdf", PDF))

        assert f"{self.REFUSED} Dafür fehlt Ihnen das Recht." in errors(answer)
        file.refresh_from_db()
        assert file.file_name == "anlage.pdf"

    def test_is_refused_to_them_in_the_rows_of_the_whole_too(self, editor):
        file = FileFactory()
        row = {"files-0-content": SimpleUploadedFile("neu.pdf", PDF)}

        assert self.REFUSED in errors(save(editor, file.paper, **row))

    def test_is_refused_to_all_when_it_may_leak(self, publisher):
        file = FileFactory()
        content = specimens.pdf(specimens.SECRET + specimens.BLACK_BOX)

        answer = save(publisher, file, content=SimpleUploadedFile("neu.pdf", content))

        assert f"{self.REFUSED} Darin wurde etwas gefunden. Seite 1: Unter einer Fläche" in errors(answer)

    def test_is_taken_from_those_who_may_publish(self, publisher):
        file = FileFactory()

        save(publisher, file, content=SimpleUploadedFile("neu.pdf", specimens.pdf(tagged=False)))

        file.refresh_from_db()
        assert (file.file_name, [finding["code"] for finding in file.findings]) == ("neu.pdf", ["untagged"])


class TestWhatTheFormShows:
    def test_findings_stand_in_the_form_and_in_the_row_of_the_whole(self, editor):
        upload(editor, "bescheid.pdf", specimens.pdf(specimens.SECRET + specimens.BLACK_BOX))
        file = File.objects.get()

        form, row = editor.get(address(file, "change")).text, editor.get(address(file.paper, "change")).text

        for page in (form, row):
            assert "Seite 1: Unter einer Fläche (zum Beispiel einer Schwärzung) steht lesbarer Text." in page
            assert "1 Hinweis" in page

    def test_after_saving_a_message_asks_to_read_them(self, editor):
        upload(editor, "bescheid.pdf", specimens.pdf(tagged=False))

        page = editor.get(reverse("admin:index"))

        assert (
            "Die Datei „bescheid.pdf“ hat 1 Hinweis. Bitte lesen Sie die Prüfung der Datei vor dem Veröffentlichen."
            in [str(message) for message in page.context["messages"]]
        )

    def test_words_from_inside_the_file_are_shown_escaped(self, editor):
        upload(editor, "a.pdf", specimens.pdf_metadata(Author="<script>alert(1)</script>"))
        file = File.objects.get()

        page = editor.get(address(file, "change")).text

        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page

    @pytest.mark.parametrize(("findings", "told"), [(None, "noch nicht geprüft"), ([], "keine Hinweise")])
    def test_it_says_when_nothing_was_found_and_when_nobody_looked(self, editor, findings, told):
        file = FileFactory(findings=findings)

        assert told in editor.get(address(file, "change")).text

    def test_who_may_only_read_sees_the_findings_and_no_field_for_a_file(self, client):
        file = FileFactory(findings=[{"code": "untagged", "message": "Bitte taggen."}])
        reader = signed_in(client, "lesen", ("view",))

        page = reader.get(address(file, "change")).text

        assert "Bitte taggen." in page
        assert 'name="content"' not in page
        assert file.content.name not in page

    def test_staff_may_fetch_a_draft_and_nobody_else(self, editor, client):
        upload(editor, "plan.pdf", PDF)
        file = File.objects.get()

        answer = editor.get(address(file, "download"))
        signed_in(client, "fremd", EDITING, [Partner])

        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert client.get(address(file, "download")).status_code == 403

    def test_a_record_without_its_file_is_not_found(self, editor):
        file = FileFactory(content=None)

        assert editor.get(address(file, "download")).status_code == 404

    def test_the_form_links_to_the_file(self, editor):
        upload(editor, "plan.pdf", PDF)
        file = File.objects.get()

        assert address(file, "download") in editor.get(address(file, "change")).text
        assert address(file, "download") in editor.get(address(file.paper, "change")).text


def scanner(code):
    """A virus scanner as the operator may name one: it reads the file and answers by its status."""
    return [sys.executable, "-c", f"import sys; data = sys.stdin.buffer.read(); {code}"]


class TestVirusScanner:
    def check(self):
        return check_upload(SimpleUploadedFile("text.txt", b"Inhalt"))

    def test_what_is_clean_is_taken(self, settings):
        settings.VIRUS_SCAN_COMMAND = scanner("sys.exit(data != b'Inhalt')")

        assert self.check() == ()

    def test_what_is_infected_is_refused_by_its_name(self, settings):
        settings.VIRUS_SCAN_COMMAND = scanner("print('stream: Win.Test.Muster FOUND'); sys.exit(1)")

        with pytest.raises(ValidationError, match=r"Schadsoftware gefunden: Win\.Test\.Muster\."):
            self.check()

    @pytest.mark.parametrize(
        "command", [scanner("sys.exit(2)"), ["gibt-es-nicht"], scanner("import time; time.sleep(9)")]
    )
    def test_where_nobody_knows_it_is_refused_and_logged(self, settings, monkeypatch, caplog, command):
        monkeypatch.setattr("publication.uploads.SCAN_SECONDS", 0.5)
        settings.VIRUS_SCAN_COMMAND = command

        with pytest.raises(ValidationError, match="Prüfung auf Schadsoftware ist gerade nicht möglich"):
            self.check()

        assert [(record.name, record.levelno) for record in caplog.records] == [("publication.uploads", logging.ERROR)]

    def test_the_form_shows_the_refusal(self, editor, folders, settings):
        settings.VIRUS_SCAN_COMMAND = scanner("print('stream: Muster FOUND'); sys.exit(1)")

        answer = upload(editor, "plan.pdf", PDF)

        assert "Schadsoftware gefunden: Muster." in errors(answer)
        assert left_behind(folders) == []
