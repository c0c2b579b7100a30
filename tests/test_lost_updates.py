"""Nobody saves over what a colleague saved meanwhile: forms, rows, confirmations."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cooperations.models import Cooperation, Participation
from partners.models import Partner
from publication.actions import publish
from publication.admin import seen
from publication.versions import readable_models
from tests.factories import (
    CooperationFactory,
    FileFactory,
    MeetingFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerFactory,
    TopicFactory,
)
from tests.test_admin_acts import EDITING, address, delete, filled_in, new_row, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return signed_in(Client(), "ada", (*EDITING, "publish"))


@pytest.fixture
def ben():
    return signed_in(Client(), "ben", (*EDITING, "publish"))


def opened(client, record):
    """What the browser would send if the form, as it is now, were saved untouched."""
    return filled_in(client.get(address(record, "change")))


def send(client, record, data, **changes):
    return client.post(address(record, "change"), data | changes)


def told(conflict):
    """{name of the field: (before, stored, mine, preselected)} of everything that the page compares."""
    return {
        one.name: (one.before, one.stored, one.mine, one.choice)
        for part in conflict.context["parts"]
        for one in part.differences
    }


def questions(conflict):
    return {part.name: part.choice for part in conflict.context["parts"] if part.question}


def decide(client, record, conflict, button="conflict-decided", **choices):
    """Send the page of a conflict as a browser would: hidden fields, preselected and further choices."""
    context = conflict.context
    data = {name: values if len(values) > 1 else values[0] for name, values in context["typed"]}
    picked = {one.name: one.choice for part in context["parts"] for one in part.to_choose if one.choice} | choices
    data |= {f"choice-{name}": choice for name, choice in picked.items()}
    hidden = {"seen": context["token"], "conflict-before": context["before"], button: "1"}
    return client.post(address(record, "change"), data | hidden)


class TestSeen:
    def test_nothing_happened(self):
        records = [PartnerFactory(), CooperationFactory()]

        token = seen.token_for(records)

        assert seen.changed_since(token, records) == []
        assert seen.token_for(reversed(records)) == token

    def test_a_change_is_told_with_all_its_entries(self):
        partner, other = PartnerFactory(name="Gemeinde"), PartnerFactory()
        token = seen.token_for([partner, other])
        for name in ("Stadt", "Große Stadt"):
            partner.name = name
            partner.save()

        (change,) = seen.changed_since(token)

        assert (change.model, change.key, change.act) == (type(partner), partner.pk, "changed")
        assert [entry.name for entry in change.entries] == ["Große Stadt", "Stadt"]

    def test_changes_are_told_in_the_order_of_the_records(self):
        partners = PartnerFactory.create_batch(9)
        token = seen.token_for(partners)
        for partner in reversed(partners):
            partner.save()

        assert [change.key for change in seen.changed_since(token)] == sorted(partner.pk for partner in partners)

    def test_publishing_and_deleting_count(self):
        partner, other = PartnerFactory(draft=True), PartnerFactory(draft=True, name="Gemeinde")
        token = seen.token_for([partner, other])
        publish(partner, by=None)
        other.delete()

        changes = seen.changed_since(token)

        assert [(change.act, change.label) for change in changes] == [
            ("changed", str(partner)),
            ("deleted", "Gemeinde"),
        ]

    @pytest.mark.parametrize("model", readable_models())
    def test_every_link_to_many_is_in_the_trail(self, model):
        assert {field.name for field in model._meta.many_to_many} == set(getattr(model, "_history_m2m_fields", ()))

    def test_a_link_to_many_counts(self):
        cooperation = CooperationFactory()
        token = seen.token_for([cooperation])
        cooperation.topics.add(TopicFactory())

        (change,) = seen.changed_since(token)

        assert (change.act, len(change.entries)) == ("changed", 1)

    def test_what_the_page_would_show_now_and_did_not_show_then_counts_as_added(self):
        partner = PartnerFactory()
        token = seen.token_for([partner])
        more = PartnerFactory()

        (change,) = seen.changed_since(token, [partner, more])

        assert (change.act, change.key) == ("added", more.pk)

    @pytest.mark.parametrize("token", [None, "", "x", "e30:gefälscht"])
    def test_a_token_that_the_portal_did_not_sign_is_refused(self, token):
        with pytest.raises(seen.Unseen):
            seen.changed_since(token)

    @pytest.mark.parametrize("records", [1, 5])
    def test_a_token_needs_one_query_for_a_model_whatever_its_records(self, django_assert_num_queries, records):
        cooperations = CooperationFactory.create_batch(records)

        with django_assert_num_queries(1):
            seen.token_for(cooperations)


class TestForm:
    def test_an_older_form_saves_nothing_and_shows_both_versions(self, ada, ben):
        partner = PartnerFactory(name="Gemeinde", place="Aachen", legal_form="")
        form_of_ben = opened(ben, partner)
        send(ada, partner, opened(ada, partner), name="Stadt", legal_form="GmbH")

        conflict = send(ben, partner, form_of_ben, name="Kreis", place="Düren")

        assert conflict.status_code == 409
        assert told(conflict) == {
            "name": ("Gemeinde", "Stadt", "Kreis", ""),
            "place": ("Aachen", "Aachen", "Düren", "mine"),
            "legal_form": ("–", "GmbH", "–", "stored"),
        }
        assert "<strong>ada</strong>" in conflict.text
        partner.refresh_from_db()
        assert (partner.name, partner.place, partner.legal_form) == ("Stadt", "Aachen", "GmbH")
        assert partner.history.count() == 2

    @pytest.mark.parametrize(("choice", "name"), [("stored", "Stadt"), ("mine", "Kreis")])
    def test_what_the_editor_decides_is_saved(self, ada, ben, choice, name):
        partner = PartnerFactory(name="Gemeinde", place="Aachen", legal_form="")
        form_of_ben = opened(ben, partner)
        send(ada, partner, opened(ada, partner), name="Stadt", legal_form="GmbH")
        conflict = send(ben, partner, form_of_ben, name="Kreis", place="Düren", change_reason="Umzug")

        answer = decide(ben, partner, conflict, name=choice)

        assert answer.status_code == 302
        partner.refresh_from_db()
        assert (partner.name, partner.place, partner.legal_form) == (name, "Düren", "GmbH")
        assert partner.history.first().history_change_reason == "Umzug"

    def test_without_a_decision_the_page_asks_again(self, ada, ben):
        partner = PartnerFactory(name="Gemeinde", place="Aachen")
        form_of_ben = opened(ben, partner)
        send(ada, partner, opened(ada, partner), name="Stadt")
        conflict = send(ben, partner, form_of_ben, name="Kreis", place="Düren")

        again = decide(ben, partner, conflict, place="stored")

        assert again.status_code == 409
        assert again.context["undecided"] == ["name"]
        assert told(again) == told(conflict) | {"place": ("Aachen", "Aachen", "Düren", "stored")}
        assert Partner.objects.get().name == "Stadt"

    def test_a_further_change_before_the_decision_asks_once_more_with_what_was_decided(self, ada, ben):
        partner = PartnerFactory(name="Gemeinde", place="Aachen")
        form_of_ben = opened(ben, partner)
        send(ada, partner, opened(ada, partner), name="Stadt", place="Jülich")
        conflict = send(ben, partner, form_of_ben, name="Kreis", place="Düren")
        send(ada, partner, opened(ada, partner), place="Eupen")

        again = decide(ben, partner, conflict, name="mine", place="stored")

        assert again.status_code == 409
        assert told(again) == {
            "name": ("Stadt", "Stadt", "Kreis", "mine"),
            "place": ("Jülich", "Eupen", "Jülich", "stored"),
        }
        decide(ben, partner, again)
        partner.refresh_from_db()
        assert (partner.name, partner.place) == ("Kreis", "Eupen")

    def test_the_way_back_leads_to_what_was_typed_and_the_next_save_asks_again(self, ada, ben):
        partner = PartnerFactory(name="Gemeinde")
        form_of_ben = opened(ben, partner)
        send(ada, partner, opened(ada, partner), name="Stadt")
        conflict = send(ben, partner, form_of_ben, name="Kreis")

        form = decide(ben, partner, conflict, button="conflict-again")

        assert "Noch nicht gespeichert" in form.text
        assert form.context["adminform"].form["name"].value() == "Kreis"
        assert Partner.objects.get().name == "Stadt"
        assert told(send(ben, partner, filled_in(form))) == told(conflict)

    def test_a_form_with_errors_stays_as_old_as_it_was(self, ada, ben):
        partner = PartnerFactory(name="Gemeinde")
        form = send(ben, partner, opened(ben, partner), name="")
        send(ada, partner, opened(ada, partner), name="Stadt")

        conflict = send(ben, partner, filled_in(form), name="Kreis")

        assert told(conflict) == {"name": ("Gemeinde", "Stadt", "Kreis", "")}

    def test_publishing_in_between_counts_though_no_field_of_the_form_changed(self, ben):
        partner = PartnerFactory(draft=True, name="Gemeinde")
        form_of_ben = opened(ben, partner)
        publish(partner, by=None, reason="beschlossen")

        conflict = send(ben, partner, form_of_ben, name="Kreis")

        assert conflict.status_code == 409
        assert "beschlossen" in conflict.text
        assert Partner.visible.get().name == "Gemeinde"

    @pytest.mark.parametrize("token", ["", "gefälscht"])
    def test_without_a_true_token_every_difference_is_asked_for(self, ben, token):
        partner = PartnerFactory(name="Gemeinde", place="Aachen")

        conflict = send(ben, partner, opened(ben, partner), seen=token, name="Kreis")

        assert conflict.status_code == 409
        assert told(conflict) == {"name": ("nicht bekannt", "Gemeinde", "Kreis", "")}
        assert Partner.objects.get().name == "Gemeinde"
        assert decide(ben, partner, conflict, name="mine").status_code == 302
        assert Partner.objects.get().name == "Kreis"

    def test_the_token_of_another_record_is_none(self, ben):
        partner, other = PartnerFactory(name="Gemeinde"), PartnerFactory()

        conflict = send(ben, partner, opened(ben, partner), seen=opened(ben, other)["seen"], name="Kreis")

        assert conflict.status_code == 409
        assert not conflict.context["is_known"]

    def test_links_to_many_dates_and_choices_are_told_in_words(self, ada, ben):
        south, north = TopicFactory(name="Süd"), TopicFactory(name="Nord")
        cooperation = CooperationFactory(kind="alliance", umbrella=None)
        cooperation.topics.add(south)
        umbrella = CooperationFactory(title="Dach")
        form_of_ben = opened(ben, cooperation)
        send(ada, cooperation, opened(ada, cooperation), topics=[north.pk], umbrella=umbrella.pk)

        conflict = send(ben, cooperation, form_of_ben, topics=[south.pk, north.pk], kind="contact")

        assert told(conflict) == {
            "topics": ("Süd", "Nord", "Nord, Süd", ""),
            "umbrella": ("–", "Dach", "–", "stored"),
            "kind": ("Regionales Bündnis", "Regionales Bündnis", "Kontakt", "mine"),
        }
        decide(ben, cooperation, conflict, topics="stored")
        cooperation.refresh_from_db()
        assert ([*cooperation.topics.all()], cooperation.umbrella, cooperation.kind) == ([north], umbrella, "contact")

    def test_date_and_time_are_taken_over(self, ada, ben):
        meeting = MeetingFactory(name="1. Sitzung")
        form_of_ben = opened(ben, meeting)
        send(ada, meeting, opened(ada, meeting), start_0="02.03.2024", start_1="10:00")
        conflict = send(ben, meeting, form_of_ben, start_1="19:00:00", cancelled="on")

        assert told(conflict)["start"] == ("01.03.2024 18:00", "02.03.2024 10:00", "01.03.2024 19:00:00", "")
        decide(ben, meeting, conflict, start="stored")

        meeting.refresh_from_db()
        assert (meeting.start.isoformat(), meeting.cancelled) == ("2024-03-02T09:00:00+00:00", True)

    def test_the_record_was_deleted_what_was_typed_is_shown_to_copy(self, ada, ben):
        partner = PartnerFactory(draft=True, name="Gemeinde")
        form_of_ben = opened(ben, partner)
        delete(ada, partner)

        gone = send(ben, partner, form_of_ben, name="Kreis", place="Düren")

        assert gone.status_code == 409
        assert ("Name", "Kreis") in gone.context["values"]
        assert ("Ort", "Düren") in gone.context["values"]
        assert "ada hat ihn am" in gone.text

    def test_an_uploaded_file_cannot_be_kept_and_the_page_says_so(self, ada, ben):
        file = FileFactory(name="Plan")
        form_of_ben = opened(ben, file)
        send(ada, file, opened(ada, file), name="Lageplan")

        conflict = send(ben, file, form_of_ben, content=SimpleUploadedFile("neu.pdf", b"%PDF-1.7"))

        assert "Diese Dateien konnten nicht aufgehoben werden: neu.pdf." in conflict.text

    def test_those_who_may_not_change_learn_nothing(self, client, ada):
        partner = PartnerFactory()
        form = opened(ada, partner)
        signed_in(client, "fremd", ("view",), [Partner])

        assert client.post(address(partner, "change"), form | {"seen": ""}).status_code == 403


def test_what_was_typed_comes_back_unsaved_in_the_form_of_a_new_record_too(ada):
    """The script sends it again after a session ended before saving."""
    typed = {"name": "Kreis", "kind": "municipality", "country": "DE", "audience": "public", "conflict-again": "1"}
    rows = {"aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0", "aliases-0-name": "Landkreis"}

    form = ada.post(address(Partner, "add"), typed | rows)

    assert "Noch nicht gespeichert" in form.text
    assert form.context["adminform"].form["name"].value() == "Kreis"
    assert 'value="Landkreis"' in form.text
    assert not Partner.objects.exists()


def test_what_is_wrong_is_listed_with_links_to_the_fields(ada):
    row = ParticipationFactory()

    form = send(ada, row.cooperation, opened(ada, row.cooperation), title="", **{"participations-0-role": ""})

    assert '<a href="#id_title">Titel</a>: Dieses Feld ist zwingend erforderlich.' in form.text
    assert '<a href="#id_participations-0-role">Beteiligung 1, Rolle</a>' in form.text


class TestRows:
    def test_a_row_changed_by_both_is_compared_field_by_field(self, ada, ben):
        row = ParticipationFactory(role="signatory", start=None)
        cooperation = row.cooperation
        form_of_ben = opened(ben, cooperation)
        send(ada, cooperation, opened(ada, cooperation), **{"participations-0-role": "supporter"})

        changes = {"participations-0-role": "contact", "participations-0-start": "01.02.2024"}
        conflict = send(ben, cooperation, form_of_ben, **changes)

        assert told(conflict) == {
            "participations-0-role": ("Unterzeichner", "Unterstützer", "Kontakt", ""),
            "participations-0-start": ("–", "–", "01.02.2024", "mine"),
        }
        decide(ben, cooperation, conflict, **{"participations-0-role": "stored"})
        row.refresh_from_db()
        assert (row.role, str(row.start)) == ("supporter", "2024-02-01")

    def test_a_row_saved_in_its_own_form_counts(self, ada, ben):
        row = ParticipationFactory(role="signatory")
        form_of_ben = opened(ben, row.cooperation)
        send(ada, row, opened(ada, row), role="supporter")

        conflict = send(ben, row.cooperation, form_of_ben, title="Neuer Titel")

        assert set(told(conflict)) == {"title", "participations-0-role"}
        decide(ben, row.cooperation, conflict)
        row.refresh_from_db()
        assert (row.role, Cooperation.objects.get().title) == ("supporter", "Neuer Titel")

    @pytest.mark.parametrize("choice", ["stored", "mine"])
    def test_a_row_deleted_by_a_colleague_and_changed_by_me(self, ada, ben, choice):
        row = ParticipationFactory(draft=True, role="signatory")
        kept = ParticipationFactory(cooperation=row.cooperation)
        cooperation = row.cooperation
        form_of_ben = opened(ben, cooperation)
        send(ada, cooperation, opened(ada, cooperation), **{"participations-0-DELETE": "on"})

        conflict = send(ben, cooperation, form_of_ben, **{"participations-0-role": "supporter"})

        assert questions(conflict) == {"participations-0": ""}
        assert decide(ben, cooperation, conflict, **{"participations-0": choice}).status_code == 302
        found = set(cooperation.participations.values_list("partner", "role"))
        again = {(row.partner_id, "supporter")} if choice == "mine" else set()
        assert found == {(kept.partner_id, "signatory")} | again

    @pytest.mark.parametrize("choice", ["stored", "mine"])
    def test_a_row_deleted_by_me_and_changed_by_a_colleague(self, ada, ben, choice):
        row = ParticipationFactory(draft=True, role="signatory")
        cooperation = row.cooperation
        form_of_ben = opened(ben, cooperation)
        send(ada, cooperation, opened(ada, cooperation), **{"participations-0-role": "supporter"})

        conflict = send(ben, cooperation, form_of_ben, **{"participations-0-DELETE": "on"})

        assert questions(conflict) == {"participations-0": ""}
        decide(ben, cooperation, conflict, **{"participations-0": choice})
        left = list(cooperation.participations.values_list("role", flat=True))
        assert left == (["supporter"] if choice == "stored" else [])

    @pytest.mark.parametrize(("same", "preselected"), [(True, ""), (False, "mine")])
    def test_rows_added_by_both_are_both_kept_unless_they_are_the_same(self, ada, ben, same, preselected):
        cooperation, partner = CooperationFactory(), PartnerFactory()
        form_of_ben = opened(ben, cooperation)
        row = {"partner": partner.pk, "role": "signatory", "start_precision": "day", "end_precision": "day"}
        send(ada, cooperation, opened(ada, cooperation), **new_row("participations", 0, **row))

        mine = row if same else row | {"partner": PartnerFactory().pk}
        conflict = send(ben, cooperation, form_of_ben, **new_row("participations", 0, **mine))

        assert questions(conflict) == {"participations-0": preselected}
        choices = {"participations-0": "stored"} if same else {}
        assert decide(ben, cooperation, conflict, **choices).status_code == 302
        assert cooperation.participations.count() == (1 if same else 2)

    def test_a_row_added_by_a_colleague_stays_though_my_form_does_not_know_it(self, ada, ben):
        cooperation = CooperationFactory(title="Titel")
        form_of_ben = opened(ben, cooperation)
        row = {"role": "signatory", "start_precision": "day", "end_precision": "day"}
        send(
            ada,
            cooperation,
            opened(ada, cooperation),
            **new_row("participations", 0, partner=PartnerFactory().pk, **row),
        )

        conflict = send(ben, cooperation, form_of_ben, title="Neuer Titel")
        decide(ben, cooperation, conflict)

        assert "Inzwischen hinzugekommen; bleibt." in conflict.text
        assert Participation.objects.count() == 1
        assert Cooperation.objects.get().title == "Neuer Titel"

    def test_long_texts_with_line_ends_differ_only_where_somebody_changed_them(self, ada, ben):
        paper = PaperFactory(name="Beitritt")
        send(
            ada,
            paper,
            opened(ada, paper),
            **new_row("sections", 0, position="1", kind="facts", heading="", text="a\r\nb"),
        )
        form_of_ben = opened(ben, paper)
        send(ada, paper, opened(ada, paper), name="Austritt")

        conflict = send(ben, paper, form_of_ben)

        assert told(conflict) == {"name": ("Beitritt", "Austritt", "Beitritt", "stored")}


class TestDelete:
    def test_a_confirmation_opened_before_a_change_is_asked_again(self, ada, ben):
        partner = PartnerFactory(draft=True, name="Gemeinde")
        page = ben.get(address(partner, "delete"))
        send(ada, partner, opened(ada, partner), name="Stadt")

        again = ben.post(address(partner, "delete"), {"post": "yes", "seen": page.context["seen"]})

        assert "Inzwischen hat sich etwas geändert." in again.text
        assert Partner.objects.filter(pk=partner.pk).exists()
        assert ben.post(address(partner, "delete"), {"post": "yes", "seen": again.context["seen"]}).status_code == 302
        assert not Partner.objects.exists()

    def test_so_is_one_for_many_records_and_one_without_a_token(self, ada, ben):
        partners = PartnerFactory.create_batch(2, draft=True)
        chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in partners]}
        page = ben.post(address(Partner, "changelist"), chosen)
        send(ada, partners[1], opened(ada, partners[1]), name="Stadt")

        again = ben.post(address(Partner, "changelist"), chosen | {"post": "yes", "seen": page.context["seen"]})
        ben.post(address(Partner, "changelist"), chosen | {"post": "yes"})

        assert "Inzwischen hat sich etwas geändert." in again.text
        assert Partner.objects.count() == 2
        ben.post(address(Partner, "changelist"), chosen | {"post": "yes", "seen": again.context["seen"]})
        assert not Partner.objects.exists()


def test_no_list_is_edited_in_place():
    """A list would have to carry tokens too, and would go around the form's transaction and its reasons."""
    assert [desk for desk in admin.site._registry.values() if desk.list_editable] == []
