"""Every invariant stands in the database: raw SQL that breaks it is refused, on SQLite and PostgreSQL."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from council.models import Responsibility
from publication.models import FileText, SearchDue, SearchEntry, SearchFacet, Synonym, Version
from publication.versions import publishable_models, readable_models
from tests import factories
from tests.test_visibility_rule import FACTORIES

pytestmark = pytest.mark.django_db

OF_THE_SEARCH = [SearchEntry, SearchFacet, SearchDue, FileText, Synonym]
OWN_MODELS = [
    *readable_models(),
    *OF_THE_SEARCH,
    Version,
    Responsibility,
    apps.get_model("council", "SourceDocument"),
]
PRECISIONS = {"month": "2024-02-02", "season": "2024-02-01", "year": "2024-02-01"}


def update(record, **columns):
    """Write `columns` past the framework."""
    assignments = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET {assignments} WHERE id = %s", [*columns.values(), record.pk]
        )


def twins(model, *equal, **same):
    """Two rows of `model`; the second gets the columns `equal` from the first and so becomes its twin."""
    first, second = FACTORIES[model](**same), FACTORIES[model](**same)
    return second, {column: getattr(first, column) for column in equal}


def draft(factory, **columns):
    return lambda: (factory(), columns)


def twins_of_responsibility():
    body = factories.BodyFactory()
    first, second = (
        Responsibility.objects.create(user=User.objects.create(username=name), body=body) for name in ("eins", "zwei")
    )
    return second, {"user_id": first.user_id}


def entries_of_the_search():
    made = [SearchEntry.objects.create(model="council.paper", record_id=key, tokens="") for key in (1, 2)]
    return made[1], {"record_id": 1}


def facets_of_the_search():
    entry = SearchEntry.objects.create(model="council.paper", record_id=1, tokens="")
    made = [SearchFacet.objects.create(entry=entry, name="topic", value=value) for value in (1, 2)]
    return made[1], {"value": 1}


def due_rows():
    made = [SearchDue.objects.create(model="council.paper", record_id=key, due_at=timezone.now()) for key in (1, 2)]
    return made[1], {"record_id": 1}


def synonyms():
    made = [Synonym.objects.create(expressions=f"Kreis\n{other}") for other in ("Landkreis", "Gau")]
    return made[1], {"expressions": made[0].expressions}


def by_name():
    """{constraint name: function that returns (row, columns that break it)}, for what is not checked by its kind."""
    f = factories
    m = {model._meta.model_name: model for model in OWN_MODELS}
    return {
        "partners_partner_has_a_name": draft(f.PartnerFactory, name=""),
        "partners_partner_place_on_earth": draft(f.PartnerFactory, latitude="91", longitude="6"),
        "partners_partner_not_merged_into_itself": lambda: (
            partner := f.PartnerFactory(draft=True),
            {"merged_into_id": partner.pk},
        ),
        "partners_partner_merged_is_not_public": lambda: (
            f.PartnerFactory(),
            {"merged_into_id": f.PartnerFactory().pk},
        ),
        "partners_alias_means_one_partner": lambda: twins(m["partneralias"], "name"),
        "council_location_place_on_earth": draft(f.LocationFactory, latitude="50", longitude=None),
        "council_responsibility_once_for_each_body": twins_of_responsibility,
        "council_legislativeterm_one_name_in_a_body": lambda: twins(m["legislativeterm"], "name", "body_id"),
        "council_organization_one_name_in_a_body": lambda: twins(m["organization"], "name", "body_id"),
        "council_meeting_one_reference_in_an_organization": lambda: twins(
            m["meeting"], "organization_id", reference="SI/2024/1"
        ),
        "council_paper_one_reference_in_a_body": lambda: twins(m["paper"], "body_id", "reference"),
        "council_paper_needs_name_and_body_before_publication": draft(f.PaperFactory, body_id=None),
        "council_papersection_one_at_each_position": lambda: twins(m["papersection"], "paper_id", "position"),
        "council_agendaitem_one_at_each_place": lambda: twins(m["agendaitem"], "meeting_id", "order"),
        "council_agendaitem_has_a_name": draft(f.AgendaItemFactory, name=""),
        "council_consultation_one_at_each_place": lambda: twins(m["consultation"], "paper_id", "order"),
        "council_consultation_agenda_item_needs_meeting": lambda: (
            f.ConsultationFactory(meeting=None, organization=None),
            {"agenda_item_id": f.AgendaItemFactory().pk},
        ),
        "council_paperrelation_not_to_itself": lambda: (
            relation := f.PaperRelationFactory(),
            {"to_paper_id": relation.from_paper_id},
        ),
        "council_paperrelation_names_its_target": draft(f.PaperRelationFactory, to_paper_id=None),
        "council_paperrelation_said_once": lambda: twins(
            m["paperrelation"], "from_paper_id", to_paper=None, raw_reference="2024/1"
        ),
        "council_file_belongs_to_exactly_one": draft(f.FileFactory, paper_id=None),
        "council_file_has_a_name": draft(f.FileFactory, name=""),
        "cooperations_agreementfile_has_a_name": draft(f.AgreementFileFactory, name=""),
        "cooperations_topic_one_of_each_name": lambda: twins(m["topic"], "name"),
        "cooperations_cooperation_has_a_title": draft(f.CooperationFactory, title=""),
        "cooperations_cooperation_not_part_of_itself": lambda: (
            cooperation := f.CooperationFactory(),
            {"umbrella_id": cooperation.pk},
        ),
        "cooperations_participation_told_once": lambda: twins(
            m["participation"], "cooperation_id", "partner_id", start=None
        ),
        "cooperations_councilreference_told_once": lambda: twins(m["councilreference"], "cooperation_id", "paper_id"),
        "budgets_budgetline_one_account_in_a_product": lambda: twins(m["budgetline"], "body_id", "account_number"),
        "budgets_budgetline_has_numbers": draft(f.BudgetLineFactory, account_number=""),
        "budgets_cooperationshare_one_each": lambda: twins(m["cooperationshare"], "budget_line_id", "cooperation_id"),
        "budgets_appropriation_year_has_four_digits": draft(f.AppropriationFactory, fiscal_year=24),
        "budgets_appropriation_of_line_or_share": draft(f.AppropriationFactory, share_id=None),
        "budgets_appropriation_told_once": lambda: twins(m["appropriation"], "share_id"),
        "budgets_appropriation_only_amended_is_amended": draft(f.AppropriationFactory, amendment="carried_over"),
        "budgets_appropriation_not_corrects_itself": lambda: (
            amount := f.AppropriationFactory(),
            {"corrects_id": amount.pk},
        ),
        "budgets_contribution_between_two": lambda: (
            contribution := f.ContributionFactory(),
            {"receiver_id": contribution.payer_id},
        ),
        "budgets_contribution_lines_differ": lambda: (
            contribution := f.ContributionFactory(paying_line=f.BudgetLineFactory()),
            {"receiving_line_id": contribution.paying_line_id},
        ),
        "budgets_contributionamount_year_has_four_digits": draft(f.ContributionAmountFactory, fiscal_year=24),
        "budgets_contributionamount_told_once": lambda: twins(m["contributionamount"], "contribution_id"),
        "budgets_contributionamount_only_amended_is_amended": draft(
            f.ContributionAmountFactory, amendment="carried_over"
        ),
        "budgets_contributionamount_not_corrects_itself": lambda: (
            amount := f.ContributionAmountFactory(),
            {"corrects_id": amount.pk},
        ),
        "budgets_grant_amounts_not_negative": draft(f.GrantFactory, amount_eur="-1"),
        "publication_searchentry_one_for_each_record": entries_of_the_search,
        "publication_searchfacet_told_once": facets_of_the_search,
        "publication_searchdue_one_for_each_record": due_rows,
        "publication_filetext_state_known": lambda: (
            FileText.objects.create(sha512="0", state="read", read_at=timezone.now()),
            {"state": "glanced"},
        ),
        "publication_synonym_told_once": synonyms,
        "publication_synonym_has_two_lines": lambda: (synonyms()[0], {"expressions": "Kreis"}),
        "regionportal_textpage_one_for_each_key": lambda: twins(m["textpage"], "key"),
        "regionportal_textpage_is_not_empty": draft(f.TextPageFactory, body=""),
        "regionportal_textpage_only_accessibility_is_reviewed": lambda: (
            f.TextPageFactory(key="imprint"),
            {"reviewed_on": "2026-11-01"},
        ),
    }


BY_NAME = by_name()
CHECKED_BY_KIND = (
    "_withdrawn_only_after_published",
    "_audience_known",
    "_one_for_each_origin",
    "_fits_precision",
    "_not_before_",
)
OF_THE_HISTORY = {constraint.name for constraint in Version._meta.constraints}  # tests/test_public_history.py


def test_every_constraint_has_its_test():
    names = {constraint.name for model in OWN_MODELS for constraint in model._meta.constraints}

    rest = {name for name in names if not any(kind in name for kind in CHECKED_BY_KIND)}

    assert rest - OF_THE_HISTORY == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_database_refuses(name):
    record, columns = BY_NAME[name]()

    with pytest.raises(IntegrityError):
        update(record, **columns)


def test_a_paper_is_not_published_without_its_subject():
    with pytest.raises(IntegrityError):
        update(factories.PaperFactory(), name="")


@pytest.mark.parametrize("model", publishable_models())
class TestEveryPublishableModel:
    def test_cannot_be_withdrawn_before_it_was_published(self, model):
        record = FACTORIES[model](draft=True)

        with pytest.raises(IntegrityError):
            update(record, withdrawn_at="2024-05-01 12:00:00+00:00")

    def test_knows_no_other_audience(self, model):
        record = FACTORIES[model]()

        with pytest.raises(IntegrityError):
            update(record, audience="everybody")

    def test_has_one_record_for_each_origin(self, model):
        FACTORIES[model](origin="ris:1")
        record = FACTORIES[model]()

        with pytest.raises(IntegrityError):
            update(record, origin="ris:1")

    def test_has_ids_that_are_unique(self, model):
        first, second = FACTORIES[model](), FACTORIES[model]()

        with pytest.raises(IntegrityError):
            update(second, public_id=first.public_id)


def constraints_named(part):
    return [
        pytest.param(model, constraint.name.rsplit(part, 1)[0].split("_", 2)[2], id=constraint.name)
        for model in OWN_MODELS
        for constraint in model._meta.constraints
        if part in constraint.name
    ]


@pytest.mark.parametrize(("model", "field"), constraints_named("_fits_precision"))
@pytest.mark.parametrize("precision", PRECISIONS)
def test_a_date_must_fit_its_precision(model, field, precision):
    record = FACTORIES[model]()

    with pytest.raises(IntegrityError):
        update(record, **{field: PRECISIONS[precision], f"{field}_precision": precision})


@pytest.mark.parametrize(("model", "field"), constraints_named("_fits_precision"))
@pytest.mark.parametrize(
    ("day", "precision"),
    [("2030-02-02", "day"), ("2030-02-01", "month"), ("2030-09-01", "season"), ("2030-01-01", "year")],
)
def test_a_date_that_fits_is_taken(model, field, day, precision):
    record = FACTORIES[model]()

    update(record, **{field: day, f"{field}_precision": precision})

    assert str(getattr(model.objects.get(pk=record.pk), field)) == day


@pytest.mark.parametrize(
    ("model", "end", "start"),
    [
        pytest.param(model, *constraint.name.split("_", 2)[2].split("_not_before_"), id=constraint.name)
        for model in OWN_MODELS
        for constraint in model._meta.constraints
        if "_not_before_" in constraint.name
    ],
)
def test_an_end_is_not_before_its_beginning(model, end, start):
    record = FACTORIES[model]()
    time = " 12:00:00+00:00" if isinstance(model._meta.get_field(start), models.DateTimeField) else ""

    with pytest.raises(IntegrityError):
        update(record, **{start: f"2024-05-02{time}", end: f"2024-05-01{time}"})


def test_every_foreign_key_is_enforced():
    record = factories.ParticipationFactory()

    def point_to_nothing():
        with transaction.atomic():
            update(record, partner_id=0)
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        point_to_nothing()
