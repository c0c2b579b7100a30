"""A council page becomes drafts at the desk: pasted or uploaded, checked beside its text, corrected, accepted."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from budgets.models import Appropriation, BudgetLine, CooperationShare
from cooperations.models import CouncilReference, Participation
from council.models import AgendaItem, Consultation, Intake, Meeting, Paper, Responsibility, SourceDocument
from publication.models import Version
from publication.versions import readable_models
from regionportal.desk.takeover.marks import Piece, Target, pieces
from regionportal.desk.takeover.mentions import cooperations_in, partners_in
from tests.factories import (
    BodyFactory,
    BudgetLineFactory,
    CooperationFactory,
    OrganizationFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)
from tests.test_admin_acts import EDITING, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # each test walks several pages of the desk

DOCUMENTS = Path(__file__).parent / "documents"
VORLAGE = DOCUMENTS / "layouts" / "01_allris3_vo020_full.txt"
AUSZUG = DOCUMENTS / "layouts" / "03_allris3_to020_with_paper.txt"
NOT_PUBLIC = DOCUMENTS / "layouts" / "04_allris3_to020_open_no_paper.txt"
AGENDA = DOCUMENTS / "layouts" / "05_allris3_to010.txt"
PRINT = DOCUMENTS / "layouts" / "07_allris4_vo020_print.txt"
HTML = DOCUMENTS / "html" / "24_allris4_vo020.html"
PARTNERS = """Vorlage - 2031/007

Betreff: Beitritt zur Kooperation Musterregion
Status:öffentlichVorlage-Art:Standardvorlage
Federführend:Geschäftsstelle

Sachlage:

Die Agentur für Übergänge GmbH und die FAB treten der Energieregion Mustertal bei, die Agentur für Übergänge
GmbH zuerst. Die Fabrik tritt nicht bei.

Finanzielle Auswirkungen:

Im Produkt 0101, Sachkonto 54 040 20, Ansatz 2031: 1.234,50 €.
"""
START = reverse("admin:takeover")


@pytest.fixture
def editor(client):
    """A member of staff who may edit everything and publish nothing."""
    return signed_in(client, "redaktion", EDITING)


@pytest.fixture
def publisher(client):
    return signed_in(client, "veroeffentlichung", (*EDITING, "publish", "withdraw"))


def paste(client, page, **more):
    """The check page of what was pasted."""
    text = page.read_text(encoding="utf-8") if isinstance(page, Path) else page
    return client.post(START, {"text": text} | more, follow=True)


def fields_of(response):
    """What a browser would send of the form as it is."""
    form = lxml.html.fromstring(response.text).get_element_by_id("takeover-form")
    values = {name: value or "" for name, value in form.form_values()}
    for area in form.iter("textarea"):
        values[area.name] = (area.text or "").removeprefix("\n").replace("\n", "\r\n")
    return values


def send(client, response, act, **changes):
    """Press the button `act` ("check", "accept") with some fields changed; "paper-name" is written paper__name."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(response.request["PATH_INFO"], fields_of(response) | changes | {act: "1"}, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_pasted_text_becomes_a_draft_with_the_name_of_who_took_it_over(editor):
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")

    shown = paste(editor, VORLAGE, address="https://rat.example/vo020?id=7")
    done = send(editor, shown, "accept")

    paper = Paper.objects.drafts().get()
    assert done.redirect_chain[-1][0] == reverse("admin:council_paper_change", args=[paper.pk])
    assert (paper.reference, paper.name) == ("2031/007", "Beitritt zur Kooperation Musterregion")
    assert [row.heading for row in paper.sections.all()] == [
        "Sachlage", "Beschlussempfehlung", "Personelle Auswirkungen", "Finanzielle Auswirkungen", "Anlage/n",
    ]  # fmt: skip
    assert (paper.consultations.count(), paper.editor_name) == (2, "Muster, Kim")
    assert {entry.history_user.username for entry in paper.history.all()} == {"redaktion"}
    source = SourceDocument.objects.get()
    assert (source.paper, source.address) == (paper, "https://rat.example/vo020?id=7")
    assert source.raw_text == VORLAGE.read_text(encoding="utf-8")
    assert not Intake.objects.exists()


def test_taking_over_a_page_as_it_is_does_what_the_command_does(editor):
    body = BodyFactory(reference_pattern=r"\d{4}/\d{4}")
    with transaction.atomic():
        call_command("import_document", str(HTML), verbosity=0)
        told = content_of(Paper.objects.get())
        transaction.set_rollback(True)

    send(editor, paste(editor, HTML, body=body.pk), "accept")

    assert content_of(Paper.objects.get()) == told


def content_of(paper):
    own = [getattr(paper, name) for name in ("reference", "name", "paper_kind", "workflow", "originator", "signed_by")]
    stations = paper.consultations.values_list("order", "organization__name", "role", "date", "result", "state")
    return own, list(stations), sections_of(paper), files_of(paper)


def sections_of(paper):
    return list(paper.sections.values_list("position", "kind", "heading", "text"))


def files_of(paper):
    return list(paper.files.values_list("position", "name", "size_bytes"))


def test_what_the_editor_corrects_is_taken_over_and_what_she_leaves_out_is_not(editor):
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")
    shown = paste(editor, VORLAGE)

    send(
        editor,
        shown,
        "accept",
        paper__name="Beitritt zur Musterregion",
        sections__0__text="Berichtigt.\r\n\r\nZweiter Absatz.",
        sections__4__left_out="on",
        stations__1__date="18.03.2031",
        stations__2__organization="Rat",
        stations__2__date="24.03.2031",
    )

    paper = Paper.objects.get()
    assert paper.name == "Beitritt zur Musterregion"
    assert paper.sections.first().text == "Berichtigt.\n\nZweiter Absatz."
    assert paper.sections.count() == 4
    assert list(paper.consultations.order_by("order").values_list("organization__name", "date")) == [
        ("Ausschuss für Beispiele", date(2031, 3, 3)),
        ("Verbandsversammlung der Musterregion", date(2031, 3, 18)),
        ("Rat", date(2031, 3, 24)),
    ]


def test_wrong_input_is_told_at_its_field_and_nothing_typed_is_lost(editor):
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")
    shown = paste(editor, VORLAGE)
    typed = {
        "paper__name": "Beitritt zur Stra\ufffde",
        "stations__0__date": "gestern",
        "files__TOTAL_FORMS": "0",
        "origin__address": "http://rat.example/",
        "paper__originator": "Kreis",
    }

    again = send(editor, shown, "accept", **typed)

    text = again.text
    assert "Bitte schreiben Sie das Datum als TT.MM.JJJJ, zum Beispiel 24.02.2025." in text
    assert "Hier sind Umlaute beschädigt. Bitte berichtigen Sie sie." in text
    assert "Bitte geben Sie eine Adresse an, die mit https:// beginnt." in text
    sent = fields_of(again)
    assert {name: sent[name.replace("__", "-")] for name in typed} == typed
    assert (Paper.objects.count(), Intake.objects.count()) == (0, 1)


def test_the_page_marks_where_each_value_stands_and_leads_there_and_back(editor):
    BodyFactory(reference_pattern=r"\d{4}/\d{3}")

    page = lxml.html.fromstring(paste(editor, VORLAGE).text)

    chip = page.get_element_by_id("ort-paper-name")
    assert (chip.get("href"), chip.text_content()) == ("#id_paper-name", "Betreff")
    assert (chip.getnext().tag, chip.getnext().text_content()) == ("mark", "Beitritt zur Kooperation Musterregion")
    links = {link.get("href") for link in page.iter("a") if (link.get("href") or "").startswith("#")}
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    assert {link.removeprefix("#") for link in links} <= ids
    assert "#ort-paper-consultations-1-date" in links


def test_doubts_of_the_reader_stand_at_their_field_or_above(editor):
    BodyFactory(reference_pattern=r"\d{4}/\d{4}")

    page = lxml.html.fromstring(paste(editor, PRINT).text)

    name = page.get_element_by_id("id_paper-name").getparent()
    assert [doubt.text_content() for doubt in name.find_class("takeover-doubt")] != []
    assert len(page.find_class("act-warnings")[0].findall(".//li")) == 1


def test_a_page_of_an_unknown_body_asks_for_it(editor):
    body = BodyFactory(name="Kreis Beispiel")
    shown = paste(editor, VORLAGE)

    refused = send(editor, shown, "accept")
    done = send(editor, refused, "accept", origin__body=str(body.pk))

    assert "Bitte wählen Sie die Körperschaft" in refused.text
    assert Paper.objects.get().body == body
    assert messages_of(done)[0].startswith("Übernommen – Vorlage 2031/007 (Kreis Beispiel): 1 Vorlage neu")


def test_an_unknown_page_can_be_entered_by_hand(editor):
    body = BodyFactory()
    shown = paste(editor, "Bericht der Verwaltung\n\nDer Kreis berichtet über die Arbeit.")

    send(editor, shown, "accept", origin__body=body.pk, paper__reference="2031/9", paper__name="Bericht")

    assert (Paper.objects.get().reference, Paper.objects.get().name) == ("2031/9", "Bericht")


@pytest.mark.parametrize(("end", "reference"), [(40, ""), (60, "2031/007"), (260, "2031/007"), (700, "2031/007")])
def test_a_mutilated_page_is_shown_and_taken_over_as_far_as_it_goes(editor, end, reference):
    body = BodyFactory()
    shown = paste(editor, VORLAGE.read_text(encoding="utf-8")[:end], body=body.pk)

    send(editor, shown, "accept")

    assert Paper.objects.get().reference == reference


def test_a_page_without_number_gets_it_from_the_editor_once_it_is_known(editor):
    body = BodyFactory()
    text = VORLAGE.read_text(encoding="utf-8").replace("Vorlage - 2031/007", "Vorlage")

    send(editor, paste(editor, text, body=body.pk), "accept")
    checked = send(editor, paste(editor, text, body=body.pk), "check", paper__reference="2031/007")
    send(editor, checked, "accept")

    assert Paper.objects.get().reference == "2031/007"


def test_a_meeting_and_an_item_are_taken_over_too(editor):
    body = BodyFactory()

    send(editor, paste(editor, AGENDA, body=body.pk), "accept", meeting__room="Saal 2")
    send(editor, paste(editor, AUSZUG, body=body.pk), "accept", item__votes_yes="12")

    meeting = Meeting.objects.get(reference="SI/2031/004")
    item = AgendaItem.objects.get(number="Ö 5.1")
    assert meeting.agenda_items.count() > 1
    assert (item.votes_yes, item.resolution_text) == (12, "Kenntnisnahme")
    assert meeting.start == timezone.make_aware(timezone.datetime(2031, 3, 3, 16, 0))


def test_only_the_announcement_is_kept_of_what_is_not_public(editor):
    body = BodyFactory()
    OrganizationFactory(body=body, name="Ausschuss für Beispiele")
    secret = "Zuschlag an die Beispiel GmbH"
    head = f"Vorlage - 2031/008\n\nBetreff: {secret}\nStatus:nichtöffentlichVorlage-Art:Standardvorlage"
    text = f"{head}\n\nSachlage:\n\n{secret}."
    shown = paste(editor, text, body=body.pk)

    send(editor, shown, "accept")

    paper = Paper.objects.get()
    assert "Übernommen wird nur die Ankündigung" in shown.text
    assert (paper.reference, paper.name, paper.sections.count()) == ("2031/008", "", 0)
    assert (Intake.objects.count(), SourceDocument.objects.get().raw_text) == (0, "")
    trail = [str(entry.__dict__) for model in readable_models() for entry in model.history.all()]
    assert not any(secret in told for told in trail)


# -- what is there already --------------------------------------------------------------------------------------------


def test_a_changed_page_shows_old_and_new_and_changes_the_same_draft(editor):
    body = BodyFactory()
    send(editor, paste(editor, VORLAGE, body=body.pk), "accept")
    text = VORLAGE.read_text(encoding="utf-8").replace("stimmt dem Beitritt zu", "lehnt den Beitritt ab")

    shown = paste(editor, text, body=body.pk)
    send(editor, shown, "accept")

    rehearsal = shown.context["rehearsal"]
    assert [(change.label, change.facts) for change in rehearsal.changes] == [
        (
            "Abschnitt „Beschlussempfehlung“",
            [
                (
                    "Text",
                    "Die Verbandsversammlung stimmt dem Beitritt zu.",
                    "Die Verbandsversammlung lehnt den Beitritt ab.",
                )
            ],
        )
    ]
    paper = Paper.objects.get()
    assert paper.sections.get(position=2).text == "Die Verbandsversammlung lehnt den Beitritt ab."
    assert paper.sources.count() == 2


def test_showing_a_page_writes_nothing(editor):
    body = BodyFactory()

    paste(editor, VORLAGE, body=body.pk)

    assert {model.__name__ for model in readable_models() if model.objects.exists()} == {"Body"}
    assert not SourceDocument.objects.exists()


def test_a_page_that_says_nothing_new_says_so(editor):
    body = BodyFactory()
    send(editor, paste(editor, VORLAGE, body=body.pk), "accept")

    shown = paste(editor, VORLAGE, body=body.pk)

    assert "Alles steht schon so im Portal." in shown.text


def test_what_is_public_is_changed_only_by_those_who_may_publish(editor):
    paper = PaperFactory(reference="2031/007", name="Alter Betreff")

    shown = paste(editor, VORLAGE, body=paper.body.pk)
    refused = send(editor, shown, "accept")

    paper.refresh_from_db()
    assert "Recht" in shown.context["rehearsal"].refusal
    assert shown.context["rehearsal"].refusal in refused.text
    assert (paper.name, paper.sections.count()) == ("Alter Betreff", 0)


def test_a_public_record_gets_a_new_version_of_its_own(publisher):
    paper = PaperFactory(reference="2031/007", name="Alter Betreff")

    shown = paste(publisher, VORLAGE, body=paper.body.pk)
    send(publisher, shown, "accept")

    versions = Version.objects.filter(model="council.paper").order_by("pk")
    assert "Davon ist etwas öffentlich." in shown.text
    assert [version.content["name"] for version in versions] == [
        "Alter Betreff", "Beitritt zur Kooperation Musterregion",
    ]  # fmt: skip
    assert Paper.objects.count() == 1


def test_a_change_that_the_page_did_not_show_is_shown_first(editor):
    paper = PaperFactory(reference="2031/007", name="Alter Betreff", draft=True)
    shown = paste(editor, VORLAGE, body=paper.body.pk)
    paper.name = "Betreff einer Kollegin"
    paper.save()

    again = send(editor, shown, "accept")
    paper.refresh_from_db()
    assert paper.name == "Betreff einer Kollegin"
    assert "Übernommen wurde noch nichts" in again.text
    assert "Betreff einer Kollegin" in again.text

    send(editor, again, "accept")
    paper.refresh_from_db()
    assert paper.name == "Beitritt zur Kooperation Musterregion"


# -- suggestions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def known():
    """A cooperation, a partner under another spelling and one with a short name, all in the text of PARTNERS."""
    agency = PartnerFactory(name="Agentur für Übergänge und Umwelt")
    PartnerAliasFactory(partner=agency, name="Agentur fuer Übergänge GmbH")
    return {
        "body": BodyFactory(reference_pattern=r"\d{4}/\d{3}"),
        "agency": agency,
        "short": PartnerFactory(name="Forum Alter Bergbau", short_name="FAB"),
        "cooperation": CooperationFactory(title="Energieregion Mustertal"),
    }


def test_partners_are_found_by_alias_and_short_name_once_each(known):
    PartnerFactory(name="FAB", merged_into=known["short"], draft=True)
    PartnerFactory(name="Agentur")

    found = [(one.record, PARTNERS[slice(*one.span)], one.count) for one in partners_in(PARTNERS)]

    assert found == [(known["agency"], "Agentur für Übergänge GmbH", 2), (known["short"], "FAB", 1)]


def test_a_cooperation_is_found_by_its_words(known):
    loose = CooperationFactory(title="Mustertal: die Kooperation der Energieregion")
    CooperationFactory(title="Energieregion Beispielberg")

    assert [one.record for one in cooperations_in(PARTNERS)] == [known["cooperation"], loose]


def test_nothing_is_made_that_was_not_ticked(editor, known):
    send(editor, paste(editor, PARTNERS), "accept", cooperation__cooperation=str(known["cooperation"].pk))

    made = (Participation, CouncilReference, Appropriation, BudgetLine)
    assert [model.objects.count() for model in made] == [0, 0, 0, 0]


def test_what_is_ticked_becomes_drafts(editor, known):
    cooperation = known["cooperation"]
    shown = paste(editor, PARTNERS)

    send(
        editor,
        shown,
        "accept",
        cooperation__cooperation=str(cooperation.pk),
        cooperation__link="on",
        cooperation__role="founding",
        **{f"partner-{known['agency'].pk}-take": "on", f"partner-{known['agency'].pk}-role": "acceded"},
        **{"budget-0-take": "on", "budget-0-line": "new", "budget-0-phase": "approved", "budget-0-scope": "share"},
    )

    paper = Paper.objects.get()
    assert [(one.cooperation, one.paper, one.role) for one in CouncilReference.objects.drafts()] == [
        (cooperation, paper, "founding")
    ]
    assert [(one.cooperation, one.partner, one.role) for one in Participation.objects.drafts()] == [
        (cooperation, known["agency"], "acceded")
    ]
    line, share, amount = BudgetLine.objects.get(), CooperationShare.objects.get(), Appropriation.objects.get()
    assert (line.product_number, line.account_number, line.body) == ("0101", "54 040 20", known["body"])
    assert (share.budget_line, share.cooperation) == (line, cooperation)
    assert (amount.share, amount.amount_eur, amount.fiscal_year, amount.phase, amount.paper) == (
        share, Decimal("1234.50"), 2031, "approved", paper,
    )  # fmt: skip
    assert amount.history.get().history_user.username == "redaktion"


def test_an_amount_finds_its_line_whatever_the_blanks(editor, known):
    line = BudgetLineFactory(body=known["body"], product_number="01 01", account_number="5404020")
    BudgetLineFactory(product_number="0101", account_number="5404020")
    shown = paste(editor, PARTNERS)

    send(
        editor,
        shown,
        "accept",
        **{
            "budget-0-take": "on",
            "budget-0-line": str(line.pk),
            "budget-0-phase": "approved",
            "budget-0-scope": "line",
        },
    )

    assert [value for value, _ in shown.context["budget"][0][0].form.fields["line"].choices] == ["", str(line.pk)]
    assert Appropriation.objects.get().budget_line == line


@pytest.mark.parametrize(
    ("ticked", "message"),
    [
        ({"cooperation-link": "on"}, "Bitte wählen Sie die Kooperation, mit der die Vorlage verbunden wird."),
        ({"partner-{agency}-take": "on"}, "Bitte wählen Sie die Rolle."),
        (
            {"partner-{agency}-take": "on", "partner-{agency}-role": "acceded"},
            "Bitte wählen Sie oben die Kooperation, an der dieser Partner beteiligt ist.",
        ),
        ({"budget-0-take": "on", "budget-0-amount_eur": "viel"}, "Bitte schreiben Sie den Betrag als Zahl"),
    ],
)
def test_half_a_suggestion_is_asked_about_and_nothing_is_made(editor, known, ticked, message):
    shown = paste(editor, PARTNERS)
    ticked = {name.format(agency=known["agency"].pk): value for name, value in ticked.items()}

    again = send(editor, shown, "accept", **ticked)

    assert message in again.text
    assert Paper.objects.count() == 0


def test_an_amount_that_is_there_already_stops_the_whole_and_says_which(editor, known):
    line = BudgetLineFactory(
        body=known["body"], product_number="0101", account_number="5404020", account_name="Konto A"
    )
    Appropriation.objects.create(budget_line=line, fiscal_year=2031, phase="approved", amount_eur=1)
    shown = paste(editor, PARTNERS)

    again = send(
        editor,
        shown,
        "accept",
        **{
            "budget-0-take": "on",
            "budget-0-line": str(line.pk),
            "budget-0-phase": "approved",
            "budget-0-scope": "line",
        },
    )

    assert "Für dieses Jahr, diese Phase und diesen Stand gibt es schon einen Betrag." in again.text
    assert (Paper.objects.count(), Intake.objects.count()) == (0, 1)


def test_who_is_in_already_is_not_entered_twice(editor, known):
    there = ParticipationFactory(cooperation=known["cooperation"], partner=known["agency"], role="acceded")
    shown = paste(editor, PARTNERS)

    send(
        editor,
        shown,
        "accept",
        cooperation__cooperation=str(known["cooperation"].pk),
        **{f"partner-{known['agency'].pk}-take": "on", f"partner-{known['agency'].pk}-role": "acceded"},
    )

    assert (Participation.objects.get(), Paper.objects.count()) == (there, 1)


def test_suggestions_are_offered_only_to_those_who_may_follow_them(client, known):
    council = [model for model in readable_models() if model._meta.app_label == "council"]
    editor = signed_in(client, "rat", EDITING, council)
    shown = paste(editor, PARTNERS)

    send(
        editor,
        shown,
        "accept",
        cooperation__cooperation=str(known["cooperation"].pk),
        cooperation__link="on",
        **{f"partner-{known['agency'].pk}-take": "on", f"partner-{known['agency'].pk}-role": "acceded"},
    )

    assert "Vorschläge" not in shown.text
    assert (Paper.objects.count(), CouncilReference.objects.count(), Participation.objects.count()) == (1, 0, 0)


# -- many files, and who sees them ------------------------------------------------------------------------------------


def test_several_files_wait_with_their_doubts_and_what_is_no_page_is_refused(editor):
    files = [SimpleUploadedFile(page.name, page.read_bytes()) for page in (VORLAGE, HTML)]
    files.append(SimpleUploadedFile("brief.pdf", b"%PDF-1.7"))

    shown = editor.post(START, {"files": files}, follow=True)

    assert [(one.name, one.subject, len(one.problems)) for one in shown.context["waiting"]] == [
        (VORLAGE.name, "Vorlage 2031/007: Beitritt zur Kooperation Musterregion", 1),
        (HTML.name, "Vorlage 2031/0042: Musterbericht; Antrag der X-Fraktion vom 01.01.2031", 0),
    ]
    assert messages_of(shown) == [
        "brief.pdf: Die Datei ist kein Text: bitte die Seite als Text speichern.",
        "2 Seiten warten darauf, dass Sie sie prüfen.",
    ]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Bitte fügen Sie einen Text ein oder wählen Sie mindestens eine Datei."),
        (
            {"text": "Text", "address": "http://rat.example"},
            "Bitte geben Sie eine Adresse an, die mit https:// beginnt.",
        ),
        ({"text": "Keine Information verfügbar"}, "Die Seite ist nicht öffentlich zugänglich: nichts zu übernehmen."),
        ({"text": "x" * 1_500_001}, "Das ist zu lang zum Einfügen. Bitte laden Sie die Seite als Datei hoch."),
        ({"text": "€" * 1_500_001}, "Das ist zu lang zum Einfügen. Bitte laden Sie die Seite als Datei hoch."),
        ({"text": "😀" * 1_500_000}, "Eingefügter Text: Die Datei ist größer als 5 MB"),
    ],
)
def test_what_cannot_be_handed_in_is_answered_with_what_to_do(editor, sent, message):
    shown = editor.post(START, sent)

    assert message in shown.text
    assert sent.get("text", "")[:100] in shown.text
    assert not Intake.objects.exists()


def test_a_file_too_large_is_refused(editor):
    file = SimpleUploadedFile("gross.txt", b"x" * 5_000_001)

    shown = editor.post(START, {"files": [file]})

    assert "gross.txt: Die Datei ist größer als 5 MB" in shown.text
    assert not Intake.objects.exists()


def test_nobody_else_sees_or_discards_what_somebody_handed_in(editor, admin_client):
    paste(editor, VORLAGE)
    intake = Intake.objects.get()
    address = reverse("admin:takeover_check", args=[intake.pk])

    seen = admin_client.get(address)
    discarded = admin_client.post(reverse("admin:takeover_discard", args=[intake.pk]))

    assert (seen.status_code, seen.url, discarded.status_code) == (302, START, 404)
    assert "Musterregion" not in admin_client.get(START).text
    assert Intake.objects.exists()


def test_who_discards_a_page_takes_nothing_over(editor):
    paste(editor, VORLAGE)

    editor.post(reverse("admin:takeover_discard", args=[Intake.objects.get().pk]))

    assert (Intake.objects.count(), Paper.objects.count(), SourceDocument.objects.count()) == (0, 0, 0)


def test_what_nobody_takes_over_is_deleted_after_two_weeks(editor):
    paste(editor, VORLAGE)
    paste(editor, HTML)
    old = Intake.objects.get(subject__contains="2031/007")
    old.created_at = timezone.now() - timedelta(days=15)
    old.save()

    call_command("delete_old_logs", verbosity=0)

    assert "2031/0042" in Intake.objects.get().subject


@pytest.mark.parametrize("missing", ["add_paper", "change_consultation", "add_meeting"])
def test_the_page_is_for_those_who_may_write_all_it_writes(editor, missing):
    User.objects.get(username="redaktion").user_permissions.remove(Permission.objects.get(codename=missing))

    assert editor.get(START).status_code == 403
    assert "Dokument übernehmen" not in editor.get(reverse("admin:index")).text


def test_pages_of_other_bodies_cannot_be_taken_over(editor):
    own, other = BodyFactory(), BodyFactory(reference_pattern=r"\d{4}/\d{3}")
    Responsibility.objects.create(user=User.objects.get(username="redaktion"), body=own)
    shown = paste(editor, VORLAGE)

    refused = send(editor, shown, "accept", origin__body=str(other.pk))

    assert list(shown.context["origin"].fields["body"].queryset) == [own]
    assert list(refused.context["origin"].errors) == ["body"]
    assert Paper.objects.count() == 0


def test_the_desk_leads_to_the_page(editor):
    for place in ("admin:index", "admin:council_paper_changelist", "admin:council_meeting_changelist"):
        assert f'href="{START}"' in editor.get(reverse(place)).text
    assert f'href="{START}"' not in editor.get(reverse("admin:partners_partner_changelist")).text


def test_overlapping_places_are_marked_in_pieces():
    outer, inner = Target("Abschnitt", "a", "x"), Target("Betrag", "b", "y")

    found = pieces("." * 10 + "s" * 200 + ".", [(outer, (10, 210)), (inner, (20, 25))])

    assert found == [
        Piece("." * 10),
        Piece("s" * 10, "passage", [outer]),
        Piece("s" * 5, "value", [inner]),
        Piece("s" * 185, "passage"),
        Piece("."),
    ]


def test_sections_that_a_page_no_longer_has_are_named_before_they_go(editor):
    body = BodyFactory()
    send(editor, paste(editor, VORLAGE, body=body.pk), "accept")
    PaperSectionFactory(paper=Paper.objects.get(), position=6, heading="Nachtrag")

    shown = paste(editor, VORLAGE.read_text(encoding="utf-8") + "\n", body=body.pk)

    assert [(change.label, change.word) for change in shown.context["rehearsal"].changes] == [
        ("Abschnitt „Nachtrag“", "wird entfernt")
    ]
    assert Consultation.objects.count() == 2
