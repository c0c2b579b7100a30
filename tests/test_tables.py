"""Tables in and out: nothing changes on the way, every message names its row, and nobody publishes by a table."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cooperations.models import Participation
from cooperations.tables import ParticipationTable
from council.models import Meeting
from council.tables import MeetingTable
from partners.models import Partner
from partners.tables import PartnerTable
from publication.actions import publish
from publication.dates import Precision, VagueDate
from publication.models import Version
from publication.sheets import MAX_BYTES, MAX_ROWS, UnreadableTable, escape, read_sheet, unescape, write_sheet
from publication.tables import read_moment, read_vague_date
from tests.factories import (
    AgreementFactory,
    CooperationFactory,
    LocationFactory,
    MeetingFactory,
    OrganizationFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

NASTY = ["=1+1", "+49 2401", "-5", "@SUM(A1)", "'=1", "''-x", "a;b", 'a"b', "Zeile\nzwei", "'Hof", "＝1", "Ö,ß"]


def address(model, word):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{word}")


def member_of_staff(*codenames):
    user = User.objects.create_user("redaktion", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def sheet(*rows):
    """Bytes of an XLSX with exactly these cells."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(client, model, content, name="tabelle.xlsx"):
    return client.post(address(model, "import"), {"table": SimpleUploadedFile(name, content)})


def read_in(client, model, *rows):
    """Upload these rows, look at the preview and agree to it; returns the preview's report and the answer."""
    preview = upload(client, model, sheet(*rows))
    return preview.context["report"], client.post(address(model, "import"), {"rows": preview.context["sealed"]})


def problems(client, model, *rows):
    return [told for row in upload(client, model, sheet(*rows)).context["report"].problems for told in row.problems]


class TestCells:
    @pytest.mark.parametrize("text", NASTY)
    def test_what_a_spreadsheet_would_compute_is_text_and_comes_back_as_it_was(self, text):
        assert unescape(escape(text)) == text
        assert escape(text)[0] not in "=+-@\t\r＝"

    @pytest.mark.parametrize(
        ("text", "day", "precision"),
        [
            ("24.02.2025", date(2025, 2, 24), Precision.DAY),
            ("24. Februar 2025", date(2025, 2, 24), Precision.DAY),
            ("2025-02-24", date(2025, 2, 24), Precision.DAY),
            ("02/2024", date(2024, 2, 1), Precision.MONTH),
            ("2.2024", date(2024, 2, 1), Precision.MONTH),
            ("Februar 2024", date(2024, 2, 1), Precision.MONTH),
            ("märz 2024", date(2024, 3, 1), Precision.MONTH),
            ("Frühjahr 2023", date(2023, 3, 1), Precision.SEASON),
            ("2015", date(2015, 1, 1), Precision.YEAR),
        ],
    )
    def test_dates_are_read_as_precisely_as_they_are_written(self, text, day, precision):
        assert read_vague_date(text) == VagueDate(day, precision)

    @pytest.mark.parametrize("text", ["31.02.2024", "13/2024", "gestern", "24.2.25", "Frühling", "3. Herbst 2024"])
    def test_what_is_no_date_is_refused(self, text):
        with pytest.raises(ValueError, match="ist kein Datum"):
            read_vague_date(text)

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("28.10.2024 16:00", (datetime(2024, 10, 28, 15, tzinfo=UTC), True)),
            ("01.07.2024, 16.30 Uhr", (datetime(2024, 7, 1, 14, 30, tzinfo=UTC), True)),
            ("28.10.2024", (datetime(2024, 10, 27, 23, tzinfo=UTC), False)),
        ],
    )
    def test_moments_are_local_time(self, text, moment):
        assert read_moment(text) == moment

    def test_an_hour_that_summer_time_leaves_out_is_refused(self):
        with pytest.raises(ValueError, match="beginnt die Sommerzeit"):
            read_moment("31.03.2024 02:30")


class TestFiles:
    KNOWN = ("Name", "Ort")

    def read(self, content, name="t.csv"):
        return [(row.line, *row.cells.values()) for row in read_sheet(content, name, self.KNOWN)]

    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    def test_what_is_written_is_read(self, file_format):
        content = write_sheet(file_format, self.KNOWN, [[text, None] for text in NASTY])

        assert self.read(content, f"t.{file_format}") == [(line, text, "") for line, text in enumerate(NASTY, 2)]

    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_csv_is_read_as_offices_write_it(self, delimiter, encoding):
        text = f"Name{delimiter}Ort\r\n\r\nJülich{delimiter}Köln\r\n"

        assert self.read(text.encode(encoding)) == [(3, "Jülich", "Köln")]

    def test_csv_for_staff_opens_in_excel(self):
        assert write_sheet("csv", ["Name"], [["Jülich"]]) == b"\xef\xbb\xbfName\r\nJ\xc3\xbclich\r\n"

    def test_typed_cells_become_the_text_that_stands_there(self):
        content = sheet(["Name", "Ort"], [2015, date(2025, 2, 24)], [1.5, True])

        assert self.read(content, "t.xlsx") == [(2, "2015", "24.02.2025"), (3, "1.5", "ja")]

    def test_a_month_that_excel_made_a_day_is_a_month(self):
        book = Workbook()
        book.active.append(["Name"])
        book.active.append([date(2024, 2, 1)])
        book.active["A2"].number_format = "mmm yy"
        content = io.BytesIO()
        book.save(content)

        assert [row.cells for row in read_sheet(content.getvalue(), "t.xlsx", ["Name"])] == [{"Name": "02/2024"}]

    @pytest.mark.parametrize(
        ("content", "name", "told"),
        [
            (b"", "t.csv", "Die Datei ist leer."),
            (b"x" * (MAX_BYTES + 1), "t.csv", "größer als 1 MB"),
            (b"\xd0\xcf\x11\xe0....", "t.xls", "als .xlsx"),
            (b"Name", "t.html", "mit der Endung .xlsx oder .csv"),
            (b"Name\nA", "t.xlsx", "keine XLSX-Datei"),
            (b"PK\x03\x04....", "t.csv", "keine CSV-Datei"),
            (b"PK\x03\x04....", "t.xlsx", "beschädigt"),
            (b"Name\nA\x00", "t.csv", "keine CSV-Datei"),
            (b'Name\n"A', "t.csv", "Anführungszeichen"),
            (b"Name\n", "t.csv", "außer den Überschriften keine Zeile"),
            (b"\n\nA", "t.csv", "fehlen die Überschriften"),
            (b"Name;name\nA;B", "t.csv", "„name“ ist unbekannt. Meinten Sie „Name“?"),
            (b"Name;Name\nA;B", "t.csv", "kommt zweimal vor"),
            (b"Name;Stadt\nA;B", "t.csv", "„Stadt“ ist unbekannt."),
            (b"Name;;Ort\nA;B;C", "t.csv", "Spalte B hat keine Überschrift"),
            (b"Name\nA;B", "t.csv", "Zeile 2: Hier stehen mehr Werte"),
            (b"Name\nA\n=1+1", "t.csv", "Zeile 3, Spalte Name: Hier steht eine Formel."),
            (b"Name\n" + b"A\n" * (MAX_ROWS + 1), "t.csv", "mehr als 200 Zeilen"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, content, name, told):
        with pytest.raises(UnreadableTable, match=told.replace("?", r"\?")):
            self.read(content, name)

    def test_formulas_in_excel_are_refused_with_their_cell(self):
        with pytest.raises(UnreadableTable, match="Zeile 2, Spalte Ort: Hier steht eine Formel"):
            self.read(sheet(["Name", "Ort"], ["A", "=1+1"]), "t.xlsx")

    def test_several_sheets_with_content_are_refused(self):
        book = Workbook()
        book.active.append(["Name"])
        book.create_sheet().append(["Name"])
        content = io.BytesIO()
        book.save(content)

        with pytest.raises(UnreadableTable, match="mehrere Blätter"):
            self.read(content.getvalue(), "t.xlsx")

    @pytest.mark.parametrize("poison", [b"0" * 21_000_000, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
    def test_bombs_are_refused_before_they_are_parsed(self, poison):
        content = io.BytesIO(sheet(["Name"], ["A"]))
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/more.xml", poison)

        with pytest.raises(UnreadableTable, match=r"zu groß|beschädigt"):
            self.read(content.getvalue(), "t.xlsx")


def world():
    cooperation = CooperationFactory(title="Bündnis; Licht")
    agreement = AgreementFactory(cooperation=cooperation, title="=Vereinbarung")
    for number, name in enumerate(NASTY):
        PartnerFactory(
            name=f"{name} {number}", short_name=name, description=name, latitude="50.776400", longitude="-6.1"
        )
    partner = PartnerFactory(country="BE", member_companies=0, draft=True, internal_note="nur intern")
    for number, (day, precision) in enumerate([(date(2024, 2, 3), "day"), (date(2024, 2, 1), "month"),
                                               (date(2023, 3, 1), "season"), (date(2015, 1, 1), "year")]):  # fmt: skip
        ParticipationFactory(
            cooperation=cooperation, partner=partner, agreement=agreement, start=day, start_precision=precision,
            remark=NASTY[number],
        )  # fmt: skip
    ParticipationFactory(cooperation=cooperation, partner=PartnerFactory(), start=None, withdrawn=True)
    MeetingFactory(
        location=LocationFactory(), end=datetime(2024, 3, 1, 19, 7, 5, tzinfo=UTC), meeting_state="scheduled"
    )
    MeetingFactory(start=datetime(2024, 10, 27, 23, tzinfo=UTC), time_known=False, cancelled=True)


@pytest.mark.slow  # a small world is written, read and looked through
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("model", [Partner, Meeting, Participation])
def test_a_table_written_and_read_again_changes_nothing(admin_client, model, file_format):
    world()
    written = admin_client.get(address(model, f"export-{file_format}"))

    preview = upload(admin_client, model, written.content, f"tabelle.{file_format}")

    report = preview.context["report"]
    assert (report.problems, report.new, report.changed) == ([], [], [])
    assert len(report.unchanged) == model.objects.count()


class TestExport:
    def rows(self, client, model, **filters):
        content = client.get(address(model, "export-xlsx"), filters).content
        headings, *rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def test_tells_each_value_in_german(self, admin_client):
        partner = PartnerFactory(name="Optik", kind="cluster", latitude="50.5", longitude="6", member_companies=12)

        (row,) = self.rows(admin_client, Partner)

        assert {key: value for key, value in row.items() if value is not None} == {
            "Kennung": partner.public_id, "Stand": str(partner.history.get().pk), "Name": "Optik", "Art": "Cluster",
            "Land": "Deutschland", "Breite": 50.5, "Länge": 6, "Mitgliedsunternehmen": 12,
            "Veröffentlichung": "veröffentlicht", "Leserkreis": "Öffentlichkeit",
        }  # fmt: skip

    def test_has_no_cell_that_a_spreadsheet_would_compute(self, admin_client):
        world()

        for model in (Partner, Participation):
            content = admin_client.get(address(model, "export-xlsx")).content
            cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
            text = admin_client.get(address(model, "export-csv")).content.decode("utf-8-sig")

            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert not [cell for cell in text.replace("\r\n", ";").split(";") if cell.strip('"')[:1] in ("=", "+", "@")]

    def test_keeps_the_filters_of_the_list(self, admin_client):
        PartnerFactory(name="Optik", kind="cluster")
        PartnerFactory(name="Textil")

        link = f"{address(Partner, 'export-xlsx')}?kind__exact=cluster"

        assert link in admin_client.get(address(Partner, "changelist"), {"kind__exact": "cluster"}).text
        assert [row["Name"] for row in self.rows(admin_client, Partner, kind__exact="cluster")] == ["Optik"]

    def test_needs_the_same_queries_for_one_row_and_for_ten(self, admin_client):
        def queries():
            with CaptureQueriesContext(connection) as seen:
                admin_client.get(address(Participation, "export-csv"))
            return len(seen)

        ParticipationFactory()
        queries()
        few = queries()
        ParticipationFactory.create_batch(9)

        assert queries() == few

    def test_is_for_those_who_may_see_the_list_and_notes_for_those_who_may_change_it(self, client):
        PartnerFactory(internal_note="nur intern")
        client.force_login(user := member_of_staff())
        assert client.get(address(Partner, "export-csv")).status_code == 403

        user.user_permissions.add(Permission.objects.get(codename="view_partner"))
        assert "nur intern" not in client.get(address(Partner, "export-csv")).text

        user.user_permissions.add(Permission.objects.get(codename="change_partner"))
        assert "nur intern" in client.get(address(Partner, "export-csv")).text

    def test_with_a_filter_that_is_none_leads_back_to_the_list(self, admin_client):
        assert admin_client.get(address(Partner, "export-csv"), {"nein": "1"}).url.endswith("?e=1")


class TestImport:
    def test_makes_new_partners_as_drafts(self, admin_client, admin_user):
        report, answer = read_in(
            admin_client,
            Partner,
            ["Name", "Art", "Land", "Breite", "Länge", "Mitgliedsunternehmen"],
            ["Optik", "Cluster", "Belgien", "50,5", 6, 12],
        )

        partner = Partner.objects.get()
        assert answer.url == address(Partner, "changelist")
        assert (partner.name, partner.kind, partner.country, partner.member_companies, partner.published_at) == (
            "Optik", "cluster", "BE", 12, None,
        )  # fmt: skip
        assert [(row.line, row.outcome) for row in report.rows] == [(2, "new")]
        entry = partner.history.get()
        assert (entry.history_user, entry.history_change_reason) == (admin_user, "aus Tabelle eingelesen")

    def test_changes_a_public_record_with_its_public_history(self, admin_client):
        partner = PartnerFactory(name="Optik", draft=True)
        publish(partner, by=None)

        read_in(admin_client, Partner, ["Kennung", "Name", "Ort"], [partner.public_id, "Optik neu", "Neustadt"])

        last = Version.objects.of(partner).last()
        assert (last.action, last.content["name"], last.content["place"]) == ("changed", "Optik neu", "Neustadt")

    def test_finds_a_partner_by_its_alias_and_leaves_its_name(self, admin_client):
        partner = PartnerFactory(name="Optik Verbund")
        PartnerAliasFactory(partner=partner, name="Optikverein")

        read_in(admin_client, Partner, ["Name", "Ort"], ["OPTIKVEREIN", "Neustadt"])

        partner.refresh_from_db()
        assert (partner.name, partner.place) == ("Optik Verbund", "Neustadt")

    def test_warns_of_new_partners_like_those_we_have(self, admin_client):
        PartnerFactory(name="Optik Verbund e.V.")

        page = upload(admin_client, Partner, sheet(["Name", "Art"], ["Verbund Optik", "Cluster"])).text

        assert "Ähnlich wie „Optik Verbund e.V.“" in page

    def test_makes_and_finds_meetings(self, admin_client):
        organization = OrganizationFactory(name="Rat", body__name="Stadt A")
        OrganizationFactory(name="Rat", body__name="Stadt B")
        known = MeetingFactory(organization=organization, start=datetime(2024, 10, 28, 15, tzinfo=UTC))

        report, _ = read_in(
            admin_client,
            Meeting,
            ["Körperschaft", "Gremium", "Beginn", "Raum", "abgesagt"],
            ["Stadt A", "Rat", "28.10.2024 16:00", "Saal 1", "ja"],
            ["Stadt A", "Rat", "28.11.2024", "Saal 2", ""],
        )

        assert [row.outcome for row in report.rows] == ["changed", "new"]
        known.refresh_from_db()
        new = Meeting.objects.exclude(pk=known.pk).get()
        assert (known.room, known.cancelled) == ("Saal 1", True)
        assert (new.organization, new.day, new.time_known, new.room, new.cancelled, new.published_at) == (
            organization, date(2024, 11, 28), False, "Saal 2", False, None,
        )  # fmt: skip

    def test_makes_participations_with_dates_as_precise_as_written(self, admin_client):
        cooperation = CooperationFactory(title="Bündnis Licht")
        agreement = AgreementFactory(cooperation=cooperation, title="Vereinbarung")
        AgreementFactory(title="Vereinbarung")
        partner = PartnerFactory(name="Optik")

        read_in(
            admin_client,
            Participation,
            ["Kooperation", "Partner", "Rolle", "seit", "Grundlage"],
            ["Bündnis Licht", "Optik", "Unterstützer", "Februar 2024", "Vereinbarung"],
        )

        made = Participation.objects.get()
        assert (made.cooperation, made.partner, made.role, made.since, made.agreement, made.published_at) == (
            cooperation, partner, "supporter", VagueDate(date(2024, 2, 1), Precision.MONTH), agreement, None,
        )  # fmt: skip

    def test_tells_row_and_column_of_every_mistake(self, admin_client):
        PartnerFactory(name="Zwilling")
        PartnerFactory(name="Zwilling")

        told = problems(
            admin_client,
            Partner,
            ["Kennung", "Name", "Art", "Land", "Breite", "Mitgliedsunternehmen", "Internetseite"],
            ["", "Optik", "Klaster", "Atlantis", "", "viele", "x"],
            [],
            ["zzz", "Optik", "Cluster", "", "", "", ""],
            ["", "Zwilling", "Cluster", "", "", "", ""],
            ["", "", "Cluster", "", "91", "", ""],
        )

        assert [line.partition(":")[0] for line in told] == [
            "Zeile 2, Spalte Art", "Zeile 2, Spalte Land", "Zeile 2, Spalte Mitgliedsunternehmen",
            "Zeile 2, Spalte Internetseite", "Zeile 4, Spalte Kennung", "Zeile 5", "Zeile 6, Spalte Name", "Zeile 6",
        ]  # fmt: skip
        assert told[0].startswith("Zeile 2, Spalte Art: „Klaster“ ist hier nicht möglich. Möglich sind: Cluster, ")

    def test_takes_all_or_nothing(self, admin_client):
        page = upload(admin_client, Partner, sheet(["Name", "Art"], ["Optik", "Cluster"], ["Textil", "Klaster"]))

        answer = admin_client.post(address(Partner, "import"), {"rows": page.context["sealed"]})

        assert "So einlesen" not in page.text
        assert "Zeile 3, Spalte Art" in answer.text
        assert not Partner.objects.exists()

    @pytest.mark.parametrize(
        ("heading", "value"),
        [("Veröffentlichung", "veröffentlicht"), ("Leserkreis", "Rat")],
    )
    @pytest.mark.parametrize("draft", [True, False])
    def test_neither_publishes_nor_withdraws_nor_changes_the_audience(self, admin_client, heading, value, draft):
        known = PartnerFactory(draft=True) if draft else PartnerFactory(withdrawn=True)

        told = problems(admin_client, Partner, ["Kennung", "Name", heading, "Art"],
                        [known.public_id, known.name, value, ""], ["", "Neu", value, "Cluster"])  # fmt: skip

        assert {f"Zeile {line}, Spalte {heading}" for line in (2, 3)} <= {line.partition(":")[0] for line in told}

    def test_moves_no_part(self, admin_client):
        participation = ParticipationFactory()
        CooperationFactory(title="Andere")

        told = problems(
            admin_client,
            Participation,
            ["Kennung", "Kooperation", "Partner"],
            [participation.public_id, "Andere", PartnerFactory(name="Anderer").name],
        )

        assert [line.partition(" ändern")[0] for line in told] == [
            "Zeile 2, Spalte Kooperation: Das lässt sich nicht durch Einlesen",
            "Zeile 2, Spalte Partner: Das lässt sich nicht durch Einlesen",
        ]

    def test_refuses_what_a_colleague_changed_meanwhile(self, admin_client):
        partner = PartnerFactory(name="Optik", place="Altstadt")
        mark = partner.history.get().pk
        partner.place = "Neustadt"
        partner.save()

        told = problems(admin_client, Partner, ["Kennung", "Stand", "Ort"], [partner.public_id, mark, "Altstadt"])
        same = upload(
            admin_client, Partner, sheet(["Kennung", "Stand", "Ort"], [partner.public_id, mark, "Neustadt"])
        ).context["report"]

        assert [line.partition(".")[0] for line in told] == [
            "Zeile 2, Spalte Stand: Dieser Datensatz wurde geändert, nachdem die Tabelle geschrieben wurde"
        ]
        assert len(same.unchanged) == 1

    @pytest.mark.parametrize("rows", [[["Optik", "Cluster"], ["optik", "Cluster"]]])
    def test_two_rows_for_one_record_are_refused(self, admin_client, rows):
        assert problems(admin_client, Partner, ["Name", "Art"], *rows) == [
            "Zeile 3: Diese Zeile meint denselben Datensatz wie Zeile 2. Bitte lassen Sie nur eine."
        ]

    def test_does_only_what_the_preview_told(self, admin_client):
        partner = PartnerFactory(name="Optik", place="Altstadt")
        page = upload(admin_client, Partner, sheet(["Name", "Ort"], ["Optik", "Neustadt"]))
        partner.place = "Dorf"
        partner.save()

        again = admin_client.post(address(Partner, "import"), {"rows": page.context["sealed"]})

        assert "Seit der Vorschau hat sich etwas geändert" in again.text
        partner.refresh_from_db()
        assert partner.place == "Dorf"

    def test_takes_no_rows_that_were_not_previewed_by_the_same_person(self, admin_client, client):
        sealed = upload(admin_client, Partner, sheet(["Name", "Art"], ["Optik", "Cluster"])).context["sealed"]
        other = client.__class__()
        other.force_login(member_of_staff("view_partner", "add_partner", "change_partner"))

        for somebody, rows in ((other, sealed), (admin_client, sealed[:-1] + "x"), (admin_client, "")):
            assert somebody.post(address(Partner, "import"), {"rows": rows}).url == address(Partner, "import")
        assert not Partner.objects.exists()

    @pytest.mark.parametrize("missing", ["add_partner", "change_partner"])
    def test_needs_both_permissions(self, client, missing):
        client.force_login(member_of_staff(*{"view_partner", "add_partner", "change_partner"} - {missing}))

        assert upload(client, Partner, sheet(["Name"], ["Optik"])).status_code == 403
        assert address(Partner, "import") not in client.get(address(Partner, "changelist")).text

    def test_tells_why_a_file_cannot_be_read(self, admin_client):
        page = upload(admin_client, Partner, b"Nmae\nOptik", "t.csv")

        assert "Spalte „Nmae“ ist unbekannt." in page.text
        assert "Bitte wählen Sie eine Datei aus." in admin_client.post(address(Partner, "import"), {}).text


@pytest.mark.parametrize("table", [PartnerTable, MeetingTable, ParticipationTable])
def test_every_public_field_has_its_column(table):
    told = {column.attribute for column in table(None, with_internal_notes=True).columns}
    beside = {"time_known", "start_precision", "end_precision"}

    assert set(table._meta.model.public_fields) - beside <= told
