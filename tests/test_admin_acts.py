"""What staff may do at the desk, what they may not, and what the histories tell of it."""

from datetime import timedelta

import pytest
from django import forms
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from council.models import AgendaItem, Consultation, Paper, PaperSection
from partners.models import Partner
from publication.actions import publish
from publication.models import PublicationState, Version
from publication.versions import publishable_models, readable_models
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    CooperationFactory,
    FileFactory,
    MeetingFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

EDITING = ("view", "add", "change", "delete")


def address(record, page, *args):
    model = record if isinstance(record, type) else type(record)
    keys = args if isinstance(record, type) else (record.pk, *args)
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=keys)


def signed_in(client, name, verbs, models=None):
    """`client` as a member of staff with `verbs` on `models` (default: every record)."""
    allowed = Q()
    for model in models or readable_models():
        codenames = [f"{verb}_{model._meta.model_name}" for verb in verbs]
        allowed |= Q(content_type=ContentType.objects.get_for_model(model), codename__in=codenames)
    client.force_login(user := User.objects.create_user(name, is_staff=True))
    user.user_permissions.set(Permission.objects.filter(allowed))
    return client


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", EDITING)


@pytest.fixture
def publisher(client):
    return signed_in(client, "veroeffentlichung", (*EDITING, "publish", "withdraw"))


def published(record, **options):
    publish(record, by=None, **options)
    return record


def filled_in(form_page):
    """What a browser would send if the form on `form_page` were saved untouched."""
    inlines = [inline.formset for inline in form_page.context["inline_admin_formsets"]]
    rows = [form for formset in inlines for form in (formset.management_form, *formset.initial_forms)]
    data = {"seen": form_page.context["seen"]} if "seen" in form_page.context else {}
    for form in (form_page.context["adminform"].form, *rows):
        for field in form:
            data |= _sent(field.html_name, field.field.widget, field.value())
    return data


def _sent(name, widget, value):
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        return {f"{name}_{number}": part.format_value(each) or "" for number, (part, each) in enumerate(parts)}
    if isinstance(widget, forms.CheckboxInput):
        return {name: "on"} if value else {}
    if isinstance(widget, forms.FileInput):
        return {}
    shown = widget.format_value(value) if isinstance(widget, forms.widgets.Input) else value
    if isinstance(widget, forms.Textarea):
        shown = (shown or "").replace("\n", "\r\n")
    return {name: "" if shown is None else shown}


def save(client, record, **changes):
    page = address(record, "change")
    return client.post(page, filled_in(client.get(page)) | changes)


def delete(client, record):
    """As confirmed on the page that lists what will be deleted."""
    page = address(record, "delete")
    return client.post(page, {"post": "yes", "seen": client.get(page).context["seen"]})


def new_row(prefix, number, **values):
    """A further row of an inline that has `number` rows."""
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {f"{prefix}-TOTAL_FORMS": number + 1} | row


def errors(response):
    inlines = [inline.formset for inline in response.context["inline_admin_formsets"]]
    told = [str(response.context["adminform"].form.errors)]
    return " ".join([*told, *(str(one.errors) + str(one.non_form_errors()) for one in inlines)])


def story(record):
    return [version.action for version in Version.objects.of(record)]


def confirm(client, page, **told):
    """Open the page of an act, then confirm what it shows."""
    chosen = {name: told.pop(name) for name in ("action", "_selected_action") if name in told}
    shown = client.post(page, chosen) if chosen else client.get(page)
    facts = {"confirmed": "1", "shown": shown.context["act"].fingerprint, "checked": "on"}
    return client.post(page, facts | chosen | told)


class TestPublish:
    def test_the_button_leads_to_a_page_that_tells_what_becomes_public(self, publisher):
        paper = PaperFactory(draft=True, name="Beitritt", body__name="Kreis", body__draft=True)
        FileFactory(paper=paper, draft=True, name="Lageplan")

        form = publisher.get(address(paper, "change"))
        page = publisher.get(address(paper, "publish"))

        assert address(paper, "publish") in form.text
        assert "Lageplan" in page.text
        assert "Bleibt verborgen, solange Körperschaft „Kreis“ nicht öffentlich ist." in page.text
        assert not paper.is_visible()
        assert page.context["act"].has_parts

    def test_after_the_confirmation_the_record_is_public_and_its_parts_are_drafts(self, publisher):
        paper = PaperFactory(draft=True)
        file = FileFactory(paper=paper, draft=True)

        answer = confirm(publisher, address(paper, "publish"), reason="beschlossen")

        assert answer.url == address(paper, "change")
        assert paper.is_visible()
        assert not file.is_visible()
        assert story(paper) == ["published"]
        entry = paper.history.first()
        assert (entry.history_user.username, entry.history_change_reason) == ("veroeffentlichung", "beschlossen")

    def test_draft_parts_go_with_it_when_ticked(self, publisher):
        paper = PaperFactory(draft=True)
        file = FileFactory(paper=paper, draft=True)

        confirm(publisher, address(paper, "publish"), parts=[f"council.file:{file.pk}"])

        assert (paper.is_visible(), file.is_visible()) == (True, True)
        assert story(paper) == ["published"]

    def test_several_records_are_published_from_the_list(self, publisher):
        partners = PartnerFactory.create_batch(2, draft=True)
        chosen = {"action": "publish_selected", "_selected_action": [partner.pk for partner in partners]}

        page = publisher.post(address(Partner, "changelist"), chosen)
        assert Partner.visible.count() == 0
        answer = confirm(publisher, address(Partner, "changelist"), **chosen)

        assert {preview.record for preview in page.context["act"].previews} == set(partners)
        assert answer.status_code == 302
        assert set(Partner.visible.all()) == set(partners)

    def test_it_can_be_scheduled_but_not_for_the_past(self, publisher):
        partner = PartnerFactory(draft=True)
        day = timedelta(days=1)

        refused = confirm(publisher, address(partner, "publish"), at=timezone.now() - day)
        assert "Vergangenheit" in refused.text
        confirm(publisher, address(partner, "publish"), at=timezone.now() + day)

        partner.refresh_from_db()
        assert partner.publication_state() == PublicationState.SCHEDULED

    def test_the_audience_is_chosen_there_and_confirmed_once_more(self, publisher):
        partner = PartnerFactory(draft=True)
        chosen = {"audience": "council", "confirmed": "1"}

        shown = confirm(publisher, address(partner, "publish"), audience="council")
        assert "Das sieht nur der Rat." in shown.text
        publisher.post(address(partner, "publish"), chosen | {"shown": shown.context["act"].fingerprint})

        partner.refresh_from_db()
        assert (partner.publication_state(), partner.audience) == (PublicationState.PUBLISHED, "council")

    def test_what_is_incomplete_stays_a_draft_and_the_page_says_why(self, publisher):
        paper = PaperFactory(draft=True, name="")

        answer = confirm(publisher, address(paper, "publish"))

        assert "Ohne Betreff und Körperschaft kann eine Vorlage nicht veröffentlicht werden." in answer.text
        assert not Paper.objects.exclude(published_at=None).exists()

    def test_a_non_public_item_is_announced_as_seen_by_the_council_only(self, publisher):
        item = AgendaItemFactory(draft=True, public=False)

        page = publisher.get(address(item, "publish")).text

        assert "Nur der Rat sieht ihn, denn „öffentlich“ steht auf „nein“." in page

    def test_parts_that_the_user_may_not_publish_stop_the_whole_act(self, client):
        signed_in(client, "vorlagen", (*EDITING, "publish"), [Paper])
        paper = PaperFactory(draft=True)
        file = FileFactory(paper=paper, draft=True)

        answer = confirm(client, address(paper, "publish"), parts=[f"council.file:{file.pk}"])

        assert "Dafür fehlt Ihnen das Recht „council.publish_file“." in answer.text
        assert not paper.is_visible()


class TestWithdraw:
    def test_a_reason_is_needed_and_kept(self, publisher):
        partner = published(PartnerFactory(draft=True))

        refused = confirm(publisher, address(partner, "withdraw"), reason="")
        assert refused.context["form"].errors.keys() == {"reason"}
        assert partner.is_visible()
        confirm(publisher, address(partner, "withdraw"), reason="Irrtum")

        assert not partner.is_visible()
        assert story(partner) == ["published", "withdrawn"]
        assert partner.history.first().history_change_reason == "Irrtum"

    def test_a_draft_among_the_chosen_stops_the_act_for_all(self, publisher):
        public, draft = published(PartnerFactory(draft=True)), PartnerFactory(draft=True)
        chosen = {"action": "withdraw_selected", "_selected_action": [public.pk, draft.pk]}

        answer = confirm(publisher, address(Partner, "changelist"), reason="Irrtum", **chosen)

        assert "ist ein Entwurf und war nie veröffentlicht" in answer.text
        assert public.is_visible()


class TestWithoutThePermission:
    def test_there_is_neither_button_nor_action(self, editor):
        partner = PartnerFactory()

        pages = editor.get(address(partner, "change")).text + editor.get(address(Partner, "changelist")).text

        words = ("/publish/", "/withdraw/", "publish_selected", "withdraw_selected")
        assert not [word for word in words if word in pages]

    @pytest.mark.parametrize("verb", ["publish", "withdraw"])
    def test_a_hand_made_request_is_refused_for_every_model(self, editor, verb):
        told = {"confirmed": "1", "reason": "Irrtum"}
        chosen = told | {"action": ["delete_selected", f"{verb}_selected"], "_selected_action": ["1"]}

        answers = {
            model: [
                editor.get(address(model, verb, 1)).status_code,
                editor.post(address(model, verb, 1), told).status_code,
                editor.post(address(model, "changelist"), chosen).status_code,
            ]
            for model in publishable_models()
        }

        assert answers == {model: [403, 403, 403] for model in publishable_models()}

    @pytest.mark.parametrize(("verb", "state"), [("publish", {"draft": True}), ("withdraw", {})])
    def test_and_changes_nothing(self, editor, verb, state):
        partner = PartnerFactory(**state)
        told = {"confirmed": "1", "reason": "Irrtum", "action": f"{verb}_selected", "_selected_action": [partner.pk]}

        editor.post(address(partner, verb), told)
        editor.post(address(Partner, "changelist"), told)

        assert partner.is_visible() is (verb == "withdraw")
        assert partner.history.count() == 1

    @pytest.mark.parametrize(("may", "word"), [("publish", "withdraw"), ("withdraw", "publish")])
    def test_one_of_the_two_does_not_give_the_other(self, client, may, word):
        signed_in(client, "eines", (*EDITING, may), [Partner])
        partner = PartnerFactory()

        assert client.get(address(partner, may)).status_code == 200
        assert client.get(address(partner, word)).status_code == 403

    def test_nobody_reaches_them_without_signing_in(self, client):
        partner = PartnerFactory(draft=True)

        answer = client.post(address(partner, "publish"), {"confirmed": "1"})

        assert answer.url.startswith(reverse("admin:login"))
        assert not partner.is_visible()


class TestFormsDoNotPublish:
    STOLEN = {
        "published_at": "2024-01-01 00:00", "published_at_0": "01.01.2024", "published_at_1": "00:00",
        "withdrawn_at": "", "withdrawn_at_0": "", "withdrawn_at_1": "", "public_id": "gestohlen",
    }  # fmt: skip

    def test_moments_and_address_cannot_be_sent_along(self, editor):
        draft = PartnerFactory(draft=True, name="Gemeinde")
        gone = PartnerFactory(withdrawn=True)
        kept = [(one.public_id, one.published_at, one.withdrawn_at) for one in (draft, gone)]

        save(editor, draft, name="Stadt", **self.STOLEN)
        save(editor, gone, **self.STOLEN)

        draft.refresh_from_db()
        gone.refresh_from_db()
        assert draft.name == "Stadt"
        assert [(one.public_id, one.published_at, one.withdrawn_at) for one in (draft, gone)] == kept

    def test_new_records_are_drafts_whatever_is_sent(self, editor):
        facts = {"name": "Stadt", "kind": "municipality", "country": "DE", "audience": "public"}

        editor.post(
            address(Partner, "add"), facts | self.STOLEN | {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
        )

        assert Partner.objects.get().publication_state() == PublicationState.DRAFT

    @pytest.mark.parametrize(
        ("state", "after"),
        [({"draft": True}, "public"), ({}, "council"), ({"scheduled": True}, "council")],
    )
    def test_the_audience_is_open_in_drafts_only(self, editor, state, after):
        partner = PartnerFactory(for_the_council=True, **state)

        save(editor, partner, audience="public")

        partner.refresh_from_db()
        assert partner.audience == after

    def test_new_rows_are_drafts_whatever_is_sent(self, editor):
        cooperation = CooperationFactory()
        partner = PartnerFactory()
        row = {"partner": partner.pk, "role": "signatory", "start_precision": "day", "end_precision": "day"}

        answer = save(editor, cooperation, **new_row("participations", 0, **row, **self.STOLEN, audience="council"))

        assert answer.status_code == 302
        (participation,) = cooperation.participations.all()
        assert (participation.publication_state(), participation.audience) == (PublicationState.DRAFT, "public")

    def test_rows_show_their_state(self, editor):
        cooperation = CooperationFactory()
        ParticipationFactory(cooperation=cooperation, withdrawn=True)

        page = editor.get(address(cooperation, "change")).text

        assert '<span class="state state-withdrawn">zurückgezogen</span>' in page

    def test_a_published_item_is_not_opened_to_the_public_by_those_who_may_not_publish(self, client):
        item = AgendaItemFactory(public=False)
        signed_in(client, "redaktion", EDITING)

        refused = save(client, item, public="on")

        assert "Dafür fehlt Ihnen das Recht." in errors(refused)
        assert not AgendaItem.visible.exists()

    @pytest.mark.parametrize(
        ("factory", "hidden", "opened"),
        [
            (AgendaItemFactory, {"public": False}, {"public": "on"}),
            (PaperFactory, {"publicity": ""}, {"publicity": "public"}),
            (PaperFactory, {"publicity": "non_public", "scheduled": True}, {"publicity": "mixed"}),
        ],
    )
    def test_nor_by_others_without_the_page_that_tells_what_appears(self, publisher, factory, hidden, opened):
        record = factory(**hidden)

        refused = save(publisher, record, **opened)
        assert "Bitte ziehen Sie ihn zurück" in errors(refused)
        confirm(publisher, address(record, "withdraw"), reason="wird öffentlich")
        save(publisher, record, **opened)
        confirm(publisher, address(record, "publish"))

        assert record.is_visible()

    def test_what_is_public_can_be_closed_in_the_form(self, publisher):
        item = AgendaItemFactory(public=True)

        page = filled_in(publisher.get(address(item, "change")))
        publisher.post(address(item, "change"), {name: value for name, value in page.items() if name != "public"})

        assert not item.is_visible()

    def test_nor_in_the_rows_of_its_meeting(self, editor):
        meeting = MeetingFactory()
        AgendaItemFactory(meeting=meeting, public=False)

        refused = save(editor, meeting, **{"agenda_items-0-public": "on"})

        assert "Dafür fehlt Ihnen das Recht." in errors(refused)
        assert not AgendaItem.visible.exists()

    def test_a_published_part_is_not_moved_under_another_record(self, editor):
        file = FileFactory(paper__draft=True)
        kept, public = file.paper, PaperFactory()

        save(editor, file, paper=public.pk)

        file.refresh_from_db()
        assert file.paper == kept

    def test_a_published_part_is_not_opened_by_pointing_it_at_something_visible(self, editor):
        participation = ParticipationFactory(partner__draft=True)

        refused = save(editor, participation, partner=PartnerFactory().pk)

        assert "Dafür fehlt Ihnen das Recht." in errors(refused)
        assert not participation.is_visible()

    def test_a_published_paper_keeps_its_name(self, publisher):
        paper = PaperFactory(name="Beitritt")

        refused = save(publisher, paper, name="")

        assert "Ohne Betreff und Körperschaft kann eine Vorlage nicht veröffentlicht werden." in errors(refused)

    @pytest.mark.parametrize("verbs", [("view",), (*EDITING, "publish", "withdraw")])
    def test_an_old_state_is_read_but_never_saved(self, client, verbs):
        signed_in(client, "jemand", verbs)
        partner = PartnerFactory()
        partner.withdrawn_at = timezone.now()
        partner.save()
        once = address(partner, "simple_history", partner.history.last().pk)

        assert client.get(once).status_code == 200
        assert client.post(once, {"name": "Stadt"}).status_code == 403
        assert not partner.is_visible()


class TestPublicHistory:
    @pytest.fixture
    def editor(self, client):
        """Changing what is public takes the permission to publish."""
        return signed_in(client, "redaktion", (*EDITING, "publish"))

    @pytest.fixture
    def paper(self):
        return published(PaperSectionFactory(paper__draft=True, position=1, text="alt").paper)

    def test_a_changed_section_of_a_public_paper_is_one_version(self, editor, paper):
        save(editor, paper, **{"sections-0-text": "neu"})

        assert story(paper) == ["published", "changed"]
        assert Version.objects.of(paper).last().content["sections"][0]["text"] == "neu"
        assert Version.objects.count() == 2

    def test_name_and_sections_changed_together_are_one_version(self, editor, paper):
        row = {"position": 2, "kind": "proposal", "heading": "Beschluss", "text": "Wir treten bei."}

        save(editor, paper, name="Neuer Name", **{"sections-0-DELETE": "on"}, **new_row("sections", 1, **row))

        last = Version.objects.of(paper).last()
        assert story(paper) == ["published", "changed"]
        assert last.content["name"] == "Neuer Name"
        assert [section["heading"] for section in last.content["sections"]] == ["Beschluss"]

    def test_saving_without_a_change_is_no_version_and_no_entry(self, editor):
        paper = published(PaperSectionFactory(paper__draft=True, text="Erste Zeile.\n\nZweite Zeile.").paper)
        entries = paper.history.count()

        answer = save(editor, paper)

        assert answer.status_code == 302
        assert story(paper) == ["published"]
        assert paper.history.count() == entries
        assert paper.sections.get().history.count() == 1

    def test_text_keeps_the_line_ends_that_imports_write(self, editor, paper):
        save(editor, paper, internal_note="eins\r\nzwei", **{"sections-0-text": "eins\r\nzwei"})

        paper.refresh_from_db()
        assert (paper.internal_note, paper.sections.get().text) == ("eins\nzwei", "eins\nzwei")

    def test_a_draft_leaves_no_trace(self, editor):
        paper = PaperSectionFactory(paper__draft=True).paper

        answer = save(editor, paper, **{"sections-0-text": "neu"})

        assert answer.status_code == 302
        assert PaperSection.objects.get().text == "neu"
        assert not Version.objects.exists()

    def test_an_internal_note_is_no_version(self, editor, paper):
        save(editor, paper, internal_note="nur für uns")

        paper.refresh_from_db()
        assert paper.internal_note == "nur für uns"
        assert story(paper) == ["published"]

    def test_sections_changed_by_themselves_are_told_too(self, editor, paper):
        facts = {"paper": paper.pk, "position": 7, "kind": "other", "heading": "Nachtrag", "text": ""}

        editor.post(address(PaperSection, "add"), facts)
        save(editor, paper.sections.get(position=1), text="neu")
        delete(editor, paper.sections.get(position=1))

        told = [[section["text"] for section in version.content["sections"]] for version in Version.objects.of(paper)]
        assert told == [["alt"], ["alt", ""], ["neu", ""], [""]]

    def test_a_change_that_fails_leaves_neither_change_nor_version(self, editor, paper):
        refused = save(editor, paper, name="Neu", **{"sections-0-position": "keine Zahl"})

        assert refused.status_code == 200
        paper.refresh_from_db()
        assert paper.name != "Neu"
        assert story(paper) == ["published"]

    def test_what_became_public_by_schedule_is_told_before_the_change(self, editor):
        paper = PaperFactory(name="Alt")

        save(editor, paper, name="Neu")

        assert [version.content["name"] for version in Version.objects.of(paper)] == ["Alt", "Neu"]


class TestDeleting:
    def test_a_draft_can_be_deleted(self, editor):
        partner = PartnerFactory(draft=True)

        delete(editor, partner)

        assert not Partner.objects.exists()
        assert Partner.history.first().history_type == "-"

    @pytest.mark.parametrize("state", [{}, {"withdrawn": True}, {"for_the_council": True}])
    def test_what_was_public_cannot(self, editor, state):
        partner = PartnerFactory(**state)

        page = delete(editor, partner)
        chosen = {"action": "delete_selected", "_selected_action": [partner.pk], "post": "yes"}
        listed = editor.post(address(Partner, "changelist"), chosen)

        assert "Bitte zurückziehen statt löschen." in page.text
        assert "Bitte zurückziehen statt löschen." in listed.text
        assert Partner.objects.get() == partner

    def test_nor_what_has_a_public_history_though_it_is_a_draft_again(self, editor):
        partner = published(PartnerFactory(draft=True))
        partner.published_at = None
        partner.save()

        delete(editor, partner)

        assert Partner.objects.get() == partner

    def test_nor_together_with_a_draft_it_hangs_on(self, editor):
        relation = PaperRelationFactory(from_paper__draft=True)

        page = delete(editor, relation.from_paper)

        assert "Verweis „" in page.text
        assert Paper.objects.filter(pk=relation.from_paper_id).exists()

    def test_nor_as_a_row_in_the_form_of_its_whole(self, editor):
        public = ConsultationFactory(order=1)
        draft = ConsultationFactory(paper=public.paper, order=2, draft=True)

        refused = save(editor, public.paper, **{"consultations-0-DELETE": "on", "consultations-1-DELETE": "on"})
        assert "Bitte zurückziehen statt löschen." in errors(refused)
        assert Consultation.objects.count() == 2
        save(editor, public.paper, **{"consultations-1-DELETE": "on"})

        assert Consultation.objects.get() == public
        assert draft not in Consultation.objects.all()


class TestAuditTrail:
    @pytest.fixture
    def editor(self, client):
        """Changing what is public takes the permission to publish."""
        return signed_in(client, "redaktion", (*EDITING, "publish"))

    def test_it_tells_who_changed_what_when_and_why_in_words(self, editor):
        partner = PartnerFactory(kind="cluster")

        save(editor, partner, kind="chamber", change_reason="Registerauszug")

        page = editor.get(address(partner, "history")).text
        assert all(told in page for told in ("redaktion", "Registerauszug", "Art:", "Cluster → Kammer", "angelegt"))
        assert "Zuletzt geändert:" not in page

    def test_the_reason_stands_at_the_changed_parts_too(self, editor):
        section = PaperSectionFactory(text="alt")

        save(editor, section.paper, change_reason="Korrektur", **{"sections-0-text": "neu"})

        entry = section.history.first()
        assert (entry.history_user.username, entry.history_change_reason) == ("redaktion", "Korrektur")

    def test_a_reason_is_not_carried_over(self, editor):
        partner = PartnerFactory()

        save(editor, partner, name="Eins", change_reason="Umbenennung")
        save(editor, partner, name="Zwei")

        assert [entry.history_change_reason for entry in partner.history.all()] == [None, "Umbenennung", None]

    def test_links_to_deleted_records_are_told_as_such(self, editor):
        station = ConsultationFactory(meeting=None, organization=None)
        body = BodyFactory(draft=True)
        trail = station.paper.history.first()
        trail.body_id = body.pk
        trail.save()
        body.delete()

        page = editor.get(address(station.paper, "simple_history", trail.pk)).text

        assert "gelöscht (Nummer " in page

    @pytest.mark.parametrize("key", ["abc", "0"])
    def test_odd_addresses_are_not_found(self, editor, key):
        assert editor.get(address(Partner, "history", key)).status_code == 404
        assert editor.get(address(Partner, "simple_history", key, key)).status_code == 404
