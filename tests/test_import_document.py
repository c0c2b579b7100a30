import json
import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from council.imports.records import contract_json
from council.imports.rows import Edit
from council.imports.sources import read_document
from council.imports.sync import papers_numbered
from council.models import (
    AgendaItem,
    Consultation,
    File,
    Location,
    Meeting,
    Organization,
    Paper,
    PaperRelation,
    SourceDocument,
)
from publication.actions import publish
from publication.models import Publishable, Version
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    FileFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    PaperRelationFactory,
)

LAYOUTS = Path(__file__).parent / "documents" / "layouts"
VORLAGE = LAYOUTS / "01_allris3_vo020_full.txt"
BODY_ALONE = LAYOUTS / "02_allris3_vo020_body_only.txt"
AUSZUG = LAYOUTS / "03_allris3_to020_with_paper.txt"
NOT_PUBLIC_AUSZUG = LAYOUTS / "04_allris3_to020_open_no_paper.txt"
AGENDA = LAYOUTS / "05_allris3_to010.txt"
PRINT = LAYOUTS / "07_allris4_vo020_print.txt"
NO_COMMITTEE = LAYOUTS / "11_sessionnet_to0050.txt"
WITH_FILES = LAYOUTS / "12_allris3_berlin_vo020.txt"

pytestmark = pytest.mark.django_db


def import_pages(*pages, **options):
    out = StringIO()
    call_command("import_document", *map(str, pages), stdout=out, **options)
    return out.getvalue()


def changed(tmp_path, page, *replacements):
    """A copy of `page` with other words."""
    text = page.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    copy = tmp_path / page.name
    copy.write_text(text, encoding="utf-8")
    return copy


def traces():
    """How often each table was written to, and every moment of reading."""
    counts = {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}
    return counts | {"read": list(SourceDocument.objects.values_list("name", "read_at"))}


def stations(paper):
    return [
        (row.order, row.organization.name, row.date, row.role_kind, row.result_kind)
        for row in paper.consultations.exclude(withdrawn_at__isnull=False).order_by("order")
    ]


# -- the command ------------------------------------------------------------------------------------------------------


def test_dry_run_with_json_writes_the_contract_and_stores_nothing():
    BodyFactory()

    output = import_pages(VORLAGE, AGENDA, dry_run=True, json=True)

    assert json.loads(output) == [
        contract_json(read_document(page.name, page.read_bytes())) for page in (VORLAGE, AGENDA)
    ]
    assert (Paper.objects.count(), SourceDocument.objects.count()) == (0, 0)


def test_dry_run_tells_what_would_happen_and_stores_nothing():
    BodyFactory(slug_name="razv", short_name="RAZV")

    output = import_pages(PRINT, body="razv", dry_run=True)

    assert output.splitlines()[:2] == [
        "07_allris4_vo020_print.txt: neu – Vorlage 2031/0143 (RAZV)",
        "    1 Vorlage neu, 4 Abschnitte neu, 1 Verweis neu",
    ]
    assert output.endswith("Probelauf: Es wurde nichts gespeichert.\n")
    assert (Paper.objects.count(), SourceDocument.objects.count()) == (0, 0)


def test_what_cannot_be_read_ends_with_an_error_after_the_others_were_read(tmp_path):
    BodyFactory(slug_name="razv")
    unknown = tmp_path / "notiz.txt"
    unknown.write_text("Bitte Milch kaufen.")
    errors = StringIO()

    with pytest.raises(CommandError) as error:
        import_pages(tmp_path / "weg.txt", tmp_path, unknown, VORLAGE, body="razv", stderr=errors)

    assert str(error.value) == "3 von 4 Dateien konnten nicht gelesen werden."
    assert errors.getvalue().splitlines() == [
        "weg.txt: nicht gelesen – Die Datei gibt es nicht: bitte den Pfad prüfen.",
        f"{tmp_path.name}: nicht gelesen – Das ist ein Ordner: bitte die Dateien darin angeben.",
        "notiz.txt: nicht gelesen – Die Seite gehört zu keinem bekannten Ratsinformationssystem: "
        "bitte von Hand erfassen.",
    ]
    assert Paper.objects.get().reference == "2031/007"


def test_an_unknown_body_is_answered_with_the_known_ones():
    BodyFactory(slug_name="razv")
    BodyFactory(slug_name="stadt")

    with pytest.raises(CommandError) as error:
        import_pages(VORLAGE, body="kreis")

    assert str(error.value) == "Eine Körperschaft mit dem Kürzel „kreis“ gibt es nicht. Bekannt sind: razv, stadt."


def test_many_files_show_that_something_is_going_on():
    errors = StringIO()

    import_pages(*[VORLAGE] * 45, stderr=errors)

    assert errors.getvalue() == "20 von 45 Dateien verarbeitet …\n40 von 45 Dateien verarbeitet …\n"


# -- new pages --------------------------------------------------------------------------------------------------------


def test_a_vorlage_becomes_a_draft_with_all_its_parts():
    body = BodyFactory(slug_name="razv")

    import_pages(VORLAGE, body="razv")

    paper = Paper.objects.get()
    assert (paper.body, paper.reference, paper.name) == (body, "2031/007", "Beitritt zur Kooperation Musterregion")
    assert (paper.paper_type, paper.paper_kind, paper.publicity) == ("Standardvorlage", "proposal", "public")
    assert (paper.under_direction_of, paper.editor_name) == ("Geschäftsstelle Musterregion", "Muster, Kim")
    assert [(row.position, row.kind, row.heading) for row in paper.sections.all()] == [
        (1, "facts", "Sachlage"),
        (2, "proposal", "Beschlussempfehlung"),
        (3, "staffing", "Personelle Auswirkungen"),
        (4, "financial", "Finanzielle Auswirkungen"),
        (5, "attachments", "Anlage/n"),
    ]
    assert stations(paper) == [
        (1, "Ausschuss für Beispiele", date(2031, 3, 3), "preliminary", "accepted"),
        (2, "Verbandsversammlung der Musterregion", date(2031, 3, 17), "decision", ""),
    ]
    assert [row.raw_reference for row in paper.relations.all()] == ["SV-Nr. 2031/006"]
    made = (Paper, Consultation, PaperRelation, Organization)
    assert all(model.objects.count() == model.objects.drafts().count() for model in made)


def test_the_source_keeps_where_a_record_came_from():
    BodyFactory(slug_name="razv")

    import_pages(AUSZUG, body="razv")

    source = SourceDocument.objects.get()
    assert (source.name, source.system, source.kind) == (AUSZUG.name, "allris3", "agenda_item")
    assert source.raw_text == AUSZUG.read_text(encoding="utf-8")
    assert [problem["code"] for problem in source.problems] == ["resolution_end_unclear", "result_and_text_differ"]
    assert (source.agenda_item, source.paper, source.meeting) == (AgendaItem.objects.get(), None, None)


def test_an_auszug_brings_meeting_item_paper_and_station():
    BodyFactory(slug_name="razv")

    import_pages(AUSZUG, body="razv")

    item = AgendaItem.objects.get()
    meeting = item.meeting
    assert (meeting.reference, meeting.room) == ("SI/2031/004", "Saal 1")
    assert meeting.location.description == "Musterhaus, Musterstraße 1"
    assert (meeting.start, meeting.end) == (
        datetime(2031, 3, 3, 15, tzinfo=UTC),
        datetime(2031, 3, 3, 16, 56, tzinfo=UTC),
    )
    assert (item.number, item.public, item.result, item.result_kind) == (
        "Ö 5.1", True, "ungeändert beschlossen", "accepted",
    )  # fmt: skip
    assert (item.resolution_text, item.minutes_text) == ("Kenntnisnahme", "Frau Beispiel berichtet.")
    station = Consultation.objects.get()
    assert (station.paper.reference, station.agenda_item, station.meeting) == ("2031/003", item, meeting)
    assert station.date == date(2031, 3, 3)


def test_an_agenda_ties_the_stations_of_known_papers_to_its_items():
    BodyFactory(slug_name="razv")

    import_pages(VORLAGE, AGENDA, body="razv")

    first, second = Consultation.objects.order_by("order")
    assert (str(first.agenda_item), first.meeting.reference) == ("Ö 2 Kooperation Musterregion", "SI/2031/004")
    assert (second.agenda_item, second.meeting.reference) == (None, "SI/2031/005")
    assert [first.meeting.time_known, second.meeting.time_known] == [True, False]


def test_a_vorlage_finds_the_meeting_that_was_read_before_it():
    BodyFactory(slug_name="razv")

    import_pages(AGENDA, VORLAGE, body="razv")

    assert [row.meeting.reference for row in Consultation.objects.order_by("order")] == ["SI/2031/004", "SI/2031/005"]
    assert Meeting.objects.count() == 2


def test_files_that_the_page_lists_have_no_content():
    BodyFactory(slug_name="berlin")

    import_pages(WITH_FILES, body="berlin")

    assert [(file.position, file.name, bool(file.content)) for file in File.objects.order_by("position")] == [
        (1, "1. Version vom 10.11.2031", False),
        (2, "2. Version vom 27.01.2032", False),
    ]


def test_mentions_are_linked_whichever_paper_is_read_first(tmp_path):
    BodyFactory(slug_name="razv")
    cited = changed(tmp_path, VORLAGE, ("2031/007", "2031/006"), ("(siehe SV-Nr. 2031/006)", ""))

    import_pages(VORLAGE, cited, body="razv")

    assert PaperRelation.objects.get().to_paper == Paper.objects.get(reference="2031/006")


def test_a_paper_is_found_by_the_index_of_numbers_however_many_there_are():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # the table is small, so an index would not pay

    plan = papers_numbered(BodyFactory(), "2025/020").order_by().explain()

    assert "council_paper_one_reference_in_a_body" in plan


def test_a_public_mention_is_not_linked_to_a_draft(tmp_path):
    body = BodyFactory(slug_name="razv")
    paper = PaperFactory(body=body, reference="2031/007")
    mention = PaperRelationFactory(from_paper=paper, to_paper=None, raw_reference="SV-Nr. 2031/006")
    PaperFactory(body=body, reference="2031/006", draft=True)

    import_pages(VORLAGE, body="razv")

    mention.refresh_from_db()
    assert mention.to_paper is None
    assert mention.is_visible()


def test_words_too_long_for_their_column_are_cut_visibly(tmp_path):
    BodyFactory(slug_name="razv")
    page = changed(tmp_path, VORLAGE, ("Geschäftsstelle Musterregion", "G" * 400))

    import_pages(page, body="razv")

    assert Paper.objects.get().under_direction_of == "G" * 299 + "…"


# -- whose page it is -------------------------------------------------------------------------------------------------


def test_the_body_is_recognised_by_its_committee():
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")
    committee = OrganizationFactory(name="Ausschuss für BEISPIELE")

    import_pages(VORLAGE)

    assert Paper.objects.get().body == committee.body
    assert Organization.objects.count() == 2


def test_the_body_is_recognised_by_the_number_of_the_paper():
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")
    BodyFactory(reference_pattern="(")
    body = BodyFactory(reference_pattern=r"\d{4}/\d{4}")

    import_pages(PRINT)

    assert Paper.objects.get().body == body


@pytest.mark.parametrize(
    ("patterns", "reason"),
    [
        (
            (r"\d{4}/\d{4}", r"\d+/\d+"),
            "Die Seite passt zu mehreren Körperschaften (a, b): "
            "bitte den Import mit --body und dem richtigen Kürzel wiederholen.",
        ),
        (
            ("", "FB"),
            "Die Körperschaft ist nicht zu erkennen: bitte den Import mit --body wiederholen (bekannt sind: a, b).",
        ),
        (
            (),
            "Es gibt noch keine Körperschaft: bitte eine in der Verwaltung anlegen, dann den Import wiederholen.",
        ),
    ],
)
def test_a_page_of_no_certain_body_is_kept_aside_with_a_reason(patterns, reason):
    for slug, pattern in zip("ab", patterns, strict=False):
        BodyFactory(slug_name=slug, reference_pattern=pattern)

    output = import_pages(PRINT)

    assert output.splitlines()[:2] == ["07_allris4_vo020_print.txt: beiseitegelegt", f"    Beiseite: {reason}"]
    source = SourceDocument.objects.get()
    assert (source.kept_aside, source.paper, Paper.objects.count()) == (reason, None, 0)
    assert source.raw_text == PRINT.read_text(encoding="utf-8")


def test_a_page_kept_aside_is_taken_up_when_the_body_is_given():
    BodyFactory(slug_name="razv")
    import_pages(PRINT)

    output = import_pages(PRINT, body="razv")

    assert output.startswith("07_allris4_vo020_print.txt: neu – Vorlage 2031/0143")
    source = SourceDocument.objects.get()
    assert (source.kept_aside, source.paper) == ("", Paper.objects.get())


def test_a_page_without_number_becomes_a_draft_that_waits_for_its_number():
    BodyFactory(slug_name="razv", short_name="RAZV")

    first = import_pages(BODY_ALONE, body="razv")
    second = import_pages(BODY_ALONE, body="razv")

    assert first.startswith("02_allris3_vo020_body_only.txt: beiseitegelegt – Vorlage ohne Nummer (RAZV)\n")
    assert second.startswith("02_allris3_vo020_body_only.txt: unverändert – Vorlage ohne Nummer (RAZV)\n")
    paper = Paper.objects.get()
    assert (paper.reference, paper.name, paper.publicity, paper.sections.count()) == ("", "", "", 5)
    assert SourceDocument.objects.get().kept_aside.startswith("Auf der Seite steht keine Vorlagennummer")


def test_a_page_without_head_and_body_is_a_draft_until_somebody_says_whose_it_is():
    BodyFactory(slug_name="razv", short_name="RAZV")

    first, again, given, once_more = (import_pages(BODY_ALONE, **options) for options in ({}, {}, {"body": "razv"}, {}))

    assert first.startswith(
        "02_allris3_vo020_body_only.txt: beiseitegelegt – Vorlage ohne Nummer (Körperschaft nicht bekannt)\n"
    )
    assert "Auf der Seite steht keine Vorlagennummer" in first
    assert "Die Körperschaft ist nicht zu erkennen" in first
    assert [text.split(": ")[1].split(" – ")[0] for text in (again, given, once_more)] == [
        "unverändert",
        "geändert",
        "unverändert",
    ]
    paper = Paper.objects.get()
    assert (paper.body.slug_name, paper.published_at, paper.sections.count()) == ("razv", None, 5)


def test_an_item_without_committee_is_kept_aside():
    BodyFactory(slug_name="razv")

    import_pages(NO_COMMITTEE, body="razv")

    reason = "Die Seite nennt kein Gremium: bitte die Seite mit ihrem Kopf neu speichern."
    assert SourceDocument.objects.get().kept_aside == reason
    assert (Meeting.objects.count(), Organization.objects.count()) == (0, 0)


def test_a_meeting_whose_time_is_not_told_keeps_its_day(tmp_path):
    BodyFactory(slug_name="razv")
    page = changed(tmp_path, AUSZUG, ("Zeit: 16:00 - 17:56 ", ""))

    import_pages(page, body="razv")

    meeting = Meeting.objects.get()
    assert (meeting.start_text, meeting.start_iso) == ("3. März 2031", "2031-03-03")


def test_a_time_told_later_is_filled_in(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(changed(tmp_path, AUSZUG, ("Zeit: 16:00 - 17:56 ", "")), body="razv")

    import_pages(AUSZUG, body="razv")

    assert Meeting.objects.get().start_text == "3. März 2031, 16:00 Uhr"


def test_a_page_with_damaged_letters_is_kept_aside(tmp_path):
    BodyFactory(slug_name="razv")
    page = tmp_path / "seite.txt"
    page.write_bytes(VORLAGE.read_bytes().decode().encode().decode("cp1252", "replace").encode())

    import_pages(page, body="razv")

    assert SourceDocument.objects.get().kept_aside.startswith("Umlaute sind beschädigt")
    assert Paper.objects.count() == 0


# -- repeated and changed pages ---------------------------------------------------------------------------------------

ALL_PAGES = sorted(LAYOUTS.glob("*.txt"))


def test_reading_everything_again_leaves_no_trace():
    BodyFactory(slug_name="razv")
    import_pages(*ALL_PAGES, body="razv")
    before = traces()

    output = import_pages(*ALL_PAGES, body="razv")

    assert traces() == before
    states = [line.split(": ")[1].split(" – ")[0] for line in output.splitlines() if not line.startswith(" ")]
    assert states == ["unverändert"] * len(ALL_PAGES)


def test_the_same_facts_from_another_file_change_no_record(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(AUSZUG, VORLAGE, body="razv")
    before = traces()
    copies = [
        changed(tmp_path, page, ("Bürgerinformationssystem", "Bürgerinformationssystem\n"))
        for page in (AUSZUG, VORLAGE)
    ]

    output = import_pages(*copies, body="razv")

    assert output.count("unverändert") == 2
    written = {name for name, count in traces().items() if count != before[name]}
    assert written == {"council.SourceDocument", "read"}


def test_a_public_paper_gets_exactly_one_new_version(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(VORLAGE, body="razv")
    for organization in Organization.objects.all():
        publish(organization, by=None)
    paper = Paper.objects.get()
    publish(paper, by=None, with_parts=True)
    second_row = "Verbandsversammlung der Musterregion Entscheidung\n17.03.2031 \nSI/2031/005 Ordentliche Sitzung"
    page = changed(
        tmp_path,
        VORLAGE,
        ("Die Verbandsversammlung stimmt dem Beitritt zu.", "Die Verbandsversammlung lehnt den Beitritt ab."),
        (second_row + " der Verbandsversammlung der Musterregion      \n", ""),
    )

    output = import_pages(page, body="razv")

    assert "1 Abschnitt geändert, 1 Station zurückgezogen" in output
    first, second = Version.objects.of(paper)
    assert [len(version.content["consultations"]) for version in (first, second)] == [2, 1]
    assert [version.content["sections"][1]["text"] for version in (first, second)] == [
        "Die Verbandsversammlung stimmt dem Beitritt zu.",
        "Die Verbandsversammlung lehnt den Beitritt ab.",
    ]
    assert Consultation.objects.get(order=2).withdrawn_at is not None


def test_parts_of_a_draft_that_vanish_from_the_page_are_deleted(tmp_path):
    BodyFactory(slug_name="berlin")
    import_pages(WITH_FILES, body="berlin")
    page = changed(
        tmp_path,
        WITH_FILES,
        ("2. Version vom 27.01.2032\n", ""),
        (
            "27.01.2032 \n31. öffentliche Sitzung des Musterausschusses mit Änderungen im Ausschuss beschlossen     \n",
            "",
        ),
    )

    import_pages(page, body="berlin")

    assert [file.name for file in File.objects.all()] == ["1. Version vom 10.11.2031"]
    assert [row[2] for row in stations(Paper.objects.get())] == [
        date(2031, 11, 19), date(2031, 12, 9), date(2032, 2, 18),
    ]  # fmt: skip


def test_what_the_page_does_not_say_stays():
    body = BodyFactory(slug_name="razv")
    paper = PaperFactory(body=body, reference="2031/0143", name="Beitritt", originator="X-Fraktion", publicity="public")
    station = ConsultationFactory(paper=paper, order=1)

    import_pages(PRINT, body="razv")

    paper.refresh_from_db()
    assert (paper.name, paper.originator, paper.publicity) == ("Beitritt", "X-Fraktion", "public")
    assert list(paper.consultations.all()) == [station]
    assert paper.sections.count() == 4


def test_parts_that_staff_has_entered_stay():
    body = BodyFactory(slug_name="berlin")
    paper = PaperFactory(body=body, reference="0999/IX (neu)", draft=True)
    station = ConsultationFactory(
        paper=paper, order=1, organization=OrganizationFactory(body=body, name="Bauausschuss")
    )
    file = FileFactory(paper=paper, name="Gutachten", position=9)

    import_pages(WITH_FILES, body="berlin")

    assert [row[1] for row in stations(paper)] == [
        "Bauausschuss", "Musterversammlung", "Musterausschuss", "Musterausschuss", "Musterversammlung",
    ]  # fmt: skip
    assert station in paper.consultations.all()
    assert file in paper.files.all()


def test_a_value_in_doubt_fills_a_gap_but_replaces_nothing(tmp_path):
    body = BodyFactory(slug_name="razv")
    page = changed(tmp_path, VORLAGE, ("Kooperation Musterregion", "Kooperation 2031SPD-Antrag"))
    checked = PaperFactory(body=body, reference="2031/007", name="Beitritt zur Kooperation 2031; SPD-Antrag")

    output = import_pages(page, body="razv")

    reason = "Nicht übernommen, weil auf der Seite zweifelhaft: Betreff. Bitte prüfen und von Hand eintragen."
    checked.refresh_from_db()
    assert checked.name == "Beitritt zur Kooperation 2031; SPD-Antrag"
    assert SourceDocument.objects.get().kept_aside == reason
    assert reason in output


def test_a_person_who_may_have_filed_the_paper_does_not_become_public_unchecked():
    body = BodyFactory(slug_name="razv")
    paper = PaperFactory(body=body, reference="2031/0042", originator="")

    import_pages(LAYOUTS / "06_allris4_vo020_grunddaten.txt", body="razv")

    paper.refresh_from_db()
    assert (paper.originator, paper.name) == ("", "Musterbericht; Antrag der X-Fraktion vom 01.01.2031")


def test_a_station_pushed_in_before_the_others_keeps_their_identity(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(VORLAGE, body="razv")
    known = list(Consultation.objects.order_by("order"))
    page = changed(tmp_path, VORLAGE, ("Beratungsfolge:\n", "Beratungsfolge:\nBauausschuss Anhörung\n01.03.2031 \n"))

    import_pages(page, body="razv")

    rows = list(Consultation.objects.order_by("order"))
    assert [row.order for row in rows] == [1, 2, 3]
    assert (rows[0].organization.name, rows[1:]) == ("Bauausschuss", known)


def test_an_item_pushed_into_the_agenda_keeps_the_others_identity(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(AGENDA, body="razv")
    known = list(AgendaItem.objects.order_by("order"))
    page = changed(tmp_path, AGENDA, ("Ö 2  \n", "Ö 2  \nNiederschrift\n\nÖ 3  \n"))

    import_pages(page, body="razv")

    rows = list(AgendaItem.objects.order_by("order"))
    assert [str(row) for row in rows] == [
        "Ö 1 Eröffnung", "Ö 2 Niederschrift", "Ö 3 Kooperation Musterregion", "N 1 (nichtöffentlich)",
    ]  # fmt: skip
    assert [rows[0], *rows[2:]] == known


def test_places_are_exchanged_without_two_rows_at_one_place():
    meeting = MeetingFactory()
    first, second, third = (AgendaItemFactory(meeting=meeting, order=order) for order in (1, 2, 3))
    edit = Edit(reason="Test")

    places = edit.places([third, first], "order", [first, second, third])
    for row, place in zip([third, first], places, strict=True):
        edit.write(row, {"order": place})

    assert list(AgendaItem.objects.order_by("order")) == [third, first, second]
    assert places == [1, 2]


# -- not public -------------------------------------------------------------------------------------------------------


def test_of_an_item_that_is_not_public_only_the_announcement_is_stored():
    BodyFactory(slug_name="razv")

    import_pages(NOT_PUBLIC_AUSZUG, body="razv")

    item = AgendaItem.objects.get()
    assert (item.number, item.name, item.public) == ("N 2", "(nichtöffentlich)", False)
    assert (item.result, item.resolution_text, item.minutes_text) == ("", "", "")
    assert (SourceDocument.objects.get().raw_text, File.objects.count()) == ("", 0)


def test_of_an_agenda_the_part_that_is_not_public_is_not_stored(tmp_path):
    BodyFactory(slug_name="razv")
    page = changed(tmp_path, AGENDA, ("(nichtöffentlich)", "Grundstück Musterweg 1"))

    import_pages(page, body="razv")

    assert "Musterweg" not in SourceDocument.objects.get().raw_text
    assert [item.name for item in AgendaItem.objects.filter(public=False)] == ["(nichtöffentlich)"]


def test_of_a_paper_that_is_not_public_only_the_announcement_is_stored(tmp_path):
    BodyFactory(slug_name="razv")
    page = changed(tmp_path, VORLAGE, ("Status:öffentlich", "Status:nichtöffentlich"))

    import_pages(page, body="razv")

    paper = Paper.objects.get()
    assert (paper.reference, paper.name, paper.publicity, paper.editor_name) == ("2031/007", "", "non_public", "")
    assert (paper.sections.count(), paper.relations.count(), paper.consultations.count()) == (0, 0, 2)
    assert SourceDocument.objects.get().raw_text == ""


def test_a_public_paper_that_ceases_to_be_public_is_hidden_and_loses_its_text(tmp_path):
    BodyFactory(slug_name="razv")
    import_pages(VORLAGE, body="razv")
    paper = Paper.objects.get()
    publish(paper, by=None, with_parts=True)
    page = changed(tmp_path, VORLAGE, ("Status:öffentlich", "Status:nichtöffentlich"))

    import_pages(page, body="razv")

    assert not paper.is_visible()
    assert paper.sections.count() == 0
    assert [version.action for version in Version.objects.of(paper)] == ["published", "withdrawn"]


def test_everything_that_imports_create_is_a_draft():
    BodyFactory(slug_name="razv")

    import_pages(*ALL_PAGES, body="razv")

    made = (Paper, Consultation, PaperRelation, File, Organization, Meeting, AgendaItem, Location)
    assert all(issubclass(model, Publishable) and model.objects.exists() for model in made)
    assert [model for model in made if model.objects.exclude(published_at=None).exists()] == []
    assert Version.objects.count() == 0


# -- killed at any moment ---------------------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parent.parent
STATE = """
import json
from django.core.serializers.json import DjangoJSONEncoder
from council.models import *
rows = {
    "papers": Paper.objects.values_list("reference", "name", "published_at").order_by("reference"),
    "sections": PaperSection.objects.values_list("paper__reference", "position", "text").order_by(
        "paper__reference", "position"),
    "stations": Consultation.objects.values_list("paper__reference", "order", "organization__name",
        "meeting__reference", "agenda_item__number").order_by("paper__reference", "order"),
    "relations": PaperRelation.objects.values_list("from_paper__reference", "raw_reference").order_by(
        "from_paper__reference"),
    "items": AgendaItem.objects.values_list("meeting__reference", "order", "number", "name").order_by(
        "meeting__reference", "order"),
    "sources": SourceDocument.objects.values_list("name", "paper__reference", "raw_text").order_by("name"),
    "trail": Paper.history.values_list("reference", "history_type").order_by("reference", "history_id"),
}
print(json.dumps({name: list(told) for name, told in rows.items()}, cls=DjangoJSONEncoder))
"""


class OwnDatabase:
    """A database of its own in a file, which only other processes open."""

    def __init__(self, file):
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{file}",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, *arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *arguments):
        process = self.start(*arguments)
        out, errors = process.communicate()
        assert process.returncode == 0, errors
        return out

    def kill_after(self, lines, *arguments):
        """Kill -9 while the file after so many reported ones is being written, or just before or after that."""
        process = self.start(*arguments)
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))  # noqa: S311 — no secret
        process.kill()
        process.communicate()

    def state(self):
        return json.loads(self.run("shell", "--no-imports", "-c", STATE))


@pytest.mark.slow  # starts a dozen processes
def test_a_run_killed_at_random_moments_ends_like_one_that_was_not_once_it_is_repeated(tmp_path):
    whole, killed = tmp_path / "whole.sqlite3", tmp_path / "killed.sqlite3"
    text = VORLAGE.read_text(encoding="utf-8")
    pages = [tmp_path / f"{number}.txt" for number in range(100, 112)]
    for page in pages:
        page.write_text(text.replace("2031/007", f"2031/{page.stem}"), encoding="utf-8")
    command = ["import_document", *pages, AGENDA, "--body", "razv"]
    make_body = "from council.models import Body; Body.objects.create(name='Kreis', slug_name='razv')"
    OwnDatabase(whole).run("migrate", "-v", "0")
    OwnDatabase(whole).run("shell", "--no-imports", "-c", make_body)
    shutil.copy(whole, killed)

    OwnDatabase(whole).run(*command)
    for lines in (1, 5, 12):
        OwnDatabase(killed).kill_after(lines, *command)
    OwnDatabase(killed).run(*command)

    assert OwnDatabase(killed).state() == OwnDatabase(whole).state()
