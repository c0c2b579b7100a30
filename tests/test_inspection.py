"""What the portal finds inside files: nothing in what is sound, a word of help where something would leak."""

import io
import logging
import sys
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from publication.inspection import Finding, examine, findings_of, inspect
from publication.inspection.findings import Examination, on_pages, quoted
from publication.inspection.look import look
from publication.models import Version
from publication.versions import record_versions
from tests import specimens
from tests.factories import FileFactory
from tests.specimens import (
    BLACK_BOX,
    SECRET,
    docx,
    jpeg_from,
    ods,
    odt,
    pdf,
    pdf_on_cropped_page,
    pdf_turned,
    pdf_with_attachment,
    pdf_with_form,
    pdf_with_layer,
    pdf_with_mark,
    pdf_with_outline,
    pdf_with_picture,
    pdf_with_root,
    pdf_with_state,
    xlsx,
)

OVER = b"200 0 0 20 45 145 cm"  # a picture just over the secret words
UNSEEN = b"BT 3 Tr /F1 12 Tf 50 150 Td (Text) Tj ET\n"
CORNERS = Array([45, 165, 245, 165, 45, 145, 245, 145])
BLACK, YELLOW = Array([0, 0, 0]), Array([1, 1, 0])


def codes(data, ending):
    examination = look(data, ending)
    assert examination.refusal is None
    assert all("Bitte" in finding.message for finding in examination.findings)
    return [finding.code for finding in examination.findings]


def message(data, ending):
    [finding] = look(data, ending).findings
    return finding.message


class TestOverlayRedaction:
    """A name was blacked out on the screen and stood there again in the print."""

    HIDING = {
        "a black box": pdf(SECRET + BLACK_BOX),
        "a white box": pdf(SECRET + b"1 g 45 145 200 20 re f"),
        "a box in CMYK": pdf(SECRET + b"0 0 0 1 k 45 145 200 20 re f"),
        "a box as lines": pdf(SECRET + b"0 g 45 145 m 245 145 l 245 165 l 45 165 l h f"),
        "a thick line": pdf(SECRET + b"14 w 45 154 m 245 154 l S"),
        "a moved box": pdf(SECRET + b"q 1 0 0 1 45 145 cm 0 g 0 0 200 20 re f Q"),
        "a clip that leaves the box": pdf(SECRET + b"q 40 140 220 40 re W n 0 g 0 0 300 200 re f Q"),
        "a picture": pdf_with_picture(before=SECRET, place=OVER),
        "a box inside a form": pdf_with_form(BLACK_BOX, before=SECRET),
        "words inside a form": pdf_with_form(SECRET, after=BLACK_BOX),
        "a multiplied black box": pdf_with_state(SECRET + b"/G gs\n" + BLACK_BOX, BM=Name.Multiply),
        "a page on its side": pdf_turned(SECRET + BLACK_BOX, 90),
        "a page on its head": pdf_turned(SECRET + BLACK_BOX, 180),
        "a square laid over it": pdf_with_mark(Subtype=Name.Square, IC=BLACK),
        "a text field laid over it": pdf_with_mark(Subtype=Name.FreeText, C=BLACK),
        "a black marker": pdf_with_mark(Subtype=Name.Highlight, C=BLACK, QuadPoints=CORNERS),
        "a thick pen": pdf_with_mark(Subtype=Name.Ink, C=BLACK, BS=Dictionary(W=14)),
    }
    SHOWING = {
        "a box under the words": pdf(BLACK_BOX + SECRET),
        "a line under the words": pdf(SECRET + b"0 g 45 147 200 1 re f"),
        "a line through the words": pdf(SECRET + b"0 g 45 153 200 1 re f 1 w 45 154 m 245 154 l S"),
        "a box beside the words": pdf(SECRET + b"0 g 45 20 200 20 re f"),
        "a frame around the words": pdf(SECRET + b"0 g 0 0 300 200 re 5 5 290 190 re f*"),
        "a frame of lines": pdf(SECRET + b"2 w 45 145 200 20 re S"),
        "a box cut away": pdf(SECRET + b"q 0 0 10 10 re W n 0 g 0 0 300 200 re f Q"),
        "a box after the clip has ended": pdf(BLACK_BOX + b"q 0 0 10 10 re W n Q\n" + SECRET),
        "the same words once more": pdf(SECRET + b"1 g 45 145 200 20 re f 0 g\n" + SECRET),
        "a transparent box": pdf_with_state(SECRET + b"/G gs\n" + BLACK_BOX, ca=0.3),
        "a multiplied yellow box": pdf_with_state(
            SECRET + b"/G gs 1 1 0 rg 45 145 200 20 re f", BM=Name.Multiply
        ),
        "a picture used as stencil": pdf_with_picture(before=SECRET, place=OVER, ImageMask=True),
        "a yellow marker": pdf_with_mark(Subtype=Name.Highlight, C=YELLOW, QuadPoints=CORNERS),
        "a link": pdf_with_mark(Subtype=Name.Link),
    }  # fmt: skip

    @pytest.mark.parametrize("data", HIDING.values(), ids=HIDING)
    def test_is_found(self, data):
        assert "covered_text" in codes(data, ".pdf")

    @pytest.mark.parametrize("data", SHOWING.values(), ids=SHOWING)
    def test_is_not_seen_where_the_words_can_be_read(self, data):
        assert codes(data, ".pdf") == []

    def test_is_told_first_and_by_page(self):
        hidden, plain = SECRET + BLACK_BOX, SECRET

        found = look(pdf(plain, hidden, plain, hidden, tagged=False), ".pdf").findings

        assert [finding.code for finding in found] == ["covered_text", "untagged"]
        assert found[0].message == (
            "Seiten 2 und 4: Unter einer Fläche (zum Beispiel einer Schwärzung) steht lesbarer Text. Wer die Datei "
            "hat, kann ihn kopieren. Bitte schwärzen Sie mit einem Programm, das den Text entfernt, und laden Sie die "
            "Datei neu hoch."
        )

    def test_does_not_repeat_the_words(self):
        assert "Muster" not in message(pdf(SECRET + BLACK_BOX), ".pdf")


def action(**entries):
    return lambda made: made.make_indirect(Dictionary(**entries))


PDFS = {
    "sound": (pdf(), []),
    "redaction not applied": (pdf_with_mark(Subtype=Name.Redact), ["redaction_marks"]),
    "a note": (pdf_with_mark(Subtype=Name.Text, Contents=String("intern")), ["comments"]),
    "a file pinned to the page": (pdf_with_mark(Subtype=Name.FileAttachment), ["embedded_files"]),
    "a scan": (pdf_with_picture(), ["scanned_pages"]),
    "a scan with text behind": (pdf_with_picture(before=UNSEEN), ["text_behind_scan"]),
    "unseen text": (pdf(UNSEEN), ["invisible_text"]),
    "text cut away": (pdf_on_cropped_page(SECRET), ["text_outside_page"]),
    "a hidden layer": (pdf_with_layer(OFF=True), ["hidden_layers"]),
    "a layer hidden like all": (pdf_with_layer(BaseState=Name.OFF), ["hidden_layers"]),
    "a layer that is shown": (pdf_with_layer(BaseState=Name.OFF, ON=True), []),
    "bookmarks": (pdf_with_outline("Personalfall"), ["outline"]),
    "an author": (specimens.pdf_metadata(Author="Kim Muster"), ["metadata"]),
    "an author in XMP": (specimens.pdf_with_xmp_author("Kim Muster"), ["metadata"]),
    "programs only": (specimens.pdf_metadata(Creator="Schreibprogramm", Producer="Drucker", Title="Plan"), []),
    "a file inside": (pdf_with_attachment("liste.xlsx", b"Namen"), ["embedded_files"]),
    "a script at the start": (
        pdf_with_root(OpenAction=action(S=Name.JavaScript, JS=String("app.alert(1)"))),
        ["javascript"],
    ),
    "a script on the page": (
        pdf_with_mark(Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        ["javascript"],
    ),
    "a program to start": (pdf_with_root(OpenAction=action(S=Name.Launch, F=String("calc.exe"))), ["launch"]),
    "a jump at the start": (pdf_with_root(OpenAction=action(S=Name.GoTo, D=String("oben"))), []),
    "fields": (pdf_with_root(AcroForm=Dictionary(Fields=Array([Dictionary(T=String("Name"))]))), ["form_fields"]),
    "a form that is sent": (pdf_with_mark(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), ["submit"]),
    "no tags": (pdf(tagged=False), ["untagged"]),
}  # fmt: skip


class TestPdf:
    @pytest.mark.parametrize(("data", "expected"), PDFS.values(), ids=PDFS)
    def test_tells_what_an_editor_must_know(self, data, expected):
        assert codes(data, ".pdf") == expected

    def test_names_the_bookmarks_without_their_tricks(self):
        told = message(pdf_with_outline("Personalfall\u202e\nM.", "x" * 200), ".pdf")

        assert told.startswith(f"Die Datei hat 2 Lesezeichen: „Personalfall M.“ und „{'x' * 59}…“.")

    def test_bookmarks_in_a_circle_come_to_an_end(self):
        def circle(made):
            entry = made.make_indirect(Dictionary(Title=String("Kreis")))
            entry.Next = entry.First = entry
            return made.make_indirect(Dictionary(First=entry))

        assert codes(pdf_with_root(Outlines=circle), ".pdf") == ["outline"]

    def test_says_how_far_it_came_when_time_runs_out(self):
        examination = look(pdf(*[SECRET] * 3), ".pdf", seconds=-1)

        assert [finding.code for finding in examination.findings] == ["not_fully_inspected"] * 2
        assert examination.findings[-1].message.startswith("Nur die ersten 0 von 3 Seiten wurden geprüft.")


def run(text, looks=""):
    return f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def dimension(rows=(), columns=()):
    def prepare(workbook):
        sheet = workbook.active
        sheet["B2"] = "Name"
        for number in rows:
            sheet.row_dimensions[number].hidden = True
        for letter in columns:
            sheet.column_dimensions[letter].hidden = True

    return xlsx(prepare)


CELL = "<table:table-cell><text:p>Name</text:p></table:table-cell>"
ROW = f"<table:table-row>{CELL}</table:table-row>"
UNSEEN_TABLE = '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
UNSEEN_TEXT = '<style:style style:name="t"><style:text-properties text:display="none"/></style:style>'
SOURCE = '<table:table><table:table-source xlink:href="https://server.example/liste.ods"/></table:table>'

OFFICE = {
    "a sound letter": (docx(), ".docx", []),
    "an insertion": (docx(f"<w:p><w:ins>{run('neu')}</w:ins></w:p>"), ".docx", ["tracked_changes"]),
    "a deletion": (docx("<w:del><w:r><w:delText>alt</w:delText></w:r></w:del>"), ".docx", ["tracked_changes"]),
    "a deletion in a note": (
        docx(word__footnotes=f'<w:footnotes xmlns:w="{specimens.WORD}"><w:del><w:r/></w:del></w:footnotes>'),
        ".docx",
        ["tracked_changes"],
    ),
    "hidden words": (docx(run("geheim", "<w:vanish/>")), ".docx", ["hidden_text"]),
    "words hidden no more": (docx(run("offen", '<w:vanish w:val="0"/>')), ".docx", []),
    "a comment": (docx(word__comments=specimens.word_comment()), ".docx", ["comments"]),
    "an author": (docx(docProps__core=specimens.core_properties("Kim Muster")), ".docx", ["metadata"]),
    "no author": (docx(docProps__core=specimens.core_properties(" ")), ".docx", []),
    "a table inside": (docx(word__embeddings__tabelle1="x"), ".docx", ["embedded_objects"]),
    "a template elsewhere": (
        specimens.with_entries(
            docx(), {"word/_rels/settings.xml.rels": specimens.relation("attachedTemplate", "https://server.example/a.dotx")}
        ),
        ".docx",
        ["external_links"],
    ),
    "a link to click on": (
        specimens.with_entries(
            docx(), {"word/_rels/document.xml.rels": specimens.relation("hyperlink", "https://portal.example/")}
        ),
        ".docx",
        [],
    ),
    "a photograph": (
        specimens.with_entries(docx(), {"word/media/bild.jpeg": jpeg_from(place=True)}),
        ".docx",
        ["gps_position"],
    ),
    "a sound table": (xlsx(), ".xlsx", []),
    "a hidden sheet": (specimens.xlsx_with_sheet("hidden"), ".xlsx", ["hidden_sheets"]),
    "a very hidden sheet": (specimens.xlsx_with_sheet("veryHidden"), ".xlsx", ["hidden_sheets"]),
    "a sheet that is shown": (specimens.xlsx_with_sheet("visible"), ".xlsx", []),
    "a hidden row": (dimension(rows=[2]), ".xlsx", ["hidden_rows"]),
    "a hidden column": (dimension(columns=["B"]), ".xlsx", ["hidden_columns"]),
    "hidden emptiness": (dimension(rows=[9], columns=["F"]), ".xlsx", []),
    "a comment in a cell": (specimens.xlsx_with_comment(), ".xlsx", ["comments"]),
    "sources of a pivot table": (
        specimens.with_entries(xlsx(), {"xl/pivotCache/pivotCacheRecords1.xml": "<x/>"}),
        ".xlsx",
        ["pivot_cache"],
    ),
    "another workbook": (
        specimens.with_entries(xlsx(), {"xl/externalLinks/externalLink1.xml": "<x/>"}),
        ".xlsx",
        ["external_links"],
    ),
    "a sound ODF letter": (odt(), ".odt", []),
    "changes in ODF": (
        odt("<text:tracked-changes><text:changed-region/></text:tracked-changes>"),
        ".odt",
        ["tracked_changes"],
    ),
    "an annotation": (odt("<text:p><office:annotation/></text:p>"), ".odt", ["comments"]),
    "a hidden paragraph": (odt("<text:p><text:hidden-paragraph/></text:p>"), ".odt", ["hidden_text"]),
    "a hidden section": (odt('<text:section text:display="none"/>'), ".odt", ["hidden_text"]),
    "a hidden style": (odt(styles=UNSEEN_TEXT), ".odt", ["hidden_text"]),
    "an ODF author": (odt(meta="<dc:creator>Kim Muster</dc:creator>"), ".odt", ["metadata"]),
    "an older self": (odt(Versions__Version1="x"), ".odt", ["old_versions"]),
    "a picture from elsewhere": (
        odt('<text:p><draw:image xlink:href="https://portal.example/a.png"/></text:p>'),
        ".odt",
        ["external_links"],
    ),
    "a picture of its own": (odt('<text:p><draw:image xlink:href="Pictures/a.png"/></text:p>'), ".odt", []),
    "a sound ODF table": (ods(f"<table:table>{ROW}</table:table>"), ".ods", []),
    "a hidden ODF sheet": (
        ods(f'<table:table table:name="Namen" table:style-name="t">{ROW}</table:table>', styles=UNSEEN_TABLE),
        ".ods",
        ["hidden_sheets"],
    ),
    "a filtered ODF row": (
        ods(f'<table:table><table:table-row table:visibility="filter">{CELL}</table:table-row></table:table>'),
        ".ods",
        ["hidden_rows"],
    ),
    "a hidden ODF column": (
        ods(f'<table:table><table:table-column table:visibility="collapse"/>{ROW}</table:table>'),
        ".ods",
        ["hidden_columns"],
    ),
    "a hidden ODF column without content": (
        ods(
            '<table:table><table:table-column table:number-columns-repeated="3"/>'
            f'<table:table-column table:visibility="collapse" table:number-columns-repeated="99"/>{ROW}</table:table>'
        ),
        ".ods",
        [],
    ),
    "a source elsewhere": (ods(SOURCE), ".ods", ["external_links"]),
}  # fmt: skip


class TestOfficeDocuments:
    @pytest.mark.parametrize(("data", "ending", "expected"), OFFICE.values(), ids=OFFICE)
    def test_tell_what_an_editor_must_know(self, data, ending, expected):
        assert codes(data, ending) == expected

    def test_name_the_hidden_sheet_and_the_sheet_of_hidden_rows(self):
        assert "Ausgeblendete Tabellenblätter: „Namen“." in message(specimens.xlsx_with_sheet("veryHidden"), ".xlsx")
        assert "auf dem Blatt „Offen“." in message(dimension(rows=[2]), ".xlsx")


class TestPictures:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (jpeg_from(), []),
            (jpeg_from(place=True), ["gps_position"]),
            (jpeg_from(artist="Kim Muster"), ["metadata"]),
            (jpeg_from(place=True, artist="Kim Muster"), ["gps_position", "metadata"]),
            (specimens.jpeg(xmp=specimens.xmp("Kim Muster")), ["metadata"]),
        ],
    )
    def test_tell_where_and_by_whom_they_were_taken(self, data, expected):
        assert codes(data, ".jpg") == expected


class TestText:
    @pytest.mark.parametrize(
        ("data", "ending", "expected"),
        [
            ("Übung;-5,00".encode(), ".csv", []),
            ("Übung".encode("latin-1"), ".csv", ["encoding"]),
            ("Übung".encode("cp1252"), ".txt", ["encoding"]),
            (b"a;=HYPERLINK(1)", ".csv", ["formulas"]),
            (b'"@SUM(A1)"', ".csv", ["formulas"]),
            (b"=HYPERLINK(1)", ".txt", []),
            (b"a;= 5;-3;+49 241", ".csv", []),
        ],
    )
    def test_tells_of_wrong_letters_and_formulas(self, data, ending, expected):
        assert codes(data, ending) == expected


SOUND = {
    ".pdf": [pdf(SECRET + BLACK_BOX), pdf_with_picture(before=UNSEEN), pdf_with_outline("Titel"), PDFS["fields"][0]],
    ".docx": [docx(run("geheim", "<w:vanish/>")), docx(docProps__core=specimens.core_properties("Kim"))],
    ".xlsx": [specimens.xlsx_with_sheet("hidden"), dimension(rows=[2], columns=["B"])],
    ".odt": [odt(meta="<dc:creator>Kim</dc:creator>")],
    ".ods": [OFFICE["a filtered ODF row"][0]],
    ".png": [specimens.png()],
    ".jpg": [jpeg_from(place=True, artist="Kim")],
    ".csv": [b"a;b\n1;2\n"],
}


@st.composite
def mutilated(draw):
    """A file that was sound until some of its bytes were changed, cut out, doubled or cut off."""
    ending = draw(st.sampled_from(sorted(SOUND)))
    data = bytearray(draw(st.sampled_from(SOUND[ending])))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(
            st.one_of(st.binary(max_size=40), st.just(bytes(data[at : at + length]) * 2), st.just(b"\xff" * length))
        )
    return bytes(data[: draw(st.one_of(st.just(len(data)), st.integers(0, len(data))))]), ending


@st.composite
def mutilated_inside(draw):
    """An office document that is a sound archive, one part of which is not."""
    ending, data = draw(st.sampled_from([(ending, one) for ending in OFFICE_ENDINGS for one in SOUND[ending]]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = draw(st.sampled_from(archive.namelist()))
        part = bytearray(archive.read(name))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(part))), draw(st.integers(0, 40))
        part[at : at + length] = draw(st.one_of(st.binary(max_size=40), st.just(bytes(part[at : at + length]) * 2)))
    return specimens.with_entries(data, {name: bytes(part)}), ending


OFFICE_ENDINGS = (".docx", ".xlsx", ".odt", ".ods")


BENEFITS = "Frau Erika Muster, geb. 01.02.1970, Musterweg 12; Herr Max Muster, geb. 03.04.1980, Lange Str. 7"


class TestPersonalData:
    """An annex with the names of benefit recipients was once filed as public."""

    @pytest.mark.parametrize(
        ("data", "ending"),
        [
            (pdf(b"BT /F1 12 Tf 50 150 Td (Frau Erika Muster, geb. 01.02.1970) Tj ET"), ".pdf"),
            (docx(f"<w:p><w:r><w:t>{BENEFITS[:20]}</w:t></w:r><w:r><w:t>{BENEFITS[20:]}</w:t></w:r></w:p>"), ".docx"),
            (odt(f"<text:p>{BENEFITS}</text:p>"), ".odt"),
            (ods(f"<table:table><text:p>{BENEFITS}</text:p></table:table>"), ".ods"),
            (xlsx(lambda book: book.active.append([BENEFITS])), ".xlsx"),
            (BENEFITS.encode(), ".txt"),
            (f"Name;Tag\n{BENEFITS};x\n".encode(), ".csv"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_is_pointed_out_with_kind_number_and_words(self, data, ending):
        (told,) = [one.message for one in look(data, ending).findings if one.code == "personal_data"]

        assert "Geburtsdatum" in told
        assert "„geb. 01.02.1970“" in told
        assert "Frau Erika Muster" in told

    def test_letters_that_a_pdf_places_one_by_one_are_read_as_words(self):
        letters = b" ".join(b"(%c) Tj" % letter for letter in b"geb. 01.02.1970")

        assert "personal_data" in codes(pdf(b"BT /F1 12 Tf 50 150 Td " + letters + b" ET"), ".pdf")

    def test_lines_are_kept_apart(self):
        data = pdf(b"BT /F1 12 Tf 50 150 Td (Der Weg) Tj 0 -20 Td (12 Jahre) Tj ET")

        assert "personal_data" not in codes(data, ".pdf")


class TestBounds:
    @pytest.mark.slow  # two hundred files, each read by its parser
    @settings(max_examples=200, deadline=None)
    @given(st.one_of(mutilated(), mutilated_inside()))
    def test_whatever_the_bytes_there_is_an_answer(self, file):
        examination = look(*file, seconds=4)

        assert isinstance(examination, Examination)
        told = [*examination.findings, *([examination.refusal] if examination.refusal else [])]
        assert all(finding.code and "Bitte" in finding.message for finding in told)

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=300), st.sampled_from([*sorted(SOUND), ".txt", ".exe", ""]))
    def test_any_bytes_under_any_ending_have_an_answer(self, data, ending):
        assert isinstance(look(data, ending), Examination)

    @pytest.mark.slow  # the process takes what it may before it ends
    @pytest.mark.parametrize(
        "data",
        [specimens.pdf_bomb(megabytes=1500), pdf(SECRET * 50 + b"0 g 45 150 200 1 re f\n" * 300_000)],
        ids=["operators without end when unpacked", "boxes without end"],
    )
    def test_what_would_take_all_memory_or_time_is_refused_or_told_as_unread(self, data):
        examination = examine(data, "bombe.pdf")

        told = [examination.refusal] if examination.refusal else examination.findings
        assert {finding.code for finding in told} <= {"too_complex", "not_fully_inspected"}
        assert told

    @pytest.mark.slow
    def test_what_takes_too_long_is_refused_and_logged(self, caplog):
        examination = examine(pdf(), "plan.pdf", seconds=0.001)

        assert examination.refusal.code == "too_complex"
        assert "Bitte teilen oder verkleinern Sie die Datei" in examination.refusal.message
        assert [record.levelno for record in caplog.records] == [logging.WARNING]


@pytest.mark.slow  # a process for each
class TestInAProcessOfItsOwn:
    def test_the_answer_is_the_same(self):
        data = pdf_with_outline("Straße „A“")

        assert examine(data, "Plan.PDF") == look(data, ".pdf")

    def test_a_file_that_is_refused_has_its_refusal_among_the_findings(self):
        assert [finding.code for finding in inspect(specimens.HTML, "a.pdf")] == ["wrong_kind"]

    def test_no_secret_goes_along(self, monkeypatch, tmp_path):
        told = tmp_path / "environment"
        spy = tmp_path / "python"
        spy.write_text(f"#!/bin/sh\nenv > {told}\n")
        spy.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(spy))
        monkeypatch.setenv("SECRET_KEY", "geheim")

        examine(pdf(), "plan.pdf")

        assert "LC_ALL=C.UTF-8" in told.read_text()
        assert "geheim" not in told.read_text()


@pytest.mark.django_db
class TestFindingsOfAnAttachment:
    def test_what_is_known_is_not_looked_for_again(self):
        file = FileFactory(text="kein PDF", findings=[{"code": "untagged", "message": "Bitte taggen."}])

        assert findings_of(file) == (Finding("untagged", "Bitte taggen."),)

    @pytest.mark.slow
    def test_where_nobody_looked_it_is_done_now(self):
        content = ContentFile(pdf(tagged=False), name="plan.pdf")
        file = FileFactory(content=content, file_name="plan.pdf", findings=None)

        assert [finding.code for finding in findings_of(file)] == ["untagged"]
        file.refresh_from_db()
        assert file.findings is None

    def test_without_bytes_there_is_nothing_to_find(self):
        assert findings_of(FileFactory(content=None, findings=None)) == ()

    def test_lost_bytes_are_told(self):
        file = FileFactory(findings=None)
        file.content.storage.delete(file.content.name)

        assert [finding.code for finding in findings_of(file)] == ["missing"]


@pytest.mark.django_db
@pytest.mark.slow  # a process for each file
class TestTheCommand:
    UNTAGGED = [
        {"code": finding.code, "message": finding.message} for finding in look(pdf(tagged=False), ".pdf").findings
    ]
    HALF = [{"code": "not_fully_inspected", "message": "Bitte sehen Sie die übrigen selbst durch."}]

    def stored(self, findings):
        content = ContentFile(pdf(tagged=False), name="plan.pdf")
        return FileFactory(content=content, file_name="plan.pdf", findings=findings)

    def test_looks_where_nobody_has_looked_to_the_end(self, capsys):
        new, half, done = self.stored(None), self.stored(self.HALF), self.stored([])

        call_command("inspect_files")

        for file in (new, half, done):
            file.refresh_from_db()
        assert (new.findings, half.findings, done.findings) == (self.UNTAGGED, self.UNTAGGED, [])
        assert capsys.readouterr().out == "2 Dateien geprüft, bei 2 haben sich die Hinweise geändert.\n"
        assert new.history.first().history_change_reason == "Prüfung der Datei"

    def test_changes_nothing_that_the_public_sees(self, capsys):
        file = self.stored(None)
        record_versions(file, at=timezone.now())
        before = list(Version.objects.of(file).values_list("hash", flat=True))

        call_command("inspect_files")

        assert list(Version.objects.of(file).values_list("hash", flat=True)) == before != []

    def test_looks_everywhere_when_told_to_and_tells_of_lost_bytes(self, capsys):
        done, lost = self.stored([]), self.stored(None)
        lost.content.storage.delete(lost.content.name)

        call_command("inspect_files", "--all")

        done.refresh_from_db()
        assert done.findings == self.UNTAGGED
        assert capsys.readouterr().err == f"Nicht mehr gespeichert: Anlage {lost.pk}.\n"


def test_lists_in_messages_stay_short():
    assert quoted(["a", "a", "b", ""]) == "„a“ und „b“"
    assert quoted("abcdefg") == "„a“, „b“, „c“, „d“, „e“ und 2 weitere"
    assert (on_pages([3, 3]), on_pages([9, 1, 2])) == ("Seite 3", "Seiten 1, 2 und 9")
