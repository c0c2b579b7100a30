"""The desk as a whole: every record is there, every page opens, every list stays fast, every search folds."""

import inspect

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from council.models import Paper, SourceDocument
from publication.actions import publish
from publication.admin import ReadOnlyAdmin
from publication.models import Version
from publication.versions import readable_models
from tests import factories
from tests.factories import (
    AgendaItemFactory,
    AppropriationFactory,
    BudgetLineFactory,
    ConsultationFactory,
    CooperationFactory,
    FileFactory,
    MeetingFactory,
    MilestoneFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # opens every list and every form of the desk

FACTORIES = {
    found._meta.model: found
    for _, found in inspect.getmembers(factories, inspect.isclass)
    if issubclass(found, factories.factory.django.DjangoModelFactory) and not found._meta.abstract
}
OWN_MODELS = [*readable_models(), SourceDocument, Version]
# The four shapes in which a record hangs on one of several others.
EVERY_SHAPE = [
    (AppropriationFactory, {"share": None, "budget_line": BudgetLineFactory}),
    (FileFactory, {"paper": None, "meeting": MeetingFactory}),
    (FileFactory, {"paper": None, "agenda_item": AgendaItemFactory}),
    (ConsultationFactory, {"meeting": None, "organization": None}),
]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def source_document(**changes):
    facts = {"name": "vorlage.html", "sha256": "0" * 64, "read_at": timezone.now(), "raw_text": "<b>Text</b>"}
    return SourceDocument.objects.create(**facts | changes)


def record_of(model):
    if model is SourceDocument:
        return source_document(kept_aside="Die Nummer fehlt.", problems=[{"field": "reference", "message": "fehlt"}])
    if model is Version:
        publish(PaperFactory(draft=True), by=None)
        return Version.objects.get()
    return FACTORIES[model]()


def test_every_model_of_the_portal_is_at_the_desk():
    own = [model for model in apps.get_models() if model in readable_models() or model in (SourceDocument, Version)]

    assert set(own) <= set(admin.site._registry)


@pytest.mark.parametrize("model", OWN_MODELS)
def test_list_and_form_of_every_model_show_the_record(admin_client, model):
    record = record_of(model)

    listed = admin_client.get(address(model, "changelist"))
    form = admin_client.get(address(model, "change", record.pk))

    assert (listed.status_code, form.status_code) == (200, 200)
    assert address(model, "change", record.pk) in listed.text
    assert form.context["original"] == record


@pytest.mark.parametrize("model", OWN_MODELS)
def test_an_empty_form_opens_for_every_model_but_those_nobody_edits(admin_client, model):
    read_only = isinstance(admin.site._registry[model], ReadOnlyAdmin)

    assert admin_client.get(address(model, "add")).status_code == (403 if read_only else 200)


@pytest.mark.parametrize("model", OWN_MODELS)
def test_every_record_opens_for_those_who_may_only_read(client, model):
    record = record_of(model)
    reader = User.objects.create_user("lesen", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)

    form = client.get(address(model, "change", record.pk))

    assert form.status_code == 200
    assert 'name="_save"' not in form.text


@pytest.mark.parametrize(("factory", "shape"), EVERY_SHAPE)
def test_records_that_hang_on_something_else_open_too(admin_client, factory, shape):
    record = factory(**{name: make() if make else None for name, make in shape.items()})

    assert admin_client.get(address(type(record), "change", record.pk)).context["original"] == record
    assert admin_client.get(address(type(record), "changelist")).status_code == 200


def links(model):
    return {one.name for one in [*model._meta.fields, *model._meta.many_to_many] if one.is_relation}


def target(model, link):
    return model._meta.get_field(link).related_model


INLINES = [inline for model in OWN_MODELS for inline in admin.site._registry[model].inlines]


@pytest.mark.parametrize("model", OWN_MODELS)
def test_every_link_in_a_form_is_chosen_by_typing(rf, model):
    assert set(admin.site._registry[model].get_autocomplete_fields(rf.get("/"))) == links(model)
    assert {one for one in links(model) if not admin.site._registry[target(model, one)].search_fields} == set()


@pytest.mark.parametrize("inline", INLINES)
def test_every_link_in_a_row_of_parts_is_chosen_by_typing(rf, inline):
    assert set(inline(inline.model, admin.site).get_autocomplete_fields(rf.get("/"))) == links(inline.model)


@pytest.mark.parametrize("model", readable_models())
def test_every_part_of_a_record_is_edited_in_its_form(model):
    inlines = {inline.model for inline in admin.site._registry[model].inlines}

    assert {getattr(model, name).rel.related_model for name in model.parts} <= inlines


@pytest.mark.parametrize("model", readable_models())
def test_the_audit_trail_of_every_model_opens_and_has_no_inline_style(admin_client, model):
    record = FACTORIES[model]()

    trail = admin_client.get(address(model, "history", record.pk))
    state = admin_client.get(address(model, "simple_history", record.pk, record.history.get().pk))

    assert "angelegt" in trail.text
    assert "style=" not in trail.text + state.text
    assert state.context["told"].instance == record


LISTS = [PaperFactory, PartnerFactory, CooperationFactory, ParticipationFactory, MeetingFactory, AgendaItemFactory,
         ConsultationFactory, FileFactory, BudgetLineFactory, AppropriationFactory, MilestoneFactory]  # fmt: skip


@pytest.mark.parametrize("factory", LISTS)
def test_a_list_needs_the_same_queries_for_one_row_and_for_thirty(admin_client, factory):
    page = address(factory._meta.model, "changelist")
    factory()
    admin_client.get(page)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(page)
    factory.create_batch(29)

    with CaptureQueriesContext(connection) as many:
        listed = admin_client.get(page)

    assert len(listed.context["cl"].result_list) == 30
    assert len(many) == len(few)


class TestSearch:
    def found(self, admin_client, model, words):
        listed = admin_client.get(address(model, "changelist"), {"q": words})
        return list(listed.context["cl"].result_list)

    @pytest.mark.parametrize(
        "words", ["öko", "OEKO", "ÖKOLOGIE", "oekologie aachen", '"Aachen und Ökologie"', "2024/053"]
    )
    def test_a_paper_is_found_whatever_the_case_and_umlauts(self, admin_client, words):
        paper = PaperFactory(name="Aachen und Ökologie", reference="2024/053")
        PaperFactory(name="Verkehr", reference="2024/054")

        assert self.found(admin_client, Paper, words) == [paper]

    def test_columns_without_a_folded_copy_are_folded_while_searching(self, admin_client):
        item = AgendaItemFactory(name="Überörtliche Prüfung")
        AgendaItemFactory(name="Verkehr")

        assert self.found(admin_client, type(item), "UEBERÖRTLICHE") == [item]

    def test_an_account_is_found_with_and_without_blanks(self, admin_client):
        line = BudgetLineFactory(account_number="54 040 20")

        assert self.found(admin_client, type(line), "5404020") == [line]
        assert self.found(admin_client, type(line), "54 040 20") == [line]

    def test_a_partner_with_several_aliases_is_found_once(self, admin_client):
        partner = PartnerFactory(name="Gemeinde")
        PartnerAliasFactory(partner=partner, name="Grüne Gde.")
        PartnerAliasFactory(partner=partner, name="grüne Gemeinde")

        assert self.found(admin_client, type(partner), "gruene") == [partner]

    @pytest.mark.parametrize("words", ["\x00", "'", '"', "%", "\\", " "])
    def test_odd_characters_break_nothing(self, admin_client, words):
        PaperFactory()
        source = {"app_label": "council", "model_name": "consultation", "field_name": "paper", "term": words}

        assert admin_client.get(address(Paper, "changelist"), {"q": words}).status_code == 200
        assert admin_client.get(reverse("admin:autocomplete"), source).status_code == 200

    @pytest.mark.parametrize("words", ["eins " * 2000, "eins zwei drei vier fünf sechs sieben acht neun", "e" * 101])
    def test_of_a_long_search_only_the_beginning_counts_and_the_list_says_so(self, admin_client, words):
        partner = PartnerFactory(name="Eins, zwei, drei, vier, fünf, sechs, sieben, acht " + "e" * 100)
        PartnerFactory(name="Null")
        source = {"app_label": "cooperations", "model_name": "participation", "field_name": "partner", "term": words}

        listed = admin_client.get(address(type(partner), "changelist"), {"q": words})
        offered = admin_client.get(reverse("admin:autocomplete"), source)

        assert list(listed.context["cl"].result_list) == [partner]
        assert "Gesucht wurde nur nach den ersten 8 Wörtern und 100 Zeichen." in listed.text
        assert [one["id"] for one in offered.json()["results"]] == [str(partner.pk)]

    def test_eight_words_are_not_too_long(self, admin_client):
        listed = admin_client.get(address(Paper, "changelist"), {"q": "1 2 3 4 5 6 7 8"})

        assert "zu lang" not in listed.text

    def test_the_choices_of_a_form_are_searched_alike(self, admin_client):
        paper = PaperFactory(name="Ökologie", reference="2024/1", body__name="Kreis")
        source = {"app_label": "council", "model_name": "consultation", "field_name": "paper", "term": "OEKO"}

        answer = admin_client.get(reverse("admin:autocomplete"), source)

        assert answer.json()["results"] == [{"id": str(paper.pk), "text": "2024/1 Ökologie (Kreis)"}]

    @pytest.mark.parametrize("state", ["draft", "scheduled", "published", "withdrawn"])
    def test_the_list_is_filtered_by_state(self, admin_client, state):
        PaperFactory(draft=True, name="draft")
        PaperFactory(scheduled=True, name="scheduled")
        PaperFactory(name="published")
        PaperFactory(withdrawn=True, name="withdrawn")

        listed = admin_client.get(address(Paper, "changelist"), {"stand": state})

        assert [(paper.name, paper.publication_state()) for paper in listed.context["cl"].result_list] == [
            (state, state)
        ]


class TestPagesAsRead:
    def test_the_text_is_shown_escaped_with_reason_and_problems(self, admin_client):
        paper = PaperFactory()
        source = source_document(
            paper=paper, raw_text="<b>Text</b>", kept_aside="Die Nummer fehlt.", problems=[{"message": "unklar"}]
        )

        page = admin_client.get(address(SourceDocument, "change", source.pk)).text

        assert "&lt;b&gt;Text&lt;/b&gt;" in page
        assert "Die Nummer fehlt." in page
        assert "<li>unklar</li>" in page
        assert address(Paper, "change", paper.pk) in page

    @pytest.mark.parametrize("page", ["change", "delete"])
    @pytest.mark.parametrize("model", [SourceDocument, Version])
    def test_nobody_changes_or_deletes_them(self, admin_client, model, page):
        record = record_of(model)

        assert admin_client.post(address(model, page, record.pk), {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=record.pk).exists()


def test_the_desk_bears_the_name_of_the_portal(admin_client):
    page = admin_client.get(reverse("admin:index"))

    assert "Regionalportal Test – Verwaltung" in page.text
    assert "css/admin.css" in page.text


def test_the_login_page_opens(client):
    assert "Anmelden" in client.get(reverse("admin:login")).text
